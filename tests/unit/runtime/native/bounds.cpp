// What is known of integers, and of inputs before they are read.
#include "runtime/native/values/bounds.hpp"

#include <catch2/catch.hpp>

#include "runtime/native/code/input_form.hpp"
#include "tests/unit/runtime/engine/loaded.hpp"

namespace {

using namespace avenant;
using native::Bounds;
using native::InputForm;
using native::Wide;

bool same(Bounds x, Bounds y) {
  return x.least == y.least && x.greatest == y.greatest;
}

InputForm form_of(const program::Package& package, std::size_t input) {
  const program::Input& record = package.inputs[input];
  return native::input_form(package, package.type(record.type), record.range);
}

}  // namespace

TEST_CASE("a product lies between the products of ends, whatever their signs") {
  CHECK(same(native::multiply({-2, 3}, {-5, 7}), {-15, 21}));
  CHECK(same(native::multiply({-2, -1}, {-5, -4}), {4, 10}));
  CHECK(same(native::multiply({0, 0}, {-5, 7}), {0, 0}));
  CHECK(same(native::multiply(native::kWordBounds, native::kWordBounds),
             {-native::kWordGreatest * native::kWordGreatest, native::kWordGreatest * native::kWordGreatest}));
}

TEST_CASE("a quotient rounded in any way lies within its bounds") {
  for (Wide divisor = 1; divisor <= 5; ++divisor) {
    for (Wide low = -12; low <= 12; ++low) {
      const Bounds bounds = native::rounded_quotient({low, low}, divisor);
      // floor × divisor ≤ low < (floor + 1) × divisor.
      CHECK(bounds.least * divisor <= low);
      CHECK(bounds.greatest * divisor > low);
      CHECK(bounds.greatest - bounds.least == 1);
    }
  }
}

TEST_CASE("bounds know the registers that hold them, and −2⁶³ is in none of 64 bits") {
  const Wide half = Wide{1} << 31U;
  CHECK(Bounds{-half, half - 1}.fits_half());
  CHECK_FALSE(Bounds{-half, half}.fits_half());
  CHECK(native::kWordBounds.fits_word());
  CHECK_FALSE(Bounds{-native::kWordGreatest - 1, 0}.fits_word());
  CHECK(same(native::clamp_to_word({-(Wide{1} << 100U), 5}), {native::kWordLeast, 5}));
}

TEST_CASE("an input's bounds are those of its range in steps of its grain, excluded ends left out") {
  const program::Package package = engine::loaded(
      "(text t text 2020-01-01 2020-01-02)\n"
      "(input closed number/100 (range 0 1)) (input open number/100 (range >0 <1))\n"
      ""
      "(variable v number/100 (is closed))\n");
  CHECK(same(form_of(package, 0).bounds, {0, 100}));
  CHECK(form_of(package, 0).denominator == 100);
  CHECK_FALSE(form_of(package, 0).is_speculative);
  CHECK(same(form_of(package, 1).bounds, {1, 99}));
}
