#include "runtime/native/code/block_module.hpp"

#include <llvm/IR/MDBuilder.h>

namespace avenant::native {

namespace {

// Units are computed in one loop until it has about so many instructions: beyond, values no longer stay in registers,
// and compiling a loop takes more than its share.
constexpr std::uint32_t kGroupWeight = 600;

// The function of a group: a loop over the rows, whose body is written between begin and end.
class GroupFunction {
 public:
  GroupFunction(llvm::Module& module, Builder& builder, BlockLeaves& leaves, Vectors vectors, const std::string& name,
                LineTable* lines)
      : builder_(builder), leaves_(leaves), vectors_(vectors) {
    llvm::LLVMContext& context = module.getContext();
    llvm::Type* whole = builder.getInt64Ty();
    auto* type = llvm::FunctionType::get(builder.getVoidTy(), {builder.getPtrTy(), whole}, false);
    function_ = llvm::Function::Create(type, llvm::GlobalValue::InternalLinkage, name, module);
    function_->setDoesNotThrow();
    // A loop is compiled by itself.
    function_->addFnAttr(llvm::Attribute::NoInline);
    if (vectors.n_lanes != 0) function_->addFnAttr("prefer-vector-width", std::to_string(vectors.n_lanes * 32));
    function_->getArg(0)->addAttr(llvm::Attribute::NoAlias);
    llvm::BasicBlock* entry = llvm::BasicBlock::Create(context, "", function_);
    body_ = llvm::BasicBlock::Create(context, "rows", function_);
    builder.SetInsertPoint(entry);
    builder.CreateBr(body_);
    builder.SetInsertPoint(body_);
    row_ = builder.CreatePHI(whole, 2);
    row_->addIncoming(builder.getInt64(0), entry);
    if (lines != nullptr) lines->begin(*function_, builder);
    leaves.begin(function_->getArg(0), row_, body_);
  }

  llvm::Function* end() {
    leaves_.end();
    llvm::LLVMContext& context = builder_.getContext();
    llvm::BasicBlock* after = llvm::BasicBlock::Create(context, "", function_);
    llvm::Value* next = builder_.CreateAdd(row_, builder_.getInt64(1), "", true, true);
    llvm::BranchInst* back = builder_.CreateCondBr(builder_.CreateICmpULT(next, function_->getArg(1)), body_, after);
    row_->addIncoming(next, builder_.GetInsertBlock());
    llvm::Metadata* parallel[] = {llvm::MDString::get(context, "llvm.loop.parallel_accesses"), leaves_.access_group()};
    llvm::Metadata* vectorise[] = {llvm::MDString::get(context, "llvm.loop.vectorize.enable"),
                                   llvm::ConstantAsMetadata::get(builder_.getTrue())};
    llvm::SmallVector<llvm::Metadata*, 4> properties{nullptr, llvm::MDNode::get(context, parallel),
                                                     llvm::MDNode::get(context, vectorise)};
    if (vectors_.n_lanes != 0) {
      llvm::Metadata* width[] = {llvm::MDString::get(context, "llvm.loop.vectorize.width"),
                                 llvm::ConstantAsMetadata::get(builder_.getInt32(vectors_.n_lanes))};
      properties.push_back(llvm::MDNode::get(context, width));
    }
    llvm::MDNode* loop = llvm::MDNode::getDistinct(context, properties);
    loop->replaceOperandWith(0, loop);
    back->setMetadata(llvm::LLVMContext::MD_loop, loop);
    builder_.SetInsertPoint(after);
    builder_.CreateRetVoid();
    return function_;
  }

 private:
  Builder& builder_;
  BlockLeaves& leaves_;
  Vectors vectors_;
  llvm::Function* function_ = nullptr;
  llvm::BasicBlock* body_ = nullptr;
  llvm::PHINode* row_ = nullptr;
};

}  // namespace

std::vector<bool> goes_through_lists(const program::Package& package) {
  std::vector<bool> nodes(package.nodes.size());
  std::vector<bool> variables(package.variables.size());
  const auto is_list = [&package](const program::Node& node) {
    return node.op >= program::Op::kListInput && node.op <= program::Op::kListLast;
  };
  // What reads what goes through lists does too: until nothing changes.
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t i = 0; i < package.nodes.size(); ++i) {
      if (nodes[i]) continue;
      const program::Node& node = package.nodes[i];
      bool found = is_list(node) || (node.op == program::Op::kVariable && variables[node.payload]);
      for (const program::NodeId operand : package.operands_of(node)) found = found || nodes[operand.value];
      if (found) nodes[i] = changed = true;
    }
    for (std::size_t i = 0; i < package.variables.size(); ++i) {
      if (variables[i]) continue;
      bool found = false;
      for (const program::Version& version : package.versions_of(package.variables[i])) {
        found = found || (version.date && nodes[version.date.value]);
        if (!version.rule) continue;
        found = found || nodes[package.rule(version.rule).body.value];
        for (const program::Derogation& each : package.derogations_of(package.rule(version.rule))) {
          found = found || nodes[each.guard.value] || nodes[each.body.value];
        }
      }
      if (found) variables[i] = changed = true;
    }
  }
  return variables;
}

engine::BlockLayout emit_blocks(const Source& source, const engine::CompileOptions& options, Rows rows, Vectors vectors,
                                llvm::Module& module) {
  Builder builder(module.getContext());
  BlockLeaves leaves(source, builder, options, rows);
  std::vector<llvm::Function*> groups;
  const std::size_t n_units = source.plan.units.size();
  for (std::size_t next = 0; next < n_units;) {
    GroupFunction group(module, builder, leaves, vectors, "group_" + std::to_string(groups.size()), source.lines);
    Emitter emitter(source, module, builder, leaves, false);
    std::uint32_t weight = 0;
    do {
      const auto index = static_cast<UnitIndex>(next++);
      const Cell cell = emitter.unit(source.plan.units[index]);
      leaves.take(index, cell);
      for (std::uint32_t i = 0; i < source.plan.requests.size(); ++i) {
        if (source.plan.requests[i] != index) continue;
        leaves.write_result(i, emitter.at_edge(source.plan.units[index].variable, cell));
      }
      weight += source.plan.unit_weights[index];
    } while (next < n_units && weight + source.plan.unit_weights[next] <= kGroupWeight);
    groups.push_back(group.end());
  }
  if (rows == Rows::kUsual) {
    GroupFunction check(module, builder, leaves, vectors, "inputs", source.lines);
    for (std::size_t i = 0; i < leaves.layout().inputs.size(); ++i) {
      if (leaves.layout().inputs[i].is_direct) leaves.check_input(i);
    }
    groups.push_back(check.end());
  }
  llvm::Function* entry = llvm::Function::Create(
      groups.empty() ? llvm::FunctionType::get(builder.getVoidTy(), {builder.getPtrTy(), builder.getInt64Ty()}, false)
                     : groups[0]->getFunctionType(),
      llvm::GlobalValue::ExternalLinkage, rows == Rows::kUsual ? kBlockEntryName : kUnusualEntryName, module);
  builder.SetInsertPoint(llvm::BasicBlock::Create(module.getContext(), "", entry));
  if (source.lines != nullptr) source.lines->begin(*entry, builder);
  for (llvm::Function* group : groups) builder.CreateCall(group, {entry->getArg(0), entry->getArg(1)});
  builder.CreateRetVoid();
  return std::move(leaves.layout());
}

}  // namespace avenant::native
