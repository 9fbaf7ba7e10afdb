#include <string>

#include "compiler/hir/program.hpp"

namespace avenant::hir {

namespace {

// Bounds on the operands of each kind; 0 is no upper bound.
struct Arity {
  std::uint32_t least;
  std::uint32_t most;
};

constexpr std::uint32_t kAnyNumber = 0xFFFFFFFFU;

Arity arity_of(ExpressionKind kind) {
  switch (kind) {
    case ExpressionKind::Error:
    case ExpressionKind::Constant:
    case ExpressionKind::Absent:
    case ExpressionKind::Parameter:
    case ExpressionKind::Index:
    case ExpressionKind::Reading:
    case ExpressionKind::SituationDate:
    case ExpressionKind::Unknown:
    case ExpressionKind::Excluded:
    case ExpressionKind::Normally:
    case ExpressionKind::ListInput:
      return {0, 0};
    case ExpressionKind::Input:
    case ExpressionKind::Variable:
    case ExpressionKind::Call:
    case ExpressionKind::And:
    case ExpressionKind::Or:
      return {0, kAnyNumber};
    case ExpressionKind::Apply:
      return {1, kAnyNumber};
    case ExpressionKind::If:
      return {3, kAnyNumber};
    case ExpressionKind::Select:
    case ExpressionKind::Least:
    case ExpressionKind::Greatest:
    case ExpressionKind::EarliestGiven:
    case ExpressionKind::LatestGiven:
    case ExpressionKind::Field:
      return {1, kAnyNumber};
    case ExpressionKind::Not:
    case ExpressionKind::IsPresent:
    case ExpressionKind::Unwrap:
    case ExpressionKind::Wrap:
    case ExpressionKind::Negate:
    case ExpressionKind::DurationNegate:
    case ExpressionKind::Exact:
    case ExpressionKind::Attribute:
    case ExpressionKind::YearOf:
    case ExpressionKind::MonthOf:
    case ExpressionKind::DayOf:
    case ExpressionKind::ListLength:
      return {1, 1};
    case ExpressionKind::MakeDate:
      return {3, 3};
    case ExpressionKind::Count:
    case ExpressionKind::Sum:
    case ExpressionKind::Mean:
    case ExpressionKind::All:
    case ExpressionKind::Any:
    case ExpressionKind::AggregateLeast:
    case ExpressionKind::AggregateGreatest:
      return {1, 3};
    case ExpressionKind::Filter:
    case ExpressionKind::Unique:
      return {2, 2};
    case ExpressionKind::First:
    case ExpressionKind::Last:
      return {2, 3};
    case ExpressionKind::OrElse:
    case ExpressionKind::Equal:
    case ExpressionKind::NotEqual:
    case ExpressionKind::Less:
    case ExpressionKind::LessEqual:
    case ExpressionKind::Greater:
    case ExpressionKind::GreaterEqual:
    case ExpressionKind::Contains:
    case ExpressionKind::Add:
    case ExpressionKind::Subtract:
    case ExpressionKind::Multiply:
    case ExpressionKind::Divide:
    case ExpressionKind::DateAdd:
    case ExpressionKind::DateSubtract:
    case ExpressionKind::DateDifference:
    case ExpressionKind::DurationAdd:
    case ExpressionKind::DurationSubtract:
    case ExpressionKind::DurationScale:
    case ExpressionKind::Anniversary:
    case ExpressionKind::LastAnniversary:
    case ExpressionKind::CompletedYears:
    case ExpressionKind::Round:
    case ExpressionKind::IsOpen:
      return {2, 2};
    case ExpressionKind::Lookup:
      return {1, kAnyNumber};
  }
  return {0, kAnyNumber};
}

// The kind that every operand must have, or Error where operands differ or any will do.
TypeKind operand_kind(ExpressionKind kind) {
  switch (kind) {
    case ExpressionKind::Not:
    case ExpressionKind::And:
    case ExpressionKind::Or:
    case ExpressionKind::All:
    case ExpressionKind::Any:
    case ExpressionKind::Count:
    case ExpressionKind::Filter:
    case ExpressionKind::Unique:
      return TypeKind::Boolean;
    case ExpressionKind::ListLength:
      return TypeKind::List;
    case ExpressionKind::Add:
    case ExpressionKind::Subtract:
    case ExpressionKind::Negate:
    case ExpressionKind::Multiply:
    case ExpressionKind::Divide:
    case ExpressionKind::MakeDate:
    case ExpressionKind::Round:
    case ExpressionKind::Exact:
      return TypeKind::Number;
    case ExpressionKind::DateDifference:
    case ExpressionKind::YearOf:
    case ExpressionKind::MonthOf:
    case ExpressionKind::DayOf:
    case ExpressionKind::LastAnniversary:
    case ExpressionKind::CompletedYears:
    case ExpressionKind::EarliestGiven:
    case ExpressionKind::LatestGiven:
      return TypeKind::Date;
    case ExpressionKind::DurationAdd:
    case ExpressionKind::DurationSubtract:
    case ExpressionKind::DurationNegate:
      return TypeKind::Duration;
    case ExpressionKind::Attribute:
      return TypeKind::Enumeration;
    case ExpressionKind::Error:
    case ExpressionKind::Constant:
    case ExpressionKind::Absent:
    case ExpressionKind::Input:
    case ExpressionKind::Variable:
    case ExpressionKind::Apply:
    case ExpressionKind::Parameter:
    case ExpressionKind::Call:
    case ExpressionKind::Index:
    case ExpressionKind::Reading:
    case ExpressionKind::SituationDate:
    case ExpressionKind::Unknown:
    case ExpressionKind::Excluded:
    case ExpressionKind::Normally:
    case ExpressionKind::If:
    case ExpressionKind::Select:
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
    case ExpressionKind::DateAdd:
    case ExpressionKind::DateSubtract:
    case ExpressionKind::DurationScale:
    case ExpressionKind::Anniversary:
    case ExpressionKind::Least:
    case ExpressionKind::Greatest:
    case ExpressionKind::IsOpen:
    case ExpressionKind::Lookup:
    case ExpressionKind::Sum:
    case ExpressionKind::Mean:
    case ExpressionKind::AggregateLeast:
    case ExpressionKind::AggregateGreatest:
    case ExpressionKind::First:
    case ExpressionKind::Last:
    case ExpressionKind::Field:
    case ExpressionKind::ListInput:
      return TypeKind::Error;
  }
  return TypeKind::Error;
}

template <class IdType, class T>
bool has(const base::Store<IdType, T>& store, std::uint32_t index) {
  return index < store.size();
}

class Verifier {
 public:
  explicit Verifier(const Program& program) : program_(program) {}

  std::string run() {
    for (std::size_t position = 0; position < program_.expressions.size() && problem_.empty(); ++position) {
      check_expression(program_.expressions.id_at(position));
    }
    for (const ReferenceTable& table : program_.reference_tables) {
      if (problem_.empty()) check_reference_table(table);
    }
    for (const Variable& variable : program_.variables) {
      if (problem_.empty()) check_variable(variable);
    }
    for (const Derogation& derogation : program_.derogations) {
      if (problem_.empty()) check_derogation(derogation);
    }
    for (const Assumption& assumption : program_.assumptions) {
      if (problem_.empty()) check_assumption(assumption);
    }
    for (const Notice& notice : program_.notices) {
      require(known(notice.condition, true), "a notice has an expression out of range");
      check_in_force(notice, "a notice");
    }
    for (const Scenario& scenario : program_.scenarios) check_scenario(scenario);
    return problem_;
  }

 private:
  void require(bool holds, const std::string& what) {
    if (!holds && problem_.empty()) problem_ = what;
  }

  bool known(ExpressionId id, bool may_be_invalid) const {
    return id.valid() ? has(program_.expressions, id.index()) : may_be_invalid;
  }

  // Whether `a` is the binder that an aggregate binds.
  static bool binds(ExpressionKind kind) {
    return kind == ExpressionKind::Sum || kind == ExpressionKind::Count || kind == ExpressionKind::Mean ||
           kind == ExpressionKind::All || kind == ExpressionKind::Any || kind == ExpressionKind::AggregateLeast ||
           kind == ExpressionKind::AggregateGreatest || kind == ExpressionKind::Filter ||
           kind == ExpressionKind::Unique || kind == ExpressionKind::First || kind == ExpressionKind::Last;
  }

  // The ids that a and b hold.
  bool refers_to_something(const Expression& item) const {
    switch (item.kind) {
      case ExpressionKind::Input:
        return has(program_.input_paths, item.a);
      case ExpressionKind::Variable:
        return has(program_.variables, item.a);
      case ExpressionKind::Apply:
        return has(program_.variables, item.a) && item.b < program_.units.size();
      case ExpressionKind::Parameter:
        return has(program_.parameters, item.a);
      case ExpressionKind::Call:
        return has(program_.calls, item.a) && has(program_.variables, program_.calls[CallId(item.a)].result.index());
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
        return has(program_.binders, item.a);
      case ExpressionKind::ListInput:
        return has(program_.inputs, item.a);
      case ExpressionKind::Reading:
        return has(program_.readings, item.a);
      case ExpressionKind::Unknown:
        return has(program_.unknowns, item.a);
      case ExpressionKind::Excluded:
        return has(program_.reasons, item.a);
      case ExpressionKind::Select:
        return has(program_.selects, item.a);
      case ExpressionKind::Lookup:
        return has(program_.reference_tables, item.a) &&
               item.b < program_.reference_tables[ReferenceTableId(item.a)].columns.size();
      case ExpressionKind::Exact:
        return item.a > 0;
      case ExpressionKind::Round:
        return item.a <= static_cast<std::uint32_t>(RoundingSense::TowardZero);
      case ExpressionKind::DateAdd:
      case ExpressionKind::DateSubtract:
      case ExpressionKind::Anniversary:
      case ExpressionKind::LastAnniversary:
      case ExpressionKind::CompletedYears:
        return item.a <= static_cast<std::uint32_t>(MissingDay::Latest);
      case ExpressionKind::Error:
      case ExpressionKind::Constant:
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
      case ExpressionKind::Attribute:
      case ExpressionKind::IsOpen:
      case ExpressionKind::ListLength:
      case ExpressionKind::Field:
        return true;
    }
    return true;
  }

  void check_expression(ExpressionId id) {
    const Expression& item = program_.expressions[id];
    const std::string where = "expression " + std::to_string(id.index()) + " (" + kind_text(item.kind) + ")";
    require(std::size_t{item.first_operand} + item.n_operands <= program_.operands.size(),
            where + ": operands out of range");
    const Arity arity = arity_of(item.kind);
    require(item.n_operands >= arity.least && item.n_operands <= arity.most, where + ": wrong number of operands");
    require(refers_to_something(item), where + ": refers to nothing");
    if (!problem_.empty()) return;
    const bool aggregates = item.kind != ExpressionKind::Index && binds(item.kind);
    const bool over_list = aggregates && program_.binders[BinderId(item.a)].over_list();
    std::size_t position = 0;
    for (const ExpressionId operand : program_.operands_of(id)) {
      const bool is_list = over_list && ++position == item.n_operands;
      const TypeKind wanted = is_list ? TypeKind::List : operand_kind(item.kind);
      require(known(operand, false), where + ": an operand out of range");
      // Operands come before: a graph without cycles by construction.
      require(operand.index() < id.index(), where + ": an operand that comes after it");
      if (!problem_.empty()) return;
      const Type& type = program_.expressions[operand].type;
      require(wanted == TypeKind::Error || type.is_error() || type.is(wanted), where + ": an operand of a wrong type");
    }
    check_counts(item, id, where);
  }

  void check_counts(const Expression& item, ExpressionId id, const std::string& where) {
    if (item.kind == ExpressionKind::If) require(item.n_operands % 2 == 1, where + ": no last value");
    if (binds(item.kind)) check_aggregate(item, where);
    if (item.kind == ExpressionKind::Field) {
      const Type& element = program_.expressions[program_.operands_of(id)[0]].type;
      require(element.is(TypeKind::Record) && item.a < program_.records[element.record].fields.size(),
              where + ": no field of an element");
    }
    if (item.kind == ExpressionKind::Variable) {
      const Variable& variable = program_.variables[VariableId(item.a)];
      require(item.n_operands == variable.indices.size(), where + ": wrong number of indices");
      require(variable.parameters.empty(), where + ": a definition with parameters, without them");
    }
    if (item.kind == ExpressionKind::Apply) {
      const Variable& variable = program_.variables[VariableId(item.a)];
      require(!variable.parameters.empty(), where + ": a definition without parameters");
      require(item.n_operands == variable.indices.size() + variable.parameters.size(),
              where + ": wrong number of arguments");
    }
    if (item.kind == ExpressionKind::Lookup) {
      const ReferenceTable& table = program_.reference_tables[ReferenceTableId(item.a)];
      require(item.n_operands == table.keys.size() + (table.is_dated ? 1 : 0), where + ": not one operand a key");
    }
    if (item.kind == ExpressionKind::Call) {
      const Call& call = program_.calls[CallId(item.a)];
      require(item.n_operands == call.bindings.size() + program_.variables[call.result].indices.size(),
              where + ": wrong number of bindings or indices");
      for (const InputMember& member : call.bindings) {
        require(has(program_.inputs, member.path.input.index()), where + ": binds no input");
        require(!problem_.empty() || program_.inputs[member.path.input].dispositif == call.callee,
                where + ": binds an input of another dispositif");
      }
    }
    if (item.kind == ExpressionKind::Select) {
      const Select& select = program_.selects[SelectId(item.a)];
      require(item.n_operands == select.arms.size() + (select.has_otherwise ? 2 : 1), where + ": arms without results");
    }
    if (item.kind == ExpressionKind::Equal || item.kind == ExpressionKind::NotEqual) {
      const std::span<const ExpressionId> operands = program_.operands_of(id);
      const Type& left = program_.expressions[operands[0]].type;
      const Type& right = program_.expressions[operands[1]].type;
      require(left.kind == right.kind || left.is_error() || right.is_error(), where + ": values of different types");
    }
  }

  void check_reference_table(const ReferenceTable& table) {
    const std::string where = "reference table " + program_.names.text(table.name);
    require(!table.keys.empty() && !table.columns.empty(), where + ": no key or no column");
    require(table.key_values.size() == table.keys.size() * std::size_t{table.n_rows}, where + ": not all keys");
    require(table.periods.size() == (table.is_dated ? table.n_rows : 0), where + ": not one period a row");
    for (const ReferenceColumn& column : table.columns) {
      require(column.values.size() == table.n_rows, where + ": a column without a value a row");
    }
  }

  // Over a list the list is the last operand; a constant domain has none.
  void check_aggregate(const Expression& item, const std::string& where) {
    const bool over_list = program_.binders[BinderId(item.a)].over_list();
    const bool only_lists = item.kind == ExpressionKind::Filter || item.kind == ExpressionKind::Unique ||
                            item.kind == ExpressionKind::First || item.kind == ExpressionKind::Last;
    require(over_list || !only_lists, where + ": elements of no list");
    require(item.n_operands >= (over_list ? 2U : 1U) && item.n_operands <= (over_list ? 3U : 2U),
            where + ": wrong number of operands");
  }

  void check_variable(const Variable& variable) {
    const std::string where =
        "variable " + (variable.name.valid() ? program_.names.text(variable.name) : variable.label);
    for (const BinderId binder : variable.indices)
      require(has(program_.binders, binder.index()), where + ": an index out of range");
    for (const ParameterId parameter : variable.parameters)
      require(has(program_.parameters, parameter.index()), where + ": a parameter out of range");
    for (const Version& version : variable.versions) {
      check_in_force(version, where);
      for (const DerogationId aside : version.without)
        require(has(program_.derogations, aside.index()), where + ": puts aside nothing");
      if (!version.repealed) check_rule(variable, version.rule, where);
    }
  }

  void check_in_force(const InForce& item, const std::string& where) {
    require(known(item.application, true), where + ": an application date out of range");
    for (const Postponement& one : item.postponements)
      require(has(program_.texts, one.by.index()), where + ": postponed by nothing");
    for (const TextId text : item.needs) require(has(program_.texts, text.index()), where + ": needs nothing");
  }

  void check_rule(const Variable& variable, const Rule& rule, const std::string& where) {
    const bool may_group = variable.kind == VariableKind::Eligibility || variable.kind == VariableKind::Condition;
    require(!(rule.table.valid() && rule.body.valid()), where + ": both a body and a table");
    require(may_group || rule.table.valid() || rule.body.valid(), where + ": neither a body nor a table");
    require(known(rule.body, true), where + ": a body out of range");
    for (const Assumption& assumption : rule.assumptions) check_assumption(assumption);
    for (const Condition& condition : rule.conditions) {
      require(has(program_.variables, condition.variable.index()), where + ": a condition out of range");
    }
    if (!rule.table.valid()) return;
    require(has(program_.tables, rule.table.index()), where + ": a table out of range");
    if (!problem_.empty()) return;
    for (const TableRow& row : program_.tables[rule.table].rows) {
      require(known(row.result, false), where + ": a row without result");
      for (const ExpressionId cell : row.cells) {
        require(known(cell, true), where + ": a cell out of range");
        if (!problem_.empty() || !cell.valid()) continue;
        const Type& type = program_.expressions[cell].type;
        require(type.is(TypeKind::Boolean) || type.is_error(), where + ": a cell that is no condition");
      }
    }
  }

  void check_assumption(const Assumption& assumption) {
    require(known(assumption.condition, false), "an assumption without condition");
    if (!problem_.empty()) return;
    const Type& type = program_.expressions[assumption.condition].type;
    require(type.is(TypeKind::Boolean) || type.is_error(), "an assumption that is no condition");
  }

  void check_derogation(const Derogation& derogation) {
    const std::string where = "derogation " + (derogation.name.valid() ? program_.names.text(derogation.name) : "");
    require(has(program_.variables, derogation.target.index()), where + ": a target out of range");
    if (!problem_.empty()) return;
    const std::size_t n_indices = program_.variables[derogation.target].indices.size();
    require(derogation.arguments.empty() || derogation.arguments.size() == n_indices,
            where + ": wrong number of arguments");
    require(known(derogation.value, false), where + ": no value");
    require(known(derogation.guard, true), where + ": an expression out of range");
    check_in_force(derogation, where);
    for (const End& end : derogation.ends) check_in_force(end, where);
    for (const ExpressionId argument : derogation.arguments) {
      require(known(argument, false), where + ": an argument out of range");
      if (!problem_.empty()) return;
      const ExpressionKind kind = program_.expressions[argument].kind;
      require(kind == ExpressionKind::Index || kind == ExpressionKind::Constant,
              where + ": an argument that is computed");
    }
    for (const DerogationId loser : derogation.prevails_over) {
      require(has(program_.derogations, loser.index()), where + ": prevails over nothing");
      if (problem_.empty()) {
        require(program_.derogations[loser].target == derogation.target, where + ": prevails over one of another rule");
      }
    }
  }

  void check_scenario(const Scenario& scenario) {
    for (const Expectation& expectation : scenario.expectations) {
      require(has(program_.variables, expectation.member.variable.index()), "a scenario expects nothing known");
      if (!problem_.empty()) return;
      const Variable& variable = program_.variables[expectation.member.variable];
      require(expectation.member.indices.size() == variable.indices.size(), "a scenario expects no single member");
    }
  }

  const Program& program_;
  std::string problem_;
};

}  // namespace

std::string verify(const Program& program) {
  return Verifier(program).run();
}

}  // namespace avenant::hir
