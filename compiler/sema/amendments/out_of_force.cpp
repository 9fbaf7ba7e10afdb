#include "compiler/sema/amendments/out_of_force.hpp"

#include <algorithm>
#include <set>

namespace avenant::sema {

namespace {

using hir::Version;

/// Which texts are taken to be known: those that are not drafts, or all.
enum class Known : std::uint8_t { Published, All };

bool is_known(const Context& context, hir::TextId text, Known known) {
  return known == Known::All || !text.valid() || !context.program.texts[text].draft;
}

std::optional<value::Date> first_day(const hir::InForce& item) {
  return item.postponements.empty() ? item.from : item.postponements.back().to;
}

bool covers(const hir::InForce& item, value::Date day) {
  const auto from = first_day(item);
  return (!from || *from <= day) && (!item.until || day < *item.until);
}

/// The version that a day selects; null where none is in force.
const Version* selected(const Context& context, const hir::Variable& variable, value::Date day, Known known) {
  for (auto version = variable.versions.rbegin(); version != variable.versions.rend(); ++version) {
    const bool counts = is_known(context, version->provenance.text, known) &&
                        std::all_of(version->needs.begin(), version->needs.end(),
                                    [&](hir::TextId text) { return is_known(context, text, known); });
    if (counts && covers(*version, day)) return &*version;
  }
  return nullptr;
}

/// Something that reads variables and is in force by a date.
struct Reader {
  hir::InForce period;
  hir::TextId text;
  const hir::Variable* variable = nullptr;  ///< Whose version it is; null for a derogation.
  const Version* version = nullptr;
  std::vector<hir::End> ends;
};

class Checker {
 public:
  explicit Checker(Context& context) : context_(context) {}

  void check(const Reader& reader, const std::vector<ExpressionId>& expressions) {
    if (!reader.period.application.valid()) return;
    for (const ExpressionId id : expressions) {
      if (id.valid()) walk(reader, id);
    }
  }

 private:
  void walk(const Reader& reader, ExpressionId id) {
    const hir::Expression& expression = context_.program.expressions[id];
    if (expression.kind == ExpressionKind::Variable) check_read(reader, hir::VariableId(expression.a), expression.span);
    for (const ExpressionId operand : context_.program.operands_of(id)) walk(reader, operand);
  }

  void check_read(const Reader& reader, hir::VariableId id, base::Span span) {
    const hir::Variable& read = context_.program.variables[id];
    for (const Version& version : read.versions) {
      // A word is always there; under another date only a run can tell.
      if (!version.application.valid()) return;
      if (!same_expression(context_, version.application, reader.period.application)) return;
    }
    if (read.versions.empty()) return;
    for (const Known known : {Known::Published, Known::All}) {
      if (!is_known(context_, reader.text, known)) continue;
      for (const value::Date day : days(reader, read)) {
        if (!is_read_on(reader, day, known)) continue;
        const Version* version = selected(context_, read, day, known);
        if (version != nullptr && !version->repealed) continue;
        report(read, version, day, span);
        return;
      }
    }
  }

  bool is_read_on(const Reader& reader, value::Date day, Known known) const {
    if (!covers(reader.period, day)) return false;
    for (const hir::End& end : reader.ends) {
      if (is_known(context_, end.provenance.text, known) && covers(end, day) &&
          same_expression(context_, end.application, reader.period.application)) {
        return false;
      }
    }
    if (reader.variable == nullptr) return true;
    const bool one_date =
        std::all_of(reader.variable->versions.begin(), reader.variable->versions.end(), [&](const Version& version) {
          return same_expression(context_, version.application, reader.period.application);
        });
    return !one_date || selected(context_, *reader.variable, day, known) == reader.version;
  }

  /// The first day of everything, and each day on which something changes.
  std::set<value::Date> days(const Reader& reader, const hir::Variable& read) const {
    std::set<value::Date> days;
    const auto add = [&](const hir::InForce& item) {
      if (const auto from = first_day(item)) days.insert(*from);
      if (item.until) days.insert(*item.until);
    };
    add(reader.period);
    for (const hir::End& end : reader.ends) add(end);
    for (const Version& version : read.versions) add(version);
    if (reader.variable != nullptr) {
      for (const Version& version : reader.variable->versions) add(version);
    }
    return days;
  }

  void report(const hir::Variable& read, const Version* version, value::Date day, base::Span span) {
    if (!reported_.insert(span).second) return;
    auto report = context_.sink.report(Code::ReadsOutOfForce, span);
    report.with("name", context_.text(read.name)).with("date", date_text(context_, day));
    const hir::TextId text = version != nullptr ? version->provenance.text : read.provenance.text;
    const std::string name = text.valid() ? context_.text(context_.program.texts[text].name) : std::string();
    if (version != nullptr) {
      report.with("what", name + " l’abroge", name + " repeals it");
    } else {
      report.with("what", "aucun texte ne l’écrit pour ce jour", "no text states it for that day");
    }
    report.label(version != nullptr ? version->provenance.span : read.provenance.span, Label::DeclaredHere);
  }

  Context& context_;
  std::set<base::Span> reported_;
};

}  // namespace

void check_out_of_force(Context& context) {
  Checker checker(context);
  for (std::size_t i = 0; i < context.program.variables.size(); ++i) {
    const hir::Variable& variable = context.program.variables[context.program.variables.id_at(i)];
    for (const Version& version : variable.versions) {
      if (version.repealed) continue;
      Reader reader;
      reader.period = version;
      reader.text = version.provenance.text;
      reader.variable = &variable;
      reader.version = &version;
      checker.check(reader, expressions_of(context, version));
    }
  }
  for (const hir::Derogation& derogation : context.program.derogations) {
    Reader reader;
    reader.period = derogation;
    reader.text = derogation.provenance.text;
    reader.ends = derogation.ends;
    checker.check(reader, {derogation.guard, derogation.value});
  }
  for (const hir::Notice& notice : context.program.notices) {
    Reader reader;
    reader.period = notice;
    reader.text = notice.provenance.text;
    checker.check(reader, {notice.condition});
  }
}

}  // namespace avenant::sema
