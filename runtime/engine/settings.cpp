#include "runtime/engine/settings.hpp"

#include "runtime/eval/case_state.hpp"

namespace avenant::engine {

// The interpreter's own reading of the options, so that there is one.
Settings settings_of(const program::Package& package, const eval::RunOptions& options,
                     std::vector<program::VariableId> requests) {
  eval::CaseState state(package);
  state.set_options(options);
  Settings settings;
  for (const std::uint8_t known : state.known_texts) settings.known_texts.push_back(known != 0);
  for (const value::Value& reading : state.readings) {
    settings.readings.push_back(static_cast<std::uint32_t>(reading.as_enum_case()));
  }
  for (const eval::Outcome& figure : state.figures) {
    settings.figures.push_back(figure.ok() ? std::optional(figure.value) : std::nullopt);
  }
  settings.requests = std::move(requests);
  return settings;
}

}  // namespace avenant::engine
