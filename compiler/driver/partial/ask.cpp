#include "compiler/driver/partial/ask.hpp"

#include <algorithm>
#include <istream>
#include <ostream>

#include "compiler/base/names.hpp"
#include "compiler/cases/value_reader.hpp"
#include "compiler/cases/value_text.hpp"
#include "compiler/driver/run/case_stream.hpp"
#include "compiler/report/partial/partial_text.hpp"
#include "runtime/value/date_text.hpp"

namespace avenant::driver {
namespace {

using diagnostics::Code;
using diagnostics::Language;
using eval::partial::Question;

/// A line longer than this is no answer.
constexpr std::size_t kMaxAnswerBytes = 64 * 1024;

/// One conversation.
class Conversation {
 public:
  Conversation(Context& context, const program::Package& package, const RunSetup& setup)
      : context_(context),
        package_(package),
        setup_(setup),
        decider_(package, setup.views, setup.dispositif, setup.options),
        printer_(package, {context.options.language, context.environment.color_results}) {}

  int run();

 private:
  /// What one line of the input does to a question.
  enum class Reply : std::uint8_t { Answered, LeftOpen, Unusable, Ended };

  void converse(const cases::BoundCase& bound);
  Reply ask(const Question& question);
  Reply answer(const Question& question, const std::string& text);
  Reply answer_date(const std::string& text);
  bool is_in_range(const program::Input& input, value::Value value, const std::string& written,
                   diagnostics::Sink& sink);
  [[nodiscard]] const Question* next_question(const report::PartialReport& report) const;

  Context& context_;
  const program::Package& package_;
  const RunSetup& setup_;
  report::PartialDecider decider_;
  report::PartialPrinter printer_;
  std::vector<program::InputId> left_open_;  ///< None: the date of situation.
  std::size_t n_asked_ = 0;
  report::ErrorCounts total_;
};

const Question* Conversation::next_question(const report::PartialReport& report) const {
  for (const Question& question : report.questions) {
    if (std::find(left_open_.begin(), left_open_.end(), question.input) == left_open_.end()) return &question;
  }
  return nullptr;
}

Conversation::Reply Conversation::answer_date(const std::string& text) {
  const value::Parsed<value::Date> parsed = value::parse_date(text);
  if (parsed.ok()) {
    decider_.evaluator().set_situation_date(parsed.value);
    return Reply::Answered;
  }
  diagnostics::Sink sink;
  sink.report(Code::BadDateOption).with("name", "--at").with("value", text);
  print_messages(context_, sink);
  return Reply::Unusable;
}

bool Conversation::is_in_range(const program::Input& input, value::Value value, const std::string& written,
                               diagnostics::Sink& sink) {
  if (eval::is_valid(package_, input.type, input.range, value)) return true;
  sink.report(Code::InputOutOfRange)
      .with("name", package_.text_of(input.name))
      .with("value", written)
      .with("range", cases::range_text(package_, input.range, input.type, Language::French),
            cases::range_text(package_, input.range, input.type, Language::English));
  return false;
}

Conversation::Reply Conversation::answer(const Question& question, const std::string& text) {
  if (text.empty() || text == "?") return Reply::LeftOpen;
  if (!question.input) return answer_date(text);
  const program::Input& input = package_.input(question.input);
  if (package_.type(input.type).optional && base::fold(text) == "absent") {
    decider_.evaluator().set_missing(question.input);
    return Reply::Answered;
  }
  diagnostics::Sink sink;
  const cases::ValueContext where{std::string(package_.text_of(input.name)), {}};
  const auto read = cases::read_value(package_, input.type, {cases::RawKind::Text, text, {}}, where, sink);
  const bool is_usable = read && is_in_range(input, *read, text, sink);
  print_messages(context_, sink);
  if (!is_usable) return Reply::Unusable;
  decider_.evaluator().set(question.input, *read);
  return Reply::Answered;
}

Conversation::Reply Conversation::ask(const Question& question) {
  context_.out << ++n_asked_ << ". " << printer_.question(question) << "\n> " << std::flush;
  while (true) {
    std::string line;
    if (!std::getline(context_.in, line)) return Reply::Ended;
    const std::size_t first = line.find_first_not_of(" \t\r");
    line = first == std::string::npos ? std::string() : line.substr(first, line.find_last_not_of(" \t\r") + 1 - first);
    if (line.size() > kMaxAnswerBytes) line.resize(kMaxAnswerBytes);
    const Reply reply = answer(question, line);
    if (reply != Reply::Unusable) return reply;
    context_.out << "> " << std::flush;
  }
}

void Conversation::converse(const cases::BoundCase& bound) {
  decider_.begin(bound);
  while (true) {
    const report::PartialReport report = decider_.decide(bound, true);
    const Question* question = next_question(report);
    const Reply reply = question != nullptr ? ask(*question) : Reply::Ended;
    if (reply == Reply::LeftOpen) left_open_.push_back(question->input);
    if (reply != Reply::Ended) continue;
    context_.out << (n_asked_ > 0 ? "\n" : "") << printer_.print(report, setup_.options);
    total_ = report::count_errors(package_, report);
    return;
  }
}

int Conversation::run() {
  FaultReport faults(context_, context_.options.max_errors.value_or(kDefaultMaxErrors), nullptr);
  const auto on_case = [&](const cases::BoundCase& bound) {
    converse(bound);
    return false;
  };
  for_each_case(context_, package_, setup_, decider_.requests(), ProgressStyle::None, faults, on_case);
  faults.finish();
  if (faults.has_errors() || total_.n_bad_data > 0) return kBadData;
  return total_.n_failures > 0 ? kRunTimeError : kDone;
}

}  // namespace

int ask_questions(Context& context, const program::Package& package, const RunSetup& setup) {
  return Conversation(context, package, setup).run();
}

}  // namespace avenant::driver
