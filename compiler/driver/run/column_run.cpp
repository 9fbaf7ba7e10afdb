#include "compiler/driver/run/column_run.hpp"

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "compiler/cases/csv/csv_cases.hpp"
#include "compiler/columns/block_decider.hpp"
#include "compiler/columns/csv_block_source.hpp"
#include "compiler/columns/csv_block_writer.hpp"
#include "compiler/columns/json_block_source.hpp"
#include "compiler/columns/json_block_writer.hpp"
#include "compiler/columns/unknown_names.hpp"
#include "compiler/driver/run/interruption.hpp"
#include "compiler/driver/run_setup.hpp"
#include "runtime/batch/notice_variables.hpp"
#include "runtime/batch/ordered_jobs.hpp"
#include "runtime/engine/adaptive_engine.hpp"

namespace avenant::driver {
namespace {

/// Blocks of fewer cases are decided at once where nothing else is under way: someone may wait for them.
constexpr std::size_t kSmallBlock = 64;

/// The results of a block stay within this many, so that they stay in a cache and its text is a megabyte at most.
constexpr std::size_t kBlockResults = std::size_t{1} << 16U;

/// Cases of a block.
std::size_t block_rows(std::size_t n_requests) {
  constexpr std::size_t kLeast = 64;
  return std::clamp(kBlockResults / std::max<std::size_t>(n_requests, 1), kLeast, batch::kBlockRows);
}

/// What stands before an object of an array; the comma falls before the first one.
constexpr std::string_view kBetweenItems = ",\n";

/// A block on its way: what is given to a worker, and what comes back.
struct Place {
  columns::RawBlock raw;
  columns::DecidedBlock decided;
  std::size_t n_cases_read = 0;
  std::uint64_t n_bytes_read = 0;
};

/// What each case is asked: the results, then the notices.
struct Asked {
  /// `says_in_force`: what is written says which results no text in force defines.
  Asked(const program::Package& package, const RunSetup& setup, bool says_in_force)
      : notices(batch::with_notice_variables(package, setup.dispositif)) {
    for (const report::ResultView& view : setup.views) {
      requests.insert(requests.end(), view.members.begin(), view.members.end());
    }
    if (says_in_force) requests = batch::add_unshown(notices.package, requests);
    requests.insert(requests.end(), notices.variables.begin(), notices.variables.end());
  }
  batch::NoticeVariables notices;
  std::vector<program::VariableId> requests;
};

/// Takes blocks from a source, has workers decide them, and writes what they say in order.
class Pipeline {
 public:
  /// How writers of blocks are made, one for each worker.
  using MakeWriter = std::function<std::unique_ptr<columns::BlockWriter>(const columns::Question&)>;

  Pipeline(const Context& context, const program::Package& package, const RunSetup& setup, columns::BlockSource& source,
           MakeWriter make_writer)
      : source_(source),
        make_writer_(std::move(make_writer)),
        asked_(package, setup, !is_csv(context.options.format)),
        question_{asked_.notices.package, setup.views, asked_.requests, asked_.notices.notices, setup.options},
        code_(asked_.notices.package, asked_.requests, setup.options, context.options.engine),
        n_rows_(block_rows(asked_.requests.size())),
        n_threads_(batch::n_threads_of(context.options.threads)),
        deciders_(n_threads_),
        places_(batch::OrderedJobs::n_places_for(n_threads_)) {
    if (context.options.line_tables) code_.with_lines();
    // The messages about them are given with the cases.
    diagnostics::Sink ignored;
    code_.with_same(same_inputs(package, setup, ignored));
  }

  /// Calls `take` with each block decided, in order; it returns false to stop. `n_bytes_read` says how far the data
  /// are.
  void run(const std::function<std::uint64_t()>& n_bytes_read, const std::function<bool(const Place&)>& take);
  /// Why the cases were not decided by compiled code, where that was asked for; empty where they were.
  [[nodiscard]] std::string why_not_native() const { return code_.error(); }

 private:
  void decide(std::size_t worker, Place& place);
  bool take_oldest(const std::function<bool(const Place&)>& take);
  bool take_all(const std::function<bool(const Place&)>& take);
  /// One case that no block holds. False at the end, or to stop.
  bool one_case(const std::function<std::uint64_t()>& n_bytes_read, const std::function<bool(const Place&)>& take);

  columns::BlockSource& source_;
  MakeWriter make_writer_;
  Asked asked_;
  columns::Question question_;
  engine::SharedCode code_;
  std::size_t n_rows_;  // of a block
  std::size_t n_threads_;
  std::vector<std::unique_ptr<columns::BlockDecider>> deciders_;  // by worker; made when first needed
  std::vector<Place> places_;
  Place single_;
  std::optional<batch::OrderedJobs> jobs_;
};

void Pipeline::decide(std::size_t worker, Place& place) {
  std::unique_ptr<columns::BlockDecider>& decider = deciders_[worker];
  if (decider == nullptr) {
    decider = std::make_unique<columns::BlockDecider>(question_, n_rows_, source_.make_reader(),
                                                      std::make_unique<engine::AdaptiveEngine>(code_),
                                                      make_writer_(question_));
  }
  decider->decide(place.raw, place.decided);
}

bool Pipeline::take_oldest(const std::function<bool(const Place&)>& take) {
  const bool goes_on = take(places_[jobs_->wait_oldest()]);
  jobs_->release_oldest();
  return goes_on;
}

bool Pipeline::take_all(const std::function<bool(const Place&)>& take) {
  while (jobs_ && !jobs_->is_empty()) {
    if (!take_oldest(take)) return false;
  }
  return true;
}

bool Pipeline::one_case(const std::function<std::uint64_t()>& n_bytes_read,
                        const std::function<bool(const Place&)>& take) {
  if (!take_all(take)) return false;
  if (!single_.raw.bound) single_.raw.bound.emplace();
  const columns::BlockSource::Step step = source_.next(*single_.raw.bound);
  if (step != columns::BlockSource::Step::Case) return step == columns::BlockSource::Step::Refused;
  single_.n_cases_read = source_.n_cases();
  single_.n_bytes_read = n_bytes_read();
  decide(0, single_);
  return take(single_);
}

void Pipeline::run(const std::function<std::uint64_t()>& n_bytes_read, const std::function<bool(const Place&)>& take) {
  // Threads are started when a second block comes.
  const auto is_idle = [this] { return !jobs_ || jobs_->is_empty(); };
  bool is_first = true;
  while (interruption() == 0) {
    Place& place = jobs_ ? places_[jobs_->next_place()] : places_[0];
    const std::size_t n_cases = source_.take_block(n_rows_, place.raw);
    if (n_cases == 0) {
      if (!one_case(n_bytes_read, take)) return;
      continue;
    }
    place.n_cases_read = source_.n_cases();
    place.n_bytes_read = n_bytes_read();
    if (is_first || (n_cases < kSmallBlock && is_idle())) {
      is_first = false;
      decide(0, place);
      if (!take(place)) return;
      continue;
    }
    if (!jobs_) {
      // The first place is the one that was filled.
      jobs_.emplace(n_threads_, [this](std::size_t worker, std::size_t at) { decide(worker, places_[at]); });
    }
    jobs_->submit();
    while (jobs_->oldest_is_done() || jobs_->is_full()) {
      if (!take_oldest(take)) return;
    }
  }
  take_all(take);
}

}  // namespace

bool fits_columns(const Options& options, const ReportWriter& writer) {
  return writer.needs_only_values() && !options.partial && options.record.empty() && !options.cases.empty();
}

std::unique_ptr<columns::BlockWriter> ColumnRun::make_writer(const columns::Question& question) const {
  const Options& options = context_.options;
  if (is_csv(options.format)) {
    return std::make_unique<columns::CsvBlockWriter>(question, setup_.dispositif, csv_options(options));
  }
  const bool is_array = options.format == Format::Json;
  return std::make_unique<columns::JsonBlockWriter>(question, setup_.dispositif, options.language,
                                                    is_array ? kBetweenItems : "", is_array ? "" : "\n");
}

/// Writes a block, each fault after the results of the rows before it.
void ColumnRun::write(const columns::DecidedBlock& decided, cases::FaultLog& faults) {
  std::string_view text = decided.text;
  std::size_t at = 0;
  // The first item of an array follows none.
  if (context_.options.format == Format::Json && !writer_.has_written() && !text.empty()) at = 1;
  for (std::size_t i = 0; i < decided.faults.size(); ++i) {
    if (decided.cuts[i] > at) {
      writer_.write_text(text.substr(at, decided.cuts[i] - at));
      at = decided.cuts[i];
    }
    columns::RecordedFaults::send(decided.faults[i], faults);
  }
  writer_.write_text(text.substr(at));
  writer_.add_written(decided.n_cases);
  total_.n_bad_data += decided.counts.n_bad_data;
  total_.n_failures += decided.counts.n_failures;
}

void ColumnRun::run(OpenedData& data, columns::BlockSource& source, cases::FaultLog& faults) {
  Pipeline pipeline(context_, package_, setup_, source,
                    [this](const columns::Question& question) { return make_writer(question); });
  pipeline.run(data.n_bytes_read, [&](const Place& place) {
    write(place.decided, faults);
    data.progress.update(place.n_cases_read, place.n_bytes_read);
    return can_write_() && interruption() == 0;
  });
  const std::string reason = pipeline.why_not_native();
  if (!reason.empty() && context_.options.engine == engine::Choice::kNative) {
    diagnostics::Sink sink;
    sink.report(diagnostics::Code::NativeEngineMissing).with("reason", reason);
    print_messages(context_, sink);
  }
}

bool ColumnRun::take(OpenedData& data, std::size_t& n_cases) {
  const columns::ReaderSetup reading{package_, setup_.dispositif, context_.options.cases, setup_.inputs};
  if (data.format == InputFormat::Csv) {
    cases::CsvCases rows(data.window, context_.options.cases, data.csv_targets, faults_);
    if (!rows.read_header(data.csv)) return true;
    columns::CsvBlockSource source(reading, rows);
    run(data, source, faults_);
    n_cases = source.n_cases();
    return true;
  }
  columns::UnknownNames faults(faults_);
  columns::JsonBlockSource source(reading, data.window, faults);
  run(data, source, faults);
  n_cases = source.n_cases();
  return true;
}

}  // namespace avenant::driver
