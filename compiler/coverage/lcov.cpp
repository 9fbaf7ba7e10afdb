#include "compiler/coverage/lcov.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace avenant::coverage {
namespace {

using scenario::GoalKind;
using Scenarios = std::vector<std::uint32_t>;

/// A function of a tracefile: an article or a version of a rule.
struct Function {
  std::uint32_t line = 0;
  std::string name;
  Scenarios hits;
};

struct Branch {
  std::uint32_t line = 0;
  const GoalHits* goal = nullptr;
};

/// What a tracefile says of one file.
struct Record {
  std::map<std::uint32_t, Function> articles;  // By offset of the heading.
  std::vector<Function> rules;
  std::vector<Branch> branches;
  std::map<std::uint32_t, Scenarios> lines;
};

void join(Scenarios& all, const Scenarios& more) {
  Scenarios joined;
  std::set_union(all.begin(), all.end(), more.begin(), more.end(), std::back_inserter(joined));
  all = std::move(joined);
}

/// A name that ends at the end of its line; a comma after figures would be taken for the end of a function.
std::string function_name(std::string_view name) {
  std::string safe;
  for (const char c : name) safe += c == ',' ? ';' : (c == '\n' || c == '\r' ? ' ' : c);
  return safe;
}

class Writer {
 public:
  Writer(const program::Package& package, const base::SourceMap& sources) : package_(package) {
    for (std::size_t i = 0; i < sources.size(); ++i) sources_.emplace(sources[sources.id_at(i)].path, sources.id_at(i));
    map_ = &sources;
  }

  std::string write(const std::vector<GoalHits>& goals) {
    for (const GoalHits& goal : goals) add(goal);
    std::string out;
    for (auto& [path, record] : records_) print(path, record, out);
    return out;
  }

 private:
  void add(const GoalHits& goal);
  void add_article(const program::Place& place, const Scenarios& hits, Record& record);
  static void print(const std::string& path, Record& record, std::string& out);
  static void print_functions(Record& record, std::string& out);
  static void print_branches(const Record& record, std::string& out);

  const program::Package& package_;
  const base::SourceMap* map_ = nullptr;
  std::map<std::string_view, base::SourceId> sources_;
  std::map<std::string, Record> records_;
};

void Writer::add_article(const program::Place& place, const Scenarios& hits, Record& record) {
  const auto source = sources_.find(package_.text_of(place.path));
  if (source == sources_.end() || place.offset > (*map_)[source->second].text.size()) return;
  const base::Heading* heading = map_->enclosing_article(source->second, place.offset);
  if (heading == nullptr) heading = map_->nearest_heading(source->second, place.offset);
  if (heading == nullptr) return;
  Function& article = record.articles[heading->begin];
  article.line = map_->line_of(source->second, heading->begin);
  article.name = heading->article.empty() ? heading->title : "Article " + heading->article;
  if (!heading->article.empty() && !heading->title.empty()) article.name += " — " + heading->title;
  join(article.hits, hits);
}

void Writer::add(const GoalHits& goal) {
  const program::Place& place = package_.place(goal.goal.place);
  if (place.line == 0) return;
  Record& record = records_[std::string(package_.text_of(place.path))];
  const Scenarios hits = goal.either();
  add_article(place, hits, record);
  join(record.lines[place.line], hits);
  if (goal.goal.kind == GoalKind::Version) record.rules.push_back({place.line, goal.goal.name, hits});
  if (goal.goal.has_two_sides()) record.branches.push_back({place.line, &goal});
}

/// Names are unique in a record: of those that are not, each says its line.
void Writer::print_functions(Record& record, std::string& out) {
  std::vector<Function> functions;
  for (auto& [offset, article] : record.articles) functions.push_back(std::move(article));
  functions.insert(functions.end(), record.rules.begin(), record.rules.end());
  std::stable_sort(functions.begin(), functions.end(),
                   [](const Function& left, const Function& right) { return left.line < right.line; });
  std::map<std::string, std::size_t> n_uses;
  for (Function& function : functions) ++n_uses[function.name = function_name(function.name)];
  std::set<std::string> taken;
  for (Function& function : functions) {
    if (n_uses[function.name] > 1) function.name += " (" + std::to_string(function.line) + ")";
    // Of two on one line, one is enough to know the place by.
    while (!taken.insert(function.name).second) function.name += "'";
  }
  std::size_t n_hit = 0;
  for (const Function& function : functions) {
    out += "FN:" + std::to_string(function.line) + "," + function.name + "\n";
    n_hit += function.hits.empty() ? 0 : 1;
  }
  for (const Function& function : functions) {
    out += "FNDA:" + std::to_string(function.hits.size()) + "," + function.name + "\n";
  }
  out += "FNF:" + std::to_string(functions.size()) + "\nFNH:" + std::to_string(n_hit) + "\n";
}

void Writer::print_branches(const Record& record, std::string& out) {
  std::map<std::uint32_t, std::size_t> n_blocks;
  std::size_t n_hit = 0;
  for (const Branch& branch : record.branches) {
    const std::string head =
        "BRDA:" + std::to_string(branch.line) + "," + std::to_string(n_blocks[branch.line]++) + ",";
    const GoalHits& goal = *branch.goal;
    const bool reached = !goal.met.empty() || !goal.met_false.empty();
    out += head + "0," + (reached ? std::to_string(goal.met.size()) : "-") + "\n";
    out += head + "1," + (reached ? std::to_string(goal.met_false.size()) : "-") + "\n";
    n_hit += (goal.met.empty() ? 0U : 1U) + (goal.met_false.empty() ? 0U : 1U);
  }
  out += "BRF:" + std::to_string(2 * record.branches.size()) + "\nBRH:" + std::to_string(n_hit) + "\n";
}

void Writer::print(const std::string& path, Record& record, std::string& out) {
  out += "TN:avenant\nSF:" + path + "\n";
  print_functions(record, out);
  std::stable_sort(record.branches.begin(), record.branches.end(),
                   [](const Branch& left, const Branch& right) { return left.line < right.line; });
  print_branches(record, out);
  std::size_t n_hit = 0;
  for (const auto& [line, hits] : record.lines) {
    out += "DA:" + std::to_string(line) + "," + std::to_string(hits.size()) + "\n";
    n_hit += hits.empty() ? 0 : 1;
  }
  out += "LF:" + std::to_string(record.lines.size()) + "\nLH:" + std::to_string(n_hit) + "\nend_of_record\n";
}

}  // namespace

std::string lcov_of(const program::Package& package, const base::SourceMap& sources,
                    const std::vector<GoalHits>& goals) {
  return Writer(package, sources).write(goals);
}

}  // namespace avenant::coverage
