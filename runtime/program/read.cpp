// Reads the text form: names are declared in a first pass, expressions are built in a second.
#include "runtime/program/print.hpp"
#include "runtime/program/read_expression.hpp"
#include "runtime/program/read_names.hpp"
#include "runtime/program/reference/text_reference_tables.hpp"
#include "runtime/program/text_words.hpp"

namespace avenant::program {

namespace {

class Reader {
 public:
  Reader() : expressions_(names_), builder_(names_.builder) {}

  ReadResult run(std::string_view text);

 private:
  void declare(const Form& form);
  void define(const Form& form);
  void source(const Form& form);
  void text(const Form& form);
  std::vector<CaseSpec> cases(const Form& form) const;
  void enumeration(const Form& form);
  void reading(const Form& form);
  void close(const Form& form);
  void attribute(const Form& form);
  void input(const Form& form);
  void list(const Form& form);
  void binder(const Form& form);
  void unknown(const Form& form);
  void declare_variable(const Form& form);
  void define_variable(const Form& form);
  void version(const Form& form, VariableId variable);
  RuleId rule(const Form& form, TextId text);
  void derogations(const Form& form, RuleId rule, TextId text);
  DerogationSpec derogation(const Form& form, TextId text, const std::map<std::string, std::uint32_t>& numbers);
  ConditionId condition(const Form& form);
  void let(const Form& form);
  void notice(const Form& form);
  void sentence(const Form& form);
  void family(const Form& form);
  // The first item that is a list beginning with `word`; null if there is none.
  static const Form* part(const Form& form, std::string_view word);
  // What `(title "…")` says, or nothing.
  static std::string_view title(const Form& form);
  // The only operand of such a part.
  NodeId part_node(const Form& form, std::string_view word);
  bool long_enough(const Form& form, std::size_t count);

  ReaderNames names_;
  ExpressionReader expressions_;
  PackageBuilder& builder_;
  std::uint32_t n_derogations_ = 0;
};

const Form* Reader::part(const Form& form, std::string_view word) {
  for (const Form& item : form.items) {
    if (item.is(word)) return &item;
  }
  return nullptr;
}

std::string_view Reader::title(const Form& form) {
  const Form* found = part(form, "title");
  return found != nullptr && found->items.size() > 1 ? std::string_view(found->items[1].atom) : std::string_view();
}

bool Reader::long_enough(const Form& form, std::size_t count) {
  if (form.items.size() >= count) return true;
  names_.fail(form, "this form lacks something");
  return false;
}

NodeId Reader::part_node(const Form& form, std::string_view word) {
  const Form* found = part(form, word);
  if (found != nullptr && found->items.size() >= 2) return expressions_.read(found->items.back());
  names_.fail(form, "(" + std::string(word) + " …) is missing");
  return builder_.boolean_constant(false, {});
}

void Reader::source(const Form& form) {
  if (!long_enough(form, 3)) return;
  const std::optional<Sha256Digest> digest = from_hexadecimal(form.items[2].atom);
  if (!digest) return names_.fail(form, "a digest is 64 hexadecimal digits");
  builder_.add_source(form.items[1].atom, *digest);
}

void Reader::text(const Form& form) {
  if (!long_enough(form, 2)) return;
  TextSpec spec;
  spec.name = form.items[1].atom;
  if (form.items.size() > 2) {
    const std::optional<std::size_t> kind = index_of(kTextKindWords, form.items[2].atom);
    if (!kind) names_.fail(form, "no kind of text " + form.items[2].atom);
    spec.kind = static_cast<TextKind>(kind.value_or(0));
  }
  const bool dated = form.items.size() > 4 && form.items[4].is_atom();
  if (dated) {
    spec.published = names_.date(form.items[3]);
    spec.in_force = names_.date(form.items[4]);
  }
  const Form* title = part(form, "title");
  const Form* reference = part(form, "reference");
  if (title != nullptr && title->items.size() > 1) spec.title = title->items[1].atom;
  if (reference != nullptr && reference->items.size() > 1) spec.reference = reference->items[1].atom;
  names_.texts.emplace(form.items[1].atom, builder_.add_text(spec));
}

std::vector<CaseSpec> Reader::cases(const Form& form) const {
  std::vector<CaseSpec> result;
  for (const Form& item : form.items) {
    if (!item.is("case") || item.items.size() < 2) continue;
    CaseSpec spec;
    spec.name = item.items[1].atom;
    if (item.items.size() > 2) spec.code = item.items[2].atom;
    if (item.items.size() > 3) spec.label = item.items[3].atom;
    if (item.items.size() > 4) spec.note = item.items[4].atom;
    result.push_back(spec);
  }
  return result;
}

void Reader::enumeration(const Form& form) {
  if (!long_enough(form, 2)) return;
  const bool ordered = form.items.size() > 2 && form.items[2].is_atom() && form.items[2].atom == "ordered";
  const std::string& name = form.items[1].atom;
  names_.enumerations.emplace(name, builder_.add_enumeration(name, ordered, cases(form)));
  names_.add_cases(name, form, 2);
}

void Reader::reading(const Form& form) {
  if (!long_enough(form, 3)) return;
  const std::vector<CaseSpec> members = cases(form);
  ReadingSpec spec;
  spec.name = form.items[1].atom;
  spec.cases = members;
  spec.place = names_.place_of(form);
  spec.title = title(form);
  bool found = false;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (members[i].name != form.items[2].atom) continue;
    spec.default_case = static_cast<std::uint32_t>(i);
    found = true;
  }
  if (!found) names_.fail(form, "no such default");
  const ReadingId id = builder_.add_reading(spec);
  names_.readings.emplace(form.items[1].atom, id);
  names_.enumerations.emplace(form.items[1].atom, builder_.enumeration_of(id));
  names_.add_cases(form.items[1].atom, form, 2);
}

void Reader::close(const Form& form) {
  if (!long_enough(form, 5)) return;
  const EnumerationId enumeration = names_.lookup(names_.enumerations, form.items[1], "enumeration");
  const std::vector<std::string>& members = names_.cases_of(enumeration);
  const TextId text = names_.lookup(names_.texts, form.items[3], "text");
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (members[i] != form.items[2].atom) continue;
    builder_.close_case(enumeration, static_cast<std::uint32_t>(i), text, names_.date(form.items[4]));
    return;
  }
  names_.fail(form, "no case named " + form.items[2].atom);
}

void Reader::attribute(const Form& form) {
  if (!long_enough(form, 4)) return;
  const EnumerationId enumeration = names_.lookup(names_.enumerations, form.items[1], "enumeration");
  const TypeId type = names_.type(form.items[3].atom, form);
  std::vector<value::Value> values;
  for (std::size_t i = 4; i < form.items.size(); ++i) values.push_back(names_.literal(type, form.items[i]));
  if (values.size() != names_.cases_of(enumeration).size()) names_.fail(form, "one value a case is expected");
  if (names_.failed()) return;
  names_.attributes.emplace(form.items[2].atom, builder_.add_attribute(enumeration, form.items[2].atom, type, values));
}

void Reader::input(const Form& form) {
  if (!long_enough(form, 3)) return;
  InputSpec spec;
  spec.name = form.items[1].atom;
  spec.type = names_.type(form.items[2].atom, form);
  if (const Form* range = part(form, "range")) spec.range = names_.range(spec.type, *range);
  spec.place = names_.place_of(form);
  const Form* sequence = part(form, "sequence");
  if (sequence != nullptr) spec.sequence = static_cast<std::uint32_t>(names_.integer(sequence->items.back()));
  const Form* dispositif = part(form, "dispositif");
  if (dispositif != nullptr) spec.dispositif = dispositif->items.back().atom;
  spec.title = title(form);
  names_.inputs.emplace(form.items[1].atom, builder_.add_input(spec));
}

// `(list NAME COUNT (range 0 20) [(dispositif D)] (column NAME TYPE [RANGE]) …)`.
void Reader::list(const Form& form) {
  if (!long_enough(form, 4)) return;
  const Form* range = part(form, "range");
  if (range == nullptr || range->items.size() != 3) return names_.fail(form, "(range LEAST MOST) is missing");
  ListSpec spec;
  spec.name = form.items[1].atom;
  spec.count_name = form.items[2].atom;
  spec.least = static_cast<std::uint32_t>(names_.integer(range->items[1]));
  spec.capacity = static_cast<std::uint32_t>(names_.integer(range->items[2]));
  spec.place = names_.place_of(form);
  const Form* dispositif = part(form, "dispositif");
  if (dispositif != nullptr) spec.dispositif = dispositif->items.back().atom;
  std::vector<ColumnSpec> columns;
  for (const Form& item : form.items) {
    if (!item.is("column") || !long_enough(item, 3)) continue;
    ColumnSpec column;
    column.name = item.items[1].atom;
    column.type = names_.type(item.items[2].atom, item);
    if (const Form* bounds = part(item, "range")) column.range = names_.range(column.type, *bounds);
    columns.push_back(column);
  }
  if (!names_.failed()) names_.lists.emplace(form.items[1].atom, builder_.add_list(spec, columns));
}

// `(binder m#3 LIST)`: the number, which only tells binders apart, is no part of the name.
void Reader::binder(const Form& form) {
  if (!long_enough(form, 3)) return;
  const std::string& word = form.items[1].atom;
  const ListId list = names_.lookup(names_.lists, form.items[2], "list");
  names_.binders.emplace(word, builder_.add_binder(word.substr(0, word.rfind('#')), list));
}

void Reader::unknown(const Form& form) {
  if (!long_enough(form, 4)) return;
  UnknownSpec spec;
  spec.address = form.items[1].atom;
  spec.reason = form.items[2].atom;
  spec.type = names_.type(form.items[3].atom, form);
  if (const Form* range = part(form, "range")) spec.bounds = names_.range(spec.type, *range);
  spec.place = names_.place_of(form);
  names_.unknowns.emplace(form.items[1].atom, builder_.add_unknown(spec));
}

void Reader::declare_variable(const Form& form) {
  if (!long_enough(form, 3)) return;
  VariableSpec spec;
  spec.name = form.items[1].atom;
  spec.type = names_.type(form.items[2].atom, form);
  for (std::size_t i = 3; i < form.items.size() && form.items[i].is_atom(); ++i) {
    const std::optional<std::size_t> kind = index_of(kRuleKindWords, form.items[i].atom);
    if (kind) spec.kind = static_cast<RuleKind>(*kind);
    if (form.items[i].atom == "public") spec.is_public = true;
  }
  spec.place = names_.place_of(form);
  const Form* sequence = part(form, "sequence");
  if (sequence != nullptr) spec.sequence = static_cast<std::uint32_t>(names_.integer(sequence->items.back()));
  const Form* dispositif = part(form, "dispositif");
  if (dispositif != nullptr) spec.dispositif = dispositif->items.back().atom;
  spec.title = title(form);
  const Form* edge = part(form, "out_of_force");
  if (edge != nullptr) spec.out_of_force = builder_.add_value(names_.literal(spec.type, edge->items.back()));
  names_.variables.emplace(form.items[1].atom, builder_.declare_variable(spec));
}

void Reader::define_variable(const Form& form) {
  if (form.items.size() < 3) return;
  const VariableId variable = names_.lookup(names_.variables, form.items[1], "variable");
  if (names_.failed()) return;
  expressions_.set_owner(variable);
  for (const Form& item : form.items) {
    if (names_.failed()) return;
    if (item.is("version")) version(item, variable);
    if (item.is("is") && item.items.size() == 2) {
      VersionSpec spec;
      spec.text = names_.default_text();
      spec.place = names_.place_of(item);
      spec.rule = builder_.add_rule(expressions_.read(item.items[1]));
      builder_.add_version(variable, spec);
    }
  }
}

void Reader::version(const Form& form, VariableId variable) {
  VersionSpec spec;
  spec.text = names_.default_text();
  bool repealed = false;
  for (std::size_t i = 1; i < form.items.size(); ++i) {
    const Form& item = form.items[i];
    if (item.is_list || (!item.quoted && item.atom[0] == '@')) continue;
    if (i > 1 && item.atom == "repealed") {
      repealed = true;
    } else {
      spec.text = names_.lookup(names_.texts, item, "text");
    }
  }
  spec.place = names_.place_of(form);
  if (const Form* when = part(form, "when"); when != nullptr && long_enough(*when, 3)) {
    spec.from = names_.date(when->items[1]);
    if (when->items.size() > 3) spec.until = names_.date(when->items[2]);
    spec.date = expressions_.read(when->items.back());
  }
  if (!repealed) spec.rule = rule(form, spec.text);
  const Form* shown = part(form, "conditions");
  if (shown != nullptr && long_enough(*shown, 2)) spec.condition = condition(shown->items[1]);
  builder_.add_version(variable, spec);
}

RuleId Reader::rule(const Form& form, TextId text) {
  const RuleId result = builder_.add_rule(part_node(form, "body"));
  derogations(form, result, text);
  return result;
}

// Derogations may name each other in any order, so their numbers are known before any is built.
void Reader::derogations(const Form& form, RuleId rule, TextId text) {
  std::map<std::string, std::uint32_t> numbers;
  std::uint32_t count = 0;
  for (const Form& item : form.items) {
    if (!item.is("derogation") || !long_enough(item, 3)) continue;
    numbers.emplace(item.items[1].atom, n_derogations_ + count);
    numbers.emplace(item.items[2].atom, n_derogations_ + count);
    ++count;
  }
  for (const Form& item : form.items) {
    if (!item.is("derogation") || item.items.size() < 3) continue;
    builder_.add_derogation(rule, derogation(item, text, numbers));
    ++n_derogations_;
  }
}

// `(derogation [NUMBER] NAME [TEXT] [@n] [(to body 0 …)] (guard G) (body B))`.
DerogationSpec Reader::derogation(const Form& form, TextId text, const std::map<std::string, std::uint32_t>& numbers) {
  DerogationSpec spec;
  spec.text = text;
  const std::string& first = form.items[1].atom;
  const bool numbered = !first.empty() && first[0] >= '0' && first[0] <= '9' && !form.items[1].quoted;
  spec.name = numbered ? form.items[2].atom : first;
  for (std::size_t i = numbered ? 3 : 2; i < form.items.size() && form.items[i].is_atom(); ++i) {
    if (form.items[i].atom[0] != '@') spec.text = names_.lookup(names_.texts, form.items[i], "text");
  }
  spec.place = names_.place_of(form);
  if (const Form* to = part(form, "to")) {
    for (std::size_t i = 1; i < to->items.size(); ++i) {
      const auto found = numbers.find(to->items[i].atom);
      if (to->items[i].atom == "body") {
        spec.attached_to_body = true;
      } else if (found != numbers.end()) {
        spec.attached_to.push_back(DerogationId(found->second));
      } else {
        names_.fail(to->items[i], "no derogation " + to->items[i].atom);
      }
    }
  }
  spec.guard = part_node(form, "guard");
  spec.body = part_node(form, "body");
  return spec;
}

// `(leaf [@n] "label" %k)`, `(all [@n] "label" %k CONDITIONS…)`.
ConditionId Reader::condition(const Form& form) {
  if (form.is_list && long_enough(form, 3)) {
    const std::optional<std::size_t> group = index_of(kConditionGroupWords, form.items[0].atom);
    const std::size_t label = !form.items[1].quoted && form.items[1].atom[0] == '@' ? 2 : 1;
    if (group && long_enough(form, label + 2)) {
      const NodeId node = expressions_.read(form.items[label + 1]);
      const PlaceId place = names_.place_of(form);
      if (*group == 0) return builder_.add_condition(form.items[label].atom, node, place);
      std::vector<ConditionId> children;
      for (std::size_t i = label + 2; i < form.items.size(); ++i) children.push_back(condition(form.items[i]));
      return builder_.add_condition_group(form.items[label].atom, static_cast<ConditionGroup>(*group), children, place,
                                          node);
    }
  }
  names_.fail(form, "a condition is expected");
  return {};
}

void Reader::let(const Form& form) {
  if (!long_enough(form, 4)) return;
  const bool owned = form.items[2].atom != "-";
  const VariableId owner = owned ? names_.lookup(names_.variables, form.items[2], "variable") : VariableId();
  if (names_.failed()) return;
  expressions_.set_owner(owner);
  names_.lets.emplace(form.items[1].atom, expressions_.read(form.items[3]));
}

void Reader::notice(const Form& form) {
  if (!long_enough(form, 3)) return;
  expressions_.set_owner({});
  const Form* dispositif = part(form, "dispositif");
  const std::string name = dispositif != nullptr ? dispositif->items.back().atom : std::string();
  builder_.add_notice(form.items[1].atom, expressions_.read(form.items.back()), names_.place_of(form), name);
}

void Reader::sentence(const Form& form) {
  if (!long_enough(form, 3)) return;
  const Form* otherwise = part(form, "otherwise");
  const std::string second = otherwise != nullptr ? otherwise->items.back().atom : std::string();
  builder_.add_sentence(names_.lookup(names_.variables, form.items[1], "variable"), form.items[2].atom, second,
                        names_.place_of(form));
}

void Reader::family(const Form& form) {
  if (!long_enough(form, 4)) return;
  const bool of_inputs = form.items[2].atom == "input";
  std::vector<DimensionSpec> dimensions;
  std::vector<std::uint32_t> members;
  for (std::size_t i = 3; i < form.items.size(); ++i) {
    const Form& item = form.items[i];
    if (item.is("members")) {
      for (std::size_t k = 1; k < item.items.size(); ++k) {
        members.push_back(of_inputs ? names_.lookup(names_.inputs, item.items[k], "input").value
                                    : names_.lookup(names_.variables, item.items[k], "variable").value);
      }
    } else if (item.items.size() == 2) {
      DimensionSpec spec;
      spec.name = item.items[0].atom;
      spec.enumeration = names_.lookup(names_.enumerations, item.items[1], "enumeration");
      spec.size = static_cast<std::uint32_t>(names_.cases_of(spec.enumeration).size());
      dimensions.push_back(spec);
    } else if (long_enough(item, 3)) {
      dimensions.push_back({item.items[0].atom,
                            {},
                            names_.integer(item.items[1]),
                            static_cast<std::uint32_t>(names_.integer(item.items[2]))});
    }
  }
  builder_.add_family(form.items[1].atom, of_inputs ? FamilyKind::kInput : FamilyKind::kVariable, dimensions, members);
}

void Reader::declare(const Form& form) {
  if (form.is("source")) source(form);
  if (form.is("text")) text(form);
  if (form.is("place")) names_.add_place(form);
  if (form.is("enumeration")) enumeration(form);
  if (form.is("reading")) reading(form);
  if (form.is("close")) close(form);
  if (form.is("attribute")) attribute(form);
  if (form.is("reference_table")) read_reference_table(names_, form);
  if (form.is("input")) input(form);
  if (form.is("list")) list(form);
  if (form.is("binder")) binder(form);
  if (form.is("unknown")) unknown(form);
  if (form.is("variable")) declare_variable(form);
}

void Reader::define(const Form& form) {
  if (form.is("variable")) define_variable(form);
  if (form.is("let")) let(form);
  if (form.is("notice")) notice(form);
  if (form.is("sentence")) sentence(form);
  if (form.is("unit") && long_enough(form, 3)) builder_.name_unit(form.items[1].atom, form.items[2].atom);
  if (form.is("family")) family(form);
}

ReadResult Reader::run(std::string_view text) {
  const Forms forms = parse_forms(text);
  if (!forms.error.empty()) return {std::nullopt, forms.error};
  for (const Form& form : forms.forms) {
    if (form.is("program")) names_.explicit_places = true;
  }
  for (const Form& form : forms.forms) {
    if (!names_.failed()) declare(form);
  }
  for (const Form& form : forms.forms) {
    if (!names_.failed()) define(form);
  }
  if (names_.failed()) return {std::nullopt, names_.error()};
  BuildResult built = builder_.finish();
  return {std::move(built.package), std::move(built.error)};
}

}  // namespace

ReadResult read(std::string_view text) {
  return Reader().run(text);
}

}  // namespace avenant::program
