#include "runtime/batch/interpreter_engine.hpp"

#include <limits>
#include <numeric>

#include "runtime/batch/bits.hpp"

namespace avenant::batch {
namespace {

using value::Value;

// A cell that is a value of no type.
constexpr Value kNoValue{std::numeric_limits<std::int64_t>::min(), -1};

template <typename Element>
std::int64_t element(const void* values, std::size_t row) {
  return static_cast<const Element*>(values)[row];
}

std::int64_t whole_element(const InputColumn& column, std::size_t row) {
  switch (column.storage) {
    case Storage::kInt8:
      return element<std::int8_t>(column.values, row);
    case Storage::kInt16:
      return element<std::int16_t>(column.values, row);
    case Storage::kInt32:
      return element<std::int32_t>(column.values, row);
    case Storage::kInt64:
    case Storage::kValue:
      return element<std::int64_t>(column.values, row);
  }
  return 0;
}

}  // namespace

Value cell_of(const program::Package& package, const InputColumn& column, std::size_t row) {
  if (column.storage == Storage::kValue) return static_cast<const Value*>(column.values)[row];
  const std::int64_t whole = whole_element(column, row);
  const bool is_number = package.type(package.input(column.input).type).kind == program::TypeKind::kNumber;
  if (!is_number || column.denominator == 1) return {whole, 1};
  if (column.denominator < 1) return kNoValue;
  if (whole == std::numeric_limits<std::int64_t>::min()) {
    // Its magnitude is beyond the parts of numbers, until it is in lowest terms.
    const value::Checked<value::Rational> number = value::Rational::from_ratio(whole, column.denominator);
    return number.ok() ? Value::number(number.value) : kNoValue;
  }
  const std::int64_t shared = std::gcd(whole, column.denominator);
  return {whole / shared, column.denominator / shared};
}

InterpreterEngine::InterpreterEngine(const program::Package& package, std::span<const program::VariableId> requests,
                                     const eval::RunOptions& options)
    : package_(package), requests_(requests.begin(), requests.end()), evaluator_(package, options) {}

void InterpreterEngine::run(std::span<const InputColumn> inputs, std::size_t n_rows,
                            std::span<const ResultColumn> results) {
  for (std::size_t row = 0; row < n_rows; ++row) {
    evaluator_.begin_case();
    for (const InputColumn& column : inputs) {
      const bool is_given = column.validity == nullptr || bit_at(column.validity, column.first_bit + row);
      if (is_given) evaluator_.set(column.input, cell_of(package_, column, row));
    }
    for (std::size_t i = 0; i < requests_.size(); ++i) {
      const eval::Outcome outcome = evaluator_.request(requests_[i]);
      results[i].a[row] = outcome.ok() ? outcome.value.a : 0;
      results[i].b[row] = outcome.ok() ? outcome.value.b : 0;
      results[i].status[row] = outcome.status;
    }
  }
}

}  // namespace avenant::batch
