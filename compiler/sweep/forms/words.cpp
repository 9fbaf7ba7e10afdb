#include "compiler/sweep/forms/words.hpp"

#include <algorithm>

#include "compiler/cases/value_text.hpp"
#include "runtime/value/number_text.hpp"

namespace avenant::sweep {

namespace {

using program::Type;
using program::TypeKind;
using value::Rational;

constexpr std::string_view kNoBreak = "\u00A0";
/// Cases of an enumeration that are named one by one; more are given by their ends.
constexpr Rank kMostNamed = 6;

}  // namespace

Words::Words(const Sheet& sheet) : sheet_(sheet), domain_(sheet.sweep.domain), errors_(sheet.package, sheet.language) {}

std::string Words::number(Rational number) const {
  return value::print_number(number, value::NumberStyle::french);
}

std::string Words::count(std::uint64_t number) const {
  return this->number(Rational::unchecked(static_cast<std::int64_t>(number), 1));
}

std::string Words::input_name() const {
  return std::string(sheet_.package.text_of(sheet_.package.input(domain_.input()).name));
}

std::string Words::input_title() const {
  const program::StringId title = sheet_.package.input(domain_.input()).title;
  const std::string name = report::plain_name(input_name());
  if (!title) return name;
  const std::string text(sheet_.package.text_of(title));
  return text.empty() ? name : name + say(" (", " (") + text + ")";
}

std::string Words::title() const {
  const std::string name = report::quoted(report::plain_name(input_name()), sheet_.language);
  return say("Seuils selon ", "Thresholds by ") + name;
}

std::string Words::step() const {
  const Type& type = sheet_.package.type(sheet_.package.input(domain_.input()).type);
  switch (domain_.step()) {
    case StepKind::Number: {
      const auto step = Rational::from_ratio(1, type.grain);
      return say("par pas de ", "in steps of ") +
             cases::value_text(sheet_.package, type, value::Value::number(step.value), sheet_.language);
    }
    case StepKind::Day:
    case StepKind::DayOfDuration:
      return say("de jour en jour", "day by day");
    case StepKind::MonthOfDuration:
      return say("de mois en mois", "month by month");
    case StepKind::Case:
      break;
  }
  return say("cas par cas", "case by case");
}

std::string Words::extent() const {
  const std::string values = domain_.size() == 1 ? say(" valeur", " value") : say(" valeurs", " values");
  return range(0, domain_.size() - 1) + ", " + step() + say("\u00A0: ", ": ") + count(domain_.size()) +
         std::string(kNoBreak) + values.substr(1);
}

std::optional<Rank> Words::given_rank() const {
  const auto& inputs = sheet_.bound.inputs;
  const auto found = std::find_if(inputs.rbegin(), inputs.rend(),
                                  [&](const eval::InputValue& one) { return one.input == domain_.input(); });
  if (found == inputs.rend()) return std::nullopt;
  Rank low = domain_.has_absent() ? 1 : 0;
  Rank high = domain_.size() - 1;
  if (found->value.is_absent()) return domain_.has_absent() ? std::optional<Rank>(0) : std::nullopt;
  if (low > high || found->value.b == 0) return std::nullopt;
  const bool is_duration = domain_.step() == StepKind::MonthOfDuration || domain_.step() == StepKind::DayOfDuration;
  const auto position = [&](const value::Value& one) {
    if (!is_duration) return one.as_number();
    return Rational::whole(domain_.step() == StepKind::MonthOfDuration ? one.as_duration().months()
                                                                       : one.as_duration().days());
  };
  while (low < high) {
    const Rank middle = low + (high - low) / 2;
    if (position(domain_.value_at(middle)) < position(found->value)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return domain_.value_at(low) == found->value ? std::optional<Rank>(low) : std::nullopt;
}

std::string Words::given() const {
  const std::optional<Rank> rank = given_rank();
  if (!rank) return {};
  const bool is_date = domain_.step() == StepKind::Day && !domain_.is_absent(*rank);
  return say(is_date ? "Le dossier donne le " : "Le dossier donne ", "The case gives ") + at(*rank) + ".";
}

std::string Words::at(Rank rank) const {
  return domain_.text(rank, sheet_.language);
}

std::string Words::range(Rank first, Rank last) const {
  if (domain_.is_absent(first) && last > first) return at(first) + say(", et ", ", and ") + range(first + 1, last);
  if (first == last) return at(first);
  if (domain_.step() == StepKind::Case && last - first < kMostNamed) {
    std::string text;
    for (Rank rank = first; rank <= last; ++rank) text += (text.empty() ? "" : ", ") + at(rank);
    return text;
  }
  if (domain_.step() == StepKind::Day) return say("du ", "from ") + at(first) + say(" au ", " to ") + at(last);
  std::string start = at(first);
  // The unit is said once.
  if (domain_.step() == StepKind::Number) {
    const Type& type = sheet_.package.type(sheet_.package.input(domain_.input()).type);
    Type bare = type;
    bare.unit = {};
    if (sheet_.package.text_of(type.unit) != "€") {
      start = cases::value_text(sheet_.package, bare, domain_.value_at(first), sheet_.language);
    }
  }
  return say("de ", "from ") + start + say(" à ", " to ") + at(last);
}

eval::Outcome Words::outcome_at(const ResultSweep& result, const Piece& piece, Rank rank) const {
  if (piece.kind == PieceKind::Constant) return piece.outcome;
  const auto number = sheet_.sweep.formulas.at(piece.formula, domain_.position(rank));
  const bool is_date = sheet_.package.type(result.type).kind == TypeKind::kDate;
  if (!number) return {};
  return eval::Outcome::of(is_date ? value::Value{number->numerator(), 1} : value::Value::number(*number));
}

std::string Words::outcome(const ResultSweep& result, const eval::Outcome& outcome) const {
  if (!outcome.ok()) return errors_.describe(outcome.site(), sheet_.bound).message;
  return cases::value_text(sheet_.package, sheet_.package.type(result.type), outcome.value, sheet_.language);
}

std::string Words::piece(const ResultSweep& result, const Piece& piece) const {
  switch (piece.kind) {
    case PieceKind::Constant:
      return outcome(result, piece.outcome);
    case PieceKind::Formula:
      break;
    case PieceKind::Unresolved:
      return say("non établi", "not established");
  }
  const std::string first = outcome(result, outcome_at(result, piece, piece.first));
  const std::string last = outcome(result, outcome_at(result, piece, piece.last));
  const std::string soit = say("\u00A0: ", ": ") + formula(result, piece);
  if (first == last) return first + soit;
  const bool is_date = sheet_.package.type(result.type).kind == TypeKind::kDate;
  return (is_date ? say("du ", "from ") : say("de ", "from ")) + first +
         (is_date ? say(" au ", " to ") : say(" à ", " to ")) + last + soit;
}

std::string Words::signed_difference(const ResultSweep& result, Rational difference) const {
  const Type& type = sheet_.package.type(result.type);
  std::string text;
  if (type.kind == TypeKind::kDate) {
    const bool is_one = value::absolute(difference) < Rational::whole(2);
    text = number(value::absolute(difference)) + std::string(kNoBreak) +
           (is_one ? say("jour", "day") : say("jours", "days"));
  } else {
    text = cases::value_text(sheet_.package, type, value::Value::number(value::absolute(difference)), sheet_.language);
  }
  return (difference.sign() < 0 ? "−" : "+") + std::string(kNoBreak) + text;
}

std::string Words::change(const ResultSweep& result, const Boundary& boundary) const {
  if (boundary.kind == BoundaryKind::Bend) return say("change de pente", "goes on otherwise");
  if (boundary.difference) return signed_difference(result, *boundary.difference);
  return outcome(result, boundary.before) + " → " + outcome(result, boundary.after);
}

std::string Words::cause(const Cause& cause) const {
  const std::string name = report::plain_name(cause.name);
  const std::string both = cause.before.empty()  ? cause.after
                           : cause.after.empty() ? cause.before
                                                 : cause.before + " → " + cause.after;
  switch (cause.kind) {
    case CauseKind::Version:
      return name + say("\u00A0: autre rédaction, ", ": another wording, ") + both;
    case CauseKind::Derogation:
      if (cause.before.empty()) {
        return name + say("\u00A0: la dérogation ", ": derogation ") + report::plain_name(cause.after) +
               say(" s’applique", " applies");
      }
      return name + say("\u00A0: la dérogation ", ": derogation ") + report::plain_name(cause.before) +
             say(" ne s’applique plus", " no longer applies");
    case CauseKind::Row:
      return name + say("\u00A0: autre ligne, ", ": another row, ") + both;
    case CauseKind::Condition:
      return name + say("\u00A0: condition ", ": condition ") + cause.after;
    case CauseKind::Comparison:
      return both.empty() ? name : name + say("\u00A0: ", ": ") + both;
    case CauseKind::Value:
      break;
  }
  return name + say(" ne se calcule plus de la même façon", " is no longer computed the same way");
}

std::string Words::sourced(const Cause& cause) const {
  const std::string text = this->cause(cause);
  // Another wording is named by its text and article already.
  const bool is_said = cause.source.empty() || cause.kind == CauseKind::Version;
  return is_said ? text : text + " (" + cause.source + ")";
}

}  // namespace avenant::sweep
