#include "compiler/cases/case_binder.hpp"

#include <limits>
#include <optional>
#include <utility>

#include "compiler/cases/value_reader.hpp"
#include "compiler/cases/value_text.hpp"

namespace avenant::cases {
namespace {

using diagnostics::Code;
using diagnostics::Language;

/// Addresses whose input is remembered; data use as many as they have keys.
constexpr std::size_t kMaxFound = 10'000;

/// A cell that is a value of no type: what reads it fails as out of range.
constexpr value::Value kUnreadable{std::numeric_limits<std::int64_t>::min(), -1};

}  // namespace

void BoundCase::clear() {
  id.clear();
  comment.clear();
  inputs.clear();
  nulls.clear();
  unreadable.clear();
  has_bad_data = false;
}

CaseBinder::CaseBinder(const program::Package& package, std::string_view dispositif, FaultLog& faults)
    : package_(package),
      dispositif_(dispositif),
      faults_(faults),
      index_(package, dispositif),
      quick_(package),
      given_(package.inputs.size(), 0) {}

std::string_view CaseBinder::name_of(program::InputId input) const {
  return package_.text_of(package_.input(input).name);
}

void CaseBinder::send(const FaultPlace& place) {
  if (messages_.all().empty()) return;
  faults_.add_all(place, messages_);
  messages_ = diagnostics::Sink();
}

InputIndex::Found CaseBinder::find(const std::vector<std::string>& path) {
  key_.clear();
  for (const std::string& segment : path) {
    key_ += segment;
    key_ += '\x1F';
  }
  if (const auto place = found_.find(key_); place != found_.end()) return place->second;
  const InputIndex::Found found = index_.find(path);
  if (found_.size() < kMaxFound) found_.emplace(key_, found);
  return found;
}

void CaseBinder::report(const RawCase& raw, const RawEntry& entry, Code code, std::string_view name) {
  const bool is_option = !entry.place.empty();
  messages_.report(code).path(raw.place_of(entry)).with("name", name);
  FaultPlace place;
  place.id = raw.id;
  place.column = name;
  place.value = entry.value.text;
  if (!is_option) {
    place.position = raw.position_of(entry);
    place.case_number = raw.number;
  }
  send(place);
}

program::InputId CaseBinder::find_input(const RawCase& raw, const RawEntry& entry) {
  const InputIndex::Found found = find(entry.path);
  if (found.input) return found.input;
  const bool is_option = !entry.place.empty();
  const std::string name = join_address(entry.path);
  if (found.is_group) {
    // `"cabinet": null` says nothing about the facts inside.
    if (entry.value.kind != RawKind::Null) report(raw, entry, Code::ValueForGroup, name);
  } else if (reported_.size() < kMaxUnknownNames && reported_.insert(name).second) {
    messages_.report(is_option ? Code::UnknownInputOption : Code::UnknownInput)
        .path(raw.place_of(entry))
        .with("name", name)
        .with("dispositif", dispositif_)
        .suggest(index_.near(entry.path));
    send({});
  }
  return {};
}

bool CaseBinder::check_range(const program::Input& input, value::Value value, const std::string& shown_place) {
  const program::Type& type = package_.type(input.type);
  if (type.kind != program::TypeKind::kSet && value.is_absent()) return true;
  if (eval::is_valid(package_, input.type, input.range, value)) return true;
  messages_.report(Code::InputOutOfRange)
      .path(shown_place)
      .with("name", package_.text_of(input.name))
      .with("value", value_text(package_, type, value, Language::French),
            value_text(package_, type, value, Language::English))
      .with("range", range_text(package_, input.range, input.type, Language::French),
            range_text(package_, input.range, input.type, Language::English));
  return false;
}

void CaseBinder::mark_unreadable(program::InputId input, const std::string& shown_place, BoundCase& bound) {
  bound.has_bad_data = true;
  bound.unreadable.push_back({input, shown_place});
  // Every set of 128 cases is a value: an unreadable one is as if not given.
  if (package_.type(package_.input(input).type).kind != program::TypeKind::kSet)
    bound.inputs.push_back({input, kUnreadable});
}

void CaseBinder::add(program::InputId id, const RawValue& raw, FaultPlace place, const std::string& shown_place,
                     BoundCase& bound) {
  const program::Input& input = package_.input(id);
  const ValueContext context{std::string(package_.text_of(input.name)), shown_place};
  const std::optional<value::Value> read = read_value(package_, input.type, raw, context, messages_);
  if (!read) {
    mark_unreadable(id, shown_place, bound);
  } else {
    const bool is_in_range = check_range(input, *read, shown_place);
    if (is_in_range && !read->is_absent()) quick_.remember(id, raw.kind, raw.text, *read);
    if (!is_in_range) bound.has_bad_data = true;
    bound.inputs.push_back({id, *read});
  }
  if (place.column.empty()) place.column = context.name;
  if (place.value.empty()) place.value = raw.text;
  send(place);
}

void CaseBinder::add_entry(const RawCase& raw, const RawEntry& entry, program::InputId input, BoundCase& bound) {
  if (add_quickly(input, entry.value.kind, entry.value.text, bound)) return;
  if (entry.value.kind == RawKind::Null) {
    if (package_.type(package_.input(input).type).optional) bound.nulls.push_back(input);
    return;
  }
  FaultPlace place;
  place.position = raw.position_of(entry);
  place.case_number = raw.number;
  place.id = raw.id;
  add(input, entry.value, place, place_text(raw.data_path, place.position), bound);
}

bool CaseBinder::set_common(const std::vector<RawEntry>& entries) {
  const RawCase none;
  bool is_right = true;
  std::unordered_set<std::uint32_t> given;
  for (const RawEntry& entry : entries) {
    const program::InputId input = find_input(none, entry);
    if (input && given.insert(input.value).second) {
      add(input, entry.value, {}, entry.place, common_);
      continue;
    }
    is_right = false;
    if (input) report(none, entry, Code::InputGivenTwice, name_of(input));
  }
  return is_right;
}

void CaseBinder::add_common(BoundCase& bound) const {
  bound.inputs.insert(bound.inputs.end(), common_.inputs.begin(), common_.inputs.end());
  if (!common_.has_bad_data) return;
  bound.has_bad_data = true;
  bound.unreadable.insert(bound.unreadable.end(), common_.unreadable.begin(), common_.unreadable.end());
}

void CaseBinder::spoil(const RawCase& raw, const RawEntry& entry, BoundCase& bound) {
  const auto unreadable = [&](program::InputId input) {
    given_[input.value] = n_bound_;
    mark_unreadable(input, raw.place_of(entry), bound);
  };
  // A value given for a whole group leaves every fact of the group unreadable, not absent.
  if (entry.value.kind != RawKind::Null) {
    for (const program::InputId input : index_.members(entry.path)) unreadable(input);
  }
  // So does a group given for a value.
  for (std::size_t length = 1; length < entry.path.size(); ++length) {
    const std::vector<std::string> prefix(entry.path.begin(), entry.path.begin() + static_cast<std::ptrdiff_t>(length));
    const program::InputId input = find(prefix).input;
    if (!input) continue;
    report(raw, entry, Code::GroupNotValue, name_of(input));
    unreadable(input);
  }
}

CaseBinder::ListUse CaseBinder::add_list(const RawCase& raw, const RawEntry& entry, BoundCase& bound) {
  const bool of_objects = entry.value.kind == RawKind::Group && !entry.value.text.empty();
  if (!of_objects && entry.value.kind != RawKind::List) return ListUse::None;
  const program::InputId count = find({"nombre de " + join_address(entry.path)}).input;
  const program::ListMember member = count ? package_.list_member(count) : program::ListMember{};
  if (!member.list || member.column) return ListUse::None;
  const std::size_t n_items = entry.value.items.size();
  if (given_[count.value] == n_bound_) {
    report(raw, entry, Code::InputGivenTwice, name_of(count));
    bound.has_bad_data = true;
    return ListUse::Whole;
  }
  given_[count.value] = n_bound_;
  RawEntry part = entry;
  part.value = {RawKind::Number, of_objects ? entry.value.text : std::to_string(n_items), {}};
  const std::size_t n_bad = bound.unreadable.size();
  const bool had_bad_data = std::exchange(bound.has_bad_data, false);
  add_entry(raw, part, count, bound);
  const bool is_right = !bound.has_bad_data && bound.unreadable.size() == n_bad;
  bound.has_bad_data = bound.has_bad_data || had_bad_data;
  if (!is_right) return ListUse::Whole;
  if (of_objects) return ListUse::Elements;
  for (std::size_t i = 0; i < n_items; ++i) {
    part.path = entry.path;
    part.path.push_back(std::to_string(i + 1));
    part.value = {RawKind::Text, entry.value.items[i], {}};
    const program::InputId element = find_input(raw, part);
    if (!element || given_[element.value] == n_bound_) continue;
    given_[element.value] = n_bound_;
    add_entry(raw, part, element, bound);
  }
  return ListUse::Whole;
}

void CaseBinder::bind(const RawCase& raw, BoundCase& bound) {
  ++n_bound_;
  bound.clear();
  bound.number = raw.number;
  bound.id = raw.id;
  bound.comment = raw.comment;
  for (std::size_t i = 0; i < raw.entries.size(); ++i) {
    const RawEntry& entry = raw.entries[i];
    const ListUse use = add_list(raw, entry, bound);
    // What is inside a list of objects that is no list of the rules, or too long a one, says nothing more.
    if (use != ListUse::Elements) i += entry.n_inner;
    if (use != ListUse::None) continue;
    const program::InputId input = find_input(raw, entry);
    if (!input) {
      spoil(raw, entry, bound);
      continue;
    }
    if (given_[input.value] == n_bound_) {
      report(raw, entry, Code::InputGivenTwice, name_of(input));
      bound.has_bad_data = true;
      continue;
    }
    given_[input.value] = n_bound_;
    add_entry(raw, entry, input, bound);
  }
  add_common(bound);
}

}  // namespace avenant::cases
