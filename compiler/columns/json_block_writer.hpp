// Decided cases of a block as JSON, values only, one object a line. Read block_writer.hpp and
// compiler/report/case_json.hpp next.
#pragma once

#include <string>
#include <string_view>

#include "compiler/columns/block_writer.hpp"
#include "compiler/report/case_json.hpp"

namespace avenant::columns {

class JsonBlockWriter final : public BlockWriter {
 public:
  /// Each object stands between `before` and `after`.
  JsonBlockWriter(const Question& question, std::string_view dispositif, diagnostics::Language language,
                  std::string_view before, std::string_view after)
      : json_(question.package, language, true),
        options_(question.options),
        dispositif_(dispositif),
        before_(before),
        after_(after) {}

  void write(const CaseBlock& block, BlockResults& results, std::size_t row, std::string& out) override {
    fill_bound(block, row, bound_);
    out += before_;
    out += json_.print(results.report(row, bound_), dispositif_, options_);
    out += after_;
  }

 private:
  report::CaseJson json_;
  const eval::RunOptions& options_;
  std::string_view dispositif_;
  std::string_view before_;
  std::string_view after_;
  cases::BoundCase bound_;
};

}  // namespace avenant::columns
