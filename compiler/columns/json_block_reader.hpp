// Cases in JSON, one a line → columns. Read block_reader.hpp and compiler/cases/json_cases.hpp.
#pragma once

#include <string_view>

#include "compiler/cases/case_binder.hpp"
#include "compiler/columns/block_reader.hpp"

namespace avenant::columns {

/// Reads what `cases::JsonCases` would read of cases of one line each, with the same messages; but names that are no
/// inputs are reported once by each reader: see UnknownNames.
class JsonBlockReader final : public BlockReader {
 public:
  explicit JsonBlockReader(const ReaderSetup& setup);

  void read(const RawBlock& raw, CaseBlock& block) override;

 private:
  std::string_view path_;
  cases::CaseBinder binder_;
  cases::BoundCase bound_;
};

}  // namespace avenant::columns
