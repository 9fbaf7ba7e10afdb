#include "compiler/columns/json_block_source.hpp"

namespace avenant::columns {

JsonBlockSource::JsonBlockSource(const ReaderSetup& setup, cases::Window& window, UnknownNames& faults)
    : setup_(setup),
      binder_(setup.package, setup.dispositif, faults),
      on_case_([this](const cases::RawCase& raw) {
        binder_.bind(raw, *bound_);
        has_case_ = true;
        return true;
      }),
      data_(window, setup.path, faults, on_case_) {
  // What is wrong with the inputs of the command line has been said.
  faults.set_silent(true);
  binder_.set_common(setup.inputs);
  faults.set_silent(false);
}

std::size_t JsonBlockSource::take_block(std::size_t n_most, RawBlock& raw) {
  raw.first_number = data_.n_cases() + 1;
  const cases::LineCases lines = data_.take_lines(n_most);
  if (lines.n_cases == 0) return 0;
  raw.text.assign(lines.text);
  raw.position = lines.position;
  raw.offset = lines.offset;
  raw.bound.reset();
  return lines.n_cases;
}

BlockSource::Step JsonBlockSource::next(cases::BoundCase& bound) {
  bound_ = &bound;
  has_case_ = false;
  if (data_.step()) return has_case_ ? Step::Case : Step::Refused;
  data_.finish();
  return Step::End;
}

}  // namespace avenant::columns
