#include "compiler/scenario/engine.hpp"

namespace avenant::scenario {

namespace {

class Interpreter final : public Engine {
 public:
  explicit Interpreter(const program::Package& package) : evaluator_(package) {}

  [[nodiscard]] std::string_view name() const override { return "interprète"; }
  void configure(const eval::RunOptions& options) override { evaluator_.set_options(options); }
  void begin_case() override { evaluator_.begin_case(); }
  void set(program::InputId input, value::Value value) override { evaluator_.set(input, value); }
  eval::Outcome request(program::VariableId variable) override { return evaluator_.request(variable); }

 private:
  eval::Evaluator evaluator_;
};

}  // namespace

std::unique_ptr<Engine> make_interpreter(const program::Package& package) {
  return std::make_unique<Interpreter>(package);
}

}  // namespace avenant::scenario
