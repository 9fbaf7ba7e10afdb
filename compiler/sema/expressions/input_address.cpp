#include "compiler/sema/expressions/input_address.hpp"

#include <algorithm>

namespace avenant::sema {

std::string InputAddress::field_name() const {
  std::string dotted;
  for (const syntax::NameView field : fields) {
    if (!dotted.empty()) dotted += '.';
    dotted += field.text();
  }
  return dotted;
}

std::optional<InputAddress> take_input_address(syntax::ExpressionView view) {
  std::vector<syntax::ExpressionView> last_arguments;
  std::vector<syntax::NameView> fields;
  std::optional<syntax::ExpressionView> rest = view;
  if (const auto call = view.as<syntax::CallView>()) {
    last_arguments = call->arguments();
    rest = call->callee();
  }
  while (rest) {
    const auto field = rest->as<syntax::FieldView>();
    if (!field) break;
    if (!field->name()) return std::nullopt;
    fields.insert(fields.begin(), *field->name());
    rest = field->base();
  }
  std::vector<syntax::ExpressionView> arguments;
  if (rest && !fields.empty()) {
    if (const auto call = rest->as<syntax::CallView>()) {
      arguments = call->arguments();
      rest = call->callee();
    }
  }
  const auto bare = rest ? rest->as<syntax::NameExpressionView>() : std::nullopt;
  if (!bare || !bare->name()) return std::nullopt;
  if (fields.empty()) return InputAddress{*bare->name(), last_arguments, {}, {}};
  return InputAddress{*bare->name(), arguments, fields, last_arguments};
}

std::optional<std::uint32_t> find_field(const Context& context, hir::RecordId record, std::string_view name) {
  const base::Name known = context.program.names.find(name);
  const std::vector<hir::Field>& fields = context.program.records[record].fields;
  for (std::size_t i = 0; known.valid() && i < fields.size(); ++i) {
    if (fields[i].name == known) return static_cast<std::uint32_t>(i);
  }
  return std::nullopt;
}

bool is_inner_record(const Context& context, hir::RecordId record, std::string_view name) {
  const std::string prefix = base::normalise(name) + ".";
  const std::vector<hir::Field>& fields = context.program.records[record].fields;
  return std::any_of(fields.begin(), fields.end(),
                     [&](const hir::Field& field) { return context.text(field.name).starts_with(prefix); });
}

std::vector<value::Value> all_indices(const Context& context, const hir::IndexDomain& domain) {
  std::vector<value::Value> values;
  if (!domain.enumeration.valid()) {
    for (std::int64_t i = domain.first; i <= domain.last; ++i) {
      values.push_back(value::Value::whole(static_cast<std::int32_t>(i)));
    }
    return values;
  }
  const std::size_t n = context.program.enumerations[domain.enumeration].cases.size();
  for (std::size_t i = 0; i < n; ++i) values.push_back(value::Value::enum_case(static_cast<std::int32_t>(i)));
  return values;
}

std::vector<std::vector<value::Value>> combine(const std::vector<std::vector<value::Value>>& choices) {
  std::vector<std::vector<value::Value>> members{{}};
  for (const std::vector<value::Value>& values : choices) {
    std::vector<std::vector<value::Value>> longer;
    for (const std::vector<value::Value>& member : members) {
      for (const value::Value value : values) {
        longer.push_back(member);
        longer.back().push_back(value);
      }
    }
    members = std::move(longer);
  }
  return members;
}

}  // namespace avenant::sema
