// Decisions a second of the interpreter, on a made-up program of the size of a real one: 80 variables of about 15
// nodes, with versions, derogations, tables, dates and exact numbers. Usage: bench_eval [SECONDS].
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>

#include "runtime/eval/evaluator.hpp"
#include "runtime/program/print.hpp"
#include "runtime/program/verify.hpp"

namespace {

using avenant::eval::Evaluator;
using avenant::eval::Outcome;
using avenant::value::Value;

constexpr int kGroups = 16;

// Five variables: an éligibilité's condition, a barème, an amount, a date and a derogated amount.
std::string group(int index) {
  const std::string n = std::to_string(index);
  const std::string before = index == 0 ? "patients" : "due" + std::to_string(index - 1);
  return "(variable open" + n + " boolean (version a (when 2019-08-21 signed) (body (and (ge patients 640) " +
         "(or (eq zone Zone/zip) shared) (contains (const (set Zone zip zac)) zone))))" +
         "(version b (when 2023-05-01 signed) (body (and (ge patients 775) (or shared (eq zone Zone/zac))))))\n" +
         "(variable scale" + n + " number/1 (version a (when 2019-08-21 signed) (body (table" +
         " (row ((eq option Option/demi) (lt band Band/P90)) 10500) (row ((eq option Option/demi) (eq band Band/P90)) "
         "12500)" +
         " (row ((eq option Option/plein) (lt band Band/P90)) 21000) (row ((eq option Option/plein) (eq band "
         "Band/P90)) 25000)" +
         " (row ((ge band Band/P95)) 18000)))))\n" + "(variable due" + n + " number/100 (is (if open" + n +
         " (round 1/100 nearest (mul scale" + n + " (if (ge (sub patients " + before + ") 0) 3/4 1))) 0)))\n" +
         "(variable start" + n + " date (is (date_add earliest (or_else moved signed) (duration_scale P12M0D " + n +
         "))))\n" + "(variable target" + n + " number/1 (version a (when 2019-08-21 start" + n +
         ") (body (round 1 down (mul patients 9/8))) (derogation age (guard (ge (completed_years earliest born start" +
         n + ") 65)) (body patients)) (derogation new (guard fresh) (body (add patients 100)))))\n";
}

std::string program_text() {
  std::string text =
      "(text a text 2019-08-20 2019-08-21) (text b text 2023-04-30 2023-05-01)\n"
      "(enumeration Zone (case zip) (case zac) (case hz)) (enumeration Option (case tiers) (case demi) (case plein))\n"
      "(enumeration Band ordered (case P0) (case P30) (case P50) (case P70) (case P90) (case P95))\n"
      "(input patients number/1 (range 0 50000)) (input zone enum[Zone]) (input shared boolean) (input fresh boolean)\n"
      "(input signed date) (input moved date?) (input born date) (input option enum[Option]) (input band enum[Band])\n";
  for (int i = 0; i < kGroups; ++i) text += group(i);
  return text;
}

void give(Evaluator& evaluator, const avenant::program::Package& package, std::uint32_t number) {
  const auto input = [&package](const char* name) { return package.input_named(name); };
  static const avenant::program::InputId ids[] = {input("patients"), input("zone"), input("shared"), input("fresh"),
                                                  input("signed"),   input("born"), input("option"), input("band")};
  const auto part = [number](std::uint32_t divisor, std::uint32_t bound) {
    return static_cast<std::int32_t>(number / divisor % bound);
  };
  evaluator.set(ids[0], Value::whole(500 + part(1, 1000)));
  evaluator.set(ids[1], Value::enum_case(part(3, 3)));
  evaluator.set(ids[2], Value::boolean(part(5, 2) != 0));
  evaluator.set(ids[3], Value::boolean(part(7, 8) == 0));
  evaluator.set(ids[4], Value{18'200 + part(11, 2000), 1});
  evaluator.set(ids[5], Value{-3'650 + part(13, 9000), 1});
  evaluator.set(ids[6], Value::enum_case(1 + part(17, 2)));
  evaluator.set(ids[7], Value::enum_case(part(19, 6)));
}

}  // namespace

int main(int count, char** words) {
  const int seconds = count > 1 ? std::atoi(words[1]) : 3;
  const avenant::program::ReadResult read = avenant::program::read(program_text());
  if (!read.package) {
    std::printf("%s\n", read.error.c_str());
    return 1;
  }
  const avenant::program::Package& package = *read.package;
  const avenant::program::Verification verification = avenant::program::verify(package);
  std::printf("%zu variables, %zu nodes, at most %llu operations a decision %s\n", package.variables.size(),
              package.nodes.size(), static_cast<unsigned long long>(verification.cost), verification.message.c_str());
  Evaluator evaluator(package);
  const std::clock_t begin = std::clock();
  std::uint32_t decisions = 0;
  std::uint64_t errors = 0;
  std::int64_t sum = 0;
  double elapsed = 0;
  while (elapsed < seconds) {
    for (int i = 0; i < 1000; ++i, ++decisions) {
      evaluator.begin_case();
      give(evaluator, package, decisions);
      for (std::uint32_t variable = 0; variable < package.variables.size(); ++variable) {
        const Outcome outcome = evaluator.request(avenant::program::VariableId(variable));
        errors += outcome.ok() ? 0 : 1;
        sum += outcome.ok() ? outcome.value.a : 0;
      }
    }
    elapsed = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  }
  std::printf("%u decisions in %.2f s of one processor: %.0f decisions/s, %llu%% of outcomes errors, checksum %lld\n",
              decisions, elapsed, decisions / elapsed,
              static_cast<unsigned long long>(errors * 100 / (decisions * package.variables.size())),
              static_cast<long long>(sum));
  return 0;
}
