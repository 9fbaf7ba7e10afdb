#include "compiler/driver/run/fault_report.hpp"

#include "compiler/base/display.hpp"
#include "compiler/base/utf8.hpp"
#include "compiler/diagnostics/render.hpp"
#include "compiler/report/case_csv.hpp"

namespace avenant::driver {
namespace {

using diagnostics::Code;
using diagnostics::Diagnostic;
using diagnostics::Language;

/// Bytes of a value that the file of rejects shows.
constexpr std::size_t kMaxValueBytes = 1000;

/// The text with what is no UTF-8, or zero, as U+FFFD, so that the file of rejects is always readable.
std::string readable(std::string_view text) {
  std::string out;
  while (true) {
    const auto invalid = base::find_invalid_utf8(text);
    for (const char c : text.substr(0, invalid.value_or(text.size()))) {
      if (c == '\0') {
        out += "\uFFFD";
      } else {
        out += c;
      }
    }
    if (!invalid) return out;
    out += "\uFFFD";
    text.remove_prefix(*invalid + 1);
  }
}

}  // namespace

FaultReport::FaultReport(const Context& context, std::size_t max_shown, std::ostream* rejects)
    : context_(context), max_shown_(max_shown), rejects_(rejects) {
  if (rejects_ != nullptr) {
    *rejects_ << context.say("ligne,dossier,id,colonne,valeur,code,raison,dossier_refusé\n",
                             "line,case,id,column,value,code,reason,case_refused\n");
  }
}

void FaultReport::show(const Diagnostic& message) {
  if (progress_ != nullptr) progress_->clear();
  // What was decided so far comes before what is said about it.
  context_.out.flush();
  if (n_shown_++ > 0) context_.err << "\n";
  context_.err << diagnostics::render_text(base::SourceMap(), message,
                                           {context_.options.language, context_.environment.color_messages});
  context_.err.flush();
}

void FaultReport::write_reject(const cases::FaultPlace& place, const Diagnostic& message) {
  const bool french = context_.options.language == Language::French;
  const auto add = [&](std::string_view text) {
    report::append_csv_cell(row_, text, ',');
    row_ += ',';
  };
  row_.clear();
  add(place.case_number == 0 && place.position.line == 1 ? "" : std::to_string(place.position.line));
  add(place.case_number == 0 ? "" : std::to_string(place.case_number));
  add(place.id);
  add(place.column);
  add(readable(base::first_bytes(place.value, kMaxValueBytes)));
  add(diagnostics::id(message.code));
  const diagnostics::CodeInfo& info = diagnostics::info(message.code);
  add(diagnostics::expand(french ? info.title_fr : info.title_en, message.parameters, context_.options.language));
  row_ += place.rejects_case ? (french ? "oui" : "yes") : (french ? "non" : "no");
  row_ += '\n';
  *rejects_ << row_;
}

void FaultReport::add(const cases::FaultPlace& place, const Diagnostic& message) {
  const diagnostics::Level level = diagnostics::info(message.code).level;
  if (level == diagnostics::Level::Error) ++n_errors_;
  if (level == diagnostics::Level::Warning) ++n_warnings_;
  const std::size_t count = ++counts_[message.code];
  if (rejects_ != nullptr && level == diagnostics::Level::Error) write_reject(place, message);
  // What is said of the data as a whole is said once and always.
  if (count <= max_shown_ || level != diagnostics::Level::Error) show(message);
}

void FaultReport::finish() {
  if (progress_ != nullptr) progress_->clear();
  for (const auto& [code, count] : counts_) {
    if (count <= max_shown_ || diagnostics::info(code).level != diagnostics::Level::Error) continue;
    diagnostics::Sink sink;
    sink.report(Code::MoreFaults)
        .with("code", diagnostics::id(code))
        .with("count", static_cast<std::int64_t>(count))
        .with("shown", static_cast<std::int64_t>(max_shown_));
    show(sink.all().front());
  }
  if (n_errors_ + n_warnings_ == 0) return;
  const bool french = context_.options.language == Language::French;
  const auto plural = [](std::size_t n) { return n > 1 ? "s" : ""; };
  std::string text;
  if (n_errors_ > 0) {
    text += std::to_string(n_errors_) + (french ? " erreur" : " error") + plural(n_errors_);
  }
  if (n_warnings_ > 0) {
    text += (text.empty() ? "" : ", ") + std::to_string(n_warnings_) + (french ? " avertissement" : " warning") +
            plural(n_warnings_);
  }
  context_.out.flush();
  context_.err << "\n" << text << "\n";
  context_.err.flush();
}

}  // namespace avenant::driver
