// What the steps of lowering share: the program read, the package built, and where the walk is. Not part of the
// interface. Read next: expression.hpp, rule.hpp; lower.cpp gives their order.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "compiler/base/source.hpp"
#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/hir/program.hpp"
#include "compiler/lower/lower.hpp"
#include "runtime/program/builder.hpp"

namespace avenant::lower {

/// What an expression becomes: a constant known now, or a node to evaluate.
struct Lowered {
  std::optional<value::Value> constant;
  program::NodeId node;

  static Lowered of(value::Value value) { return Lowered{value, {}}; }
  static Lowered of(program::NodeId node) { return Lowered{std::nullopt, node}; }
  [[nodiscard]] bool is(bool wanted) const { return constant && constant->as_boolean() == wanted; }
};

/// A read of one variable by another, for the search of cycles.
struct Read {
  program::VariableId target;
  base::Span span;
};

class Instances;
struct Instance;

/// A member of an input: the input, 1 + its field or 0, and the member's rank.
using InputKey = std::tuple<std::uint32_t, std::uint32_t, std::size_t>;

enum class ArgumentKind : std::uint8_t { Constant, Variable, Input };

/// What a parameter of a definition is given.
struct Argument {
  ArgumentKind kind = ArgumentKind::Constant;
  value::Value constant{};
  std::uint32_t id = 0;  ///< Of a program variable or input.
};

/// A definition with parameters, for one list of arguments.
struct Application {
  Instance* instance = nullptr;  ///< The call of a dispositif whose rules apply it, or null.
  hir::DispositifId dispositif;  ///< The one whose run reads it.
  hir::VariableId variable;
  std::size_t ordinal = 0;  ///< Of its family.
  std::vector<Argument> arguments;
  hir::UnitId unit;  ///< What « nombre » stands for.
  program::VariableId id;
};

/// An assumption of a dispositif, and the inputs that its condition speaks of, sorted.
struct SupposedInputs {
  const hir::Assumption* assumption = nullptr;
  std::vector<InputKey> inputs;
};

/// What has been read and built so far, and the place of the walk in it.
struct Context {
  Context(const hir::Program& the_hir, const base::SourceMap& the_sources, diagnostics::Sink& the_sink,
          const Options& the_options)
      : hir(the_hir), sources(the_sources), sink(the_sink), options(the_options) {}

  const hir::Program& hir;
  const base::SourceMap& sources;
  diagnostics::Sink& sink;
  const Options& options;
  program::PackageBuilder builder;

  // What was declared, by the id that it has in the HIR.
  program::TextId library_text;
  std::vector<program::TextId> texts;
  std::vector<program::EnumerationId> enumerations;
  std::vector<std::vector<program::AttributeId>> attributes;
  std::vector<program::ReadingId> readings;
  std::vector<program::ReferenceTableId> reference_tables;
  std::vector<program::UnknownId> unknowns;
  std::map<std::pair<std::uint32_t, std::uint32_t>, program::InputId> first_inputs;  ///< By input, and 1 + field or 0.
  std::vector<program::ListId> lists;                                                ///< By hir::InputId.
  std::vector<program::VariableId> first_members;                                    ///< By hir::VariableId.
  std::vector<std::vector<hir::DerogationId>> derogations_of;                        ///< By hir::VariableId.
  std::unordered_map<std::uint32_t, hir::TextId> text_of_source;                     ///< By base::SourceId.

  // The members declared, by program::VariableId.
  std::vector<std::vector<Read>> reads;
  std::vector<hir::VariableId> variable_of_member;
  std::vector<std::string> member_names;

  // Definitions with parameters: what was met, in order; keys say which are one.
  std::vector<Application> applications;
  std::size_t n_applied = 0;  ///< Of them, those lowered.
  std::unordered_map<std::string, std::size_t> application_of_key;
  std::unordered_map<std::string, Argument> arguments;
  std::unordered_map<std::string, std::uint32_t> hidden_names;  ///< How often each name is taken.
  std::map<std::uint32_t, std::string> input_names;             ///< By program::InputId; none of elements of lists.
  std::vector<SupposedInputs> assumptions;                      ///< In the order of their places.

  // Where the walk is.
  program::VariableId owner;
  hir::DispositifId dispositif;
  Instance* instance = nullptr;    ///< The call whose rules are lowered, or null for a dispositif's own.
  Instances* instances = nullptr;  ///< All calls so far.
  const hir::Provenance* provenance = nullptr;
  std::vector<std::optional<value::Value>> bound;                ///< By hir::BinderId.
  std::vector<std::optional<program::BinderId>> bound_elements;  ///< By hir::BinderId, of those over lists.
  std::vector<std::optional<Argument>> given;                    ///< By hir::ParameterId.
  hir::UnitId stands_for;                                        ///< What « nombre » is there.
  std::vector<InputKey> inputs_read;                             ///< Since the rule being lowered began.
  std::optional<Lowered> normally;
  std::uint32_t depth = 0;
  std::size_t n_nodes = 0;
  hir::VariableId largest;  ///< The variable that took most expressions so far, and how many.
  std::size_t n_largest = 0;
  bool too_large = false;

  std::map<std::pair<std::uint32_t, std::uint32_t>, program::PlaceId> places;  ///< By source and offset.
};

/// Binds family indices or an aggregate variable for as long as it lives.
class Binding {
 public:
  Binding(Context& context, hir::BinderId binder, value::Value value)
      : context_(context), binder_(binder), previous_(context.bound[binder.index()]) {
    context_.bound[binder.index()] = value;
  }
  ~Binding() { context_.bound[binder_.index()] = previous_; }
  Binding(const Binding&) = delete;
  Binding& operator=(const Binding&) = delete;

 private:
  Context& context_;
  hir::BinderId binder_;
  std::optional<value::Value> previous_;
};

/// The place of a span, in the text of its file; a span that points nowhere has the place of the rule being lowered.
program::PlaceId place_of(Context& context, base::Span span);
/// The place of a declaration or rule.
program::PlaceId place_of(Context& context, const hir::Provenance& provenance);
/// The line that a span begins in, as its author wrote it, without spaces around; empty when its file is not at hand.
std::string_view written_line(const Context& context, base::Span span);
/// The text of a provenance; the standard library's where it has none.
program::TextId text_of(const Context& context, const hir::Provenance& provenance);
/// The type of values of a HIR type; of a fiche, that of an element of its source.
program::TypeId type_of(Context& context, const hir::Type& type);
/// The input list of a list or element type.
program::ListId list_of(const Context& context, const hir::Type& type);
/// Declares an input list and its columns.
void declare_list(Context& context, hir::InputId id);
/// The range, or none when it has no bound.
program::RangeId range_of(Context& context, const hir::Range& range);

/// The name of a dispositif; empty for none. Valid as long as the HIR.
[[nodiscard]] std::string_view dispositif_text(const Context& context, hir::DispositifId id);
/// Keeps which rule took most expressions, for the message of a program that is too large.
void note_size(Context& context, hir::VariableId variable, std::size_t n_expressions);

/// Texts, enumerations, readings, unknown figures, inputs and every member of every variable.
void declare_all(Context& context);

}  // namespace avenant::lower
