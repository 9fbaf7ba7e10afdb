#include "tests/engines/native/shared_blocks.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <numeric>
#include <thread>

#include "runtime/batch/run_blocks.hpp"
#include "runtime/engine/adaptive_engine.hpp"
#include "runtime/engine/native_library.hpp"
#include "tests/engines/native/gated_compiler.hpp"
#include "tests/engines/native/random_columns.hpp"
#include "tests/engines/native/result_columns.hpp"

namespace avenant::engines {

namespace {

using program::InputId;

// One run: rounds of pieces, one piece a thread. Between two rounds the optimised code becomes ready, if it does.
class SharedRun {
 public:
  // What a run decides beforehand; the same plan finds in the cache what it left there.
  struct Plan {
    engine::Choice choice = engine::Choice::kNative;
    engine::Pace pace;
    std::size_t n_threads = 1;
    std::uint64_t seed = 0;
    // An input without a column until some row has a value.
    std::optional<std::size_t> late;
  };

  SharedRun(const program::Package& package, const eval::RunOptions& options, std::span<const Inputs> cases,
            std::span<const program::VariableId> outputs, const Plan& plan, engine::NativeCompiler& compiler,
            const std::string& cache)
      : package_(package),
        cases_(cases),
        plan_(plan),
        random_(plan.seed),
        gate_(compiler),
        shared_(package, {outputs.begin(), outputs.end()}, options, plan.choice, engine::CodeCache(cache)),
        likes_(package.inputs.size()),
        certain_(package.inputs.size(), true) {
    engine::Pace pace = plan.pace;
    pace.compiler = &gate_;
    shared_.set_pace(pace);
    if (random_.chance(50)) shared_.with_same(draw_same());
    for (std::size_t i = 0; i < plan.n_threads; ++i) {
      engines_.push_back(std::make_unique<engine::AdaptiveEngine>(shared_));
    }
  }
  // The destruction of the shared code waits for what is being compiled.
  ~SharedRun() { gate_.set_open(true); }
  SharedRun(const SharedRun&) = delete;
  SharedRun& operator=(const SharedRun&) = delete;

  // False, with a message, where code that must come does not.
  bool run(ResultColumns& results, SharedBlocks::Counts& counts) {
    std::vector<bool> given = draw_inputs();
    for (std::size_t first = 0; first < cases_.size();) {
      if (first > 0 && random_.chance(25)) given = draw_inputs();
      // A single piece begins: what the cache is asked for follows from the plan.
      const std::vector<std::size_t> ends = draw_pieces(first, first == 0 ? 1 : plan_.n_threads);
      for (std::size_t row = first; row < ends.back(); ++row) add_given(cases_[row], given);
      if (!prepare(given, first, counts)) return false;
      run_round(first, ends, given, results);
      first = ends.back();
    }
    const bool has_code = has_code_ || plan_.choice == engine::Choice::kNative;
    counts.n_from_cache += gate_.n_compiled() == 0 && has_code ? 1 : 0;
    return true;
  }

 private:
  // Some of the inputs that are the same in every case, as those that a run states.
  std::vector<std::pair<InputId, std::optional<value::Value>>> draw_same() {
    std::vector<std::pair<InputId, std::optional<value::Value>>> same;
    for (std::size_t i = 0; i < package_.inputs.size() && !cases_.empty(); ++i) {
      const auto& first = cases_[0][i];
      const auto is_same = [&](const Inputs& each) { return each[i] == first; };
      if (std::all_of(cases_.begin(), cases_.end(), is_same) && random_.chance(60))
        same.emplace_back(InputId(i), first);
    }
    return same;
  }
  // Some of the inputs; a column may have no value in a round.
  std::vector<bool> draw_inputs() {
    std::vector<bool> given(package_.inputs.size());
    const std::size_t share = random_.chance(30) ? 100 : random_.below(60);
    for (std::size_t i = 0; i < given.size(); ++i) given[i] = random_.chance(share) && plan_.late != i;
    return given;
  }
  static void add_given(const Inputs& inputs, std::vector<bool>& given) {
    for (std::size_t i = 0; i < inputs.size(); ++i) given[i] = given[i] || inputs[i].has_value();
  }

  // Small ones among the first rows, which lack an input now and then: code is there before they end.
  std::vector<std::size_t> draw_pieces(std::size_t first, std::size_t n_pieces) {
    const std::size_t sizes[] = {1, 7, 20, 63, 64, 200, 1 + random_.below(500)};
    const std::size_t n_sizes = first < 96 ? 3 : std::size(sizes);
    std::vector<std::size_t> ends;
    for (std::size_t i = 0; i < n_pieces; ++i) {
      first = std::min(cases_.size(), first + sizes[random_.below(n_sizes)]);
      ends.push_back(first);
    }
    return ends;
  }

  // Before a round: whether the optimised code becomes ready. Code that is surely there or under way was asked for in
  // one of the rounds before, and has its columns. Where a round has another one, what is under way is waited for: the
  // gate is open.
  bool prepare(const std::vector<bool>& given, std::size_t n_decided, SharedBlocks::Counts& counts) {
    bool is_unseen = false;
    for (std::size_t i = 0; i < given.size(); ++i) is_unseen = is_unseen || (given[i] && !certain_[i]);
    counts.n_unseen += is_unseen ? 1 : 0;
    const bool is_started =
        n_decided > 0 && (plan_.choice == engine::Choice::kNative || n_decided >= plan_.pace.break_even_rows);
    const bool changes = is_started && random_.chance(40);
    gate_.set_open(is_unseen || changes);
    if (changes) {
      if (!wait_for_code(given)) return false;
      certain_ = given;
      has_code_ = true;
      ++counts.n_changes;
    }
    for (std::size_t i = 0; i < given.size(); ++i) certain_[i] = certain_[i] && given[i];
    return true;
  }

  bool wait_for_code(const std::vector<bool>& given) {
    std::vector<batch::InputColumn> columns;
    for (std::size_t i = 0; i < given.size(); ++i) {
      if (given[i]) columns.push_back(likes_[i] ? *likes_[i] : batch::InputColumn{.input = InputId(i)});
    }
    for (auto& each : columns) {
      each.values = nullptr;
      each.validity = nullptr;
    }
    while (true) {
      const auto code = shared_.take(columns, 0);
      // That of the fast tier is for cases.
      if (code != nullptr && code->block_entry() != nullptr) return true;
      if (const std::string error = shared_.error(); !error.empty()) {
        std::fprintf(stderr, "shared code is not compiled: %s\n", error.c_str());
        return false;
      }
      std::this_thread::yield();
    }
  }

  struct Piece {
    std::vector<std::unique_ptr<RandomColumn>> columns;
    std::vector<batch::InputColumn> inputs;
    std::vector<batch::ResultColumn> results;
    std::size_t n_rows = 0;
  };

  // Stored as the first column of the input, or in any way.
  Piece make_piece(std::size_t first, std::size_t end, const std::vector<bool>& given, ResultColumns& results) {
    Piece piece;
    piece.n_rows = end - first;
    for (std::size_t i = 0; i < given.size(); ++i) {
      if (!given[i]) continue;
      const batch::InputColumn* like = likes_[i] && random_.chance(70) ? &*likes_[i] : nullptr;
      piece.columns.push_back(random_column(package_, InputId(i), cases_.subspan(first, piece.n_rows), like, random_));
      piece.inputs.push_back(piece.columns.back()->column);
      if (!likes_[i]) likes_[i] = piece.inputs.back();
    }
    random_.shuffle(piece.inputs);
    for (const auto& column : results.columns) piece.results.push_back(batch::from_row(column, first));
    return piece;
  }

  void run_round(std::size_t first, const std::vector<std::size_t>& ends, const std::vector<bool>& given,
                 ResultColumns& results) {
    std::vector<Piece> pieces;
    for (const std::size_t end : ends) {
      pieces.push_back(make_piece(first, end, given, results));
      first = end;
    }
    std::vector<std::thread> threads;
    for (std::size_t i = 1; i < pieces.size(); ++i) {
      threads.emplace_back(
          [this, &pieces, i] { engines_[i]->run(pieces[i].inputs, pieces[i].n_rows, pieces[i].results); });
    }
    engines_[0]->run(pieces[0].inputs, pieces[0].n_rows, pieces[0].results);
    for (std::thread& each : threads) each.join();
  }

  const program::Package& package_;
  const std::span<const Inputs> cases_;
  const Plan plan_;
  Random random_;
  GatedCompiler gate_;
  engine::SharedCode shared_;
  std::vector<std::unique_ptr<engine::AdaptiveEngine>> engines_;
  // Of inputs: how the first column of each was stored.
  std::vector<std::optional<batch::InputColumn>> likes_;
  // Of inputs: code that is there or under way surely has the column.
  std::vector<bool> certain_;
  bool has_code_ = false;
};

SharedRun::Plan draw_plan(Random& random, std::size_t n_cases) {
  SharedRun::Plan plan;
  plan.choice = random.chance(50) ? engine::Choice::kNative : engine::Choice::kAuto;
  // Early, as a rule: code is then made for few columns, and more rows are decided by it.
  plan.pace.break_even_rows = 1 + random.below(random.chance(60) ? 32 : n_cases + n_cases / 4);
  plan.pace.look_rows = random.chance(70) ? 1 : random.below(plan.pace.break_even_rows + 1);
  plan.n_threads = 1 + random.below(3);
  plan.seed = random.next();
  return plan;
}

// An input that the program reads, and that some rows have and some lack.
std::optional<std::size_t> draw_late(Random& random, const program::Package& package, std::span<const Inputs> cases) {
  std::vector<std::size_t> inputs;
  for (const program::Node& node : package.nodes) {
    if (node.op != program::Op::kInput) continue;
    const auto has = [&](const Inputs& each) { return each[node.payload].has_value(); };
    if (std::any_of(cases.begin(), cases.end(), has) && !std::all_of(cases.begin(), cases.end(), has))
      inputs.push_back(node.payload);
  }
  if (inputs.empty() || random.chance(25)) return std::nullopt;
  return random.pick(inputs);
}

// Rows may be decided in any order: those that lack the late input come first.
std::vector<std::size_t> order_of(std::span<const Inputs> cases, std::optional<std::size_t> late) {
  std::vector<std::size_t> order(cases.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (late) std::stable_partition(order.begin(), order.end(), [&](std::size_t row) { return !cases[row][*late]; });
  return order;
}

}  // namespace

SharedBlocks::~SharedBlocks() {
  std::error_code ignored;
  if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
}

void SharedBlocks::vary(const Variation& variation) {
  random_ = Random(variation.seed * 2 + 3);
  takes_part_ = random_.chance(variation.optimised_percent);
}

void SharedBlocks::evaluate(const eval::RunOptions& options, std::span<const Inputs> cases,
                            std::span<const program::VariableId> outputs, std::vector<eval::Outcome>& outcomes) {
  if (!takes_part_) return;
  const auto fail = [&] { outcomes.resize(outcomes.size() + cases.size() * outputs.size(), {{}, kStatusUndecided}); };
  std::string error;
  engine::NativeCompiler* compiler = engine::native_compiler(error);
  if (compiler == nullptr) return fail();
  if (folder_.empty()) {
    std::string pattern = (std::filesystem::temp_directory_path() / "avenant-engines-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) return fail();
    folder_ = pattern;
  }
  SharedRun::Plan plan = draw_plan(random_, cases.size());
  plan.late = draw_late(random_, *package_, cases);
  const std::vector<std::size_t> order = order_of(cases, plan.late);
  std::vector<Inputs> rows;
  for (const std::size_t row : order) rows.push_back(cases[row]);
  // A second run finds what the first one left in the cache.
  const bool keeps = random_.chance(50);
  ResultColumns results(outputs.size(), cases.size());
  for (int run = 0; run < (keeps ? 2 : 1); ++run) {
    ResultColumns found(outputs.size(), cases.size());
    const bool is_done =
        SharedRun(*package_, options, rows, outputs, plan, *compiler, keeps ? folder_ : "").run(found, counts_);
    if (!is_done || !found.is_intact()) return fail();
    if (run > 0 && (found.a != results.a || found.b != results.b || found.status != results.status)) return fail();
    results = std::move(found);
    ++counts_.n_runs;
    counts_.n_rows += cases.size();
  }
  const std::size_t first = outcomes.size();
  outcomes.resize(first + cases.size() * outputs.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (std::size_t output = 0; output < outputs.size(); ++output) {
      outcomes[first + order[i] * outputs.size() + output] = results.outcome(output, i);
    }
  }
}

std::string SharedBlocks::summary() const {
  return std::to_string(counts_.n_rows) + " rows in " + std::to_string(counts_.n_runs) + " runs, " +
         std::to_string(counts_.n_changes) + " times optimised code between two blocks, " +
         std::to_string(counts_.n_unseen) + " times a column that no block before had, " +
         std::to_string(counts_.n_from_cache) + " runs with code from the cache alone";
}

}  // namespace avenant::engines
