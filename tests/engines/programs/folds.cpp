#include "tests/engines/programs/folds.hpp"

#include <cstdio>
#include <cstdlib>

#include "runtime/program/print.hpp"
#include "runtime/program/verify.hpp"

namespace avenant::engines {

namespace {

constexpr int kVariables = 3;

// Expressions in which `m`, an element, may be read; binders are taken in order, for each is of one fold.
class Folds {
 public:
  explicit Folds(Random& random) : random_(random) {}

  std::string program() {
    std::string variables;
    for (int i = 0; i < kVariables; ++i) variables += variable(i);
    std::string binders;
    for (int i = 0; i < n_binders_; ++i) binders += "(binder b#" + std::to_string(i) + " l) ";
    return "(text t text 2018-01-01 2018-01-01) (text u text 2019-01-01 2019-01-01) (text w text 2020-01-01 "
           "2020-01-01)\n(text draft draft 2021-01-01 2021-01-01)\n"
           "(reading threshold strict (case strict) (case large)) (unknown \"figure\" \"why\" number)\n"
           "(list l \"count of l\" (range 0 4) (column n number/1 (range 0 10)) (column d date?) (column p boolean)\n"
           "  (column w duration))\n"
           "(input k number/1 (range 0 3)) (input q boolean)\n" +
           binders + "\n" + variables;
  }

 private:
  std::string pick(const std::vector<std::string>& some) { return random_.pick(some); }
  std::string binder() { return "b#" + std::to_string(n_binders_++); }
  static std::string field(const std::string& column, const std::string& m) {
    return "(field l " + column + " (bound " + m + "))";
  }

  std::string condition(const std::string& m) {
    const std::string n = field("n", m);
    return pick({field("p", m), "(gt " + n + " k)", "(and q " + field("p", m) + ")",
                 "(is_present " + field("d", m) + ")", "(gt (div 6 " + n + ") 2)", "(le " + field("w", m) + " P2M0D)",
                 "(ne " + n + " 0)", "true", "(and (ne " + n + " 0) (gt (div k " + n + ") 0))"});
  }
  std::string number(const std::string& m) {
    const std::string n = field("n", m);
    return pick(
        {n, "(mul " + n + " 1/3)", "(div k " + n + ")", "(if " + field("p", m) + " " + n + " k)", "(sub k " + n + ")"});
  }
  std::string list() {
    if (random_.chance(60)) return "(list l)";
    const std::string m = binder();
    const std::string inner = list();
    return "(list_filter " + m + " " + inner + " " + condition(m) + ")";
  }
  std::string filter(const std::string& m) { return random_.chance(50) ? " " + condition(m) : std::string(); }
  std::string with(const std::string& op, const std::string& m, const std::string& term) {
    return "(" + op + " " + m + " " + list() + " " + term + ")";
  }
  std::string element() {
    const std::string m = binder();
    const std::string key =
        pick({number(m), field("n", m), field("w", m), "(or_else " + field("d", m) + " 2020-02-29)"});
    if (random_.chance(30)) return with("list_unique", m, condition(m));
    return with(pick({"list_first", "list_last"}), m, key + filter(m));
  }

  std::string variable(int index) {
    const std::string m = binder();
    std::string type = "number";
    std::string body;
    switch (random_.below(7)) {
      case 0:
        body = "(list_count " + list() + ")";
        break;
      case 1:
        body = with("list_sum", m, number(m) + filter(m));
        break;
      case 2:
        type = "boolean";
        body = with(pick({"list_any", "list_all"}), m, condition(m));
        break;
      case 3:
        type = "number?";
        body = with(pick({"list_least", "list_greatest"}), m, number(m) + filter(m));
        break;
      case 4:
        type = "date?";
        body = with(pick({"list_least", "list_greatest"}), m, field("d", m) + filter(m));
        break;
      case 5:
        type = "duration?";
        body = with(pick({"list_least", "list_greatest"}), m, field("w", m) + filter(m));
        break;
      default:
        type = "number?";
        body = "(field l n " + element() + ")";
        break;
    }
    return "(variable v" + std::to_string(index) + " " + type + " (is " + body + "))\n";
  }

  Random& random_;
  int n_binders_ = 0;
};

}  // namespace

program::Package generate_folds(Random& random) {
  const std::string text = Folds(random).program();
  program::ReadResult read = program::read(text);
  std::string error = read.error;
  if (read.package) error = program::verify(*read.package).message;
  if (!error.empty()) {
    std::fprintf(stderr, "the generator made a wrong program: %s\n%s\n", error.c_str(), text.c_str());
    std::abort();
  }
  return std::move(*read.package);
}

}  // namespace avenant::engines
