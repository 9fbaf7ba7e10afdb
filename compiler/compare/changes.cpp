#include "compiler/compare/changes.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace avenant::compare {

namespace {

/// Everything by which two changes are told apart, but the part.
auto identity(const Change& change) {
  const auto quote = [](const std::optional<Quote>& one) {
    return one ? std::tuple(one->words, one->text, one->place) : std::tuple<std::string, std::string, std::string>();
  };
  return std::tuple(change.operation, change.kind, change.dispositif, change.name, change.element, change.label,
                    quote(change.before), quote(change.after));
}

class Comparison {
 public:
  std::vector<Change> run(const std::vector<Item>& before, const std::vector<Item>& after);

 private:
  void only_one(const Item& item, Operation operation);
  void both(const Item& before, const Item& after);
  void wordings(const Item& before, const Item& after);
  /// A wording that only `item` has, beside the one it comes after there.
  void lone_wording(const Item& item, std::size_t position, Operation operation);
  void pieces(const Wording& before, const Wording& after);
  void add(Operation operation, Element element, const std::string& label, const Quote* before, const Quote* after);

  const Item* item_ = nullptr;
  const Wording* lone_ = nullptr;  ///< The wording at hand, where only one side has it.
  std::vector<Change> changes_;
  std::map<decltype(identity(std::declval<Change>())), std::size_t> known_;
};

void Comparison::add(Operation operation, Element element, const std::string& label, const Quote* before,
                     const Quote* after) {
  Change change;
  change.operation = operation;
  change.kind = item_->kind;
  change.dispositif = item_->dispositif;
  change.name = item_->name;
  change.part = item_->part;
  change.element = element;
  change.label = label;
  if (before != nullptr) change.before = *before;
  if (after != nullptr) change.after = *after;
  if (lone_ != nullptr) {
    change.period_fr = lone_->period_fr;
    change.period_en = lone_->period_en;
  }
  const auto [place, is_new] = known_.emplace(identity(change), changes_.size());
  if (is_new) {
    changes_.push_back(std::move(change));
  } else if (changes_[place->second].part != change.part) {
    changes_[place->second].part.clear();
  }
}

/// What only one side has. A condition is spoken of where its éligibilité lists it.
void Comparison::only_one(const Item& item, Operation operation) {
  if (item.kind == ItemKind::Condition || item.wordings.empty()) return;
  item_ = &item;
  lone_ = &item.wordings.front();
  for (const Wording& wording : item.wordings) {
    if (wording.composed) continue;
    lone_ = &wording;
    const Quote* quote = &wording.whole;
    add(operation, Element::Whole, "", operation == Operation::Removed ? quote : nullptr,
        operation == Operation::Added ? quote : nullptr);
  }
  lone_ = nullptr;
}

void Comparison::pieces(const Wording& before, const Wording& after) {
  const auto address = [](const Piece& piece) { return std::pair(piece.element, piece.key); };
  std::multimap<std::pair<Element, std::string>, const Piece*> old;
  for (const Piece& piece : before.pieces) old.emplace(address(piece), &piece);
  for (const Piece& piece : after.pieces) {
    const auto found = old.find(address(piece));
    if (found == old.end()) {
      add(Operation::Added, piece.element, piece.label, nullptr, &piece.quote);
      continue;
    }
    if (found->second->meaning != piece.meaning) {
      add(Operation::Changed, piece.element, piece.label, &found->second->quote, &piece.quote);
    }
    old.erase(found);
  }
  for (const Piece& piece : before.pieces) {
    const auto range = old.equal_range(address(piece));
    for (auto place = range.first; place != range.second; ++place) {
      if (place->second != &piece) continue;
      add(Operation::Removed, piece.element, piece.label, &piece.quote, nullptr);
      break;
    }
  }
}

void Comparison::lone_wording(const Item& item, std::size_t position, Operation operation) {
  const Wording& wording = item.wordings[position];
  lone_ = &wording;
  const bool is_added = operation == Operation::Added;
  if (!wording.composed) {
    add(operation, Element::Wording, "", is_added ? nullptr : &wording.whole, is_added ? &wording.whole : nullptr);
  }
  if (position > 0) {
    // What it says of when it applies, its own line says.
    const auto plain = [](Wording copy) {
      std::erase_if(copy.pieces, [](const Piece& piece) {
        return piece.element == Element::Period || piece.element == Element::Application ||
               piece.element == Element::Type || piece.element == Element::Publicity ||
               piece.element == Element::Indices || piece.element == Element::Parameters;
      });
      return copy;
    };
    const Wording other = plain(item.wordings[position - 1]);
    const Wording own = plain(wording);
    if (is_added) {
      pieces(other, own);
    } else {
      pieces(own, other);
    }
  }
  lone_ = nullptr;
}

void Comparison::wordings(const Item& before, const Item& after) {
  std::map<std::string, const Wording*> old;
  for (const Wording& wording : before.wordings) old.emplace(wording.key, &wording);
  std::set<std::string> shared;
  for (std::size_t position = 0; position < after.wordings.size(); ++position) {
    const auto found = old.find(after.wordings[position].key);
    if (found == old.end()) {
      lone_wording(after, position, Operation::Added);
      continue;
    }
    shared.insert(found->first);
    pieces(*found->second, after.wordings[position]);
  }
  for (std::size_t position = 0; position < before.wordings.size(); ++position) {
    if (!shared.contains(before.wordings[position].key)) lone_wording(before, position, Operation::Removed);
  }
}

void Comparison::both(const Item& before, const Item& after) {
  item_ = &after;
  wordings(before, after);
}

std::vector<Change> Comparison::run(const std::vector<Item>& before, const std::vector<Item>& after) {
  std::map<std::string, const Item*> old;
  for (const Item& item : before) old.emplace(item.key, &item);
  std::set<std::string> shared;
  for (const Item& item : after) {
    const auto found = old.find(item.key);
    if (found == old.end()) {
      only_one(item, Operation::Added);
    } else {
      shared.insert(item.key);
      both(*found->second, item);
    }
  }
  for (const Item& item : before) {
    if (!shared.contains(item.key)) only_one(item, Operation::Removed);
  }
  return std::move(changes_);
}

}  // namespace

std::vector<Change> compare(const std::vector<Item>& before, const std::vector<Item>& after) {
  std::vector<Change> changes = Comparison().run(before, after);
  // Kinds of words first, then by dispositif and rule: the same order both ways round.
  std::stable_sort(changes.begin(), changes.end(), [](const Change& left, const Change& right) {
    return std::tie(left.dispositif, left.kind, left.name, left.part) <
           std::tie(right.dispositif, right.kind, right.name, right.part);
  });
  return changes;
}

}  // namespace avenant::compare
