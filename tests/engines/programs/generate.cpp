#include "tests/engines/generate.hpp"

#include "runtime/program/builder.hpp"
#include "runtime/value/calendar.hpp"
#include "runtime/value/rounding.hpp"

namespace avenant::engines {

namespace {

using program::Op;
using value::Value;

std::int32_t day(int year, int month, int number) {
  return value::Date::from_civil(year, month, number).value.days();
}

const std::vector<std::int32_t>& some_days() {
  static const std::vector<std::int32_t> days = {day(2019, 8, 21), day(2020, 1, 31),  day(2020, 2, 29),
                                                 day(2021, 3, 1),  day(2021, 8, 31),  day(2023, 5, 1),
                                                 day(2024, 6, 22), day(2024, 12, 31), day(9999, 12, 31)};
  return days;
}

// An operation with operands of fixed kinds.
struct Production {
  Kind result;
  Op op;
  std::vector<Kind> operands;
};

const std::vector<Production>& productions() {
  constexpr Kind b = Kind::kBoolean;
  constexpr Kind n = Kind::kNumber;
  constexpr Kind w = Kind::kWhole;
  constexpr Kind d = Kind::kDate;
  constexpr Kind od = Kind::kOptionalDate;
  constexpr Kind on = Kind::kOptionalNumber;
  constexpr Kind u = Kind::kDuration;
  constexpr Kind o = Kind::kOrdered;
  constexpr Kind p = Kind::kPlain;
  constexpr Kind s = Kind::kSet;
  static const std::vector<Production> all = {
      {b, Op::kNot, {b}},
      {b, Op::kAnd, {b, b}},
      {b, Op::kAnd, {b, b, b}},
      {b, Op::kOr, {b, b}},
      {b, Op::kOr, {b, b, b}},
      {b, Op::kIsPresent, {od}},
      {b, Op::kIsPresent, {on}},
      {b, Op::kEqual, {n, n}},
      {b, Op::kEqual, {o, o}},
      {b, Op::kEqual, {d, d}},
      {b, Op::kNotEqual, {w, w}},
      {b, Op::kNotEqual, {u, u}},
      {b, Op::kNotEqual, {s, s}},
      {b, Op::kLess, {n, n}},
      {b, Op::kLess, {d, d}},
      {b, Op::kLessEqual, {w, n}},
      {b, Op::kLessEqual, {u, u}},
      {b, Op::kGreater, {n, w}},
      {b, Op::kGreater, {o, o}},
      {b, Op::kGreaterEqual, {n, n}},
      {b, Op::kGreaterEqual, {b, b}},
      {b, Op::kSetContains, {s, o}},
      {b, Op::kOpen, {p, d}},
      {b, Op::kInPeriod, {od}},
      {b, Op::kInPeriod, {d}},
      {b, Op::kTextKnown, {}},
      {n, Op::kAdd, {n, n}},
      {n, Op::kSubtract, {n, n}},
      {n, Op::kNegate, {n}},
      {n, Op::kMultiply, {n, n}},
      {n, Op::kDivide, {n, n}},
      {n, Op::kDivide, {w, w}},
      {n, Op::kRound, {n}},
      {n, Op::kExact, {n}},
      {n, Op::kInRange, {n}},
      {n, Op::kMin, {n, n}},
      {n, Op::kMin, {n, w, n}},
      {n, Op::kMax, {n, n, n}},
      {n, Op::kUnwrap, {on}},
      {n, Op::kOrElse, {on, n}},
      {n, Op::kAttribute, {p}},
      {n, Op::kLookup, {p, d}},
      {on, Op::kLookup, {p, d}},
      {n, Op::kUnknown, {}},
      {w, Op::kAdd, {w, w}},
      {w, Op::kSubtract, {w, w}},
      {w, Op::kMultiply, {w, w}},
      {w, Op::kNegate, {w}},
      {w, Op::kMax, {w, w}},
      {w, Op::kRound, {n}},
      {w, Op::kExact, {n}},
      {w, Op::kDaysBetween, {d, d}},
      {w, Op::kYearOf, {d}},
      {w, Op::kMonthOf, {d}},
      {w, Op::kDayOf, {d}},
      {w, Op::kCompletedYears, {d, d}},
      {d, Op::kDateAdd, {d, u}},
      {d, Op::kDateSubtract, {d, u}},
      {d, Op::kMakeDate, {w, w, w}},
      {d, Op::kAnniversary, {d, w}},
      {d, Op::kLastAnniversary, {d, d}},
      {d, Op::kUnwrap, {od}},
      {d, Op::kOrElse, {od, d}},
      {d, Op::kMin, {d, d}},
      {d, Op::kMax, {d, d}},
      {d, Op::kSituationDate, {}},
      {od, Op::kEarliest, {od, od}},
      {od, Op::kEarliest, {od, d, od}},
      {od, Op::kLatest, {od, d}},
      {od, Op::kLatest, {od, od, od}},
      {od, Op::kOrElse, {od, od}},
      {on, Op::kOrElse, {on, on}},
      {u, Op::kDurationAdd, {u, u}},
      {u, Op::kDurationNegate, {u}},
      {u, Op::kDurationScale, {u, w}},
      {u, Op::kMin, {u, u}},
      {u, Op::kMax, {u, u, u}},
      {s, Op::kSetUnion, {s, s}},
      {s, Op::kSetIntersection, {s, s}},
      {s, Op::kSetComplement, {s}},
      {w, Op::kListCount, {Kind::kList}},
      {b, Op::kIsPresent, {Kind::kElement}},
      {on, Op::kMin, {on, on}},
      {on, Op::kMax, {on, on, on}},
      {n, Op::kMin, {on, n}},
      {od, Op::kMax, {od, od}},
  };
  return all;
}

// A fold: what it yields, and the kind of its second operand. Those that take a filter may have one.
struct Fold {
  Kind result;
  Op op;
  Kind body;
};

const std::vector<Fold>& folds() {
  static const std::vector<Fold> all = {
      {Kind::kList, Op::kListFilter, Kind::kBoolean},
      {Kind::kBoolean, Op::kListAny, Kind::kBoolean},
      {Kind::kBoolean, Op::kListAll, Kind::kBoolean},
      {Kind::kNumber, Op::kListSum, Kind::kNumber},
      {Kind::kWhole, Op::kListSum, Kind::kWhole},
      {Kind::kOptionalNumber, Op::kListLeast, Kind::kNumber},
      {Kind::kOptionalNumber, Op::kListGreatest, Kind::kOptionalNumber},
      {Kind::kOptionalDate, Op::kListLeast, Kind::kOptionalDate},
      {Kind::kOptionalDate, Op::kListGreatest, Kind::kDate},
      {Kind::kElement, Op::kListUnique, Kind::kBoolean},
      {Kind::kElement, Op::kListFirst, Kind::kNumber},
      {Kind::kElement, Op::kListFirst, Kind::kDuration},
      {Kind::kElement, Op::kListLast, Kind::kDate},
      {Kind::kElement, Op::kListLast, Kind::kOrdered},
  };
  return all;
}

class Generator {
 public:
  Generator(Random& random, std::uint32_t first_place) : random_(random), n_places_(first_place) {}

  Model model();
  Expression expression(Kind kind, int depth);
  ModelVersion version(Kind kind, std::uint32_t n_variables);
  ModelDerogation derogation(Kind kind, std::uint32_t n_before);
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
  Expression bound();

  Random& random_;
  // The offsets of the folds around what is generated.
  std::vector<std::uint32_t> open_folds_;
  std::uint32_t n_places_;
  std::vector<Kind> kinds_;
};

// Different numbers give different offsets, in no order.
std::uint32_t Generator::offset() {
  const std::uint32_t number = n_places_++;
  return ((number * 40'503U) & 0xFFFFU) + (number & 0xFFFF0000U);
}

Expression Generator::bound() {
  Expression result;
  result.kind = Kind::kElement;
  result.op = Op::kBound;
  result.offset = offset();
  result.index = random_.pick(open_folds_);
  return result;
}

// The column of a kind has its index.
Expression Generator::field(Kind kind, Expression element) {
  Expression result;
  result.kind = kind;
  result.op = Op::kField;
  result.offset = offset();
  result.index = static_cast<std::uint32_t>(kind);
  result.operands.push_back(std::move(element));
  return result;
}

Expression Generator::fold(const Fold& fold, int depth) {
  Expression result;
  result.kind = fold.result;
  result.op = fold.op;
  result.offset = offset();
  result.operands.push_back(expression(Kind::kList, depth - 1));
  open_folds_.push_back(result.offset);
  result.operands.push_back(expression(fold.body, depth - 1));
  const bool may_filter = program::info(fold.op).max_operands > 2;
  if (may_filter && random_.chance(40)) result.operands.push_back(expression(Kind::kBoolean, depth - 1));
  open_folds_.pop_back();
  return result;
}

Expression Generator::constant(Kind kind) {
  Expression result;
  result.kind = kind;
  result.offset = offset();
  if (kind == Kind::kList) {
    // A list has no constants.
    result.op = Op::kListInput;
    return result;
  }
  result.value = generate_value(random_, kind);
  if ((kind == Kind::kNumber || kind == Kind::kWhole) && random_.chance(2)) result.value = Value{value::kMaxPart, 1};
  return result;
}

Expression Generator::leaf(Kind kind) {
  Expression result;
  result.kind = kind;
  result.offset = offset();
  if (!open_folds_.empty() && static_cast<std::size_t>(kind) < kListColumns && random_.chance(60)) {
    return field(kind, bound());
  }
  const std::size_t choice = random_.below(100);
  if (choice < 45 && has_inputs(kind)) {
    result.op = Op::kInput;
    result.index =
        static_cast<std::uint32_t>(static_cast<std::size_t>(kind) * kInputsOfKind + random_.below(kInputsOfKind));
    return result;
  }
  if (choice < 65) {
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
  if (choice == 99 && random_.chance(50)) {
    result.op = random_.chance(50) ? Op::kExcluded : Op::kMissing;
    return result;
  }
  return constant(kind);
}

Expression Generator::produced(const Production& production, int depth) {
  Expression result;
  result.kind = production.result;
  result.op = production.op;
  result.offset = offset();
  for (const Kind kind : production.operands) result.operands.push_back(expression(kind, depth - 1));
  const std::int64_t steps[] = {1, 100, 10};
  if (result.op == Op::kExact) result.value = Value{production.result == Kind::kWhole ? 1 : steps[random_.below(3)], 1};
  if (result.op == Op::kRound) {
    result.value = Value{1, production.result == Kind::kWhole ? 1 : steps[random_.below(3)]};
    result.mode = static_cast<std::uint8_t>(random_.below(5));
  }
  // Of the reference table of every model: its first column is the key.
  if (result.op == Op::kLookup) result.index = production.result == Kind::kNumber ? 1 : 2;
  if (program::info(result.op).mode == program::ModeKind::kMissingDay) {
    result.mode = static_cast<std::uint8_t>(random_.below(3));
  }
  if (result.op == Op::kTextKnown || result.op == Op::kInPeriod) {
    result.index = static_cast<std::uint32_t>(random_.below(kTexts));
    result.from = random_.pick(some_days());
    result.until = random_.chance(50) ? program::kNoEnd.days() : random_.pick(some_days());
  }
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
  const Kind selectors[] = {Kind::kWhole, Kind::kPlain, Kind::kNumber};
  result.operands.push_back(expression(selectors[random_.below(3)], depth - 1));
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
  if (choice < 30 && kind == Kind::kBoolean) {
    Expression reading;
    reading.op = Op::kReading;
    reading.offset = offset();
    Expression same = reading;
    same.offset = offset();
    Expression result;
    result.op = Op::kEqual;
    result.operands = {reading, same};
    result.offset = offset();
    return result;
  }
  std::vector<const Fold*> some_folds;
  for (const Fold& each : folds()) {
    if (each.result == kind) some_folds.push_back(&each);
  }
  const bool only_folds = kind == Kind::kList || kind == Kind::kElement;
  if (!some_folds.empty() && (only_folds || choice > 84)) return fold(*random_.pick(some_folds), depth);
  const bool of_element = kind == Kind::kOptionalNumber || kind == Kind::kOptionalDate;
  if (of_element && choice > 75) {
    Expression result = field(kind, expression(Kind::kElement, depth - 1));
    // The plain column read of an element that may be absent.
    if (random_.chance(60)) {
      result.index = static_cast<std::uint32_t>(kind == Kind::kOptionalNumber ? Kind::kNumber : Kind::kDate);
    }
    return result;
  }
  std::vector<const Production*> possible;
  for (const Production& production : productions()) {
    if (production.result == kind) possible.push_back(&production);
  }
  return possible.empty() ? leaf(kind) : produced(*random_.pick(possible), depth);
}

Expression Generator::expression(Kind kind, int depth) {
  return depth <= 0 || random_.chance(25) ? leaf(kind) : compound(kind, depth);
}

ModelDerogation Generator::derogation(Kind kind, std::uint32_t n_before) {
  ModelDerogation result;
  result.guard = expression(Kind::kBoolean, 2);
  // Constants make derogations agree now and then.
  result.body = random_.chance(50) ? constant(kind) : expression(kind, 2);
  result.text = static_cast<std::uint32_t>(random_.below(kTexts));
  result.offset = offset();
  for (std::uint32_t before = 0; before < n_before; ++before) {
    if (random_.chance(30)) result.parents.push_back(before);
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
    result.from = random_.pick(some_days());
    result.until = random_.chance(70) ? program::kNoEnd.days() : random_.pick(some_days());
  }
  result.repealed = n_earlier > 0 && random_.chance(15);
  if (result.repealed) return result;
  result.body = random_.chance(20) ? constant(kind) : expression(kind, 3);
  if (random_.chance(50)) {
    const auto count = static_cast<std::uint32_t>(1 + random_.below(4));
    for (std::uint32_t i = 0; i < count; ++i) result.derogations.push_back(derogation(kind, i));
  }
  return result;
}

Model Generator::model() {
  Model result;
  const std::size_t count = 1 + random_.below(6);
  for (std::size_t i = 0; i < count; ++i) {
    ModelVariable variable;
    variable.kind = static_cast<Kind>(random_.below(kAllKinds));
    variable.offset = offset();
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

Value generate_value(Random& random, Kind kind) {
  switch (kind) {
    case Kind::kBoolean:
      return Value::boolean(random.chance(50));
    case Kind::kOptionalNumber:
      if (random.chance(30)) return Value::absent();
      [[fallthrough]];
    case Kind::kNumber: {
      const std::vector<Value> some = {{0, 1}, {1, 1}, {2, 1}, {1, 2}, {1, 3}, {10, 1}, {249, 100}};
      return random.pick(some);
    }
    case Kind::kWhole: {
      const std::vector<Value> some = {{0, 1}, {1, 1}, {2, 1}, {3, 1}, {10, 1}};
      return random.pick(some);
    }
    case Kind::kOptionalDate:
      if (random.chance(30)) return Value::absent();
      [[fallthrough]];
    case Kind::kDate:
      return Value{random.pick(some_days()), 1};
    case Kind::kDuration: {
      const bool months = random.chance(60);
      const auto count = static_cast<std::int32_t>(random.below(3));
      return Value::duration(value::Duration::unchecked(months ? count : 0, months && random.chance(80) ? 0 : count));
    }
    case Kind::kOrdered:
      return Value::enum_case(static_cast<std::int32_t>(random.below(kOrderedCases)));
    case Kind::kPlain:
      return Value::enum_case(static_cast<std::int32_t>(random.below(kPlainCases)));
    case Kind::kSet:
      return Value::set(value::Set128::from_words(random.below(1U << kOrderedCases), 0));
    case Kind::kList:
    case Kind::kElement:
      break;
  }
  return Value::absent();
}

Value generate_input(Random& random, std::size_t index) {
  if (index == kPlainInputs) return Value::whole(static_cast<std::int32_t>(random.below(kListCapacity + 1)));
  return generate_value(random, kind_of_input(index));
}

ModelCase generate_case(Random& random) {
  ModelCase result;
  for (std::size_t index = 0; index < kAllInputs; ++index) {
    const Kind kind = kind_of_input(index);
    result.inputs.emplace_back();
    if (!random.chance(94)) continue;
    result.inputs.back() = generate_input(random, index);
    const bool bounded = kind == Kind::kNumber || kind == Kind::kWhole;
    if (bounded && random.chance(4)) result.inputs.back() = Value{-7, 1};
  }
  result.has_situation_date = random.chance(80);
  result.has_figure = random.chance(60);
  result.reading = static_cast<std::uint32_t>(random.below(2));
  result.draft = random.chance(50);
  result.cut_off = random.chance(20);
  return result;
}

Model generate_model(Random& random) {
  return Generator(random, 0).model();
}

void extend_conservatively(Random& random, Model& model) {
  Generator generator(random, 40'000);
  std::vector<Kind> kinds;
  const auto out_of_period = [&random](Expression& date) {
    date = Expression{};
    date.kind = Kind::kOptionalDate;
    date.value = random.chance(40) ? Value::absent() : Value{day(2021, 3, 1) + static_cast<int>(random.below(9)), 1};
  };
  for (ModelVariable& variable : model.variables) {
    generator.readable(kinds);
    if (random.chance(60)) {
      ModelVersion added = generator.version(variable.kind, 1);
      added.date.emplace();
      out_of_period(*added.date);
      added.from = random.chance(50) ? day(2022, 1, 1) : day(2019, 1, 1);
      added.until = added.from == day(2022, 1, 1) ? program::kNoEnd.days() : day(2021, 3, 1);
      const std::size_t where = random.below(variable.versions.size() + 1);
      variable.versions.insert(variable.versions.begin() + static_cast<std::ptrdiff_t>(where), added);
    }
    for (ModelVersion& version : variable.versions) {
      if (version.repealed || !random.chance(40)) continue;
      ModelDerogation added =
          generator.derogation(variable.kind, static_cast<std::uint32_t>(version.derogations.size()));
      Expression in_period;
      in_period.op = Op::kInPeriod;
      in_period.operands.emplace_back();
      out_of_period(in_period.operands.back());
      in_period.index = static_cast<std::uint32_t>(random.below(kTexts));
      in_period.from = day(2022, 1, 1);
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
