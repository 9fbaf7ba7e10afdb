#include "compiler/cases/case_binder.hpp"

#include <limits>
#include <optional>

#include "compiler/cases/value_reader.hpp"
#include "compiler/cases/value_text.hpp"

namespace avenant::cases {
namespace {

using diagnostics::Code;
using diagnostics::Language;

/// Unknown names reported in one run; more say nothing new.
constexpr std::size_t kMaxUnknownNames = 100;

/// A cell that is a value of no type: what reads it fails as out of range.
constexpr value::Value kUnreadable{std::numeric_limits<std::int64_t>::min(), -1};

}  // namespace

CaseBinder::CaseBinder(const program::Package& package, std::string_view dispositif, diagnostics::Sink& sink)
    : package_(package),
      dispositif_(dispositif),
      sink_(sink),
      index_(package, dispositif),
      given_(package.inputs.size(), 0) {}

program::InputId CaseBinder::find_input(const RawEntry& entry, bool is_option) {
  const InputIndex::Found found = index_.find(entry.path);
  if (found.input) return found.input;
  const std::string name = join_address(entry.path);
  if (found.is_group) {
    // `"cabinet": null` says nothing about the facts inside.
    if (entry.value.kind != RawKind::Null) sink_.report(Code::ValueForGroup).path(entry.place).with("name", name);
  } else if (reported_.size() < kMaxUnknownNames && reported_.insert(name).second) {
    sink_.report(is_option ? Code::UnknownInputOption : Code::UnknownInput)
        .path(entry.place)
        .with("name", name)
        .with("dispositif", dispositif_)
        .suggest(index_.near(entry.path));
  }
  return {};
}

void CaseBinder::check_range(const program::Input& input, const RawEntry& entry, value::Value value, bool& bad) {
  const program::Type& type = package_.type(input.type);
  if (type.kind != program::TypeKind::kSet && value.is_absent()) return;
  if (eval::is_valid(package_, input.type, input.range, value)) return;
  bad = true;
  sink_.report(Code::InputOutOfRange)
      .path(entry.place)
      .with("name", package_.text_of(input.name))
      .with("value", value_text(package_, type, value, Language::French),
            value_text(package_, type, value, Language::English))
      .with("range", range_text(package_, input.range, input.type, Language::French),
            range_text(package_, input.range, input.type, Language::English));
}

void CaseBinder::add(program::InputId id, const RawEntry& entry, std::vector<eval::InputValue>& inputs, bool& bad) {
  const program::Input& input = package_.input(id);
  const ValueContext context{std::string(package_.text_of(input.name)), entry.place};
  const std::optional<value::Value> read = read_value(package_, input.type, entry.value, context, sink_);
  if (read) {
    check_range(input, entry, *read, bad);
    inputs.push_back({id, *read});
    return;
  }
  bad = true;
  // Every set of 128 cases is a value: an unreadable one is as if not given.
  if (package_.type(input.type).kind != program::TypeKind::kSet) inputs.push_back({id, kUnreadable});
}

void CaseBinder::set_common(const std::vector<RawEntry>& entries) {
  for (const RawEntry& entry : entries) {
    const program::InputId input = find_input(entry, true);
    if (!input) {
      common_is_bad_ = true;
      continue;
    }
    for (const eval::InputValue& earlier : common_) {
      if (!(earlier.input == input)) continue;
      sink_.report(Code::InputGivenTwice).path(entry.place).with("name", package_.text_of(package_.input(input).name));
      common_is_bad_ = true;
    }
    add(input, entry, common_, common_is_bad_);
  }
}

void CaseBinder::spoil(const RawEntry& entry, BoundCase& bound) {
  const auto unreadable = [&](program::InputId input) {
    bound.has_bad_data = true;
    given_[input.value] = n_bound_;
    if (package_.type(package_.input(input).type).kind != program::TypeKind::kSet) bound.inputs.push_back({input, kUnreadable});
  };
  // A value given for a whole group leaves every fact of the group unreadable, not absent.
  if (entry.value.kind != RawKind::Null) {
    for (const program::InputId input : index_.members(entry.path)) unreadable(input);
  }
  // So does a group given for a value.
  for (std::size_t length = 1; length < entry.path.size(); ++length) {
    const std::vector<std::string> prefix(entry.path.begin(), entry.path.begin() + static_cast<std::ptrdiff_t>(length));
    const program::InputId input = index_.find(prefix).input;
    if (!input) continue;
    sink_.report(Code::GroupNotValue).path(entry.place).with("name", package_.text_of(package_.input(input).name));
    unreadable(input);
  }
}

BoundCase CaseBinder::bind(const RawCase& raw) {
  ++n_bound_;
  BoundCase bound{raw.number, raw.id, raw.comment, {}, common_is_bad_};
  for (const RawEntry& entry : raw.entries) {
    const program::InputId input = find_input(entry, false);
    if (!input) {
      spoil(entry, bound);
      continue;
    }
    if (given_[input.value] == n_bound_) {
      sink_.report(Code::InputGivenTwice).path(entry.place).with("name", package_.text_of(package_.input(input).name));
      bound.has_bad_data = true;
      continue;
    }
    given_[input.value] = n_bound_;
    add(input, entry, bound.inputs, bound.has_bad_data);
  }
  // Later values replace earlier ones: what the command line says holds for every case.
  bound.inputs.insert(bound.inputs.end(), common_.begin(), common_.end());
  return bound;
}

}  // namespace avenant::cases
