#include "runtime/optimise/knowledge.hpp"

namespace avenant::optimise {

Knowledge::Knowledge(const program::Package& package, const Options& options, Given given)
    : evaluator_(package, options.run), nodes_(package.nodes.size()) {
  const eval::Evaluator texts(package, options.run);
  for (std::size_t i = 0; i < package.texts.size(); ++i) {
    known_texts_.push_back(texts.is_known(program::TextId(i)));
  }
  for (std::size_t i = 0; i < package.inputs.size(); ++i) evaluator_.set_anything(program::InputId(i));
  if (given == Given::kAll) {
    for (const auto& [input, value] : options.inputs) {
      if (value) {
        evaluator_.set_value(input, *value);
      } else {
        evaluator_.set_missing(input);
      }
    }
    if (!options.run.situation_date) evaluator_.set_situation_date_anything();
  } else {
    evaluator_.set_situation_date_anything();
    for (std::size_t i = 0; i < package.readings.size(); ++i) evaluator_.set_reading_any(program::ReadingId(i));
    for (std::size_t i = 0; i < package.unknowns.size(); ++i) evaluator_.set_figure_anything(program::UnknownId(i));
  }
  evaluator_.observe(nodes_);
  for (std::size_t i = 0; i < package.variables.size(); ++i) {
    variables_.push_back(evaluator_.evaluate(program::VariableId(i)));
  }
  for (const program::Notice& notice : package.notices) evaluator_.evaluate(notice.condition);
  evaluator_.observe({});
}

program::SiteId Knowledge::only_error(const eval::AbstractOutcome& outcome) const {
  const auto sites = evaluator_.sites(outcome.errors);
  return outcome.value.is_nothing() && sites.size() == 1 ? sites[0] : program::SiteId();
}

}  // namespace avenant::optimise
