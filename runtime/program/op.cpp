#include "runtime/program/op.hpp"

#include <cstddef>
#include <iterator>

namespace avenant::program {

namespace {

namespace classes {
constexpr std::optional<value::RuntimeErrorClass> none = std::nullopt;
#define AVENANT_RUNTIME_ERROR(name, keyword, french, english) \
  constexpr std::optional<value::RuntimeErrorClass> name = value::RuntimeErrorClass::name;
#include "runtime/value/runtime_errors.def"
#undef AVENANT_RUNTIME_ERROR
}  // namespace classes

constexpr OpInfo kInfos[] = {
#define OP(id, name, least, most, payload, mode, first, second, exactness, value, status, abstract, smt)              \
  OpInfo{                                                                                                             \
      name,  least,  most,    PayloadKind::k##payload, ModeKind::k##mode, classes::first, classes::second, exactness, \
      value, status, abstract},
#include "runtime/program/op.def"
};

}  // namespace

const OpInfo& info(Op op) {
  return kInfos[static_cast<std::size_t>(op)];
}

std::optional<Op> op_named(std::string_view name) {
  for (std::size_t i = 0; i < std::size(kInfos); ++i) {
    if (kInfos[i].name == name) return static_cast<Op>(i);
  }
  return std::nullopt;
}

}  // namespace avenant::program
