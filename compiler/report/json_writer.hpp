// Writes JSON text: numbers are given as digits, so that none ever passes through binary floating point.
#pragma once

#include <string>
#include <string_view>

namespace avenant::report {

/// Appends values in order; the caller opens and closes objects and gives a key before each of their values.
class JsonWriter {
 public:
  void open_object() { open('{'); }
  void close_object() { close('}'); }
  void open_array() { open('['); }
  void close_array() { close(']'); }
  void key(std::string_view name);
  void text(std::string_view value);
  /// Digits that are a JSON number, or a word: true, false, null.
  void raw(std::string_view value);
  /// A key and a text.
  void member(std::string_view name, std::string_view value) {
    key(name);
    text(value);
  }

  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void open(char bracket);
  void close(char bracket);
  void separate();
  void quote(std::string_view value);

  std::string out_;
  bool needs_comma_ = false;
};

}  // namespace avenant::report
