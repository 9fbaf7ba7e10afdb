#include <algorithm>
#include <numeric>

#include "compiler/sema/declarations/declarations.hpp"

namespace avenant::sema {

namespace {

using syntax::RuleKind;
using syntax::RuleView;

/// A text as declared, before texts are put in order.
struct Declared {
  hir::Text text;
  std::size_t tree = 0;
};

std::optional<value::Date> required_date(Context& context, std::optional<ExpressionView> view, RuleView rule,
                                         std::string_view name, std::string_view clause) {
  if (!view) {
    if (!rule.node().has_error()) {
      context.sink.report(Code::MissingTextDate, rule.name()->span()).with("name", name).with("clause", clause);
    }
    return std::nullopt;
  }
  return read_date_literal(context, view);
}

std::string quoted(std::optional<syntax::QuotedView> view) {
  return view ? std::string(view->content()) : std::string();
}

/// Reports a clause that a text or a dispositif states twice: each of them decides, and only one could.
void check_clauses_once(Context& context, RuleView rule) {
  using Kind = syntax::NodeKind;
  for (const Kind kind : {Kind::TitleItem, Kind::ReferenceItem, Kind::SignedItem, Kind::PublishedItem,
                          Kind::InForceItem, Kind::ApplicationItem, Kind::MissingDayItem}) {
    const auto first = rule.node().child(kind, 0);
    const auto second = rule.node().child(kind, 1);
    if (!second) continue;
    const auto keyword = second->any_keyword();
    context.sink.report(Code::ClauseTwice, second->span())
        .with("clause", keyword ? keyword->text() : second->text())
        .label(first->span(), Label::FirstHere);
  }
}

Declared declare_text(Context& context, RuleView rule, std::size_t tree) {
  check_clauses_once(context, rule);
  Declared declared;
  declared.tree = tree;
  declared.text.name = context.program.names.intern(rule.name()->text());
  declared.text.provenance.span = rule.name()->span();
  if (rule.kind() == RuleKind::VocabularyRule) {
    declared.text.vocabulary = true;
    declared.text.title = quoted(rule.title());
    return declared;
  }
  const auto view = *rule.as<syntax::TextView>();
  declared.text.draft = view.is_draft();
  declared.text.title = quoted(view.stated_title());
  declared.text.reference = quoted(view.reference());
  declared.text.signed_on = read_date_literal(context, view.signed_on());
  const std::string name(rule.name()->text());
  declared.text.published_on = required_date(context, view.published_on(), rule, name, "publié le");
  declared.text.in_force_from = required_date(context, view.in_force_on(), rule, name, "en vigueur le");
  return declared;
}

/// Vocabularies first, then by publication, then by entry into force, then by path.
bool comes_before(const Context& context, const Declared& left, const Declared& right) {
  const auto key = [&](const Declared& declared) {
    return std::make_tuple(!declared.text.vocabulary, declared.text.published_on.value_or(value::Date{}),
                           declared.text.in_force_from.value_or(value::Date{}),
                           context.sources[declared.text.provenance.span.source].path);
  };
  return key(left) < key(right);
}

/// `après B`, of two texts published and in force on the same days: B applies first.
void read_order(Context& context, const std::vector<std::vector<RuleView>>& rules, std::vector<Declared>& declared) {
  const auto position = [&](std::string_view name) {
    const base::Name wanted = context.program.names.intern(name);
    return std::find_if(declared.begin(), declared.end(), [&](const Declared& one) { return one.text.name == wanted; });
  };
  for (const auto& of_tree : rules) {
    for (const RuleView rule : of_tree) {
      const bool is_text = rule.kind() == RuleKind::TextRule || rule.kind() == RuleKind::DraftRule;
      const auto after = is_text && rule.name() ? rule.modifier(syntax::ModifierKind::After) : std::nullopt;
      if (!after || !after->text_name()) continue;
      const auto self = position(rule.name()->text());
      const auto other = position(after->text_name()->text());
      const bool tied = self != declared.end() && other != declared.end() && self != other &&
                        self->text.published_on == other->text.published_on &&
                        self->text.in_force_from == other->text.in_force_from;
      if (!tied) {
        context.sink
            .report(other == declared.end() ? Code::UnknownText : Code::AfterNothing, after->text_name()->span())
            .with("name", after->text_name()->text());
        continue;
      }
      if (other < self) continue;
      // What stands between keeps its order.
      std::rotate(self, self + 1, other + 1);
    }
  }
}

/// Declares all texts, ordered, and says which text each tree's rules begin with.
std::vector<hir::TextId> declare_texts(Context& context, const std::vector<std::vector<RuleView>>& rules) {
  std::vector<Declared> declared;
  for (std::size_t tree = 0; tree < rules.size(); ++tree) {
    for (const RuleView rule : rules[tree]) {
      const bool is_text = rule.kind() == RuleKind::TextRule || rule.kind() == RuleKind::DraftRule ||
                           rule.kind() == RuleKind::VocabularyRule;
      if (is_text && rule.name()) declared.push_back(declare_text(context, rule, tree));
    }
  }
  std::stable_sort(declared.begin(), declared.end(),
                   [&](const Declared& left, const Declared& right) { return comes_before(context, left, right); });
  read_order(context, rules, declared);
  std::vector<hir::TextId> text_of_tree(rules.size());
  for (Declared& one : declared) {
    const auto it = context.project.texts.find(one.text.name);
    if (it != context.project.texts.end()) {
      report_duplicate(context, one.text.provenance.span, context.text(one.text.name),
                       context.program.texts[it->second].provenance.span);
      continue;
    }
    const base::Name name = one.text.name;
    const std::size_t tree = one.tree;
    const hir::TextId id = context.program.texts.add(std::move(one.text));
    context.program.texts[id].provenance.text = id;
    context.project.texts.emplace(name, id);
    text_of_tree[tree] = id;
  }
  for (std::size_t tree = 0; tree < rules.size(); ++tree) {
    for (const RuleView rule : rules[tree]) {
      if (rule.kind() != RuleKind::ContinuationRule || !rule.name()) continue;
      const auto it = context.project.texts.find(context.program.names.intern(rule.name()->text()));
      if (it != context.project.texts.end()) {
        text_of_tree[tree] = it->second;
        continue;
      }
      std::vector<std::string> known;
      for (const hir::Text& text : context.program.texts) known.push_back(context.text(text.name));
      context.sink.report(Code::UnknownText, rule.name()->span())
          .with("name", rule.name()->text())
          .suggest(context.near(rule.name()->text(), known));
    }
  }
  return text_of_tree;
}

/// Notes who said to come after whom, once texts have their ids.
void note_order(Context& context, const std::vector<std::vector<RuleView>>& rules) {
  const auto find = [&](const syntax::NameView& name) {
    const auto found = context.project.texts.find(context.program.names.intern(name.text()));
    return found == context.project.texts.end() ? hir::TextId{} : found->second;
  };
  for (const auto& of_tree : rules) {
    for (const RuleView rule : of_tree) {
      const bool is_text = rule.kind() == RuleKind::TextRule || rule.kind() == RuleKind::DraftRule;
      const auto after = is_text && rule.name() ? rule.modifier(syntax::ModifierKind::After) : std::nullopt;
      if (!after || !after->text_name()) continue;
      const hir::TextId self = find(*rule.name());
      const hir::TextId other = find(*after->text_name());
      if (self.valid() && other.valid() && other < self) context.said_after[self].push_back(other);
    }
  }
}

void declare_dispositif(Context& context, RuleView rule, hir::TextId text) {
  check_clauses_once(context, rule);
  const auto name = rule_name(context, rule);
  if (!name) return;
  const auto it = context.project.dispositifs.find(*name);
  if (it != context.project.dispositifs.end()) {
    report_duplicate(context, rule.name()->span(), context.text(*name),
                     context.program.dispositifs[it->second].provenance.span);
    return;
  }
  hir::Dispositif dispositif;
  dispositif.name = *name;
  dispositif.provenance = context.provenance(text, rule.name()->span());
  if (const auto missing_day = rule.modifier(syntax::ModifierKind::MissingDay)) {
    dispositif.missing_day = missing_day->latest() ? hir::MissingDay::Latest : hir::MissingDay::Earliest;
  }
  if (!rule.modifier(syntax::ModifierKind::Application) && !rule.node().has_error()) {
    context.sink.report(Code::MissingApplication, rule.name()->span()).with("name", context.text(*name));
  }
  const hir::DispositifId id = context.program.dispositifs.add(std::move(dispositif));
  context.project.dispositifs.emplace(*name, id);
  context.scopes.emplace(id, DispositifScope{});
}

/// Walks the rules of one tree, keeping what stands above each.
class Placer {
 public:
  Placer(Context& context, hir::TextId text, std::vector<PlacedRule>& placed)
      : context_(context), text_(text), placed_(placed) {}

  void place(RuleView rule) {
    switch (rule.kind()) {
      case RuleKind::LanguageRule:
      case RuleKind::TextRule:
      case RuleKind::DraftRule:
      case RuleKind::ContinuationRule:
      case RuleKind::VocabularyRule:
        return;
      case RuleKind::SchemeRule:
      case RuleKind::InSchemeRule:
        enter(rule);
        break;
      case RuleKind::SectionApplicationRule:
        section_ = rule.as<syntax::SectionApplicationView>()->date();
        section_heading_ = context_.sources.nearest_heading(rule.span().source, rule.span().begin);
        return;
        // clang-format off
      case RuleKind::UnitRule: case RuleKind::EnumerationRule: case RuleKind::RecordRule: case RuleKind::InputRule:
      case RuleKind::ReadingRule: case RuleKind::CsvTableRule: case RuleKind::DefinitionRule:
      case RuleKind::SeriesRule: case RuleKind::EligibilityRule: case RuleKind::DecisionTableRule:
      case RuleKind::Assumption: case RuleKind::DerogationRule: case RuleKind::ObjectiveRule:
      case RuleKind::ObligationRule: case RuleKind::InstalmentsRule: case RuleKind::SignalRule:
      case RuleKind::ReplaceRule: case RuleKind::ExtendRule: case RuleKind::RepealRule:
      case RuleKind::PostponeRule: case RuleKind::CaseRule: case RuleKind::ScenarioRule:
      case RuleKind::ScenarioTableRule:
        break;
        // clang-format on
    }
    close_section(rule);
    if (!text_.valid()) {
      if (!reported_) context_.sink.report(Code::RuleOutsideText, rule.span());
      reported_ = true;
      return;
    }
    const auto amendment = rule.as<syntax::ReplaceView>();
    const auto wording = amendment ? amendment->replaced() : std::nullopt;
    if (wording && is_word(wording->kind())) return report_replaced_word(*wording);
    placed_.push_back({wording.value_or(rule), text_, dispositif_, section_, wording.has_value()});
  }

 private:
  static bool is_word(RuleKind kind) {
    return kind == RuleKind::UnitRule || kind == RuleKind::EnumerationRule || kind == RuleKind::RecordRule ||
           kind == RuleKind::ReadingRule || kind == RuleKind::CsvTableRule;
  }

  void report_replaced_word(RuleView word) {
    context_.sink.report(Code::AmendmentForm, word.name() ? word.name()->span() : word.span())
        .with("what", "un mot n’a qu’une déclaration, qu’un texte peut compléter, et non remplacer",
              "a word has one declaration, which a text may complete, not replace");
  }

  void enter(RuleView rule) {
    const auto name = rule.name();
    if (!name) return;
    const auto it = context_.project.dispositifs.find(context_.program.names.intern(name->text()));
    if (it != context_.project.dispositifs.end()) {
      dispositif_ = it->second;
      section_.reset();
      return;
    }
    std::vector<std::string> known;
    for (const hir::Dispositif& one : context_.program.dispositifs) known.push_back(context_.text(one.name));
    context_.sink.report(Code::NoSuchDispositif, name->span())
        .with("name", name->text())
        .suggest(context_.near(name->text(), known));
  }

  /// A bare `application selon` holds to the next heading of the same or a higher level.
  void close_section(RuleView rule) {
    if (!section_) return;
    const base::Heading* heading = context_.sources.nearest_heading(rule.span().source, rule.span().begin);
    if (heading == section_heading_ || heading == nullptr) return;
    const bool below = section_heading_ != nullptr && heading->level > section_heading_->level;
    if (!below) section_.reset();
  }

  Context& context_;
  hir::TextId text_;
  std::vector<PlacedRule>& placed_;
  hir::DispositifId dispositif_;
  std::optional<ExpressionView> section_;
  const base::Heading* section_heading_ = nullptr;
  bool reported_ = false;
};

}  // namespace

std::vector<PlacedRule> place_rules(Context& context, const std::vector<const syntax::Tree*>& trees) {
  std::vector<std::vector<RuleView>> rules;
  for (const syntax::Tree* tree : trees) rules.push_back(syntax::rules_of(*tree));
  const std::vector<hir::TextId> text_of_tree = declare_texts(context, rules);
  note_order(context, rules);
  for (std::size_t tree = 0; tree < rules.size(); ++tree) {
    for (const RuleView rule : rules[tree]) {
      if (rule.kind() == RuleKind::SchemeRule) declare_dispositif(context, rule, text_of_tree[tree]);
    }
  }
  // Files are read in the order of their texts, so that nothing depends on how the file system lists them.
  std::vector<std::size_t> order(rules.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
    return std::make_pair(text_of_tree[left], context.sources[trees[left]->source()].path) <
           std::make_pair(text_of_tree[right], context.sources[trees[right]->source()].path);
  });
  std::vector<PlacedRule> placed;
  for (const std::size_t tree : order) {
    Placer placer(context, text_of_tree[tree], placed);
    for (const RuleView rule : rules[tree]) placer.place(rule);
  }
  return placed;
}

Scope scope_of(const Context& context, const PlacedRule& placed) {
  Scope scope;
  scope.text = placed.text;
  scope.dispositif = placed.dispositif;
  if (placed.dispositif.valid()) scope.missing_day = context.program.dispositifs[placed.dispositif].missing_day;
  return scope;
}

std::optional<base::Name> rule_name(Context& context, RuleView rule) {
  const auto name = rule.name();
  if (!name) return std::nullopt;
  return context.program.names.intern(name->text());
}

void report_duplicate(Context& context, base::Span span, std::string_view name, base::Span first) {
  auto report = context.sink.report(Code::DuplicateName, span);
  report.with("name", name);
  if (first.valid()) report.label(first, Label::DeclaredHere);
}

bool declare_symbol(Context& context, hir::DispositifId dispositif, base::Name name, Symbol symbol) {
  auto& symbols = context.scopes[dispositif].symbols;
  const auto it = symbols.find(name);
  if (it != symbols.end()) {
    report_duplicate(context, symbol.span, context.text(name), it->second.span);
    return false;
  }
  if (const auto reading = context.project.readings.find(name); reading != context.project.readings.end()) {
    report_duplicate(context, symbol.span, context.text(name),
                     context.program.readings[reading->second].provenance.span);
    return false;
  }
  const auto& composites = context.scopes[dispositif].composites;
  if (const auto rule = composites.find(name); rule != composites.end()) {
    report_duplicate(context, symbol.span, context.text(name), rule->second.span);
    return false;
  }
  symbols.emplace(name, symbol);
  return true;
}

}  // namespace avenant::sema
