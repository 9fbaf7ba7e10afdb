#include "tests/files/test_file.hpp"

#include <algorithm>
#include <charconv>

namespace avenant::file_tests {
namespace {

/// A line as offsets: its end excludes the line break, `next` is where the following line starts.
struct Line {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t next = 0;
};

Line line_at(std::string_view text, std::size_t begin) {
  const std::size_t found = text.find('\n', begin);
  if (found == std::string_view::npos) return {begin, text.size(), text.size()};
  return {begin, found, found + 1};
}

struct FenceRun {
  char character = '`';
  std::size_t length = 0;
  std::string_view rest;
};

std::optional<FenceRun> fence_run(std::string_view line) {
  const std::size_t first = line.find_first_not_of(' ');
  if (first == std::string_view::npos || first > 3) return std::nullopt;
  const char character = line[first];
  if (character != '`' && character != '~') return std::nullopt;
  const std::size_t end = std::min(line.find_first_not_of(character, first), line.size());
  if (end - first < 3) return std::nullopt;
  return FenceRun{character, end - first, line.substr(end)};
}

bool blank(std::string_view text) {
  return text.find_first_not_of(" \t\r") == std::string_view::npos;
}

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  bool quoted = false;
  bool open = false;
  for (const char character : text) {
    const bool separator = !quoted && (character == ' ' || character == '\t' || character == '\r');
    if (character == '"') {
      quoted = !quoted;
      open = true;
    } else if (!separator) {
      word.push_back(character);
      open = true;
    } else if (open) {
      words.push_back(std::move(word));
      word.clear();
      open = false;
    }
  }
  if (open) words.push_back(std::move(word));
  return words;
}

unsigned hexadecimal_digit(char character) {
  if (character >= '0' && character <= '9') return static_cast<unsigned>(character - '0');
  if (character >= 'A' && character <= 'F') return static_cast<unsigned>(character - 'A' + 10);
  if (character >= 'a' && character <= 'f') return static_cast<unsigned>(character - 'a' + 10);
  return 0;
}

std::string decode_escapes(std::string_view body) {
  std::string out;
  while (!body.empty()) {
    if (body.starts_with("\\x") && body.size() >= 4) {
      out.push_back(static_cast<char>(hexadecimal_digit(body[2]) * 16 + hexadecimal_digit(body[3])));
      body.remove_prefix(4);
    } else if (body.starts_with("\\\\")) {
      out.push_back('\\');
      body.remove_prefix(2);
    } else {
      out.push_back(body.front());
      body.remove_prefix(1);
    }
  }
  return out;
}

/// The kind that a word after « donnée » names.
std::optional<DataKind> data_kind(std::string_view word) {
  if (word == "brute") return DataKind::Raw;
  if (word == "répétée") return DataKind::Repeated;
  if (word == "creuse") return DataKind::Sparse;
  if (word == "copiée") return DataKind::Copies;
  if (word == "interdite") return DataKind::Forbidden;
  return std::nullopt;
}

bool has_size(DataKind kind) {
  return kind == DataKind::Repeated || kind == DataKind::Sparse || kind == DataKind::Copies;
}

std::optional<Data> parse_data(const std::vector<std::string>& words, std::string_view body) {
  Data data;
  data.body = std::string(body);
  if (words.size() == 2) {
    data.name = words[1];
    return data;
  }
  const auto kind = words.size() > 2 ? data_kind(words[1]) : std::nullopt;
  if (!kind || words.size() != (has_size(*kind) ? 4U : 3U)) return std::nullopt;
  data.kind = *kind;
  data.name = words[2];
  if (!has_size(*kind)) return data;
  const auto [end, error] = std::from_chars(words[3].data(), words[3].data() + words[3].size(), data.size);
  const bool repeats_nothing = *kind == DataKind::Repeated && body.empty();
  if (error != std::errc() || data.size == 0 || repeats_nothing) return std::nullopt;
  return data;
}

/// The longest line of `body` that closes a fence of this character.
std::size_t longest_fence(std::string_view body, char character) {
  std::size_t longest = 0;
  for (std::size_t at = 0; at < body.size();) {
    const Line line = line_at(body, at);
    const auto run = fence_run(body.substr(line.begin, line.end - line.begin));
    if (run && run->character == character && blank(run->rest)) longest = std::max(longest, run->length);
    at = line.next;
  }
  return longest;
}

}  // namespace

std::vector<Fenced> find_fenced(std::string_view text) {
  std::vector<Fenced> found;
  std::optional<Fenced> open;
  for (std::size_t at = 0; at < text.size();) {
    const Line line = line_at(text, at);
    at = line.next;
    const auto run = fence_run(text.substr(line.begin, line.end - line.begin));
    if (!run) continue;
    if (!open) {
      if (run->character == '`' && run->rest.find('`') != std::string_view::npos) continue;
      open = Fenced{line.begin, line.end, line.next, 0, 0, 0, run->character, run->length, split_words(run->rest)};
    } else if (run->character == open->character && run->length >= open->length && blank(run->rest)) {
      open->body_end = open->close_begin = line.begin;
      open->close_end = line.end;
      found.push_back(*std::move(open));
      open.reset();
    }
  }
  return found;
}

TestFile parse_test_file(std::string_view text) {
  TestFile test;
  for (Fenced& block : find_fenced(text)) {
    if (block.words.empty()) continue;
    const std::string_view body = text.substr(block.body_begin, block.body_end - block.body_begin);
    const std::string kind = block.words.front();
    if (kind == "attendu") {
      std::vector<std::string> command(block.words.begin() + 1, block.words.end());
      if (command.empty()) test.problem = "un bloc « attendu » ne dit pas quelle commande exécuter";
      test.expectations.push_back({std::move(command), std::string(body), std::move(block)});
    } else if (kind == "donnée") {
      auto data = parse_data(block.words, body);
      if (!data) test.problem = "bloc « donnée » mal formé : voir DataKind dans tests/files/test_file.hpp";
      if (data) test.data.push_back(*std::move(data));
    } else if (kind == "entrée" && block.words.size() == 2 && block.words[1] == "standard") {
      test.standard_input = std::string(body);
    }
  }
  return test;
}

std::string data_bytes(const Data& data) {
  switch (data.kind) {
    case DataKind::Plain:
    case DataKind::Copies:
    case DataKind::Forbidden:
      return data.body;
    case DataKind::Raw:
      return decode_escapes(data.body);
    case DataKind::Repeated: {
      // A closing fence stays last: the line before it is repeated.
      std::string_view body = data.body;
      const std::string_view closing = body.ends_with("\n```\n") ? "```\n" : "";
      body.remove_suffix(closing.size());
      const std::size_t last_break = body.substr(0, body.size() - 1).rfind('\n');
      const std::string_view last_line = last_break == std::string_view::npos ? body : body.substr(last_break + 1);
      std::string out(body);
      out.reserve(data.size + last_line.size() + closing.size());
      while (out.size() + closing.size() < data.size) out += last_line;
      return out.append(closing);
    }
    case DataKind::Sparse:
      break;
  }
  return {};
}

std::string with_outputs(std::string_view text, const TestFile& test, const std::vector<std::string>& outputs) {
  std::string out;
  std::size_t copied = 0;
  for (std::size_t index = 0; index < test.expectations.size(); ++index) {
    const Fenced& block = test.expectations[index].block;
    const std::string& body = outputs[index];
    const std::size_t longest = longest_fence(body, block.character);
    const std::size_t more = longest >= block.length ? longest + 1 - block.length : 0;
    const std::string growth(more, block.character);
    const std::size_t fence_begin = text.find(block.character, block.open_begin);
    out.append(text.substr(copied, fence_begin - copied)).append(growth);
    out.append(text.substr(fence_begin, block.body_begin - fence_begin)).append(body);
    out.append(growth);
    copied = block.close_begin;
  }
  return out.append(text.substr(copied));
}

}  // namespace avenant::file_tests
