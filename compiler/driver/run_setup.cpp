#include "compiler/driver/run_setup.hpp"

#include <algorithm>
#include <utility>

#include "compiler/base/names.hpp"
#include "compiler/cases/case_binder.hpp"
#include "compiler/cases/value_reader.hpp"
#include "compiler/cases/value_text.hpp"
#include "runtime/value/date_text.hpp"

namespace avenant::driver {
namespace {

using diagnostics::Code;
using diagnostics::Language;
using diagnostics::Sink;

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

/// Whether a run already has a choice or a figure for an id.
template <class Id, class T>
bool is_given(const std::vector<std::pair<Id, T>>& given, Id id) {
  return std::any_of(given.begin(), given.end(), [&](const auto& one) { return one.first.value == id.value; });
}

/// `name=value` at a given '=', or nothing after a message.
struct Assignment {
  std::string name;
  std::string value;
};

std::optional<Assignment> split_assignment(std::string_view option, const std::string& given, std::size_t equals,
                                           std::string_view form_fr, std::string_view form_en, Sink& sink) {
  if (equals == std::string::npos || equals == 0) {
    sink.report(Code::ExpectedAssignment).with("name", option).with("value", given).with("form", form_fr, form_en);
    return std::nullopt;
  }
  const auto trim = [](std::string text) {
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string::npos) return std::string();
    return text.substr(first, text.find_last_not_of(' ') + 1 - first);
  };
  return Assignment{trim(given.substr(0, equals)), trim(given.substr(equals + 1))};
}

/// Resolves the options of one run, reporting what does not fit.
class Resolver {
 public:
  Resolver(const Options& options, const program::Package& package, Sink& sink)
      : options_(options), package_(package), sink_(sink) {}

  bool dispositif(RunSetup& setup);
  void results(RunSetup& setup);
  bool fact(RunSetup& setup, const std::string& name);
  bool derogation(RunSetup& setup, const std::string& name);
  static void show(RunSetup& setup, report::ResultView view);
  void dates(RunSetup& setup);
  void readings(RunSetup& setup);
  void drafts(RunSetup& setup);
  void inputs(RunSetup& setup);
  /// Figures are data: a bad value gives another exit code than a bad address. Returns the code of what is wrong.
  int figures(RunSetup& setup);

 private:
  bool has_parameters(const std::string& name) const;
  std::vector<std::string> near_results(const std::string& name, const std::string& dispositif) const;
  std::optional<value::Date> date(std::string_view option, const std::string& given);

  const Options& options_;
  const program::Package& package_;
  Sink& sink_;
};

bool Resolver::dispositif(RunSetup& setup) {
  const std::vector<std::string> known = report::dispositifs_of(package_);
  if (options_.dispositif.empty()) {
    // One that has no result is no answer to « which one ».
    const std::vector<std::string> with_results = report::dispositifs_with_results(package_);
    const std::vector<std::string>& choices = with_results.empty() ? known : with_results;
    if (choices.size() == 1) setup.dispositif = choices.front();
    if (choices.empty()) sink_.report(Code::NoResultToShow);
    if (choices.size() > 1) sink_.report(Code::DispositifNeeded).with("known", joined(choices));
    return choices.size() == 1;
  }
  const std::string wanted = base::normalise(options_.dispositif);
  if (std::find(known.begin(), known.end(), wanted) == known.end()) {
    sink_.report(Code::UnknownDispositifOption)
        .with("name", options_.dispositif)
        .with("known", joined(known))
        .suggest(base::nearest_names(wanted, known));
    return false;
  }
  setup.dispositif = wanted;
  return true;
}

/// Whether a name, with arguments or without, is that of a definition with parameters: what it is worth for some
/// arguments is a variable, though it is no family and no dispositif that rules call.
bool Resolver::has_parameters(const std::string& name) const {
  const std::string word = base::normalise(name.substr(0, name.find('(')));
  const std::vector<std::string> dispositifs = report::dispositifs_of(package_);
  if (word.empty() || package_.family_named(word) || package_.variable_named(word)) return false;
  if (std::find(dispositifs.begin(), dispositifs.end(), word) != dispositifs.end()) return false;
  return std::any_of(package_.variables.begin(), package_.variables.end(), [&](const program::Variable& variable) {
    return package_.text_of(variable.name).starts_with(word + "(");
  });
}

/// Near names, else those that begin with what was written.
std::vector<std::string> Resolver::near_results(const std::string& name, const std::string& dispositif) const {
  constexpr std::size_t kMaxNames = 3;
  const std::vector<std::string> known = report::result_names(package_, dispositif);
  std::vector<std::string> near = base::nearest_names(name, known);
  if (!near.empty()) return near;
  for (const std::string& each : known) {
    if (near.size() < kMaxNames && !name.empty() && each.starts_with(name)) near.push_back(each);
  }
  return near;
}

/// A result asked for twice is shown once.
void Resolver::show(RunSetup& setup, report::ResultView view) {
  const bool is_shown = std::any_of(setup.views.begin(), setup.views.end(),
                                    [&](const report::ResultView& shown) { return shown.name == view.name; });
  if (!is_shown) setup.views.push_back(std::move(view));
}

void Resolver::results(RunSetup& setup) {
  if (options_.results.empty()) {
    setup.views = report::public_results(package_, setup.dispositif);
    if (setup.views.empty()) sink_.report(Code::NoResultToShow);
    return;
  }
  for (const std::string& name : options_.results) {
    if (std::optional<report::ResultView> view = report::find_result(package_, setup.dispositif, name)) {
      show(setup, std::move(*view));
      continue;
    }
    // An objectif, an obligation, an échéancier, a table with several columns: all that it gives.
    bool has_parts = false;
    for (report::ResultView& view : report::public_results(package_, setup.dispositif)) {
      if (!view.name.starts_with(base::normalise(name) + ".")) continue;
      has_parts = true;
      show(setup, std::move(view));
    }
    if (has_parts) continue;
    if (options_.command == Command::Explain && (fact(setup, name) || derogation(setup, name))) continue;
    if (has_parameters(name)) {
      sink_.report(Code::FunctionRequested).with("name", name);
      continue;
    }
    sink_.report(Code::UnknownResultOption).with("name", name).suggest(near_results(name, setup.dispositif));
  }
  if (!setup.views.empty() || setup.facts.empty()) return;
  setup.facts_only = true;
  setup.views = report::public_results(package_, setup.dispositif);
}

/// A fact, or all the members of a family of facts.
bool Resolver::fact(RunSetup& setup, const std::string& name) {
  const std::string wanted = base::normalise(name);
  const std::size_t before = setup.facts.size();
  for (std::uint32_t i = 0; i < package_.inputs.size(); ++i) {
    const program::Input& input = package_.inputs[i];
    if (package_.text_of(input.dispositif) != setup.dispositif || package_.text_of(input.name) != wanted) continue;
    setup.facts.emplace_back(i);
  }
  for (const program::Family& family : package_.families) {
    if (family.kind != program::FamilyKind::kInput || package_.text_of(family.name) != wanted) continue;
    for (std::uint32_t i = 0; i < family.n_members; ++i) {
      const program::InputId member(package_.family_members[family.first_member + i]);
      if (package_.text_of(package_.input(member).dispositif) == setup.dispositif) setup.facts.push_back(member);
    }
  }
  return setup.facts.size() > before;
}

/// A derogation is explained by the rules that it derogates from, whose explanations say what became of it and why.
bool Resolver::derogation(RunSetup& setup, const std::string& name) {
  const std::string wanted = base::normalise(name);
  bool found = false;
  for (std::uint32_t i = 0; i < package_.variables.size(); ++i) {
    const program::Variable& variable = package_.variables[i];
    if (package_.text_of(variable.dispositif) != setup.dispositif) continue;
    const auto versions = package_.versions_of(variable);
    const bool has = std::any_of(versions.begin(), versions.end(), [&](const program::Version& version) {
      if (!version.rule) return false;
      const auto all = package_.derogations_of(package_.rule(version.rule));
      return std::any_of(all.begin(), all.end(),
                         [&](const program::Derogation& each) { return package_.text_of(each.name) == wanted; });
    });
    if (!has) continue;
    found = true;
    if (auto view = report::find_result(package_, setup.dispositif, package_.text_of(variable.name))) {
      show(setup, std::move(*view));
    }
  }
  return found;
}

std::optional<value::Date> Resolver::date(std::string_view option, const std::string& given) {
  if (given.empty()) return std::nullopt;
  const value::Parsed<value::Date> parsed = value::parse_date(given);
  if (parsed.ok()) return parsed.value;
  sink_.report(Code::BadDateOption).with("name", option).with("value", given);
  return std::nullopt;
}

void Resolver::dates(RunSetup& setup) {
  setup.options.situation_date = date("--at", options_.at);
  setup.options.known_at = date("--known-at", options_.known_at);
}

void Resolver::readings(RunSetup& setup) {
  for (const std::string& given : options_.readings) {
    const auto assignment =
        split_assignment("--reading", given, given.find('='), "LECTURE=CHOIX", "READING=CHOICE", sink_);
    if (!assignment) continue;
    const program::ReadingId id = package_.reading_named(base::normalise(assignment->name));
    if (!id) {
      std::vector<std::string> names;
      for (const program::Reading& reading : package_.readings) names.emplace_back(package_.text_of(reading.name));
      sink_.report(Code::UnknownReadingOption)
          .with("name", assignment->name)
          .suggest(base::nearest_names(assignment->name, names));
      continue;
    }
    const program::EnumerationId choices = package_.reading(id).enumeration;
    const std::uint32_t choice = package_.case_named(choices, base::normalise(assignment->value));
    if (choice == program::kNoCase) {
      std::vector<std::string> names;
      for (const program::Case& item : package_.cases_of(package_.enumerations[choices.value])) {
        names.emplace_back(package_.text_of(item.name));
      }
      sink_.report(Code::UnknownChoiceOption)
          .with("reading", assignment->name)
          .with("name", assignment->value)
          .with("choices", joined(names))
          .suggest(base::nearest_names(assignment->value, names));
      continue;
    }
    if (is_given(setup.options.readings, id)) {
      sink_.report(Code::OptionGivenTwice).with("name", "--reading " + std::string(assignment->name));
      continue;
    }
    setup.options.readings.emplace_back(id, choice);
  }
}

void Resolver::drafts(RunSetup& setup) {
  for (const std::string& given : options_.drafts) {
    const program::TextId id = package_.text_named(base::normalise(given));
    if (id && package_.texts[id.value].kind == program::TextKind::kDraft) {
      setup.options.drafts.push_back(id);
      continue;
    }
    std::vector<std::string> names;
    for (const program::Text& text : package_.texts) {
      if (text.kind == program::TextKind::kDraft) names.emplace_back(package_.text_of(text.name));
    }
    sink_.report(Code::UnknownDraftOption).with("name", given).suggest(base::nearest_names(given, names));
  }
}

void Resolver::inputs(RunSetup& setup) {
  for (const std::string& given : options_.inputs) {
    const auto assignment = split_assignment("--input", given, given.find('='), "ENTRÉE=VALEUR", "INPUT=VALUE", sink_);
    if (!assignment) continue;
    cases::RawEntry entry;
    entry.path = cases::split_address(assignment->name);
    entry.value = {cases::RawKind::Text, assignment->value, {}};
    if (assignment->value == "null" || assignment->value == "absent") entry.value = {};
    entry.place = "--input " + given;
    setup.inputs.push_back(std::move(entry));
  }
}

int Resolver::figures(RunSetup& setup) {
  int code = kBadData;
  for (const std::string& given : options_.figures) {
    // An address may hold '=', a value never does.
    const auto assignment =
        split_assignment("--figure", given, given.rfind('='), "ADRESSE=VALEUR", "ADDRESS=VALUE", sink_);
    if (!assignment) {
      code = kUsage;
      continue;
    }
    const program::UnknownId id = package_.unknown_at(base::normalise(assignment->name));
    if (!id) {
      std::vector<std::string> names;
      for (const program::Unknown& unknown : package_.unknowns) names.emplace_back(package_.text_of(unknown.address));
      sink_.report(Code::UnknownFigureOption)
          .with("name", assignment->name)
          .suggest(base::nearest_names(assignment->name, names));
      code = kUsage;
      continue;
    }
    const program::Unknown& unknown = package_.unknowns[id.value];
    const cases::ValueContext where{assignment->name, "--figure " + given};
    const auto read =
        cases::read_value(package_, unknown.type, {cases::RawKind::Text, assignment->value, {}}, where, sink_);
    if (!read) continue;
    if (!eval::is_valid(package_, unknown.type, unknown.bounds, *read)) {
      sink_.report(Code::FigureOutOfBounds)
          .path(where.place)
          .with("name", assignment->name)
          .with("value", assignment->value)
          .with("bounds", cases::range_text(package_, unknown.bounds, unknown.type, Language::French),
                cases::range_text(package_, unknown.bounds, unknown.type, Language::English));
      continue;
    }
    if (is_given(setup.options.figures, id)) {
      sink_.report(Code::OptionGivenTwice).with("name", "--figure " + std::string(assignment->name));
      code = kUsage;
      continue;
    }
    setup.options.figures.emplace_back(id, *read);
  }
  return code;
}

/// What a run chooses beside its dispositif and results.
std::optional<RunSetup> with_choices(Resolver& resolver, RunSetup setup, const Sink& sink, int& code) {
  resolver.dates(setup);
  resolver.readings(setup);
  resolver.drafts(setup);
  resolver.inputs(setup);
  if (sink.has_errors()) return std::nullopt;
  code = resolver.figures(setup);
  if (sink.has_errors()) return std::nullopt;
  return setup;
}

}  // namespace

std::optional<RunSetup> set_up(const Context& context, const program::Package& package, Sink& sink, int& code) {
  RunSetup setup;
  Resolver resolver(context.options, package, sink);
  code = kUsage;
  if (!resolver.dispositif(setup)) return std::nullopt;
  resolver.results(setup);
  return with_choices(resolver, std::move(setup), sink, code);
}

std::optional<RunSetup> set_up_choices(const Context& context, const program::Package& package, Sink& sink, int& code) {
  Resolver resolver(context.options, package, sink);
  code = kUsage;
  return with_choices(resolver, {}, sink, code);
}

std::vector<std::pair<program::InputId, std::optional<value::Value>>> same_inputs(const program::Package& package,
                                                                                  const RunSetup& setup, Sink& sink) {
  std::vector<std::pair<program::InputId, std::optional<value::Value>>> same;
  if (setup.inputs.empty()) return same;
  cases::SinkLog faults(sink);
  cases::CaseBinder binder(package, setup.dispositif, faults);
  if (!binder.set_common(setup.inputs) || binder.common().has_bad_data) return same;
  for (const eval::InputValue& each : binder.common().inputs) same.emplace_back(each.input, each.value);
  return same;
}

std::optional<std::string> choose_dispositif(const Context& context, const program::Package& package, Sink& sink) {
  RunSetup setup;
  if (!Resolver(context.options, package, sink).dispositif(setup)) return std::nullopt;
  return setup.dispositif;
}

std::optional<OpenedRun> open_run(Context& context, int& code) {
  const program::Package* package = open_program(context);
  code = kRulesHaveErrors;
  if (package == nullptr) return std::nullopt;
  Sink sink;
  std::optional<RunSetup> setup = set_up(context, *package, sink, code);
  print_messages(context, sink);
  if (!setup) return std::nullopt;
  return OpenedRun{*package, std::move(*setup)};
}

int exit_code_of(const FaultReport& faults, const report::ErrorCounts& counts) {
  if (faults.has_errors() || counts.n_bad_data > 0) return kBadData;
  return counts.n_failures > 0 ? kRunTimeError : kDone;
}

}  // namespace avenant::driver
