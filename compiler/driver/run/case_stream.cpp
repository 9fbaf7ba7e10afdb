#include "compiler/driver/run/case_stream.hpp"

#include <istream>
#include <memory>
#include <optional>

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
  Reading(Context& context, const program::Package& package, const RunSetup& setup, FaultReport& faults)
      : context_(context),
        package_(package),
        setup_(setup),
        faults_(faults),
        binder_(package, setup.dispositif, faults) {}

  std::size_t run(std::span<const program::VariableId> requests, ProgressStyle style,
                  const std::function<bool(const cases::BoundCase&)>& on_case, const TakeData& take_data);

 private:
  void report(Code code);
  std::unique_ptr<DataSource> open();
  bool check_encoding(cases::Window& window);
  [[nodiscard]] InputFormat find_format(const cases::Window& window) const;
  void check_options(InputFormat format);
  [[nodiscard]] cases::CsvOptions csv_options(std::span<const program::VariableId> requests) const;

  Context& context_;
  const program::Package& package_;
  const RunSetup& setup_;
  FaultReport& faults_;
  cases::CaseBinder binder_;
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

cases::CsvOptions Reading::csv_options(std::span<const program::VariableId> requests) const {
  cases::CsvOptions options;
  if (!context_.options.separator.empty()) {
    options.separator = context_.options.separator == "tab" ? '\t' : context_.options.separator[0];
  }
  options.id_column = context_.options.id_column;
  // What a partial case leaves out is a question, not a slip.
  const bool is_partial = context_.options.partial || context_.options.command == Command::Questions;
  options.needed =
      is_partial ? std::vector<bool>(package_.inputs.size(), false) : cases::needed_inputs(package_, requests);
  return options;
}

std::size_t Reading::run(std::span<const program::VariableId> requests, ProgressStyle style,
                         const std::function<bool(const cases::BoundCase&)>& on_case, const TakeData& take_data) {
  if (!binder_.set_common(setup_.inputs)) return 0;
  cases::BoundCase bound;
  if (context_.options.cases.empty()) {
    binder_.bind(cases::RawCase(), bound);
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
  const auto decide = [&](const cases::BoundCase& one) {
    const bool goes_on = on_case(one);
    progress.update(one.number, source->n_read());
    return goes_on && interruption() == 0;
  };
  std::size_t n_cases = 0;
  const cases::CsvOptions csv = csv_options(requests);
  OpenedData data{window, format, csv, binder_, progress, [&source] { return source->n_read(); }};
  if (take_data && take_data(data, n_cases)) {
    // All is done.
  } else if (format == InputFormat::Csv) {
    n_cases = cases::read_csv_cases(window, context_.options.cases, package_, setup_.dispositif, binder_, faults_, csv,
                                    decide);
  } else {
    n_cases = cases::read_json_cases(window, context_.options.cases, faults_, [&](const cases::RawCase& raw) {
      binder_.bind(raw, bound);
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
  return Reading(context, package, setup, faults).run(requests, progress, on_case, take_data);
}

}  // namespace avenant::driver
