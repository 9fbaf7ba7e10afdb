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

/// What a line is of a stream of cases.
enum class LineKind : std::uint8_t {
  Empty,
  Case,  ///< One object, whose brackets close at its end: whether it is well-formed or not, it costs itself only.
  Other,
};

/// The offset after the string that begins at `at`; npos where it does not end.
std::size_t after_string(std::string_view line, std::size_t at) {
  while (true) {
    const std::size_t quote = line.find('"', at + 1);
    if (quote == std::string_view::npos) return quote;
    std::size_t n_backslashes = 0;
    while (line[quote - 1 - n_backslashes] == '\\') ++n_backslashes;
    if (n_backslashes % 2 == 0) return quote + 1;
    at = quote;
  }
}

/// The offset after the bracket that closes the one at `at`, as JsonCases::Recovery finds it; npos where there is none.
std::size_t after_brackets(std::string_view line, std::size_t at) {
  std::size_t depth = 0;
  while (at < line.size()) {
    switch (line[at]) {
      case '"':
        at = after_string(line, at);
        continue;
      case '{':
      case '[':
        ++depth;
        break;
      case '}':
      case ']':
        if (--depth == 0) return at + 1;
        break;
      default:
        break;
    }
    ++at;
  }
  return std::string_view::npos;
}

LineKind kind_of_line(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return LineKind::Empty;
  if (line[begin] != '{') return LineKind::Other;
  const std::size_t end = after_brackets(line, begin);
  if (end == std::string_view::npos) return LineKind::Other;
  return line.find_first_not_of(" \t\r", end) == std::string_view::npos ? LineKind::Case : LineKind::Other;
}

}  // namespace

/// Looks, byte after byte from the beginning of a broken case, for where reading goes on.
class JsonCases::Recovery {
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

JsonCases::JsonCases(Window& window, std::string_view path, FaultLog& faults,
                     const std::function<bool(RawCase&)>& on_case, const JsonLimits& limits, std::size_t n_before)
    : window_(window),
      path_(path),
      faults_(faults),
      on_case_(on_case),
      limits_(limits),
      parser_(std::make_unique<JsonParser>(window, limits_)),
      n_cases_(n_before) {
  raw_.data_path = path;
}

JsonCases::~JsonCases() = default;

bool JsonCases::skip_spaces() {
  window_.drop(pending_);
  pending_ = 0;
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
void JsonCases::report(Code code, std::size_t offset, std::size_t size, bool rejects_case) {
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
void JsonCases::see(std::size_t offset) {
  constexpr std::size_t kLongestCharacter = 4;
  while (window_.view().size() < offset + kLongestCharacter && window_.more()) {
  }
}

/// Reports the first byte up to `last` that is not UTF-8, if there is one.
bool JsonCases::report_invalid_utf8(std::size_t last) {
  see(last);
  const auto invalid = base::find_invalid_utf8(window_.view().substr(0, last + 4));
  if (!invalid || *invalid > last) return false;
  report(Code::DataNotUtf8, *invalid, 1);
  return true;
}

void JsonCases::one_case() {
  raw_.number = ++n_cases_;
  raw_.position = window_.position();
  after_comma_ = false;
  if (!parser_->parse_case(raw_)) {
    broken_case();
    return;
  }
  const std::size_t size = parser_->offset();
  needs_comma_ = true;
  if (!report_invalid_utf8(size - 1)) {
    raw_.text = window_.view().substr(0, size);
    if (!on_case_(raw_)) stopped_ = true;
  }
  window_.drop(size);
}

void JsonCases::broken_case() {
  Recovery recovery(indent_);
  std::size_t error = std::min(parser_->offset(), window_.view().size());
  std::size_t at = 0;
  auto step = Recovery::Step::Further;
  while (at <= error && at < window_.view().size() &&
         (step = recovery.feed(window_.view()[at])) == Recovery::Step::Further)
    ++at;
  // An error found in the next case, or after it, is the missing end of this one.
  if (step == Recovery::Step::CaseHere && at > 0) error = at - 1 - std::min(at - 1, indent_.size());
  if (!report_invalid_utf8(error)) {
    switch (parser_->problem()) {
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

void JsonCases::go_on(Recovery& recovery, std::size_t at) {
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
void JsonCases::skip_item() {
  while (!window_.view().empty() || window_.more()) {
    const std::size_t end = window_.view().find_first_of(",]{\n");
    window_.drop(std::min(end, window_.view().size()));
    if (end != std::string_view::npos) return;
  }
}

void JsonCases::no_case() {
  ++n_cases_;
  raw_.id.clear();
  after_comma_ = false;
  const bool is_list = window_.view().front() == '[';
  if (is_list) report(Code::CaseNotObject, 0, 1);
  if (parser_->skip_value()) {
    constexpr std::size_t kMaxShown = 80;
    const std::size_t size = std::min(parser_->offset(), window_.view().size());
    if (!is_list && !report_invalid_utf8(size - 1)) {
      report(Code::CaseNotObject, 0, std::min(size, kMaxShown));
    }
    window_.drop(size);
    needs_comma_ = true;
    return;
  }
  const std::size_t error = std::min(parser_->offset(), window_.view().size());
  if (!is_list && !report_invalid_utf8(error)) {
    report(parser_->problem() == JsonProblem::TooLong ? Code::CaseTooLong : Code::MalformedJson, error, 1);
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

void JsonCases::separator(char found) {
  const bool is_comma = found == ',';
  if (is_comma ? !needs_comma_ : after_comma_) report(Code::MalformedJson, 0, 1, false);
  window_.drop(1);
  needs_comma_ = false;
  after_comma_ = is_comma;
  if (!is_comma) in_array_ = false;
}

bool JsonCases::step() {
  if (stopped_ || !skip_spaces()) return false;
  const char first = window_.view().front();
  if (in_array_ && (first == ',' || first == ']')) {
    separator(first);
    return true;
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
  return true;
}

std::size_t JsonCases::finish() {
  if (in_array_ && !stopped_) report(Code::MalformedJson, 0, 0, false);
  if (n_cases_ == 0) {
    diagnostics::Sink sink;
    sink.report(Code::NoCase).path(path_);
    faults_.add_all({}, sink);
  }
  return n_cases_;
}

std::size_t JsonCases::find_line_break(std::size_t from) {
  while (true) {
    const std::string_view view = window_.view();
    const std::size_t found = view.find('\n', from);
    if (found != std::string_view::npos) return found;
    from = view.size();
    if (from > kMaxCaseBytes || !window_.more()) return window_.view().size();
  }
}

LineCases JsonCases::take_lines(std::size_t n_most) {
  LineCases taken;
  window_.drop(pending_);
  pending_ = 0;
  if (in_array_ || stopped_) return taken;
  find_line_break(0);
  taken.position = window_.position();
  taken.offset = window_.n_dropped();
  const std::string_view view = window_.view();
  std::size_t at = 0;
  while (taken.n_cases < n_most && at < view.size()) {
    const std::size_t found = view.find('\n', at);
    // What is in sight without a line break is a line where nothing comes after it: the first one has been looked for.
    if (found == std::string_view::npos && at > 0) break;
    const std::size_t end = std::min(found, view.size());
    const std::string_view line = view.substr(at, end - at);
    const LineKind kind = line.size() > kMaxCaseBytes ? LineKind::Other : kind_of_line(line);
    if (kind == LineKind::Other) break;
    if (kind == LineKind::Case) ++taken.n_cases;
    at = std::min(end + 1, view.size());
  }
  if (taken.n_cases == 0) return taken;
  taken.text = view.substr(0, at);
  n_cases_ += taken.n_cases;
  // The text stays in sight until the window moves.
  pending_ = at;
  in_indent_ = true;
  indent_.clear();
  needs_comma_ = false;
  return taken;
}

std::size_t read_json_cases(Window& window, std::string_view path, FaultLog& faults,
                            const std::function<bool(RawCase&)>& on_case, const JsonLimits& limits) {
  JsonCases cases(window, path, faults, on_case, limits);
  while (cases.step()) {
  }
  return cases.finish();
}

std::size_t read_json_cases(std::string_view bytes, std::string_view path, FaultLog& faults,
                            const std::function<bool(RawCase&)>& on_case, const JsonLimits& limits) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  TextSource source(bytes);
  Window window(source);
  return read_json_cases(window, path, faults, on_case, limits);
}

}  // namespace avenant::cases
