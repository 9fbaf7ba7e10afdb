// Many cases decided as columns, block by block and on several threads, for forms of output that hold values only.
// Every byte is that of cases decided one by one, whatever the number of threads; memory does not depend on the data.
// Read next: compiler/columns/block_decider.hpp (one worker), runtime/batch/ordered_jobs.hpp (many).
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <utility>

#include "compiler/columns/block_decider.hpp"
#include "compiler/columns/block_source.hpp"
#include "compiler/driver/command.hpp"
#include "compiler/driver/run/case_stream.hpp"
#include "compiler/driver/run/fault_report.hpp"
#include "compiler/driver/run/report_writer.hpp"
#include "compiler/driver/run_setup.hpp"
#include "compiler/report/case_report.hpp"

namespace avenant::driver {

/// Whether a run may be decided in columns: not where conditions, readings or texts are shown, which takes a trace.
[[nodiscard]] bool fits_columns(const Options& options, const ReportWriter& writer);

/// Decides the cases of a run as columns.
class ColumnRun {
 public:
  /// What it is given must outlive it. `total` counts the errors of results; `can_write` says whether anybody reads.
  ColumnRun(Context& context, const program::Package& package, const RunSetup& setup, ReportWriter& writer,
            FaultReport& faults, report::ErrorCounts& total, std::function<bool()> can_write)
      : context_(context),
        package_(package),
        setup_(setup),
        writer_(writer),
        faults_(faults),
        total_(total),
        can_write_(std::move(can_write)) {}

  /// Reads, decides and writes all cases, as `for_each_case` asks.
  bool take(OpenedData& data, std::size_t& n_cases);

 private:
  void run(OpenedData& data, columns::BlockSource& source, cases::FaultLog& faults);
  void write(const columns::DecidedBlock& decided, cases::FaultLog& faults);
  [[nodiscard]] std::unique_ptr<columns::BlockWriter> make_writer(const columns::Question& question) const;

  Context& context_;
  const program::Package& package_;
  const RunSetup& setup_;
  ReportWriter& writer_;
  FaultReport& faults_;
  report::ErrorCounts& total_;
  std::function<bool()> can_write_;
};

}  // namespace avenant::driver
