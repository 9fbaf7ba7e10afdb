#include <algorithm>

#include "compiler/consolidate/plan.hpp"
#include "compiler/syntax/label_name.hpp"

namespace avenant::consolidate {

namespace {

using syntax::InstalmentBranchView;
using syntax::InstalmentView;
using syntax::Keyword;
using syntax::RuleView;

constexpr std::size_t kStep = 2;

/// A line by its label, and where its words are.
struct Line {
  std::string label;
  InstalmentView view;
};

std::vector<Line> lines_of(const std::vector<InstalmentView>& views) {
  std::vector<Line> lines;
  for (const InstalmentView view : views) {
    lines.push_back({view.label() ? syntax::label_name(view.label()->content()) : std::string(), view});
  }
  return lines;
}

/// What a later text does to the lines of each case.
struct Amendment {
  std::vector<InstalmentView> added;
  std::vector<InstalmentBranchView> branches;
  std::string repealed;  ///< The label of a line that goes, or nothing.
};

/// Writes the lines of an échéancier as later texts leave them.
class LineWriter {
 public:
  LineWriter(Plan& plan, RulePlace place, std::vector<Amendment> amendments)
      : edits_(plan.edits_at(place)),
        language_(plan.index.rule(place).node().tree().language()),
        amendments_(std::move(amendments)) {}

  void write(const std::vector<InstalmentView>& lines, const std::vector<InstalmentBranchView>& branches) {
    for (const InstalmentBranchView branch : branches) write(branch.instalments(), branch.branches());
    if (lines.empty()) return;
    const bool plain =
        std::all_of(amendments_.begin(), amendments_.end(), [](const Amendment& one) { return one.branches.empty(); });
    const std::size_t column = column_of(edits_.text(), lines.front().span().begin);
    if (plain) return change(lines, column);
    edits_.replace(lines.front().span().begin, lines.back().span().end, text_of(lines_of(lines), 0, column));
  }

 private:
  /// Lines that go and lines that come, what stays left as it is.
  void change(const std::vector<InstalmentView>& written, std::size_t column) {
    std::vector<Line> after = lines_of(written);
    for (const Amendment& amendment : amendments_) apply(after, amendment);
    const auto is_kept = [&](InstalmentView view) {
      return std::any_of(after.begin(), after.end(), [&](const Line& line) { return line.view.span() == view.span(); });
    };
    for (const InstalmentView view : written) {
      if (!is_kept(view)) edits_.remove(view.span().begin, view.span().end);
    }
    std::string added;
    for (const Line& line : after) {
      const bool stays = std::any_of(written.begin(), written.end(),
                                     [&](InstalmentView view) { return view.span() == line.view.span(); });
      if (!stays) added += (added.empty() ? "" : "\n") + std::string(column, ' ') + words(line, column);
    }
    if (!added.empty()) edits_.insert_below(written.back().span().end, added);
  }

  static void apply(std::vector<Line>& lines, const Amendment& amendment) {
    const auto goes = [&](const Line& line) { return line.label == amendment.repealed; };
    if (!amendment.repealed.empty()) lines.erase(std::remove_if(lines.begin(), lines.end(), goes), lines.end());
    for (Line& line : lines_of(amendment.added)) lines.push_back(std::move(line));
  }

  static std::string words(const Line& line, std::size_t column) {
    const base::Span span = line.view.span();
    return moved(line.view.node().tree().text(), span.begin, span.end, column);
  }

  [[nodiscard]] std::string keyword(Keyword one) const { return std::string(syntax::spelling(one, language_)); }

  /// The lines of a case once the amendments from one on are made; those under a « si » split it.
  std::string text_of(std::vector<Line> lines, std::size_t first, std::size_t column) {
    for (std::size_t i = first; i < amendments_.size(); ++i) {
      if (!amendments_[i].branches.empty()) return split(lines, amendments_[i].branches, i + 1, column);
      apply(lines, amendments_[i]);
    }
    std::string text;
    for (const Line& line : lines) text += (text.empty() ? "" : "\n" + std::string(column, ' ')) + words(line, column);
    return text;
  }

  std::string split(const std::vector<Line>& lines, const std::vector<InstalmentBranchView>& branches, std::size_t next,
                    std::size_t column) {
    std::string text;
    const auto add = [&](const std::string& head, const std::string& inside) {
      text += (text.empty() ? "" : "\n" + std::string(column, ' ')) + head + "\n" + std::string(column + kStep, ' ') +
              inside;
    };
    bool has_else = false;
    for (const InstalmentBranchView branch : branches) {
      std::string head = branch.is_else() ? keyword(Keyword::Else) : std::string();
      if (const auto condition = branch.condition()) {
        head += (head.empty() ? "" : " ") + keyword(Keyword::If) + " " +
                moved(branch.node().tree().text(), condition->span().begin, condition->span().end, column);
      } else {
        has_else = true;
      }
      if (!branch.branches().empty()) {
        add(head, split(lines, branch.branches(), next, column + kStep));
        continue;
      }
      std::vector<Line> here = lines;
      for (Line& line : lines_of(branch.instalments())) here.push_back(std::move(line));
      add(head, text_of(std::move(here), next, column + kStep));
    }
    if (!has_else) add(keyword(Keyword::Else), text_of(lines, next, column + kStep));
    return text;
  }

  Edits& edits_;
  syntax::KeywordLanguage language_;
  std::vector<Amendment> amendments_;
};

std::optional<Amendment> amendment_of(RuleView rule) {
  Amendment amendment;
  if (const auto extend = rule.as<syntax::ExtendView>()) {
    amendment.added = extend->instalments();
    amendment.branches = extend->branches();
    return amendment;
  }
  const auto repeal = rule.as<syntax::RepealView>();
  const auto address = repeal ? repeal->address() : std::nullopt;
  if (!address) return std::nullopt;
  if (const auto label = address->label()) {
    amendment.repealed = syntax::label_name(label->content());
  } else if (const auto name = address->clause_name()) {
    amendment.repealed = base::normalise(name->text());
  } else if (const auto keyword = address->clause_keyword()) {
    amendment.repealed = std::string(syntax::spelling(*keyword, syntax::KeywordLanguage::French));
  }
  return amendment;
}

}  // namespace

void write_instalments(Plan& plan, RulePlace place, const hir::Variable& part) {
  // A part that « le reste » is bears every amendment; others only those that touch them.
  const hir::Version* fullest = nullptr;
  for (std::size_t i = 0; i < plan.program.variables.size(); ++i) {
    const hir::VariableId id = plan.program.variables.id_at(i);
    const hir::Variable& other = plan.program.variables[id];
    if (other.rule != part.rule || other.dispositif != part.dispositif) continue;
    const hir::Version* version = plan.standing.version_of(id);
    if (version == nullptr) continue;
    if (fullest == nullptr || version->parts.size() > fullest->parts.size()) fullest = version;
  }
  const auto view = whole_rule(plan.index.rule(place)).as<syntax::InstalmentsView>();
  if (fullest == nullptr || fullest->parts.empty() || !view) return;
  std::vector<Amendment> amendments;
  for (const base::Span span : fullest->parts) {
    const auto found = plan.index.find(span);
    auto amendment = found ? amendment_of(plan.index.rule(*found)) : std::nullopt;
    if (!amendment) continue;
    plan.note_origin(place, plan.provenance_of(plan.index.files()[found->file].text, span));
    amendments.push_back(std::move(*amendment));
  }
  LineWriter(plan, place, std::move(amendments)).write(view->instalments(), view->branches());
}

}  // namespace avenant::consolidate
