// Holds compiler/sweep to random programs: what it says of every value of a range is compared with the interpreter's
// outcome for that value. `--programs N --seed S`; program i has the seed S + i. `--show 1` prints
// each program before it is swept.
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string_view>

#include "compiler/sweep/sweep.hpp"
#include "runtime/program/print.hpp"
#include "tests/engines/programs/cases.hpp"
#include "tests/engines/programs/generate.hpp"

namespace {

using namespace avenant;
using engines::Random;
using sweep::InputDomain;
using sweep::PieceKind;
using sweep::Rank;

constexpr Rank kMostValues = 400;

struct Counts {
  std::uint64_t programs = 0;
  std::uint64_t sweeps = 0;
  std::uint64_t values = 0;
  std::uint64_t pieces = 0;
  std::uint64_t formulas = 0;
  std::uint64_t bends = 0;
  std::uint64_t causes = 0;
};

// At most so many values around a value that the case may give; none where the input cannot be swept.
std::optional<InputDomain> domain_of(Random& random, const program::Package& package, program::InputId input,
                                     const engines::CaseGenerator& generator) {
  sweep::DomainFault fault{};
  std::optional<value::Value> first = generator.input(random, input);
  const program::Type& type = package.type(package.input(input).type);
  if (first->is_absent() || random.chance(10)) first.reset();
  std::optional<InputDomain> domain = InputDomain::make(package, input, first, std::nullopt, fault);
  if (!domain && type.kind == program::TypeKind::kNumber) {
    // Without a declared range: a window from the value on.
    if (!first || type.grain == 0) return std::nullopt;
    const auto end = value::add(first->as_number(), value::Rational::whole(3));
    if (!end.ok()) return std::nullopt;
    domain = InputDomain::make(package, input, first, value::Value::number(end.value), fault);
  }
  if (!domain || domain->size() <= kMostValues) return domain;
  const Rank width = 1 + random.below(kMostValues);
  return InputDomain::make(package, input, domain->value_at(domain->has_absent() ? 1 : 0), domain->value_at(width),
                           fault);
}

// What a sweep says of one value.
eval::Outcome said(const sweep::Sweep& made, const program::Type& type, const sweep::Piece& piece, Rank rank) {
  if (piece.kind == PieceKind::Constant) return piece.outcome;
  const auto number = made.formulas.at(piece.formula, made.domain.position(rank));
  if (!number) return {};
  if (type.kind == program::TypeKind::kDate) return eval::Outcome::of({number->numerator(), 1});
  return eval::Outcome::of(value::Value::number(*number));
}

bool check(const program::Package& package, const sweep::Sweep& made, eval::Evaluator& evaluator, Counts& counts) {
  for (const sweep::ResultSweep& result : made.results) {
    Rank next = 0;
    ++counts.sweeps;
    for (const sweep::Piece& piece : result.pieces) {
      ++counts.pieces;
      if (piece.kind == PieceKind::Formula) ++counts.formulas;
      if (piece.first != next || piece.last < piece.first || piece.kind == PieceKind::Unresolved) {
        std::printf("%s: a gap or an unresolved part at rank %llu\n", result.name.c_str(),
                    static_cast<unsigned long long>(next));
        return false;
      }
      next = piece.last + 1;
      for (Rank rank = piece.first; rank <= piece.last; ++rank) {
        ++counts.values;
        evaluator.set(made.domain.input(), made.domain.value_at(rank));
        const eval::Outcome outcome = evaluator.request(result.variable);
        // Inside a piece a formula may be beyond the limits of numbers while it is computed.
        const bool is_inside = rank != piece.first && rank != piece.last && piece.kind == PieceKind::Formula;
        if (is_inside && !made.formulas.at(piece.formula, made.domain.position(rank))) continue;
        if (outcome == said(made, package.type(result.type), piece, rank)) continue;
        std::printf("%s: another outcome at rank %llu\n", result.name.c_str(), static_cast<unsigned long long>(rank));
        return false;
      }
    }
    if (next != made.domain.size() || result.boundaries.size() + 1 != result.pieces.size()) {
      std::printf("%s: %zu pieces, %zu boundaries\n", result.name.c_str(), result.pieces.size(),
                  result.boundaries.size());
      return false;
    }
    for (const sweep::Boundary& boundary : result.boundaries) {
      if (boundary.kind == sweep::BoundaryKind::Bend) ++counts.bends;
      counts.causes += boundary.causes.size();
      if (boundary.kind == sweep::BoundaryKind::Jump && boundary.before == boundary.after &&
          result.pieces[boundary.piece].kind == PieceKind::Constant &&
          result.pieces[boundary.piece + 1].kind == PieceKind::Constant) {
        std::printf("%s: a jump that changes nothing\n", result.name.c_str());
        return false;
      }
    }
  }
  return true;
}

// What every program declares is left out.
std::string program_text(const program::Package& package) {
  const std::string text = program::print(package);
  return text.substr(text.find("\n(variable ") + 1);
}

bool check_program(std::uint64_t seed, bool show, Counts& counts) {
  Random random(seed);
  const program::Package package = engines::build(engines::generate_model(random));
  if (show) std::printf("%s\n", program_text(package).c_str());
  const engines::CaseGenerator generator(package);
  std::vector<report::ResultView> views;
  for (std::uint32_t i = 0; i < package.variables.size(); ++i) {
    report::ResultView view;
    view.name = package.text_of(package.variables[i].name);
    view.type = package.variables[i].type;
    view.members = {program::VariableId(i)};
    views.push_back(std::move(view));
  }
  ++counts.programs;
  for (std::uint32_t i = 0; i < package.inputs.size(); ++i) {
    if (!random.chance(40)) continue;
    const std::optional<InputDomain> domain = domain_of(random, package, program::InputId(i), generator);
    if (!domain) continue;
    const eval::RunOptions run = generator.options(random);
    const engines::Inputs given = generator.inputs(random);
    cases::BoundCase bound;
    eval::Evaluator evaluator(package, run);
    for (std::uint32_t k = 0; k < given.size(); ++k) {
      if (!given[k]) continue;
      bound.inputs.push_back({program::InputId(k), *given[k]});
      evaluator.set(program::InputId(k), *given[k]);
    }
    if (show) {
      std::printf("%s from %s, %llu values\n", std::string(package.text_of(package.inputs[i].name)).c_str(),
                  domain->text(0, diagnostics::Language::English).c_str(),
                  static_cast<unsigned long long>(domain->size()));
      std::fflush(stdout);
    }
    const sweep::Sweep made = sweep::sweep(package, run, bound, views, *domain, {});
    if (check(package, made, evaluator, counts)) continue;
    std::printf("program %llu, input %s\n%s\n", static_cast<unsigned long long>(seed),
                std::string(package.text_of(package.inputs[i].name)).c_str(), program_text(package).c_str());
    return false;
  }
  return true;
}

std::uint64_t number_after(int argc, char** argv, std::string_view name, std::uint64_t otherwise) {
  for (int i = 1; i + 1 < argc; ++i) {
    if (argv[i] == name) return std::strtoull(argv[i + 1], nullptr, 10);
  }
  return otherwise;
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t programs = number_after(argc, argv, "--programs", 200);
  const std::uint64_t seed = number_after(argc, argv, "--seed", 1);
  const bool show = number_after(argc, argv, "--show", 0) != 0;
  Counts counts;
  for (std::uint64_t i = 0; i < programs; ++i) {
    if (!check_program(seed + i, show, counts)) return 1;
  }
  std::printf("%llu programs, %llu sweeps, %llu values, %llu pieces, %llu formulas, %llu bends, %llu causes\n",
              static_cast<unsigned long long>(counts.programs), static_cast<unsigned long long>(counts.sweeps),
              static_cast<unsigned long long>(counts.values), static_cast<unsigned long long>(counts.pieces),
              static_cast<unsigned long long>(counts.formulas), static_cast<unsigned long long>(counts.bends),
              static_cast<unsigned long long>(counts.causes));
  // A run that compared nothing shows nothing.
  return counts.values > 0 && counts.formulas > 0 ? 0 : 1;
}
