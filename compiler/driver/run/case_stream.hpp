// The cases of a run, from --cases or --input, one after another whatever their number.
// Read next: compiler/cases/csv/csv_cases.hpp and compiler/cases/json_cases.hpp, which read them.
#pragma once

#include <cstddef>
#include <functional>
#include <span>

#include "compiler/cases/case_binder.hpp"
#include "compiler/cases/csv/csv_cases.hpp"
#include "compiler/cases/data/window.hpp"
#include "compiler/driver/command.hpp"
#include "compiler/driver/run/fault_report.hpp"
#include "compiler/driver/run/progress.hpp"
#include "compiler/driver/run_setup.hpp"

namespace avenant::driver {

/// The data of a run, opened and looked at, for whoever reads them whole.
struct OpenedData {
  cases::Window& window;
  InputFormat format;
  const cases::CsvOptions& csv;                   ///< Where that is the format.
  std::span<const cases::CsvTarget> csv_targets;  ///< As well; one.
  cases::CaseBinder& binder;
  Progress& progress;
  std::function<std::uint64_t()> n_bytes_read;
};

/// Reads all cases of --cases itself and says how many there were; or does nothing and returns false.
using TakeData = std::function<bool(OpenedData& data, std::size_t& n_cases)>;

/// Calls `on_case` with each case of --cases, or with the one that --input describes; it returns false to stop. What is
/// wrong with the data goes to `faults`. `requests` are the variables asked for: columns that they may need and that
/// are missing are named. Where `take_data` takes the data, there is nothing left to call. Ends early when the run is
/// interrupted. Returns the number of cases read, broken ones included.
std::size_t for_each_case(Context& context, const program::Package& package, const RunSetup& setup,
                          std::span<const program::VariableId> requests, ProgressStyle progress, FaultReport& faults,
                          const std::function<bool(const cases::BoundCase&)>& on_case, const TakeData& take_data = {});

/// One of the programs that cases are bound to. Everything is referred to.
struct CaseTarget {
  const program::Package& package;
  const RunSetup& setup;
  std::span<const program::VariableId> requests;
  cases::FaultLog& faults;  ///< Of names and values, as this program knows them.
};

/// The same with each case bound to every target; there is at least one. What is wrong with the data as such is told
/// once, to `faults`.
std::size_t for_each_case(Context& context, std::span<const CaseTarget> targets, ProgressStyle progress,
                          FaultReport& faults, const std::function<bool(std::span<const cases::BoundCase>)>& on_case,
                          const TakeData& take_data = {});

}  // namespace avenant::driver
