#include "compiler/explore/acts.hpp"

namespace avenant::explore {

namespace {

using syntax::RuleKind;
using syntax::RuleView;

/// Reads the rules of one file after another.
class ActReader {
 public:
  explicit ActReader(const Law& law) : things_(law.things), rules_(law.rules) {}

  std::vector<Act> run() {
    for (std::size_t file = 0; file < rules_.files().size(); ++file) {
      dispositif_.clear();
      for (std::size_t rule = 0; rule < rules_.files()[file].rules.size(); ++rule) {
        place_ = {file, rule};
        read(rules_.rule(place_));
      }
    }
    return std::move(acts_);
  }

 private:
  static std::string text(const std::optional<syntax::NameView>& name) {
    return name ? base::normalise(name->text()) : std::string();
  }

  void add(Action action, ThingId thing, RuleView rule, ThingId by = {}) {
    if (thing.valid()) acts_.push_back({place_, action, thing, by, rule.span()});
  }

  /// The rule, or the derogation, of a name in the dispositif at hand.
  [[nodiscard]] ThingId named(const std::string& name) const {
    const ThingId rule = things_.rule_named(dispositif_, name);
    return rule.valid() ? rule : things_.derogation_named(dispositif_, name);
  }

  /// What an address names: a rule, one of its conditions, or a word.
  [[nodiscard]] ThingId named(syntax::AddressView address) const {
    const std::string name = text(address.name());
    if (const auto label = address.label()) {
      const ThingId condition = things_.condition_named(dispositif_, name, base::normalise(label->content()));
      if (condition.valid()) return condition;
    }
    const auto keyword = address.rule_keyword();
    if (keyword && *keyword == syntax::Keyword::Record) return things_.thing_named(ThingKind::Record, name);
    const bool is_enumeration =
        keyword && (*keyword == syntax::Keyword::Enumeration || *keyword == syntax::Keyword::OrderedEnumeration);
    if (is_enumeration) return things_.thing_named(ThingKind::Enumeration, name);
    if (const ThingId rule = named(name); rule.valid()) return rule;
    const ThingId record = things_.thing_named(ThingKind::Record, name);
    return record.valid() ? record : things_.thing_named(ThingKind::Enumeration, name);
  }

  void read(RuleView rule) {
    if (rule.kind() == RuleKind::ReplaceRule) return replace(rule);
    if (rule.kind() == RuleKind::ExtendRule) {
      const auto address = rule.as<syntax::ExtendView>()->address();
      if (address) add(Action::Extends, named(*address), rule);
      return;
    }
    if (rule.kind() == RuleKind::RepealRule) return repeal(rule);
    if (rule.kind() == RuleKind::PostponeRule) {
      return add(Action::Postpones, things_.thing_named(ThingKind::Text, text(rule.name())), rule);
    }
    if (!structure(rule)) define(rule, Action::Defines);
  }

  /// Texts and dispositifs: what stands above rules.
  bool structure(RuleView rule) {
    const std::string name = text(rule.name());
    const bool is_text = rule.kind() == RuleKind::TextRule || rule.kind() == RuleKind::DraftRule ||
                         rule.kind() == RuleKind::VocabularyRule;
    if (is_text) {
      add(Action::Defines, things_.thing_named(ThingKind::Text, name), rule);
    } else if (rule.kind() == RuleKind::ContinuationRule) {
      add(Action::Continues, things_.thing_named(ThingKind::Text, name), rule);
    } else if (rule.kind() == RuleKind::InSchemeRule) {
      dispositif_ = name;
      add(Action::Continues, things_.thing_named(ThingKind::Dispositif, name), rule);
    } else if (rule.kind() == RuleKind::SchemeRule) {
      dispositif_ = name;
      add(Action::Defines, things_.thing_named(ThingKind::Dispositif, name), rule);
      for (const syntax::InputView input : rule.as<syntax::SchemeView>()->inputs()) {
        add(Action::Defines, things_.input_named(dispositif_, text(input.name())), input);
      }
    } else {
      return false;
    }
    return true;
  }

  /// A word or a rule, by its name; a derogation acts on what it derogates from too.
  void define(RuleView rule, Action action) {
    const std::string name = text(rule.name());
    if (rule.kind() == RuleKind::UnitRule) {
      add(action, things_.thing_named(ThingKind::Unit, text(rule.as<syntax::UnitRuleView>()->singular())), rule);
    } else if (rule.kind() == RuleKind::EnumerationRule) {
      add(action, things_.thing_named(ThingKind::Enumeration, name), rule);
    } else if (rule.kind() == RuleKind::RecordRule) {
      add(action, things_.thing_named(ThingKind::Record, name), rule);
    } else if (rule.kind() == RuleKind::ReadingRule) {
      add(action, things_.thing_named(ThingKind::Reading, name), rule);
    } else if (rule.kind() == RuleKind::CsvTableRule) {
      add(action, things_.thing_named(ThingKind::ReferenceTable, name), rule);
    } else if (rule.kind() == RuleKind::InputRule) {
      add(action, things_.input_named(dispositif_, name), rule);
    } else if (rule.kind() == RuleKind::DerogationRule) {
      const ThingId derogation = things_.derogation_named(dispositif_, name);
      add(action, derogation, rule);
      const auto target = rule.as<syntax::DerogationView>()->target();
      if (target && derogation.valid() && action == Action::Defines) {
        add(Action::Derogates, named(*target), rule, derogation);
      }
    } else if (rule.kind() == RuleKind::SignalRule || rule.kind() == RuleKind::Assumption) {
      add(action, things_.declared_in(rule.span()), rule);
    } else if (rule.name()) {
      add(action, things_.rule_named(dispositif_, name), rule);
    }
  }

  void replace(RuleView rule) {
    const auto view = rule.as<syntax::ReplaceView>();
    if (const auto replaced = view->replaced()) {
      const std::size_t n_before = acts_.size();
      define(*replaced, Action::Replaces);
      for (std::size_t i = n_before; i < acts_.size(); ++i) acts_[i].span = rule.span();
      return;
    }
    const auto address = view->address();
    if (address) add(address->rows() ? Action::ReplacesRows : Action::Replaces, named(*address), rule);
  }

  void repeal(RuleView rule) {
    const auto view = rule.as<syntax::RepealView>();
    if (const auto address = view->address()) return add(Action::Repeals, named(*address), rule);
    const auto one = view->case_address();
    if (!one) return;
    add(Action::Repeals, things_.thing_named(ThingKind::Case, text(one->enumeration()) + "." + text(one->name())),
        rule);
  }

  const Things& things_;
  const consolidate::RuleIndex& rules_;
  std::string dispositif_;
  consolidate::RulePlace place_;
  std::vector<Act> acts_;
};

}  // namespace

std::vector<Act> acts_of(const Law& law) {
  return ActReader(law).run();
}

}  // namespace avenant::explore
