#include "compiler/driver/run/case_stream.hpp"

#include <istream>
#include <memory>
#include <optional>

#include "compiler/cases/csv/csv_cases.hpp"
#include "compiler/cases/data/encoding.hpp"
#include "compiler/cases/data/needed_inputs.hpp"
#include "compiler/cases/json_cases.hpp"
#include "compiler/driver/run/interruption.hpp"
#include "compiler/session/project.hpp"

namespace avenant::driver {
namespace {

using diagnostics::Code;
using diagnostics::Sink;

/// Bytes of the data that are looked at before anything is decided about them.
constexpr std::size_t kFirstLook = std::size_t{64} * 1024;

/// A file of the session, or a stream given to the command, as bytes of data; counts them.
class DataSource final : public cases::ByteSource {
 public:
  explicit DataSource(std::unique_ptr<session::FileStream> file) : file_(std::move(file)) {}
  explicit DataSource(std::istream& stream) : stream_(&stream) {}

  std::size_t read(char* bytes, std::size_t size) override {
    std::size_t n_read = 0;
    if (file_ != nullptr) {
      n_read = file_->read(bytes, size);
    } else {
      stream_->read(bytes, static_cast<std::streamsize>(size));
      n_read = static_cast<std::size_t>(stream_->gcount());
    }
    n_read_ += n_read;
    return n_read;
  }
  [[nodiscard]] std::string failure() const override { return file_ != nullptr ? file_->failure() : std::string(); }
  [[nodiscard]] std::uint64_t size() const { return file_ != nullptr ? file_->size() : 0; }
  [[nodiscard]] std::uint64_t n_read() const { return n_read_; }

 private:
  std::unique_ptr<session::FileStream> file_;
  std::istream* stream_ = nullptr;
  std::uint64_t n_read_ = 0;
};

/// Reads the cases of one run.
class Reading {
 public:
  Reading(Context& context, std::span<const CaseTarget> targets, FaultReport& faults)
      : context_(context), targets_(targets), faults_(faults) {
    for (const CaseTarget& target : targets) {
      binders_.push_back(std::make_unique<cases::CaseBinder>(target.package, target.setup.dispositif, target.faults));
    }
  }

  std::size_t run(ProgressStyle style, const std::function<bool(std::span<const cases::BoundCase>)>& on_case,
                  const TakeData& take_data);

 private:
  void report(Code code);
  std::unique_ptr<DataSource> open();
  bool check_encoding(cases::Window& window);
  [[nodiscard]] InputFormat find_format(const cases::Window& window) const;
  void check_options(InputFormat format);
  [[nodiscard]] std::vector<cases::CsvTarget> csv_targets() const;
  [[nodiscard]] cases::CsvOptions csv_options() const;

  Context& context_;
  std::span<const CaseTarget> targets_;
  FaultReport& faults_;
  std::vector<std::unique_ptr<cases::CaseBinder>> binders_;  // by target
};

void Reading::report(Code code) {
  Sink sink;
  sink.report(code).path(context_.options.cases);
  faults_.add_all({}, sink);
}

std::unique_ptr<DataSource> Reading::open() {
  const std::string& path = context_.options.cases;
  const auto stops = [] { return interruption() != 0; };
  if (path == "-") {
    const int descriptor = context_.environment.input_descriptor;
    if (descriptor < 0) return std::make_unique<DataSource>(context_.in);
    return std::make_unique<DataSource>(session::stream_of(descriptor, stops));
  }
  session::OpenedFile file = context_.files.open(path, stops);
  if (file.stream != nullptr) return std::make_unique<DataSource>(std::move(file.stream));
  Sink sink;
  session::report_file_problem(file.problem, file.detail, path, sink);
  if (interruption() == 0) faults_.add_all({}, sink);
  return nullptr;
}

/// Whether the data look like UTF-8; their mark is dropped.
bool Reading::check_encoding(cases::Window& window) {
  while (window.view().size() < kFirstLook && window.view().find('\n') == std::string_view::npos && window.more()) {
  }
  if (context_.options.encoding == InputEncoding::Utf8) {
    const cases::Encoding encoding = cases::recognise_encoding(window.view().substr(0, kFirstLook));
    if (encoding == cases::Encoding::Utf16) report(Code::DataUtf16);
    if (encoding == cases::Encoding::Latin1) report(Code::DataLatin1);
    if (encoding != cases::Encoding::Utf8) return false;
  }
  if (window.view().starts_with("\xEF\xBB\xBF")) window.drop_mark(3);
  return true;
}

/// By --input-format, by the name of the file, else by the first line: cases in JSON begin with a bracket, and a header
/// of CSV has separators.
InputFormat Reading::find_format(const cases::Window& window) const {
  if (context_.options.input_format != InputFormat::Unknown) return context_.options.input_format;
  const std::string& path = context_.options.cases;
  if (path.ends_with(".csv") || path.ends_with(".CSV")) return InputFormat::Csv;
  for (const std::string_view ending : {".json", ".ndjson", ".jsonl", ".JSON"}) {
    if (path.ends_with(ending)) return InputFormat::Json;
  }
  std::string_view line = window.view();
  line.remove_prefix(std::min(line.find_first_not_of(" \t\r\n"), line.size()));
  line = line.substr(0, line.find('\n'));
  if (line.starts_with('{') || line.starts_with('[')) return InputFormat::Json;
  return line.find_first_of(",;\t") != std::string_view::npos ? InputFormat::Csv : InputFormat::Json;
}

void Reading::check_options(InputFormat format) {
  if (format != InputFormat::Json) return;
  const auto needless = [&](std::string_view name) {
    Sink sink;
    sink.report(Code::OptionWithoutEffect).with("name", name).with("format", "JSON");
    faults_.add_all({}, sink);
  };
  if (!context_.options.separator.empty()) needless("--separator");
  if (!context_.options.id_column.empty()) needless("--id");
}

std::vector<cases::CsvTarget> Reading::csv_targets() const {
  // What a partial case leaves out is a question, not a slip.
  const bool is_partial = context_.options.partial || context_.options.command == Command::Questions;
  std::vector<cases::CsvTarget> targets;
  for (std::size_t i = 0; i < targets_.size(); ++i) {
    const CaseTarget& target = targets_[i];
    targets.push_back({target.package, target.setup.dispositif, *binders_[i], target.faults,
                       is_partial ? std::vector<bool>(target.package.inputs.size(), false)
                                  : cases::needed_inputs(target.package, target.requests)});
  }
  return targets;
}

cases::CsvOptions Reading::csv_options() const {
  cases::CsvOptions options;
  const std::string& separator = context_.options.separator;
  if (!separator.empty()) options.separator = separator == "tab" ? '\t' : separator[0];
  options.id_column = context_.options.id_column;
  return options;
}

std::size_t Reading::run(ProgressStyle style, const std::function<bool(std::span<const cases::BoundCase>)>& on_case,
                         const TakeData& take_data) {
  for (std::size_t i = 0; i < targets_.size(); ++i) {
    if (!binders_[i]->set_common(targets_[i].setup.inputs)) return 0;
  }
  std::vector<cases::BoundCase> bound(targets_.size());
  const auto bind = [&](const cases::RawCase& raw) {
    for (std::size_t i = 0; i < bound.size(); ++i) binders_[i]->bind(raw, bound[i]);
  };
  if (context_.options.cases.empty()) {
    bind(cases::RawCase());
    on_case(bound);
    return 1;
  }
  const std::unique_ptr<DataSource> source = open();
  if (source == nullptr) return 0;
  cases::Latin1Source latin1(*source);
  const bool is_latin1 = context_.options.encoding == InputEncoding::Latin1;
  cases::Window window(is_latin1 ? static_cast<cases::ByteSource&>(latin1) : *source);
  if (!check_encoding(window)) return 0;
  const InputFormat format = find_format(window);
  check_options(format);
  Progress progress(context_.err, style, source->size(), context_.options.language);
  faults_.set_progress(&progress);
  const auto decide = [&](std::span<const cases::BoundCase> all) {
    const bool goes_on = on_case(all);
    progress.update(all[0].number, source->n_read());
    return goes_on && interruption() == 0;
  };
  std::size_t n_cases = 0;
  const std::vector<cases::CsvTarget> targets = csv_targets();
  const cases::CsvOptions csv = csv_options();
  OpenedData data{window, format, csv, targets, *binders_[0], progress, [&source] { return source->n_read(); }};
  if (take_data && take_data(data, n_cases)) {
    // All is done.
  } else if (format == InputFormat::Csv) {
    n_cases = cases::read_csv_cases(window, context_.options.cases, targets, faults_, csv, decide);
  } else {
    n_cases = cases::read_json_cases(window, context_.options.cases, faults_, [&](const cases::RawCase& raw) {
      bind(raw);
      return decide(bound);
    });
  }
  progress.finish(n_cases);
  faults_.set_progress(nullptr);
  if (const std::string failure = source->failure(); !failure.empty()) {
    Sink sink;
    sink.report(Code::ReadFailed).path(context_.options.cases).with("reason", failure);
    faults_.add_all({}, sink);
  }
  return n_cases;
}

}  // namespace

std::size_t for_each_case(Context& context, const program::Package& package, const RunSetup& setup,
                          std::span<const program::VariableId> requests, ProgressStyle progress, FaultReport& faults,
                          const std::function<bool(const cases::BoundCase&)>& on_case, const TakeData& take_data) {
  const CaseTarget target{package, setup, requests, faults};
  return for_each_case(
      context, std::span(&target, 1), progress, faults,
      [&](std::span<const cases::BoundCase> bound) { return on_case(bound.front()); }, take_data);
}

std::size_t for_each_case(Context& context, std::span<const CaseTarget> targets, ProgressStyle progress,
                          FaultReport& faults, const std::function<bool(std::span<const cases::BoundCase>)>& on_case,
                          const TakeData& take_data) {
  return Reading(context, targets, faults).run(progress, on_case, take_data);
}

}  // namespace avenant::driver
