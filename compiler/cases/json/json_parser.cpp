#include "compiler/cases/json/json_parser.hpp"

#include <algorithm>
#include <utility>

namespace avenant::cases {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

int hexadecimal(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

void append_utf8(std::string& text, unsigned code_point) {
  const auto push = [&](unsigned byte) { text += static_cast<char>(byte); };
  if (code_point < 0x80) {
    push(code_point);
    return;
  }
  if (code_point < 0x800) {
    push(0xC0U | code_point >> 6U);
  } else {
    if (code_point < 0x10000) {
      push(0xE0U | code_point >> 12U);
    } else {
      push(0xF0U | code_point >> 18U);
      push(0x80U | (code_point >> 12U & 0x3FU));
    }
    push(0x80U | (code_point >> 6U & 0x3FU));
  }
  push(0x80U | (code_point & 0x3FU));
}

}  // namespace

bool JsonParser::has_byte() {
  while (at_ >= window_.view().size()) {
    if (at_ > kMaxCaseBytes) return fail(JsonProblem::TooLong);
    if (!window_.more()) return fail(JsonProblem::Malformed);
  }
  return true;
}

void JsonParser::skip_spaces() {
  while (has_byte() && is_space(byte())) ++at_;
}

bool JsonParser::expect(char wanted) {
  if (!has_byte() || byte() != wanted) return fail(JsonProblem::Malformed);
  ++at_;
  return true;
}

bool JsonParser::parse_case(RawCase& raw) {
  raw_ = &raw;
  at_ = n_values_ = 0;
  problem_ = JsonProblem::None;
  path_.clear();
  raw.id.clear();
  raw.comment.clear();
  raw.entries.clear();
  return object(1);
}

bool JsonParser::skip_value() {
  raw_ = nullptr;
  at_ = n_values_ = 0;
  problem_ = JsonProblem::None;
  List ignored;
  return list_item(0, ignored);
}

bool JsonParser::object(std::size_t depth) {
  if (depth > limits_.max_depth) return fail(JsonProblem::TooDeep);
  ++at_;
  skip_spaces();
  if (!has_byte()) return false;
  if (byte() == '}') {
    ++at_;
    return true;
  }
  const std::size_t mark = path_.size();
  std::string key;
  while (true) {
    skip_spaces();
    if (!has_byte() || byte() != '"') return fail(JsonProblem::Malformed);
    if (!string(key)) return false;
    for (std::string& segment : split_address(key)) path_.push_back(std::move(segment));
    if (path_.size() == mark) path_.push_back(key);
    skip_spaces();
    if (!expect(':')) return false;
    skip_spaces();
    if (!has_byte() || !value(depth)) return false;
    path_.resize(mark);
    skip_spaces();
    if (!has_byte()) return false;
    if (byte() == '}') break;
    if (byte() != ',') return fail(JsonProblem::Malformed);
    ++at_;
  }
  ++at_;
  return true;
}

bool JsonParser::value(std::size_t depth) {
  if (byte() == '{') return object(depth + 1);
  if (byte() == '[') return list(depth + 1);
  const std::size_t offset = at_;
  RawValue read;
  return scalar(read) && add(std::move(read), offset);
}

bool JsonParser::add(RawValue value, std::size_t offset) {
  if (raw_ == nullptr) return true;
  if (path_.size() == 1 && (path_[0] == "id" || path_[0] == "commentaire")) {
    (path_[0] == "id" ? raw_->id : raw_->comment) = std::move(value.text);
    return true;
  }
  if (++n_values_ > limits_.max_values) {
    at_ = offset;
    return fail(JsonProblem::TooManyValues);
  }
  raw_->entries.push_back({path_, std::move(value), {}, offset});
  return true;
}

bool JsonParser::list(std::size_t depth) {
  const std::size_t offset = at_;
  const std::size_t n_before = raw_ == nullptr ? 0 : raw_->entries.size();
  List list{{RawKind::List, {}, {}}, 0, false, false};
  if (!list_items(depth, list)) return false;
  if (!list.has_group) return add(std::move(list.value), offset);
  if (!add(RawValue{RawKind::Group, list.is_mixed ? std::string() : std::to_string(list.n_items), {}}, offset)) {
    return false;
  }
  if (raw_ == nullptr || raw_->entries.size() == n_before) return true;
  // The list comes before its elements, and says how many entries they are.
  std::rotate(raw_->entries.begin() + static_cast<std::ptrdiff_t>(n_before), raw_->entries.end() - 1,
              raw_->entries.end());
  raw_->entries[n_before].n_inner = raw_->entries.size() - n_before - 1;
  return true;
}

bool JsonParser::list_items(std::size_t depth, List& list) {
  if (depth > limits_.max_depth) return fail(JsonProblem::TooDeep);
  ++at_;
  skip_spaces();
  if (!has_byte()) return false;
  if (byte() == ']') {
    ++at_;
    return true;
  }
  while (true) {
    skip_spaces();
    if (!has_byte() || !list_item(depth, list)) return false;
    skip_spaces();
    if (!has_byte()) return false;
    if (byte() == ']') break;
    if (byte() != ',') return fail(JsonProblem::Malformed);
    ++at_;
  }
  ++at_;
  return true;
}

bool JsonParser::list_item(std::size_t depth, List& list) {
  ++list.n_items;
  if (byte() == '{') {
    list.has_group = true;
    list.is_mixed = list.is_mixed || !list.value.items.empty();
    path_.push_back(std::to_string(list.n_items));
    const bool done = object(depth + 1);
    path_.pop_back();
    return done;
  }
  list.is_mixed = true;
  if (byte() == '[') {
    list.has_group = true;
    List ignored;
    RawCase* const kept = std::exchange(raw_, nullptr);
    const bool done = list_items(depth + 1, ignored);
    raw_ = kept;
    return done;
  }
  RawValue read;
  if (!scalar(read)) return false;
  if (++n_values_ > limits_.max_values) return fail(JsonProblem::TooManyValues);
  if (raw_ != nullptr) list.value.items.push_back(std::move(read.text));
  return true;
}

bool JsonParser::scalar(RawValue& value) {
  const char first = byte();
  if (first == '"') {
    value.kind = RawKind::Text;
    return string(value.text);
  }
  if (first == '-' || is_digit(first)) {
    value.kind = RawKind::Number;
    return number(value.text);
  }
  value.kind = first == 'n' ? RawKind::Null : RawKind::Boolean;
  if (first == 't' || first == 'f') value.text = first == 't' ? "true" : "false";
  if (first == 't') return word("true");
  if (first == 'f') return word("false");
  return word("null");
}

bool JsonParser::word(std::string_view wanted) {
  const std::size_t begin = at_;
  for (const char c : wanted) {
    if (expect(c)) continue;
    // The word as a whole is wrong.
    if (at_ < window_.view().size()) at_ = begin;
    return false;
  }
  return true;
}

bool JsonParser::digits(std::string& text) {
  if (!has_byte() || !is_digit(byte())) return fail(JsonProblem::Malformed);
  // The end of the data ends a number too: nothing is asked for beyond it that is not needed.
  while ((at_ < window_.view().size() || (at_ <= kMaxCaseBytes && window_.more())) && is_digit(byte())) {
    text += byte();
    ++at_;
  }
  return true;
}

bool JsonParser::number(std::string& text) {
  const auto next_is = [&](char wanted) {
    return (at_ < window_.view().size() || window_.more()) && at_ < window_.view().size() && byte() == wanted;
  };
  const auto take = [&] {
    text += byte();
    ++at_;
  };
  text.clear();
  if (next_is('-')) take();
  if (next_is('0')) {
    take();
  } else if (!digits(text)) {
    return false;
  }
  if (next_is('.')) {
    take();
    if (!digits(text)) return false;
  }
  if (next_is('e') || next_is('E')) {
    take();
    if (next_is('+') || next_is('-')) take();
    if (!digits(text)) return false;
  }
  return true;
}

bool JsonParser::string(std::string& text) {
  text.clear();
  ++at_;
  while (has_byte()) {
    const std::string_view view = window_.view();
    const std::size_t begin = at_;
    while (at_ < view.size() && view[at_] != '"' && view[at_] != '\\' &&
           static_cast<unsigned char>(view[at_]) >= 0x20) {
      ++at_;
    }
    text.append(view.substr(begin, at_ - begin));
    if (at_ == view.size()) continue;
    if (view[at_] == '"') {
      ++at_;
      return true;
    }
    if (view[at_] != '\\') return fail(JsonProblem::Malformed);
    ++at_;
    if (!escape(text)) return false;
  }
  return false;
}

bool JsonParser::escape(std::string& text) {
  if (!has_byte()) return false;
  constexpr std::string_view kNames = "\"\\/bfnrt";
  constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  const char name = byte();
  if (const std::size_t index = kNames.find(name); index != std::string_view::npos) {
    text += kMeanings[index];
    ++at_;
    return true;
  }
  if (name != 'u') return fail(JsonProblem::Malformed);
  ++at_;
  unsigned unit = 0;
  if (!code_unit(unit)) return false;
  if (unit >= 0xDC00 && unit < 0xE000) return fail(JsonProblem::Malformed);
  if (unit >= 0xD800 && unit < 0xDC00) {
    unsigned second = 0;
    if (!expect('\\') || !expect('u') || !code_unit(second)) return false;
    if (second < 0xDC00 || second >= 0xE000) return fail(JsonProblem::Malformed);
    unit = 0x10000U + ((unit - 0xD800U) << 10U) + (second - 0xDC00U);
  }
  append_utf8(text, unit);
  return true;
}

bool JsonParser::code_unit(unsigned& unit) {
  unit = 0;
  for (int i = 0; i < 4; ++i) {
    if (!has_byte()) return false;
    const int digit = hexadecimal(byte());
    if (digit < 0) return fail(JsonProblem::Malformed);
    unit = unit * 16U + static_cast<unsigned>(digit);
    ++at_;
  }
  return true;
}

}  // namespace avenant::cases
