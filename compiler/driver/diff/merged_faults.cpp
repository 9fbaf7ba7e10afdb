#include "compiler/driver/diff/merged_faults.hpp"

#include <algorithm>

namespace avenant::driver {

namespace {

using diagnostics::Code;

/// Names that one program may know and another not.
bool is_about_name(Code code) {
  return code == Code::UnknownInput || code == Code::UnknownInputOption || code == Code::ExtraColumns;
}

/// The names of a message, for a list of columns that nothing takes.
std::string names_of(const diagnostics::Diagnostic& message) {
  for (const diagnostics::Parameter& parameter : message.parameters) {
    if (parameter.name == "names") return parameter.french;
  }
  return {};
}

/// What makes two messages one.
std::string key_of(const diagnostics::Diagnostic& message) {
  std::string key = diagnostics::id(message.code) + "\n" + message.free_path;
  // What a program suggests or names of itself does not count for a name that it does not know.
  for (const diagnostics::Parameter& parameter : message.parameters) {
    if (!is_about_name(message.code) || parameter.name == "name") key += "\n" + parameter.french;
  }
  return key;
}

}  // namespace

MergedFaults::MergedFaults(cases::FaultLog& faults, std::size_t n_programs) : faults_(faults), n_programs_(n_programs) {
  for (std::size_t program = 0; program < n_programs; ++program) logs_.emplace_back(*this, program);
}

void MergedFaults::Log::add(const cases::FaultPlace& place, const diagnostics::Diagnostic& message) {
  const auto [position, is_new] = owner_.positions_.emplace(key_of(message), owner_.kept_.size());
  if (is_new) {
    owner_.kept_.push_back({place, std::string(place.id), std::string(place.column), std::string(place.value), message,
                            std::vector<bool>(owner_.n_programs_)});
  }
  Kept& kept = owner_.kept_[position->second];
  kept.by[program_] = true;
  // What no program knows is in the shortest list.
  if (message.code == Code::ExtraColumns && names_of(message).size() < names_of(kept.message).size()) {
    kept.message = message;
  }
}

void MergedFaults::flush() {
  for (Kept& one : kept_) {
    if (is_about_name(one.message.code) && !std::all_of(one.by.begin(), one.by.end(), [](bool by) { return by; }))
      continue;
    one.place.id = one.id;
    one.place.column = one.column;
    one.place.value = one.value;
    faults_.add(one.place, one.message);
  }
  kept_.clear();
  positions_.clear();
}

}  // namespace avenant::driver
