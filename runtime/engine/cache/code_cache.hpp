// Compiled code of earlier processes, in files of the user's. An entry is a file named by its key; it appears whole, by
// a change of name, or not at all. Read code_key.hpp next, for what an entry is good for.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "runtime/engine/cache/code_image.hpp"
#include "runtime/program/sha256.hpp"

namespace avenant::engine {

// Thread-safe, between processes too. What fails is no error: there is then no entry.
class CodeCache {
 public:
  static constexpr std::uint64_t kDefaultBytes = std::uint64_t{256} << 20U;

  // In `folder`, made when it is first written to; empty: nothing is kept or found. Entries found longest ago go when
  // all together have more than `most_bytes`.
  explicit CodeCache(std::string folder, std::uint64_t most_bytes = kDefaultBytes);

  // Where AVENANT_CACHE says (`off`: nowhere), else `avenant` below XDG_CACHE_HOME, else below ~/.cache.
  static CodeCache of_user();

  // Null where there is no entry that can be used. One that was altered is removed. One is used only if the folder and
  // the file belong to this user and no other may write to them: an entry is code, and is run.
  std::unique_ptr<NativeCode> find(const program::Sha256Digest& key) const;
  void keep(const program::Sha256Digest& key, const StoredCode& stored) const;

  const std::string& folder() const { return folder_; }

 private:
  std::string path_of(const program::Sha256Digest& key) const;
  void remove_oldest() const;

  std::string folder_;
  std::uint64_t most_bytes_;
};

}  // namespace avenant::engine
