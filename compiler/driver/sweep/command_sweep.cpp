// rulec sweep: the exact thresholds of results as one fact moves.
#include <ostream>

#include "compiler/driver/command.hpp"
#include "compiler/driver/run/case_stream.hpp"
#include "compiler/driver/run/interruption.hpp"
#include "compiler/driver/run/output_file.hpp"
#include "compiler/driver/sweep/swept_input.hpp"
#include "compiler/sweep/forms/forms.hpp"

namespace avenant::driver {

namespace {

using diagnostics::Code;
using diagnostics::Sink;

/// One case, once it is read.
class SweepRun {
 public:
  SweepRun(Context& context, const program::Package& package, const RunSetup& setup, const sweep::InputDomain& domain)
      : context_(context), package_(package), setup_(setup), domain_(domain) {}

  /// Reads the cases, keeps the one asked for, sweeps it and writes it.
  int run();

 private:
  bool take(const cases::BoundCase& bound);
  int write(const sweep::Sheet& sheet);
  void report_unresolved(const sweep::Sheet& sheet);
  [[nodiscard]] std::string text_of(const sweep::Sheet& sheet) const;

  Context& context_;
  const program::Package& package_;
  const RunSetup& setup_;
  const sweep::InputDomain& domain_;
  std::optional<cases::BoundCase> chosen_;
  std::size_t n_cases_ = 0;
};

/// Keeps the case asked for, else the first; goes on, so that several are noticed.
bool SweepRun::take(const cases::BoundCase& bound) {
  ++n_cases_;
  const std::string& wanted = context_.options.one_case;
  if (wanted.empty()) {
    if (n_cases_ == 1) chosen_ = bound;
    return n_cases_ < 2;
  }
  if (bound.id != wanted && std::to_string(bound.number) != wanted) return true;
  // An identifier prevails over a rank.
  if (!chosen_ || bound.id == wanted) chosen_ = bound;
  return bound.id != wanted;
}

std::string SweepRun::text_of(const sweep::Sheet& sheet) const {
  const Format format = context_.options.format;
  if (format == Format::Json) return sweep::json_of(sheet);
  if (format == Format::Csv || format == Format::CsvFrench) return sweep::csv_of(sheet, format == Format::CsvFrench);
  if (format == Format::Svg) return sweep::svg_of(sheet);
  if (format == Format::Html) return sweep::html_of(sheet);
  sweep::TextOptions options;
  options.color = context_.environment.color_results && context_.options.output.empty();
  return sweep::text_of(sheet, options);
}

int SweepRun::write(const sweep::Sheet& sheet) {
  const std::string text = text_of(sheet);
  const std::string& path = context_.options.output;
  if (path.empty()) {
    context_.out << text;
    return kDone;
  }
  const session::FileContent written = context_.files.write(path, text);
  if (written.problem == session::FileProblem::None) return kDone;
  Sink sink;
  sink.report(Code::CannotWrite).path(path).with("reason", written.detail);
  print_messages(context_, sink);
  return kInternal;
}

/// Each result's first part that is not known.
void SweepRun::report_unresolved(const sweep::Sheet& sheet) {
  const sweep::Words words(sheet);
  Sink sink;
  for (const sweep::ResultSweep& result : sheet.sweep.results) {
    std::size_t n_parts = 0;
    const sweep::Piece* first = nullptr;
    for (const sweep::Piece& piece : result.pieces) {
      if (piece.kind != sweep::PieceKind::Unresolved) continue;
      if (n_parts++ == 0) first = &piece;
    }
    if (first == nullptr) continue;
    const std::string others = n_parts == 1 ? ""
                               : context_.options.language == diagnostics::Language::French
                                   ? " et dans " + words.count(n_parts - 1) + " autres parties"
                                   : " and in " + words.count(n_parts - 1) + " other parts";
    sink.report(Code::SweepUnresolved)
        .path(report::place_parts(package_, package_.variable(result.variable).place).file)
        .with("result", result.name)
        .with("range", words.range(first->first, first->last))
        .with("others", others)
        .with("limit", words.count(result.n_evaluations));
  }
  print_messages(context_, sink);
}

int SweepRun::run() {
  const InterruptionGuard guard;
  FaultReport faults(context_, context_.options.max_errors.value_or(kDefaultMaxErrors), nullptr);
  std::vector<program::VariableId> requests;
  for (const report::ResultView& view : setup_.views) {
    requests.insert(requests.end(), view.members.begin(), view.members.end());
  }
  for_each_case(context_, package_, setup_, requests, ProgressStyle::None, faults,
                [this](const cases::BoundCase& bound) { return take(bound); });
  faults.finish();
  if (interruption() != 0) return kInterrupted;
  Sink sink;
  if (n_cases_ > 1 && context_.options.one_case.empty()) sink.report(Code::OneCaseToSweep);
  if (!chosen_ && !context_.options.one_case.empty()) {
    sink.report(Code::UnknownCaseToSweep).with("name", context_.options.one_case);
  }
  print_messages(context_, sink);
  if (sink.has_errors()) return kUsage;
  if (!chosen_) return faults.has_errors() ? kBadData : kDone;
  sweep::SweepOptions options;
  options.language = context_.options.language;
  if (context_.options.max_work) options.work.max_evaluations = *context_.options.max_work;
  options.work.is_interrupted = [] { return interruption() != 0; };
  const sweep::Sweep swept = sweep::sweep(package_, setup_.options, *chosen_, setup_.views, domain_, options);
  const sweep::Sheet sheet{package_, swept, *chosen_, setup_.dispositif, context_.options.language};
  if (const int code = write(sheet); code != kDone) return code;
  if (interruption() != 0) return kInterrupted;
  if (!swept.is_complete()) report_unresolved(sheet);
  if (faults.has_errors()) return kBadData;
  return swept.is_complete() ? kDone : kSweepUnresolved;
}

}  // namespace

int run_sweep(Context& context) {
  const std::string name = context.options.arguments.back();
  Options own = context.options;
  own.arguments.pop_back();
  if (own.arguments.empty()) own.arguments.emplace_back(".");
  Context inner{own, context.in, context.out, context.err, context.environment, context.files, context.session};
  int code = kDone;
  const std::optional<OpenedRun> opened = open_run(inner, code);
  if (!opened) return code;
  Sink sink;
  const std::optional<sweep::InputDomain> domain =
      swept_domain(opened->package, opened->setup.dispositif, {name, own.from, own.to}, sink, code);
  print_messages(context, sink);
  if (!domain) return code;
  return SweepRun(inner, opened->package, opened->setup, *domain).run();
}

}  // namespace avenant::driver
