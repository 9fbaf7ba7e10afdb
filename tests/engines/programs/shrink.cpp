#include "tests/engines/programs/shrink.hpp"

#include <type_traits>
#include <utility>

#include "tests/engines/programs/values.hpp"

namespace avenant::engines {

namespace {

using program::Op;

class Shrinker {
 public:
  Shrinker(Model& model, Case& given, const StillFails& still_fails)
      : model_(model), given_(given), still_fails_(still_fails) {}

  void run() {
    while (pass()) {
    }
  }

 private:
  // Keeps the change that `change` makes to the model if the program still fails.
  template <class Change>
  bool attempt(Change change) {
    const Model before = model_;
    change();
    if (still_fails_(model_, given_)) return true;
    model_ = before;
    return false;
  }
  bool pass();
  bool drop_last_variable();
  bool simplify_variable(std::size_t index);
  bool simplify_version(std::size_t variable, std::size_t version);
  bool simplify_inputs();
  bool simplify_options();
  template <class Locate>
  bool simplify_expression(Locate locate);
  template <class Locate>
  bool drop_row(Locate locate, std::size_t row);

  Model& model_;
  Case& given_;
  const StillFails& still_fails_;
};

// One of a few constants of its kind.
Expression constant_of(const Expression& expression, std::uint64_t choice) {
  Random random(choice);
  Expression result;
  result.kind = expression.kind;
  result.offset = expression.offset;
  if (expression.kind == Kind::kList || expression.kind == Kind::kScalars) result.op = Op::kListInput;
  result.value = generate_value(random, expression.kind);
  return result;
}

bool Shrinker::drop_last_variable() {
  return model_.variables.size() > 1 && attempt([this] { model_.variables.pop_back(); });
}

template <class Locate>
bool Shrinker::drop_row(Locate locate, std::size_t row) {
  return attempt([&locate, row] {
    Expression& table = locate();
    std::size_t first = 0;
    for (std::size_t i = 0; i < row; ++i) first += table.row_cells[i] + 1;
    const auto begin = table.operands.begin() + static_cast<std::ptrdiff_t>(first);
    table.operands.erase(begin, begin + table.row_cells[row] + 1);
    table.row_cells.erase(table.row_cells.begin() + static_cast<std::ptrdiff_t>(row));
  });
}

// `locate` gives the expression in the model as it is now.
template <class Locate>
bool Shrinker::simplify_expression(Locate locate) {
  // A reading has a type of its own, that no other expression has.
  if (locate().op == Op::kReading || locate().op == Op::kBound || locate().op == Op::kListInput) return false;
  const bool is_fold = program::info(locate().op).payload == program::PayloadKind::kBinder;
  for (std::uint64_t choice = 0; choice < 4 && locate().op != Op::kConst; ++choice) {
    if (attempt([&locate, choice] { locate() = constant_of(locate(), choice); })) return true;
  }
  for (std::size_t i = 0; i < locate().operands.size(); ++i) {
    if (locate().operands[i].kind != locate().kind || locate().operands[i].op == Op::kReading) continue;
    // What a fold binds means nothing outside it, and an element that is bound is never absent.
    if ((is_fold && i > 0) || locate().operands[i].op == Op::kBound) continue;
    const bool replaced = attempt([&locate, i] {
      Expression operand = locate().operands[i];
      locate() = operand;
    });
    if (replaced) return true;
  }
  if (locate().op == Op::kTable) {
    for (std::size_t row = 0; row < locate().row_cells.size() && locate().row_cells.size() > 1; ++row) {
      if (drop_row(locate, row)) return true;
    }
  }
  for (std::size_t i = 0; i < locate().operands.size(); ++i) {
    const std::function<Expression&()> inner = [&locate, i]() -> Expression& { return locate().operands[i]; };
    if (simplify_expression(inner)) return true;
  }
  return false;
}

bool Shrinker::simplify_version(std::size_t variable, std::size_t version) {
  const auto located = [this, variable, version]() -> ModelVersion& {
    return model_.variables[variable].versions[version];
  };
  while (!located().derogations.empty() && attempt([&located] { located().derogations.pop_back(); })) {
  }
  if (located().date && attempt([&located] { located().date.reset(); })) return true;
  const std::function<Expression&()> body = [&located]() -> Expression& { return located().body; };
  if (!located().repealed && simplify_expression(body)) return true;
  const std::function<Expression&()> date = [&located]() -> Expression& { return *located().date; };
  if (located().date && simplify_expression(date)) return true;
  for (std::size_t i = 0; i < located().derogations.size(); ++i) {
    const std::function<Expression&()> guard = [&located, i]() -> Expression& {
      return located().derogations[i].guard;
    };
    const std::function<Expression&()> value = [&located, i]() -> Expression& { return located().derogations[i].body; };
    if (simplify_expression(guard) || simplify_expression(value)) return true;
  }
  return false;
}

bool Shrinker::simplify_variable(std::size_t index) {
  std::vector<ModelVersion>& versions = model_.variables[index].versions;
  for (std::size_t i = 0; i < versions.size(); ++i) {
    const auto erase = [this, index, i] {
      std::vector<ModelVersion>& all = model_.variables[index].versions;
      all.erase(all.begin() + static_cast<std::ptrdiff_t>(i));
    };
    if (attempt(erase)) return true;
  }
  for (std::size_t i = 0; i < model_.variables[index].versions.size(); ++i) {
    if (simplify_version(index, i)) return true;
  }
  return false;
}

bool Shrinker::simplify_inputs() {
  bool progress = false;
  for (std::optional<value::Value>& input : given_.inputs) {
    if (!input) continue;
    const std::optional<value::Value> before = input;
    input.reset();
    if (still_fails_(model_, given_)) {
      progress = true;
    } else {
      input = before;
    }
  }
  return progress;
}

// The options of the run, each as where nothing is said.
bool Shrinker::simplify_options() {
  bool progress = false;
  const auto attempt_on = [this, &progress](auto& option) {
    if (option == std::remove_reference_t<decltype(option)>{}) return;
    const auto before = std::exchange(option, {});
    if (still_fails_(model_, given_)) {
      progress = true;
    } else {
      option = before;
    }
  };
  attempt_on(given_.options.situation_date);
  attempt_on(given_.options.known_at);
  attempt_on(given_.options.drafts);
  attempt_on(given_.options.readings);
  attempt_on(given_.options.figures);
  return progress;
}

bool Shrinker::pass() {
  bool progress = drop_last_variable() || simplify_inputs() || simplify_options();
  for (std::size_t i = model_.variables.size(); i-- > 0;) progress = simplify_variable(i) || progress;
  return progress;
}

}  // namespace

void shrink(Model& model, Case& given, const StillFails& still_fails) {
  Shrinker(model, given, still_fails).run();
}

}  // namespace avenant::engines
