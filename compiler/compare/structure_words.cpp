#include <algorithm>

#include "compiler/compare/structure_builder.hpp"
#include "runtime/value/date_text.hpp"
#include "runtime/value/number_text.hpp"

namespace avenant::compare {

namespace {

std::string day_text(const std::optional<value::Date>& day) {
  return day ? value::print_long_date(*day, value::Language::french) : std::string();
}

std::string range_words(const hir::Range& range) {
  if (!range.least && !range.greatest) return "";
  const auto number = [](const value::Rational& bound) {
    return value::print_number(bound, value::NumberStyle::french);
  };
  if (!range.greatest) return " au moins " + number(*range.least);
  if (!range.least) return " au plus " + number(*range.greatest);
  return " de " + number(*range.least) + (range.greatest_excluded ? " à moins de " : " à ") + number(*range.greatest);
}

Piece piece_of(Element element, std::string label, std::string meaning, Quote quote) {
  Piece piece;
  piece.element = element;
  piece.key = label;
  piece.label = std::move(label);
  piece.meaning = std::move(meaning);
  piece.quote = std::move(quote);
  return piece;
}

}  // namespace

Item* StructureBuilder::add_word(ItemKind kind, base::Name name, hir::DispositifId dispositif,
                                 const hir::Provenance& provenance) {
  if (!keeps(provenance)) return nullptr;
  Item item;
  item.kind = kind;
  item.name = meaning_.name(name);
  if (dispositif.valid()) item.dispositif = meaning_.name(program_.dispositifs[dispositif].name);
  item.key = std::string(words_of(kind).json) + "\n" + item.dispositif + "\n" + item.name;
  Wording wording;
  wording.whole = quoter_.rule(provenance.span);
  item.wordings.push_back(std::move(wording));
  return &add(std::move(item));
}

void StructureBuilder::add_texts() {
  for (const hir::Text& text : program_.texts) {
    if (text.vocabulary) continue;
    Item* item = add_word(ItemKind::Text, text.name, {}, text.provenance);
    if (item == nullptr || selection_.standing != nullptr) continue;
    std::vector<Piece>& pieces = item->wordings[0].pieces;
    const auto add_date = [&](const char* label, const std::optional<value::Date>& day) {
      if (!day) return;
      pieces.push_back(piece_of(Element::Date, label, value::print_iso_date(*day),
                                quoter_.said(day_text(day), text.provenance.span)));
    };
    add_date("signé le", text.signed_on);
    add_date("publié le", text.published_on);
    add_date("en vigueur le", text.in_force_from);
    for (const hir::Postponement& one : text.postponements) {
      if (!knows(one.by)) continue;
      pieces.push_back(piece_of(Element::Date, "reporté par " + text_name(one.by), value::print_iso_date(one.to),
                                quoter_.said(day_text(one.to), program_.texts[one.by].provenance.span)));
    }
    if (text.draft) {
      pieces.push_back(piece_of(Element::Whole, "projet", "projet", quoter_.said("projet", text.provenance.span)));
    }
  }
}

void StructureBuilder::add_units() {
  for (const hir::BaseUnit& unit : program_.base_units) {
    Item* item = unit.provenance.span.valid() ? add_word(ItemKind::Unit, unit.singular, {}, unit.provenance) : nullptr;
    if (item == nullptr) continue;
    item->wordings[0].pieces.push_back(
        piece_of(Element::Grain, "", std::to_string(unit.grain), quoter_.line(unit.provenance.span)));
  }
}

std::string StructureBuilder::case_meaning(const hir::Enumeration& enumeration,
                                           const hir::EnumerationCase& item) const {
  std::string text = item.code + " « " + item.label + " »";
  for (std::size_t column = 0; column < enumeration.attributes.size(); ++column) {
    const hir::EnumerationAttribute& attribute = enumeration.attributes[column];
    text += " " + meaning_.name(attribute.name) + " = " +
            hir::value_text(program_, attribute.type, item.attributes[column]);
  }
  if (item.closed_from && knows(item.closed_by)) {
    text += " clos à compter du " + day_text(item.closed_from);
  }
  return text;
}

void StructureBuilder::add_enumerations() {
  std::set<std::uint32_t> hidden;
  for (const hir::Reading& reading : program_.readings) hidden.insert(reading.enumeration.index());
  for (std::uint32_t index = 0; index < program_.enumerations.size(); ++index) {
    if (hidden.contains(index)) continue;
    const hir::Enumeration& enumeration = program_.enumerations[hir::EnumerationId(index)];
    Item* item = add_word(ItemKind::Enumeration, enumeration.name, {}, enumeration.provenance);
    if (item == nullptr) continue;
    std::string order;
    for (const hir::EnumerationCase& one : enumeration.cases) {
      if (!keeps({quoter_.text_of(one.span), {}, {}, one.span})) continue;
      const std::string name = meaning_.name(one.name);
      order += (order.empty() ? "" : " < ") + name;
      std::string words = case_meaning(enumeration, one);
      while (words.starts_with(' ')) words.erase(0, 1);
      item->wordings[0].pieces.push_back(piece_of(Element::Case, name, words, quoter_.said(words, one.span)));
    }
    if (enumeration.ordered) {
      item->wordings[0].pieces.push_back(
          piece_of(Element::Order, "", order, quoter_.said(order, enumeration.provenance.span)));
    }
  }
}

void StructureBuilder::add_records() {
  for (const hir::Record& record : program_.records) {
    Item* item = add_word(ItemKind::Record, record.name, {}, record.provenance);
    if (item == nullptr) continue;
    for (const hir::Field& field : record.fields) {
      if (!keeps({quoter_.text_of(field.span), {}, {}, field.span})) continue;
      item->wordings[0].pieces.push_back(piece_of(
          Element::Field, meaning_.name(field.name), meaning_.of(field.type, field.range) + meaning_.of(field.indices),
          quoter_.said(hir::type_text(program_, field.type) + range_words(field.range), field.span)));
    }
  }
}

void StructureBuilder::add_reference_tables() {
  for (const hir::ReferenceTable& table : program_.reference_tables) {
    Item* item = add_word(ItemKind::ReferenceTable, table.name, {}, table.provenance);
    if (item == nullptr) continue;
    const std::string words =
        "« " + table.file + " », " + std::to_string(table.n_rows) + " lignes, " + table.digest.substr(0, 12);
    item->wordings[0].pieces.push_back(
        piece_of(Element::File, "", table.digest, quoter_.said(words, table.provenance.span)));
    const auto add_column = [&](const hir::ReferenceColumn& column, const char* role) {
      const std::string type = hir::type_text(program_, column.type);
      item->wordings[0].pieces.push_back(
          piece_of(Element::Field, role + meaning_.name(column.name), type, quoter_.said(type, column.span)));
    };
    for (const hir::ReferenceColumn& key : table.keys) add_column(key, "clé ");
    for (const hir::ReferenceColumn& column : table.columns) add_column(column, "");
  }
}

void StructureBuilder::add_readings() {
  for (const hir::Reading& reading : program_.readings) {
    Item* item = add_word(ItemKind::Reading, reading.name, {}, reading.provenance);
    if (item == nullptr) continue;
    std::vector<Piece>& pieces = item->wordings[0].pieces;
    for (const hir::ReadingChoice& choice : reading.choices) {
      const std::string name = meaning_.name(choice.name);
      pieces.push_back(piece_of(Element::Choice, name, name, quoter_.said("« " + choice.label + " »", choice.span)));
    }
    const hir::ReadingChoice& first = reading.choices[reading.default_choice];
    const std::string name = meaning_.name(first.name);
    pieces.push_back(piece_of(Element::Default, "", name, quoter_.said(name, first.span)));
  }
}

void StructureBuilder::add_dispositifs() {
  for (const hir::Dispositif& dispositif : program_.dispositifs) {
    Item* item = add_word(ItemKind::Dispositif, dispositif.name, {}, dispositif.provenance);
    if (item == nullptr) continue;
    indices_.clear();
    add_expression(Element::Application, "", "", dispositif.application, *item, item->wordings[0]);
    const char* const words = dispositif.missing_day == hir::MissingDay::Unstated   ? "non précisé"
                              : dispositif.missing_day == hir::MissingDay::Earliest ? "au plus tôt"
                                                                                    : "au plus tard";
    item->wordings[0].pieces.push_back(
        piece_of(Element::MissingDay, "", words, quoter_.said(words, dispositif.provenance.span)));
  }
}

void StructureBuilder::add_inputs() {
  for (const hir::Input& input : program_.inputs) {
    Item* item = add_word(ItemKind::Input, input.name, input.dispositif, input.provenance);
    if (item == nullptr) continue;
    item->wordings[0].whole = quoter_.written_line(input.provenance.span);
    std::vector<Piece>& pieces = item->wordings[0].pieces;
    const std::string type = hir::type_text(program_, input.type) + range_words(input.range);
    pieces.push_back(
        piece_of(Element::Type, "", meaning_.of(input.type, input.range), quoter_.said(type, input.provenance.span)));
    if (!input.indices.empty()) {
      const std::string indices = meaning_.of(input.indices);
      pieces.push_back(piece_of(Element::Indices, "", indices, quoter_.said(indices, input.provenance.span)));
    }
    if (!input.type.is(hir::TypeKind::List)) continue;
    const std::string bounds =
        "de " + std::to_string(input.least_elements) + " à " + std::to_string(input.most_elements);
    pieces.push_back(piece_of(Element::Bounds, "", bounds, quoter_.said(bounds, input.provenance.span)));
  }
}

}  // namespace avenant::compare
