#include "runtime/native/plan/grid.hpp"

#include <algorithm>

namespace avenant::native {

namespace {

using program::Node;
using program::NodeId;
using program::Op;
using program::TypeKind;

constexpr std::size_t kMostKeys = 8;
constexpr std::size_t kMostPlaces = 1024;
// Of places times rows times keys.
constexpr std::size_t kMostWork = std::size_t{1} << 18U;
// Of operations within one cell.
constexpr int kMostDepth = 16;

bool is_comparison(Op op) {
  return op >= Op::kEqual && op <= Op::kGreaterEqual;
}

Op mirrored(Op op) {
  if (op == Op::kLess) return Op::kGreater;
  if (op == Op::kLessEqual) return Op::kGreaterEqual;
  if (op == Op::kGreater) return Op::kLess;
  return op == Op::kGreaterEqual ? Op::kLessEqual : op;
}

// Whether a comparison with a bound depends on the cut at it, and on the one after it.
bool asks_at(Op op) {
  return op != Op::kLessEqual && op != Op::kGreater;
}
bool asks_after(Op op) {
  return op != Op::kLess && op != Op::kGreaterEqual;
}

bool can_be_key(const program::Type& type) {
  return !type.optional && (type.kind == TypeKind::kBoolean || type.kind == TypeKind::kNumber ||
                            type.kind == TypeKind::kDate || type.kind == TypeKind::kEnumeration);
}

class Reader {
 public:
  Reader(const program::Package& package, const Node& table) : package_(package), node_(table) {}

  std::optional<Grid> read();

 private:
  // A comparison, or a truth value, which is one with vrai.
  struct Test {
    NodeId key;
    Op op = Op::kEqual;
    value::Value bound;
  };
  static constexpr std::size_t kNoKey = ~std::size_t{0};
  // What one cell asks of its key; without key, the same for all.
  struct Asked {
    std::size_t key = kNoKey;
    // Of classes.
    std::vector<bool> truth;
  };

  const program::Table& table() const { return package_.tables[node_.payload]; }
  NodeId operand(const Node& node, std::uint32_t index) const { return package_.operands[node.first_operand + index]; }
  bool is_constant(NodeId id) const { return package_.node(id).op == Op::kConst; }
  value::Value constant(NodeId id) const { return package_.constants[package_.node(id).payload]; }
  const program::Type& type_of(NodeId id) const { return package_.type(package_.node(id).type); }

  std::optional<Test> test_of(NodeId id) const;
  bool is_same(NodeId x, NodeId y) const;
  std::size_t key_of(NodeId id);
  bool find_cuts(NodeId id, std::size_t& key, int depth);
  std::optional<bool> is_reached_by_all(const GridKey& key, const GridKey::Cut& cut) const;
  bool is_before(const GridKey& key, const GridKey::Cut& x, const GridKey::Cut& y) const;
  bool reaches(std::uint32_t of_class, const GridKey& key, value::Value bound, bool after) const;
  void add_cut(GridKey& key, value::Value bound, bool after) const;
  GridKey::Cut cut(const GridKey& key, value::Value bound, bool after) const;
  bool holds(NodeId id, const GridKey* key, std::uint32_t of_class) const;
  Asked asked(NodeId cell) const;
  GridPlace place(const std::vector<std::vector<Asked>>& rows, const std::vector<std::uint32_t>& classes) const;

  const program::Package& package_;
  const Node& node_;
  Grid grid_;
};

// Of dates, cases and truth values the next one begins after a bound; of numbers there is no next one.
GridKey::Cut Reader::cut(const GridKey& key, value::Value bound, bool after) const {
  if (after && type_of(key.node).kind != TypeKind::kNumber) return {{bound.a + 1, bound.b}, false};
  return {bound, after};
}

// Whether every value reaches a cut, or none; else nothing is known.
std::optional<bool> Reader::is_reached_by_all(const GridKey& key, const GridKey::Cut& cut) const {
  const program::Type& type = type_of(key.node);
  std::int64_t n_values = 2;
  if (type.kind == TypeKind::kEnumeration) n_values = package_.enumerations[type.enumeration.value].n_cases;
  if (type.kind != TypeKind::kBoolean && type.kind != TypeKind::kEnumeration) return std::nullopt;
  if (cut.bound.a <= 0) return true;
  return cut.bound.a >= n_values ? std::optional<bool>(false) : std::nullopt;
}

void Reader::add_cut(GridKey& key, value::Value bound, bool after) const {
  const GridKey::Cut added = cut(key, bound, after);
  if (!is_reached_by_all(key, added)) key.cuts.push_back(added);
}

bool Reader::reaches(std::uint32_t of_class, const GridKey& key, value::Value bound, bool after) const {
  const GridKey::Cut sought = cut(key, bound, after);
  if (const std::optional<bool> known = is_reached_by_all(key, sought)) return *known;
  const auto before = [&](const GridKey::Cut& x, const GridKey::Cut& y) { return is_before(key, x, y); };
  const auto found = std::lower_bound(key.cuts.begin(), key.cuts.end(), sought, before);
  return of_class > static_cast<std::size_t>(found - key.cuts.begin());
}

bool Reader::is_before(const GridKey& key, const GridKey::Cut& x, const GridKey::Cut& y) const {
  if (x.bound == y.bound) return !x.after && y.after;
  const bool is_number = type_of(key.node).kind == TypeKind::kNumber;
  return is_number ? x.bound.as_number() < y.bound.as_number() : x.bound.a < y.bound.a;
}

std::optional<Reader::Test> Reader::test_of(NodeId id) const {
  const Node& node = package_.node(id);
  if (is_comparison(node.op)) {
    const NodeId left = operand(node, 0);
    const NodeId right = operand(node, 1);
    if (is_constant(left) == is_constant(right)) return std::nullopt;
    const Test test =
        is_constant(right) ? Test{left, node.op, constant(right)} : Test{right, mirrored(node.op), constant(left)};
    if (!can_be_key(type_of(test.key)) || test.bound.is_absent()) return std::nullopt;
    return test;
  }
  if (!can_be_key(package_.type(node.type))) return std::nullopt;
  return Test{id, Op::kEqual, value::Value::boolean(true)};
}

// Reads of one input or variable are one key, whichever nodes they are.
bool Reader::is_same(NodeId x, NodeId y) const {
  if (x == y) return true;
  const Node& left = package_.node(x);
  const Node& right = package_.node(y);
  return left.op == right.op && left.payload == right.payload && (left.op == Op::kInput || left.op == Op::kVariable);
}

std::size_t Reader::key_of(NodeId id) {
  for (std::size_t i = 0; i < grid_.keys.size(); ++i) {
    if (is_same(grid_.keys[i].node, id)) return i;
  }
  grid_.keys.push_back({id, {}});
  return grid_.keys.size() - 1;
}

// False where the cell is no comparison of one key. Logic on truth values of one key fails where that key does.
bool Reader::find_cuts(NodeId id, std::size_t& key, int depth) {
  const Node& node = package_.node(id);
  if (depth == 0) return false;
  if (node.op == Op::kAnd || node.op == Op::kOr || node.op == Op::kNot) {
    // Constants within would settle it where the key fails.
    for (std::uint32_t i = 0; i < node.n_operands; ++i) {
      if (is_constant(operand(node, i)) || !find_cuts(operand(node, i), key, depth - 1)) return false;
    }
    return node.n_operands > 0;
  }
  const std::optional<Test> test = test_of(id);
  if (!test) return false;
  const std::size_t found = key_of(test->key);
  if (grid_.keys.size() > kMostKeys || (key != kNoKey && key != found)) return false;
  key = found;
  GridKey& record = grid_.keys[found];
  if (asks_at(test->op)) add_cut(record, test->bound, false);
  if (asks_after(test->op)) add_cut(record, test->bound, true);
  return record.cuts.size() <= 2 * kMostPlaces;
}

bool Reader::holds(NodeId id, const GridKey* key, std::uint32_t of_class) const {
  const Node& node = package_.node(id);
  if (node.op == Op::kConst) return constant(id).as_boolean();
  if (node.op == Op::kNot) return !holds(operand(node, 0), key, of_class);
  if (node.op == Op::kAnd || node.op == Op::kOr) {
    for (std::uint32_t i = 0; i < node.n_operands; ++i) {
      if (holds(operand(node, i), key, of_class) == (node.op == Op::kOr)) return node.op == Op::kOr;
    }
    return node.op == Op::kAnd;
  }
  const std::optional<Test> test = test_of(id);
  const bool is_reached = asks_at(test->op) && reaches(of_class, *key, test->bound, false);
  const bool is_passed = asks_after(test->op) && reaches(of_class, *key, test->bound, true);
  if (test->op == Op::kEqual) return is_reached && !is_passed;
  if (test->op == Op::kNotEqual) return !is_reached || is_passed;
  if (test->op == Op::kLess) return !is_reached;
  if (test->op == Op::kLessEqual) return !is_passed;
  return test->op == Op::kGreater ? is_passed : is_reached;
}

Reader::Asked Reader::asked(NodeId cell) const {
  Asked result;
  if (is_constant(cell)) {
    result.truth.push_back(constant(cell).as_boolean());
    return result;
  }
  NodeId read = cell;
  while (package_.node(read).op == Op::kAnd || package_.node(read).op == Op::kOr ||
         package_.node(read).op == Op::kNot) {
    read = operand(package_.node(read), 0);
  }
  const NodeId sought = test_of(read)->key;
  const auto is_key = [&](const GridKey& each) { return is_same(each.node, sought); };
  const auto key = std::find_if(grid_.keys.begin(), grid_.keys.end(), is_key);
  result.key = static_cast<std::size_t>(key - grid_.keys.begin());
  for (std::uint32_t i = 0; i < key->n_classes(); ++i) result.truth.push_back(holds(cell, &*key, i));
  return result;
}

// A row is false if a cell is, else fails where a key that it reads does, else is true.
GridPlace Reader::place(const std::vector<std::vector<Asked>>& rows, const std::vector<std::uint32_t>& classes) const {
  GridPlace result;
  std::uint32_t failing = 0;
  for (std::uint32_t index = 0; index < rows.size(); ++index) {
    bool is_false = false;
    std::uint32_t failing_here = 0;
    for (const Asked& cell : rows[index]) {
      const bool fails = cell.key != kNoKey && classes[cell.key] == grid_.keys[cell.key].n_classes();
      if (fails) {
        failing_here |= 1U << cell.key;
      } else if (!cell.truth[cell.key == kNoKey ? 0 : classes[cell.key]]) {
        is_false = true;
      }
    }
    if (is_false) continue;
    failing |= failing_here;
    if (failing_here == 0) result.row = result.row == GridPlace::kNone ? index : GridPlace::kSeveral;
  }
  if (result.row == GridPlace::kNone) result.failing_keys = failing;
  return result;
}

std::optional<Grid> Reader::read() {
  std::vector<std::vector<NodeId>> cells(table().n_rows);
  for (std::uint32_t index = 0; index < table().n_rows; ++index) {
    const program::Row& row = package_.rows[table().first_row + index];
    for (std::uint32_t i = 0; i < row.n_cells; ++i) {
      const NodeId cell = operand(node_, row.first_operand + i);
      std::size_t key = kNoKey;
      if (!is_constant(cell) && !find_cuts(cell, key, kMostDepth)) return std::nullopt;
      cells[index].push_back(cell);
    }
  }
  std::size_t n_places = 1;
  for (GridKey& key : grid_.keys) {
    std::sort(key.cuts.begin(), key.cuts.end(),
              [&](const GridKey::Cut& x, const GridKey::Cut& y) { return is_before(key, x, y); });
    key.cuts.erase(std::unique(key.cuts.begin(), key.cuts.end()), key.cuts.end());
    n_places *= key.n_classes() + 1;
    if (n_places > kMostPlaces) return std::nullopt;
  }
  if (n_places * table().n_rows * std::max<std::size_t>(grid_.keys.size(), 1) > kMostWork) return std::nullopt;
  std::vector<std::vector<Asked>> rows(cells.size());
  for (std::size_t index = 0; index < cells.size(); ++index) {
    for (const NodeId cell : cells[index]) rows[index].push_back(asked(cell));
  }
  std::vector<std::uint32_t> classes(grid_.keys.size());
  for (std::size_t i = 0; i < n_places; ++i) {
    std::size_t rest = i;
    for (std::size_t key = classes.size(); key-- > 0;) {
      classes[key] = static_cast<std::uint32_t>(rest % (grid_.keys[key].n_classes() + 1));
      rest /= grid_.keys[key].n_classes() + 1;
    }
    grid_.places.push_back(place(rows, classes));
  }
  return std::move(grid_);
}

}  // namespace

std::optional<Grid> grid_of(const program::Package& package, const Node& table) {
  return Reader(package, table).read();
}

}  // namespace avenant::native
