// Cases in JSON, cut into blocks where each is one line. Read block_source.hpp and json_block_reader.hpp.
#pragma once

#include <functional>

#include "compiler/cases/json_cases.hpp"
#include "compiler/columns/block_source.hpp"
#include "compiler/columns/json_block_reader.hpp"
#include "compiler/columns/unknown_names.hpp"

namespace avenant::columns {

class JsonBlockSource final : public BlockSource {
 public:
  /// What is wrong with cases that no block holds goes to `faults`. All that is given must outlive the source and its
  /// readers.
  JsonBlockSource(const ReaderSetup& setup, cases::Window& window, UnknownNames& faults);

  std::size_t take_block(std::size_t n_most, RawBlock& raw) override;
  Step next(cases::BoundCase& bound) override;
  [[nodiscard]] std::size_t n_cases() const override { return data_.n_cases(); }
  [[nodiscard]] std::unique_ptr<BlockReader> make_reader() const override {
    return std::make_unique<JsonBlockReader>(setup_);
  }

 private:
  ReaderSetup setup_;
  cases::CaseBinder binder_;
  cases::BoundCase* bound_ = nullptr;  // while next() reads
  bool has_case_ = false;
  std::function<bool(cases::RawCase&)> on_case_;
  cases::JsonCases data_;
};

}  // namespace avenant::columns
