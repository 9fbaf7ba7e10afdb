#include "compiler/scenario/expectation.hpp"

#include <algorithm>

#include "compiler/base/names.hpp"
#include "compiler/scenario/conditions.hpp"
#include "runtime/value/number_text.hpp"
#include "runtime/value/runtime_errors.hpp"

namespace avenant::scenario {

namespace {

using value::RuntimeErrorClass;

const hir::Type& type_of(const Lookup& lookup, const hir::Expectation& expectation) {
  return lookup.hir().variables[expectation.member.variable].type;
}

bool has_class(const Lookup& lookup, const eval::Outcome& outcome, RuntimeErrorClass wanted) {
  return !outcome.ok() && lookup.package().site(outcome.site()).error == wanted;
}

bool is_word_end(const std::string& text, std::size_t position) {
  constexpr std::string_view kBetweenWords = " ,;:.()«»";
  return position == 0 || position >= text.size() || kBetweenWords.find(text[position]) != std::string_view::npos ||
         kBetweenWords.find(text[position - 1]) != std::string_view::npos;
}

/// Whether an author quotes a text: all of it, or at least two whole words that follow each other in it.
bool quotes(std::string_view whole, const std::string& wanted_text) {
  const std::string text = base::normalise(whole);
  const std::string wanted = base::normalise(wanted_text);
  if (text == wanted) return true;
  if (wanted.find(' ') == std::string::npos) return false;
  const std::size_t begin = text.find(wanted);
  return begin != std::string::npos && is_word_end(text, begin) && is_word_end(text, begin + wanted.size());
}

// The addresses of the unknown figures that fail at a site.
std::vector<std::string_view> unknown_addresses(const program::Package& package, program::SiteId site) {
  std::vector<std::string_view> addresses;
  for (const program::Node& node : package.nodes) {
    if (node.op != program::Op::kUnknown || !(node.site == site)) continue;
    addresses.push_back(package.text_of(package.unknowns[node.payload].address));
  }
  return addresses;
}

// « car X »: X quotes the reason the author gave, or is the figure's address or the name of the rule that failed.
bool is_because(const Lookup& lookup, const eval::Outcome& outcome, const std::string& wanted) {
  if (wanted.empty()) return true;
  const program::Package& package = lookup.package();
  const program::Site& site = package.site(outcome.site());
  if (quotes(package.text_of(site.reason), wanted)) return true;
  if (site.subject == program::SubjectKind::kVariable &&
      quotes(package.text_of(package.variables[site.subject_id].name), wanted)) {
    return true;
  }
  const std::vector<std::string_view> addresses = unknown_addresses(package, outcome.site());
  return std::any_of(addresses.begin(), addresses.end(),
                     [&wanted](std::string_view address) { return quotes(address, wanted); });
}

bool is_value(const Lookup& lookup, const hir::Expectation& expectation, const eval::Outcome& outcome) {
  if (!outcome.ok()) return false;
  const bool absent = type_of(lookup, expectation).optional && outcome.value.is_absent();
  if (expectation.kind == hir::ExpectationKind::Absent) return absent;
  if (absent) return false;
  if (expectation.kind == hir::ExpectationKind::Value) return outcome.value == expectation.value;
  const value::Rational number = outcome.value.as_number();
  const hir::Range& range = expectation.range;
  if (range.least && number < *range.least) return false;
  if (!range.greatest) return true;
  return range.greatest_excluded ? number < *range.greatest : number <= *range.greatest;
}

bool is_outcome(const Lookup& lookup, const hir::Expectation& expectation, const eval::Outcome& outcome) {
  switch (expectation.kind) {
    case hir::ExpectationKind::Value:
    case hir::ExpectationKind::Absent:
    case hir::ExpectationKind::Range:
      return is_value(lookup, expectation, outcome);
    case hir::ExpectationKind::Unknown:
      return has_class(lookup, outcome, RuntimeErrorClass::unknown_figure) &&
             is_because(lookup, outcome, expectation.reason);
    case hir::ExpectationKind::Excluded:
      return has_class(lookup, outcome, RuntimeErrorClass::excluded) && is_because(lookup, outcome, expectation.reason);
    case hir::ExpectationKind::Error: {
      const std::optional<RuntimeErrorClass> wanted =
          value::runtime_error_class_named(base::normalise(expectation.error_class));
      return wanted && has_class(lookup, outcome, *wanted);
    }
  }
  return false;
}

bool was_used(const Lookup& lookup, const eval::Trace& trace, hir::DerogationId derogation) {
  for (const eval::VariableTrace& variable : trace.variables) {
    for (const eval::DerogationTrace& item : variable.derogations) {
      if (item.state == eval::DerogationState::kUsed && lookup.is_derogation(item.derogation, derogation)) return true;
    }
  }
  return false;
}

// The names of the derogations that gave a value, each once, in the order reached.
std::string used_text(const Lookup& lookup, const eval::Trace& trace) {
  std::vector<std::string> names;
  for (const eval::VariableTrace& variable : trace.variables) {
    for (const eval::DerogationTrace& item : variable.derogations) {
      if (item.state != eval::DerogationState::kUsed) continue;
      std::string name(lookup.package().text_of(lookup.package().derogations[item.derogation.value].name));
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
    }
  }
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : " ; ") + name;
  return text;
}

Bilingual same(const std::string& text) {
  return {text, text};
}

void append(Bilingual& text, const std::string& french, const std::string& english) {
  text.french += french;
  text.english += english;
}

std::string range_text(const Lookup& lookup, const hir::Type& type, const hir::Range& range, bool french) {
  const auto end = [&](const value::Rational& bound) {
    return hir::value_text(lookup.hir(), type, value::Value::number(bound));
  };
  if (!range.greatest)
    return (french ? "au moins " : "at least ") + (range.least ? end(*range.least) : std::string("?"));
  const char* below = range.greatest_excluded ? (french ? "moins de " : "less than ") : "";
  if (!range.least)
    return (range.greatest_excluded ? below : (french ? "au plus " : "at most ")) + end(*range.greatest);
  return (french ? "de " : "from ") + end(*range.least) + (french ? " à " : " to ") + below + end(*range.greatest);
}

Bilingual with_reason(const char* french, const char* english, std::string_view reason) {
  const std::string quoted = reason.empty() ? "" : " « " + std::string(reason) + " »";
  return {french + quoted, english + quoted};
}

std::string subject_text(const program::Package& package, const program::Site& site) {
  if (site.subject == program::SubjectKind::kInput) {
    return std::string(package.text_of(package.inputs[site.subject_id].name));
  }
  if (site.subject == program::SubjectKind::kVariable) {
    return std::string(package.text_of(package.variables[site.subject_id].name));
  }
  return "";
}

Bilingual describe_error(const program::Package& package, program::SiteId id) {
  const program::Site& site = package.site(id);
  const std::string_view reason = package.text_of(site.reason);
  if (site.error == RuntimeErrorClass::unknown_figure) return with_reason("inconnu", "unknown", reason);
  if (site.error == RuntimeErrorClass::excluded) return with_reason("exclu", "excluded", reason);
  const value::RuntimeErrorText& text = value::text_of(site.error);
  const std::string subject = subject_text(package, site);
  const std::string of = subject.empty() ? "" : " : " + subject;
  Bilingual result{"en erreur " + std::string(text.keyword) + " (" + std::string(text.french) + of + ")",
                   "error " + std::string(text.keyword) + " (" + std::string(text.english) + of + ")"};
  return result;
}

Bilingual expected_outcome(const Lookup& lookup, const hir::Expectation& expectation) {
  const hir::Type& type = type_of(lookup, expectation);
  switch (expectation.kind) {
    case hir::ExpectationKind::Value:
      return same(hir::value_text(lookup.hir(), type, expectation.value));
    case hir::ExpectationKind::Absent:
      return {"absent", "absent"};
    case hir::ExpectationKind::Unknown:
      return with_reason("inconnu", "unknown", expectation.reason);
    case hir::ExpectationKind::Excluded:
      return with_reason("exclu", "excluded", expectation.reason);
    case hir::ExpectationKind::Error:
      return {"en erreur " + expectation.error_class, "error " + expectation.error_class};
    case hir::ExpectationKind::Range:
      return {range_text(lookup, type, expectation.range, true), range_text(lookup, type, expectation.range, false)};
  }
  return {};
}

}  // namespace

bool needs_trace(const hir::Expectation& expectation) {
  return expectation.failing_labels.has_value() || !expectation.thanks_to.empty();
}

bool is_met(const Lookup& lookup, const hir::Expectation& expectation, const Obtained& obtained) {
  if (!is_outcome(lookup, expectation, obtained.outcome)) return false;
  if (!needs_trace(expectation)) return true;
  if (obtained.trace == nullptr) return false;
  if (expectation.failing_labels &&
      !names_exactly(failing_conditions(lookup.package(), *obtained.trace, obtained.variable),
                     *expectation.failing_labels)) {
    return false;
  }
  return std::all_of(expectation.thanks_to.begin(), expectation.thanks_to.end(),
                     [&](hir::DerogationId id) { return was_used(lookup, *obtained.trace, id); });
}

Bilingual describe_expected(const Lookup& lookup, const hir::Expectation& expectation) {
  Bilingual text = expected_outcome(lookup, expectation);
  if (expectation.failing_labels) {
    std::string labels;
    for (const std::string& label : *expectation.failing_labels) {
      labels += (labels.empty() ? "« " : " ; « ") + label + " »";
    }
    append(text, " car " + labels, " because " + labels);
  }
  for (const hir::DerogationId id : expectation.thanks_to) {
    const base::Name name = lookup.hir().derogations[id].name;
    const std::string& of = name.valid() ? lookup.hir().names.text(name) : "?";
    append(text, " grâce à " + of, " thanks to " + of);
  }
  return text;
}

Bilingual describe_obtained(const Lookup& lookup, const hir::Expectation& expectation, const Obtained& obtained) {
  if (!obtained.outcome.ok()) return describe_error(lookup.package(), obtained.outcome.site());
  Bilingual text = same(hir::value_text(lookup.hir(), type_of(lookup, expectation), obtained.outcome.value));
  if (obtained.trace == nullptr) return text;
  const std::string labels = labels_text(failing_conditions(lookup.package(), *obtained.trace, obtained.variable));
  const bool is_refusal = lookup.package().variable(obtained.variable).kind == program::RuleKind::kEligibility &&
                          !obtained.outcome.value.as_boolean();
  if (is_refusal && labels.empty()) append(text, " (pas en vigueur)", " (not in force)");
  if (is_refusal && !labels.empty()) append(text, " car " + labels, " because " + labels);
  if (!expectation.thanks_to.empty()) {
    const std::string used = used_text(lookup, *obtained.trace);
    append(text, used.empty() ? " sans dérogation" : " grâce à " + used,
           used.empty() ? " without any exception" : " thanks to " + used);
  }
  return text;
}

Citation cite(const program::Package& package, program::PlaceId id) {
  Citation citation;
  if (!id) return citation;
  const program::Place& place = package.place(id);
  if (place.text) citation.text = std::string(package.text_of(package.texts[place.text.value].name));
  citation.article = std::string(package.text_of(place.article));
  citation.path = std::string(package.text_of(place.path));
  citation.line = place.line;
  return citation;
}

Citation origin_of(const program::Package& package, const Obtained& obtained) {
  if (!obtained.outcome.ok()) return cite(package, package.site(obtained.outcome.site()).place);
  if (obtained.trace != nullptr) {
    const eval::VariableTrace* trace = obtained.trace->find(obtained.variable);
    if (trace != nullptr && trace->version) return cite(package, package.versions[trace->version.value].place);
  }
  return cite(package, package.variable(obtained.variable).place);
}

}  // namespace avenant::scenario
