#include "compiler/consolidate/files.hpp"

#include <algorithm>

namespace avenant::consolidate {

namespace {

using syntax::RuleKind;
using syntax::RuleView;

bool is_head(RuleKind kind) {
  return kind == RuleKind::TextRule || kind == RuleKind::DraftRule || kind == RuleKind::ContinuationRule;
}

/// The kinds that only say where what follows belongs.
bool is_frame(RuleKind kind) {
  return is_head(kind) || kind == RuleKind::VocabularyRule || kind == RuleKind::LanguageRule ||
         kind == RuleKind::InSchemeRule || kind == RuleKind::SectionApplicationRule;
}

/// A stretch of a file: a heading, prose, or a block of rules.
struct Part {
  enum class Kind : std::uint8_t { Heading, Prose, Block };
  Kind kind = Kind::Prose;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::size_t block = 0;
  std::uint8_t level = 0;  ///< Of a heading.
  bool kept = false;
};

std::uint32_t line_end(std::string_view text, std::uint32_t at) {
  const std::size_t found = text.find('\n', at);
  return static_cast<std::uint32_t>(found == std::string_view::npos ? text.size() : found + 1);
}

std::uint32_t line_begin(std::string_view text, std::uint32_t at) {
  const std::size_t found = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  return static_cast<std::uint32_t>(found == std::string_view::npos ? 0 : found + 1);
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of("\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// Writes one file.
class FileWriter {
 public:
  FileWriter(Plan& plan, std::size_t file, const TextHead& head, bool& is_first)
      : plan_(plan),
        file_(plan.index.files()[file]),
        plan_of_file_(plan.files[file]),
        source_(plan.sources[file_.tree->source()]),
        head_(head),
        is_first_(is_first) {}

  /// The text, or nothing where no rule is left.
  std::optional<std::string> write() {
    if (!has_content()) return std::nullopt;
    keep_frames();
    find_parts();
    keep_parts();
    std::string text;
    for (const Part& part : parts_) {
      if (!part.kept) continue;
      std::string words =
          part.kind == Part::Kind::Block
              ? block_text(part.block)
              : std::string(trimmed(std::string_view(source_.text).substr(part.begin, part.end - part.begin)));
      if (words.empty()) continue;
      if (!text.empty()) text += "\n";
      text += words + "\n";
    }
    return text;
  }

 private:
  bool has_content() const {
    for (std::size_t i = 0; i < file_.rules.size(); ++i) {
      if (plan_of_file_.rules[i].kept && !is_frame(file_.rules[i].kind())) return true;
    }
    return false;
  }

  bool is_vocabulary() const { return file_.text.valid() && plan_.program.texts[file_.text].vocabulary; }

  /// Keeps `dans` and `application selon` where a rule under them is kept.
  void keep_frames() {
    std::optional<std::size_t> scheme;
    std::optional<std::size_t> section;
    const base::Heading* heading = nullptr;
    for (std::size_t i = 0; i < file_.rules.size(); ++i) {
      const RuleView rule = file_.rules[i];
      const RuleKind kind = rule.kind();
      const base::Heading* here = plan_.sources.nearest_heading(rule.span().source, rule.span().begin);
      if (kind == RuleKind::InSchemeRule || kind == RuleKind::SchemeRule) {
        scheme = i;
        section.reset();
        continue;
      }
      if (kind == RuleKind::SectionApplicationRule) {
        section = i;
        heading = here;
        continue;
      }
      const bool below = here == heading || here == nullptr || (heading != nullptr && here->level > heading->level);
      if (section && !below) section.reset();
      if (!plan_of_file_.rules[i].kept || is_frame(kind)) {
        if (is_head(kind) || kind == RuleKind::VocabularyRule || kind == RuleKind::LanguageRule) {
          plan_of_file_.rules[i].kept = true;
        }
        continue;
      }
      if (is_word(kind)) continue;
      if (scheme) plan_of_file_.rules[*scheme].kept = true;
      if (section) plan_of_file_.rules[*section].kept = true;
    }
  }

  void find_parts() {
    const std::string_view text = source_.text;
    std::uint32_t at = 0;
    for (std::size_t i = 0; i < source_.blocks.size(); ++i) {
      const base::Block& block = source_.blocks[i];
      const std::uint32_t begin = line_begin(text, block.fence_begin);
      add_prose(at, begin);
      at = block.closed ? line_end(text, block.end) : block.end;
      Part part;
      part.kind = Part::Kind::Block;
      part.begin = begin;
      part.end = at;
      part.block = i;
      parts_.push_back(part);
    }
    add_prose(at, static_cast<std::uint32_t>(text.size()));
  }

  void add_prose(std::uint32_t begin, std::uint32_t end) {
    const auto add = [&](Part::Kind kind, std::uint32_t from, std::uint32_t to, std::uint8_t level) {
      if (from >= to || is_blank(std::string_view(source_.text).substr(from, to - from))) return;
      Part part;
      part.kind = kind;
      part.begin = from;
      part.end = to;
      part.level = level;
      parts_.push_back(part);
    };
    for (const base::Heading& heading : source_.headings) {
      if (heading.begin < begin || heading.begin >= end) continue;
      const std::uint32_t line = line_begin(source_.text, heading.begin);
      add(Part::Kind::Prose, begin, line, 0);
      begin = line_end(source_.text, heading.end);
      add(Part::Kind::Heading, line, begin, heading.level);
    }
    add(Part::Kind::Prose, begin, end, 0);
  }

  /// Rules of a block, in order.
  std::vector<std::size_t> rules_in(std::size_t block) const {
    std::vector<std::size_t> rules;
    for (std::size_t i = 0; i < file_.rules.size(); ++i) {
      const std::uint32_t begin = file_.rules[i].span().begin;
      if (source_.blocks[block].begin <= begin && begin < source_.blocks[block].end) rules.push_back(i);
    }
    return rules;
  }

  /// A heading stays where a block under it does, or where there never was one; prose stays with the block that follows
  /// it under its heading, else with the one before, else with the heading.
  void keep_parts() {
    for (Part& part : parts_) {
      if (part.kind != Part::Kind::Block) continue;
      for (const std::size_t rule : rules_in(part.block)) part.kept = part.kept || plan_of_file_.rules[rule].kept;
    }
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      if (parts_[i].kind == Part::Kind::Heading) parts_[i].kept = keeps_heading(i);
    }
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      if (parts_[i].kind == Part::Kind::Prose) parts_[i].kept = keeps_prose(i);
    }
  }

  bool keeps_heading(std::size_t position) const {
    bool any_block = false;
    for (std::size_t i = position + 1; i < parts_.size(); ++i) {
      if (parts_[i].kind == Part::Kind::Heading && parts_[i].level <= parts_[position].level) break;
      if (parts_[i].kind != Part::Kind::Block) continue;
      any_block = true;
      if (parts_[i].kept) return true;
    }
    return !any_block;
  }

  bool keeps_prose(std::size_t position) const {
    for (std::size_t i = position + 1; i < parts_.size() && parts_[i].kind != Part::Kind::Heading; ++i) {
      if (parts_[i].kind == Part::Kind::Block) return parts_[i].kept;
    }
    for (std::size_t i = position; i-- > 0;) {
      if (parts_[i].kind != Part::Kind::Prose) return parts_[i].kept;
    }
    return true;
  }

  std::string block_text(std::size_t block) {
    const base::Block& place = source_.blocks[block];
    const std::string_view text = source_.text;
    std::string body;
    std::uint32_t begin = place.begin;
    const std::vector<std::size_t> rules = rules_in(block);
    for (std::size_t i = 0; i < rules.size(); ++i) {
      const RuleView rule = file_.rules[rules[i]];
      const bool is_last = i + 1 == rules.size();
      const std::uint32_t end = is_last ? place.end : line_end(text, rule.span().end);
      if (plan_of_file_.rules[rules[i]].kept) {
        const std::string words = rule_text(rules[i], begin, end);
        if (!body.empty() && !words.empty()) body += "\n";
        body += words;
      }
      begin = end;
    }
    return "```avenant\n" + body + "```";
  }

  /// A rule with the comments above it, and where its wording comes from.
  std::string rule_text(std::size_t position, std::uint32_t begin, std::uint32_t end) {
    const RuleView rule = file_.rules[position];
    const std::uint32_t line = line_begin(source_.text, rule.span().begin);
    if (is_head(rule.kind()) && !is_vocabulary()) return head_text(rule, begin, end);
    std::string text;
    const std::string_view above = trimmed(std::string_view(source_.text).substr(begin, line - begin));
    if (!above.empty()) text += std::string(above) + "\n";
    for (const std::string& comment : origin_comments(plan_of_file_.rules[position].origins)) text += comment + "\n";
    text += std::string(trimmed(plan_of_file_.edits.apply(line, end)));
    return text + "\n";
  }

  std::vector<std::string> origin_comments(const std::vector<std::string>& origins) const {
    std::vector<std::string> comments;
    const bool english = file_.tree->language() == syntax::KeywordLanguage::English;
    for (const std::string& origin : origins) {
      comments.push_back((english ? "-- wording from " : "-- rédaction issue de ") + origin);
    }
    return comments;
  }

  /// The head of the consolidated text in the first file, its continuation in the others.
  std::string head_text(RuleView rule, std::uint32_t begin, std::uint32_t end) {
    const bool own = rule.name() && base::normalise(rule.name()->text()) == head_.name;
    const bool first = is_first_;
    is_first_ = false;
    if (own) return std::string(trimmed(std::string_view(source_.text).substr(begin, end - begin))) + "\n";
    const hir::Text& text = plan_.program.texts[file_.text];
    std::string comment = "-- " + plan_.program.names.text(text.name);
    if (!text.title.empty()) comment += " : " + text.title;
    if (!text.reference.empty()) comment += " (" + text.reference + ")";
    if (first) return comment + "\n" + head_.rule;
    const std::string_view continues = syntax::spelling(syntax::Keyword::ContinuationOf, file_.tree->language());
    return comment + "\n" + std::string(continues) + " " + head_.name + "\n";
  }

  Plan& plan_;
  const File& file_;
  FilePlan& plan_of_file_;
  const base::Source& source_;
  const TextHead& head_;
  bool& is_first_;
  std::vector<Part> parts_;
};

/// The files of texts in order of application; a file that begins a text comes before those that continue it.
std::vector<std::size_t> writing_order(const Plan& plan) {
  std::vector<std::size_t> order(plan.files.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto continues = [&](std::size_t file) {
    const auto& rules = plan.index.files()[file].rules;
    return std::any_of(rules.begin(), rules.end(),
                       [](RuleView rule) { return rule.kind() == RuleKind::ContinuationRule; });
  };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
    const auto key = [&](std::size_t file) { return std::make_pair(plan.index.files()[file].text, continues(file)); };
    return key(left) < key(right);
  });
  return order;
}

}  // namespace

std::vector<TextFile> write_files(Plan& plan, const TextHead& head) {
  std::vector<std::optional<std::string>> texts(plan.files.size());
  bool is_first = true;
  for (const std::size_t file : writing_order(plan)) texts[file] = FileWriter(plan, file, head, is_first).write();
  std::vector<TextFile> files;
  for (std::size_t file = 0; file < texts.size(); ++file) {
    if (!texts[file]) continue;
    files.push_back({plan.sources[plan.index.files()[file].tree->source()].name_in_project, *texts[file]});
  }
  return files;
}

}  // namespace avenant::consolidate
