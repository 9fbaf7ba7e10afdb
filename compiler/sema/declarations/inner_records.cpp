#include <set>

#include "compiler/sema/declarations/declarations.hpp"

namespace avenant::sema {

namespace {

/// Replaces fields that are fiches by the fields of those, each record after the ones it contains.
class Flattener {
 public:
  explicit Flattener(Context& context) : context_(context) {}

  void flatten(hir::RecordId id) {
    if (!done_.insert(id.index()).second) return;
    open_.push_back(id);
    hir::Record& record = context_.program.records[id];
    std::vector<hir::Field> fields;
    for (const hir::Field& field : record.fields) {
      if (field.type.is(TypeKind::Record)) {
        add_inner(record, field, fields);
      } else {
        fields.push_back(field);
      }
    }
    if (fields.size() > context_.options.max_family_members) {
      context_.sink.report(Code::TooManyMembers, record.provenance.span)
          .with("name", context_.text(record.name))
          .with("n", static_cast<std::int64_t>(fields.size()))
          .with("limit", static_cast<std::int64_t>(context_.options.max_family_members));
      fields.clear();
    }
    record.fields = std::move(fields);
    open_.pop_back();
  }

 private:
  void add_inner(hir::Record& record, const hir::Field& field, std::vector<hir::Field>& fields) {
    const hir::RecordId inner_id = field.type.record;
    if (is_open(inner_id)) {
      context_.sink.report(Code::RecordInItself, field.span)
          .with("name", context_.text(context_.program.records[inner_id].name))
          .label(context_.program.records[inner_id].provenance.span, Label::DeclaredHere);
      return;
    }
    if (!field.indices.empty()) {
      context_.sink.report(Code::RecordFamilyInside, field.span).with("name", context_.text(field.name));
      return;
    }
    flatten(inner_id);
    const hir::Record& inner = context_.program.records[inner_id];
    record.inner.push_back({field.name, inner_id});
    for (const hir::InnerRecord& deeper : inner.inner) {
      record.inner.push_back({joined(field.name, deeper.name), deeper.record});
    }
    for (const hir::Field& each : inner.fields) {
      if (fields.size() > context_.options.max_family_members) return;
      fields.push_back(each);
      fields.back().name = joined(field.name, each.name);
    }
  }

  [[nodiscard]] bool is_open(hir::RecordId id) const {
    for (const hir::RecordId each : open_) {
      if (each == id) return true;
    }
    return false;
  }

  base::Name joined(base::Name outer, base::Name inner) {
    return context_.program.names.intern(context_.text(outer) + "." + context_.text(inner));
  }

  Context& context_;
  std::set<std::uint32_t> done_;
  std::vector<hir::RecordId> open_;
};

}  // namespace

void flatten_records(Context& context) {
  Flattener flattener(context);
  for (std::size_t i = 0; i < context.program.records.size(); ++i) flattener.flatten(context.program.records.id_at(i));
}

}  // namespace avenant::sema
