#include "compiler/explore/reads.hpp"

#include <algorithm>

namespace avenant::explore {

namespace {

using hir::Expression;
using hir::ExpressionId;
using hir::ExpressionKind;

/// Goes through all that the wordings in force say, and gives each expression with who says it.
class Walker {
 public:
  using Visit = std::function<void(ThingId reader, hir::TextId text, ReadKind kind, const Expression& expression)>;

  Walker(const Things& things, const Scope& scope, Visit visit)
      : things_(things), program_(things.program()), scope_(scope), visit_(std::move(visit)) {}

  void run() {
    for (std::uint32_t i = 0; i < program_.dispositifs.size(); ++i) {
      const hir::DispositifId id(i);
      const hir::Dispositif& dispositif = program_.dispositifs[id];
      begin(things_.of(id), dispositif.provenance.text);
      walk(dispositif.application, ReadKind::Application);
    }
    for (std::uint32_t i = 0; i < program_.variables.size(); ++i) variable(hir::VariableId(i));
    for (std::uint32_t i = 0; i < program_.derogations.size(); ++i) derogation(hir::DerogationId(i));
    for (std::size_t i = 0; i < program_.notices.size(); ++i) {
      const hir::Notice& notice = program_.notices[i];
      if (!scope_.counts(notice, notice.provenance.text)) continue;
      begin(things_.notice(i), notice.provenance.text);
      walk(notice.application, ReadKind::Application);
      walk(notice.condition, ReadKind::Value);
    }
    for (std::size_t i = 0; i < program_.assumptions.size(); ++i) {
      const hir::Assumption& assumption = program_.assumptions[i];
      if (scope_.knows && !scope_.knows(assumption.provenance.text)) continue;
      begin(things_.assumption(i), assumption.provenance.text);
      walk(assumption.condition, ReadKind::Value);
    }
  }

  /// Whether a version counts. Of a derogation, only of what it derogates from.
  [[nodiscard]] bool counts(hir::VariableId id, const hir::Version& version) const {
    if (scope_.standing != nullptr) return scope_.standing->version_of(id) == &version && is_listed(id);
    return scope_.counts(version, version.provenance.text);
  }
  [[nodiscard]] bool counts(hir::DerogationId id) const {
    const hir::Derogation& derogation = program_.derogations[id];
    if (!derogation.target.valid()) return false;
    if (scope_.standing != nullptr) return scope_.standing->stands(id) && is_listed(derogation.target);
    return scope_.counts(derogation, derogation.provenance.text);
  }

 private:
  void begin(ThingId reader, hir::TextId text) {
    reader_ = reader;
    text_ = text;
  }

  /// Whether the day's wording of what lists a condition still lists it; any other variable is listed by nothing.
  [[nodiscard]] bool is_listed(hir::VariableId id) const {
    const hir::VariableId parent = program_.variables[id].parent;
    if (!parent.valid()) return true;
    const hir::Version* version = scope_.standing->version_of(parent);
    if (version == nullptr) return false;
    const auto& conditions = version->rule.conditions;
    return std::any_of(conditions.begin(), conditions.end(),
                       [&](const hir::Condition& one) { return one.variable == id; }) &&
           is_listed(parent);
  }

  void variable(hir::VariableId id) {
    for (const hir::Version& version : program_.variables[id].versions) {
      if (!counts(id, version)) continue;
      begin(things_.of(id), version.provenance.text);
      walk(version.application, ReadKind::Application);
      walk(version.rule.body, ReadKind::Value);
      for (const hir::Assumption& one : version.rule.assumptions) walk(one.condition, ReadKind::Value);
      if (!version.rule.table.valid()) continue;
      const hir::Table& table = program_.tables[version.rule.table];
      for (const ExpressionId subject : table.subjects) walk(subject, ReadKind::Value);
      for (const hir::TableRow& row : table.rows) {
        for (const ExpressionId cell : row.cells) walk(cell, ReadKind::Value);
        walk(row.result, ReadKind::Value);
      }
    }
  }

  void derogation(hir::DerogationId id) {
    if (!counts(id)) return;
    const hir::Derogation& derogation = program_.derogations[id];
    begin(things_.of(id), derogation.provenance.text);
    walk(derogation.application, ReadKind::Application);
    for (const ExpressionId argument : derogation.arguments) walk(argument, ReadKind::Value);
    walk(derogation.guard, ReadKind::Value);
    walk(derogation.value, ReadKind::Value);
    for (const hir::End& end : derogation.ends) {
      if (scope_.standing == nullptr && scope_.counts(end, end.provenance.text)) {
        walk(end.application, ReadKind::Application);
      }
    }
  }

  void walk(ExpressionId root, ReadKind kind) {
    std::vector<ExpressionId> open{root};
    while (!open.empty()) {
      const ExpressionId id = open.back();
      open.pop_back();
      if (!id.valid()) continue;
      visit_(reader_, text_, kind, program_.expressions[id]);
      for (const ExpressionId operand : program_.operands_of(id)) open.push_back(operand);
    }
  }

  const Things& things_;
  const hir::Program& program_;
  const Scope& scope_;
  Visit visit_;
  ThingId reader_;
  hir::TextId text_;
};

/// What one expression reads by itself, its operands apart.
template <class Found>
void each_read(const Things& things, const Expression& expression, const Found& found) {
  const hir::Program& program = things.program();
  // Kinds that read nothing by themselves are most: they are not listed.
  if (expression.kind == ExpressionKind::Input) {
    const hir::InputPath& path = program.input_paths[hir::InputPathId(expression.a)];
    found(path.field ? things.of(path.input, *path.field) : things.of(path.input));
  } else if (expression.kind == ExpressionKind::ListInput) {
    found(things.of(hir::InputId(expression.a)));
  } else if (expression.kind == ExpressionKind::Field) {
    const Expression& element = program.expressions[program.operands[expression.first_operand]];
    if (element.type.source.valid()) found(things.of(element.type.source, expression.a));
  } else if (expression.kind == ExpressionKind::Variable || expression.kind == ExpressionKind::Apply) {
    found(things.of(hir::VariableId(expression.a)));
  } else if (expression.kind == ExpressionKind::Call) {
    found(things.of(program.calls[hir::CallId(expression.a)].result));
  } else if (expression.kind == ExpressionKind::Reading) {
    found(things.of(hir::ReadingId(expression.a)));
  } else if (expression.kind == ExpressionKind::Unknown) {
    found(things.of(hir::UnknownId(expression.a)));
  } else if (expression.kind == ExpressionKind::Lookup) {
    found(things.of(hir::ReferenceTableId(expression.a)));
  } else if (expression.kind == ExpressionKind::SituationDate) {
    found(things.situation_date());
  }
}

void sort_once(std::vector<Read>& reads) {
  std::sort(reads.begin(), reads.end());
  reads.erase(std::unique(reads.begin(), reads.end()), reads.end());
}

}  // namespace

bool Scope::counts(const hir::InForce& item, hir::TextId text) const {
  return standing != nullptr ? standing->counts(item, text) : counts_known(item, text);
}

bool Scope::counts_known(const hir::InForce& item, hir::TextId text) const {
  const auto is_known = [&](hir::TextId one) { return !one.valid() || !knows || knows(one); };
  return is_known(text) && std::all_of(item.needs.begin(), item.needs.end(), is_known);
}

std::vector<Read> reads_of(const Things& things, const Scope& scope) {
  const hir::Program& program = things.program();
  std::vector<Read> reads;
  Walker walker(things, scope, [&](ThingId reader, hir::TextId text, ReadKind kind, const Expression& expression) {
    each_read(things, expression, [&](ThingId read) { reads.push_back({reader, read, kind, expression.span, text}); });
  });
  walker.run();
  for (std::uint32_t i = 0; i < program.variables.size(); ++i) {
    for (const hir::Version& version : program.variables[hir::VariableId(i)].versions) {
      if (!walker.counts(hir::VariableId(i), version)) continue;
      for (const hir::Condition& condition : version.rule.conditions) {
        reads.push_back({things.of(hir::VariableId(i)), things.of(condition.variable), ReadKind::Condition,
                         program.variables[condition.variable].provenance.span, version.provenance.text});
      }
    }
  }
  for (std::uint32_t i = 0; i < program.derogations.size(); ++i) {
    const hir::DerogationId id(i);
    if (!walker.counts(id)) continue;
    const hir::Derogation& derogation = program.derogations[id];
    const ThingId target =
        derogation.target_derogation.valid() ? things.of(derogation.target_derogation) : things.of(derogation.target);
    reads.push_back(
        {target, things.of(id), ReadKind::Derogation, derogation.provenance.span, derogation.provenance.text});
  }
  sort_once(reads);
  return reads;
}

std::vector<Read> mentions_of(const Things& things, const Scope& scope) {
  const hir::Program& program = things.program();
  std::vector<Read> mentions;
  Walker walker(things, scope, [&](ThingId reader, hir::TextId text, ReadKind kind, const Expression& expression) {
    const auto add = [&](ThingId mentioned) {
      if (mentioned.valid()) mentions.push_back({reader, mentioned, kind, expression.span, text});
    };
    if (expression.kind == ExpressionKind::IsOpen && expression.type.enumeration.valid()) {
      add(things.of(expression.type.enumeration));
    }
    if (expression.kind == ExpressionKind::Select) {
      const hir::Type& subject = program.expressions[program.operands[expression.first_operand]].type;
      if (!subject.is(hir::TypeKind::Enumeration)) return;
      for (const std::vector<value::Value>& arm : program.selects[hir::SelectId(expression.a)].arms) {
        for (const value::Value& one : arm) {
          add(things.case_of(subject.enumeration, static_cast<std::uint32_t>(one.as_enum_case())));
        }
      }
    }
    if (expression.kind != ExpressionKind::Constant || !expression.type.enumeration.valid()) return;
    const hir::EnumerationId enumeration = expression.type.enumeration;
    const auto n_cases = static_cast<std::uint32_t>(program.enumerations[enumeration].cases.size());
    if (expression.type.is(hir::TypeKind::Enumeration)) {
      add(things.case_of(enumeration, static_cast<std::uint32_t>(expression.constant.as_enum_case())));
    } else if (expression.type.is(hir::TypeKind::Set)) {
      for (std::uint32_t i = 0; i < n_cases; ++i) {
        if (expression.constant.as_set().contains(static_cast<int>(i))) add(things.case_of(enumeration, i));
      }
    }
  });
  walker.run();
  const auto typed = [&](ThingId who, const hir::Type& type, base::Span span, hir::TextId text) {
    if (type.enumeration.valid()) mentions.push_back({who, things.of(type.enumeration), ReadKind::Value, span, text});
    if (type.record.valid()) mentions.push_back({who, things.of(type.record), ReadKind::Value, span, text});
    if (!type.is(hir::TypeKind::Number) || !type.unit.valid()) return;
    for (const auto& [base_unit, exponent] : program.units[type.unit].factors) {
      const base::Name name = program.base_units[base_unit].singular;
      const ThingId unit = things.thing_named(ThingKind::Unit, program.names.text(name));
      if (unit.valid()) mentions.push_back({who, unit, ReadKind::Value, span, text});
    }
  };
  for (std::uint32_t i = 0; i < program.inputs.size(); ++i) {
    const hir::Input& input = program.inputs[hir::InputId(i)];
    typed(things.of(hir::InputId(i)), input.type, input.provenance.span, input.provenance.text);
  }
  for (std::uint32_t i = 0; i < program.records.size(); ++i) {
    const hir::Record& record = program.records[hir::RecordId(i)];
    for (const hir::Field& field : record.fields) {
      typed(things.of(hir::RecordId(i)), field.type, field.span, record.provenance.text);
    }
  }
  for (std::uint32_t i = 0; i < program.variables.size(); ++i) {
    const hir::Variable& variable = program.variables[hir::VariableId(i)];
    typed(things.of(hir::VariableId(i)), variable.type, variable.provenance.span, variable.provenance.text);
    for (const hir::BinderId binder : variable.indices) {
      const hir::EnumerationId domain = program.binders[binder].domain.enumeration;
      if (!domain.valid()) continue;
      mentions.push_back({things.of(hir::VariableId(i)), things.of(domain), ReadKind::Value, variable.provenance.span,
                          variable.provenance.text});
    }
  }
  sort_once(mentions);
  return mentions;
}

}  // namespace avenant::explore
