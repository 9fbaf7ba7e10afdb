#include "runtime/program/forms.hpp"

namespace avenant::program {

namespace {

// Lists nest at most this deep: what reads them recurs.
constexpr std::size_t kMaxNesting = 2'000;

class FormParser {
 public:
  explicit FormParser(std::string_view text) : text_(text) {}

  Forms run();

 private:
  bool at_end() const { return next_ >= text_.size(); }
  char take() {
    if (text_[next_] == '\n') ++line_;
    return text_[next_++];
  }
  void skip_space();
  Form begin(bool is_list) const;
  void read_quoted(Form& form);
  void read_atom(Form& form);
  bool fail(const std::string& message) {
    if (error_.empty()) error_ = "line " + std::to_string(line_) + ": " + message;
    return false;
  }

  std::string_view text_;
  std::size_t next_ = 0;
  std::uint32_t line_ = 1;
  std::string error_;
};

void FormParser::skip_space() {
  while (!at_end()) {
    const char character = text_[next_];
    if (character == ';') {
      while (!at_end() && text_[next_] != '\n') ++next_;
    } else if (character == ' ' || character == '\n' || character == '\t' || character == '\r') {
      take();
    } else {
      return;
    }
  }
}

Form FormParser::begin(bool is_list) const {
  Form form;
  form.is_list = is_list;
  form.offset = static_cast<std::uint32_t>(next_);
  form.line = line_;
  return form;
}

void FormParser::read_quoted(Form& form) {
  take();
  while (!at_end() && text_[next_] != '"') {
    char character = take();
    if (character == '\\' && !at_end()) {
      character = take();
      if (character == 'n') character = '\n';
    }
    form.atom += character;
  }
  if (at_end()) {
    fail("a text between quotes does not end");
    return;
  }
  take();
}

void FormParser::read_atom(Form& form) {
  constexpr std::string_view kEnds = "(); \n\t\r";
  bool bracketed = false;
  while (!at_end() && error_.empty() && (bracketed || kEnds.find(text_[next_]) == std::string_view::npos)) {
    // A name in a word may need quotes: "a name"/case@7.
    if (!bracketed && text_[next_] == '"') {
      read_quoted(form);
      continue;
    }
    const char character = take();
    bracketed = character == '[' || (bracketed && character != ']');
    form.atom += character;
  }
}

Forms FormParser::run() {
  // The lists that are open, the outermost being the text itself.
  std::vector<Form> open(1);
  for (skip_space(); !at_end() && error_.empty(); skip_space()) {
    if (text_[next_] == '(') {
      if (open.size() > kMaxNesting) fail("lists are nested too deep");
      open.push_back(begin(true));
      take();
    } else if (text_[next_] == ')') {
      take();
      if (open.size() == 1) {
        fail("a list ends that does not begin");
        break;
      }
      Form closed = std::move(open.back());
      open.pop_back();
      open.back().items.push_back(std::move(closed));
    } else {
      Form form = begin(false);
      const bool quoted = text_[next_] == '"';
      if (quoted) read_quoted(form);
      const std::size_t end_of_quotes = next_;
      read_atom(form);
      form.quoted = quoted && next_ == end_of_quotes;
      open.back().items.push_back(std::move(form));
    }
  }
  if (open.size() > 1) fail("a list does not end");
  return {std::move(open.front().items), error_};
}

}  // namespace

Forms parse_forms(std::string_view text) {
  return FormParser(text).run();
}

}  // namespace avenant::program
