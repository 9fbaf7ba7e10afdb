#include "runtime/native/jit/image.hpp"

#include <algorithm>
#include <cstring>
#include <llvm/ExecutionEngine/JITLink/JITLink.h>
#include <optional>
#include <unistd.h>
#include <utility>

#include "runtime/kernels/symbols.hpp"
#include "runtime/native/code/block_module.hpp"
#include "runtime/native/code/case_module.hpp"

namespace avenant::native {

namespace {

namespace jitlink = llvm::jitlink;

// One graph, after its fixups, as an image that starts at the page of its lowest byte.
class Image {
 public:
  explicit Image(jitlink::LinkGraph& graph) : graph_(graph) {}

  // Nothing where the code holds an address in a form that cannot be written anew.
  std::optional<engine::CodeImage> take() {
    if (!measure()) return std::nullopt;
    image_.bytes.assign(end_ - begin_, '\0');
    for (jitlink::Section& section : graph_.sections()) {
      if (!is_loaded(section)) continue;
      for (jitlink::Block* block : section.blocks()) {
        if (!copy(*block)) return std::nullopt;
      }
    }
    for (jitlink::Symbol* symbol : graph_.defined_symbols()) name_entry(*symbol);
    return std::move(image_);
  }

 private:
  static bool is_loaded(const jitlink::Section& section) {
    return section.getMemLifetime() == llvm::orc::MemLifetime::Standard;
  }

  static engine::Protection protection_of(llvm::orc::MemProt protection) {
    const auto has = [protection](llvm::orc::MemProt one) {
      return (static_cast<unsigned>(protection) & static_cast<unsigned>(one)) != 0;
    };
    if (has(llvm::orc::MemProt::Exec)) return engine::Protection::kReadExecute;
    if (has(llvm::orc::MemProt::Write)) return engine::Protection::kReadWrite;
    return engine::Protection::kRead;
  }

  // The pages of the sections by protection: the linker gives each protection pages of its own.
  bool measure() {
    struct Extent {
      std::uint64_t begin = ~std::uint64_t{0};
      std::uint64_t end = 0;
    };
    Extent extents[3];
    for (jitlink::Section& section : graph_.sections()) {
      if (!is_loaded(section)) continue;
      Extent& extent = extents[static_cast<std::size_t>(protection_of(section.getMemProt()))];
      for (jitlink::Block* block : section.blocks()) {
        extent.begin = std::min(extent.begin, block->getAddress().getValue());
        extent.end = std::max(extent.end, block->getAddress().getValue() + block->getSize());
      }
    }
    const auto page = static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
    for (Extent& each : extents) {
      if (each.end == 0) continue;
      each.begin = each.begin / page * page;
      each.end = (each.end + page - 1) / page * page;
      begin_ = std::min(begin_, each.begin);
      end_ = std::max(end_, each.end);
    }
    // Far apart they are no slab of one allocation.
    constexpr std::uint64_t kMostBytes = std::uint64_t{256} << 20U;
    if (end_ == 0 || end_ - begin_ > kMostBytes) return false;
    for (std::size_t i = 0; i < 3; ++i) {
      if (extents[i].end == 0) continue;
      for (std::size_t j = 0; j < i; ++j) {
        if (extents[j].end != 0 && extents[i].begin < extents[j].end && extents[j].begin < extents[i].end) return false;
      }
      image_.segments.push_back(
          {extents[i].begin - begin_, extents[i].end - extents[i].begin, static_cast<engine::Protection>(i)});
    }
    return true;
  }

  std::uint64_t offset_of(llvm::orc::ExecutorAddr address) const { return address.getValue() - begin_; }

  bool copy(jitlink::Block& block) {
    if (!block.isZeroFill()) {
      const auto content = block.getContent();
      std::memcpy(image_.bytes.data() + offset_of(block.getAddress()), content.data(), content.size());
    }
    for (const jitlink::Edge& edge : block.edges()) {
      if (edge.isRelocation() && !take_edge(block, edge)) return false;
    }
    return true;
  }

  // Distances within the image hold wherever it is loaded; addresses are listed.
  bool take_edge(const jitlink::Block& block, const jitlink::Edge& edge) {
    const llvm::StringRef kind = graph_.getEdgeKindName(edge.getKind());
    const bool is_address = kind == "Pointer64";
    if (!is_address && (kind.starts_with("Pointer") || kind.starts_with("MoveWide"))) return false;
    const jitlink::Symbol& target = edge.getTarget();
    const std::uint64_t offset = offset_of(block.getAddress() + edge.getOffset());
    if (target.isDefined()) {
      if (is_address) {
        image_.rebases.push_back(
            {offset, offset_of(target.getAddress()) + static_cast<std::uint64_t>(edge.getAddend())});
        std::memset(image_.bytes.data() + offset, 0, sizeof(void*));
      }
      return is_loaded(target.getBlock().getSection());
    }
    if (!is_address || edge.getAddend() != 0 || !target.hasName()) return false;
    const auto symbols = kernels::callable_symbols();
    const auto found = std::find_if(symbols.begin(), symbols.end(),
                                    [&](const kernels::Symbol& each) { return target.getName() == each.name; });
    if (found == symbols.end()) return false;
    image_.imports.push_back({offset, static_cast<std::uint64_t>(found - symbols.begin())});
    std::memset(image_.bytes.data() + offset, 0, sizeof(void*));
    return true;
  }

  void name_entry(const jitlink::Symbol& symbol) {
    if (!symbol.hasName()) return;
    const std::pair<const char*, engine::Entry> entries[] = {{kCaseEntryName, engine::Entry::kCase},
                                                             {kRestEntryName, engine::Entry::kRest},
                                                             {kBlockEntryName, engine::Entry::kBlock},
                                                             {kUnusualEntryName, engine::Entry::kUnusual}};
    for (const auto& [name, entry] : entries) {
      if (symbol.getName() == name) image_.entries[static_cast<std::size_t>(entry)] = offset_of(symbol.getAddress());
    }
  }

  jitlink::LinkGraph& graph_;
  std::uint64_t begin_ = ~std::uint64_t{0};
  std::uint64_t end_ = 0;
  engine::CodeImage image_;
};

}  // namespace

void ImageTaker::start(const llvm::orc::JITDylib& library) {
  const std::lock_guard lock(mutex_);
  taken_[&library] = {};
}

std::vector<engine::CodeImage> ImageTaker::stop(const llvm::orc::JITDylib& library) {
  const std::lock_guard lock(mutex_);
  const auto found = taken_.find(&library);
  if (found == taken_.end()) return {};
  Taken taken = std::move(found->second);
  taken_.erase(found);
  if (!taken.ok) taken.images.clear();
  return std::move(taken.images);
}

void ImageTaker::modifyPassConfig(llvm::orc::MaterializationResponsibility& responsibility,
                                  llvm::jitlink::LinkGraph& /*graph*/, llvm::jitlink::PassConfiguration& passes) {
  const llvm::orc::JITDylib* library = &responsibility.getTargetJITDylib();
  {
    const std::lock_guard lock(mutex_);
    if (!taken_.contains(library)) return;
  }
  // What reaches outside does so through a table of addresses: the passes here would shorten that to a distance, where
  // this process happens to be near.
  passes.PreFixupPasses.clear();
  passes.PostFixupPasses.emplace_back([this, library](llvm::jitlink::LinkGraph& linked) {
    std::optional<engine::CodeImage> image = Image(linked).take();
    const std::lock_guard lock(mutex_);
    Taken& taken = taken_[library];
    taken.ok = taken.ok && image.has_value();
    if (image) taken.images.push_back(std::move(*image));
    return llvm::Error::success();
  });
}

}  // namespace avenant::native
