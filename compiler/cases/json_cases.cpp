#include "compiler/cases/json_cases.hpp"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

#include "compiler/base/source.hpp"

namespace avenant::cases {
namespace {

using diagnostics::Code;
using diagnostics::Sink;

/// Finds lines and columns of offsets that only grow, in one pass over the bytes.
class Locator {
 public:
  Locator(std::string_view bytes, std::string path) : bytes_(bytes), path_(std::move(path)) {}

  /// `path:line:column` of an offset; the column counts code points.
  std::string place(std::size_t offset) {
    if (offset > bytes_.size()) offset = bytes_.size();
    if (offset < at_) rewind(offset);
    for (; at_ < offset; ++at_) {
      if (bytes_[at_] == '\n') {
        ++line_;
        column_ = 1;
      } else if ((static_cast<unsigned char>(bytes_[at_]) & 0xC0U) != 0x80U) {
        ++column_;
      }
    }
    return path_ + ":" + std::to_string(line_) + ":" + std::to_string(column_);
  }

 private:
  void rewind(std::size_t offset) {
    at_ = 0;
    line_ = 1;
    column_ = 1;
    // Offsets go back by a token at most: start at the beginning of the line, whose number is known by counting.
    const std::size_t line_break = offset == 0 ? std::string_view::npos : bytes_.rfind('\n', offset - 1);
    if (line_break == std::string_view::npos) return;
    for (std::size_t i = 0; i <= line_break; ++i) line_ += bytes_[i] == '\n' ? 1U : 0U;
    at_ = line_break + 1;
  }

  std::string_view bytes_;
  std::string path_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t column_ = 1;
};

/// Reads characters and tells how many were read, so that a handler knows where it is.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, const char** seen) : at_(at), seen_(seen) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    ++at_;
    if (seen_ != nullptr) *seen_ = at_;
    return *this;
  }
  CountingIterator operator++(int) {
    const CountingIterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const CountingIterator& other) const { return at_ == other.at_; }

 private:
  const char* at_;
  const char** seen_;
};

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// What a parser that stopped was stopped by.
enum class Stop : std::uint8_t { None, Malformed, NumberTooLarge, Reported, Asked };

/// Builds cases from the events of the JSON parser.
class Handler {
 public:
  Handler(std::string_view bytes, const std::string& path, Sink& sink, const std::function<bool(RawCase&)>& on_case,
          const JsonLimits& limits)
      : bytes_(bytes), locator_(bytes, path), sink_(sink), on_case_(on_case), limits_(limits) {}

  /// Parses one document that begins at `offset`; gives where it ended.
  std::size_t parse(std::size_t offset);

  [[nodiscard]] Stop stop() const { return stop_; }
  [[nodiscard]] std::size_t n_cases() const { return n_cases_; }
  [[nodiscard]] bool in_array() const { return in_array_; }
  std::string place(std::size_t offset) { return locator_.place(offset); }
  std::size_t error_offset() const { return error_offset_; }
  [[nodiscard]] const std::string& error_token() const { return error_token_; }

  // The events, as the parser names them.
  bool null() { return scalar({RawKind::Null, {}, {}}, 4); }
  bool boolean(bool value) { return scalar({RawKind::Boolean, value ? "true" : "false", {}}, value ? 4 : 5); }
  bool number_integer(std::int64_t value) { return number(std::to_string(value)); }
  bool number_unsigned(std::uint64_t value) { return number(std::to_string(value)); }
  bool number_float(nlohmann::json::number_float_t /*rounded*/, const std::string& digits) { return number(digits); }
  bool string(std::string& value) {
    const std::size_t length = value.size() + 2;
    return scalar({RawKind::Text, std::move(value), {}}, length);
  }
  bool binary(nlohmann::json::binary_t& /*value*/) { return false; }
  bool key(std::string& name);
  bool start_object(std::size_t size);
  bool end_object();
  bool start_array(std::size_t size);
  bool end_array();
  bool parse_error(std::size_t position, const std::string& last_token, const nlohmann::json::exception& error);

 private:
  [[nodiscard]] std::size_t seen_offset() const { return static_cast<std::size_t>(seen_ - bytes_.data()); }
  bool number(std::string digits);
  bool scalar(RawValue value, std::size_t length);
  bool add(RawValue value, std::size_t offset);
  bool fail(Code code, std::size_t offset, std::size_t limit);
  bool deeper();

  std::string_view bytes_;
  Locator locator_;
  Sink& sink_;
  const std::function<bool(RawCase&)>& on_case_;
  const JsonLimits& limits_;

  const char* seen_ = nullptr;
  std::size_t base_ = 0;
  Stop stop_ = Stop::None;
  std::size_t error_offset_ = 0;
  std::string error_token_;

  RawCase case_;
  std::size_t n_cases_ = 0;
  std::size_t depth_ = 0;  // objects and arrays open
  bool in_array_ = false;  // cases are the items of an array
  bool in_case_ = false;
  bool in_list_ = false;         // an array as a value
  bool list_has_group_ = false;  // … that holds objects or arrays
  std::size_t list_depth_ = 0;
  RawValue list_;
  std::vector<std::size_t> marks_;  // lengths of `path_` before each open object's key
  std::vector<std::string> path_;
};

std::size_t Handler::parse(std::size_t offset) {
  seen_ = bytes_.data() + offset;
  base_ = offset;
  stop_ = Stop::None;
  depth_ = 0;
  in_case_ = in_list_ = in_array_ = false;
  path_.clear();
  marks_.clear();
  const CountingIterator first(bytes_.data() + offset, &seen_);
  const CountingIterator last(bytes_.data() + bytes_.size(), nullptr);
  nlohmann::json::sax_parse(first, last, this, nlohmann::json::input_format_t::json, false);
  return seen_offset();
}

bool Handler::fail(Code code, std::size_t offset, std::size_t limit) {
  sink_.report(code).path(place(offset)).with("limit", static_cast<std::int64_t>(limit));
  stop_ = Stop::Reported;
  error_offset_ = offset;
  return false;
}

bool Handler::deeper() {
  if (++depth_ <= limits_.max_depth) return true;
  return fail(Code::JsonTooDeep, seen_offset() - 1, limits_.max_depth);
}

bool Handler::number(std::string digits) {
  const std::size_t length = digits.size();
  // The parser has read one character past a number that does not end the data.
  const bool ends_data = seen_ > bytes_.data() && seen_[-1] >= '0' && seen_[-1] <= '9';
  return scalar({RawKind::Number, std::move(digits), {}}, length + (ends_data ? 0 : 1));
}

bool Handler::scalar(RawValue value, std::size_t length) {
  const std::size_t end = seen_offset();
  const std::size_t offset = end > length ? end - length : 0;
  if (in_list_) {
    if (list_.items.size() >= limits_.max_values) return fail(Code::TooManyValues, offset, limits_.max_values);
    list_.items.push_back(std::move(value.text));
    return true;
  }
  if (!in_case_) {
    sink_.report(Code::CaseNotObject)
        .path(place(offset))
        .with("found", value.kind == RawKind::Null ? "null" : value.text);
    ++n_cases_;
    return true;
  }
  return add(std::move(value), offset);
}

bool Handler::add(RawValue value, std::size_t offset) {
  if (path_.size() == 1 && (path_[0] == "id" || path_[0] == "commentaire")) {
    (path_[0] == "id" ? case_.id : case_.comment) = std::move(value.text);
  } else if (case_.entries.size() >= limits_.max_values) {
    return fail(Code::TooManyValues, offset, limits_.max_values);
  } else {
    case_.entries.push_back({path_, std::move(value), place(offset)});
  }
  path_.resize(marks_.back());
  return true;
}

bool Handler::key(std::string& name) {
  if (in_list_) return true;
  for (std::string& segment : split_address(name)) path_.push_back(std::move(segment));
  if (path_.size() == marks_.back()) path_.push_back(name);
  return true;
}

bool Handler::start_object(std::size_t /*size*/) {
  if (!deeper()) return false;
  if (in_list_) {
    list_has_group_ = true;
    return true;
  }
  if (!in_case_) {
    in_case_ = true;
    case_ = RawCase{};
    case_.number = ++n_cases_;
    case_.place = place(seen_offset() - 1);
    path_.clear();
  }
  marks_.push_back(path_.size());
  return true;
}

bool Handler::end_object() {
  --depth_;
  if (in_list_) return true;
  marks_.pop_back();
  if (!marks_.empty()) {
    path_.resize(marks_.back());
    return true;
  }
  in_case_ = false;
  if (on_case_(case_)) return true;
  stop_ = Stop::Asked;
  return false;
}

bool Handler::start_array(std::size_t /*size*/) {
  if (!deeper()) return false;
  if (in_list_) {
    list_has_group_ = true;
  } else if (in_case_) {
    in_list_ = true;
    list_has_group_ = false;
    list_depth_ = depth_;
    list_ = RawValue{RawKind::List, {}, {}};
  } else if (!in_array_) {
    in_array_ = true;
  } else {
    sink_.report(Code::CaseNotObject).path(place(seen_offset() - 1)).with("found", "[");
    ++n_cases_;
  }
  return true;
}

bool Handler::end_array() {
  const std::size_t depth = depth_--;
  if (!in_list_ || depth != list_depth_) return true;
  in_list_ = false;
  if (list_has_group_) list_ = RawValue{RawKind::Group, {}, {}};
  return add(std::move(list_), seen_offset() - 1);
}

bool Handler::parse_error(std::size_t position, const std::string& last_token, const nlohmann::json::exception& error) {
  constexpr int kNumberOverflow = 406;
  stop_ = error.id == kNumberOverflow ? Stop::NumberTooLarge : Stop::Malformed;
  // The position counts the characters read, the offending one included.
  error_offset_ = base_ + (position > 0 ? position - 1 : 0);
  error_token_ = last_token;
  return false;
}

/// Where reading can go on after a broken case that begins at `offset`: the next line that begins with '{', or the end. It
/// may lie before the place of the error, where a case whose end is missing has swallowed the following one.
std::size_t next_case(std::string_view bytes, std::size_t offset) {
  while (true) {
    const std::size_t line_break = bytes.find('\n', offset);
    if (line_break == std::string_view::npos) return bytes.size();
    offset = line_break + 1;
    if (offset < bytes.size() && bytes[offset] == '{') return offset;
  }
}

/// The character at a place, for a message: `}`, or the end of the data.
std::pair<std::string, std::string> found_text(std::string_view bytes, std::size_t offset) {
  if (offset >= bytes.size()) return {"les données s’arrêtent ici", "the data end here"};
  if (bytes[offset] == '\n') return {"fin de ligne inattendue", "unexpected end of line"};
  std::size_t end = offset + 1;
  while (end < bytes.size() && (static_cast<unsigned char>(bytes[end]) & 0xC0U) == 0x80U) ++end;
  const std::string found(bytes.substr(offset, end - offset));
  return {"« " + found + " » inattendu", "unexpected “" + found + "”"};
}

std::string hexadecimal(unsigned char byte) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  return std::string("0x") + kDigits[byte >> 4U] + kDigits[byte & 0xFU];
}

/// `next` is where the following case begins: an error found there or later is the missing end of this one.
void report_stop(std::string_view bytes, Handler& handler, std::size_t next, Sink& sink) {
  std::size_t offset = std::min(handler.error_offset(), bytes.size());
  if (!handler.in_array() && offset >= next && next > 0 && next < bytes.size()) offset = next - 1;
  if (handler.stop() == Stop::NumberTooLarge) {
    const std::string& token = handler.error_token();
    offset -= std::min(offset, token.size());
    sink.report(Code::InputNumberTooLarge).path(handler.place(offset)).with("name", "JSON").with("value", token);
    return;
  }
  const auto [french, english] = found_text(bytes, offset);
  sink.report(Code::MalformedJson).path(handler.place(offset)).with("found", french, english);
}

}  // namespace

std::size_t read_json_cases(std::string_view bytes, const std::string& path, Sink& sink,
                            const std::function<bool(RawCase&)>& on_case, const JsonLimits& limits) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  Handler handler(bytes, path, sink, on_case, limits);
  if (const auto bad = base::find_invalid_utf8(bytes)) {
    sink.report(Code::DataNotUtf8)
        .path(handler.place(*bad))
        .with("byte", hexadecimal(static_cast<unsigned char>(bytes[*bad])))
        .with("offset", static_cast<std::int64_t>(*bad));
    return 0;
  }
  std::size_t offset = 0;
  std::size_t n_broken = 0;
  while (true) {
    while (offset < bytes.size() && is_space(bytes[offset])) ++offset;
    if (offset == bytes.size()) break;
    const std::size_t begin = offset;
    offset = handler.parse(begin);
    if (handler.stop() == Stop::None) continue;
    if (handler.stop() == Stop::Asked) break;
    const std::size_t resumed = next_case(bytes, begin);
    if (handler.stop() != Stop::Reported) report_stop(bytes, handler, resumed, sink);
    ++n_broken;
    if (handler.in_array()) break;
    offset = resumed;
  }
  if (handler.n_cases() + n_broken == 0) sink.report(Code::NoCase).path(path);
  return handler.n_cases();
}

}  // namespace avenant::cases
