// What the reader of the text form knows while it reads: the names declared so far and the words of types, literals and
// places. Read read_expression.hpp and read.cpp next.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/program/builder.hpp"
#include "runtime/program/forms.hpp"

namespace avenant::program {

// A word followed by `:type` and `@place`, each optional.
struct SuffixedWord {
  std::string word;
  std::string type;
  std::string place;
};

// The first error is kept and everything goes on with harmless ids, so that callers need not look at each step.
class ReaderNames {
 public:
  PackageBuilder builder;
  std::map<std::string, TextId, std::less<>> texts;
  std::map<std::string, EnumerationId, std::less<>> enumerations;
  std::map<std::string, InputId, std::less<>> inputs;
  std::map<std::string, VariableId, std::less<>> variables;
  std::map<std::string, ReadingId, std::less<>> readings;
  std::map<std::string, UnknownId, std::less<>> unknowns;
  std::map<std::string, AttributeId, std::less<>> attributes;
  std::map<std::string, ListId, std::less<>> lists;
  std::map<std::string, BinderId, std::less<>> binders;
  // By `table.column`.
  std::map<std::string, ReferenceColumnId, std::less<>> reference_columns;
  std::map<std::string, NodeId, std::less<>> lets;
  // `(program)` says that places are written out; without it a form is placed where the text has it.
  bool explicit_places = false;

  void fail(const Form& form, const std::string& message);
  bool failed() const { return !error_.empty(); }
  const std::string& error() const { return error_; }

  // The id of a name, or an error and the first id of all.
  template <typename IdType>
  IdType lookup(const std::map<std::string, IdType, std::less<>>& ids, const Form& form, const char* kind) {
    const auto found = ids.find(form.atom);
    if (found != ids.end()) return found->second;
    fail(form, std::string("no ") + kind + " named " + form.atom);
    return IdType(std::uint32_t{0});
  }

  void add_place(const Form& form);
  void add_cases(const std::string& name, const Form& form, std::size_t first_case);
  // The names of the cases of an enumeration, in order.
  const std::vector<std::string>& cases_of(EnumerationId enumeration);
  // The place `@n` names, or that of the form itself.
  PlaceId place(const std::string& number, const Form& form);
  // The place of a form some item of which is `@n`.
  PlaceId place_of(const Form& form);
  // The text that a form without one belongs to: the first.
  TextId default_text() const { return texts.empty() ? TextId() : TextId(std::uint32_t{0}); }

  TypeId type(const std::string& words, const Form& form);
  SuffixedWord split(const Form& form) const;
  std::int64_t integer(const Form& form);
  value::Date date(const Form& form);
  // A literal of that type.
  value::Value literal(TypeId type, const Form& form);
  // `(range min max)`.
  RangeId range(TypeId type, const Form& form);
  // The type and value of an atom that is a literal of any type but sets; none if it is no literal.
  std::optional<std::pair<TypeId, value::Value>> any_literal(const std::string& word);

 private:
  std::optional<value::Value> duration(std::string_view word) const;

  std::map<std::uint32_t, std::vector<std::string>> cases_;
  std::map<std::string, PlaceId, std::less<>> places_;
  std::string error_;
};

}  // namespace avenant::program
