#include "compiler/explain/record/law_digest.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "compiler/report/place_text.hpp"
#include "runtime/program/sha256.hpp"
#include "runtime/value/date_text.hpp"

namespace avenant::explain {
namespace {

using program::Node;
using program::NodeId;
using program::Op;
using program::Package;
using program::PayloadKind;

std::string hash(std::string_view text) {
  return program::hexadecimal(program::sha256(std::as_bytes(std::span(text))));
}

/// Texts with their lengths, so that no two lists read alike.
class Words {
 public:
  Words& add(std::string_view word) {
    text_ += std::to_string(word.size()) + ":" + std::string(word) + ",";
    return *this;
  }
  Words& add(std::int64_t number) { return add(std::to_string(number)); }
  [[nodiscard]] std::string digest() const { return hash(text_); }

 private:
  std::string text_;
};

using Key = std::tuple<std::string, std::string, std::string>;

class Digester {
 public:
  explicit Digester(const Package& package) : package_(package), nodes_(package.nodes.size()) {}
  std::vector<ArticleDigest> run();

 private:
  const std::string& node(NodeId id);
  void payload(const Node& node, Words& words);
  void type(program::TypeId id, Words& words) const;
  void value(const value::Value& value, Words& words) const { words.add(value.a).add(value.b); }
  void range(program::RangeId id, Words& words) const;
  void select(const program::Select& select, Words& words) const;
  void versions();
  void derogations(const program::Variable& variable, const program::Rule& rule);
  void rows(const program::Variable& variable, NodeId root);
  void conditions(program::ConditionId id, Words& words);
  void declarations();
  void enumerations();
  void note(program::PlaceId place, program::TextId text, const Words& words);
  [[nodiscard]] std::string_view text(program::StringId id) const { return package_.text_of(id); }
  [[nodiscard]] std::string_view text_name(program::TextId id) const {
    return id ? text(package_.texts[id.value].name) : std::string_view();
  }

  const Package& package_;
  std::vector<std::string> nodes_;
  std::map<Key, std::vector<std::string>> said_;
};

void Digester::note(program::PlaceId place, program::TextId law, const Words& words) {
  report::PlaceParts parts = report::place_parts(package_, place);
  if (law) parts.text = text_name(law);
  said_[{parts.text, parts.article, parts.heading}].push_back(words.digest());
}

void Digester::type(program::TypeId id, Words& words) const {
  const program::Type& type = package_.type(id);
  words.add(static_cast<std::int64_t>(type.kind)).add(type.optional ? 1 : 0).add(type.grain).add(text(type.unit));
  words.add(type.enumeration ? text(package_.enumerations[type.enumeration.value].name) : std::string_view());
  words.add(type.list ? text(package_.list(type.list).name) : std::string_view());
}

void Digester::range(program::RangeId id, Words& words) const {
  if (!id) return;
  const program::Range& range = package_.ranges[id.value];
  for (const program::ConstantId bound : {range.min, range.max}) {
    words.add(bound ? 1 : 0);
    if (bound) value(package_.constant(bound), words);
  }
  words.add(range.min_excluded ? 1 : 0).add(range.max_excluded ? 1 : 0);
}

void Digester::select(const program::Select& select, Words& words) const {
  words.add(select.least).add(select.otherwise);
  for (std::uint32_t i = 0; i < select.n_targets; ++i) words.add(package_.select_targets[select.first_target + i]);
}

/// What the payload names, by name: ids move with everything else.
void Digester::payload(const Node& node, Words& words) {
  const std::uint32_t id = node.payload;
  switch (program::info(node.op).payload) {
    case PayloadKind::kNone:
      return;
    case PayloadKind::kConstant:
      value(package_.constants[id], words);
      return;
    case PayloadKind::kInput:
      words.add(text(package_.inputs[id].name));
      return;
    case PayloadKind::kVariable:
      words.add(text(package_.variables[id].name)).add(text(package_.variables[id].dispositif));
      return;
    case PayloadKind::kReading:
      words.add(text(package_.readings[id].name));
      return;
    case PayloadKind::kUnknown:
      words.add(text(package_.unknowns[id].address));
      return;
    case PayloadKind::kReason:
      words.add(text(program::StringId(id)));
      return;
    case PayloadKind::kText:
      words.add(text_name(program::TextId(id)));
      return;
    case PayloadKind::kPeriod: {
      const program::Period& period = package_.periods[id];
      words.add(text_name(period.text)).add(period.from.days()).add(period.until.days());
      return;
    }
    case PayloadKind::kRange:
      range(program::RangeId(id), words);
      return;
    case PayloadKind::kTable:
      words.add(package_.tables[id].has_otherwise ? 1 : 0);
      return;
    case PayloadKind::kSelect:
      select(package_.selects[id], words);
      return;
    case PayloadKind::kAttribute:
      words.add(text(package_.attributes[id].name));
      return;
    case PayloadKind::kReferenceColumn:
      words.add(text(package_.reference_columns[id].name));
      words.add(text(package_.reference_tables[package_.reference_columns[id].table.value].name));
      return;
    case PayloadKind::kList:
      words.add(text(package_.lists[id].name));
      return;
    case PayloadKind::kColumn:
      words.add(text(package_.columns[id].name));
      return;
    case PayloadKind::kBinder:
      words.add(text(package_.binders[id].name));
      return;
  }
}

/// The digest of an expression. The rows of a table are left out: they are said where they are written.
const std::string& Digester::node(NodeId id) {
  std::string& known = nodes_[id.value];
  if (!known.empty()) return known;
  const Node& node = package_.node(id);
  Words words;
  words.add(program::info(node.op).name).add(node.mode);
  type(node.type, words);
  payload(node, words);
  const auto operands = package_.operands_of(node);
  if (node.op != Op::kTable) {
    for (const NodeId operand : operands) words.add(this->node(operand));
  } else if (package_.tables[node.payload].has_otherwise) {
    words.add(this->node(operands.back()));
  }
  // The vector of digests never grows: the reference still holds.
  known = words.digest();
  return known;
}

void Digester::rows(const program::Variable& variable, NodeId root) {
  std::vector<NodeId> pending{root};
  std::vector<bool> seen(package_.nodes.size(), false);
  while (!pending.empty()) {
    const NodeId id = pending.back();
    pending.pop_back();
    if (seen[id.value]) continue;
    seen[id.value] = true;
    const Node& node = package_.node(id);
    const auto operands = package_.operands_of(node);
    pending.insert(pending.end(), operands.begin(), operands.end());
    if (node.op != Op::kTable) continue;
    for (const program::Row& row : package_.rows_of(package_.tables[node.payload])) {
      Words words;
      words.add("row").add(text(variable.name));
      for (std::uint32_t i = 0; i <= row.n_cells; ++i) words.add(this->node(operands[row.first_operand + i]));
      note(row.place, {}, words);
    }
  }
}

void Digester::conditions(program::ConditionId id, Words& words) {
  if (!id) return;
  const program::Condition& condition = package_.conditions[id.value];
  words.add(text(condition.label)).add(static_cast<std::int64_t>(condition.group));
  for (const program::ConditionId child : package_.children_of(condition)) conditions(child, words);
  words.add("end");
}

void Digester::derogations(const program::Variable& variable, const program::Rule& rule) {
  for (const program::Derogation& derogation : package_.derogations_of(rule)) {
    Words words;
    words.add("derogation").add(text(variable.name)).add(text(derogation.name));
    words.add(static_cast<std::int64_t>(derogation.parents)).add(node(derogation.guard)).add(node(derogation.body));
    note(derogation.place, derogation.text, words);
    rows(variable, derogation.body);
    rows(variable, derogation.guard);
  }
}

void Digester::versions() {
  for (const program::Variable& variable : package_.variables) {
    for (const program::Version& version : package_.versions_of(variable)) {
      Words words;
      words.add("version").add(text(variable.name)).add(text(variable.dispositif)).add(text(variable.title));
      words.add(static_cast<std::int64_t>(variable.kind)).add(variable.is_public ? 1 : 0);
      type(variable.type, words);
      words.add(version.from.days()).add(version.until.days());
      if (version.date) words.add("date").add(node(version.date));
      conditions(version.condition, words);
      if (version.rule) {
        const program::Rule& rule = package_.rule(version.rule);
        words.add("body").add(node(rule.body));
        derogations(variable, rule);
        rows(variable, rule.body);
      }
      note(version.place, version.text, words);
    }
  }
}

void Digester::declarations() {
  for (const program::Input& input : package_.inputs) {
    Words words;
    words.add("input").add(text(input.name)).add(text(input.dispositif)).add(text(input.title));
    type(input.type, words);
    range(input.range, words);
    note(input.place, {}, words);
  }
  for (const program::Reading& reading : package_.readings) {
    Words words;
    words.add("reading").add(text(reading.name)).add(reading.default_case);
    for (const program::Case& each : package_.cases_of(package_.enumerations[reading.enumeration.value])) {
      words.add(text(each.name)).add(text(each.label));
    }
    note(reading.place, {}, words);
  }
  for (const program::Unknown& unknown : package_.unknowns) {
    Words words;
    words.add("unknown").add(text(unknown.address)).add(text(unknown.reason));
    type(unknown.type, words);
    range(unknown.bounds, words);
    note(unknown.place, {}, words);
  }
  for (const program::Notice& notice : package_.notices) {
    Words words;
    words.add("notice").add(text(notice.message)).add(node(notice.condition));
    note(notice.place, {}, words);
  }
  for (const program::Sentence& sentence : package_.sentences) {
    Words words;
    words.add("sentence").add(text(package_.variable(sentence.variable).name));
    words.add(text(sentence.pattern)).add(text(sentence.otherwise));
    note(sentence.place, {}, words);
  }
  for (const program::ReferenceTable& table : package_.reference_tables) {
    Words words;
    words.add("table").add(text(table.name)).add(text(table.digest));
    note(table.place, {}, words);
  }
  for (const program::Text& each : package_.texts) {
    Words words;
    words.add("text").add(text(each.title)).add(text(each.reference)).add(static_cast<std::int64_t>(each.kind));
    words.add(each.published.days()).add(each.in_force.days());
    said_[{std::string(text(each.name)), "", ""}].push_back(words.digest());
  }
}

/// What enumerations say has no place of its own: it stands under the enumeration's name.
void Digester::enumerations() {
  for (std::size_t index = 0; index < package_.enumerations.size(); ++index) {
    const program::Enumeration& enumeration = package_.enumerations[index];
    Words words;
    words.add("enumeration").add(enumeration.ordered ? 1 : 0);
    for (const program::Case& each : package_.cases_of(enumeration)) {
      words.add(text(each.name)).add(text(each.code)).add(text(each.label));
    }
    for (const program::Attribute& attribute : package_.attributes) {
      if (attribute.enumeration.value != index) continue;
      words.add(text(attribute.name));
      for (std::uint32_t i = 0; i < enumeration.n_cases; ++i) {
        value(package_.constant(package_.attribute_values[attribute.first_value + i]), words);
      }
    }
    for (std::uint32_t i = 0; i < enumeration.n_closings; ++i) {
      const program::Closing& closing = package_.closings[enumeration.first_closing + i];
      words.add(closing.case_index).add(text_name(closing.text)).add(closing.from.days());
    }
    said_[{"", "", "énumération " + std::string(text(enumeration.name))}].push_back(words.digest());
  }
}

std::vector<ArticleDigest> Digester::run() {
  versions();
  declarations();
  enumerations();
  std::vector<ArticleDigest> digests;
  for (auto& [key, items] : said_) {
    std::sort(items.begin(), items.end());
    Words words;
    for (const std::string& item : items) words.add(item);
    digests.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), words.digest()});
  }
  return digests;
}

}  // namespace

std::vector<ArticleDigest> article_digests(const Package& package) {
  return Digester(package).run();
}

std::string digest_of(const std::vector<ArticleDigest>& articles) {
  Words words;
  for (const ArticleDigest& each : articles) {
    words.add(each.law).add(each.article).add(each.heading).add(each.digest);
  }
  return words.digest();
}

}  // namespace avenant::explain
