#include "tests/engines/laws/laws.hpp"

#include <algorithm>
#include <set>

#include "runtime/program/print.hpp"
#include "runtime/program/print_expression.hpp"
#include "runtime/program/verify.hpp"
#include "tests/engines/laws/permute.hpp"
#include "tests/engines/programs/generate.hpp"

namespace avenant::engines {

using eval::Outcome;
using program::Package;
using program::VariableId;

std::string words(const Package& package, const Outcome& outcome) {
  if (outcome.status == kStatusUndecided) return "not decided";
  if (outcome.ok()) return std::to_string(outcome.value.a) + "/" + std::to_string(outcome.value.b);
  const program::Site& site = package.site(outcome.site());
  std::string result = std::string(value::text_of(site.error).name) + " at ";
  const program::Place& place = package.place(site.place);
  result += std::to_string(place.text.value) + ":" + std::to_string(place.offset);
  if (site.subject == program::SubjectKind::kVariable) {
    result += " of " + std::string(package.text_of(package.variables[site.subject_id].name));
  }
  return result;
}

std::string name_of(const Package& package, VariableId variable) {
  return std::string(package.text_of(package.variable(variable).name));
}

eval::Evaluator interpreter(const Package& package, const Case& given) {
  eval::Evaluator evaluator(package, given.options);
  for (std::size_t i = 0; i < given.inputs.size(); ++i) {
    if (given.inputs[i]) evaluator.set(program::InputId(i), *given.inputs[i]);
  }
  return evaluator;
}

namespace {

// The subject's outcomes are those of other variables, one for each output, of a package that differs in sites only.
std::string compare(const char* law, const Subject& subject, const Package& other,
                    const std::vector<VariableId>& variables) {
  eval::Evaluator evaluator = interpreter(other, subject.given);
  for (std::size_t i = 0; i < subject.outputs.size(); ++i) {
    const std::string before = words(subject.package, subject.outcomes[i]);
    const std::string after = words(other, evaluator.evaluate(variables[i]));
    if (before == after) continue;
    return std::string(law) + ": " + name_of(subject.package, subject.outputs[i]) + " is " + before + ", then " + after;
  }
  return {};
}

// Of models, whose variables have different names.
std::vector<VariableId> of_same_names(const Subject& subject, const Package& other) {
  std::vector<VariableId> result;
  for (const VariableId output : subject.outputs) {
    result.push_back(other.variable_named(name_of(subject.package, output)));
  }
  return result;
}

// The inputs that a variable may read, through whatever it may read.
std::set<std::uint32_t> cone_of(const Package& package, program::VariableId start) {
  std::set<std::uint32_t> inputs;
  std::set<std::uint32_t> seen_variables{start.value};
  std::set<std::uint32_t> seen_nodes;
  std::vector<program::NodeId> pending;
  const auto push_variable = [&](std::uint32_t variable) {
    for (const program::Version& version : package.versions_of(package.variables[variable])) {
      if (version.date) pending.push_back(version.date);
      if (!version.rule) continue;
      pending.push_back(package.rule(version.rule).body);
      for (const program::Derogation& derogation : package.derogations_of(package.rule(version.rule))) {
        pending.push_back(derogation.guard);
        pending.push_back(derogation.body);
      }
    }
  };
  push_variable(start.value);
  while (!pending.empty()) {
    const program::NodeId id = pending.back();
    pending.pop_back();
    if (!seen_nodes.insert(id.value).second) continue;
    const program::Node& node = package.node(id);
    if (node.op == program::Op::kInput) inputs.insert(node.payload);
    if (node.op == program::Op::kListInput) inputs.insert(package.lists[node.payload].count.value);
    if (node.op == program::Op::kField) {
      const program::ColumnId column(node.payload);
      for (std::uint32_t i = 0; i < package.list(package.column(column).list).capacity; ++i) {
        inputs.insert(package.element_input(column, i).value);
      }
    }
    if (node.op == program::Op::kVariable && seen_variables.insert(node.payload).second) push_variable(node.payload);
    for (const program::NodeId operand : package.operands_of(node)) pending.push_back(operand);
  }
  return inputs;
}

bool some_table_overlaps(eval::Evaluator& evaluator, program::VariableId variable) {
  const program::VariableId requests[] = {variable};
  const eval::Trace trace = evaluator.explain(requests);
  return std::any_of(trace.variables.begin(), trace.variables.end(), [](const eval::VariableTrace& each) {
    return std::any_of(each.tables.begin(), each.tables.end(),
                       [](const eval::TableTrace& table) { return table.hits.size() > 1; });
  });
}

// A table inside « somme de » leaves no step of its own in the trace, but its error says what it is.
bool fails_of_overlap(const Package& package, eval::Evaluator& evaluator, program::VariableId variable,
                      const Outcome& outcome) {
  const program::Site& site = package.site(outcome.site());
  return site.error == value::RuntimeErrorClass::overlap || some_table_overlaps(evaluator, variable);
}

}  // namespace

std::string check_permuted(const Subject& subject, std::uint64_t seed) {
  Random random(seed);
  const Package other = permuted(subject.package, random);
  const program::Verification verified = program::verify(other);
  if (!verified.message.empty()) return "T1: in another order the program is wrong: " + verified.message;
  eval::Evaluator evaluator = interpreter(other, subject.given);
  for (std::size_t i = 0; i < subject.outputs.size(); ++i) {
    const Outcome after = evaluator.evaluate(subject.outputs[i]);
    if (after == subject.outcomes[i]) continue;
    return "T1: " + name_of(other, subject.outputs[i]) + " is " + words(other, subject.outcomes[i]) + ", then " +
           words(other, after) + " in another order";
  }
  return {};
}

std::string check_order(const Model& model, const Subject& subject, std::uint64_t seed) {
  Random random(seed);
  const Package other = build(model, &random);
  return compare("T1", subject, other, of_same_names(subject, other));
}

std::string check_extension(const Model& model, const Subject& subject, std::uint64_t seed) {
  Random random(seed);
  Model extended = model;
  extend_conservatively(random, extended);
  const Package other = build(extended);
  return compare("T7", subject, other, of_same_names(subject, other));
}

std::string check_locality(const Subject& subject, std::uint64_t seed) {
  Random random(seed);
  const Package& package = subject.package;
  const Inputs& inputs = subject.given.inputs;
  for (std::size_t i = 0; i < subject.outputs.size(); ++i) {
    const VariableId variable = subject.outputs[i];
    const Outcome& before = subject.outcomes[i];
    const std::set<std::uint32_t> cone = cone_of(package, variable);
    eval::Evaluator evaluator = interpreter(package, subject.given);
    for (std::size_t input = 0; input < inputs.size(); ++input) {
      const program::InputId id(input);
      const bool optional = package.type(package.input(id).type).optional;
      const bool outside = !cone.contains(static_cast<std::uint32_t>(input));
      if (outside && random.chance(30)) evaluator.clear(id);
      const bool may_give = outside || (before.ok() && !inputs[input] && !optional);
      if (may_give && random.chance(70)) evaluator.set(id, subject.cases.input(random, id));
    }
    const Outcome after = evaluator.evaluate(variable);
    if (after == before) continue;
    if (before.ok() && !after.ok() && fails_of_overlap(package, evaluator, variable, after)) continue;
    return "T5: " + name_of(package, variable) + " is " + words(package, before) + ", then " + words(package, after);
  }
  return {};
}

std::string check_trace(const Subject& subject) {
  eval::Evaluator evaluator = interpreter(subject.package, subject.given);
  const eval::Trace trace = evaluator.explain(subject.outputs);
  for (std::size_t i = 0; i < subject.outputs.size(); ++i) {
    const eval::VariableTrace* found = trace.find(subject.outputs[i]);
    if (found == nullptr || found->outcome != subject.outcomes[i]) {
      return "trace: " + name_of(subject.package, subject.outputs[i]) + " differs when explained";
    }
  }
  return {};
}

namespace {

// The text form knows inputs and variables by their names, which several dispositifs may give, and does not quote those
// of enumerations.
bool can_be_read_back(const Package& package) {
  std::set<std::string_view> names;
  for (const program::Input& input : package.inputs) names.insert(package.text_of(input.name));
  for (const program::Variable& variable : package.variables) names.insert(package.text_of(variable.name));
  const auto has_space = [&package](const program::Enumeration& enumeration) {
    return package.text_of(enumeration.name).find(' ') != std::string_view::npos;
  };
  return names.size() == package.inputs.size() + package.variables.size() &&
         std::none_of(package.enumerations.begin(), package.enumerations.end(), has_space);
}

}  // namespace

std::string check_text(const Subject& subject) {
  if (!can_be_read_back(subject.package)) return {};
  const std::string printed = program::print(subject.package);
  const program::ReadResult read = program::read(printed);
  if (!read.package) return "text: " + read.error;
  if (program::print(*read.package) != printed) return "text: printed again it is another";
  return compare("text", subject, *read.package, subject.outputs);
}

namespace {

std::string describe_options(const Package& package, const eval::RunOptions& options) {
  const program::ExpressionPrinter printer(package);
  program::Type date;
  date.kind = program::TypeKind::kDate;
  const auto day = [&](const std::optional<value::Date>& of) {
    return of ? printer.literal(date, value::Value::date(*of)) : std::string("none");
  };
  std::string result = "; situation date " + day(options.situation_date) + ", known at " + day(options.known_at);
  for (const program::TextId draft : options.drafts) {
    result += ", draft " + std::string(package.text_of(package.texts[draft.value].name));
  }
  for (const auto& [reading, chosen] : options.readings) {
    result += ", reading " + std::string(package.text_of(package.reading(reading).name)) + " " + std::to_string(chosen);
  }
  for (const auto& [unknown, figure] : options.figures) {
    const program::Unknown& of = package.unknowns[unknown.value];
    result += ", " + std::string(package.text_of(of.address)) + " = " + printer.literal(package.type(of.type), figure);
  }
  return result + "\n";
}

}  // namespace

std::string describe(const Package& package, const Case& given) {
  const program::ExpressionPrinter printer(package);
  std::string result = "; the case\n";
  for (std::size_t i = 0; i < given.inputs.size(); ++i) {
    if (!given.inputs[i]) continue;
    const program::Type& type = package.type(package.inputs[i].type);
    result += "; " + std::string(package.text_of(package.inputs[i].name)) + " = " +
              printer.literal(type, *given.inputs[i]) + "\n";
  }
  return result + describe_options(package, given.options);
}

}  // namespace avenant::engines
