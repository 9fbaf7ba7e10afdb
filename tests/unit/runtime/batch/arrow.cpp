// Columns in and out by the Arrow C Data Interface, made by hand as another program would make them.
#include <array>
#include <catch2/catch.hpp>
#include <cstring>
#include <deque>
#include <string>
#include <vector>

#include "runtime/batch/arrow/export_results.hpp"
#include "runtime/batch/arrow/import_columns.hpp"
#include "runtime/batch/bits.hpp"
#include "runtime/batch/make_block_engine.hpp"
#include "runtime/program/print.hpp"
#include "runtime/program/verify.hpp"

namespace {

using namespace avenant;

program::Package load() {
  program::ReadResult read = program::read(
      "(text t text 2020-01-01 2020-01-02)\n(enumeration Zone (case zip (code Z1)) (case zac) (case hz))\n"
      "(input rate number/100 (range 0 1) (dispositif d)) (input flag boolean (dispositif d))\n"
      "(input day date? (dispositif d)) (input zone enum[Zone] (dispositif d)) (input count number/1 (dispositif d))\n"
      "(variable pay number/100 (is (if flag (round 1/100 nearest (mul rate 7)) 0)))\n"
      "(variable third number (is (div count 3)))\n"
      "(variable near boolean (is (eq zone Zone/zip)))\n(variable where enum[Zone] (is zone))\n"
      "(variable late date? (is day))\n");
  INFO(read.error);
  REQUIRE(read.package.has_value());
  REQUIRE(program::verify(*read.package).ok());
  return std::move(*read.package);
}

// Arrays that this test owns; nothing is released.
struct Struct {
  std::deque<std::vector<const void*>> pointers;
  std::deque<std::vector<std::uint8_t>> bytes;
  std::deque<ArrowSchema> schemas;
  std::deque<ArrowArray> arrays;
  std::vector<ArrowSchema*> fields;
  std::vector<ArrowArray*> children;
  std::vector<const void*> own_buffers = {nullptr};

  template <typename Element>
  ArrowArray& add(const char* name, const char* format, const std::vector<Element>& elements,
                  const std::vector<int>& validity = {}, std::int64_t offset = 0) {
    std::vector<std::uint8_t>& data = bytes.emplace_back(elements.size() * sizeof(Element) + 1);
    std::memcpy(data.data(), elements.data(), elements.size() * sizeof(Element));
    return add_bytes(name, format, data, static_cast<std::int64_t>(elements.size()), validity, offset);
  }
  ArrowArray& add_bytes(const char* name, const char* format, const std::vector<std::uint8_t>& data, std::int64_t size,
                        const std::vector<int>& validity, std::int64_t offset) {
    const void* bits = nullptr;
    if (!validity.empty()) {
      std::vector<std::uint8_t>& bitmap = bytes.emplace_back(batch::bitmap_bytes(validity.size()));
      for (std::size_t i = 0; i < validity.size(); ++i) {
        if (validity[i] != 0) batch::set_bit(bitmap.data(), i);
      }
      bits = bitmap.data();
    }
    ArrowSchema& schema = schemas.emplace_back();
    schema.format = format;
    schema.name = name;
    ArrowArray& array = arrays.emplace_back();
    array.length = size - offset;
    array.null_count = -1;
    array.offset = offset;
    array.n_buffers = 2;
    array.buffers = pointers.emplace_back(std::vector<const void*>{bits, data.data()}).data();
    fields.push_back(&schema);
    children.push_back(&array);
    return array;
  }
  // Gives the last column a dictionary.
  void add_dictionary(const std::vector<std::string>& entries) {
    std::vector<std::int32_t> offsets = {0};
    std::vector<std::uint8_t>& text = bytes.emplace_back(1);
    text.clear();
    for (const std::string& entry : entries) {
      text.insert(text.end(), entry.begin(), entry.end());
      offsets.push_back(static_cast<std::int32_t>(text.size()));
    }
    std::vector<std::uint8_t>& packed = bytes.emplace_back(offsets.size() * sizeof(std::int32_t));
    std::memcpy(packed.data(), offsets.data(), packed.size());
    ArrowSchema& schema = schemas.emplace_back();
    schema.format = "u";
    ArrowArray& array = arrays.emplace_back();
    array.length = static_cast<std::int64_t>(entries.size());
    array.n_buffers = 3;
    array.buffers = pointers.emplace_back(std::vector<const void*>{nullptr, packed.data(), text.data()}).data();
    fields.back()->dictionary = &schema;
    children.back()->dictionary = &array;
  }
  ArrowSchema schema() {
    ArrowSchema whole{};
    whole.format = "+s";
    whole.n_children = static_cast<std::int64_t>(fields.size());
    whole.children = fields.data();
    return whole;
  }
  ArrowArray array(std::int64_t length, std::int64_t offset = 0) {
    ArrowArray whole{};
    whole.length = length;
    whole.offset = offset;
    whole.n_buffers = 1;
    whole.buffers = own_buffers.data();
    whole.n_children = static_cast<std::int64_t>(children.size());
    whole.children = children.data();
    return whole;
  }
};

std::string denominator_100() {
  std::string bytes(4, '\0');
  bytes[0] = 1;
  for (const std::string text : {"avenant.denominator", "100"}) {
    bytes += std::string(1, static_cast<char>(text.size())) + std::string(3, '\0') + text;
  }
  return bytes;
}

std::string text_at(const ArrowArray& array, std::int64_t index) {
  const auto* const offsets = static_cast<const std::int32_t*>(array.buffers[1]);
  return {static_cast<const char*>(array.buffers[2]) + offsets[index],
          static_cast<std::size_t>(offsets[index + 1] - offsets[index])};
}

bool is_null(const ArrowArray& array, std::size_t row) {
  return array.buffers[0] != nullptr && !batch::bit_at(static_cast<const std::uint8_t*>(array.buffers[0]), row);
}

}  // namespace

TEST_CASE("arrays made elsewhere are decided, and the results come back as arrays") {
  const program::Package package = load();
  Struct made;
  const std::string metadata = denominator_100();
  // Two rows before the struct's first; the columns have offsets of their own.
  made.add<std::int16_t>("rate", "s", {9, 9, 50, 101, 7, 100, 7});
  made.fields.back()->metadata = metadata.data();
  std::vector<std::uint8_t>& flags = made.bytes.emplace_back(std::vector<std::uint8_t>{0b11011000});
  made.add_bytes("flag", "b", flags, 8, {1, 1, 1, 1, 1, 1, 1, 0}, 1);
  made.add<std::int32_t>("day", "tdD", {0, 0, 5, 6, 3'000'000, 8, 9}, {1, 1, 1, 0, 1, 1, 1});
  made.add<std::uint8_t>("zone", "C", {0, 0, 0, 1, 2, 3, 9}, {1, 1, 1, 1, 1, 1, 1});
  made.add_dictionary({"zip", "Z1", "nowhere", "hz"});
  made.add<std::int64_t>("count", "l", {0, 0, 6, 1, -5, std::numeric_limits<std::int64_t>::min(), 2});
  const ArrowSchema schema = made.schema();
  const ArrowArray array = made.array(5, 2);
  const batch::ArrowColumns columns(package, "d", schema, array);
  REQUIRE(columns.error().empty());
  REQUIRE(columns.n_rows() == 5);

  std::vector<program::VariableId> requests;
  for (const char* name : {"pay", "third", "near", "where", "late"}) requests.push_back(package.variable_named(name));
  std::vector<std::vector<std::int64_t>> words(2 * requests.size(), std::vector<std::int64_t>(5));
  std::vector<std::vector<std::uint32_t>> statuses(requests.size(), std::vector<std::uint32_t>(5));
  std::vector<batch::ResultColumn> results;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    results.push_back({words[2 * i].data(), words[2 * i + 1].data(), statuses[i].data()});
  }
  batch::make_block_engine(package, requests, {})->run(columns.columns(), 5, results);

  ArrowSchema out_schema;
  ArrowArray out;
  batch::export_results(package, requests, results, 5, out_schema, out);
  REQUIRE(out.n_children == 10);
  CHECK(std::string(out_schema.format) == "+s");
  CHECK(out.length == 5);

  // pay: 0.5 × 7 = 3.5; 101 is out of range; 0.07 × 7; not asked for where the flag is false; no flag given.
  const ArrowArray& pay = *out.children[0];
  CHECK(std::string(out_schema.children[0]->format) == "l");
  CHECK(std::string(out_schema.children[0]->name) == "pay");
  CHECK(std::memcmp(out_schema.children[0]->metadata, metadata.data(), metadata.size()) == 0);
  const auto* const amounts = static_cast<const std::int64_t*>(pay.buffers[1]);
  CHECK(amounts[0] == 350);
  CHECK(is_null(pay, 1));
  CHECK(amounts[2] == 0);
  CHECK(amounts[3] == 700);
  CHECK(is_null(pay, 4));
  CHECK(pay.null_count == 2);
  const ArrowArray& pay_status = *out.children[1];
  CHECK(std::string(out_schema.children[1]->name) == "pay.status");
  const auto* const places = static_cast<const std::int32_t*>(pay_status.buffers[1]);
  CHECK(is_null(pay_status, 0));
  CHECK(text_at(*pay_status.dictionary, places[1]) == "out_of_range(rate)");
  CHECK(text_at(*pay_status.dictionary, places[4]) == "missing_input(flag)");

  // third: no common denominator, so texts; −2^63 is no number.
  CHECK(std::string(out_schema.children[2]->format) == "u");
  CHECK(text_at(*out.children[2], 0) == "2");
  CHECK(text_at(*out.children[2], 1) == "1/3");
  CHECK(text_at(*out.children[2], 2) == "-5/3");
  CHECK(is_null(*out.children[2], 3));

  // where: an entry by its code, one that is no case, an index beyond the entries.
  const ArrowArray& where = *out.children[6];
  const auto* const indices = static_cast<const std::int32_t*>(where.buffers[1]);
  CHECK(text_at(*where.dictionary, indices[0]) == "zip");
  CHECK(text_at(*where.dictionary, indices[1]) == "zip");
  CHECK(is_null(where, 2));
  CHECK(text_at(*where.dictionary, indices[3]) == "hz");
  CHECK(is_null(where, 4));
  const ArrowArray& near = *out.children[4];
  CHECK(batch::bit_at(static_cast<const std::uint8_t*>(near.buffers[1]), 0));
  CHECK_FALSE(batch::bit_at(static_cast<const std::uint8_t*>(near.buffers[1]), 3));

  // late: absent has neither a value nor an error.
  const ArrowArray& late = *out.children[8];
  CHECK(static_cast<const std::int32_t*>(late.buffers[1])[0] == 5);
  CHECK(is_null(late, 1));
  CHECK(is_null(*out.children[9], 1));
  CHECK(is_null(late, 2));
  CHECK_FALSE(is_null(*out.children[9], 2));

  // A child moved out outlives its parent.
  ArrowArray kept = *out.children[6];
  out.children[6]->release = nullptr;
  out.release(&out);
  CHECK(out.release == nullptr);
  CHECK(text_at(*kept.dictionary, 2) == "hz");
  kept.release(&kept);
  out_schema.release(&out_schema);
  CHECK(out_schema.release == nullptr);
}

TEST_CASE("a null struct gives nothing, and a dictionary without rows or entries is right") {
  const program::Package package = load();
  Struct made;
  made.add<std::int8_t>("zone", "c", {0, 0, 0}, {1, 0, 1});
  made.add_dictionary({"zac"});
  made.add<std::uint8_t>("flag", "C", {1, 0, 1});
  const std::vector<std::uint8_t> bits = {0b00000011};
  made.own_buffers = {bits.data()};
  const ArrowSchema schema = made.schema();
  const batch::ArrowColumns columns(package, "d", schema, made.array(3));
  REQUIRE(columns.error().empty());
  const auto given = [&](std::size_t column, std::size_t row) {
    const batch::InputColumn& one = columns.columns()[column];
    return batch::bit_at(one.validity, one.first_bit + row);
  };
  CHECK(given(0, 0));
  CHECK_FALSE(given(0, 1));
  CHECK_FALSE(given(0, 2));
  CHECK(given(1, 1));
  CHECK_FALSE(given(1, 2));
  const batch::ArrowColumns none(package, "d", schema, made.array(0));
  CHECK(none.error().empty());
  CHECK(none.n_rows() == 0);

  ArrowSchema out_schema;
  ArrowArray out;
  const std::array requests = {package.variable_named("where")};
  batch::export_results(package, requests, std::array{batch::ResultColumn{}}, 0, out_schema, out);
  CHECK(out.length == 0);
  CHECK(out.children[0]->dictionary->length == 3);
  out.release(&out);
  out_schema.release(&out_schema);
}

TEST_CASE("columns that cannot be taken are named") {
  const program::Package package = load();
  const auto error_of = [&package](Struct& made, std::int64_t n_rows) {
    const ArrowSchema schema = made.schema();
    const ArrowArray array = made.array(n_rows);
    const batch::ArrowColumns columns(package, "d", schema, array);
    CHECK(columns.columns().empty());
    return columns.error();
  };
  Struct unknown;
  unknown.add<std::int32_t>("rates", "i", {1});
  CHECK(error_of(unknown, 1) == "rates: no input has that address");
  Struct floating;
  floating.add<std::int64_t>("rate", "g", {1});
  CHECK(error_of(floating, 1) == "rate: format g does not serve an input of this type");
  Struct bare;
  bare.add<std::int32_t>("zone", "i", {1});
  CHECK(error_of(bare, 1) == "zone: format i does not serve an input of this type");
  Struct twice;
  twice.add<std::int32_t>("count", "i", {1});
  twice.add<std::int32_t>("count", "i", {1});
  CHECK(error_of(twice, 1) == "count: two columns of one input");
  Struct short_one;
  short_one.add<std::int32_t>("count", "i", {1});
  CHECK(error_of(short_one, 2) == "count: the column is shorter than the struct");
}
