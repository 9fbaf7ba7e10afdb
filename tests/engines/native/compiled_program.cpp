#include "tests/engines/native/compiled_program.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "runtime/engine/cache/code_image.hpp"
#include "runtime/engine/native_library.hpp"
#include "tests/engines/native/random_columns.hpp"

namespace avenant::engines {

namespace {

bool same_settings(const engine::Settings& left, const engine::Settings& right) {
  return left.known_texts == right.known_texts && left.readings == right.readings && left.figures == right.figures &&
         left.requests == right.requests;
}

}  // namespace

void CompiledProgram::open(const program::Package& package, std::uint64_t seed) {
  code_.reset();
  specialised_.reset();
  fixed_.clear();
  package_ = &package;
  random_ = Random(seed);
}

bool CompiledProgram::serves(const engine::Settings& settings, const std::vector<bool>& given,
                             std::span<const Inputs> cases) const {
  if (code_ == nullptr || !same_settings(settings, settings_)) return false;
  if (!std::all_of(cases.begin(), cases.end(), [this](const Inputs& each) { return agrees(each, fixed_); }))
    return false;
  for (std::size_t i = 0; i < given.size(); ++i) {
    if (given[i] && std::find(columns_.begin(), columns_.end(), program::InputId(i)) == columns_.end()) return false;
  }
  return true;
}

// The program itself, or what passes make of it for some of the inputs that all cases share.
const program::Package& CompiledProgram::package_for(const eval::RunOptions& options, std::span<const Inputs> cases) {
  fixed_.clear();
  specialised_.reset();
  if (cases.empty() || !random_.chance(35)) return *package_;
  for (const auto& each : some_inputs(cases[0], random_)) {
    if (std::all_of(cases.begin(), cases.end(), [&](const Inputs& inputs) { return agrees(inputs, {each}); })) {
      fixed_.push_back(each);
    }
  }
  optimise::Options known;
  known.run = options;
  known.run.situation_date.reset();
  known.inputs = fixed_;
  known.requests = settings_.requests;
  specialised_ = optimise::run(*package_, known);
  ++n_specialised_;
  return *specialised_;
}

const batch::InputColumn* CompiledProgram::sample(program::InputId input) const {
  const auto found =
      std::find_if(samples_.begin(), samples_.end(), [&](const auto& each) { return each.input == input; });
  return found == samples_.end() ? nullptr : &*found;
}

const engine::NativeCode* CompiledProgram::take(const eval::RunOptions& options, std::span<const Inputs> cases,
                                                std::span<const program::VariableId> outputs) {
  engine::Settings settings = engine::settings_of(*package_, options, {outputs.begin(), outputs.end()});
  std::vector<bool> given(package_->inputs.size());
  for (const Inputs& each : cases) {
    for (std::size_t i = 0; i < each.size(); ++i) given[i] = given[i] || each[i].has_value();
  }
  if (serves(settings, given, cases)) return code_.get();
  code_.reset();
  settings_ = std::move(settings);
  columns_.clear();
  samples_.clear();
  engine::CompileOptions wanted;
  wanted.tier = tier_;
  wanted.blocks = blocks_;
  wanted.cases = !blocks_ || tier_ == engine::Tier::kFast;
  for (std::size_t i = 0; i < given.size(); ++i) {
    // Where no case gives an input, its column has no value, or there is none.
    if (!given[i] && random_.chance(70)) continue;
    columns_.emplace_back(i);
    if (random_.chance(40)) wanted.sparse.emplace_back(i);
    if (!blocks_ || random_.chance(20)) continue;
    samples_.push_back(random_column(*package_, program::InputId(i), cases, nullptr, random_)->column);
    samples_.back().values = nullptr;
    samples_.back().validity = nullptr;
  }
  random_.shuffle(columns_);
  wanted.columns = columns_;
  wanted.samples = samples_;
  std::string error;
  engine::NativeCompiler* compiler = engine::native_compiler(error);
  if (compiler == nullptr) {
    std::fprintf(stderr, "the native engine does not open: %s\n", error.c_str());
    return nullptr;
  }
  // Some code is run as a later process would find it.
  wanted.keep = random_.chance(30);
  const program::Package& package = package_for(options, cases);
  const auto start = std::chrono::steady_clock::now();
  engine::Compiled compiled = compiler->compile(package, settings_, wanted);
  const auto spent = std::chrono::steady_clock::now() - start;
  microseconds_ += static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(spent).count());
  ++n_compiled_;
  if (!compiled.code) std::fprintf(stderr, "a program does not compile: %s\n", compiled.error.c_str());
  if (compiled.code && wanted.keep) {
    if (compiled.stored == nullptr) {
      std::fprintf(stderr, "compiled code cannot be kept\n");
      return nullptr;
    }
    compiled = engine::load_code(*compiled.stored);
    if (!compiled.code) std::fprintf(stderr, "kept code does not load: %s\n", compiled.error.c_str());
  }
  code_ = std::move(compiled.code);
  return code_.get();
}

}  // namespace avenant::engines
