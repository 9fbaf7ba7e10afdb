// S-expressions: the outer shape of the text form. Read read.cpp next.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace avenant::program {

// An atom, or a list of forms.
struct Form {
  bool is_list = false;
  // Between quotes: an atom whose characters mean nothing special.
  bool quoted = false;
  std::uint32_t offset = 0;
  std::uint32_t line = 1;
  std::string atom;
  std::vector<Form> items;

  bool is_atom() const { return !is_list; }
  // Whether it is a list that begins with the atom `word`.
  bool is(std::string_view word) const {
    return is_list && !items.empty() && items[0].is_atom() && items[0].atom == word;
  }
};

// The forms of a text, or what is wrong with it. `;` begins a comment; `[ … ]` within an atom may hold anything.
struct Forms {
  std::vector<Form> forms;
  std::string error;
};

Forms parse_forms(std::string_view text);

}  // namespace avenant::program
