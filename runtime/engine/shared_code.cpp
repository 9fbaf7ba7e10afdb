#include "runtime/engine/shared_code.hpp"

#include <algorithm>
#include <utility>

#include "runtime/batch/bits.hpp"
#include "runtime/engine/native_library.hpp"
#include "runtime/program/verify.hpp"

namespace avenant::engine {

namespace {

// Operations of a program beyond which it is compiled as it is: passes evaluate each, and others wait for it.
constexpr std::uint64_t kMostCost = 2'000'000;

}  // namespace

SharedCode::SharedCode(const program::Package& package, std::vector<program::VariableId> requests,
                       eval::RunOptions options, Choice choice, CodeCache cache)
    : package_(package),
      options_(std::move(options)),
      settings_(settings_of(package, options_, std::move(requests))),
      choice_(choice),
      cache_(std::move(cache)),
      columns_(package.inputs.size()),
      n_looked_at_(package.inputs.size()),
      n_lacking_(package.inputs.size()) {}

SharedCode::~SharedCode() {
  if (background_.joinable()) background_.join();
}

std::string SharedCode::error() const {
  const std::lock_guard lock(mutex_);
  return error_;
}

// Holds the mutex. How many values columns lack: what comes later is taken to be alike.
void SharedCode::look_at(std::span<const batch::InputColumn> columns, std::size_t n_rows) {
  for (const batch::InputColumn& each : columns) {
    n_looked_at_[each.input.value] += n_rows;
    if (each.validity == nullptr) continue;
    for (std::size_t bit = each.first_bit; bit < each.first_bit + n_rows; ++bit) {
      if (!batch::bit_at(each.validity, bit)) ++n_lacking_[each.input.value];
    }
  }
}

// Code that says what the lack of a value means is slower for every row; rows that it is not made for cost more, each.
bool SharedCode::is_sparse(std::size_t input) const {
  constexpr std::uint64_t kRare = 64;
  return n_lacking_[input] * kRare > n_looked_at_[input];
}

bool SharedCode::covers(std::span<const batch::InputColumn> columns) const {
  return std::all_of(columns.begin(), columns.end(), [this](const auto& each) { return columns_[each.input.value]; });
}

std::shared_ptr<const NativeCode> SharedCode::take(std::span<const batch::InputColumn> columns, std::size_t n_rows) {
  if (choice_ == Choice::kInterpreter) return nullptr;
  const std::lock_guard lock(mutex_);
  n_rows_ += n_rows;
  if (!has_started_) look_at(columns, n_rows);
  if (choice_ == Choice::kAuto && n_rows_ < pace_.look_rows) return nullptr;
  // Another thread waits, without the lock, to make code for other columns.
  if (is_starting_) return nullptr;
  if (!has_looked_) {
    has_looked_ = true;
    const CompileOptions wanted = options_for(columns);
    if (find(wanted)) {
      has_started_ = true;
      for (const program::InputId input : wanted.columns) columns_[input.value] = true;
    }
  }
  if (choice_ == Choice::kAuto && n_rows_ < pace_.break_even_rows && !has_started_) return nullptr;
  // A column that no earlier block had: what is compiled takes it for not given, and other code is made.
  if (!has_started_ || !covers(columns)) {
    if (background_.joinable() && code_ == nullptr) return nullptr;
    start(columns);
  }
  return covers(columns) ? code_ : nullptr;
}

// Code for blocks, of these columns and of those that earlier code was made for.
CompileOptions SharedCode::options_for(std::span<const batch::InputColumn> columns) {
  std::vector<bool> wanted = columns_;
  for (const batch::InputColumn& each : columns) wanted[each.input.value] = true;
  CompileOptions options;
  options.blocks = true;
  options.cases = false;
  options.tier = Tier::kOptimised;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i]) options.columns.emplace_back(i);
    if (wanted[i] && is_sparse(i)) options.sparse.emplace_back(i);
  }
  options.samples.assign(columns.begin(), columns.end());
  return options;
}

// Holds the mutex. The program, for what every row has: its key says by itself what that is.
const program::Package& SharedCode::compiled_package() {
  if (same_.inputs.empty()) return package_;
  if (!specialised_ && program::verify(package_).cost > kMostCost) same_.inputs.clear();
  if (same_.inputs.empty()) return package_;
  if (!specialised_) {
    same_.run = options_;
    // One object serves every date of situation.
    same_.run.situation_date.reset();
    same_.requests = settings_.requests;
    specialised_ = optimise::run(package_, same_);
  }
  return *specialised_;
}

std::shared_ptr<const NativeCode> SharedCode::find_under(std::optional<CodeKey>& key, const program::Package& package,
                                                         const CompileOptions& options) {
  if (!key) key.emplace(package, settings_, native_library_file());
  const auto digest = key->of(options);
  return digest ? cache_.find(*digest) : nullptr;
}

// Holds the mutex. Takes up what the cache has.
bool SharedCode::find(const CompileOptions& options) {
  if (cache_.folder().empty() || lines_) return false;
  std::shared_ptr<const NativeCode> found;
  if (!same_.inputs.empty()) found = find_under(general_key_, package_, options);
  if (found == nullptr) found = find_under(key_, compiled_package(), options);
  if (found == nullptr) {
    if (!looked_for_) looked_for_ = key_->of(options);
    return false;
  }
  code_ = std::move(found);
  return true;
}

// Under the key of the columns as they are now, and as they were when they were first looked for: the next run looks
// for those first, and code that takes a column's lack of values into account serves where there is none.
void SharedCode::keep(const Compiled& compiled, const CompileOptions& options) {
  if (compiled.stored == nullptr || !key_) return;
  const auto key = key_->of(options);
  if (key) cache_.keep(*key, *compiled.stored);
  if (looked_for_ && looked_for_ != key) cache_.keep(*looked_for_, *compiled.stored);
}

// Holds the mutex. The fast tier is waited for where native code was asked for; the optimised one comes later.
void SharedCode::start(std::span<const batch::InputColumn> columns) {
  has_started_ = true;
  if (!error_.empty()) return;
  CompileOptions options = options_for(columns);
  for (const program::InputId input : options.columns) columns_[input.value] = true;
  if (background_.joinable()) {
    // What is under way, and what there is, is for other columns.
    is_starting_ = true;
    mutex_.unlock();
    background_.join();
    mutex_.lock();
    is_starting_ = false;
  }
  code_ = nullptr;
  if (find(options)) return;
  NativeCompiler* compiler = pace_.compiler != nullptr ? pace_.compiler : native_compiler(error_);
  if (compiler == nullptr) return;
  error_.clear();
  const program::Package& package = compiled_package();
  if (choice_ == Choice::kNative) {
    // For one row after another: code for blocks takes longer, and pays when it is optimised.
    CompileOptions first;
    first.tier = Tier::kFast;
    first.lines = lines_;
    Compiled compiled = compiler->compile(package, settings_, first);
    code_ = std::move(compiled.code);
    error_ = std::move(compiled.error);
  }
  options.keep = key_.has_value();
  options.lines = lines_;
  background_ = std::thread([this, compiler, &package, options] {
    Compiled compiled = compiler->compile(package, settings_, options);
    keep(compiled, options);
    const std::lock_guard lock(mutex_);
    if (compiled.code != nullptr) code_ = std::move(compiled.code);
    if (error_.empty()) error_ = std::move(compiled.error);
  });
}

}  // namespace avenant::engine
