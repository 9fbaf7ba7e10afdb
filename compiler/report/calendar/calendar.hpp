// What a case has to do and to be paid, day by day: its public obligations that are due, and the lines of its public
// échéanciers. Read next: calendar_forms.hpp, which prints it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/cases/case_binder.hpp"
#include "compiler/report/error_text.hpp"
#include "runtime/eval/evaluator.hpp"
#include "runtime/program/package.hpp"

namespace avenant::report {

/// One line of a calendar. Of a payment, the status and the debtor are empty; of an obligation, the label and the sum.
struct CalendarEntry {
  enum class Kind : std::uint8_t { Obligation, Instalment };
  Kind kind = Kind::Obligation;
  std::string name;          ///< `transmettre`, `versements(3)`: what `rulec explain` takes, with a part.
  std::string title;         ///< « transmettre le contrat », or the name with spaces.
  std::string label;         ///< « second versement ».
  std::string debtor;        ///< `médecin`.
  std::string status;        ///< `en_cours`: its name; empty where `status_reason` says why it has none.
  std::string status_label;  ///< « en cours ».
  std::string status_reason;
  std::optional<value::Value> amount;
  std::string amount_text;  ///< As people write it, or why it is not known.
  std::optional<value::Date> date;
  std::string reason;  ///< Without a date: why.
  std::string place;   ///< « art. 9-2, avenant 7 ».
  PlaceParts parts;
};

/// The calendar of one case: dated lines by date, then the others in the order of the rules.
struct Calendar {
  const cases::BoundCase* bound = nullptr;
  std::vector<CalendarEntry> entries;
  bool has_missing_facts = false;  ///< Some line needs a fact that is not given, or is out of range.
};

/// Makes calendars of one dispositif, one case after another. Everything given to it must outlive it. The options give
/// a date of situation.
class CalendarMaker {
 public:
  CalendarMaker(const program::Package& package, std::string_view dispositif, const eval::RunOptions& options,
                diagnostics::Language language);

  /// Whether the dispositif has a line to show.
  [[nodiscard]] bool has_rules() const { return !obligations_.empty() || !instalments_.empty(); }
  /// The variables that a calendar asks for.
  [[nodiscard]] const std::vector<program::VariableId>& requests() const { return requests_; }
  /// The calendar refers to `bound`.
  [[nodiscard]] Calendar make(const cases::BoundCase& bound);

 private:
  struct ObligationParts {
    std::string name;
    program::VariableId due;
    program::VariableId deadline;
    program::VariableId status;
    program::VariableId debtor;
  };
  struct InstalmentParts {
    std::string name;
    program::VariableId amount;
    program::VariableId date;
  };

  void find_rules(std::string_view dispositif);
  void add_obligation(const ObligationParts& rule, Calendar& calendar);
  void add_instalment(const InstalmentParts& line, Calendar& calendar);
  std::string describe(program::SiteId site, Calendar& calendar);
  void set_date(program::VariableId variable, Calendar& calendar, CalendarEntry& entry);
  void set_place(program::VariableId variable, CalendarEntry& entry);

  const program::Package& package_;
  diagnostics::Language language_;
  ErrorDescriber errors_;
  eval::Evaluator evaluator_;
  std::vector<ObligationParts> obligations_;
  std::vector<InstalmentParts> instalments_;
  std::vector<program::VariableId> requests_;
};

}  // namespace avenant::report
