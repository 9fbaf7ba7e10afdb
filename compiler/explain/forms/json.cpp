// The explanation as data: exact values, and the sentences beside them. docs/schemas/explanation.schema.json says what
// each member is; the checker of the tests recomputes every operation from it.
#include <algorithm>

#include "compiler/explain/forms/forms.hpp"
#include "compiler/explain/page/page.hpp"
#include "compiler/report/json_writer.hpp"
#include "compiler/report/value_json.hpp"
#include "runtime/program/text_words.hpp"
#include "runtime/value/calendar.hpp"
#include "runtime/value/date_text.hpp"
#include "runtime/value/number_text.hpp"

namespace avenant::explain {
namespace {

using report::JsonWriter;

class JsonMaker {
 public:
  JsonMaker(const Sentences& sentences, const std::vector<Remedies>& remedies)
      : remedies_(remedies),
        sentences_(sentences),
        words_(sentences.words()),
        package_(words_.package()),
        explanation_(sentences.explanation()) {}

  std::string make();

 private:
  void exact(program::TypeId type, value::Value value);
  void outcome(program::TypeId type, const eval::Outcome& outcome);
  void place(program::PlaceId place, program::TextId text = {});
  void operand(const Operand& operand, const Operation* operation);
  void operation(const Operation& operation);
  void test(const Test& test);
  void condition(const Condition& condition);
  void versions(const Rule& rule);
  void derogations(const Rule& rule);
  void rule(const Rule& rule);
  void answers();
  void inputs();
  void choices();
  void remedies();
  void remedy(const Remedy& remedy, program::TypeId type);
  [[nodiscard]] std::string_view name(program::VariableId id) const {
    return package_.text_of(package_.variable(id).name);
  }

  const std::vector<Remedies>& remedies_;
  const Sentences& sentences_;
  const Wording& words_;
  const program::Package& package_;
  const Explanation& explanation_;
  JsonWriter json_;
};

/// An exact value: durées in ISO 8601, fractions as texts.
void JsonMaker::exact(program::TypeId id, value::Value value) {
  const program::Type& type = package_.type(id);
  if (type.kind == program::TypeKind::kDuration && !(type.optional && value.is_absent())) {
    const value::Duration duration = value.as_duration();
    std::string text = "P";
    if (duration.months() != 0 || duration.days() == 0) text += std::to_string(duration.months()) + "M";
    if (duration.days() != 0) text += std::to_string(duration.days()) + "D";
    json_.text(text);
    return;
  }
  report::write_value(package_, type, value, words_.language(), json_);
}

void JsonMaker::outcome(program::TypeId type, const eval::Outcome& outcome) {
  if (outcome.ok()) {
    json_.key("value");
    exact(type, outcome.value);
    json_.member("text", words_.value(type, outcome.value));
    return;
  }
  const report::ErrorText error = words_.errors().describe(outcome.site(), *explanation_.bound);
  json_.key("error");
  json_.open_object();
  json_.member("class", error.keyword);
  json_.member("message", typeset(error.message, words_.language()));
  place(error.place);
  json_.close_object();
}

/// Articles and texts only: lines move with the prose around them.
void JsonMaker::place(program::PlaceId id, program::TextId text) {
  report::PlaceParts parts = report::place_parts(package_, id);
  if (text) parts.text = package_.text_of(package_.texts[text.value].name);
  if (!parts.article.empty()) json_.member("article", parts.article);
  if (!parts.heading.empty()) json_.member("heading", parts.heading);
  if (!parts.text.empty()) json_.member("law", parts.text);
}

void JsonMaker::operand(const Operand& operand, const Operation* operation) {
  json_.open_object();
  static constexpr std::string_view kKinds[] = {"constant",       "cell",      "input",  "rule", "reading", "figure",
                                                "situation_date", "attribute", "lookup", "step", "item",    "other"};
  json_.member("kind", kKinds[static_cast<std::size_t>(operand.kind)]);
  if (operand.kind == OperandKind::Rule) json_.member("name", name(program::VariableId(operand.id)));
  if (operand.kind == OperandKind::Input) json_.member("name", package_.text_of(package_.inputs[operand.id].name));
  if (operand.kind == OperandKind::Step || operand.kind == OperandKind::Item) {
    json_.key(operand.kind == OperandKind::Step ? "step" : "element");
    json_.raw(std::to_string(operand.id + (operand.kind == OperandKind::Item ? 1U : 0U)));
  }
  if (operand.kind == OperandKind::Cell) place(package_.rows[operand.id].place);
  outcome(operand.type, operand.outcome);
  if (operation != nullptr) json_.member("shown", sentences_.operand(operand, *operation));
  json_.close_object();
}

void JsonMaker::operation(const Operation& operation) {
  static constexpr std::string_view kRoundings[] = {"nearest", "half_even", "down", "up", "toward_zero"};
  const program::Node& node = package_.node(operation.node);
  json_.open_object();
  json_.member("operation", program::info(node.op).name);
  if (node.op == program::Op::kRound || node.op == program::Op::kExact) {
    const value::Rational step = package_.constant(program::ConstantId(node.payload)).as_number();
    json_.member("step", value::print_number(step, value::NumberStyle::plain));
  }
  if (node.op == program::Op::kRound) json_.member("rounding", kRoundings[node.mode]);
  if (program::info(node.op).mode == program::ModeKind::kMissingDay) {
    json_.member("missing_day", program::word_of(program::kMissingDayWords, static_cast<value::MissingDay>(node.mode)));
  }
  json_.key("operands");
  json_.open_array();
  for (const Operand& each : operation.operands) operand(each, &operation);
  json_.close_array();
  json_.member("unit", package_.text_of(package_.type(operation.type).unit));
  outcome(operation.type, operation.outcome);
  json_.member("sentence", sentences_.operation(operation));
  json_.close_object();
}

void JsonMaker::test(const Test& test) {
  static constexpr std::string_view kRelations[] = {"=",     "≠",         "<",     "≤",         ">",    "≥",
                                                    "among", "not_among", "given", "not_given", "true", "false"};
  json_.open_object();
  json_.member("state", !test.decided ? "undecided" : (test.passes ? "met" : "not_met"));
  json_.member("rule", name(test.rule));
  if (!test.ways.empty()) {
    json_.key("either");
    json_.open_array();
    for (const std::vector<Test>& way : test.ways) {
      json_.open_array();
      for (const Test& each : way) this->test(each);
      json_.close_array();
    }
    json_.close_array();
    json_.member("sentence", sentences_.test(test));
    json_.close_object();
    return;
  }
  json_.member("subject", sentences_.subject(test.subject));
  json_.key("found");
  json_.open_object();
  outcome(test.type, test.value);
  json_.close_object();
  json_.member("relation", kRelations[static_cast<std::size_t>(test.relation)]);
  json_.member("threshold", sentences_.demand(test));
  if (test.element) {
    json_.key("element");
    json_.raw(std::to_string(*test.element + 1));
  }
  if (test.gap) {
    json_.key("distance");
    json_.text(value::print_number(test.gap->as_number(), value::NumberStyle::plain));
    json_.member("distance_unit", test.gap_in_days ? "jours" : package_.text_of(package_.type(test.type).unit));
  }
  if (test.derogation) {
    json_.member("derogation", package_.text_of(package_.derogations[test.derogation.value].name));
  }
  if (test.version) place(package_.versions[test.version.value].place, package_.versions[test.version.value].text);
  json_.member("sentence", sentences_.test(test));
  json_.close_object();
}

void JsonMaker::condition(const Condition& condition) {
  static constexpr std::string_view kStates[] = {"met", "not_met", "not_needed", "undecided"};
  const program::Condition& written = package_.conditions[condition.condition.value];
  json_.open_object();
  json_.member("label", package_.text_of(written.label));
  json_.key("depth");
  json_.raw(std::to_string(condition.depth));
  json_.member("state", kStates[static_cast<std::size_t>(condition.state)]);
  place(written.place);
  json_.key("tests");
  json_.open_array();
  for (const Test& each : condition.tests) test(each);
  json_.close_array();
  json_.close_object();
}

void JsonMaker::versions(const Rule& rule) {
  json_.key("versions");
  json_.open_array();
  for (const eval::VersionTrace& look : rule.trace->versions) {
    const program::Version& version = package_.versions[look.version.value];
    json_.open_object();
    place(version.place, version.text);
    json_.key("applies");
    json_.raw(look.applies ? "true" : "false");
    if (version.date) {
      json_.key("application_date");
      if (look.date.ok() && !look.date.value.is_absent()) {
        json_.text(value::print_iso_date(look.date.value.as_date()));
      } else {
        json_.raw("null");
      }
      json_.member("from", value::print_iso_date(version.from));
    }
    if (!look.text_known) json_.member("set_aside", "text_not_known");
    json_.close_object();
  }
  json_.close_array();
}

void JsonMaker::derogations(const Rule& rule) {
  static constexpr std::string_view kStates[] = {"out_of_reach", "not_met", "undecided", "set_aside", "applied"};
  json_.key("derogations");
  json_.open_array();
  for (const eval::DerogationTrace& look : rule.trace->derogations) {
    const program::Derogation& derogation = package_.derogations[look.derogation.value];
    json_.open_object();
    json_.member("name", package_.text_of(derogation.name));
    json_.member("state", kStates[static_cast<std::size_t>(look.state)]);
    place(derogation.place, derogation.text);
    json_.close_object();
  }
  json_.close_array();
}

void JsonMaker::rule(const Rule& rule) {
  const program::Variable& variable = package_.variable(rule.trace->variable);
  json_.open_object();
  json_.member("name", package_.text_of(variable.name));
  json_.member("shown", words_.name_of(rule.trace->variable));
  outcome(variable.type, rule.outcome);
  if (rule.out_of_force) {
    json_.key("in_force");
    json_.raw("false");
  }
  versions(rule);
  derogations(rule);
  json_.key("rows");
  json_.open_array();
  for (const program::RowId id : rule.rows) {
    const program::Row& row = package_.rows[id.value];
    json_.open_object();
    json_.member("written", package_.text_of(row.written));
    place(row.place);
    json_.close_object();
  }
  json_.close_array();
  json_.key("conditions");
  json_.open_array();
  for (const Condition& each : rule.conditions) condition(each);
  json_.close_array();
  json_.key("tests");
  json_.open_array();
  for (const Test& each : rule.tests) test(each);
  json_.close_array();
  json_.key("operations");
  json_.open_array();
  for (const Operation& each : rule.operations) operation(each);
  json_.close_array();
  json_.key("result");
  operand(rule.result, nullptr);
  json_.close_object();
}

void JsonMaker::answers() {
  json_.key("answers");
  json_.open_array();
  for (const report::ResultView& view : *explanation_.views) {
    for (const program::VariableId member : view.members) {
      json_.open_object();
      json_.member("rule", name(member));
      json_.member("sentence", sentences_.answer(member));
      json_.close_object();
    }
  }
  json_.close_array();
}

void JsonMaker::inputs() {
  json_.key("inputs");
  json_.open_array();
  for (const program::InputId id : explanation_.inputs) {
    const program::Input& input = package_.input(id);
    json_.open_object();
    json_.member("name", package_.text_of(input.name));
    json_.member("shown", words_.name_of(id));
    if (input.title) json_.member("title", package_.text_of(input.title));
    const auto& given = explanation_.bound->inputs;
    const auto at =
        std::find_if(given.rbegin(), given.rend(), [id](const eval::InputValue& each) { return each.input == id; });
    const bool is_given = at != given.rend();
    const bool valid = is_given && eval::is_valid(package_, input.type, input.range, at->value);
    json_.key("value");
    if (valid) {
      exact(input.type, at->value);
      json_.member("text", words_.value(input.type, at->value));
    } else {
      json_.raw("null");
    }
    json_.member("state", valid ? "given" : (is_given ? "unusable" : "not_given"));
    json_.close_object();
  }
  json_.close_array();
}

void JsonMaker::choices() {
  json_.key("readings");
  json_.open_array();
  for (const program::ReadingId id : explanation_.readings) {
    const program::Reading& reading = package_.reading(id);
    const std::size_t choice = words_.choice_of(id, sentences_.run());
    const auto cases = package_.cases_of(package_.enumerations[reading.enumeration.value]);
    json_.open_object();
    json_.member("name", package_.text_of(reading.name));
    json_.member("choice", choice < cases.size() ? package_.text_of(cases[choice].name) : std::string_view("?"));
    json_.key("default");
    json_.raw(choice == reading.default_case ? "true" : "false");
    place(reading.place);
    json_.close_object();
  }
  json_.close_array();
  json_.key("figures");
  json_.open_array();
  for (const program::UnknownId id : explanation_.figures) {
    const program::Unknown& unknown = package_.unknowns[id.value];
    json_.open_object();
    json_.member("address", package_.text_of(unknown.address));
    json_.member("reason", package_.text_of(unknown.reason));
    place(unknown.place);
    json_.close_object();
  }
  json_.close_array();
}

void JsonMaker::remedy(const Remedy& remedy, program::TypeId type) {
  const auto fact = [&](std::string_view key, const Change& change, const std::optional<value::Value>& value) {
    json_.key(key);
    if (value) {
      exact(package_.input(change.input).type, *value);
    } else {
      json_.raw("null");
    }
  };
  json_.open_object();
  json_.key("changes");
  json_.open_array();
  for (const Change& change : remedy.changes) {
    json_.open_object();
    json_.member("input", package_.text_of(package_.input(change.input).name));
    fact("before", change, change.before);
    fact("after", change, change.after);
    if (change.is_past) {
      json_.key("past");
      json_.raw("true");
    }
    json_.member("sentence", sentences_.change(change));
    json_.close_object();
  }
  json_.close_array();
  json_.key("conditions");
  json_.open_array();
  for (const Repair& repair : remedy.repairs) {
    const program::Condition& condition = package_.conditions[repair.condition.value];
    json_.open_object();
    json_.member("rule", name(repair.rule));
    json_.member("label", package_.text_of(condition.label));
    place(condition.place);
    json_.close_object();
  }
  json_.close_array();
  json_.member("cost", value::print_number(remedy.cost.size, value::NumberStyle::plain));
  json_.key("outcome");
  json_.open_object();
  outcome(type, remedy.outcome);
  json_.close_object();
  json_.close_object();
}

void JsonMaker::remedies() {
  if (remedies_.empty()) return;
  json_.key("remedies");
  json_.open_array();
  for (const Remedies& each : remedies_) {
    json_.open_object();
    json_.member("rule", name(each.variable));
    json_.key("impossible");
    json_.raw(each.impossible ? "true" : "false");
    json_.key("complete");
    json_.raw(each.complete ? "true" : "false");
    json_.key("found");
    json_.open_array();
    for (const Remedy& one : each.found) remedy(one, package_.variable(each.variable).type);
    json_.close_array();
    json_.close_object();
  }
  json_.close_array();
}

std::string JsonMaker::make() {
  const cases::BoundCase& bound = *explanation_.bound;
  json_.open_object();
  json_.member("format", "avenant-explanation");
  json_.key("version");
  json_.raw("1");
  json_.member("language", words_.french() ? "fr" : "en");
  json_.key("case");
  json_.raw(std::to_string(bound.number));
  if (!bound.id.empty()) json_.member("id", bound.id);
  if (!bound.comment.empty()) json_.member("comment", bound.comment);
  json_.member("dispositif", explanation_.dispositif);
  if (explanation_.situation_date) json_.member("situation_date", value::print_iso_date(*explanation_.situation_date));
  answers();
  json_.key("rules");
  json_.open_array();
  for (const Rule& each : explanation_.rules) rule(each);
  json_.close_array();
  inputs();
  choices();
  remedies();
  json_.close_object();
  return json_.take();
}

}  // namespace

std::string json_of(const Sentences& sentences, const std::vector<Remedies>& remedies) {
  return JsonMaker(sentences, remedies).make();
}

}  // namespace avenant::explain
