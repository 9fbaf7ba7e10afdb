#include "compiler/driver/diff/sides.hpp"

#include <algorithm>

#include "compiler/base/names.hpp"
#include "compiler/compare/day.hpp"
#include "compiler/consolidate/consolidate.hpp"
#include "compiler/lower/lower.hpp"
#include "runtime/program/verify.hpp"
#include "runtime/value/date_text.hpp"

namespace avenant::driver {

namespace {

using diagnostics::Code;
using diagnostics::Sink;

std::string trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(' ') + 1 - first));
}

std::string day_text(value::Date day, value::Language language) {
  return value::print_long_date(day, language);
}

/// Opens the sides of one comparison.
class Opener {
 public:
  explicit Opener(Context& context) : context_(context), options_(context.options) {}

  std::optional<Sides> open(int& code);

 private:
  bool find_mode();
  std::optional<value::Date> date(std::string_view option, const std::string& given);
  Side& add(std::string path, std::string label_fr, std::string label_en);
  bool open_rules(Side& side);

  bool projects();
  bool days();
  bool known_days();
  bool without_text();
  bool drafts();
  bool readings();
  bool check_drafts();
  bool choose_readings(const program::Package& package, std::vector<std::string>& choices);

  Context& context_;
  const Options& options_;
  Sink sink_;
  Sides sides_;
  int code_ = kUsage;
};

/// What the options ask for: one way of being two, and no other.
bool Opener::find_mode() {
  std::vector<std::pair<std::string_view, DiffMode>> asked;
  const std::size_t n_paths = options_.arguments.size();
  if (!options_.between.empty()) asked.emplace_back("--between", DiffMode::Days);
  if (!options_.without.empty()) asked.emplace_back("--without", DiffMode::WithoutText);
  if (!options_.compared_readings.empty()) asked.emplace_back("--readings", DiffMode::Readings);
  if (n_paths == 1 && asked.empty()) {
    if (!options_.known_days.empty()) {
      asked.emplace_back("--known-at", DiffMode::KnownDays);
    } else if (!options_.drafts.empty()) {
      asked.emplace_back("--with", DiffMode::Drafts);
    }
  }
  if (options_.between.empty() != options_.and_day.empty()) {
    const bool has_first = !options_.between.empty();
    sink_.report(Code::OptionNeedsAnother)
        .with("first", has_first ? "--between" : "--and")
        .with("second", has_first ? "--and" : "--between");
    return false;
  }
  if (n_paths == 2 && !asked.empty()) {
    sink_.report(Code::DiffOfOneProject).with("name", asked.front().first);
    return false;
  }
  if (asked.size() > 1) {
    sink_.report(Code::OptionsExcludeEachOther).with("first", asked[0].first).with("second", asked[1].first);
    return false;
  }
  if (n_paths == 1 && asked.empty()) {
    sink_.report(Code::NothingToCompare);
    return false;
  }
  sides_.mode = asked.empty() ? DiffMode::Projects : asked.front().second;
  if (options_.known_days.size() > (sides_.mode == DiffMode::KnownDays ? 2U : 1U)) {
    sink_.report(Code::OptionGivenTwice).with("name", "--known-at");
    return false;
  }
  return true;
}

std::optional<value::Date> Opener::date(std::string_view option, const std::string& given) {
  const value::Parsed<value::Date> parsed = value::parse_date(given);
  if (parsed.ok()) return parsed.value;
  sink_.report(Code::BadDateOption).with("name", option).with("value", given);
  return std::nullopt;
}

Side& Opener::add(std::string path, std::string label_fr, std::string label_en) {
  auto side = std::make_unique<Side>();
  side->options = options_;
  side->options.arguments = {std::move(path)};
  side->options.known_at = options_.known_days.size() == 1 ? options_.known_days.front() : std::string();
  side->label_fr = std::move(label_fr);
  side->label_en = std::move(label_en);
  sides_.all.push_back(std::move(side));
  return *sides_.all.back();
}

/// Opens the rules, or the package, of a side by itself.
bool Opener::open_rules(Side& side) {
  const session::FileSystem& files =
      side.files != nullptr ? static_cast<const session::FileSystem&>(*side.files) : context_.files;
  side.session = std::make_unique<session::Session>(files);
  side.context = std::make_unique<Context>(
      Context{side.options, context_.in, context_.out, context_.err, context_.environment, files, *side.session});
  side.package = open_program(*side.context);
  if (side.package == nullptr) {
    code_ = kRulesHaveErrors;
    return false;
  }
  // The session has what it compiled last; a package is the context's own.
  if (!side.context->opened) {
    side.compilation = &side.session->compile(side.options.arguments);
    side.rules.emplace(side.compilation->hir, side.compilation->trees, side.compilation->n_library_sources);
  }
  return true;
}

bool Opener::projects() {
  for (const std::string& path : options_.arguments) {
    if (!open_rules(add(path, path, path))) return false;
  }
  return true;
}

bool Opener::days() {
  const std::optional<value::Date> first = date("--between", options_.between);
  const std::optional<value::Date> second = date("--and", options_.and_day);
  if (!first || !second || !demand_rules(context_)) return false;
  for (const value::Date day : {*first, *second}) {
    Side& side = add(options_.arguments[0], "au " + day_text(day, value::Language::french),
                     "on " + day_text(day, value::Language::english));
    if (!open_rules(side)) return false;
    const hir::Program& program = side.compilation->hir;
    std::vector<hir::TextId> named;
    for (const std::string& draft : options_.drafts) {
      const hir::TextId id = consolidate::draft_named(program, draft);
      if (id.valid()) named.push_back(id);
    }
    side.standing.emplace(program, day, std::move(named));
    side.day_program = compare::program_of_day(*side.standing);
    Sink problems;
    side.day_package = lower::lower(*side.day_program, side.compilation->sources, problems);
    if (problems.has_errors()) {
      print_messages(context_, side.compilation->sources, problems);
      code_ = kRulesHaveErrors;
      return false;
    }
    const program::Verification verification = program::verify(*side.day_package);
    AVENANT_CHECK(verification.ok(), verification.message.c_str());
    side.package = &*side.day_package;
  }
  return true;
}

/// Whether a text is published by a day, and a draft is named.
std::function<bool(hir::TextId)> known_on(const hir::Program& program, std::optional<value::Date> day,
                                          const std::vector<std::string>& drafts) {
  return [&program, day, drafts](hir::TextId id) {
    const hir::Text& text = program.texts[id];
    if (text.vocabulary) return true;
    const std::string& name = program.names.text(text.name);
    const bool is_named = std::any_of(drafts.begin(), drafts.end(),
                                      [&](const std::string& draft) { return base::normalise(draft) == name; });
    if (text.draft && !is_named) return false;
    return !day || !text.published_on || *text.published_on <= *day;
  };
}

bool Opener::known_days() {
  std::vector<std::optional<value::Date>> known;
  for (const std::string& given : options_.known_days) {
    known.push_back(date("--known-at", given));
    if (!known.back()) return false;
  }
  if (known.size() == 1) known.emplace_back();
  for (std::size_t i = 0; i < known.size(); ++i) {
    const auto label = [&](std::string_view none, std::string_view some, value::Language language) {
      return known[i] ? std::string(some) + day_text(*known[i], language) : std::string(none);
    };
    Side& side = add(options_.arguments[0], label("tous les textes", "textes publiés au ", value::Language::french),
                     label("all texts", "texts published by ", value::Language::english));
    side.options.known_at = known[i] ? options_.known_days[i] : std::string();
    if (!open_rules(side)) return false;
    if (side.compilation != nullptr) side.knows = known_on(side.compilation->hir, known[i], options_.drafts);
  }
  return true;
}

bool Opener::without_text() {
  if (!demand_rules(context_)) return false;
  const std::string& text = options_.without;
  Side& before = add(options_.arguments[0], "sans " + text, "without " + text);
  Side& after = add(options_.arguments[0], "avec " + text, "with " + text);
  if (!open_rules(after)) return false;
  before.files = std::make_unique<RulesWithout>(context_.files, *after.compilation, text);
  if (!before.files->has_text()) {
    std::vector<std::string> names;
    const hir::Program& program = after.compilation->hir;
    for (const hir::Text& one : program.texts) names.push_back(program.names.text(one.name));
    sink_.report(Code::UnknownTextOption).with("name", text).suggest(base::nearest_names(text, names));
    return false;
  }
  if (open_rules(before)) return true;
  sink_.report(Code::TextStillNeeded).with("name", text);
  return false;
}

bool Opener::drafts() {
  std::string names;
  for (const std::string& draft : options_.drafts) names += (names.empty() ? "" : ", ") + draft;
  Side& before = add(options_.arguments[0], "sans " + names, "without " + names);
  before.options.drafts.clear();
  Side& after = add(options_.arguments[0], "avec " + names, "with " + names);
  if (!open_rules(before) || !open_rules(after)) return false;
  for (Side* side : {&before, &after}) {
    if (side->compilation != nullptr) {
      side->knows = known_on(side->compilation->hir, std::nullopt, side->options.drafts);
    }
  }
  return true;
}

/// The choices compared, the first one being what the others are compared with.
bool Opener::choose_readings(const program::Package& package, std::vector<std::string>& choices) {
  for (const std::string& given : options_.compared_readings) {
    const std::size_t equals = given.find('=');
    const std::string name = trimmed(std::string_view(given).substr(0, equals));
    if (sides_.reading.empty()) sides_.reading = name;
    if (base::normalise(name) != base::normalise(sides_.reading)) {
      sink_.report(Code::TwoChoicesNeeded).with("name", sides_.reading);
      return false;
    }
    if (equals != std::string::npos) choices.push_back(trimmed(std::string_view(given).substr(equals + 1)));
  }
  const program::ReadingId id = package.reading_named(base::normalise(sides_.reading));
  if (!id) {
    std::vector<std::string> names;
    for (const program::Reading& reading : package.readings) names.emplace_back(package.text_of(reading.name));
    sink_.report(Code::UnknownReadingOption)
        .with("name", sides_.reading)
        .suggest(base::nearest_names(sides_.reading, names));
    return false;
  }
  sides_.reading = package.text_of(package.reading(id).name);
  if (choices.empty()) {
    const program::Reading& reading = package.reading(id);
    const auto cases = package.cases_of(package.enumerations[reading.enumeration.value]);
    choices.emplace_back(package.text_of(cases[reading.default_case].name));
    for (std::uint32_t index = 0; index < cases.size(); ++index) {
      if (index != reading.default_case) choices.emplace_back(package.text_of(cases[index].name));
    }
  }
  if (choices.size() < 2) sink_.report(Code::TwoChoicesNeeded).with("name", sides_.reading);
  return choices.size() >= 2;
}

bool Opener::readings() {
  Side& first = add(options_.arguments[0], "", "");
  if (!open_rules(first)) return false;
  std::vector<std::string> choices;
  if (!choose_readings(*first.package, choices)) return false;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (i > 0) add(options_.arguments[0], "", "");
    Side& side = *sides_.all.back();
    side.label_fr = side.label_en = sides_.reading + " = " + choices[i];
    side.options.readings.push_back(sides_.reading + "=" + choices[i]);
    side.compilation = sides_.all[0]->compilation;
    if (i > 0 && sides_.all[0]->rules) side.rules.emplace(*sides_.all[0]->rules);
    side.package = sides_.all[0]->package;
  }
  return true;
}

/// A draft that no side has is a slip.
bool Opener::check_drafts() {
  for (const std::string& given : options_.drafts) {
    std::vector<std::string> names;
    bool is_known = false;
    for (const auto& side : sides_.all) {
      for (const program::Text& text : side->package->texts) {
        if (text.kind != program::TextKind::kDraft) continue;
        names.emplace_back(side->package->text_of(text.name));
        is_known = is_known || names.back() == base::normalise(given);
      }
    }
    if (!is_known)
      sink_.report(Code::UnknownDraftOption).with("name", given).suggest(base::nearest_names(given, names));
  }
  return !sink_.has_errors();
}

std::optional<Sides> Opener::open(int& code) {
  bool is_open = find_mode();
  if (is_open) {
    switch (sides_.mode) {
      case DiffMode::Projects:
        is_open = projects();
        break;
      case DiffMode::Days:
        is_open = days();
        break;
      case DiffMode::KnownDays:
        is_open = known_days();
        break;
      case DiffMode::WithoutText:
        is_open = without_text();
        break;
      case DiffMode::Drafts:
        is_open = drafts();
        break;
      case DiffMode::Readings:
        is_open = readings();
        break;
    }
  }
  is_open = is_open && check_drafts();
  print_messages(context_, sink_);
  code = code_;
  if (!is_open) return std::nullopt;
  return std::move(sides_);
}

}  // namespace

compare::Selection Side::selection() const {
  return {compilation->hir,
          compilation->sources,
          *rules,
          compilation->n_library_sources,
          standing ? &*standing : nullptr,
          knows};
}

bool Sides::have_rules() const {
  return std::all_of(all.begin(), all.end(), [](const auto& side) { return side->compilation != nullptr; });
}

std::optional<Sides> open_sides(Context& context, int& code) {
  return Opener(context).open(code);
}

}  // namespace avenant::driver
