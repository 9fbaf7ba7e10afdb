// What would have to change, in words.
#include "compiler/explain/words/sentences.hpp"
#include "compiler/report/place_text.hpp"

namespace avenant::explain {

std::string Sentences::change(const Change& change) const {
  if (!change.is_past || !run_.situation_date) return changed(change);
  // Which of the two days is over: that which was, or that which would do.
  const bool was = change.before && change.before->a < run_.situation_date->days();
  if (was) {
    return changed(change) + words_.say(" — le ", " — ") +
           words_.value(package_.input(change.input).type, *change.before) +
           words_.say(" est passé : ce changement n’est plus possible", " is over: this change is no longer possible");
  }
  return changed(change) + words_.say(" — cette date est passée : ce changement n’est plus possible",
                                      " — a past date: this change is no longer possible");
}

std::string Sentences::changed(const Change& change) const {
  const program::Input& input = package_.input(change.input);
  const program::Type& type = package_.type(input.type);
  const std::string head = words_.name_of(change.input) + words_.colon();
  const bool date = type.kind == program::TypeKind::kDate;
  const auto shown = [&](const value::Value& value) {
    const std::string text = words_.value(input.type, value);
    const bool word = type.kind == program::TypeKind::kEnumeration || type.kind == program::TypeKind::kBoolean;
    return word && words_.french() ? report::quoted(text, words_.language()) : text;
  };
  if (!change.after) {
    return head + words_.say("retirer cette réponse", "not to be given") + " (" + words_.say("donnée : ", "given: ") +
           shown(*change.before) + ")";
  }
  if (!change.before) {
    if (type.kind == program::TypeKind::kBoolean || type.kind == program::TypeKind::kEnumeration) {
      return head + words_.say("donner ", "to be given: ") + shown(*change.after);
    }
    return head + words_.say("à donner, par exemple ", "to be given, for example ") +
           (date ? words_.say("le ", "") : std::string()) + shown(*change.after);
  }
  std::string text = head + (date ? words_.say("le ", "") : std::string()) + shown(*change.after);
  if (words_.french()) {
    text += " au lieu " + (date ? "du " + shown(*change.before) : of(shown(*change.before)));
  } else {
    text += " instead of " + shown(*change.before);
  }
  if (date) {
    const std::int64_t days = change.after->a - change.before->a;
    const std::string count =
        counted(days < 0 ? -days : days, words_.say("jour", "day"), words_.say("jours", "days"), words_.language());
    return text + " (" + count + (days < 0 ? words_.say(" plus tôt", " earlier") : words_.say(" plus tard", " later")) +
           ")";
  }
  if (type.kind != program::TypeKind::kNumber) return text;
  const auto difference = value::subtract(change.after->as_number(), change.before->as_number());
  if (!difference.ok()) return text;
  // Of a number without unit, what is counted is not said: neither is how many of it.
  if (!type.unit) return text;
  const std::string amount = words_.number(type, value::absolute(difference.value));
  const bool more = difference.value.sign() > 0;
  if (words_.french()) return text + " (" + (more ? "il manque " + amount : amount + " de trop") + ")";
  return text + " (" + amount + (more ? " short" : " too many") + ")";
}

}  // namespace avenant::explain
