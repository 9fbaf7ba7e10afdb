#include "tests/engines/programs/generate.hpp"

#include "tests/engines/programs/productions.hpp"
#include "tests/engines/programs/values.hpp"

namespace avenant::engines {

namespace {

using program::Op;
using value::Value;

class Generator {
 public:
  Generator(Random& random, std::uint32_t first_place) : random_(random), n_places_(first_place) {}

  Model model();
  Expression expression(Kind kind, int depth);
  ModelVersion version(Kind kind, std::uint32_t n_variables);
  ModelDerogation derogation(Kind kind, std::uint32_t n_before, int depth);
  std::uint32_t n_places() const { return n_places_; }
  // Variables before this one may be read, of these kinds.
  void readable(const std::vector<Kind>& kinds) { kinds_ = kinds; }

 private:
  std::uint32_t offset();
  Expression leaf(Kind kind);
  Expression constant(Kind kind);
  Expression compound(Kind kind, int depth);
  Expression produced(const Production& production, int depth);
  Expression table(Kind kind, int depth);
  Expression select(Kind kind, int depth);
  Expression fold(const Fold& fold, int depth);
  Expression field(Kind kind, Expression element);
  Expression bound(Kind element);
  Expression of_element(Kind kind, Kind column, int depth);
  Expression reading();
  void detail(Expression& expression, Kind of);

  Random& random_;
  // The offsets of the folds around what is generated, of the first list and of the second.
  std::vector<std::uint32_t> open_folds_[2];
  std::uint32_t n_places_;
  std::vector<Kind> kinds_;
};

// Different numbers give different offsets, in no order.
std::uint32_t Generator::offset() {
  const std::uint32_t number = n_places_++;
  return ((number * 40'503U) & 0xFFFFU) + (number & 0xFFFF0000U);
}

Expression Generator::bound(Kind element) {
  Expression result;
  result.kind = element;
  result.op = Op::kBound;
  result.offset = offset();
  result.index = random_.pick(open_folds_[element == Kind::kScalar ? 1 : 0]);
  return result;
}

// The column of a kind has its index; that of the list of scalars comes after them.
Expression Generator::field(Kind kind, Expression element) {
  Expression result;
  result.kind = kind;
  result.op = Op::kField;
  result.offset = offset();
  result.index = element.kind == Kind::kScalar ? kListColumns : static_cast<std::uint32_t>(kind);
  result.operands.push_back(std::move(element));
  return result;
}

// A field, of the column of a kind, of an element that may be absent.
Expression Generator::of_element(Kind kind, Kind column, int depth) {
  if (kind == Kind::kOptionalNumber && random_.chance(30)) return field(kind, expression(Kind::kScalar, depth - 1));
  Expression result = field(kind, expression(Kind::kElement, depth - 1));
  result.index = static_cast<std::uint32_t>(column);
  return result;
}

Expression Generator::fold(const Fold& fold, int depth) {
  Expression result;
  result.kind = fold.result;
  result.op = fold.op;
  result.offset = offset();
  const bool is_list = fold.result == Kind::kList || fold.result == Kind::kElement;
  const bool is_scalars = fold.result == Kind::kScalars || fold.result == Kind::kScalar;
  const bool scalars = is_scalars || (!is_list && random_.chance(30));
  result.operands.push_back(expression(scalars ? Kind::kScalars : Kind::kList, depth - 1));
  std::vector<std::uint32_t>& open = open_folds_[scalars ? 1 : 0];
  open.push_back(result.offset);
  result.operands.push_back(expression(fold.body, depth - 1));
  const bool may_filter = program::info(fold.op).max_operands > 2;
  if (may_filter && random_.chance(40)) result.operands.push_back(expression(Kind::kBoolean, depth - 1));
  open.pop_back();
  return result;
}

Expression Generator::constant(Kind kind) {
  Expression result;
  result.kind = kind;
  result.offset = offset();
  if (kind == Kind::kList || kind == Kind::kScalars) {
    // A list has no constants.
    result.op = Op::kListInput;
    return result;
  }
  result.value = generate_value(random_, kind);
  return result;
}

Expression Generator::leaf(Kind kind) {
  Expression result;
  result.kind = kind;
  result.offset = offset();
  const auto index = static_cast<std::size_t>(kind);
  if (!open_folds_[0].empty() && index < kListColumns && random_.chance(60)) return field(kind, bound(Kind::kElement));
  const bool of_scalar = kind == Kind::kAmount || kind == Kind::kNumber;
  if (!open_folds_[1].empty() && of_scalar && random_.chance(60)) return field(kind, bound(Kind::kScalar));
  const std::size_t choice = random_.below(200);
  if (choice < 90 && index < kKinds) {
    result.op = Op::kInput;
    result.index = static_cast<std::uint32_t>(index * kInputsOfKind + random_.below(kInputsOfKind));
    return result;
  }
  if (choice < 130) {
    std::vector<std::uint32_t> same;
    for (std::size_t i = 0; i < kinds_.size(); ++i) {
      if (kinds_[i] == kind) same.push_back(static_cast<std::uint32_t>(i));
    }
    if (!same.empty()) {
      result.op = Op::kVariable;
      result.index = random_.pick(same);
      return result;
    }
  }
  if (choice == 199) {
    result.op = random_.chance(50) ? Op::kExcluded : Op::kMissing;
    return result;
  }
  return constant(kind);
}

// What an operation says besides its operands: a step, a way of rounding, a column, a period.
void Generator::detail(Expression& result, Kind of) {
  const bool whole = of == Kind::kWhole;
  const Value grains[] = {{1, 1}, {100, 1}, {10, 1}};
  const Value steps[] = {{1, 1}, {1, 100}, {1, 10}, {5, 1}, {1, 20}, {1000, 1}, {1, 50}};
  if (result.op == Op::kExact) {
    result.value = whole ? grains[0] : (of == Kind::kAmount ? grains[random_.below(3)] : Value{60, 1});
  }
  if (result.op == Op::kRound) {
    result.value = whole ? (random_.chance(70) ? steps[0] : steps[3]) : steps[random_.below(std::size(steps))];
    result.mode = static_cast<std::uint8_t>(random_.below(5));
  }
  if (result.op == Op::kInRange) result.index = static_cast<std::uint32_t>(random_.below(kRanges));
  // Columns of reference tables count their keys.
  if (result.op == Op::kLookup && of == Kind::kNumber) result.index = 1;
  if (result.op == Op::kLookup && of == Kind::kOptionalNumber) result.index = 2;
  if (result.op == Op::kLookup && of == Kind::kAmount) result.index = 5;
  if (result.op == Op::kLookup && of == Kind::kOptionalDate) result.index = 6;
  if (result.op == Op::kAttribute) result.index = of == Kind::kNumber ? 0 : (of == Kind::kOptionalDate ? 1 : 2);
  if (result.op == Op::kUnknown) result.index = of == Kind::kNumber ? 0 : (of == Kind::kAmount ? 1 : 2);
  if (program::info(result.op).mode == program::ModeKind::kMissingDay) {
    result.mode = static_cast<std::uint8_t>(random_.below(3));
  }
  if (result.op == Op::kTextKnown || result.op == Op::kInPeriod) {
    result.index = static_cast<std::uint32_t>(random_.below(kTexts));
    result.from = random_.pick(familiar_days());
    result.until = random_.chance(50) ? program::kNoEnd.days() : random_.pick(familiar_days());
  }
}

Expression Generator::produced(const Production& production, int depth) {
  Expression result;
  result.kind = production.result;
  result.op = production.op;
  result.offset = offset();
  for (const Kind kind : production.operands) result.operands.push_back(expression(kind, depth - 1));
  detail(result, production.result);
  return result;
}

// A reading has a type of its own, that nothing else has.
Expression Generator::reading() {
  Expression result;
  result.op = Op::kReading;
  result.offset = offset();
  result.index = static_cast<std::uint32_t>(random_.below(kReadings));
  return result;
}

Expression Generator::table(Kind kind, int depth) {
  Expression result;
  result.kind = kind;
  result.op = Op::kTable;
  result.offset = offset();
  const std::size_t n_rows = 1 + random_.below(4);
  for (std::size_t row = 0; row < n_rows; ++row) {
    const auto n_cells = static_cast<std::uint32_t>(random_.below(4));
    result.row_cells.push_back(n_cells);
    for (std::uint32_t cell = 0; cell < n_cells; ++cell) {
      result.operands.push_back(expression(Kind::kBoolean, depth - 1));
    }
    result.operands.push_back(expression(kind, depth - 1));
  }
  result.has_otherwise = random_.chance(50);
  if (result.has_otherwise) result.operands.push_back(expression(kind, depth - 1));
  return result;
}

Expression Generator::select(Kind kind, int depth) {
  Expression result;
  result.kind = kind;
  result.op = Op::kSelect;
  result.offset = offset();
  const Kind selectors[] = {Kind::kWhole, Kind::kPlain, Kind::kNumber, Kind::kOrdered, Kind::kLarge};
  if (random_.chance(20)) {
    result.operands.push_back(reading());
  } else {
    result.operands.push_back(expression(selectors[random_.below(std::size(selectors))], depth - 1));
  }
  const Kind selector = result.operands[0].kind;
  if (selector == Kind::kWhole || selector == Kind::kNumber) {
    result.from = static_cast<std::int32_t>(random_.below(4)) - 2;
  }
  const auto n_branches = static_cast<std::uint32_t>(1 + random_.below(3));
  for (std::uint32_t i = 0; i < n_branches; ++i) result.operands.push_back(expression(kind, depth - 1));
  for (std::uint32_t value = 0; value < 4; ++value) {
    const auto branch = static_cast<std::uint32_t>(random_.below(n_branches + 1));
    result.targets.push_back(branch == 0 ? 0 : branch + 1);
  }
  // Every branch is a target.
  for (std::uint32_t branch = 0; branch < n_branches; ++branch) result.targets[branch] = branch + 2;
  result.targets.push_back(random_.chance(30) ? 2 : 0);
  return result;
}

Expression Generator::compound(Kind kind, int depth) {
  const std::size_t choice = random_.below(100);
  if (choice < 12) return produced({kind, Op::kIf, {Kind::kBoolean, kind, kind}}, depth);
  if (choice < 20) return table(kind, depth);
  if (choice < 26) return select(kind, depth);
  if (choice < 28) return produced({kind, Op::kAssume, {Kind::kBoolean, kind}}, depth);
  const std::vector<Fold>& some_folds = folds_of(kind);
  const std::vector<Production>& possible = productions_of(kind);
  if (!some_folds.empty() && (possible.empty() || choice > 84)) return fold(random_.pick(some_folds), depth);
  if (may_be_absent(kind) && choice > 70) {
    // Of an element that may be absent, the plain column may be absent too.
    const Kind plain = kind == Kind::kOptionalNumber     ? Kind::kNumber
                       : kind == Kind::kOptionalDate     ? Kind::kDate
                       : kind == Kind::kOptionalBoolean  ? Kind::kBoolean
                       : kind == Kind::kOptionalDuration ? Kind::kDuration
                                                         : Kind::kOrdered;
    const bool is_column = static_cast<std::size_t>(kind) < kListColumns;
    return of_element(kind, is_column && random_.chance(40) ? kind : plain, depth);
  }
  return possible.empty() ? leaf(kind) : produced(random_.pick(possible), depth);
}

Expression Generator::expression(Kind kind, int depth) {
  return depth <= 0 || random_.chance(25) ? leaf(kind) : compound(kind, depth);
}

ModelDerogation Generator::derogation(Kind kind, std::uint32_t n_before, int depth) {
  ModelDerogation result;
  result.guard = expression(Kind::kBoolean, depth);
  // Constants make derogations agree now and then.
  result.body = random_.chance(50) ? constant(kind) : expression(kind, depth);
  result.text = static_cast<std::uint32_t>(random_.below(kTexts));
  result.offset = offset();
  for (std::uint32_t before = 0; before < n_before; ++before) {
    if (random_.chance(n_before > 8 ? 5 : 30)) result.parents.push_back(before);
  }
  if (result.parents.empty() || random_.chance(50)) result.parents.push_back(kBody);
  return result;
}

ModelVersion Generator::version(Kind kind, std::uint32_t n_earlier) {
  ModelVersion result;
  // A first version that always counts makes most variables exist in most runs.
  result.text = n_earlier == 0 && random_.chance(85) ? 0 : static_cast<std::uint32_t>(1 + random_.below(kTexts - 1));
  result.offset = offset();
  if (n_earlier > 0 || random_.chance(12)) {
    const bool optional = random_.chance(50);
    result.date = expression(optional ? Kind::kOptionalDate : Kind::kDate, 2);
    result.from = random_.pick(familiar_days());
    result.until = random_.chance(70) ? program::kNoEnd.days() : random_.pick(familiar_days());
  }
  result.repealed = n_earlier > 0 && random_.chance(15);
  if (result.repealed) return result;
  result.body = random_.chance(20) ? constant(kind) : expression(kind, 3);
  if (random_.chance(50)) {
    // Now and then about as many as a rule may have, and those small.
    const bool many = random_.chance(2);
    const std::size_t count = many ? 40 + random_.below(program::kMaxDerogations - 41) : 1 + random_.below(4);
    for (std::uint32_t i = 0; i < count; ++i) result.derogations.push_back(derogation(kind, i, many ? 0 : 2));
  }
  return result;
}

Model Generator::model() {
  Model result;
  const std::size_t count = random_.chance(3) ? 20 : 1 + random_.below(7);
  // Half of the variables are of one kind, so that they read each other.
  const Kind common = static_cast<Kind>(random_.below(kAllKinds));
  for (std::size_t i = 0; i < count; ++i) {
    ModelVariable variable;
    variable.kind = random_.chance(50) ? common : static_cast<Kind>(random_.below(kAllKinds));
    variable.offset = offset();
    if (static_cast<std::size_t>(variable.kind) < kKinds && random_.chance(30)) {
      variable.out_of_force = generate_value(random_, variable.kind);
    }
    const std::size_t n_versions = random_.chance(50) ? 1 : 1 + random_.below(3);
    for (std::size_t k = 0; k < n_versions; ++k) {
      variable.versions.push_back(version(variable.kind, static_cast<std::uint32_t>(k)));
    }
    result.variables.push_back(std::move(variable));
    kinds_.push_back(result.variables.back().kind);
  }
  return result;
}

}  // namespace

Model generate_model(Random& random) {
  return Generator(random, 0).model();
}

// The periods that follow begin or end around these days.
void extend_conservatively(Random& random, Model& model) {
  const std::int32_t first = civil_day(2019, 1, 1);
  const std::int32_t between = civil_day(2021, 3, 1);
  const std::int32_t last = civil_day(2022, 1, 1);
  Generator generator(random, 40'000);
  std::vector<Kind> kinds;
  const auto out_of_period = [&random, between](Expression& date) {
    date = Expression{};
    date.kind = Kind::kOptionalDate;
    date.value = random.chance(40) ? Value::absent() : Value{between + static_cast<int>(random.below(9)), 1};
  };
  for (ModelVariable& variable : model.variables) {
    generator.readable(kinds);
    if (random.chance(60)) {
      ModelVersion added = generator.version(variable.kind, 1);
      added.date.emplace();
      out_of_period(*added.date);
      added.from = random.chance(50) ? last : first;
      added.until = added.from == last ? program::kNoEnd.days() : between;
      const std::size_t where = random.below(variable.versions.size() + 1);
      variable.versions.insert(variable.versions.begin() + static_cast<std::ptrdiff_t>(where), added);
    }
    for (ModelVersion& version : variable.versions) {
      if (version.repealed || version.derogations.size() >= program::kMaxDerogations || !random.chance(40)) continue;
      ModelDerogation added =
          generator.derogation(variable.kind, static_cast<std::uint32_t>(version.derogations.size()), 2);
      Expression in_period;
      in_period.op = Op::kInPeriod;
      in_period.operands.emplace_back();
      out_of_period(in_period.operands.back());
      in_period.index = static_cast<std::uint32_t>(random.below(kTexts));
      in_period.from = last;
      in_period.until = program::kNoEnd.days();
      Expression guard;
      guard.op = Op::kAnd;
      guard.operands = {added.guard, in_period};
      added.guard = guard;
      version.derogations.push_back(added);
    }
    kinds.push_back(variable.kind);
  }
}

}  // namespace avenant::engines
