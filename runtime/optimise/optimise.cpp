#include "runtime/optimise/optimise.hpp"

namespace avenant::optimise {

namespace {

constexpr PassInfo kPasses[] = {
#define AVENANT_PASS(Id, name, function) {Pass::k##Id, name},
#include "runtime/optimise/passes.def"
};

}  // namespace

std::span<const PassInfo> all_passes() {
  return kPasses;
}

std::optional<Pass> pass_named(std::string_view name) {
  for (const PassInfo& each : kPasses) {
    if (each.name == name) return each.pass;
  }
  return std::nullopt;
}

program::Package apply(Pass pass, const program::Package& package, const Options& options) {
  switch (pass) {
#define AVENANT_PASS(Id, name, function) \
  case Pass::k##Id:                      \
    return function(package, options);
#include "runtime/optimise/passes.def"
  }
  return package;
}

// What results need is looked for again once it is specialised. What `fold` finds, `specialise` does.
program::Package run(const program::Package& package, const Options& options) {
  if (options.requests.empty()) return specialise(package, options);
  return keep_requests(specialise(keep_requests(package, options), options), options);
}

}  // namespace avenant::optimise
