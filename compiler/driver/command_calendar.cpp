#include <ostream>

#include "compiler/driver/command.hpp"
#include "compiler/driver/run/case_stream.hpp"
#include "compiler/driver/run/fault_report.hpp"
#include "compiler/driver/run/interruption.hpp"
#include "compiler/driver/run_setup.hpp"
#include "compiler/report/calendar/calendar_forms.hpp"

namespace avenant::driver {
namespace {

using diagnostics::Code;

/// Writes the calendars of a run in the form that --format asks for.
class CalendarWriter {
 public:
  CalendarWriter(Context& context, report::CalendarOptions options) : context_(context), options_(std::move(options)) {}

  void begin() {
    if (context_.options.format == Format::Ical) context_.out << report::ical_begin(options_);
    if (context_.options.format == Format::Json) context_.out << "[";
  }
  void write(const report::Calendar& calendar) {
    if (context_.options.format == Format::Ical) {
      context_.out << report::ical_case(calendar, options_);
    } else if (context_.options.format == Format::Json) {
      context_.out << (n_written_ > 0 ? ",\n" : "\n") << report::calendar_json(calendar, options_);
    } else {
      context_.out << (n_written_ > 0 ? "\n" : "") << report::calendar_text(calendar, options_);
    }
    ++n_written_;
  }
  void finish() {
    if (context_.options.format == Format::Ical) context_.out << report::ical_end();
    if (context_.options.format == Format::Json) context_.out << (n_written_ > 0 ? "\n]\n" : "]\n");
  }

 private:
  Context& context_;
  report::CalendarOptions options_;
  std::size_t n_written_ = 0;
};

}  // namespace

int run_calendar(Context& context) {
  int code = kDone;
  const std::optional<OpenedRun> opened = open_run(context, code);
  if (!opened) return code;
  const program::Package& package = opened->package;
  const RunSetup* const setup = &opened->setup;
  diagnostics::Sink sink;
  if (!setup->options.situation_date) sink.report(Code::SituationNeeded);
  print_messages(context, sink);
  if (sink.has_errors()) return kUsage;

  report::CalendarMaker maker(package, setup->dispositif, setup->options, context.options.language);
  if (!maker.has_rules()) {
    diagnostics::Sink nothing;
    nothing.report(Code::NothingToSchedule).with("dispositif", setup->dispositif);
    print_messages(context, nothing);
    return kUsage;
  }
  const InterruptionGuard guard;
  CalendarWriter writer(context, {context.options.language, setup->dispositif, *setup->options.situation_date});
  FaultReport faults(context, context.options.max_errors.value_or(kDefaultMaxErrors), nullptr);
  bool has_missing_facts = false;
  writer.begin();
  for_each_case(context, package, *setup, maker.requests(), ProgressStyle::None, faults,
                [&](const cases::BoundCase& bound) {
                  const report::Calendar calendar = maker.make(bound);
                  has_missing_facts = has_missing_facts || calendar.has_missing_facts;
                  writer.write(calendar);
                  return context.out.good();
                });
  writer.finish();
  faults.finish();
  if (interruption() != 0) return kInterrupted;
  return faults.has_errors() || has_missing_facts ? kBadData : kDone;
}

}  // namespace avenant::driver
