// How values are written in data, whoever reads them: the cases of compiler/cases, the reference tables of
// compiler/sema/reference. Numbers and dates themselves are read by runtime/value.
#pragma once

#include <optional>
#include <string_view>

namespace avenant::base {

/// The part of a text without spaces of any kind at its ends: the space, the tab and both no-break spaces.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// What `vrai`, `oui`, `true`, `faux`, `non`, `false` mean, in capitals or not; nothing for another word.
[[nodiscard]] std::optional<bool> read_truth(std::string_view word);

/// A quantity parted after its last digit: `12 000 €` is `12 000` and `€`.
struct WrittenQuantity {
  std::string_view digits;
  std::string_view unit;
};
[[nodiscard]] WrittenQuantity split_quantity(std::string_view text);

/// Whether a word written after a number means the euro: `€`, `euro`, `euros`, `EUR`.
[[nodiscard]] bool means_euro(std::string_view unit);

}  // namespace avenant::base
