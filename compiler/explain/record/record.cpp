#include "compiler/explain/record/record.hpp"

#include <algorithm>
#include <set>

#include "compiler/cases/value_text.hpp"
#include "compiler/explain/forms/forms.hpp"
#include "compiler/report/json_writer.hpp"
#include "compiler/report/place_text.hpp"
#include "compiler/report/value_json.hpp"
#include "runtime/value/date_text.hpp"

namespace avenant::explain {
namespace {

using report::JsonWriter;

class Recorder {
 public:
  Recorder(const Sentences& sentences, const RecordContext& context)
      : sentences_(sentences),
        words_(sentences.words()),
        package_(words_.package()),
        explanation_(sentences.explanation()),
        context_(context) {}

  std::string record();

 private:
  void engine();
  void rules();
  void run();
  void facts();
  void contribution();
  void data();
  void parameters();
  void operations();
  void results();
  void place(program::PlaceId place, program::TextId text = {});
  void parameter(std::string_view kind, const std::string& value, const std::string& what, program::PlaceId place,
                 program::TextId text = {});
  void thresholds(const std::vector<Test>& tests);
  void block(std::string_view key, std::string_view french, std::string_view english) {
    json_.key(key);
    json_.open_object();
    json_.member("title", words_.say(french, english));
  }

  const Sentences& sentences_;
  const Wording& words_;
  const program::Package& package_;
  const Explanation& explanation_;
  const RecordContext& context_;
  JsonWriter json_;
  std::set<std::string> said_;  // parameters already written
};

void Recorder::place(program::PlaceId id, program::TextId text) {
  report::PlaceParts parts = report::place_parts(package_, id);
  if (text) parts.text = package_.text_of(package_.texts[text.value].name);
  if (!parts.article.empty()) json_.member("article", parts.article);
  if (!parts.heading.empty()) json_.member("heading", parts.heading);
  if (!parts.text.empty()) json_.member("law", parts.text);
}

void Recorder::engine() {
  json_.key("engine");
  json_.open_object();
  json_.member("maker", context_.maker);
  json_.member("evaluator", "interpreter");
  json_.close_object();
}

void Recorder::rules() {
  json_.key("rules");
  json_.open_object();
  json_.member("digest", digest_of(context_.articles));
  json_.key("texts");
  json_.open_array();
  for (const program::Text& text : package_.texts) {
    if (text.kind != program::TextKind::kText && text.kind != program::TextKind::kDraft) continue;
    json_.open_object();
    json_.member("name", package_.text_of(text.name));
    json_.member("title", package_.text_of(text.title));
    if (text.reference) json_.member("reference", package_.text_of(text.reference));
    json_.member("published", value::print_iso_date(text.published));
    json_.member("in_force", value::print_iso_date(text.in_force));
    json_.close_object();
  }
  json_.close_array();
  json_.key("articles");
  json_.open_array();
  for (const ArticleDigest& each : context_.articles) {
    json_.open_object();
    json_.member("law", each.law);
    json_.member("article", each.article);
    json_.member("heading", each.heading);
    json_.member("digest", each.digest);
    json_.close_object();
  }
  json_.close_array();
  json_.close_object();
}

void Recorder::run() {
  const eval::RunOptions& options = sentences_.run();
  json_.key("run");
  json_.open_object();
  json_.member("language", words_.french() ? "fr" : "en");
  json_.member("dispositif", explanation_.dispositif);
  json_.key("results");
  json_.open_array();
  for (const std::string& name : context_.results) json_.text(name);
  json_.close_array();
  if (options.situation_date) json_.member("situation_date", value::print_iso_date(*options.situation_date));
  if (options.known_at) json_.member("known_at", value::print_iso_date(*options.known_at));
  json_.key("drafts");
  json_.open_array();
  for (const program::TextId id : options.drafts) json_.text(package_.text_of(package_.texts[id.value].name));
  json_.close_array();
  // Every reading, chosen or by default: what a default is may change.
  json_.key("readings");
  json_.open_object();
  for (std::size_t i = 0; i < package_.readings.size(); ++i) {
    const program::Reading& reading = package_.readings[i];
    const auto cases = package_.cases_of(package_.enumerations[reading.enumeration.value]);
    const std::size_t choice = words_.choice_of(program::ReadingId(i), options);
    if (choice < cases.size()) json_.member(package_.text_of(reading.name), package_.text_of(cases[choice].name));
  }
  json_.close_object();
  json_.key("figures");
  json_.open_object();
  for (const auto& [id, figure] : options.figures) {
    const program::Unknown& unknown = package_.unknowns[id.value];
    json_.member(package_.text_of(unknown.address),
                 cases::value_text(package_, package_.type(unknown.type), figure, Language::French));
  }
  json_.close_object();
  json_.close_object();
}

/// The facts as they were given, by address: what replay reads.
void Recorder::facts() {
  const cases::BoundCase& bound = *explanation_.bound;
  json_.key("facts");
  json_.open_object();
  if (!bound.id.empty()) json_.member("id", bound.id);
  if (!bound.comment.empty()) json_.member("commentaire", bound.comment);
  std::vector<std::pair<program::InputId, value::Value>> given;
  for (const eval::InputValue& each : bound.inputs) {
    std::erase_if(given, [&each](const auto& other) { return other.first == each.input; });
    given.emplace_back(each.input, each.value);
  }
  std::sort(given.begin(), given.end(), [](const auto& left, const auto& right) { return left.first < right.first; });
  for (const auto& [input, value] : given) {
    json_.key(package_.text_of(package_.input(input).name));
    report::write_value(package_, package_.type(package_.input(input).type), value, Language::French, json_);
  }
  for (const program::InputId input : bound.nulls) {
    const bool twice =
        std::any_of(given.begin(), given.end(), [input](const auto& each) { return each.first == input; });
    if (twice) continue;
    json_.key(package_.text_of(package_.input(input).name));
    json_.raw("null");
  }
  json_.close_object();
}

void Recorder::contribution() {
  block("contribution", "Degré et mode de contribution du traitement algorithmique à la prise de décision",
        "Degree and mode of contribution of the algorithm to the decision");
  json_.member(
      "degree",
      words_.say(
          "Les résultats sont entièrement calculés par le traitement, à partir des faits du dossier. Aucun n’est "
          "estimé, tiré au sort ni appris d’autres dossiers.",
          "The results are wholly computed from the facts of the case. None is estimated, drawn at random or "
          "learnt from other cases."));
  json_.member(
      "mode",
      words_.say("Le traitement applique une à une les règles écrites dans les textes cités, dans la rédaction qui "
                 "vaut pour ce "
                 "dossier. Là où un texte laisse le choix entre deux lectures, celle qui est retenue est indiquée. Là "
                 "où un chiffre n’est "
                 "pas publié, le résultat le dit.",
                 "The rules written in the texts cited are applied one by one, in the wording that holds for this "
                 "case. Where a text "
                 "allows two readings, the one used is named. Where a figure is not published, the result says so."));
  json_.close_object();
}

void Recorder::data() {
  block("data", "Données traitées et leurs sources", "Data processed and their sources");
  json_.key("facts");
  json_.open_array();
  for (const program::InputId id : explanation_.inputs) {
    const program::Input& input = package_.input(id);
    const auto& all = explanation_.bound->inputs;
    const auto at =
        std::find_if(all.rbegin(), all.rend(), [id](const eval::InputValue& each) { return each.input == id; });
    json_.open_object();
    json_.member("name", package_.text_of(input.name));
    json_.member("shown", words_.name_of(id));
    if (input.title) json_.member("title", package_.text_of(input.title));
    json_.member("text", at == all.rend() ? words_.say("non donné", "not given") : words_.value(input.type, at->value));
    json_.member("source", at == all.rend()
                               ? words_.say("le dossier n’en dit rien", "the case says nothing of it")
                               : words_.say("le dossier, tel qu’il a été soumis", "the case, as it was submitted"));
    json_.close_object();
  }
  json_.close_array();
  json_.key("tables");
  json_.open_array();
  for (const program::ReferenceTable& table : package_.reference_tables) {
    json_.open_object();
    json_.member("name", package_.text_of(table.name));
    json_.member("source", package_.text_of(table.file));
    json_.member("sha256", package_.text_of(table.digest));
    json_.close_object();
  }
  json_.close_array();
  json_.close_object();
}

void Recorder::parameter(std::string_view kind, const std::string& value, const std::string& what,
                         program::PlaceId where, program::TextId text) {
  const std::string key = std::string(kind) + "\n" + value + "\n" + what + "\n" + words_.place(where, text);
  if (!said_.insert(key).second) return;
  json_.open_object();
  json_.member("kind", kind);
  json_.member("value", value);
  json_.member("of", what);
  place(where, text);
  json_.close_object();
}

void Recorder::thresholds(const std::vector<Test>& tests) {
  for (const Test& test : tests) {
    for (const std::vector<Test>& way : test.ways) thresholds(way);
    if (!test.ways.empty()) continue;
    const bool has = test.relation != Relation::True && test.relation != Relation::False &&
                     test.relation != Relation::Given && test.relation != Relation::NotGiven;
    if (!has || !test.version) continue;
    const program::Version& version = package_.versions[test.version.value];
    parameter("threshold", sentences_.demand(test), sentences_.subject(test.subject), version.place, version.text);
  }
}

void Recorder::parameters() {
  block("parameters", "Paramètres de traitement et leur pondération, appliqués à la situation de l’intéressé",
        "Parameters of the processing and their weighting, as applied to the person");
  json_.member("weighting", words_.say("Les conditions ne se compensent pas : chacune compte seule, comme la règle qui "
                                       "la pose le dit. Les taux et les parts sont "
                                       "ceux des opérations.",
                                       "Conditions do not make up for each other: each counts alone, as its rule says. "
                                       "Rates and shares are those of the "
                                       "operations."));
  json_.key("applied");
  json_.open_array();
  for (const Rule& rule : explanation_.rules) {
    const std::string name = words_.name_of(rule.trace->variable);
    for (const Condition& condition : rule.conditions) thresholds(condition.tests);
    thresholds(rule.tests);
    for (const program::RowId id : rule.rows) {
      const program::Row& row = package_.rows[id.value];
      parameter("row", std::string(package_.text_of(row.written)), name, row.place);
    }
    if (!rule.trace->version) continue;
    const program::Version& version = package_.versions[rule.trace->version.value];
    for (const Operation& operation : rule.operations) {
      for (const Operand& operand : operation.operands) {
        if (operand.kind != OperandKind::Constant) continue;
        parameter("figure", sentences_.operand(operand, operation), name, version.place, version.text);
      }
    }
  }
  json_.close_array();
  json_.close_object();
}

void Recorder::operations() {
  block("operations", "Opérations effectuées par le traitement", "Operations performed");
  json_.key("rules");
  json_.open_array();
  for (const Rule& rule : explanation_.rules) {
    if (rule.operations.empty()) continue;
    json_.open_object();
    json_.member("rule", words_.name_of(rule.trace->variable));
    if (rule.trace->version) {
      const program::Version& version = package_.versions[rule.trace->version.value];
      place(version.place, version.text);
    }
    json_.key("steps");
    json_.open_array();
    for (const Operation& operation : rule.operations) json_.text(sentences_.operation(operation));
    json_.close_array();
    json_.member("result", sentences_.value_of(rule.trace->variable));
    json_.close_object();
  }
  json_.close_array();
  json_.close_object();
}

void Recorder::results() {
  json_.key("results");
  json_.open_array();
  for (const report::ResultView& view : *explanation_.views) {
    for (const program::VariableId member : view.members) {
      json_.open_object();
      json_.member("rule", package_.text_of(package_.variable(member).name));
      json_.member("sentence", sentences_.answer(member));
      json_.close_object();
    }
  }
  json_.close_array();
}

std::string Recorder::record() {
  json_.open_object();
  json_.member("format", "avenant-decision");
  json_.key("version");
  json_.raw("1");
  engine();
  run();
  facts();
  results();
  contribution();
  data();
  parameters();
  operations();
  rules();
  json_.key("explanation");
  json_.raw(json_of(sentences_));
  json_.close_object();
  return json_.take() + "\n";
}

}  // namespace

std::string record_of(const Sentences& sentences, const RecordContext& context) {
  return Recorder(sentences, context).record();
}

}  // namespace avenant::explain
