// Notices (`signale`) as variables, so that engines of blocks, which answer variables, answer them too.
// Read make_block_engine.hpp next.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "runtime/program/package.hpp"

namespace avenant::batch {

// A package whose variables are those of another one, with the same ids, sites and all, and then one for each notice of
// a dispositif: the outcome of its condition. It is for evaluating only: the sites of the variables added, which never
// fail by themselves, are not in the order of places.
struct NoticeVariables {
  program::Package package;
  std::vector<program::VariableId> variables;
  // Of each variable: its index in Package::notices.
  std::vector<std::uint32_t> notices;
};

// Linear in the package, which it copies.
NoticeVariables with_notice_variables(const program::Package& package, std::string_view dispositif);

// Adds to a package, for each of some variables, one that is the same but for being shown: its outcome is that of
// `eval::Evaluator::evaluate`, which says that no text in force defines it. Gives those variables.
std::vector<program::VariableId> add_unshown(program::Package& package, std::span<const program::VariableId> variables);

}  // namespace avenant::batch
