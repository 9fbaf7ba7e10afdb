#include "compiler/compare/meaning.hpp"

#include <algorithm>

#include "runtime/value/date_text.hpp"
#include "runtime/value/number_text.hpp"

namespace avenant::compare {

namespace {

using hir::Expression;
using hir::ExpressionKind;

std::string number(const std::optional<value::Rational>& bound) {
  return bound ? value::print_number(*bound, value::NumberStyle::plain) : std::string();
}

bool is_commutative(ExpressionKind kind) {
  return kind == ExpressionKind::And || kind == ExpressionKind::Or;
}

}  // namespace

std::string joined(const std::vector<std::string>& texts, std::string_view separator) {
  std::string all;
  for (const std::string& text : texts) {
    if (!all.empty()) all += separator;
    all += text;
  }
  return all;
}

/// One expression, being written: binders are numbered as they are met.
class Meaning::Writer {
 public:
  Writer(const Meaning& meaning, const std::vector<hir::BinderId>& indices)
      : meaning_(meaning), program_(meaning.program_) {
    for (const hir::BinderId index : indices) binder(index);
  }

  std::string expression(hir::ExpressionId id) {
    if (!id.valid()) return "-";
    const Expression& item = program_.expressions[id];
    std::string text = std::string(hir::kind_text(item.kind)) + head(item);
    std::vector<std::string> operands;
    for (const hir::ExpressionId operand : program_.operands_of(id)) operands.push_back(expression(operand));
    if (operands.empty()) return text;
    if (is_commutative(item.kind)) std::sort(operands.begin(), operands.end());
    return text + "(" + joined(operands, " ; ") + ")";
  }

 private:
  std::string binder(hir::BinderId id) {
    const auto [place, is_new] = numbers_.emplace(id.index(), numbers_.size());
    return " #" + std::to_string(place->second);
  }
  /// A binder of an aggregate, with what it goes through.
  std::string aggregate(hir::BinderId id) {
    const hir::Binder& item = program_.binders[id];
    return binder(id) + (item.over_list() ? std::string(" list") : " in " + meaning_.of(item.domain));
  }
  std::string field(const Expression& item) const {
    const hir::RecordId record = program_.expressions[program_.operands[item.first_operand]].type.record;
    return " " + meaning_.name(program_.records[record].fields[item.a].name);
  }
  std::string attribute(const Expression& item) const {
    const hir::Type& type = program_.expressions[program_.operands[item.first_operand]].type;
    return " " + meaning_.name(program_.enumerations[type.enumeration].attributes[item.a].name);
  }
  std::string path(const hir::InputPath& path) const {
    const hir::Input& input = program_.inputs[path.input];
    std::string text = " " + meaning_.name(input.name);
    if (path.field) text += "." + meaning_.name(program_.records[input.type.record].fields[*path.field].name);
    return text;
  }
  std::string arms(const Expression& item) const {
    const hir::Select& select = program_.selects[hir::SelectId(item.a)];
    const hir::Type& type = program_.expressions[program_.operands[item.first_operand]].type;
    std::string text = " [";
    for (const std::vector<value::Value>& arm : select.arms) {
      text += "|";
      for (const value::Value& one : arm) text += hir::value_text(program_, type, one) + ",";
    }
    return text + (select.has_otherwise ? "|else]" : "]");
  }
  std::string call(const hir::Call& call) const {
    std::string text = " " + meaning_.variable(call.result) + "[";
    for (const hir::InputMember& member : call.bindings) {
      text += path(member.path);
      for (const value::Value& index : member.indices) text += "," + std::to_string(index.a);
      text += ";";
    }
    return text + "]";
  }
  std::string unknown(const hir::UnknownFigure& figure) const {
    return " " + figure.reason + " " + meaning_.of(figure.type, figure.bounds);
  }
  std::string head(const Expression& item);

  const Meaning& meaning_;
  const hir::Program& program_;
  std::map<std::uint32_t, std::size_t> numbers_;
};

std::string Meaning::Writer::head(const Expression& item) {
  switch (item.kind) {
    case ExpressionKind::Constant:
      return " " + hir::value_text(program_, item.type, item.constant);
    case ExpressionKind::Input:
      return path(program_.input_paths[hir::InputPathId(item.a)]);
    case ExpressionKind::Variable:
    case ExpressionKind::Apply:
      return " " + meaning_.variable(hir::VariableId(item.a));
    case ExpressionKind::Parameter:
      return " " + meaning_.name(program_.parameters[hir::ParameterId(item.a)].name);
    case ExpressionKind::Call:
      return call(program_.calls[hir::CallId(item.a)]);
    case ExpressionKind::Index:
      return binder(hir::BinderId(item.a));
    case ExpressionKind::Sum:
    case ExpressionKind::Count:
    case ExpressionKind::Mean:
    case ExpressionKind::All:
    case ExpressionKind::Any:
    case ExpressionKind::AggregateLeast:
    case ExpressionKind::AggregateGreatest:
    case ExpressionKind::Filter:
    case ExpressionKind::Unique:
    case ExpressionKind::First:
    case ExpressionKind::Last:
      return aggregate(hir::BinderId(item.a));
    case ExpressionKind::Reading:
      return " " + meaning_.name(program_.readings[hir::ReadingId(item.a)].name);
    case ExpressionKind::Unknown:
      return unknown(program_.unknowns[hir::UnknownId(item.a)]);
    case ExpressionKind::Excluded:
      return " " + program_.reasons[hir::ReasonId(item.a)];
    case ExpressionKind::Select:
      return arms(item);
    case ExpressionKind::Lookup: {
      const hir::ReferenceTable& table = program_.reference_tables[hir::ReferenceTableId(item.a)];
      return " " + meaning_.name(table.name) + "." + meaning_.name(table.columns[item.b].name);
    }
    case ExpressionKind::Attribute:
      return attribute(item);
    case ExpressionKind::ListInput:
      return " " + meaning_.name(program_.inputs[hir::InputId(item.a)].name);
    case ExpressionKind::Field:
      return field(item);
    case ExpressionKind::Round:
    case ExpressionKind::Exact:
    case ExpressionKind::DateAdd:
    case ExpressionKind::DateSubtract:
    case ExpressionKind::Anniversary:
    case ExpressionKind::LastAnniversary:
    case ExpressionKind::CompletedYears:
      return " " + std::to_string(item.a);
    case ExpressionKind::Error:
    case ExpressionKind::Absent:
    case ExpressionKind::SituationDate:
    case ExpressionKind::Normally:
    case ExpressionKind::Not:
    case ExpressionKind::And:
    case ExpressionKind::Or:
    case ExpressionKind::If:
    case ExpressionKind::OrElse:
    case ExpressionKind::IsPresent:
    case ExpressionKind::Unwrap:
    case ExpressionKind::Wrap:
    case ExpressionKind::Equal:
    case ExpressionKind::NotEqual:
    case ExpressionKind::Less:
    case ExpressionKind::LessEqual:
    case ExpressionKind::Greater:
    case ExpressionKind::GreaterEqual:
    case ExpressionKind::Contains:
    case ExpressionKind::Add:
    case ExpressionKind::Subtract:
    case ExpressionKind::Negate:
    case ExpressionKind::Multiply:
    case ExpressionKind::Divide:
    case ExpressionKind::DateDifference:
    case ExpressionKind::DurationAdd:
    case ExpressionKind::DurationSubtract:
    case ExpressionKind::DurationScale:
    case ExpressionKind::DurationNegate:
    case ExpressionKind::MakeDate:
    case ExpressionKind::YearOf:
    case ExpressionKind::MonthOf:
    case ExpressionKind::DayOf:
    case ExpressionKind::Least:
    case ExpressionKind::Greatest:
    case ExpressionKind::EarliestGiven:
    case ExpressionKind::LatestGiven:
    case ExpressionKind::IsOpen:
    case ExpressionKind::ListLength:
      return "";
  }
  return "";
}

std::string Meaning::of(hir::ExpressionId id, const std::vector<hir::BinderId>& indices) const {
  return Writer(*this, indices).expression(id);
}

std::string Meaning::of(const hir::Type& type, const hir::Range& range) const {
  std::string text = hir::type_text(program_, type);
  if (range.least || range.greatest) {
    text += " [" + number(range.least) + ".." + number(range.greatest) + (range.greatest_excluded ? "[" : "]");
  }
  return text;
}

std::string Meaning::of(const hir::IndexDomain& domain) const {
  if (domain.enumeration.valid()) return name(program_.enumerations[domain.enumeration].name);
  return std::to_string(domain.first) + ".." + std::to_string(domain.last);
}

std::string Meaning::of(const std::vector<hir::BinderId>& indices) const {
  std::string text;
  for (const hir::BinderId index : indices) text += of(program_.binders[index].domain) + ";";
  return text;
}

std::string Meaning::of(const std::vector<hir::IndexDomain>& domains) const {
  std::string text;
  for (const hir::IndexDomain& domain : domains) text += of(domain) + ";";
  return text;
}

const std::string& Meaning::name(base::Name name) const {
  static const std::string kNone = "_";
  return name.valid() ? program_.names.text(name) : kNone;
}

std::string Meaning::variable(hir::VariableId id) const {
  const hir::Variable& item = program_.variables[id];
  if (!item.name.valid()) {
    return (item.parent.valid() ? variable(item.parent) : std::string("_")) + " « " + item.label + " »";
  }
  std::string text = item.dispositif.valid() ? name(program_.dispositifs[item.dispositif].name) + "." : std::string();
  return text + name(item.name);
}

}  // namespace avenant::compare
