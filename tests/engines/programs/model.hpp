// A program as the generator and the shrinker handle it: trees that are easy to change, from which a package is built
// in any order. Read generate.hpp and laws.hpp next.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runtime/program/package.hpp"
#include "tests/engines/random.hpp"

namespace avenant::engines {

// The types of generated values.
enum class Kind : std::uint8_t {
  kBoolean,
  kNumber,
  kWhole,
  kDate,
  kOptionalDate,
  kOptionalNumber,
  kDuration,
  kOrdered,  // a case of the ordered enumeration, of kOrderedCases cases
  kPlain,    // a case of the second enumeration, of kPlainCases cases, which has attributes and closed cases
  kAmount,   // a number of cents
  kOptionalBoolean,
  kOptionalDuration,
  kOptionalOrdered,
  kLarge,     // a case of the third enumeration, of kLargeCases cases: more than a word has bits
  kSet,       // of cases of the ordered enumeration
  kLargeSet,  // of cases of the third enumeration
  kList,      // of elements of the first input list
  kElement,   // of that list; may be absent, unless it is what a fold binds
  kScalars,   // of elements of the second input list, which is a list of amounts
  kScalar,    // of that list, as kElement
};
// The kinds of inputs, and all kinds.
inline constexpr std::size_t kKinds = 16;
inline constexpr std::size_t kAllKinds = 20;
// The first input list has a column for each of the first kinds; the second has one without name, of amounts.
// Their inputs come after the others: of each list its count, then its columns.
inline constexpr std::uint32_t kListCapacity = 4;
inline constexpr std::size_t kListColumns = 8;
inline constexpr std::uint32_t kScalarsCapacity = 3;
inline constexpr std::uint32_t kOrderedCases = 3;
inline constexpr std::uint32_t kPlainCases = 4;
inline constexpr std::uint32_t kLargeCases = 100;
inline constexpr std::size_t kTexts = 5;
inline constexpr std::size_t kFirstDraft = 3;  // it and those after it are drafts
inline constexpr std::size_t kReadings = 2;
inline constexpr std::size_t kRanges = 3;  // that `in_range` may name
inline constexpr std::size_t kInputsOfKind = 2;

struct Expression {
  program::Op op = program::Op::kConst;
  Kind kind = Kind::kBoolean;
  std::vector<Expression> operands;
  // Of kConst; also the step of kRound and the denominator of kExact.
  value::Value value;
  // The index of an input, variable, reading, figure, text, range, attribute or column; of kBound, the offset of the
  // fold that binds.
  std::uint32_t index = 0;
  std::uint8_t mode = 0;
  // Of kInPeriod: days. Of kSelect, `from`: the least value that has a target.
  std::int32_t from = 0;
  std::int32_t until = 0;
  // Of kTable: cells of each row; the operands are the rows' cells and result, then a result for `otherwise` if any.
  std::vector<std::uint32_t> row_cells;
  bool has_otherwise = false;
  // Of kSelect: for each value from the least on, 1 + the index of the operand, or 0; then that of `otherwise`.
  std::vector<std::uint32_t> targets;
  // Unique in the program; the order of offsets is that of places within a text.
  std::uint32_t offset = 0;
};

struct ModelDerogation {
  Expression guard;
  Expression body;
  std::uint32_t text = 0;
  std::uint32_t offset = 0;
  // Indices of derogations before this one in the list, and kBody for the body.
  std::vector<std::uint32_t> parents;
};
inline constexpr std::uint32_t kBody = 0xFFFFFFFFU;

struct ModelVersion {
  std::uint32_t text = 0;
  std::optional<Expression> date;
  std::int32_t from = 0;
  std::int32_t until = 0;
  bool repealed = false;
  Expression body;
  std::vector<ModelDerogation> derogations;
  std::uint32_t offset = 0;
};

struct ModelVariable {
  Kind kind = Kind::kBoolean;
  std::vector<ModelVersion> versions;
  std::uint32_t offset = 0;
  // The value of the variable, asked for as a result, where it is out of force.
  std::optional<value::Value> out_of_force;
};

// Variable i is named `v<i>` and reads variables before it only. Inputs, texts, enumerations, readings and figures are
// the same in every program.
struct Model {
  std::vector<ModelVariable> variables;
};

// Whether the values of that kind may be absent.
bool may_be_absent(Kind kind);
std::string name_of(std::size_t variable);

// The package of a model. With `order`, the operands of commutative operations, rows, derogations and variables are
// laid in another, random, order; places travel with what is placed.
program::Package build(const Model& model, Random* order = nullptr);

}  // namespace avenant::engines
