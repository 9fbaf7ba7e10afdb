#include "compiler/cases/json_cases.hpp"

#include <utility>

#include "compiler/base/source.hpp"
#include "compiler/cases/json/json_parser.hpp"

namespace avenant::cases {
namespace {

using diagnostics::Code;

/// Longest indentation that is compared.
constexpr std::size_t kMaxIndent = 256;

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// The character at a place, for a message: `}`, or the end of the data.
std::pair<std::string, std::string> found_text(std::string_view bytes, std::size_t offset) {
  if (offset >= bytes.size()) return {"les données s’arrêtent ici", "the data end here"};
  if (bytes[offset] == '\n') return {"fin de ligne inattendue", "unexpected end of line"};
  const auto lead = static_cast<unsigned char>(bytes[offset]);
  const std::size_t length = lead < 0x80 ? 1 : (lead < 0xE0 ? 2 : (lead < 0xF0 ? 3 : 4));
  std::string found(bytes.substr(offset, length));
  if (lead < 0x20 || base::find_invalid_utf8(found)) found = hexadecimal_byte(bytes[offset]);
  return {"« " + found + " » inattendu", "unexpected “" + found + "”"};
}

/// Looks, byte after byte from the beginning of a broken case, for where reading goes on.
class Recovery {
 public:
  enum class Step : std::uint8_t {
    Further,
    EndAfter,  ///< The brackets of the case close with this byte, on its first line.
    CaseHere,  ///< A line begins as the case's own line does: its case begins with this byte.
  };

  explicit Recovery(std::string_view indent) : indent_(indent) {}

  Step feed(char byte) {
    if (byte == '\n') {
      on_first_line_ = in_string_ = is_escaped_ = false;
      n_matched_ = 0;
      return Step::Further;
    }
    if (on_first_line_) return follow_brackets(byte);
    if (n_matched_ > indent_.size()) return Step::Further;
    if (n_matched_ == indent_.size() && byte == '{') return Step::CaseHere;
    n_matched_ = n_matched_ < indent_.size() && byte == indent_[n_matched_] ? n_matched_ + 1 : indent_.size() + 1;
    return Step::Further;
  }

 private:
  Step follow_brackets(char byte) {
    if (in_string_) {
      const bool ends = byte == '"' && !is_escaped_;
      is_escaped_ = byte == '\\' && !is_escaped_;
      in_string_ = !ends;
      return Step::Further;
    }
    if (byte == '"') in_string_ = true;
    if (byte == '{' || byte == '[') ++depth_;
    if ((byte == '}' || byte == ']') && depth_ > 0 && --depth_ == 0) return Step::EndAfter;
    return Step::Further;
  }

  std::string_view indent_;
  bool on_first_line_ = true;
  bool in_string_ = false;
  bool is_escaped_ = false;
  std::size_t depth_ = 0;
  std::size_t n_matched_ = 0;
};

/// The stream of cases: what stands between them, and where reading goes on after a broken one.
class CaseStream {
 public:
  CaseStream(Window& window, std::string_view path, FaultLog& faults, const std::function<bool(RawCase&)>& on_case,
             const JsonLimits& limits)
      : window_(window), path_(path), faults_(faults), on_case_(on_case), limits_(limits), parser_(window, limits) {
    raw_.data_path = path;
  }

  std::size_t read();

 private:
  /// Drops spaces, keeping those that the line begins with. False at the end of the data.
  bool skip_spaces();
  void one_case();
  void no_case();
  void separator(char found);
  /// Reports why a case is broken, and drops it.
  void broken_case();
  /// Drops up to where reading goes on, from the step that `recovery` reached at byte `at`.
  void go_on(Recovery& recovery, std::size_t at);
  void skip_item();
  void report(Code code, std::size_t offset, std::size_t size, bool rejects_case = true);
  void see(std::size_t offset);
  bool report_invalid_utf8(std::size_t last);

  Window& window_;
  std::string_view path_;
  FaultLog& faults_;
  const std::function<bool(RawCase&)>& on_case_;
  const JsonLimits& limits_;
  JsonParser parser_;
  RawCase raw_;
  std::size_t n_cases_ = 0;
  bool in_array_ = false;
  bool needs_comma_ = false;  // an item was read
  bool after_comma_ = false;
  bool stopped_ = false;
  std::string indent_;  // the spaces that the current line begins with
  bool in_indent_ = true;
};

bool CaseStream::skip_spaces() {
  while (true) {
    const std::string_view view = window_.view();
    std::size_t at = 0;
    for (; at < view.size() && is_space(view[at]); ++at) {
      if (view[at] == '\n') {
        in_indent_ = true;
        indent_.clear();
      } else if (in_indent_ && indent_.size() < kMaxIndent) {
        indent_ += view[at];
      }
    }
    const bool found = at < view.size();
    window_.drop(at);
    if (found) {
      in_indent_ = false;
      return true;
    }
    if (!window_.more()) return false;
  }
}

/// A fault that costs the current case, or stands between two; `size` bytes from `offset` on are what was written.
void CaseStream::report(Code code, std::size_t offset, std::size_t size, bool rejects_case) {
  see(offset);
  const std::string_view view = window_.view();
  const Position position = window_.position(std::min(offset, view.size()));
  const auto [french, english] = found_text(view, offset);
  const std::string_view value = view.substr(std::min(offset, view.size()), size);
  diagnostics::Sink sink;
  diagnostics::Builder message = sink.report(code).path(place_text(path_, position));
  if (code == Code::MalformedJson) message.with("found", french, english);
  if (code == Code::CaseNotObject) message.with("found", value);
  if (code == Code::JsonTooDeep) message.with("limit", static_cast<std::int64_t>(limits_.max_depth));
  if (code == Code::TooManyValues) message.with("limit", static_cast<std::int64_t>(limits_.max_values));
  if (code == Code::CaseTooLong) message.with("limit", static_cast<std::int64_t>(kMaxCaseBytes / 1024 / 1024));
  if (code == Code::DataNotUtf8) {
    message.with("byte", hexadecimal_byte(view[offset]))
        .with("offset", static_cast<std::int64_t>(window_.n_dropped() + offset));
  }
  const std::string_view id = rejects_case ? std::string_view(raw_.id) : std::string_view();
  faults_.add_all({position, n_cases_, id, {}, value, rejects_case}, sink);
}

/// Brings a byte in sight, and enough after it for its character to be whole.
void CaseStream::see(std::size_t offset) {
  constexpr std::size_t kLongestCharacter = 4;
  while (window_.view().size() < offset + kLongestCharacter && window_.more()) {
  }
}

/// Reports the first byte up to `last` that is not UTF-8, if there is one.
bool CaseStream::report_invalid_utf8(std::size_t last) {
  see(last);
  const auto invalid = base::find_invalid_utf8(window_.view().substr(0, last + 4));
  if (!invalid || *invalid > last) return false;
  report(Code::DataNotUtf8, *invalid, 1);
  return true;
}

void CaseStream::one_case() {
  raw_.number = ++n_cases_;
  raw_.position = window_.position();
  after_comma_ = false;
  if (!parser_.parse_case(raw_)) {
    broken_case();
    return;
  }
  const std::size_t size = parser_.offset();
  needs_comma_ = true;
  if (!report_invalid_utf8(size - 1)) {
    raw_.text = window_.view().substr(0, size);
    if (!on_case_(raw_)) stopped_ = true;
  }
  window_.drop(size);
}

void CaseStream::broken_case() {
  Recovery recovery(indent_);
  std::size_t error = std::min(parser_.offset(), window_.view().size());
  std::size_t at = 0;
  auto step = Recovery::Step::Further;
  while (at <= error && at < window_.view().size() &&
         (step = recovery.feed(window_.view()[at])) == Recovery::Step::Further)
    ++at;
  // An error found in the next case, or after it, is the missing end of this one.
  if (step == Recovery::Step::CaseHere && at > 0) error = at - 1 - std::min(at - 1, indent_.size());
  if (!report_invalid_utf8(error)) {
    switch (parser_.problem()) {
      case JsonProblem::None:
      case JsonProblem::Malformed:
        report(Code::MalformedJson, error, 1);
        break;
      case JsonProblem::TooDeep:
        report(Code::JsonTooDeep, error, 1);
        break;
      case JsonProblem::TooManyValues:
        report(Code::TooManyValues, error, 1);
        break;
      case JsonProblem::TooLong:
        report(Code::CaseTooLong, 0, 1);
        break;
    }
  }
  if (step == Recovery::Step::Further) {
    go_on(recovery, at);
  } else {
    needs_comma_ = step == Recovery::Step::EndAfter;
    window_.drop(needs_comma_ ? at + 1 : at);
  }
}

void CaseStream::go_on(Recovery& recovery, std::size_t at) {
  while (true) {
    while (at < window_.view().size()) {
      const Recovery::Step step = recovery.feed(window_.view()[at]);
      if (step != Recovery::Step::Further) {
        needs_comma_ = step == Recovery::Step::EndAfter;
        window_.drop(needs_comma_ ? at + 1 : at);
        return;
      }
      ++at;
    }
    window_.drop(at);
    at = 0;
    if (!window_.more()) return;
  }
}

/// Drops up to the next comma, bracket, brace or line of an array.
void CaseStream::skip_item() {
  while (!window_.view().empty() || window_.more()) {
    const std::size_t end = window_.view().find_first_of(",]{\n");
    window_.drop(std::min(end, window_.view().size()));
    if (end != std::string_view::npos) return;
  }
}

void CaseStream::no_case() {
  ++n_cases_;
  raw_.id.clear();
  after_comma_ = false;
  const bool is_list = window_.view().front() == '[';
  if (is_list) report(Code::CaseNotObject, 0, 1);
  if (parser_.skip_value()) {
    constexpr std::size_t kMaxShown = 80;
    const std::size_t size = std::min(parser_.offset(), window_.view().size());
    if (!is_list && !report_invalid_utf8(size - 1)) {
      report(Code::CaseNotObject, 0, std::min(size, kMaxShown));
    }
    window_.drop(size);
    needs_comma_ = true;
    return;
  }
  const std::size_t error = std::min(parser_.offset(), window_.view().size());
  if (!is_list && !report_invalid_utf8(error)) {
    report(parser_.problem() == JsonProblem::TooLong ? Code::CaseTooLong : Code::MalformedJson, error, 1);
  }
  if (in_array_ && !is_list) {
    window_.drop(error);
    skip_item();
    needs_comma_ = true;
    return;
  }
  Recovery recovery(indent_);
  go_on(recovery, 0);
}

void CaseStream::separator(char found) {
  const bool is_comma = found == ',';
  if (is_comma ? !needs_comma_ : after_comma_) report(Code::MalformedJson, 0, 1, false);
  window_.drop(1);
  needs_comma_ = false;
  after_comma_ = is_comma;
  if (!is_comma) in_array_ = false;
}

std::size_t CaseStream::read() {
  while (!stopped_ && skip_spaces()) {
    const char first = window_.view().front();
    if (in_array_ && (first == ',' || first == ']')) {
      separator(first);
      continue;
    }
    if (in_array_ && needs_comma_) report(Code::MalformedJson, 0, 1, false);
    needs_comma_ = false;
    if (first == '{') {
      one_case();
    } else if (first == '[' && !in_array_) {
      in_array_ = true;
      after_comma_ = false;
      window_.drop(1);
    } else {
      no_case();
    }
  }
  if (in_array_ && !stopped_) report(Code::MalformedJson, 0, 0, false);
  if (n_cases_ == 0) {
    diagnostics::Sink sink;
    sink.report(Code::NoCase).path(path_);
    faults_.add_all({}, sink);
  }
  return n_cases_;
}

}  // namespace

std::size_t read_json_cases(Window& window, std::string_view path, FaultLog& faults,
                            const std::function<bool(RawCase&)>& on_case, const JsonLimits& limits) {
  return CaseStream(window, path, faults, on_case, limits).read();
}

std::size_t read_json_cases(std::string_view bytes, std::string_view path, FaultLog& faults,
                            const std::function<bool(RawCase&)>& on_case, const JsonLimits& limits) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  TextSource source(bytes);
  Window window(source);
  return read_json_cases(window, path, faults, on_case, limits);
}

}  // namespace avenant::cases
