#include "compiler/suggest/write.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "compiler/report/case_report.hpp"
#include "compiler/report/case_scenario.hpp"

namespace avenant::suggest {
namespace {

using diagnostics::Language;

constexpr std::string_view kHead =
    "# Scénarios proposés, à relire\n\n"
    "Ces scénarios ont été écrits par `rulec scenarios suggest`, pour ce qu’aucun autre ne montrait et pour les seuils "
    "sur lesquels "
    "aucun ne se tenait. **Ce qui est attendu est ce que les règles donnent aujourd’hui**, et non ce que la loi dit : "
    "chacun est à "
    "relire contre le texte, puis à garder, à corriger ou à retirer.\n";

class Writer {
 public:
  Writer(const Request& request, const Suggestions& suggestions)
      : request_(request),
        package_(request.package),
        lookup_(request.hir, request.package),
        scenario_text_(request.package),
        suggestions_(suggestions) {
    for (const hir::Scenario& one : request.hir.scenarios) titles_.insert(one.title);
  }

  std::string write();
  /// Of each suggestion, in order, the title that `write` gives it.
  std::vector<std::string> titles();

 private:
  void heading(const Suggestion& suggestion);
  void open(program::StringId dispositif);
  void close();
  void scenario(const Suggestion& suggestion);
  void table(const Suggestion& suggestion, const std::vector<std::string>& common);
  void unreached();
  [[nodiscard]] std::string title_of(const Suggestion& suggestion);
  [[nodiscard]] std::string expectation(const Situation& situation, program::VariableId request) const;
  [[nodiscard]] std::string text_of_dispositif(program::StringId dispositif) const;
  [[nodiscard]] std::string name_of_file(std::string_view path) const;
  [[nodiscard]] std::string name_of_variable(program::VariableId id) const {
    return std::string(package_.text_of(package_.variable(id).name));
  }

  const Request& request_;
  const program::Package& package_;
  scenario::Lookup lookup_;
  report::CaseScenario scenario_text_;
  const Suggestions& suggestions_;
  std::set<std::string> titles_;  // Those taken.
  program::TextId text_;
  std::string article_;
  program::StringId dispositif_;
  bool is_open_ = false;
  std::string out_;
};

/// A text in which the dispositif can be written of: the one that first says something of it.
std::string Writer::text_of_dispositif(program::StringId dispositif) const {
  for (const hir::Dispositif& one : request_.hir.dispositifs) {
    if (request_.hir.names.text(one.name) != package_.text_of(dispositif) || !one.provenance.text.valid()) continue;
    return request_.hir.names.text(request_.hir.texts[one.provenance.text].name);
  }
  return {};
}

void Writer::close() {
  if (is_open_) out_ += "```\n";
  is_open_ = false;
}

void Writer::open(program::StringId dispositif) {
  if (is_open_ && dispositif == dispositif_) return;
  close();
  if (dispositif != dispositif_) {
    out_ += "\n```avenant\n";
    // The first block says which text the file goes on with.
    if (!dispositif_) out_ += "suite de " + text_of_dispositif(dispositif) + "\n\n";
    out_ += "dans " + std::string(package_.text_of(dispositif)) + "\n```\n";
    dispositif_ = dispositif;
  }
  out_ += "\n```avenant\n";
  is_open_ = true;
}

void Writer::heading(const Suggestion& suggestion) {
  const std::string article(package_.text_of(package_.place(suggestion.place).article));
  if (suggestion.text != text_) {
    close();
    out_ += "\n## " + std::string(package_.text_of(package_.texts[suggestion.text.value].name)) + "\n";
    text_ = suggestion.text;
    article_.clear();
  }
  if (article == article_) return;
  close();
  article_ = article;
  out_ += "\n### " + article + "\n";
}

std::string Writer::title_of(const Suggestion& suggestion) {
  const std::string title = name_of_variable(suggestion.request) + " : " + suggestion.subject;
  std::string unique = title;
  for (std::size_t n = 2; !titles_.insert(unique).second; ++n) unique = title + " — " + std::to_string(n);
  return report::CaseScenario::title_text(unique);
}

std::vector<std::string> Writer::titles() {
  std::vector<std::string> titles;
  for (const Suggestion& suggestion : suggestions_.found) titles.push_back(title_of(suggestion));
  return titles;
}

std::string Writer::expectation(const Situation& situation, program::VariableId request) const {
  const program::Variable& variable = package_.variable(request);
  const std::vector<report::ResultView> views = {
      {name_of_variable(request), {}, variable.kind, variable.type, {}, {request}}};
  report::CaseDecider decider(package_, views, package_.text_of(variable.dispositif), situation.options);
  cases::BoundCase bound;
  for (const auto& [input, value] : situation.inputs) bound.inputs.push_back({program::InputId(input), value});
  const report::CaseReport decided = decider.decide(bound);
  return scenario_text_.expectation_text(decided.results.front(), 0);
}

void Writer::table(const Suggestion& suggestion, const std::vector<std::string>& common) {
  for (const std::string& line : common) out_ += "  " + line + "\n";
  const std::uint32_t column = suggestion.columns.front();
  const program::Input& input = package_.inputs[column];
  out_ += "  | " + std::string(package_.text_of(input.name)) + " || " + name_of_variable(suggestion.request) + " |\n";
  for (const Situation& situation : suggestion.situations) {
    out_ += "  | " + value_text(package_, input.type, situation.inputs.at(column)) + " || " +
            expectation(situation, suggestion.request) + " |\n";
  }
}

void Writer::scenario(const Suggestion& suggestion) {
  const Situation& first = suggestion.situations.front();
  const bool several = suggestion.situations.size() > 1;
  const std::optional<std::vector<std::string>> lines =
      lines_of(lookup_, first, several ? suggestion.columns : std::vector<std::uint32_t>());
  if (!lines) return;
  const bool was_open = is_open_ && package_.variable(suggestion.request).dispositif == dispositif_;
  open(package_.variable(suggestion.request).dispositif);
  if (was_open) out_ += "\n";
  out_ += (several ? "scénarios " : "scénario ") + title_of(suggestion);
  if (first.base.valid()) out_ += " à partir de " + request_.hir.names.text(request_.hir.cases[first.base].name);
  out_ += "\n";
  if (several) {
    table(suggestion, *lines);
    return;
  }
  for (const std::string& line : *lines) out_ += "  " + line + "\n";
  out_ += "  attendu " + name_of_variable(suggestion.request) + " = " + expectation(first, suggestion.request) + "\n";
}

/// The same wherever the project lies on the machine.
std::string Writer::name_of_file(std::string_view path) const {
  for (std::size_t i = 0; i < request_.sources.size(); ++i) {
    const base::Source& source = request_.sources[request_.sources.id_at(i)];
    if (source.path == path) return source.name_in_project;
  }
  return std::string(path);
}

void Writer::unreached() {
  if (suggestions_.unreached.empty()) return;
  out_ += "\n## Ce pour quoi aucun scénario n’est proposé\n\n";
  for (const Unreached& one : suggestions_.unreached) {
    const program::Place& place = package_.place(one.place);
    // What an author wrote is quoted, so that none of its signs is taken for Markdown.
    std::string subject = one.subject;
    std::replace(subject.begin(), subject.end(), '`', '\'');
    out_ += "- `" + name_of_file(package_.text_of(place.path)) + ":" + std::to_string(place.line) + "` — `" + subject +
            "` : " + reason_text(one.reason, Language::French) + ".\n";
  }
}

std::string Writer::write() {
  out_ = kHead;
  for (const Suggestion& suggestion : suggestions_.found) {
    heading(suggestion);
    scenario(suggestion);
  }
  close();
  unreached();
  return std::move(out_);
}

}  // namespace

std::string file_text(const Request& request, const Suggestions& suggestions) {
  return Writer(request, suggestions).write();
}

void leave_out(const Request& request, Suggestions& suggestions, const std::set<std::string>& titles) {
  const std::vector<std::string> all = Writer(request, suggestions).titles();
  std::vector<Suggestion> kept;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool is_out = std::any_of(titles.begin(), titles.end(), [&](const std::string& title) {
      return all[i] == report::CaseScenario::title_text(title) ||
             (title.ends_with(')') && all[i] == report::CaseScenario::title_text(title.substr(0, title.rfind(" ("))));
    });
    Suggestion& one = suggestions.found[i];
    if (is_out) {
      suggestions.unreached.push_back({one.place, one.text, one.subject, Reason::NotStated});
    } else {
      kept.push_back(std::move(one));
    }
  }
  suggestions.found = std::move(kept);
}

std::string reason_text(Reason reason, Language language) {
  const bool french = language == Language::French;
  switch (reason) {
    case Reason::Impossible:
      return french ? "aucun dossier n’y mène, c’est prouvé" : "no case leads there, which is proved";
    case Reason::NotReached:
      return french ? "aucun dossier n’a été trouvé dans les limites de la recherche"
                    : "no case was found within the bounds of the search";
    case Reason::NotDecisive:
      return french ? "des dossiers s’y tiennent, et aucun résultat n’en dépend parmi ceux essayés"
                    : "cases stand there, and no result depends on it among those tried";
    case Reason::Folded:
      return french ? "il se trouve dans une liste, où un fait seul ne dit pas de quel côté est le dossier"
                    : "it lies within a list, where one fact does not say on which side the case is";
    case Reason::NoRequest:
      return french ? "aucune règle qu’un scénario puisse attendre ne le lit"
                    : "no rule that a scenario may expect reads it";
    case Reason::NotStated:
      return french ? "un dossier y mène, et aucun scénario ne peut l’écrire"
                    : "a case leads there, and no scenario can state it";
  }
  return {};
}

}  // namespace avenant::suggest
