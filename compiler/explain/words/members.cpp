#include "compiler/explain/words/members.hpp"

namespace avenant::explain {

Members::Members(const program::Package& package)
    : variables_(package.variables.size()), inputs_(package.inputs.size()) {
  for (const program::Family& family : package.families) {
    Table& table = family.kind == program::FamilyKind::kVariable ? variables_ : inputs_;
    for (std::uint32_t i = 0; i < family.n_members; ++i) {
      std::vector<Index> indices(family.n_dimensions);
      std::uint32_t rest = i;
      for (std::uint32_t d = family.n_dimensions; d-- > 0;) {
        const program::Dimension& dimension = package.dimensions[family.first_dimension + d];
        const std::uint32_t at = rest % dimension.size;
        rest /= dimension.size;
        indices[d].name = package.text_of(dimension.name);
        indices[d].enumeration = dimension.enumeration;
        indices[d].number = dimension.enumeration ? std::int64_t{at} : dimension.least + at;
      }
      const std::uint32_t member = package.family_members[family.first_member + i];
      if (member < table.size() && table[member].empty()) table[member] = std::move(indices);
    }
  }
}

std::string joined_numbers(const std::vector<std::int64_t>& numbers, NumberForm form, Language language) {
  const bool french = language == Language::French;
  const auto one = [&](std::int64_t number) {
    return form == NumberForm::Plain ? std::to_string(number)
                                     : ordinal_text(number, form == NumberForm::Feminine, language);
  };
  std::vector<std::string> runs;
  for (std::size_t i = 0; i < numbers.size();) {
    std::size_t last = i;
    while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1) ++last;
    // Two numbers are named; more are from the first to the last.
    if (last - i < 2) last = i;
    std::string run = one(numbers[i]);
    if (last > i) run += (french ? "\u00A0à\u00A0" : " to ") + one(numbers[last]);
    runs.push_back(std::move(run));
    i = last + 1;
  }
  std::string text;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (i > 0) text += i + 1 == runs.size() ? (french ? "\u00A0et\u00A0" : " and ") : ", ";
    text += runs[i];
  }
  return text;
}

std::string numbers_text(const std::string& name, const std::vector<std::int64_t>& numbers, Language language) {
  return name + "\u00A0=\u00A0" + joined_numbers(numbers, NumberForm::Plain, language);
}

}  // namespace avenant::explain
