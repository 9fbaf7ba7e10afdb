#include "runtime/engine/shared_code.hpp"

#include <algorithm>
#include <utility>

#include "runtime/engine/native_library.hpp"

namespace avenant::engine {

SharedCode::SharedCode(const program::Package& package, std::vector<program::VariableId> requests,
                       eval::RunOptions options, Choice choice)
    : package_(package),
      options_(std::move(options)),
      settings_(settings_of(package, options_, std::move(requests))),
      choice_(choice),
      columns_(package.inputs.size()),
      sparse_(package.inputs.size()) {}

SharedCode::~SharedCode() {
  if (background_.joinable()) background_.join();
}

std::string SharedCode::error() const {
  const std::lock_guard lock(mutex_);
  return error_;
}

// Holds the mutex. Which columns lack values: what comes later is taken to be alike.
void SharedCode::look_at(std::span<const batch::InputColumn> columns, std::size_t n_rows) {
  for (const batch::InputColumn& each : columns) {
    if (each.validity == nullptr || sparse_[each.input.value]) continue;
    for (std::size_t bit = each.first_bit; bit < each.first_bit + n_rows; ++bit) {
      if ((each.validity[bit / 8] >> (bit % 8) & 1U) != 0) continue;
      sparse_[each.input.value] = true;
      break;
    }
  }
}

bool SharedCode::covers(std::span<const batch::InputColumn> columns) const {
  return std::all_of(columns.begin(), columns.end(), [this](const auto& each) { return columns_[each.input.value]; });
}

std::shared_ptr<const NativeCode> SharedCode::take(std::span<const batch::InputColumn> columns, std::size_t n_rows) {
  if (choice_ == Choice::kInterpreter) return nullptr;
  const std::lock_guard lock(mutex_);
  n_rows_ += n_rows;
  if (!has_started_) look_at(columns, n_rows);
  if (choice_ == Choice::kAuto && n_rows_ < kBreakEvenRows) return nullptr;
  // Another thread waits, without the lock, to make code for other columns.
  if (is_starting_) return nullptr;
  // A column that no earlier block had: what is compiled takes it for not given, and other code is made.
  if (!has_started_ || !covers(columns)) {
    if (background_.joinable() && code_ == nullptr) return nullptr;
    start(columns);
  }
  return covers(columns) ? code_ : nullptr;
}

// Holds the mutex. The fast tier is waited for where native code was asked for; the optimised one comes later.
void SharedCode::start(std::span<const batch::InputColumn> columns) {
  has_started_ = true;
  if (!error_.empty()) return;
  for (const batch::InputColumn& each : columns) columns_[each.input.value] = true;
  CompileOptions options;
  options.blocks = true;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i]) options.columns.emplace_back(i);
    if (columns_[i] && sparse_[i]) options.sparse.emplace_back(i);
  }
  options.samples.assign(columns.begin(), columns.end());
  if (background_.joinable()) {
    // What is under way, and what there is, is for other columns.
    is_starting_ = true;
    mutex_.unlock();
    background_.join();
    mutex_.lock();
    is_starting_ = false;
  }
  code_ = nullptr;
  NativeCompiler* compiler = native_compiler(error_);
  if (compiler == nullptr) return;
  error_.clear();
  if (choice_ == Choice::kNative) {
    // For one row after another: code for blocks takes longer, and pays when it is optimised.
    Compiled compiled = compiler->compile(package_, settings_, {Tier::kFast, false, {}, {}, {}});
    code_ = std::move(compiled.code);
    error_ = std::move(compiled.error);
  }
  options.tier = Tier::kOptimised;
  background_ = std::thread([this, compiler, options] {
    Compiled compiled = compiler->compile(package_, settings_, options);
    const std::lock_guard lock(mutex_);
    if (compiled.code != nullptr) code_ = std::move(compiled.code);
    if (error_.empty()) error_ = std::move(compiled.error);
  });
}

}  // namespace avenant::engine
