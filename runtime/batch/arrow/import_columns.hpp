// Arrow arrays → the columns that engines read. Read c_data.hpp and runtime/batch/block.hpp next.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/batch/arrow/c_data.hpp"
#include "runtime/batch/block.hpp"
#include "runtime/program/package.hpp"

namespace avenant::batch {

// Columns of a struct array (format "+s"), each named after an input of a dispositif, by its exact address:
//   booléen      "b", bits, or "c" / "C", 0 and 1
//   nombre       "c", "s", "i", "l" (signed of 8 to 64 bits); the field metadata "avenant.denominator" (digits) says
//   what
//                an element is divided by, else 1; "C", "S", "I" (unsigned) too
//   date         "tdD", days since 1970-01-01
//   énumération  a dictionary of UTF-8 ("u" or "U") with any of these integers as indices; entries are names or codes
//   of
//                cases, exactly; an entry that is none, or an index beyond the entries, is an out-of-range value
// Any other format, or a column that is no input, is a mistake of the caller and says so. A null is not given, and so
// is every row of a null struct. Offsets count, of the struct and of its children.
class ArrowColumns {
 public:
  // Where the columns cannot be taken, error() says why and columns() is empty. Numbers and dates are not copied: the
  // array must outlive this and not be released before. Linear in the rows of booléens and énumérations.
  ArrowColumns(const program::Package& package, std::string_view dispositif, const ArrowSchema& schema,
               const ArrowArray& array);

  // Empty where all is right; English, for the programmer.
  const std::string& error() const { return error_; }
  const std::vector<InputColumn>& columns() const { return columns_; }
  std::size_t n_rows() const { return n_rows_; }

 private:
  bool take(const program::Package& package, program::InputId input, const ArrowSchema& schema, const ArrowArray& array,
            std::size_t offset);
  bool take_flags(InputColumn& column, const ArrowSchema& schema, const ArrowArray& array, std::size_t offset);
  bool take_numbers(InputColumn& column, const ArrowSchema& schema, const ArrowArray& array, std::size_t offset);
  bool take_cases(const program::Package& package, program::EnumerationId enumeration, InputColumn& column,
                  const ArrowSchema& schema, const ArrowArray& array, std::size_t offset);
  void take_validity(InputColumn& column, const ArrowArray& parent, const ArrowArray& array, std::size_t offset);
  bool fail(std::string_view column, std::string_view reason);

  std::size_t n_rows_ = 0;
  std::string error_;
  std::vector<InputColumn> columns_;
  // What columns are made of that Arrow lays out otherwise; they do not move.
  std::vector<std::vector<std::int64_t>> wide_;
  std::vector<std::vector<std::int16_t>> narrow_;
  std::vector<std::vector<std::int8_t>> flags_;
  std::vector<std::vector<std::uint8_t>> validities_;
};

}  // namespace avenant::batch
