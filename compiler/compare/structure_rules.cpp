#include <algorithm>

#include "compiler/compare/structure_builder.hpp"
#include "runtime/value/date_text.hpp"

namespace avenant::compare {

namespace {

ItemKind kind_of(hir::VariableKind kind) {
  switch (kind) {
    case hir::VariableKind::Definition:
      return ItemKind::Definition;
    case hir::VariableKind::Eligibility:
      return ItemKind::Eligibility;
    case hir::VariableKind::Condition:
      return ItemKind::Condition;
    case hir::VariableKind::Table:
      return ItemKind::Table;
    case hir::VariableKind::Series:
      return ItemKind::Series;
    case hir::VariableKind::Objective:
      return ItemKind::Objective;
    case hir::VariableKind::Obligation:
      return ItemKind::Obligation;
    case hir::VariableKind::Instalments:
      return ItemKind::Instalments;
  }
  return ItemKind::Definition;
}

const char* mode_words(hir::ConditionMode mode) {
  switch (mode) {
    case hir::ConditionMode::Single:
      return "la condition";
    case hir::ConditionMode::All:
      return "toutes les conditions";
    case hir::ConditionMode::Any:
      return "au moins une condition";
  }
  return "";
}

std::string quoted(const std::string& words) {
  return words.empty() ? words : "« " + words + " »";
}

}  // namespace

void StructureBuilder::add_expression(Element element, std::string key, std::string label, hir::ExpressionId id,
                                      Item& item, Wording& wording) {
  if (!id.valid()) return;
  Piece piece;
  piece.element = element;
  piece.key = std::move(key);
  piece.label = std::move(label);
  piece.meaning = meaning_.of(id, indices_);
  piece.quote = quoter_.line(program_.expressions[id].span);
  note_readings(id, item);
  wording.pieces.push_back(std::move(piece));
}

void StructureBuilder::note_readings(hir::ExpressionId id, Item& item) const {
  if (!id.valid()) return;
  const hir::Expression& expression = program_.expressions[id];
  if (expression.kind == hir::ExpressionKind::Reading) {
    const std::string& name = meaning_.name(program_.readings[hir::ReadingId(expression.a)].name);
    const auto place = std::lower_bound(item.readings.begin(), item.readings.end(), name);
    if (place == item.readings.end() || *place != name) item.readings.insert(place, name);
  }
  for (const hir::ExpressionId operand : program_.operands_of(id)) note_readings(operand, item);
}

Wording StructureBuilder::wording_of(const hir::Provenance& provenance, const Item& item) const {
  Wording wording;
  wording.whole = quoter_.rule(provenance.span);
  if (selection_.standing != nullptr) return wording;
  wording.key = text_name(provenance.text);
  const auto n_same = std::count_if(item.wordings.begin(), item.wordings.end(), [&](const Wording& one) {
    return one.key == wording.key || one.key.starts_with(wording.key + "#");
  });
  if (n_same > 0) wording.key += "#" + std::to_string(n_same);
  return wording;
}

/// From when something applies. A rule that enters into force with its text follows it.
void StructureBuilder::add_in_force(const hir::InForce& in_force, const hir::Provenance& provenance, Item& item,
                                    Wording& wording) {
  if (selection_.standing != nullptr || !in_force.application.valid()) return;
  add_expression(Element::Application, "", "", in_force.application, item, wording);
  const hir::Text* text = provenance.text.valid() ? &program_.texts[provenance.text] : nullptr;
  std::optional<value::Date> from = in_force.from;
  for (const hir::Postponement& one : in_force.postponements) {
    if (knows(one.by)) from = one.to;
  }
  const auto say = [](const value::Date& day, value::Language language) {
    return value::print_long_date(day, language);
  };
  if (from) {
    wording.period_fr = "à compter du " + say(*from, value::Language::french);
    wording.period_en = "from " + say(*from, value::Language::english);
  }
  if (in_force.until) {
    const value::Date last = value::Date::unchecked(in_force.until->days() - 1);
    wording.period_fr +=
        (wording.period_fr.empty() ? "" : ", ") + std::string("jusqu’au ") + say(last, value::Language::french);
    wording.period_en +=
        (wording.period_en.empty() ? "" : ", ") + std::string("until ") + say(last, value::Language::english);
  }
  const bool with_its_text = text != nullptr && in_force.from == text->in_force_from && !in_force.until;
  Piece piece;
  piece.element = Element::Period;
  piece.meaning = with_its_text ? std::string("avec son texte") : wording.period_fr;
  for (const hir::TextId needed : in_force.needs) piece.meaning += " avec " + text_name(needed);
  piece.quote = quoter_.said(wording.period_fr, provenance.span);
  wording.pieces.push_back(std::move(piece));
}

void StructureBuilder::add_head(const hir::Variable& variable, Item& item) {
  if (item.wordings.empty()) return;
  std::vector<Piece>& pieces = item.wordings.front().pieces;
  const auto add_piece = [&](Element element, std::string meaning, std::string words) {
    Piece piece;
    piece.element = element;
    piece.meaning = std::move(meaning);
    piece.quote = quoter_.said(std::move(words), variable.provenance.span);
    pieces.push_back(std::move(piece));
  };
  if (variable.kind != hir::VariableKind::Condition && variable.kind != hir::VariableKind::Eligibility) {
    add_piece(Element::Type, meaning_.of(variable.type, variable.range), hir::type_text(program_, variable.type));
  }
  if (variable.is_result) add_piece(Element::Publicity, "résultat", "résultat");
  if (!variable.indices.empty()) {
    add_piece(Element::Indices, meaning_.of(variable.indices), meaning_.of(variable.indices));
  }
  std::vector<std::string> parameters;
  for (const hir::ParameterId id : variable.parameters) {
    const hir::Parameter& parameter = program_.parameters[id];
    parameters.push_back(meaning_.name(parameter.name) + " : " + meaning_.of(parameter.type, parameter.range));
  }
  if (!parameters.empty()) add_piece(Element::Parameters, joined(parameters, " ; "), joined(parameters, " ; "));
}

void StructureBuilder::add_variable(hir::VariableId id) {
  const hir::Variable& variable = program_.variables[id];
  if (quoter_.is_library(variable.provenance.span)) return;
  Item item;
  item.kind = kind_of(variable.kind);
  if (variable.dispositif.valid()) item.dispositif = meaning_.name(program_.dispositifs[variable.dispositif].name);
  item.name = variable.name.valid() ? meaning_.name(variable.name) : meaning_.variable(id);
  if (variable.rule.valid()) {
    const std::string rule = meaning_.name(variable.rule);
    item.part = item.name.starts_with(rule + ".") ? item.name.substr(rule.size() + 1) : std::string();
    item.name = rule;
  }
  item.key = std::string(words_of(item.kind).json) + "\n" + item.dispositif + "\n" + item.name + "\n" + item.part;
  indices_ = variable.indices;
  const std::vector<const hir::Version*> versions = versions_of(id);
  // A condition without a label is known by what it says.
  if (!variable.name.valid() && variable.label.empty() && !versions.empty() && versions.front()->rule.body.valid()) {
    item.key += meaning_.of(versions.front()->rule.body, indices_);
  }
  for (const hir::Version* version : versions) add_wording(variable, *version, item);
  if (item.wordings.empty()) return;
  add_head(variable, item);
  add(std::move(item));
}

void StructureBuilder::add_wording(const hir::Variable& variable, const hir::Version& version, Item& item) {
  Wording wording = wording_of(version.provenance, item);
  if (version.composed_of.valid() && selection_.standing == nullptr) {
    wording.composed = true;
    wording.key += " + " + text_name(quoter_.text_of(version.composed_of));
  }
  add_in_force(version, version.provenance, item, wording);
  if (version.repealed) {
    Piece piece;
    piece.element = Element::Repeal;
    piece.meaning = "abrogé";
    piece.quote = quoter_.rule(version.provenance.span);
    wording.pieces.push_back(std::move(piece));
  } else {
    add_body(variable, version, item, wording);
  }
  item.wordings.push_back(std::move(wording));
}

void StructureBuilder::add_body(const hir::Variable& variable, const hir::Version& version, Item& item,
                                Wording& wording) {
  const hir::Rule& rule = version.rule;
  for (const hir::DerogationId aside : version.without) {
    Piece piece;
    piece.element = Element::SetAside;
    piece.key = piece.label = piece.meaning = meaning_.name(program_.derogations[aside].name);
    piece.quote = quoter_.said("sans la dérogation " + piece.key, version.provenance.span);
    const bool is_known = std::any_of(wording.pieces.begin(), wording.pieces.end(), [&](const Piece& one) {
      return one.element == Element::SetAside && one.key == piece.key;
    });
    if (!is_known) wording.pieces.push_back(std::move(piece));
  }
  for (const hir::Assumption& assumption : rule.assumptions) {
    add_expression(Element::Assumption, meaning_.of(assumption.condition, indices_), quoted(assumption.reason),
                   assumption.condition, item, wording);
  }
  if (rule.table.valid()) return add_rows(variable, program_.tables[rule.table], item, wording);
  if (rule.body.valid()) return add_expression(Element::Value, "", "", rule.body, item, wording);
  // A group is spoken of where its éligibilité lists it.
  if (variable.kind == hir::VariableKind::Eligibility) add_conditions(rule, "", wording);
}

void StructureBuilder::add_rows(const hir::Variable& variable, const hir::Table& table, Item& item, Wording& wording) {
  for (const hir::TableRow& row : table.rows) {
    std::vector<std::string> meanings;
    std::vector<std::string> cells;
    for (const hir::ExpressionId cell : row.cells) {
      meanings.push_back(meaning_.of(cell, variable.indices));
      cells.push_back(cell.valid() ? quoter_.line(program_.expressions[cell].span).words : std::string("-"));
      note_readings(cell, item);
    }
    add_expression(Element::Row, row.otherwise ? std::string("sinon") : joined(meanings, " | "),
                   row.otherwise ? std::string("sinon") : joined(cells, " | "), row.result, item, wording);
  }
}

void StructureBuilder::add_conditions(const hir::Rule& rule, const std::string& group, Wording& wording) {
  Piece mode;
  mode.element = Element::Mode;
  mode.key = mode.label = group;
  mode.meaning = mode_words(rule.mode);
  mode.quote = quoter_.said(mode.meaning, {});
  wording.pieces.push_back(std::move(mode));
  for (const hir::Condition& condition : rule.conditions) {
    const std::vector<const hir::Version*> versions = versions_of(condition.variable);
    if (versions.empty()) continue;
    const hir::Version& last = *versions.back();
    if (last.repealed && selection_.standing != nullptr) continue;
    Piece piece;
    piece.element = Element::Condition;
    piece.label = group + (group.empty() || condition.label.empty() ? "" : ", ") + quoted(condition.label);
    piece.quote = quoter_.line(last.provenance.span);
    const bool is_group = !last.rule.body.valid() && !last.rule.table.valid();
    piece.key = !condition.label.empty() || is_group ? piece.label : meaning_.of(last.rule.body, indices_);
    piece.meaning = "";
    const std::string label = piece.label;
    wording.pieces.push_back(std::move(piece));
    if (is_group) add_conditions(last.rule, label, wording);
  }
}

void StructureBuilder::add_derogation(hir::DerogationId id) {
  const hir::Derogation& derogation = program_.derogations[id];
  if (quoter_.is_library(derogation.provenance.span) || !derogation.target.valid()) return;
  if (selection_.standing != nullptr ? !selection_.standing->stands(id)
                                     : !counts(derogation, derogation.provenance.text))
    return;
  const hir::Variable& target = program_.variables[derogation.target];
  Item item;
  item.kind = ItemKind::Derogation;
  if (target.dispositif.valid()) item.dispositif = meaning_.name(program_.dispositifs[target.dispositif].name);
  item.name = meaning_.name(derogation.name);
  if (target.rule.valid()) {
    const std::string rule = meaning_.name(target.rule) + ".";
    const std::string name = meaning_.name(target.name);
    if (name.starts_with(rule)) item.part = name.substr(rule.size());
  }
  item.key = "derogation\n" + item.dispositif + "\n" + item.name + "\n" + item.part;
  Item* place = find(item.key);
  if (place == nullptr) place = &add(std::move(item));
  indices_ = derogation.indices;
  Wording wording = wording_of(derogation.provenance, *place);
  add_in_force(derogation, derogation.provenance, *place, wording);
  add_derogation_pieces(derogation, *place, wording);
  place->wordings.push_back(std::move(wording));
}

void StructureBuilder::add_derogation_pieces(const hir::Derogation& derogation, Item& item, Wording& wording) {
  const auto add_piece = [&](Element element, const std::string& key, const std::string& meaning,
                             const std::string& words, base::Span span) {
    Piece piece;
    piece.element = element;
    piece.key = key;
    piece.meaning = meaning;
    piece.quote = quoter_.said(words, span);
    wording.pieces.push_back(std::move(piece));
  };
  std::string target = derogation.target_derogation.valid()
                           ? meaning_.name(program_.derogations[derogation.target_derogation].name)
                           : meaning_.variable(derogation.target);
  std::vector<std::string> arguments;
  for (const hir::ExpressionId argument : derogation.arguments) arguments.push_back(meaning_.of(argument, indices_));
  const std::string dot = item.dispositif + ".";
  const std::string shown = target.starts_with(dot) ? target.substr(dot.size()) : target;
  add_piece(Element::Target, "", target + "(" + joined(arguments, " ; ") + ")", shown, derogation.provenance.span);
  add_expression(Element::Guard, "", "", derogation.guard, item, wording);
  add_expression(Element::Value, "", "", derogation.value, item, wording);
  for (const hir::DerogationId loser : derogation.prevails_over) {
    const hir::Derogation& other = program_.derogations[loser];
    if (!counts(other, other.provenance.text)) continue;
    const std::string& name = meaning_.name(other.name);
    // « cède à » is written with the loser: the later of the two says it.
    const bool is_later = other.provenance.text.valid() && derogation.provenance.text < other.provenance.text;
    add_piece(Element::Priority, name, name, name, (is_later ? other : derogation).provenance.span);
  }
  if (selection_.standing != nullptr) return;
  for (const hir::End& end : derogation.ends) {
    if (!counts(end, end.provenance.text)) continue;
    Piece piece;
    piece.element = Element::End;
    piece.key = text_name(end.provenance.text);
    piece.meaning = piece.key + (end.until ? value::print_iso_date(*end.until) : std::string());
    piece.quote = quoter_.rule(end.provenance.span);
    wording.pieces.push_back(std::move(piece));
  }
}

void StructureBuilder::add_notice(std::size_t position) {
  const hir::Notice& notice = program_.notices[position];
  if (quoter_.is_library(notice.provenance.span)) return;
  const bool is_kept = selection_.standing != nullptr ? selection_.standing->counts(notice, notice.provenance.text)
                                                      : counts(notice, notice.provenance.text);
  if (!is_kept) return;
  Item item;
  item.kind = ItemKind::Notice;
  if (notice.dispositif.valid()) item.dispositif = meaning_.name(program_.dispositifs[notice.dispositif].name);
  item.name = quoted(notice.message);
  item.key = "notice\n" + item.dispositif + "\n" + notice.message;
  Item* place = find(item.key);
  if (place == nullptr) place = &add(std::move(item));
  indices_.clear();
  Wording wording = wording_of(notice.provenance, *place);
  add_in_force(notice, notice.provenance, *place, wording);
  add_expression(Element::Guard, "", "", notice.condition, *place, wording);
  place->wordings.push_back(std::move(wording));
}

void StructureBuilder::add_assumption(const hir::Assumption& assumption) {
  if (!keeps(assumption.provenance)) return;
  indices_.clear();
  Item item;
  item.kind = ItemKind::Assumption;
  if (assumption.dispositif.valid()) item.dispositif = meaning_.name(program_.dispositifs[assumption.dispositif].name);
  item.name = quoted(assumption.reason);
  item.key = "assumption\n" + item.dispositif + "\n" + assumption.reason + "\n" + meaning_.of(assumption.condition, {});
  Wording wording;
  wording.whole = quoter_.rule(assumption.provenance.span);
  item.wordings.push_back(std::move(wording));
  note_readings(assumption.condition, item);
  add(std::move(item));
}

}  // namespace avenant::compare
