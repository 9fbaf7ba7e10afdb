#include "compiler/report/json_writer.hpp"
#include "compiler/report/value_json.hpp"
#include "compiler/sweep/forms/forms.hpp"
#include "runtime/value/number_text.hpp"

namespace avenant::sweep {

namespace {

using program::Type;

std::string_view step_word(StepKind step) {
  switch (step) {
    case StepKind::Number:
      return "number";
    case StepKind::Day:
    case StepKind::DayOfDuration:
      return "day";
    case StepKind::MonthOfDuration:
      return "month";
    case StepKind::Case:
      break;
  }
  return "case";
}

std::string_view sense_word(value::Rounding sense) {
  switch (sense) {
    case value::Rounding::nearest:
      return "nearest";
    case value::Rounding::half_even:
      return "half_even";
    case value::Rounding::down:
      return "down";
    case value::Rounding::up:
      return "up";
    case value::Rounding::toward_zero:
      break;
  }
  return "toward_zero";
}

std::string_view cause_word(CauseKind kind) {
  switch (kind) {
    case CauseKind::Version:
      return "version";
    case CauseKind::Derogation:
      return "derogation";
    case CauseKind::Row:
      return "row";
    case CauseKind::Condition:
      return "condition";
    case CauseKind::Comparison:
      return "comparison";
    case CauseKind::Value:
      break;
  }
  return "value";
}

class JsonSheet {
 public:
  explicit JsonSheet(const Sheet& sheet) : sheet_(sheet), words_(sheet) {}

  std::string write();

 private:
  void input();
  void input_value(std::string_view key, Rank rank);
  void result(const ResultSweep& result);
  void piece(const ResultSweep& result, const Piece& piece);
  void boundary(const ResultSweep& result, const Boundary& boundary);
  void cause(const Cause& cause);
  void outcome(const ResultSweep& result, const eval::Outcome& outcome);
  void formula(FormulaId id);
  void number(std::string_view key, value::Rational number);

  const Sheet& sheet_;
  Words words_;
  report::JsonWriter json_;
};

/// A fraction without decimals is a text, like everywhere.
void JsonSheet::number(std::string_view key, value::Rational number) {
  json_.key(key);
  report::write_value(sheet_.package, Type{program::TypeKind::kNumber, false, 0, {}, 0, {}, {}},
                      value::Value::number(number), sheet_.language, json_);
}

void JsonSheet::input_value(std::string_view key, Rank rank) {
  const InputDomain& domain = sheet_.sweep.domain;
  json_.key(key);
  report::write_value(sheet_.package, sheet_.package.type(sheet_.package.input(domain.input()).type),
                      domain.value_at(rank), sheet_.language, json_);
}

void JsonSheet::input() {
  const InputDomain& domain = sheet_.sweep.domain;
  const program::Input& input = sheet_.package.input(domain.input());
  json_.key("input");
  json_.open_object();
  json_.member("name", words_.input_name());
  if (input.title) json_.member("title", sheet_.package.text_of(input.title));
  const std::string_view unit = sheet_.package.text_of(sheet_.package.type(input.type).unit);
  if (!unit.empty()) json_.member("unit", unit);
  input_value("from", 0);
  input_value("to", domain.size() - 1);
  json_.member("step", step_word(domain.step()));
  if (domain.step() == StepKind::Number) {
    number("step_size", value::Rational::unchecked(1, sheet_.package.type(input.type).grain));
  }
  json_.key("n_values");
  json_.raw(std::to_string(domain.size()));
  if (const auto rank = words_.given_rank()) input_value("given", *rank);
  json_.close_object();
}

void JsonSheet::outcome(const ResultSweep& result, const eval::Outcome& outcome) {
  json_.open_object();
  if (outcome.ok()) {
    json_.key("value");
    report::write_value(sheet_.package, sheet_.package.type(result.type), outcome.value, sheet_.language, json_);
    json_.member("text", words_.outcome(result, outcome));
  } else {
    const report::ErrorText error = words_.errors().describe(outcome.site(), sheet_.bound);
    json_.key("error");
    json_.open_object();
    json_.member("class", error.keyword);
    json_.member("message", error.message);
    if (!error.subject.empty()) json_.member("subject", error.subject);
    if (!error.reason.empty()) json_.member("reason", error.reason);
    report::write_place(sheet_.package, error.place, {}, json_);
    json_.close_object();
  }
  json_.close_object();
}

void JsonSheet::formula(FormulaId id) {
  const FormulaStore& store = sheet_.sweep.formulas;
  const Formula& what = store.formula(id);
  json_.open_object();
  number("constant", what.constant);
  json_.key("terms");
  json_.open_array();
  for (const Term& term : what.terms) {
    const Atom& atom = store.atom(term.atom);
    json_.open_object();
    number("factor", term.factor);
    switch (atom.kind) {
      case AtomKind::Input:
        json_.member("of", "input");
        break;
      case AtomKind::Round:
        json_.member("of", "rounding");
        number("step", atom.step);
        json_.member("sense", sense_word(atom.sense));
        json_.key("argument");
        formula(atom.of);
        break;
      case AtomKind::Months:
        json_.member("of", "months_later");
        number("months", atom.step);
        json_.member("missing_day", atom.policy == value::MissingDay::latest ? "latest" : "earliest");
        json_.key("argument");
        formula(atom.of);
        break;
      case AtomKind::Product:
      case AtomKind::Quotient:
        json_.member("of", atom.kind == AtomKind::Product ? "product" : "quotient");
        json_.key("left");
        formula(atom.of);
        json_.key("right");
        formula(atom.other);
        break;
    }
    json_.close_object();
  }
  json_.close_array();
  json_.close_object();
}

void JsonSheet::piece(const ResultSweep& result, const Piece& piece) {
  json_.open_object();
  input_value("from", piece.first);
  input_value("to", piece.last);
  json_.key("n_values");
  json_.raw(std::to_string(piece.last - piece.first + 1));
  switch (piece.kind) {
    case PieceKind::Constant:
      json_.member("kind", "constant");
      json_.key("outcome");
      outcome(result, piece.outcome);
      break;
    case PieceKind::Formula:
      json_.member("kind", "formula");
      json_.key("first");
      outcome(result, words_.outcome_at(result, piece, piece.first));
      json_.key("last");
      outcome(result, words_.outcome_at(result, piece, piece.last));
      json_.key("formula");
      formula(piece.formula);
      json_.member("formula_text", words_.formula(result, piece));
      break;
    case PieceKind::Unresolved:
      json_.member("kind", "unresolved");
      break;
  }
  json_.close_object();
}

void JsonSheet::cause(const Cause& cause) {
  json_.open_object();
  json_.member("kind", cause_word(cause.kind));
  json_.member("rule", cause.name);
  if (!cause.before.empty()) json_.member("before", cause.before);
  if (!cause.after.empty()) json_.member("after", cause.after);
  if (!cause.place.article.empty()) json_.member("article", cause.place.article);
  if (!cause.place.heading.empty()) json_.member("heading", cause.place.heading);
  if (!cause.place.text.empty()) json_.member("text", cause.place.text);
  if (!cause.place.file.empty()) json_.member("place", cause.place.file);
  json_.close_object();
}

void JsonSheet::boundary(const ResultSweep& result, const Boundary& boundary) {
  json_.open_object();
  input_value("from", result.pieces[boundary.piece].last);
  input_value("to", result.pieces[boundary.piece + 1].first);
  json_.member("kind", boundary.kind == BoundaryKind::Jump ? "jump" : "bend");
  json_.key("before");
  outcome(result, boundary.before);
  json_.key("after");
  outcome(result, boundary.after);
  if (boundary.difference) number("difference", *boundary.difference);
  if (boundary.has_causes) {
    json_.key("causes");
    json_.open_array();
    for (const Cause& one : boundary.causes) cause(one);
    json_.close_array();
  }
  json_.close_object();
}

void JsonSheet::result(const ResultSweep& result) {
  json_.open_object();
  json_.member("name", result.name);
  json_.member("title", report::plain_name(result.title));
  const std::string_view unit = sheet_.package.text_of(sheet_.package.type(result.type).unit);
  if (!unit.empty()) json_.member("unit", unit);
  json_.key("complete");
  json_.raw(result.is_complete() ? "true" : "false");
  json_.key("pieces");
  json_.open_array();
  for (const Piece& one : result.pieces) piece(result, one);
  json_.close_array();
  json_.key("changes");
  json_.open_array();
  for (const Boundary& one : result.boundaries) boundary(result, one);
  json_.close_array();
  json_.close_object();
}

std::string JsonSheet::write() {
  json_.open_object();
  json_.member("format", "avenant-sweep");
  json_.key("version");
  json_.raw("1");
  json_.member("language", words_.is_french() ? "fr" : "en");
  json_.member("dispositif", sheet_.dispositif);
  json_.key("case");
  json_.raw(std::to_string(sheet_.bound.number));
  if (!sheet_.bound.id.empty()) json_.member("id", sheet_.bound.id);
  input();
  json_.key("results");
  json_.open_array();
  for (const ResultSweep& one : sheet_.sweep.results) result(one);
  json_.close_array();
  json_.close_object();
  return json_.take() + "\n";
}

}  // namespace

std::string json_of(const Sheet& sheet) {
  return JsonSheet(sheet).write();
}

}  // namespace avenant::sweep
