#include "compiler/compare/structure.hpp"

#include <algorithm>
#include <array>

#include "compiler/compare/structure_builder.hpp"

namespace avenant::compare {

const Words& words_of(ItemKind kind) {
  static constexpr std::array kWords = {
#define AVENANT_ITEM_KIND(Name, json, french, english) Words{json, french, english},
#include "compiler/compare/kinds.def"
#undef AVENANT_ITEM_KIND
  };
  return kWords[static_cast<std::size_t>(kind)];
}

const Words& words_of(Element element) {
  static constexpr std::array kWords = {
#define AVENANT_ELEMENT(Name, json, french, english) Words{json, french, english},
#include "compiler/compare/elements.def"
#undef AVENANT_ELEMENT
  };
  return kWords[static_cast<std::size_t>(element)];
}

StructureBuilder::StructureBuilder(const Selection& selection)
    : selection_(selection), program_(selection.program), meaning_(selection.program), quoter_(selection) {}

bool StructureBuilder::knows(hir::TextId text) const {
  if (selection_.standing != nullptr) return selection_.standing->is_known(text);
  return !text.valid() || !selection_.knows || selection_.knows(text);
}

bool StructureBuilder::keeps(const hir::Provenance& provenance) const {
  if (quoter_.is_library(provenance.span)) return false;
  if (selection_.standing != nullptr) return selection_.standing->has_begun(provenance.text);
  return knows(provenance.text);
}

bool StructureBuilder::counts(const hir::InForce& in_force, hir::TextId text) const {
  const auto known = [&](hir::TextId one) { return knows(one); };
  return knows(text) && std::all_of(in_force.needs.begin(), in_force.needs.end(), known);
}

std::vector<const hir::Version*> StructureBuilder::versions_of(hir::VariableId id) const {
  std::vector<const hir::Version*> versions;
  if (selection_.standing != nullptr) {
    if (const hir::Version* version = selection_.standing->version_of(id)) versions.push_back(version);
    return versions;
  }
  for (const hir::Version& version : program_.variables[id].versions) {
    if (counts(version, version.provenance.text)) versions.push_back(&version);
  }
  return versions;
}

std::string StructureBuilder::text_name(hir::TextId text) const {
  return text.valid() ? meaning_.name(program_.texts[text].name) : std::string();
}

Item* StructureBuilder::find(const std::string& key) {
  const auto found = positions_.find(key);
  return found == positions_.end() ? nullptr : &items_[found->second];
}

Item& StructureBuilder::add(Item item) {
  // Two items of one name, in two dispositifs that have no name, stay two.
  while (positions_.contains(item.key)) item.key += "'";
  positions_.emplace(item.key, items_.size());
  items_.push_back(std::move(item));
  return items_.back();
}

std::vector<Item> StructureBuilder::build() {
  add_texts();
  add_units();
  add_enumerations();
  add_records();
  add_reference_tables();
  add_readings();
  add_dispositifs();
  add_inputs();
  for (const hir::Assumption& assumption : program_.assumptions) add_assumption(assumption);
  for (std::uint32_t index = 0; index < program_.variables.size(); ++index) add_variable(hir::VariableId(index));
  for (std::uint32_t index = 0; index < program_.derogations.size(); ++index) {
    add_derogation(hir::DerogationId(index));
  }
  for (std::size_t position = 0; position < program_.notices.size(); ++position) add_notice(position);
  return std::move(items_);
}

namespace {

/// Gathers what places say.
class PlaceReader {
 public:
  explicit PlaceReader(const Selection& selection)
      : selection_(selection), program_(selection.program), quoter_(selection), meaning_(selection.program) {}

  PlaceWords run() {
    for (const hir::Table& table : program_.tables) {
      for (const hir::TableRow& row : table.rows) add_row(row);
    }
    for (const hir::Variable& variable : program_.variables) {
      for (const hir::Version& version : variable.versions) {
        const std::optional<PlaceWords::Place> place = place_of(version.provenance.span);
        if (!place || !variable.name.valid() || !version.rule.body.valid()) continue;
        words_.bodies.emplace(std::pair(meaning_.name(variable.name), *place),
                              meaning_.of(version.rule.body, variable.indices));
      }
    }
    for (const hir::Derogation& derogation : program_.derogations) {
      const std::optional<PlaceWords::Place> place = place_of(derogation.provenance.span);
      if (!place || !derogation.target.valid()) continue;
      const hir::Variable& target = program_.variables[derogation.target];
      words_.derogations.emplace(
          std::pair(target.name.valid() ? meaning_.name(target.name) : std::string(), *place),
          meaning_.of(derogation.guard, derogation.indices) + "\n" + meaning_.of(derogation.value, derogation.indices));
    }
    return std::move(words_);
  }

 private:
  std::optional<PlaceWords::Place> place_of(base::Span span) const {
    if (!span.valid() || span.source.index() >= selection_.sources.size()) return std::nullopt;
    return PlaceWords::Place(selection_.sources[span.source].path, span.begin);
  }
  std::string words(hir::ExpressionId id) const {
    return id.valid() ? quoter_.line(program_.expressions[id].span).words : std::string("-");
  }
  void add_row(const hir::TableRow& row) {
    const std::optional<PlaceWords::Place> place = place_of(row.span);
    if (!place) return;
    std::vector<std::string> cells;
    for (const hir::ExpressionId cell : row.cells) cells.push_back(words(cell));
    if (row.otherwise) cells = {"sinon"};
    words_.rows.emplace(*place, joined(cells, " | ") + "\u00A0: " + words(row.result));
  }

  const Selection& selection_;
  const hir::Program& program_;
  Quoter quoter_;
  Meaning meaning_;
  PlaceWords words_;
};

}  // namespace

PlaceWords place_words(const Selection& selection) {
  return PlaceReader(selection).run();
}

std::vector<Item> structure_of(const Selection& selection) {
  return StructureBuilder(selection).build();
}

}  // namespace avenant::compare
