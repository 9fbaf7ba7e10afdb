#include "tests/engines/programs/productions.hpp"

namespace avenant::engines {

using program::Op;

namespace {

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
  constexpr Kind a = Kind::kAmount;
  constexpr Kind ob = Kind::kOptionalBoolean;
  constexpr Kind ou = Kind::kOptionalDuration;
  constexpr Kind oo = Kind::kOptionalOrdered;
  constexpr Kind l = Kind::kLarge;
  constexpr Kind ls = Kind::kLargeSet;
  static const std::vector<Production> all = {
      {b, Op::kNot, {b}},
      {b, Op::kAnd, {}},
      {b, Op::kOr, {}},
      {b, Op::kAnd, {b}},
      {b, Op::kOr, {b, b, b, b, b}},
      {b, Op::kAnd, {b, b}},
      {b, Op::kAnd, {b, b, b}},
      {b, Op::kOr, {b, b}},
      {b, Op::kOr, {b, b, b}},
      {b, Op::kIsPresent, {od}},
      {b, Op::kIsPresent, {on}},
      {b, Op::kIsPresent, {ou}},
      {b, Op::kIsPresent, {Kind::kScalar}},
      {b, Op::kEqual, {a, a}},
      {b, Op::kEqual, {l, l}},
      {b, Op::kEqual, {ls, ls}},
      {b, Op::kNotEqual, {b, b}},
      {b, Op::kNotEqual, {p, p}},
      {b, Op::kLess, {u, u}},
      {b, Op::kLess, {o, o}},
      {b, Op::kLessEqual, {a, a}},
      {b, Op::kGreater, {u, u}},
      {b, Op::kGreaterEqual, {u, u}},
      {b, Op::kGreaterEqual, {d, d}},
      {b, Op::kSetContains, {ls, l}},
      {b, Op::kOrElse, {ob, b}},
      {b, Op::kUnwrap, {ob}},
      {b, Op::kMin, {b, b}},
      {b, Op::kEqual, {n, n}},
      {b, Op::kEqual, {o, o}},
      {b, Op::kEqual, {d, d}},
      {b, Op::kNotEqual, {w, w}},
      {b, Op::kNotEqual, {u, u}},
      {b, Op::kNotEqual, {s, s}},
      {b, Op::kLess, {n, n}},
      {b, Op::kLess, {d, d}},
      {b, Op::kLessEqual, {w, n}},
      {b, Op::kLessEqual, {d, d}},
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
      {n, Op::kAdd, {n, a}},
      {n, Op::kMultiply, {a, a}},
      {n, Op::kMultiply, {n, a}},
      {n, Op::kDivide, {a, a}},
      {n, Op::kDivide, {a, w}},
      {n, Op::kMin, {n}},
      {a, Op::kAdd, {a, a}},
      {a, Op::kSubtract, {a, a}},
      {a, Op::kNegate, {a}},
      {a, Op::kMultiply, {a, w}},
      {a, Op::kMultiply, {w, a}},
      {a, Op::kRound, {n}},
      {a, Op::kRound, {n}},
      {a, Op::kExact, {n}},
      {a, Op::kMin, {a, a}},
      {a, Op::kMax, {a, a, w}},
      {a, Op::kInRange, {a}},
      {a, Op::kLookup, {w, b}},
      {a, Op::kUnknown, {}},
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
      {w, Op::kInRange, {w}},
      {w, Op::kAttribute, {l}},
      {w, Op::kListCount, {Kind::kScalars}},
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
      {d, Op::kUnknown, {}},
      {d, Op::kIf, {b, d, d}},
      {od, Op::kAttribute, {p}},
      {od, Op::kLookup, {w, b}},
      {od, Op::kEarliest, {}},
      {od, Op::kLatest, {od}},
      {od, Op::kEarliest, {od, od}},
      {od, Op::kEarliest, {od, d, od}},
      {od, Op::kLatest, {od, d}},
      {od, Op::kLatest, {od, od, od}},
      {od, Op::kOrElse, {od, od}},
      {on, Op::kOrElse, {on, on}},
      {u, Op::kDurationAdd, {u, u}},
      {u, Op::kOrElse, {ou, u}},
      {u, Op::kUnwrap, {ou}},
      {u, Op::kMin, {ou, u}},
      {ou, Op::kMin, {ou, ou}},
      {ou, Op::kMax, {ou, ou, ou}},
      {ou, Op::kOrElse, {ou, ou}},
      {ob, Op::kOrElse, {ob, ob}},
      {ob, Op::kMax, {ob, ob}},
      {oo, Op::kOrElse, {oo, oo}},
      {oo, Op::kMin, {oo, oo}},
      {o, Op::kOrElse, {oo, o}},
      {o, Op::kUnwrap, {oo}},
      {o, Op::kMax, {o, oo}},
      {o, Op::kMin, {o, o}},
      {ls, Op::kSetUnion, {ls, ls}},
      {ls, Op::kSetIntersection, {ls, ls}},
      {ls, Op::kSetComplement, {ls}},
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
      {Kind::kOptionalDuration, Op::kListLeast, Kind::kDuration},
      {Kind::kOptionalDuration, Op::kListGreatest, Kind::kOptionalDuration},
      {Kind::kOptionalOrdered, Op::kListGreatest, Kind::kOrdered},
      {Kind::kOptionalBoolean, Op::kListLeast, Kind::kBoolean},
      {Kind::kAmount, Op::kListSum, Kind::kAmount},
      {Kind::kScalars, Op::kListFilter, Kind::kBoolean},
      {Kind::kScalar, Op::kListUnique, Kind::kBoolean},
      {Kind::kScalar, Op::kListFirst, Kind::kAmount},
      {Kind::kScalar, Op::kListLast, Kind::kNumber},
  };
  return all;
}

// What `all` holds of each kind, by kind.
template <class Made>
std::vector<std::vector<Made>> by_kind(const std::vector<Made>& all) {
  std::vector<std::vector<Made>> result(kAllKinds);
  for (const Made& each : all) result[static_cast<std::size_t>(each.result)].push_back(each);
  return result;
}

}  // namespace

const std::vector<Production>& productions_of(Kind kind) {
  static const std::vector<std::vector<Production>> all = by_kind(productions());
  return all[static_cast<std::size_t>(kind)];
}

const std::vector<Fold>& folds_of(Kind kind) {
  static const std::vector<std::vector<Fold>> all = by_kind(folds());
  return all[static_cast<std::size_t>(kind)];
}

}  // namespace avenant::engines
