// The name that the words of a label make: « second versement » is `second_versement`.
#pragma once

#include <string>
#include <string_view>

namespace avenant::syntax {

/// The words of a label joined by `_`; what begins with a digit gets a `_` before it, and a label without words is
/// `ligne`. Linear in the label.
[[nodiscard]] std::string label_name(std::string_view label);

}  // namespace avenant::syntax
