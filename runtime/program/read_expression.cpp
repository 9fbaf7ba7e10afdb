#include "runtime/program/read_expression.hpp"

#include <algorithm>

#include "runtime/program/text_words.hpp"

namespace avenant::program {

void ExpressionReader::set_owner(VariableId owner) {
  owner_ = owner;
  builder_.set_owner(owner);
}

NodeId ExpressionReader::nothing(const Form& form, const std::string& message) {
  names_.fail(form, message);
  return builder_.boolean_constant(false, {});
}

NodeId ExpressionReader::read(const Form& form) {
  return form.is_list ? list(form) : atom(form);
}

NodeId ExpressionReader::atom(const Form& form) {
  const SuffixedWord word = names_.split(form);
  if (!form.quoted && !word.word.empty() && word.word[0] == '%') {
    const auto found = names_.lets.find(word.word);
    return found != names_.lets.end() ? found->second : nothing(form, "no expression named " + word.word);
  }
  const PlaceId place = names_.place(word.place, form);
  if (!form.quoted && word.word == "absent") {
    return builder_.absent(names_.type(word.type, form), place);
  }
  if (!form.quoted) {
    if (const auto found = names_.any_literal(word.word)) {
      const TypeId type = word.type.empty() ? found->first : names_.type(word.type, form);
      return builder_.constant(type, found->second, place);
    }
  }
  if (const auto found = names_.variables.find(word.word); found != names_.variables.end()) {
    return builder_.variable(found->second, place);
  }
  if (const auto found = names_.inputs.find(word.word); found != names_.inputs.end()) {
    return builder_.input(found->second, place);
  }
  if (const auto found = names_.readings.find(word.word); found != names_.readings.end()) {
    return builder_.reading(found->second, place);
  }
  return nothing(form, "nothing is named " + word.word);
}

NodeId ExpressionReader::within(const Form& form) {
  if (form.items.size() != 3) return nothing(form, "within takes a variable and an expression");
  const VariableId outer = owner_;
  const bool none = form.items[1].atom == "-";
  const VariableId owner = none ? VariableId() : names_.lookup(names_.variables, form.items[1], "variable");
  if (names_.failed()) return builder_.boolean_constant(false, {});
  set_owner(owner);
  const NodeId result = read(form.items[2]);
  set_owner(outer);
  return result;
}

NodeId ExpressionReader::constant_form(const Form& form, const SuffixedWord& head, PlaceId place) {
  if (form.items.size() != 2) return nothing(form, "const takes one value");
  std::string type = head.type;
  if (type.empty() && form.items[1].is("set") && form.items[1].items.size() > 1) {
    type = "set[" + form.items[1].items[1].atom + "]";
  }
  const TypeId type_id = names_.type(type, form);
  return builder_.constant(type_id, names_.literal(type_id, form.items[1]), place);
}

NodeId ExpressionReader::list(const Form& form) {
  if (form.items.empty() || form.items[0].is_list) return nothing(form, "an operation is expected");
  if (form.is("within")) return within(form);
  const SuffixedWord head = names_.split(form.items[0]);
  const std::optional<Op> op = op_named(head.word);
  if (!op) return nothing(form, "no operation named " + head.word);
  const PlaceId place = names_.place(head.place, form);
  if (*op == Op::kConst) return constant_form(form, head, place);
  const TypeId type = head.type.empty() ? TypeId() : names_.type(head.type, form);
  if (*op == Op::kSelect) return select(form, type, place);
  if (*op == Op::kTable) return table(form, type, place);
  std::size_t next = 1;
  const OpInfo& known = info(*op);
  const bool two_items = *op == Op::kInPeriod || known.payload == PayloadKind::kColumn;
  const std::size_t n_items = 1 + (known.payload == PayloadKind::kNone ? 0 : 1) + (two_items ? 1 : 0) +
                              (known.mode == ModeKind::kNone || known.mode == ModeKind::kComparison ? 0 : 1);
  if (form.items.size() < n_items + known.min_operands) return nothing(form, head.word + " lacks something");
  if (form.items.size() > n_items && form.items.size() - n_items > known.max_operands) {
    return nothing(form, head.word + " has too many operands");
  }
  if (*op == Op::kInPeriod) return in_period(form, place);
  if (*op == Op::kInRange) {
    // The bounds are written as values of the operand's type.
    const NodeId operand = read(form.items[2]);
    const RangeId range = names_.range(builder_.type_of(operand), form.items[1]);
    return builder_.add(Op::kInRange, type, {operand}, place, range.value);
  }
  const std::uint32_t payload_id = payload(*op, form, next);
  const std::uint8_t mode_word = mode(*op, form, next);
  if (names_.failed()) return builder_.boolean_constant(false, {});
  std::vector<NodeId> operands;
  for (; next < form.items.size(); ++next) operands.push_back(read(form.items[next]));
  if (!type && *op == Op::kExcluded) return nothing(form, "excluded needs a type");
  if (!type && *op == Op::kMissing) return nothing(form, "missing needs a type");
  return builder_.add(*op, type, operands, place, payload_id, mode_word);
}

// `(in_period TEXT (period FROM [UNTIL]) DATE)`.
NodeId ExpressionReader::in_period(const Form& form, PlaceId place) {
  const TextId text = names_.lookup(names_.texts, form.items[1], "text");
  const Form& period = form.items[2];
  if (!period.is("period") || period.items.size() < 2) return nothing(form, "in_period takes a period");
  const value::Date until = period.items.size() > 2 ? names_.date(period.items[2]) : kNoEnd;
  const NodeId date = read(form.items[3]);
  return builder_.in_period(date, text, names_.date(period.items[1]), until, place);
}

ColumnId ExpressionReader::column(const Form& list_form, const Form& name) {
  const ListId id = names_.lookup(names_.lists, list_form, "list");
  if (names_.failed()) return ColumnId(std::uint32_t{0});
  const ColumnId found = builder_.column_named(id, name.atom);
  if (!found) names_.fail(name, "no column named " + name.atom);
  return found ? found : ColumnId(std::uint32_t{0});
}

std::uint32_t ExpressionReader::payload(Op op, const Form& form, std::size_t& next) {
  const PayloadKind kind = info(op).payload;
  if (kind == PayloadKind::kNone) return 0;
  const Form& item = form.items[next++];
  switch (kind) {
    case PayloadKind::kConstant:
      return builder_.add_value(names_.literal(builder_.number(0), item)).value;
    case PayloadKind::kInput:
      return names_.lookup(names_.inputs, item, "input").value;
    case PayloadKind::kVariable:
      return names_.lookup(names_.variables, item, "variable").value;
    case PayloadKind::kReading:
      return names_.lookup(names_.readings, item, "reading").value;
    case PayloadKind::kUnknown:
      return names_.lookup(names_.unknowns, item, "unknown figure").value;
    case PayloadKind::kReason:
      return builder_.add_string(item.atom).value;
    case PayloadKind::kText:
      return names_.lookup(names_.texts, item, "text").value;
    case PayloadKind::kAttribute:
      return names_.lookup(names_.attributes, item, "attribute").value;
    case PayloadKind::kList:
      return names_.lookup(names_.lists, item, "list").value;
    case PayloadKind::kBinder:
      return names_.lookup(names_.binders, item, "binder").value;
    case PayloadKind::kColumn:
      return column(item, form.items[next++]).value;
    case PayloadKind::kReferenceColumn:
      return names_.lookup(names_.reference_columns, item, "column of a reference table").value;
    case PayloadKind::kNone:
    case PayloadKind::kRange:
    case PayloadKind::kPeriod:
    case PayloadKind::kTable:
    case PayloadKind::kSelect:
      break;
  }
  return 0;
}

std::uint8_t ExpressionReader::mode(Op op, const Form& form, std::size_t& next) {
  const ModeKind kind = info(op).mode;
  if (kind != ModeKind::kRounding && kind != ModeKind::kMissingDay) return 0;
  const Form& item = form.items[next++];
  const std::optional<std::size_t> found =
      kind == ModeKind::kRounding ? index_of(kRoundingWords, item.atom) : index_of(kMissingDayWords, item.atom);
  if (!found) names_.fail(item, "no mode named " + item.atom);
  return static_cast<std::uint8_t>(found.value_or(0));
}

// `(select SELECTOR (on v v … [otherwise] E) …)`.
NodeId ExpressionReader::select(const Form& form, TypeId type, PlaceId place) {
  if (form.items.size() < 3) return nothing(form, "select lacks something");
  const NodeId selector = read(form.items[1]);
  std::map<std::int64_t, NodeId> chosen;
  NodeId otherwise;
  for (std::size_t i = 2; i < form.items.size(); ++i) {
    const Form& item = form.items[i];
    if (!item.is("on") || item.items.size() < 3) return nothing(item, "(on VALUES EXPRESSION) is expected");
    const NodeId node = read(item.items.back());
    for (std::size_t k = 1; k + 1 < item.items.size(); ++k) {
      if (item.items[k].atom == "otherwise") {
        otherwise = node;
      } else if (const auto literal = names_.any_literal(item.items[k].atom)) {
        chosen[literal->second.a] = node;
      } else {
        names_.fail(item.items[k], "a case or a whole number is expected");
      }
    }
  }
  const std::int64_t least = chosen.empty() ? 0 : chosen.begin()->first;
  const std::int64_t most = chosen.empty() ? -1 : chosen.rbegin()->first;
  if (most - least > 10'000) return nothing(form, "the values are too far apart");
  std::vector<NodeId> by_value(static_cast<std::size_t>(most - least + 1));
  for (const auto& [value, node] : chosen) by_value[static_cast<std::size_t>(value - least)] = node;
  return builder_.select(selector, least, by_value, otherwise, type, place);
}

// `(table (row (CELLS) RESULT) … [(otherwise RESULT)])`.
NodeId ExpressionReader::table(const Form& form, TypeId type, PlaceId place) {
  std::vector<RowSpec> rows;
  NodeId otherwise;
  for (std::size_t i = 1; i < form.items.size(); ++i) {
    const Form& item = form.items[i];
    if (item.is("otherwise") && item.items.size() == 2) {
      otherwise = read(item.items[1]);
      continue;
    }
    if (!item.is("row") || item.items.size() < 3 || !item.items[item.items.size() - 2].is_list) {
      return nothing(item, "(row (CELLS) RESULT) is expected");
    }
    RowSpec row;
    row.place = names_.place_of(item);
    for (const Form& part : item.items) {
      if (part.is("written") && part.items.size() == 2) row.written = part.items[1].atom;
    }
    for (const Form& cell : item.items[item.items.size() - 2].items) row.cells.push_back(read(cell));
    row.result = read(item.items.back());
    rows.push_back(std::move(row));
  }
  return builder_.table(type, rows, otherwise, place);
}

}  // namespace avenant::program
