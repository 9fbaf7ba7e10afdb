// A partial amendment leaves the rule as it was but for what it says: it becomes, of each version that it may be added
// to, one more version. The case for which it counts then finds the last whole version reached with every later partial
// one reached, in order.
#pragma once

#include <functional>
#include <optional>

#include "compiler/sema/amendments/targets.hpp"

namespace avenant::sema {

/// A partial amendment under construction: where it stands, what it is in force for, and the version it is read
/// against.
struct OpenPart {
  OpenVersion open;
  hir::VariableId variable;
};

/// Opens what stands at an address rather than at the name of a rule; `y compris dans la rédaction de` is then found
/// there.
[[nodiscard]] OpenVersion open_at(Context& context, const PlacedRule& placed, const std::vector<hir::BinderId>& indices,
                                  base::Span address);
/// Opens a partial amendment of a variable: its application date is that of the last whole version before it, and
/// stating another is reported. Nothing where there is no such version, or where it is repealed, which
/// `may_be_repealed` allows; reported too.
[[nodiscard]] std::optional<OpenPart> open_part(Context& context, const PlacedRule& placed, hir::VariableId variable,
                                                base::Span address, bool may_be_repealed = false);

/// Adds what each version that the part may be added to becomes with it. `patch` changes the rule of a version, and
/// says whether it could; what it cannot it reports.
void compose(Context& context, const PlacedRule& placed, const OpenPart& part,
             const std::function<bool(hir::Version&)>& patch);
/// Adds one version that says all of a variable, such as one condition.
void insert_version(Context& context, hir::VariableId variable, hir::Version version);
/// The last version of a variable that a text before this one states or leaves, or null.
[[nodiscard]] const hir::Version* version_before(const Context& context, hir::VariableId variable, hir::TextId text);

/// `au lieu de E`: that the amended wording says what the amender supposes of it.
void check_supposed(Context& context, const PlacedRule& placed, const Scope& scope, const hir::Version& before,
                    const Type& type);

/// Reports a wording that begins before what an earlier text says of the variable, unless it is said which holds.
void check_crossing(Context& context, const PlacedRule& placed, const hir::Version& version, hir::VariableId variable);

/// Reports that what an amendment names is gone by the version that repeals it.
void report_repealed(Context& context, std::string_view name, const hir::Version& repeal, base::Span span);

/// What an amendment does to the rows that it writes under the repeated header of a table.
enum class RowChange : std::uint8_t { Replaced, Added, Repealed };
/// Reads and applies it to each result column of the table.
void amend_rows(Context& context, const PlacedRule& placed, const Amended& amended, RowChange change,
                syntax::TableView table, base::Span address);

/// `abroge`: a rule, a condition, a clause, rows, a line of an échéancier, or a derogation.
void repeal(Context& context, const PlacedRule& placed, syntax::RepealView view);

/// Whether what stands at a place says `y compris dans la rédaction de` the other text.
[[nodiscard]] bool is_included(const Context& context, base::Span stands_at, hir::TextId other);
/// The day from which what the text of a version changes counts.
[[nodiscard]] const std::optional<value::Date>& stated_from(const hir::Version& version);
/// Reports that a text changes what another, published before it, changes later.
void report_crossing(Context& context, base::Name name, const hir::Version& earlier, const hir::Version& later,
                     base::Span span);

}  // namespace avenant::sema
