#include "compiler/explore/names.hpp"

#include <algorithm>

namespace avenant::explore {

namespace {

constexpr std::size_t kMaxNear = 3;
constexpr std::string_view kNoBreakSpace = "\u00A0";
constexpr std::string_view kNarrowSpace = "\u202F";

/// A name as it is compared: normalised, its spaces plain and single.
std::string canonical(std::string_view given) {
  std::string text;
  for (std::size_t at = 0; at < given.size();) {
    const std::string_view rest = given.substr(at);
    const std::size_t space = rest.starts_with(kNoBreakSpace)               ? kNoBreakSpace.size()
                              : rest.starts_with(kNarrowSpace)              ? kNarrowSpace.size()
                              : rest.front() == ' ' || rest.front() == '\t' ? 1U
                                                                            : 0U;
    if (space == 0) text += rest.front();
    if (space > 0 && !text.empty() && !text.ends_with(' ')) text += ' ';
    at += std::max<std::size_t>(space, 1);
  }
  while (text.ends_with(' ')) text.pop_back();
  return base::normalise(text);
}

/// `x(3)` is of the family `x`. A name that holds a label keeps its parentheses, and so does the address of a figure.
std::string without_arguments(const std::string& name) {
  const std::size_t open = name.find('(');
  if (open == std::string::npos || !name.ends_with(")") || name.find("«") != std::string::npos) return name;
  return name.substr(0, open);
}

/// The last part of a case's name, and the label of a condition.
std::string short_name(const Thing& thing) {
  if (thing.kind == ThingKind::Case || thing.kind == ThingKind::Choice)
    return thing.name.substr(thing.name.find('.') + 1);
  const std::size_t label = thing.name.find("« ");
  return thing.kind == ThingKind::Condition && label != std::string::npos ? thing.name.substr(label) : std::string();
}

class Finder {
 public:
  Finder(const Things& things, std::string_view given, std::string_view dispositif)
      : things_(things), given_(canonical(given)), dispositif_(canonical(dispositif)) {}

  Found run() {
    Found found;
    if (given_.empty()) return found;
    found.things = named(given_);
    if (found.things.empty()) found.things = named(without_arguments(given_));
    if (found.things.empty()) found.things = with_kind();
    if (found.things.empty()) found.things = case_of();
    if (found.things.empty()) found.things = called(given_);
    if (found.things.empty()) found.near = near();
    return found;
  }

 private:
  [[nodiscard]] bool may_be(const Thing& thing) const {
    return dispositif_.empty() || thing.dispositif.empty() || canonical(thing.dispositif) == dispositif_;
  }

  template <class Test>
  [[nodiscard]] std::vector<ThingId> matching(const Test& test) const {
    std::vector<ThingId> found;
    for (std::size_t i = 0; i < things_.size(); ++i) {
      const ThingId id = things_.id_at(i);
      if (may_be(things_[id]) && test(things_[id])) found.push_back(id);
    }
    return found;
  }

  [[nodiscard]] std::vector<ThingId> named(const std::string& name) const {
    std::vector<ThingId> found = matching([&](const Thing& thing) {
      return !thing.name.empty() && (canonical(thing.name) == name || canonical(thing.full_name()) == name ||
                                     (!thing.alias.empty() && thing.alias == name));
    });
    // A figure has the address of the rule that holds it: the rule is meant.
    const bool has_other =
        std::any_of(found.begin(), found.end(), [&](ThingId id) { return things_[id].kind != ThingKind::Figure; });
    if (has_other) std::erase_if(found, [&](ThingId id) { return things_[id].kind == ThingKind::Figure; });
    return found;
  }

  /// `barème aide_maximale`: the kind says which.
  [[nodiscard]] std::vector<ThingId> with_kind() const {
    const std::size_t n_kinds = static_cast<std::size_t>(ThingKind::Assumption) + 1;
    for (std::size_t i = 0; i < n_kinds; ++i) {
      const auto kind = static_cast<ThingKind>(i);
      for (const std::string_view word : {words_of(kind).french, words_of(kind).english}) {
        if (!given_.starts_with(std::string(word) + " ")) continue;
        std::vector<ThingId> found = named(without_arguments(given_.substr(word.size() + 1)));
        std::erase_if(found, [&](ThingId id) { return words_of(things_[id].kind).french != words_of(kind).french; });
        if (!found.empty()) return found;
      }
    }
    return {};
  }

  /// `cas tiers de Option`, as amendments write it.
  [[nodiscard]] std::vector<ThingId> case_of() const {
    constexpr std::string_view kCase = "cas ";
    constexpr std::string_view kOf = " de ";
    const std::size_t of = given_.find(kOf);
    if (!given_.starts_with(kCase) || of == std::string::npos) return {};
    return named(given_.substr(of + kOf.size()) + "." + given_.substr(kCase.size(), of - kCase.size()));
  }

  [[nodiscard]] std::vector<ThingId> called(const std::string& name) const {
    return matching([&](const Thing& thing) {
      const std::string own = canonical(short_name(thing));
      return !own.empty() && (own == name || own == "« " + name + " »");
    });
  }

  [[nodiscard]] std::vector<std::string> near() const {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < things_.size(); ++i) {
      const Thing& thing = things_[things_.id_at(i)];
      if (!may_be(thing) || thing.name.empty()) continue;
      names.push_back(thing.name);
      if (const std::string own = short_name(thing); !own.empty()) names.push_back(own);
    }
    const std::string wanted = without_arguments(given_);
    std::vector<std::string> near = base::nearest_names(wanted, names);
    for (const std::string& name : names) {
      if (!near.empty() && near.size() >= kMaxNear) break;
      const bool begins = !wanted.empty() && name.starts_with(wanted) && name != wanted;
      if (begins && std::find(near.begin(), near.end(), name) == near.end()) near.push_back(name);
    }
    return near;
  }

  const Things& things_;
  std::string given_;
  std::string dispositif_;
};

}  // namespace

Found find_thing(const Things& things, std::string_view given, std::string_view dispositif) {
  return Finder(things, given, dispositif).run();
}

}  // namespace avenant::explore
