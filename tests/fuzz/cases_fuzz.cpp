// Fuzz target of the readers of cases, CSV and JSON: for any bytes, reading ends, places lie in the data, every fault
// has its message, what is read does not depend on where blocks end, and a case that is accepted is JSON to another
// parser too. The first byte says how: bit 0 CSV or JSON, bits 1 and 2 the separator, bit 3 Latin-1, the rest the size
// of blocks.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <span>
#include <string>

#include "compiler/cases/csv/csv_cases.hpp"
#include "compiler/cases/data/encoding.hpp"
#include "compiler/cases/json_cases.hpp"
#include "runtime/program/print.hpp"
#include "runtime/program/verify.hpp"

namespace {

using namespace avenant;

constexpr const char* kProgram = R"text(
(text avenant_7 text 2019-08-20 2019-08-21)
(place 1 avenant_7 "r/a.avn.md" 10 5 "Article 9-3 — Médecins éligibles")
(enumeration Option (case tiers "T" "un tiers temps") (case demi "2" "un mi-temps"))
(input bilan.mt_adultes number/1[patients] (range 0 50000) @1 (dispositif aide))
(input "constat(3).taux" number?/100 (range 0 1) @1 (dispositif aide))
(input contrat.signé_le date @1 (dispositif aide))
(input contrat.option enum[Option] @1 (dispositif aide))
(input options set[Option] @1 (dispositif aide))
(input regroupé boolean @1 (dispositif aide))
)text";

void require(bool holds, const char* what) {
  if (holds) return;
  std::fputs(what, stderr);
  std::fputc('\n', stderr);
  std::abort();
}

const program::Package& package() {
  static const program::Package sample = [] {
    program::ReadResult read = program::read(kProgram);
    if (!read.package) std::fputs(read.error.c_str(), stderr);
    require(read.package.has_value(), "the sample program is not read");
    require(program::verify(*read.package).ok(), "the sample program is not right");
    return std::move(*read.package);
  }();
  return sample;
}

/// Writes down what happens.
class Record final : public cases::FaultLog {
 public:
  void add(const cases::FaultPlace& place, const diagnostics::Diagnostic& message) override {
    require(place.position.line >= 1 && place.position.column >= 1, "a place has no line");
    text += diagnostics::id(message.code) + "@" + std::to_string(place.position.line) + ":" +
            std::to_string(place.position.column) + "#" + std::to_string(place.case_number) + " ";
    text += diagnostics::expand(diagnostics::info(message.code).title_fr, message.parameters,
                                diagnostics::Language::French);
    text += "\n";
  }
  bool add(const cases::BoundCase& bound) {
    text += "case " + std::to_string(bound.number) + " " + bound.id + " " + bound.comment;
    for (const eval::InputValue& input : bound.inputs) {
      text += " " + std::to_string(input.input.value) + "=" + std::to_string(input.value.a) + "/" +
              std::to_string(input.value.b);
    }
    text += "\n";
    return true;
  }

  std::string text;
};

std::string read(std::string_view bytes, unsigned how, std::size_t block) {
  cases::TextSource source(bytes);
  cases::Latin1Source latin1(source);
  cases::Window window((how & 8U) != 0 ? static_cast<cases::ByteSource&>(latin1) : source, block);
  Record record;
  cases::CaseBinder binder(package(), "aide", record);
  if ((how & 1U) != 0) {
    cases::CsvOptions options;
    const unsigned separator = how >> 1U & 3U;
    if (separator != 0) options.separator = std::string_view(" ;,\t")[separator];
    const cases::CsvTarget target{package(), "aide", binder, record, std::vector<bool>(package().inputs.size(), true)};
    cases::read_csv_cases(window, "d", std::span(&target, 1), record, options,
                          [&](std::span<const cases::BoundCase> bound) { return record.add(bound.front()); });
    return std::move(record.text);
  }
  cases::BoundCase bound;
  cases::read_json_cases(window, "d", record, [&](const cases::RawCase& raw) {
    // The other parser makes binary numbers, and refuses those that are too large.
    const bool may_overflow = raw.text.find_first_of("eE") != std::string_view::npos || raw.text.size() > 300;
    require(may_overflow || nlohmann::json::accept(raw.text), "a case is accepted that is no JSON");
    binder.bind(raw, bound);
    return record.add(bound);
  });
  return std::move(record.text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const unsigned how = data[0];
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  // Latin-1 is decoded three bytes at a time at most.
  const std::size_t block = 3 + (how >> 4U);
  const std::string whole = read(bytes, how, 1U << 12U);
  const std::string parts = read(bytes, how, block);
  if (whole != parts)
    std::fprintf(stderr, "in one block:\n%s\nin blocks of %zu:\n%s\n", whole.c_str(), block, parts.c_str());
  require(whole == parts, "what is read depends on where blocks end");
  return 0;
}
