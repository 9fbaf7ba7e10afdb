#include "runtime/program/reference/text_reference_tables.hpp"

namespace avenant::program {

namespace {

// A table while its form is read.
struct Draft {
  std::vector<ReferenceColumnSpec> keys;
  std::vector<ReferenceColumnSpec> columns;
  std::vector<std::int64_t> key_values;
  std::vector<ReferencePeriod> periods;
  // Of the columns.
  std::vector<std::vector<value::Value>> cells;
  std::uint32_t n_rows = 0;
  bool is_dated = false;
};

void read_columns(ReaderNames& names, const Form& form, std::vector<ReferenceColumnSpec>& columns) {
  for (std::size_t i = 1; i < form.items.size(); ++i) {
    const Form& item = form.items[i];
    if (!item.is_list || item.items.size() != 2) return names.fail(item, "(NAME TYPE) is expected");
    ReferenceColumnSpec spec;
    spec.name = item.items[0].atom;
    spec.type = names.type(item.items[1].atom, item);
    columns.push_back(spec);
  }
}

void read_line(ReaderNames& names, const Form& form, Draft& draft) {
  const std::size_t n_items = 1 + draft.keys.size() + (draft.is_dated ? 2 : 0) + draft.columns.size();
  if (form.items.size() != n_items) return names.fail(form, "a line has a cell for each column");
  std::size_t next = 1;
  for (const ReferenceColumnSpec& key : draft.keys) {
    draft.key_values.push_back(names.literal(key.type, form.items[next++]).a);
  }
  if (draft.is_dated) {
    ReferencePeriod period;
    const Form& from = form.items[next++];
    const Form& until = form.items[next++];
    if (from.atom != "-") period.from = names.date(from);
    if (until.atom != "-") period.until = names.date(until);
    draft.periods.push_back(period);
  }
  for (std::size_t i = 0; i < draft.columns.size(); ++i) {
    draft.cells[i].push_back(names.literal(draft.columns[i].type, form.items[next++]));
  }
  ++draft.n_rows;
}

}  // namespace

void read_reference_table(ReaderNames& names, const Form& form) {
  if (form.items.size() < 4) return names.fail(form, "this form lacks something");
  Draft draft;
  for (const Form& item : form.items) {
    if (item.is("keys")) read_columns(names, item, draft.keys);
    if (item.is("columns")) read_columns(names, item, draft.columns);
    if (item.is_atom() && !item.quoted && item.atom == "dated") draft.is_dated = true;
  }
  draft.cells.resize(draft.columns.size());
  for (const Form& item : form.items) {
    if (names.failed()) return;
    if (item.is("line")) read_line(names, item, draft);
  }
  if (names.failed()) return;
  for (std::size_t i = 0; i < draft.columns.size(); ++i) draft.columns[i].values = draft.cells[i];
  ReferenceTableSpec spec;
  spec.name = form.items[1].atom;
  spec.file = form.items[2].atom;
  spec.digest = form.items[3].atom;
  spec.place = names.place_of(form);
  spec.n_rows = draft.n_rows;
  spec.is_dated = draft.is_dated;
  spec.keys = draft.keys;
  spec.columns = draft.columns;
  spec.key_values = draft.key_values;
  spec.periods = draft.periods;
  const ReferenceTableId id = names.builder.add_reference_table(spec);
  for (std::uint32_t i = 0; i < draft.columns.size(); ++i) {
    names.reference_columns.emplace(form.items[1].atom + "." + std::string(draft.columns[i].name),
                                    names.builder.column_of(id, i));
  }
}

}  // namespace avenant::program
