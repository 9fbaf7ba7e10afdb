#include "runtime/program/print.hpp"

#include <algorithm>

#include "runtime/program/print_expression.hpp"
#include "runtime/program/reference/text_reference_tables.hpp"
#include "runtime/program/text_words.hpp"
#include "runtime/value/date_text.hpp"

namespace avenant::program {

namespace {

class Printer {
 public:
  explicit Printer(const Package& package) : package_(package), expressions_(package) {}

  std::string run();

 private:
  std::string quoted(StringId id) const { return quote(package_.text_of(id)); }
  std::string named(StringId id) const { return expressions_.name(id); }
  std::string title(StringId id) const { return id ? " (title " + quoted(id) + ")" : std::string(); }
  void line(const std::string& text) { out_ += text + "\n"; }
  void blank() { out_ += "\n"; }
  std::string where(PlaceId place) const;
  std::string case_name(EnumerationId enumeration, std::uint32_t index) const;
  std::string attribute(const Attribute& attribute) const;
  void sources();
  void texts();
  void places();
  void enumerations();
  void inputs();
  void list(const ListInput& list);
  void binders();
  void families();
  std::string head(const Variable& variable) const;
  std::string condition(ConditionId id, int depth);
  std::string version(const Version& version, std::string& lets);
  std::string rule(const Rule& rule, std::string& lets);
  void variables();
  void notices();
  void unit_names();
  void sentences();

  const Package& package_;
  ExpressionPrinter expressions_;
  std::string out_;
};

std::string Printer::where(PlaceId id) const {
  if (!id) return {};
  const Place& place = package_.place(id);
  std::string result = " ;";
  if (place.text) result += " " + std::string(package_.text_of(package_.texts[place.text.value].name));
  if (place.article) result += ", " + std::string(package_.text_of(place.article));
  if (place.path) result += ", " + std::string(package_.text_of(place.path));
  if (place.line != 0) result += ":" + std::to_string(place.line);
  return result == " ;" ? std::string() : result;
}

void Printer::sources() {
  for (const SourceFile& source : package_.sources) {
    line("(source " + quoted(source.path) + " " + hexadecimal(source.digest) + ")");
  }
}

void Printer::texts() {
  for (const Text& text : package_.texts) {
    std::string result = "(text " + named(text.name) + " " + std::string(word_of(kTextKindWords, text.kind));
    if (text.kind == TextKind::kText || text.kind == TextKind::kDraft) {
      result += " " + value::print_iso_date(text.published) + " " + value::print_iso_date(text.in_force);
    }
    if (text.title) result += " (title " + quoted(text.title) + ")";
    if (text.reference) result += " (reference " + quoted(text.reference) + ")";
    line(result + ")");
  }
}

void Printer::places() {
  for (std::size_t i = 0; i < package_.places.size(); ++i) {
    const Place& place = package_.places[i];
    const std::string text = place.text ? named(package_.texts[place.text.value].name) : "-";
    std::string result = "(place " + std::to_string(i) + " " + text + " " + quoted(place.path) + " " +
                         std::to_string(place.offset) + " " + std::to_string(place.line);
    if (place.article) result += " " + quoted(place.article);
    line(result + ")");
  }
}

std::string Printer::case_name(EnumerationId enumeration, std::uint32_t index) const {
  return named(package_.cases_of(package_.enumerations[enumeration.value])[index].name);
}

std::string Printer::attribute(const Attribute& attribute) const {
  std::string result = "(attribute " + named(package_.enumerations[attribute.enumeration.value].name) + " " +
                       named(attribute.name) + " " + expressions_.type(attribute.type);
  const std::uint32_t count = package_.enumerations[attribute.enumeration.value].n_cases;
  for (std::uint32_t i = 0; i < count; ++i) {
    const ConstantId id = package_.attribute_values[attribute.first_value + i];
    result += " " + expressions_.literal(package_.type(attribute.type), package_.constant(id));
  }
  return result + ")";
}

void Printer::enumerations() {
  const auto is_reading = [this](std::size_t index) {
    return std::any_of(package_.readings.begin(), package_.readings.end(),
                       [index](const Reading& reading) { return reading.enumeration.value == index; });
  };
  for (std::size_t i = 0; i < package_.enumerations.size(); ++i) {
    const Enumeration& enumeration = package_.enumerations[i];
    const auto reading = std::find_if(package_.readings.begin(), package_.readings.end(),
                                      [i](const Reading& each) { return each.enumeration.value == i; });
    if (is_reading(i)) {
      line("(reading " + named(reading->name) + " " + case_name(reading->enumeration, reading->default_case) +
           expressions_.at(reading->place) + title(reading->title) + where(reading->place));
    } else {
      line("(enumeration " + named(enumeration.name) + (enumeration.ordered ? " ordered" : ""));
    }
    for (const Case& each : package_.cases_of(enumeration)) {
      std::string result = "  (case " + named(each.name);
      if (each.code || each.label || each.note) result += " " + quoted(each.code);
      if (each.label || each.note) result += " " + quoted(each.label);
      if (each.note) result += " " + quoted(each.note);
      line(result + ")");
    }
    out_.insert(out_.size() - 1, ")");
    for (std::uint32_t k = 0; k < enumeration.n_closings; ++k) {
      const Closing& closing = package_.closings[enumeration.first_closing + k];
      line("(close " + named(enumeration.name) + " " + case_name(EnumerationId(i), closing.case_index) + " " +
           named(package_.texts[closing.text.value].name) + " " + value::print_iso_date(closing.from) + ")");
    }
  }
  for (const Attribute& each : package_.attributes) line(attribute(each));
  for (const ReferenceTable& each : package_.reference_tables)
    line(print_reference_table(package_, expressions_, each));
}

// Its inputs are made again from its columns.
void Printer::list(const ListInput& list) {
  const Input& count = package_.input(list.count);
  std::string result = "(list " + named(list.name) + " " + named(count.name) + " " +
                       expressions_.range(count.range, package_.type(count.type)) + expressions_.at(list.place);
  if (list.dispositif) result += " (dispositif " + named(list.dispositif) + ")";
  for (const ListColumn& column : package_.columns_of(list)) {
    result += "\n  (column " + named(column.name) + " " + expressions_.type(column.type);
    if (column.range) result += " " + expressions_.range(column.range, package_.type(column.type));
    result += ")";
  }
  line(result + ")" + where(list.place));
}

void Printer::inputs() {
  for (std::size_t i = 0; i < package_.inputs.size(); ++i) {
    const ListMember member = package_.list_member(InputId(i));
    if (member.list && !member.column) list(package_.list(member.list));
    if (member.list) continue;
    const Input& input = package_.inputs[i];
    std::string result = "(input " + named(input.name) + " " + expressions_.type(input.type);
    if (input.range) result += " " + expressions_.range(input.range, package_.type(input.type));
    result += expressions_.at(input.place);
    const std::uint32_t sequence = package_.site(input.missing).sequence;
    if (sequence != 0) result += " (sequence " + std::to_string(sequence) + ")";
    if (input.dispositif) result += " (dispositif " + named(input.dispositif) + ")";
    result += title(input.title);
    line(result + ")" + where(input.place));
  }
  for (const Unknown& unknown : package_.unknowns) {
    std::string result =
        "(unknown " + quoted(unknown.address) + " " + quoted(unknown.reason) + " " + expressions_.type(unknown.type);
    if (unknown.bounds) result += " " + expressions_.range(unknown.bounds, package_.type(unknown.type));
    line(result + expressions_.at(unknown.place) + ")" + where(unknown.place));
  }
}

void Printer::binders() {
  for (std::size_t i = 0; i < package_.binders.size(); ++i) {
    line("(binder " + expressions_.binder(BinderId(i)) + " " + named(package_.list(package_.binders[i].list).name) +
         ")");
  }
}

void Printer::families() {
  for (const Family& family : package_.families) {
    const bool of_inputs = family.kind == FamilyKind::kInput;
    std::string result = "(family " + named(family.name) + (of_inputs ? " input" : " variable");
    for (std::uint32_t i = 0; i < family.n_dimensions; ++i) {
      const Dimension& dimension = package_.dimensions[family.first_dimension + i];
      result += " (" + named(dimension.name);
      if (dimension.enumeration) {
        result += " " + named(package_.enumerations[dimension.enumeration.value].name) + ")";
      } else {
        result += " " + std::to_string(dimension.least) + " " + std::to_string(dimension.size) + ")";
      }
    }
    result += " (members";
    for (std::uint32_t i = 0; i < family.n_members; ++i) {
      const std::uint32_t member = package_.family_members[family.first_member + i];
      result += " " + named(of_inputs ? package_.inputs[member].name : package_.variables[member].name);
    }
    line(result + "))");
  }
}

std::string Printer::head(const Variable& variable) const {
  std::string result = "(variable " + named(variable.name) + " " + expressions_.type(variable.type) + " " +
                       std::string(word_of(kRuleKindWords, variable.kind));
  if (variable.is_public) result += " public";
  result += expressions_.at(variable.place);
  if (variable.sequence != 0) result += " (sequence " + std::to_string(variable.sequence) + ")";
  if (variable.dispositif) result += " (dispositif " + named(variable.dispositif) + ")";
  result += title(variable.title);
  if (variable.out_of_force) {
    const value::Value& edge = package_.constant(variable.out_of_force);
    result += " (out_of_force " + expressions_.literal(package_.type(variable.type), edge) + ")";
  }
  return result;
}

std::string Printer::condition(ConditionId id, int depth) {
  const Condition& condition = package_.conditions[id.value];
  std::string result = "\n" + std::string(static_cast<std::size_t>(depth) * 2, ' ') + "(" +
                       std::string(word_of(kConditionGroupWords, condition.group)) + expressions_.at(condition.place) +
                       " " + quoted(condition.label) + " " + expressions_.reference(condition.node);
  for (const ConditionId child : package_.children_of(condition)) result += this->condition(child, depth + 1);
  return result + ")";
}

std::string Printer::rule(const Rule& rule, std::string& lets) {
  std::string result = "\n    (body" + expressions_.operand(rule.body, 6, lets) + ")";
  const std::span<const Derogation> derogations = package_.derogations_of(rule);
  for (std::size_t i = 0; i < derogations.size(); ++i) {
    const Derogation& derogation = derogations[i];
    // Derogations are numbered: their names need not differ.
    result += "\n    (derogation " + std::to_string(i) + " " + named(derogation.name) + " " +
              named(package_.texts[derogation.text.value].name) + expressions_.at(derogation.place) + " (to";
    if ((derogation.parents & 1U) != 0) result += " body";
    for (std::size_t parent = 0; parent < i; ++parent) {
      if ((derogation.parents >> (parent + 1) & 1U) != 0) result += " " + std::to_string(parent);
    }
    result += ")\n      (guard" + expressions_.operand(derogation.guard, 8, lets) + ")";
    result += "\n      (body" + expressions_.operand(derogation.body, 8, lets) + "))";
  }
  return result;
}

std::string Printer::version(const Version& version, std::string& lets) {
  std::string result =
      "\n  (version " + named(package_.texts[version.text.value].name) + expressions_.at(version.place);
  if (version.date) {
    result += " (when " + value::print_iso_date(version.from);
    if (version.until != kNoEnd) result += " " + value::print_iso_date(version.until);
    result += expressions_.operand(version.date, 6, lets) + ")";
  }
  if (version.rule) {
    result += rule(package_.rule(version.rule), lets);
  } else {
    result += " repealed";
  }
  if (version.condition) result += "\n    (conditions" + condition(version.condition, 3) + ")";
  return result + ")";
}

void Printer::variables() {
  for (std::size_t i = 0; i < package_.variables.size(); ++i) {
    const Variable& variable = package_.variables[i];
    expressions_.set_owner(VariableId(i));
    std::string lets;
    std::string versions;
    for (const Version& each : package_.versions_of(variable)) versions += version(each, lets);
    blank();
    out_ += lets;
    std::string text = head(variable);
    const std::string comment = where(variable.place);
    text += versions.empty() ? ")" + comment : comment + versions + ")";
    line(text);
  }
}

void Printer::notices() {
  expressions_.set_owner({});
  for (const Notice& notice : package_.notices) {
    std::string lets;
    std::string text = "(notice " + quoted(notice.message) + expressions_.at(notice.place);
    if (notice.dispositif) text += " (dispositif " + named(notice.dispositif) + ")";
    text += expressions_.operand(notice.condition, 2, lets) + ")";
    blank();
    out_ += lets;
    line(text + where(notice.place));
  }
}

void Printer::unit_names() {
  for (const UnitName& name : package_.unit_names) {
    line("(unit " + quoted(name.many) + " " + quoted(name.one) + ")");
  }
}

void Printer::sentences() {
  for (const Sentence& sentence : package_.sentences) {
    std::string text = "(sentence " + named(package_.variable(sentence.variable).name) + " " + quoted(sentence.pattern);
    if (sentence.otherwise) text += " (otherwise " + quoted(sentence.otherwise) + ")";
    text += expressions_.at(sentence.place);
    line(text + ")" + where(sentence.place));
  }
}

std::string Printer::run() {
  line("(program)");
  sources();
  texts();
  places();
  enumerations();
  inputs();
  binders();
  variables();
  notices();
  unit_names();
  sentences();
  families();
  return std::move(out_);
}

}  // namespace

std::string print(const Package& package) {
  return Printer(package).run();
}

}  // namespace avenant::program
