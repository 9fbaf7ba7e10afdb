#include "runtime/eval/case_state.hpp"

#include <algorithm>

#include "runtime/eval/evaluator.hpp"
#include "runtime/program/typing.hpp"

namespace avenant::eval {

namespace {

// Stands for "not given" where the site is the node's own.
constexpr std::uint32_t kNotGiven = 0;

bool is_known(const program::Text& text, program::TextId id, const RunOptions& options) {
  const bool dated = text.kind == program::TextKind::kText || text.kind == program::TextKind::kDraft;
  if (dated && options.known_at && *options.known_at < text.published) return false;
  if (text.kind != program::TextKind::kDraft) return true;
  return std::find(options.drafts.begin(), options.drafts.end(), id) != options.drafts.end();
}

}  // namespace

void CaseState::set_options(const RunOptions& options) {
  inputs_not_given.clear();
  for (const program::Input& input : package->inputs) {
    inputs_not_given.push_back(package->type(input.type).optional ? Outcome::of(value::Value::absent())
                                                                  : Outcome::error(input.missing));
  }
  if (inputs.size() != inputs_not_given.size()) inputs = inputs_not_given;
  variables.assign(package->variables.size(), Memo{});
  generation = 1;

  readings.clear();
  for (const program::Reading& reading : package->readings) {
    readings.push_back(value::Value::enum_case(static_cast<std::int32_t>(reading.default_case)));
  }
  for (const auto& [reading, chosen] : options.readings) {
    readings[reading.value] = value::Value::enum_case(static_cast<std::int32_t>(chosen));
  }
  figures.assign(package->unknowns.size(), Outcome{{}, kNotGiven});
  for (const auto& [unknown, value] : options.figures) figures[unknown.value] = Outcome::of(value);
  known_texts.clear();
  for (std::size_t i = 0; i < package->texts.size(); ++i) {
    known_texts.push_back(is_known(package->texts[i], program::TextId(i), options) ? 1 : 0);
  }
  situation_date = Outcome{{}, kNotGiven};
  if (options.situation_date) situation_date = Outcome::of(value::Value::date(*options.situation_date));
}

void CaseState::forget_variables() {
  if (++generation != 0) return;
  for (Memo& memo : variables) memo.generation = 0;
  generation = 1;
}

void CaseState::set_input(program::InputId id, value::Value value) {
  const program::Input& input = package->input(id);
  const program::Type& type = package->type(input.type);
  if (value == value::Value::absent() && type.kind != program::TypeKind::kSet) {
    inputs[id.value] = inputs_not_given[id.value];
  } else if (is_valid(*package, input.type, input.range, value)) {
    inputs[id.value] = Outcome::of(value);
  } else {
    inputs[id.value] = Outcome::error(input.out_of_range);
  }
}

bool is_valid(const program::Package& package, program::TypeId type_id, program::RangeId range, value::Value value) {
  const program::Type& type = package.type(type_id);
  if (!program::is_value_of(package, type, value)) return false;
  if (!range || (type.optional && value == value::Value::absent())) return true;
  return program::is_within(package, type, package.ranges[range.value], value);
}

}  // namespace avenant::eval
