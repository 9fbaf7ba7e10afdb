#include "runtime/engine/block_memory.hpp"

#include <numeric>

namespace avenant::engine {

BlockMemory::BlockMemory(const BlockLayout& layout) {
  constexpr std::size_t kAlignment = 64;
  bytes_.reset(new std::byte[layout.size + kAlignment]());
  const auto address = reinterpret_cast<std::uintptr_t>(bytes_.get());
  begin_ = bytes_.get() + (kAlignment - address % kAlignment) % kAlignment;
}

BlockContext context_of(const program::Package& package, const BlockMemory& memory, const eval::RunOptions& options) {
  BlockContext context;
  context.memory = memory.begin();
  context.package = &package;
  if (options.situation_date) {
    context.situation_date = options.situation_date->days();
    context.has_situation_date = 1;
  }
  return context;
}

std::vector<bool> which_are_numbers(const program::Package& package, const Settings& settings,
                                    const BlockLayout& layout) {
  std::vector<bool> result;
  for (const std::uint32_t request : layout.requests) {
    const program::Variable& variable = package.variable(settings.requests[request]);
    result.push_back(package.type(variable.type).kind == program::TypeKind::kNumber);
  }
  return result;
}

void reduce(const batch::ResultColumn& result, std::size_t row) {
  if (result.b[row] <= 1) return;
  const std::int64_t shared = std::gcd(result.a[row], result.b[row]);
  result.a[row] /= shared;
  result.b[row] /= shared;
}

}  // namespace avenant::engine
