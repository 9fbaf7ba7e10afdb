// What number_text.hpp and date_text.hpp share: languages and the outcome of reading a text.
// Read next: number_text.hpp, date_text.hpp.
#pragma once

#include <cstddef>
#include <cstdint>

namespace avenant::value {

/// A language that values are printed and read in.
enum class Language : std::uint8_t { french, english };

/// Why a text is no value.
enum class TextError : std::uint8_t {
  none,
  empty,             ///< There is nothing to read.
  malformed,         ///< A byte that cannot be there, or the text ends too soon.
  grouping,          ///< Groups of digits are not of exactly three.
  zero_denominator,  ///< A fraction over 0.
  invalid_date,      ///< The form of a date, but of no day that exists.
  overflow,          ///< A value outside the limits of its type.
};

/// A value read from a text, or the reason and the byte offset where it stops being one.
template <class T>
struct [[nodiscard]] Parsed {
  T value{};
  TextError error = TextError::none;
  std::size_t offset = 0;  ///< Of the first byte at fault; 0 when the fault is the whole text's.

  [[nodiscard]] constexpr bool ok() const { return error == TextError::none; }
};

}  // namespace avenant::value
