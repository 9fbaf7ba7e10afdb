// Packages: what is written is read back, whatever is wrong is refused, and the format does not change unseen.
#include "runtime/program/binary/package_file.hpp"

#include <catch2/catch.hpp>
#include <cstring>
#include <fstream>
#include <sstream>

#include "runtime/program/print.hpp"
#include "runtime/program/sha256.hpp"

using namespace avenant::program;

namespace {

// A little of everything that a program holds.
const std::string kProgram = R"program((program)
(source "regles.avn.md" e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855)
(text bibliothèque library)
(text t text 2020-01-01 2020-01-02 (title "Un texte") (reference "JO"))
(text p draft 2021-01-01 2021-01-02)
(place 0 t "regles.avn.md" 10 2 "Article 1 — Début")
(place 1 t "regles.avn.md" 20 3)
(enumeration o ordered (case a "1" "premier") (case b "2"))
(reading l haut @0 (title "à égalité") (case haut "" "au moins" "par défaut") (case bas))
(attribute o quotité number/2 1/2 1)
(close o b t 2022-01-01)
(input c enum[o] @0 (dispositif d) (title "l’option"))
(input "n(1)" number/1[patients] (range 0 <50000) @0 (dispositif d))
(input "n(2)" number/1[patients] (range 0 <50000) @0 (sequence 1) (dispositif d))
(input le date? @0 (dispositif d))
(unknown "x ligne 1" "non publié" number/100 (range 1 2) @1)
(let %1 ok (gt@0 "n(1)" 10@0))
(let %2 ok (and@0 %1))
(variable ok boolean eligibility public @0 (dispositif d) (title "aide ouverte") (out_of_force false)
  (version t @0 (when 2020-01-02 2030-01-01 le) (body %2) (conditions (all @0 "tout" %2 (leaf @0 "assez" %1))))
  (version p @1 repealed))
(variable x number/100 table public @0 (dispositif d)
  (version t @0
    (body (table@0 (row @1 (written "| a | 1 |") ((eq@0 c o/a@0)) (unknown:number/100@1 "x ligne 1")) (otherwise (select@0 c (on 0 2@0) (on 1 otherwise 3@0)))))
    (derogation 0 e t @1 (to body) (guard (in_period@0 t (period 2021-01-01) le)) (body 4@1))))
(notice "attention" @1 (dispositif d) (eq@1 l l/bas@1))
(family n input (n 1 2) (members "n(1)" "n(2)"))
)program";

Package load_text(const std::string& text) {
  ReadResult result = read(text);
  INFO(result.error);
  REQUIRE(result.package);
  REQUIRE(verify(*result.package).message.empty());
  return std::move(*result.package);
}

std::string written() {
  return write_package(load_text(kProgram), "rulec 0.0.0");
}

// A package whose digest is made right again.
std::string stamped(std::string bytes) {
  const std::string hashed = bytes.substr(0, 64) + bytes.substr(96);
  const Sha256Digest digest = sha256(std::as_bytes(std::span(hashed)));
  std::memcpy(bytes.data() + 64, digest.data(), digest.size());
  return bytes;
}

std::string with_bytes(std::string bytes, std::size_t at, std::uint64_t value, std::size_t size) {
  std::string stored;
  for (std::size_t i = 0; i < size; ++i) stored += static_cast<char>(value >> (8 * i));
  return bytes.replace(at, size, stored);
}

// Where the records of a section begin.
std::size_t offset_of(const std::string& bytes, const std::string& tag) {
  const std::size_t entry = bytes.find(tag, 96);
  std::uint64_t offset = 0;
  for (std::size_t i = 8; i-- > 0;) offset = offset << 8U | static_cast<unsigned char>(bytes[entry + 16 + i]);
  return static_cast<std::size_t>(offset);
}

std::string detail_of(const std::string& bytes) {
  const LoadResult result = load_package(stamped(bytes));
  CHECK(result.problem == LoadProblem::kUnsound);
  CHECK_FALSE(result.package);
  return result.detail;
}

}  // namespace

TEST_CASE("a package gives back the program, and the same program the same bytes") {
  const Package package = load_text(kProgram);
  const std::string bytes = write_package(package, "rulec 0.0.0");
  CHECK(is_package(bytes));
  CHECK(bytes.size() % 8 == 0);
  const LoadResult result = load_package(bytes);
  INFO(result.detail);
  REQUIRE(result.ok());
  CHECK(result.header.maker == "rulec 0.0.0");
  CHECK(result.header.format == kFormatVersion);
  CHECK(print(*result.package) == print(package));
  CHECK(write_package(*result.package, "rulec 0.0.0") == bytes);
  CHECK(print(*result.package).find("(source \"regles.avn.md\"") != std::string::npos);
}

TEST_CASE("an empty program is a package too") {
  CHECK(load_package(write_package(Package(), "")).ok());
}

TEST_CASE("the format is the one that docs/package-format.md describes") {
  std::ifstream file(AVENANT_DOCS "/package-format.md");
  std::stringstream page;
  page << file.rdbuf();
  const std::string expected = describe_format();
  const bool same = page.str().find("```\n" + expected + "```\n") != std::string::npos;
  // A change of the format is a new version of it: see "Changing it" on the page, whose last part is to be this.
  if (!same) WARN(expected);
  CHECK(same);
}

TEST_CASE("the bytes of a package did not change unseen") {
  const std::string bytes = written();
  // Of format 1. See "Changing it" in docs/package-format.md before writing another one here.
  CHECK(hexadecimal(sha256(std::as_bytes(std::span(bytes)))) ==
        "97db458b687b1e26a321c020d67b7940ebd0248529ae03c7f6b743cab440f8a1");
}

TEST_CASE("every byte that is changed is noticed") {
  const std::string bytes = written();
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x04);
    const LoadResult result = load_package(changed);
    CHECK_FALSE(result.ok());
    CHECK_FALSE(result.package);
    if (at < 8) CHECK(result.problem == LoadProblem::kNotAPackage);
    if (at >= 24) CHECK(result.problem == LoadProblem::kAltered);
  }
}

TEST_CASE("every size but the right one is refused") {
  const std::string bytes = written();
  CHECK(load_package("").problem == LoadProblem::kNotAPackage);
  for (std::size_t size = 1; size < bytes.size(); ++size) {
    CHECK(load_package(std::string_view(bytes).substr(0, size)).problem == LoadProblem::kTruncated);
  }
  CHECK(load_package(bytes + "x").problem == LoadProblem::kAltered);
}

TEST_CASE("newer and older formats are told apart, before the digest is looked at") {
  const std::string bytes = written();
  CHECK(load_package(with_bytes(bytes, 12, kFormatVersion + 1, 4)).problem == LoadProblem::kNewer);
  CHECK(load_package(with_bytes(bytes, 8, kOldestFormat - 1, 4)).problem == LoadProblem::kOlder);
  const LoadResult newer = load_package(with_bytes(with_bytes(bytes, 12, 900, 4), 32, 0x1B, 1));
  CHECK(newer.problem == LoadProblem::kNewer);
  CHECK(newer.header.maker.find('\x1B') == std::string::npos);
  // A newer format that says that this reader understands it is read.
  CHECK(load_package(stamped(with_bytes(bytes, 8, kFormatVersion + 5, 4))).ok());
}

TEST_CASE("what is stamped but unsound is refused, with its place") {
  const std::string bytes = written();
  CHECK(detail_of(with_bytes(bytes, 28, 1, 4)) == "the header has reserved bytes");
  CHECK(detail_of(with_bytes(bytes, 24, 5000, 4)) == "the table of sections does not fit");
  CHECK(detail_of(with_bytes(bytes, 96 + 8, std::uint64_t{1} << 60U, 8)) == "section TYPE does not fit");
  CHECK(detail_of(with_bytes(bytes, 96 + 8, ~std::uint64_t{0}, 8)) == "section TYPE does not fit");
  CHECK(detail_of(with_bytes(bytes, 96 + 16, 0, 8)) == "section TYPE is not where it should be");
  CHECK(detail_of(with_bytes(bytes, 96 + 4, 0, 4)) == "section TYPE does not fit");
  CHECK(detail_of(with_bytes(bytes, 96, 0x58585858, 4)) == "section TYPE is missing");
  const std::size_t types = offset_of(bytes, "TYPE");
  CHECK(detail_of(with_bytes(bytes, types, 77, 1)) == "section TYPE: record 0 has a field of no meaning");
  CHECK(detail_of(with_bytes(bytes, types + 1, 2, 1)) == "section TYPE: record 0 has a field of no meaning");
  CHECK(detail_of(with_bytes(bytes, types + 2, 1, 1)) == "section TYPE: record 0 has a field of no meaning");
  const std::size_t versions = offset_of(bytes, "VERS");
  CHECK(detail_of(with_bytes(bytes, versions + 8, 0x7FFFFFFF, 4)) ==
        "section VERS: record 0 has a field of no meaning");
  CHECK(detail_of(with_bytes(bytes, versions, 3, 4)) == "versions 0 names what does not exist");
  const std::size_t strings = offset_of(bytes, "STRG");
  CHECK(detail_of(with_bytes(bytes, strings + 4, 0xFFFFFFFE, 4)) == "a text is not whole");
  CHECK(detail_of(with_bytes(bytes, offset_of(bytes, "CHAR"), 0xFF, 1)) == "the characters are not UTF-8");
}

TEST_CASE("limits hold for what is loaded") {
  Limits limits;
  limits.cost = 5;
  const LoadResult result = load_package(written(), limits);
  CHECK(result.problem == LoadProblem::kUnsound);
  CHECK(result.detail.find("more operations than the limit") != std::string::npos);
}

// An expression that doubles at each level, below a condition that no rule reads.
TEST_CASE("conditions are bounded as rules are") {
  Package package = load_text(kProgram);
  Condition loose = package.conditions.front();
  loose.group = ConditionGroup::kLeaf;
  loose.first_child = 0;
  loose.n_children = 0;
  for (int i = 0; i < 64; ++i) {
    Node both = package.node(loose.node);
    both.op = Op::kAnd;
    both.mode = 0;
    both.payload = 0;
    both.site = {};
    both.first_operand = static_cast<std::uint32_t>(package.operands.size());
    both.n_operands = 2;
    package.operands.insert(package.operands.end(), 2, loose.node);
    package.nodes.push_back(both);
    loose.node = NodeId(package.nodes.size() - 1);
  }
  package.conditions.push_back(loose);
  CHECK(verify(package).problem == Problem::kTooCostly);
}

TEST_CASE("a condition belongs to one group") {
  Package package = load_text(kProgram);
  const auto group = std::find_if(package.conditions.begin(), package.conditions.end(),
                                  [](const Condition& each) { return each.group == ConditionGroup::kAll; });
  REQUIRE(group != package.conditions.end());
  Condition second = *group;
  second.first_child = static_cast<std::uint32_t>(package.condition_children.size());
  package.condition_children.push_back(package.condition_children.front());
  package.conditions.push_back(second);
  CHECK(verify(package).message.find("a condition of two groups") != std::string::npos);
}
