#include "compiler/diagnostics/diagnostics.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <tuple>

#include "compiler/base/check.hpp"

namespace avenant::diagnostics {
namespace {

constexpr auto kCodes = std::to_array<CodeInfo>({
#define AVENANT_DIAGNOSTIC(name, number, level, title_fr, title_en, help_fr, help_en) \
  CodeInfo{#name, number, Level::level, title_fr, title_en, help_fr, help_en},
#include "compiler/diagnostics/diagnostics.def"
#undef AVENANT_DIAGNOSTIC
});

struct LabelTexts {
  std::string_view french, english;
};

constexpr std::array kLabels = {
#define AVENANT_LABEL(name, text_fr, text_en) LabelTexts{text_fr, text_en},
#include "compiler/diagnostics/labels.def"
#undef AVENANT_LABEL
};

constexpr bool codes_are_unique() {
  for (std::size_t left = 0; left < kCodes.size(); ++left) {
    for (std::size_t right = left + 1; right < kCodes.size(); ++right)
      if (kCodes[left].number == kCodes[right].number) return false;
  }
  return true;
}
static_assert(codes_are_unique(), "two entries of diagnostics.def share a number");

constexpr std::size_t kMaxSecondary = 2;

}  // namespace

const CodeInfo& info(Code code) {
  const auto index = static_cast<std::size_t>(code);
  AVENANT_CHECK(index < kCodes.size(), "diagnostic code outside diagnostics.def");
  return kCodes[index];
}

std::size_t code_count() {
  return kCodes.size();
}

std::string id(Code code) {
  return "AVN" + std::to_string(info(code).number);
}

std::optional<Code> find_code(std::string_view text) {
  const auto is_prefix = [](char got, char upper) { return got == upper || got == upper - 'A' + 'a'; };
  constexpr std::string_view kPrefix = "AVN";
  if (text.size() > kPrefix.size() && std::equal(kPrefix.begin(), kPrefix.end(), text.begin(),
                                                 [&](char upper, char got) { return is_prefix(got, upper); }))
    text.remove_prefix(kPrefix.size());
  unsigned number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  const auto found =
      std::find_if(kCodes.begin(), kCodes.end(), [number](const CodeInfo& entry) { return entry.number == number; });
  if (found == kCodes.end()) return std::nullopt;
  return static_cast<Code>(found - kCodes.begin());
}

std::string_view label_text(Label label, Language language) {
  const auto index = static_cast<std::size_t>(label);
  AVENANT_CHECK(index < kLabels.size(), "label outside labels.def");
  return language == Language::French ? kLabels[index].french : kLabels[index].english;
}

Builder& Builder::with(std::string_view name, std::string_view value) {
  return with(name, value, value);
}

Builder& Builder::with(std::string_view name, std::string_view french, std::string_view english) {
  diagnostic_->parameters.push_back({std::string(name), std::string(french), std::string(english)});
  return *this;
}

Builder& Builder::with(std::string_view name, std::int64_t value) {
  return with(name, std::to_string(value));
}

Builder& Builder::label(base::Span span, Label label) {
  if (diagnostic_->secondary.size() < kMaxSecondary) diagnostic_->secondary.push_back({span, label});
  return *this;
}

Builder& Builder::fix(base::Span span, std::string_view replacement) {
  diagnostic_->fixes.push_back({span, std::string(replacement)});
  return *this;
}

Builder& Builder::case_line(std::string_view line) {
  diagnostic_->case_lines.emplace_back(line);
  return *this;
}

Builder& Builder::suggest(const std::vector<std::string>& names) {
  diagnostic_->suggestions.insert(diagnostic_->suggestions.end(), names.begin(), names.end());
  return *this;
}

Builder& Builder::path(std::string_view path) {
  diagnostic_->free_path = std::string(path);
  return *this;
}

Builder Sink::report(Code code, base::Span span) {
  return Builder(next(code, span));
}

Builder Sink::report(Code code) {
  return Builder(next(code, {}));
}

Diagnostic& Sink::next(Code code, base::Span span) {
  discarded_ = Diagnostic{code, span, {}, {}, {}, {}, {}, {}};
  switch (info(code).level) {
    case Level::Error:
      if (span.valid() && !error_places_.insert(span).second) return discarded_;
      if (n_errors_++ < max_errors_) break;
      ++n_dropped_;
      return discarded_;
    case Level::Warning:
      if (n_warnings_++ < max_errors_) break;
      ++n_dropped_;
      return discarded_;
    case Level::Note:
      break;
  }
  return diagnostics_.emplace_back(std::move(discarded_));
}

void Sink::add(const Diagnostic& diagnostic) {
  next(diagnostic.code, diagnostic.span) = diagnostic;
}

void Sink::drop_warnings(const std::function<bool(const Diagnostic&)>& is_unwanted) {
  n_warnings_ -= std::erase_if(diagnostics_, [&](const Diagnostic& diagnostic) {
    return info(diagnostic.code).level == Level::Warning && is_unwanted(diagnostic);
  });
}

void Sink::keep_first(std::size_t n) {
  std::size_t n_errors = 0;
  std::size_t n_warnings = 0;
  n_dropped_ += std::erase_if(diagnostics_, [&](const Diagnostic& diagnostic) {
    switch (info(diagnostic.code).level) {
      case Level::Error:
        return ++n_errors > n;
      case Level::Warning:
        return ++n_warnings > n;
      case Level::Note:
        break;
    }
    return false;
  });
}

void Sink::sort(const base::SourceMap& /*sources*/) {
  // Sources are ordered by id, that is by order of reading, which the session makes the order of paths.
  const auto place = [](const Diagnostic& diagnostic) {
    const base::Span span = diagnostic.span;
    const bool has_place = span.valid();
    return std::tuple(has_place, has_place ? span.source.index() : 0, span.begin, span.end);
  };
  std::stable_sort(diagnostics_.begin(), diagnostics_.end(),
                   [&](const Diagnostic& left, const Diagnostic& right) { return place(left) < place(right); });
}

std::string expand(std::string_view text, const std::vector<Parameter>& parameters, Language language) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    out.append(text.substr(0, open));
    if (open == std::string_view::npos) break;
    text.remove_prefix(open);
    const std::size_t close = text.find('}');
    const std::string_view name = close == std::string_view::npos ? text : text.substr(1, close - 1);
    const auto found = std::find_if(parameters.begin(), parameters.end(),
                                    [name](const Parameter& parameter) { return parameter.name == name; });
    if (close == std::string_view::npos || found == parameters.end()) {
      out.push_back('{');
      text.remove_prefix(1);
      continue;
    }
    out.append(language == Language::French ? found->french : found->english);
    text.remove_prefix(close + 1);
  }
  return out;
}

}  // namespace avenant::diagnostics
