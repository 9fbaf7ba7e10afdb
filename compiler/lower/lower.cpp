#include "compiler/lower/lower.hpp"

#include "compiler/lower/instance.hpp"
#include "compiler/lower/rule.hpp"
#include "runtime/program/verify.hpp"

namespace avenant::lower {

namespace {

// Limits are passed by the whole program: the rule that takes most of it is where to look.
base::Span largest_rule(const Context& context) {
  if (!context.largest.valid()) return {};
  return context.hir.variables[context.largest].provenance.span;
}

// The verifier finds what lowering promises never to do; costs and depths are the author's matter.
void check_package(const program::Package& package, const Context& context) {
  const Options& options = context.options;
  program::Limits limits;
  limits.cost = options.max_static_cost;
  limits.depth = options.max_depth;
  const program::Verification verification = program::verify(package, limits);
  switch (verification.problem) {
    case program::Problem::kNone:
      return;
    case program::Problem::kTooCostly:
      context.sink.report(diagnostics::Code::StaticCostTooHigh, largest_rule(context))
          .with("cost", static_cast<std::int64_t>(verification.cost))
          .with("limit", static_cast<std::int64_t>(options.max_static_cost));
      return;
    case program::Problem::kTooDeep:
      context.sink.report(diagnostics::Code::RulesTooDeep, largest_rule(context))
          .with("depth", std::int64_t{verification.depth})
          .with("limit", std::int64_t{options.max_depth});
      return;
    case program::Problem::kCycle:
      AVENANT_CHECK(false, ("lowering missed a cycle: " + verification.message).c_str());
      return;
    case program::Problem::kMalformed:
      AVENANT_CHECK(false, ("lowering made a malformed program: " + verification.message).c_str());
      return;
  }
}

}  // namespace

program::Package lower(const hir::Program& program, const base::SourceMap& sources, diagnostics::Sink& sink,
                       const Options& options) {
  const std::size_t n_errors_before = sink.n_errors();
  Context context(program, sources, sink, options);
  Instances instances;
  context.instances = &instances;
  declare_all(context);
  for (std::size_t position = 0; position < program.variables.size(); ++position) {
    lower_variable(context, program.variables.id_at(position));
    if (context.too_large) break;
  }
  if (!context.too_large) lower_notices(context);
  lower_instances(context);
  if (context.too_large) {
    sink.report(diagnostics::Code::ProgramTooLarge, largest_rule(context))
        .with("limit", static_cast<std::int64_t>(options.max_nodes));
  }
  if (sink.n_errors() == n_errors_before) report_cycles(context);
  if (sink.n_errors() > n_errors_before) return {};

  program::BuildResult built = context.builder.finish();
  AVENANT_CHECK(built.package.has_value(), ("lowering built a wrong program: " + built.error).c_str());
  check_package(*built.package, context);
  return std::move(*built.package);
}

}  // namespace avenant::lower
