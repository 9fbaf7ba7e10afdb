#include "compiler/driver/diff/diff_cases.hpp"

#include <algorithm>

#include "compiler/base/names.hpp"
#include "compiler/cases/input_index.hpp"
#include "compiler/driver/diff/merged_faults.hpp"
#include "compiler/driver/run/case_stream.hpp"
#include "compiler/driver/run/interruption.hpp"

namespace avenant::driver {

namespace {

using diagnostics::Code;

std::string_view name_in(std::string_view assignment, std::size_t equals) {
  std::string_view name = assignment.substr(0, equals);
  while (name.ends_with(' ')) name.remove_suffix(1);
  while (name.starts_with(' ')) name.remove_prefix(1);
  return name;
}

/// What an option names, as one program knows it.
using Knows = std::function<bool(const program::Package&, const std::string&)>;

/// Leaves out what this side does not know and another one does: a reading, a figure, a fact that a text adds.
void keep_known(std::vector<std::string>& given, const program::Package& package,
                const std::vector<const program::Package*>& packages, const Knows& knows) {
  std::erase_if(given, [&](const std::string& one) {
    return !knows(package, one) && std::any_of(packages.begin(), packages.end(),
                                               [&](const program::Package* other) { return knows(*other, one); });
  });
}

void keep_known(Options& options, const program::Package& package,
                const std::vector<const program::Package*>& packages) {
  keep_known(options.readings, package, packages, [](const program::Package& one, const std::string& given) {
    return one.reading_named(base::normalise(name_in(given, given.find('=')))) != program::ReadingId();
  });
  keep_known(options.figures, package, packages, [](const program::Package& one, const std::string& given) {
    return one.unknown_at(base::normalise(name_in(given, given.rfind('=')))) != program::UnknownId();
  });
  keep_known(options.drafts, package, packages, [](const program::Package& one, const std::string& given) {
    return one.text_named(base::normalise(given)) != program::TextId();
  });
  std::string dispositif = base::normalise(options.dispositif);
  const std::vector<std::string> with_results = report::dispositifs_with_results(package);
  if (dispositif.empty() && with_results.size() == 1) dispositif = with_results.front();
  keep_known(options.results, package, packages, [&](const program::Package& one, const std::string& given) {
    return report::find_result(one, dispositif, given).has_value();
  });
  keep_known(options.inputs, package, packages, [&](const program::Package& one, const std::string& given) {
    const std::string_view address = name_in(given, given.find('='));
    return static_cast<bool>(cases::InputIndex(one, dispositif).find(cases::split_address(address)).input);
  });
}

}  // namespace

bool DiffCases::prepare(Context& context, const Sides& sides, int& code) {
  for (const auto& side : sides.all) packages_.push_back(side->package);
  for (const auto& side : sides.all) {
    options_.push_back(side->options);
    keep_known(options_.back(), *side->package, packages_);
    const Context own{options_.back(),     context.in,    context.out,    context.err,
                      context.environment, context.files, context.session};
    diagnostics::Sink sink;
    std::optional<RunSetup> setup = set_up(own, *side->package, sink, code);
    print_messages(context, sink);
    if (!setup) return false;
    setups_.push_back(std::move(*setup));
    std::vector<program::VariableId>& requests = requests_.emplace_back();
    for (const report::ResultView& view : setups_.back().views) {
      requests.insert(requests.end(), view.members.begin(), view.members.end());
    }
  }
  for (const auto& side : sides.all) {
    words_.push_back(side->rules ? compare::place_words(side->selection()) : compare::PlaceWords());
  }
  const auto side_of = [&](std::size_t index) {
    const RunSetup& setup = setups_[index];
    const compare::PlaceWords* words = sides.all[index]->rules ? &words_[index] : nullptr;
    return compare::CaseSide{*packages_[index], setup.views, setup.dispositif, setup.options, words};
  };
  for (std::size_t index = 1; index < packages_.size(); ++index) {
    comparisons_.push_back(
        std::make_unique<compare::CaseComparison>(side_of(0), side_of(index), context.options.language));
    summaries_.emplace_back(comparisons_.back()->results().pairs.size());
  }
  if (!comparisons_[0]->results().pairs.empty()) return true;
  diagnostics::Sink sink;
  sink.report(Code::NoCommonResult);
  print_messages(context, sink);
  code = kUsage;
  return false;
}

int DiffCases::run(Context& context, const OnChange& on_change) {
  const InterruptionGuard guard;
  FaultReport faults(context, context.options.max_errors.value_or(kDefaultMaxErrors), nullptr);
  MergedFaults merged(faults, packages_.size());
  std::vector<CaseTarget> targets;
  for (std::size_t index = 0; index < packages_.size(); ++index) {
    targets.push_back({*packages_[index], setups_[index], requests_[index], merged.log(index)});
  }
  const bool shows_progress = context.environment.messages_on_terminal && !context.environment.results_on_terminal &&
                              !context.options.cases.empty();
  for_each_case(context, targets, shows_progress ? ProgressStyle::Terminal : ProgressStyle::None, faults,
                [&](std::span<const cases::BoundCase> bound) {
                  merged.flush();
                  for (std::size_t index = 0; index < comparisons_.size(); ++index) {
                    const compare::CaseChange change = comparisons_[index]->compare(bound[0], bound[index + 1]);
                    summaries_[index].add(change, comparisons_[index]->results(), *packages_[index + 1]);
                    if (!change.empty()) on_change(index, change);
                  }
                  return context.out.good();
                });
  merged.flush();
  faults.finish();
  if (interruption() != 0) return kInterrupted;
  return faults.has_errors() ? kBadData : kDone;
}

bool DiffCases::has_changes() const {
  return std::any_of(summaries_.begin(), summaries_.end(),
                     [](const compare::Summary& summary) { return summary.n_changed() > 0; });
}

}  // namespace avenant::driver
