#include "compiler/driver/driver.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <sstream>

#include "compiler/driver/help.hpp"
#include "compiler/driver/options.hpp"

namespace {

using namespace avenant::driver;
namespace session = avenant::session;

struct Ran {
  int code = 0;
  std::string out;
  std::string err;
};

Ran run(const std::vector<std::string>& arguments, const session::FileSystem& files, const std::string& input = "") {
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  Environment environment;
  environment.file_system = &files;
  const int code = run_command(arguments, in, out, err, environment);
  return {code, out.str(), err.str()};
}

}  // namespace

TEST_CASE("commands run in process on files in memory") {
  session::MemoryFileSystem files;
  files.put("/p/a.avn.md",
            "```avenant\ntexte essai\n  publié le     1er janvier 2020\n  en vigueur le 2 janvier 2020\n\n"
            "dispositif aide\n  application selon jour\n\n  entrée jour : date\n  entrée regroupé : "
            "booléen\n\nrésultat définition ouverte : booléen = regroupé\n```\n");
  CHECK(run({"check", "/p"}, files).code == kDone);
  const Ran ran = run({"run", "/p", "--cases", "-"}, files, "{\"regroupé\": true, \"jour\": \"2021-01-01\"}");
  CHECK(ran.code == kDone);
  CHECK(ran.out.find("ouverte") != std::string::npos);
  CHECK(run({"run", "/p"}, files).code == kBadData);
  CHECK(run({"check", "/q"}, files).code == kRulesHaveErrors);
  CHECK(run({"chekc", "/p"}, files).code == kUsage);
  CHECK(run({"test", "/p"}, files).code == kScenariosFailed);
}

TEST_CASE("every command and option has a help in both languages") {
  for (const CommandInfo& command : all_commands()) {
    INFO(command.name);
    CHECK_FALSE(command.summary_fr.empty());
    CHECK_FALSE(command.summary_en.empty());
    CHECK(command.arguments_fr.empty() == command.arguments_en.empty());
    CHECK(command.detail_fr.empty() == command.detail_en.empty());
    CHECK(find_command(command.name) == &command);
  }
  for (const OptionInfo& option : all_options()) {
    INFO(option.name);
    CHECK_FALSE(option.help_fr.empty());
    CHECK_FALSE(option.help_en.empty());
    CHECK(option.value_fr.empty() == option.value_en.empty());
  }
}

TEST_CASE("an option is shown by the help of the commands that take it, and by no other") {
  for (const CommandInfo& command : all_commands()) {
    const std::string help = command_help(command, avenant::diagnostics::Language::English);
    for (const OptionInfo& option : all_options()) {
      INFO(command.name << " " << option.name);
      const bool shown = help.find("  " + std::string(option.name) + " ") != std::string::npos;
      // Several options may bear one name, for different commands.
      bool is_taken = false;
      for (const OptionInfo& other : all_options()) {
        is_taken = is_taken || (other.name == option.name && takes(command, other));
      }
      CHECK(shown == is_taken);
    }
  }
}

TEST_CASE("the language is that of --lang, else of the environment, else French") {
  using avenant::diagnostics::Language;
  const std::vector<std::string> none = {"check"};
  const std::vector<std::string> english = {"--lang", "en", "check"};
  const std::vector<std::string> french = {"check", "--lang=fr"};
  CHECK(find_language(none, "") == Language::French);
  CHECK(find_language(none, "C.UTF-8") == Language::French);
  CHECK(find_language(none, "en_US.UTF-8") == Language::English);
  CHECK(find_language(english, "fr_FR.UTF-8") == Language::English);
  CHECK(find_language(french, "en_US.UTF-8") == Language::French);
}

TEST_CASE("options are read in any order, with a space or an equals sign, as often as they may be") {
  avenant::diagnostics::Sink sink;
  const std::vector<std::string> arguments = {"run",     "--input", "a=1",           "rules", "--input=b=2",
                                              "--cases", "-",       "--format=json", "--at",  "2020-01-01"};
  const auto options = read_options(arguments, "", sink);
  REQUIRE(options);
  CHECK(options->arguments == std::vector<std::string>{"rules"});
  CHECK(options->inputs == std::vector<std::string>{"a=1", "b=2"});
  CHECK(options->cases == "-");
  CHECK(options->format == Format::Json);
  CHECK(options->at == "2020-01-01");
}
