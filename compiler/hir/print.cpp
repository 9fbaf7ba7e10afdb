#include <string>
#include <string_view>

#include "compiler/hir/program.hpp"
#include "runtime/value/date_text.hpp"
#include "runtime/value/number_text.hpp"

namespace avenant::hir {

namespace {

// What an id names, when it names something.
std::string name_of(const Program& program, base::Name name) {
  return name.valid() ? program.names.text(name) : "_";
}

std::string quoted(std::string_view text) {
  return "« " + std::string(text) + " »";
}

class Printer {
 public:
  explicit Printer(const Program& program) : program_(program) {}

  std::string run() {
    for (const Text& text : program_.texts) print_text(text);
    for (const Enumeration& enumeration : program_.enumerations) print_enumeration(enumeration);
    for (const Record& record : program_.records) print_record(record);
    for (const ReferenceTable& table : program_.reference_tables) print_reference_table(table);
    for (const Input& input : program_.inputs) print_input(input);
    for (const Reading& reading : program_.readings) print_reading(reading);
    for (const UnknownFigure& unknown : program_.unknowns) {
      out_ += "unknown " + unknown.address + " : " + type_text(program_, unknown.type) + range(unknown.bounds) + " " +
              quoted(unknown.reason) + "\n";
    }
    for (const Assumption& assumption : program_.assumptions) print_assumption(0, assumption);
    for (const Variable& variable : program_.variables) print_variable(variable);
    for (const Derogation& derogation : program_.derogations) print_derogation(derogation);
    for (const Notice& notice : program_.notices) {
      out_ += "notice " + quoted(notice.message) + period(notice) + "\n";
      if (notice.condition.valid()) line(1, "if " + expression(notice.condition));
    }
    for (const Case& item : program_.cases) {
      out_ += "case " + name_of(program_, item.name) + base_case(item.base) + "\n";
      print_setting(item.setting);
    }
    for (const Scenario& scenario : program_.scenarios) print_scenario(scenario);
    return std::move(out_);
  }

 private:
  void line(int depth, const std::string& text) {
    out_.append(static_cast<std::size_t>(depth) * 2, ' ');
    out_ += text + "\n";
  }

  static std::string date(const std::optional<value::Date>& day) {
    return day ? value::print_iso_date(*day) : std::string("-");
  }

  static std::string range(const Range& range) {
    if (!range.least && !range.greatest) return "";
    const auto end = [](const std::optional<value::Rational>& bound) {
      return bound ? value::print_number(*bound, value::NumberStyle::plain) : std::string();
    };
    return " [" + end(range.least) + ".." + end(range.greatest) + (range.greatest_excluded ? "[" : "]");
  }

  std::string domain(const IndexDomain& domain) const {
    if (domain.enumeration.valid()) return name_of(program_, program_.enumerations[domain.enumeration].name);
    return std::to_string(domain.first) + ".." + std::to_string(domain.last);
  }

  std::string binders(const std::vector<BinderId>& ids) const {
    std::string text;
    for (const BinderId id : ids) {
      const Binder& binder = program_.binders[id];
      text += (text.empty() ? "" : " ; ") + name_of(program_, binder.name) + " in " + domain(binder.domain);
    }
    return text.empty() ? "" : "(" + text + ")";
  }

  std::string parameters(const std::vector<ParameterId>& ids) const {
    std::string text;
    for (const ParameterId id : ids) {
      const Parameter& parameter = program_.parameters[id];
      text += (text.empty() ? " with " : " ; ") + name_of(program_, parameter.name) + " : " +
              type_text(program_, parameter.type) + range(parameter.range);
    }
    return text;
  }

  std::string domains(const std::vector<IndexDomain>& all) const {
    std::string text;
    for (const IndexDomain& item : all) text += (text.empty() ? "" : " ; ") + domain(item);
    return text.empty() ? "" : "(" + text + ")";
  }

  std::string place(const Provenance& provenance) const {
    const std::string text = provenance.text.valid() ? name_of(program_, program_.texts[provenance.text].name) : "-";
    return "@" + text + (provenance.article.empty() ? "" : "/" + provenance.article);
  }

  std::string period(const InForce& item) const {
    std::string text;
    if (item.application.valid()) text += " when " + expression(item.application);
    if (item.from || item.until) text += " in [" + date(item.from) + ", " + date(item.until) + ")";
    for (const Postponement& one : item.postponements)
      text += ", from " + date(one.to) + " by " + name_of(program_, program_.texts[one.by].name);
    for (const TextId needed : item.needs) text += ", with " + name_of(program_, program_.texts[needed].name);
    return text;
  }

  // What the words a and b of an expression say, after its kind.
  std::string head(const Expression& item) const {
    switch (item.kind) {
      case ExpressionKind::Constant:
        return " " + value_text(program_, item.type, item.constant);
      case ExpressionKind::Input:
        return " " + path(program_.input_paths[InputPathId(item.a)]);
      case ExpressionKind::Variable:
      case ExpressionKind::Apply:
        return " " + variable(VariableId(item.a));
      case ExpressionKind::Parameter:
        return " " + name_of(program_, program_.parameters[ParameterId(item.a)].name);
      case ExpressionKind::Call:
        return " " + call(program_.calls[CallId(item.a)]);
      case ExpressionKind::Index:
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
        return " " + name_of(program_, program_.binders[BinderId(item.a)].name);
      case ExpressionKind::Reading:
        return " " + name_of(program_, program_.readings[ReadingId(item.a)].name);
      case ExpressionKind::Unknown:
        return " " + program_.unknowns[UnknownId(item.a)].address;
      case ExpressionKind::Excluded:
        return " " + quoted(program_.reasons[ReasonId(item.a)]);
      case ExpressionKind::Select:
        return " " + arms(program_.selects[SelectId(item.a)]);
      case ExpressionKind::Lookup: {
        const ReferenceTable& table = program_.reference_tables[ReferenceTableId(item.a)];
        return " " + name_of(program_, table.name) + "." + name_of(program_, table.columns[item.b].name);
      }
      case ExpressionKind::Round:
      case ExpressionKind::Exact:
      case ExpressionKind::Attribute:
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
      case ExpressionKind::ListInput:
        return " " + name_of(program_, program_.inputs[InputId(item.a)].name);
      case ExpressionKind::Field: {
        const RecordId record = program_.expressions[program_.operands[item.first_operand]].type.record;
        return " " + name_of(program_, program_.records[record].fields[item.a].name);
      }
    }
    return "";
  }

  std::string arms(const Select& select) const {
    std::string text;
    for (const std::vector<value::Value>& arm : select.arms) {
      text += text.empty() ? "" : "|";
      for (std::size_t index = 0; index < arm.size(); ++index)
        text += (index > 0 ? "," : "") + std::to_string(arm[index].a);
    }
    return "[" + text + (select.has_otherwise ? "|else]" : "]");
  }

  std::string path(const InputPath& path) const {
    const Input& input = program_.inputs[path.input];
    std::string text = name_of(program_, input.name);
    if (path.field) text += "." + name_of(program_, program_.records[input.type.record].fields[*path.field].name);
    return text;
  }

  // The callee and its result, with the inputs that the first operands are given to.
  std::string call(const Call& call) const {
    std::string text = name_of(program_, program_.dispositifs[call.callee].name) + "." + variable(call.result) + "[";
    for (std::size_t index = 0; index < call.bindings.size(); ++index) {
      const InputMember& member = call.bindings[index];
      text += (index > 0 ? " ; " : "") + path(member.path) + indices(member.indices);
    }
    return text + "]";
  }

  std::string variable(VariableId id) const {
    const Variable& item = program_.variables[id];
    if (item.name.valid()) return program_.names.text(item.name);
    return (item.parent.valid() ? variable(item.parent) : std::string("_")) + " " + quoted(item.label);
  }

  std::string expression(ExpressionId id) const {
    if (!id.valid()) return "-";
    const Expression& item = program_.expressions[id];
    std::string text = kind_text(item.kind) + head(item);
    const std::span<const ExpressionId> operands = program_.operands_of(id);
    if (operands.empty()) return text;
    text += "(";
    for (std::size_t index = 0; index < operands.size(); ++index) {
      text += (index > 0 ? " ; " : "") + expression(operands[index]);
    }
    return text + ")";
  }

  void print_text(const Text& text) {
    out_ += text.vocabulary ? "vocabulary " : (text.draft ? "draft " : "text ");
    out_ += name_of(program_, text.name) + " published " + date(text.published_on) + " in force " +
            date(text.in_force_from) + "\n";
  }

  void print_enumeration(const Enumeration& enumeration) {
    out_ += std::string(enumeration.ordered ? "ordered " : "") + "enumeration " + name_of(program_, enumeration.name) +
            "\n";
    for (const EnumerationCase& item : enumeration.cases) {
      std::string text = name_of(program_, item.name);
      if (!item.code.empty()) text += " code " + item.code;
      for (std::size_t column = 0; column < enumeration.attributes.size(); ++column) {
        const EnumerationAttribute& attribute = enumeration.attributes[column];
        text += " " + name_of(program_, attribute.name) + "=" +
                value_text(program_, attribute.type, item.attributes[column]);
      }
      if (item.closed_from) text += " closed from " + date(item.closed_from);
      line(1, text);
    }
  }

  // The rows are the file's, which the digest names.
  void print_reference_table(const ReferenceTable& table) {
    out_ += "reference table " + name_of(program_, table.name) + " " + quoted(table.file) + " " +
            std::to_string(table.n_rows) + " rows sha256 " + table.digest + (table.is_dated ? " dated" : "") + "\n";
    for (const ReferenceColumn& key : table.keys) {
      line(1, "key " + name_of(program_, key.name) + " : " + type_text(program_, key.type));
    }
    for (const ReferenceColumn& column : table.columns) {
      line(1, name_of(program_, column.name) + " : " + type_text(program_, column.type));
    }
  }

  void print_record(const Record& record) {
    out_ += "record " + name_of(program_, record.name) + "\n";
    for (const Field& field : record.fields) {
      line(1, name_of(program_, field.name) + domains(field.indices) + " : " + type_text(program_, field.type) +
                  range(field.range));
    }
  }

  void print_input(const Input& input) {
    out_ += "input " + name_of(program_, input.name) + domains(input.indices) + " : " +
            type_text(program_, input.type) + range(input.range);
    if (input.type.is(TypeKind::List)) {
      out_ += ", " + std::to_string(input.least_elements) + ".." + std::to_string(input.most_elements);
    }
    out_ += "\n";
  }

  void print_reading(const Reading& reading) {
    out_ += "reading " + name_of(program_, reading.name) + "\n";
    for (std::size_t index = 0; index < reading.choices.size(); ++index) {
      line(1, name_of(program_, reading.choices[index].name) + (index == reading.default_choice ? " default" : ""));
    }
  }

  void print_variable(const Variable& item) {
    switch (item.kind) {
      case VariableKind::Definition:
        out_ += "definition ";
        break;
      case VariableKind::Eligibility:
        out_ += "eligibility ";
        break;
      case VariableKind::Condition:
        out_ += "condition ";
        break;
      case VariableKind::Table:
        out_ += "table ";
        break;
      case VariableKind::Series:
        out_ += "series ";
        break;
      case VariableKind::Objective:
        out_ += "objective ";
        break;
      case VariableKind::Obligation:
        out_ += "obligation ";
        break;
      case VariableKind::Instalments:
        out_ += "instalments ";
        break;
    }
    out_ += (item.is_result ? "result " : "");
    out_ += item.name.valid() ? program_.names.text(item.name)
                              : (item.parent.valid() ? variable(item.parent) + " " : "") + quoted(item.label);
    out_ += binders(item.indices) + parameters(item.parameters) + " : " + type_text(program_, item.type) +
            range(item.range) + "\n";
    for (const Version& version : item.versions) print_version(version);
  }

  void print_version(const Version& version) {
    line(1, "version " + place(version.provenance) + period(version) + (version.repealed ? " repealed" : ""));
    for (const DerogationId aside : version.without)
      line(2, "without " + name_of(program_, program_.derogations[aside].name));
    if (version.repealed) return;
    for (const Assumption& assumption : version.rule.assumptions) print_assumption(2, assumption);
    if (version.rule.table.valid()) return print_table(program_.tables[version.rule.table]);
    if (version.rule.body.valid()) return line(2, expression(version.rule.body));
    line(2, version.rule.mode == ConditionMode::Any ? "any" : "all");
    for (const Condition& condition : version.rule.conditions) {
      line(3, quoted(condition.label) + " " + variable(condition.variable));
    }
  }

  void print_assumption(int depth, const Assumption& assumption) {
    line(depth, "assume " + expression(assumption.condition) + " " + quoted(assumption.reason));
  }

  void print_table(const Table& table) {
    for (const TableRow& row : table.rows) {
      std::string text = row.otherwise ? "otherwise" : "";
      for (const ExpressionId cell : row.cells) text += (text.empty() ? "" : " | ") + expression(cell);
      line(2, text + " || " + expression(row.result));
    }
  }

  void print_derogation(const Derogation& item) {
    out_ += "derogation " + name_of(program_, item.name) + binders(item.indices) + " to ";
    out_ += item.target_derogation.valid() ? name_of(program_, program_.derogations[item.target_derogation].name)
                                           : variable(item.target);
    std::string arguments;
    for (const ExpressionId argument : item.arguments)
      arguments += (arguments.empty() ? "" : " ; ") + expression(argument);
    if (!arguments.empty()) out_ += "(" + arguments + ")";
    out_ += " " + place(item.provenance) + period(item) + "\n";
    for (const DerogationId loser : item.prevails_over)
      line(1, "over " + name_of(program_, program_.derogations[loser].name));
    if (item.guard.valid()) line(1, "if " + expression(item.guard));
    line(1, expression(item.value));
    for (const End& end : item.ends) line(1, "ends " + place(end.provenance) + period(end));
  }

  std::string base_case(CaseId base) const {
    return base.valid() ? " from " + name_of(program_, program_.cases[base].name) : "";
  }

  static std::string indices(const std::vector<value::Value>& values) {
    std::string text;
    for (const value::Value& value : values) text += (text.empty() ? "" : " ; ") + std::to_string(value.a);
    return text.empty() ? "" : "(" + text + ")";
  }

  void print_setting(const Setting& setting) {
    for (const Assignment& assignment : setting.assignments) {
      const InputMember& member = assignment.member;
      line(1, path(member.path) + indices(member.indices) + " = " +
                  (assignment.absent ? "absent" : value_text(program_, member.path.type, assignment.value)));
    }
    for (const auto& [reading, choice] : setting.readings) {
      line(1, "reading " + name_of(program_, program_.readings[reading].name) + " = " +
                  name_of(program_, program_.readings[reading].choices[choice].name));
    }
    if (setting.situation) line(1, "on " + date(setting.situation));
    for (const base::Name draft : setting.drafts) line(1, "with " + name_of(program_, draft));
  }

  std::string expected(const Expectation& expectation) const {
    const Type& type = program_.variables[expectation.member.variable].type;
    switch (expectation.kind) {
      case ExpectationKind::Value:
        return value_text(program_, type, expectation.value);
      case ExpectationKind::Absent:
        return "absent";
      case ExpectationKind::Unknown:
        return "unknown " + quoted(expectation.reason);
      case ExpectationKind::Excluded:
        return "excluded " + quoted(expectation.reason);
      case ExpectationKind::Error:
        return "error " + expectation.error_class;
      case ExpectationKind::Range:
        return "range" + range(expectation.range);
    }
    return "";
  }

  void print_scenario(const Scenario& scenario) {
    out_ += "scenario " + quoted(scenario.title) + base_case(scenario.base) + "\n";
    print_setting(scenario.setting);
    for (const Expectation& expectation : scenario.expectations) {
      std::string text = "expect " + variable(expectation.member.variable) + indices(expectation.member.indices) +
                         " = " + expected(expectation);
      if (expectation.failing_labels) {
        text += " because";
        for (const std::string& label : *expectation.failing_labels) text += " " + quoted(label);
      }
      for (const DerogationId id : expectation.thanks_to)
        text += " thanks to " + name_of(program_, program_.derogations[id].name);
      line(1, text);
    }
  }

  const Program& program_;
  std::string out_;
};

}  // namespace

std::string print(const Program& program) {
  return Printer(program).run();
}

}  // namespace avenant::hir
