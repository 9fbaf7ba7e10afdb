#include "compiler/driver/sweep/swept_input.hpp"

#include "compiler/base/names.hpp"
#include "compiler/cases/input_index.hpp"
#include "compiler/cases/value_reader.hpp"
#include "compiler/cases/value_text.hpp"
#include "compiler/driver/driver.hpp"
#include "runtime/eval/evaluator.hpp"

namespace avenant::driver {

namespace {

using diagnostics::Code;
using diagnostics::Language;
using diagnostics::Sink;
using sweep::DomainFault;

/// The input of that name; none after a message.
program::InputId find_input(const program::Package& package, std::string_view dispositif, const std::string& name,
                            Sink& sink) {
  const cases::InputIndex index(package, dispositif);
  const std::vector<std::string> path = cases::split_address(name);
  const cases::InputIndex::Found found = index.find(path);
  if (package.list_named(base::normalise(name))) {
    sink.report(Code::InputNotSwept)
        .with("name", name)
        .with("reason", "c’est une liste : nommez un de ses éléments, ou un champ de l’un d’eux",
              "it is a list: name one of its elements, or a field of one");
    return {};
  }
  if (found.input) return found.input;
  if (found.is_group) {
    std::string some;
    const std::vector<program::InputId> members = index.members(path);
    for (std::size_t i = 0; i < members.size() && i < 3; ++i) {
      some += (i > 0 ? ", " : "") + std::string(package.text_of(package.input(members[i]).name));
    }
    const std::string more = members.size() > 3 ? ", …" : "";
    sink.report(Code::InputNotSwept)
        .with("name", name)
        .with("reason", "ce sont plusieurs entrées : " + some + more, "it is several inputs: " + some + more);
    return {};
  }
  sink.report(Code::UnknownInputToSweep).with("name", name).suggest(index.near(path));
  return {};
}

/// A value of --from or --to, within the declared range; nothing after a message.
std::optional<value::Value> read_end(const program::Package& package, program::InputId input, std::string_view option,
                                     const std::string& text, Sink& sink) {
  const program::Input& declared = package.input(input);
  const std::string place = std::string(option) + " " + text;
  const cases::ValueContext where{std::string(package.text_of(declared.name)), place};
  const auto read = cases::read_value(package, declared.type, {cases::RawKind::Text, text, {}}, where, sink);
  if (!read) return std::nullopt;
  if (!read->is_absent() && eval::is_valid(package, declared.type, declared.range, *read)) return read;
  sink.report(Code::SweepEndOutside)
      .path(place)
      .with("name", where.name)
      .with("range", cases::range_text(package, declared.range, declared.type, Language::French),
            cases::range_text(package, declared.range, declared.type, Language::English));
  return std::nullopt;
}

void report_fault(DomainFault fault, const std::string& name, const SweptInput& wanted, Sink& sink) {
  switch (fault) {
    case DomainFault::None:
      return;
    case DomainFault::NotSwept:
      sink.report(Code::InputNotSwept)
          .with("name", name)
          .with("reason", "ses valeurs ne se suivent pas : c’est un ensemble, une liste, ou un nombre sans grain",
                "its values do not follow each other: it is a set, a list, or a number without a grain");
      return;
    case DomainFault::NoRange:
      sink.report(Code::SweepRangeNeeded).with("name", name);
      return;
    case DomainFault::MixedUnits:
      sink.report(Code::SweepMixedDurations).with("name", name);
      return;
    case DomainFault::Reversed:
      sink.report(Code::SweepReversed)
          .with("first", wanted.from.empty() ? std::string_view("--from") : std::string_view(wanted.from))
          .with("last", wanted.to.empty() ? std::string_view("--to") : std::string_view(wanted.to));
      return;
    case DomainFault::TooMany:
      sink.report(Code::SweepTooWide).with("name", name);
      return;
  }
}

}  // namespace

std::optional<sweep::InputDomain> swept_domain(const program::Package& package, std::string_view dispositif,
                                               const SweptInput& wanted, Sink& sink, int& code) {
  code = kUsage;
  const program::InputId input = find_input(package, dispositif, wanted.name, sink);
  if (!input) return std::nullopt;
  const std::string name(package.text_of(package.input(input).name));
  std::optional<value::Value> from;
  std::optional<value::Value> to;
  DomainFault fault = DomainFault::None;
  // What cannot be swept has no ends to read.
  if (!sweep::InputDomain::make(package, input, std::nullopt, std::nullopt, fault) && fault == DomainFault::NotSwept) {
    report_fault(fault, name, wanted, sink);
    return std::nullopt;
  }
  if (!wanted.from.empty()) from = read_end(package, input, "--from", wanted.from, sink);
  if (!wanted.to.empty()) to = read_end(package, input, "--to", wanted.to, sink);
  if (sink.has_errors()) {
    code = kBadData;
    return std::nullopt;
  }
  std::optional<sweep::InputDomain> domain = sweep::InputDomain::make(package, input, from, to, fault);
  if (!domain) report_fault(fault, name, wanted, sink);
  return domain;
}

}  // namespace avenant::driver
