#include "compiler/columns/json_block_reader.hpp"

#include "compiler/cases/json_cases.hpp"

namespace avenant::columns {

JsonBlockReader::JsonBlockReader(const ReaderSetup& setup)
    : path_(setup.path), binder_(setup.package, setup.dispositif, faults_) {
  binder_.set_common(setup.inputs);
  // What is wrong with them has been said.
  faults_.clear();
}

void JsonBlockReader::read(const RawBlock& raw, CaseBlock& block) {
  cases::TextSource source(raw.text);
  cases::Window window(source, raw.text.size() + 1);
  window.start_at(raw.position, raw.offset);
  faults_.set_row(0);
  const std::function<bool(cases::RawCase&)> on_case = [&](const cases::RawCase& one) {
    binder_.bind(one, bound_);
    block.add(bound_);
    faults_.set_row(block.n_rows());
    return true;
  };
  cases::JsonCases data(window, path_, faults_, on_case, {}, raw.first_number - 1);
  while (data.step()) {
  }
}

}  // namespace avenant::columns
