// Decides recorded cases again, and says whether the decision is the same; with other rules, which articles differ.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>
#include <sstream>

#include "compiler/driver/command.hpp"
#include "compiler/driver/record/record_writer.hpp"
#include "compiler/driver/run/case_stream.hpp"
#include "compiler/driver/run/fault_report.hpp"
#include "compiler/driver/run_setup.hpp"
#include "compiler/report/place_text.hpp"

namespace avenant::driver {
namespace {

using diagnostics::Code;
using diagnostics::Sink;
using explain::ArticleDigest;
using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxRecordBytes = std::size_t{64} * 1024 * 1024;
/// Articles named, where many differ.
constexpr std::size_t kMaxNamed = 20;

/// What a record holds that deciding again needs.
struct Recorded {
  std::string bytes;
  Json json;
};

/// Texts of a JSON object or array; nothing where one is no text.
std::optional<std::vector<std::string>> texts_of(const Json& json, std::string_view between) {
  std::vector<std::string> texts;
  for (const auto& [name, value] : json.items()) {
    if (!value.is_string()) return std::nullopt;
    texts.push_back(json.is_object() ? name + std::string(between) + value.get<std::string>()
                                     : value.get<std::string>());
  }
  return texts;
}

/// Why a file is no record; empty where it is one.
std::string_view problem_of(const Context& context, const Json& json) {
  if (json.is_discarded() || !json.is_object())
    return context.say("ce n’est pas un objet JSON", "it is no JSON object");
  if (json.value("format", "") != "avenant-decision") {
    return context.say("le membre « format » n’y est pas", "it has no member “format”");
  }
  if (!json.contains("version") || json["version"] != 1) {
    return context.say("sa version n’est pas la 1", "its version is not 1");
  }
  for (const std::string_view name : {"run", "facts", "rules"}) {
    if (!json.contains(name) || !json[std::string(name)].is_object()) {
      return context.say("il y manque les faits, les choix ou les règles", "facts, choices or rules are missing");
    }
  }
  const Json& run = json["run"];
  const bool sound = run.contains("results") && run["results"].is_array() && run.contains("drafts") &&
                     run["drafts"].is_array() && run.contains("readings") && run["readings"].is_object() &&
                     run.contains("figures") && run["figures"].is_object() && json["rules"].contains("articles") &&
                     json["rules"]["articles"].is_array();
  return sound ? std::string_view()
               : context.say("les choix du calcul ou les articles n’y sont pas",
                             "the choices of the run or the articles are missing");
}

std::optional<Recorded> read_record(const Context& context, const std::string& path) {
  Sink sink;
  const session::FileContent content = context.files.read(path, kMaxRecordBytes);
  std::optional<Recorded> recorded;
  if (content.problem != session::FileProblem::None) {
    session::report_file_problem(content.problem, content.detail, path, sink);
  } else {
    Recorded read{content.bytes, Json::parse(content.bytes, nullptr, false)};
    const std::string_view problem = problem_of(context, read.json);
    if (problem.empty()) {
      recorded = std::move(read);
    } else {
      sink.report(Code::NotARecord).path(path).with("reason", problem);
    }
  }
  print_messages(context, sink);
  return recorded;
}

std::string text_at(const Json& json, const char* name) {
  const auto at = json.find(name);
  return at != json.end() && at->is_string() ? at->get<std::string>() : std::string();
}

/// The options under which the case was decided; nothing where the record is not sound.
std::optional<Options> options_of(const Context& context, const Json& json) {
  const Json& run = json["run"];
  const auto results = texts_of(run["results"], "");
  const auto drafts = texts_of(run["drafts"], "");
  const auto readings = texts_of(run["readings"], "=");
  const auto figures = texts_of(run["figures"], "=");
  if (!results || !drafts || !readings || !figures) return std::nullopt;
  Options options;
  options.command = Command::Run;
  options.arguments = {context.options.rules.empty() ? "." : context.options.rules};
  options.language = text_at(run, "language") == "en" ? diagnostics::Language::English : diagnostics::Language::French;
  options.dispositif = text_at(run, "dispositif");
  options.results = *results;
  options.drafts = *drafts;
  options.readings = *readings;
  options.figures = *figures;
  options.at = text_at(run, "situation_date");
  options.known_at = text_at(run, "known_at");
  options.cases = "-";
  options.input_format = InputFormat::Json;
  return options;
}

/// The facts as they stand in the file, their digits untouched: no number passes through binary floating point.
std::string facts_of(const Recorded& recorded) {
  constexpr std::string_view kKey = "\"facts\":";
  const std::string& bytes = recorded.bytes;
  const std::size_t key = bytes.find("," + std::string(kKey));
  std::size_t at = key == std::string::npos ? key : bytes.find('{', key);
  if (at == std::string::npos) return recorded.json["facts"].dump();
  const std::size_t first = at;
  int depth = 0;
  bool quoted = false;
  for (; at < bytes.size(); ++at) {
    const char character = bytes[at];
    if (quoted && character == '\\') {
      ++at;
    } else if (character == '"') {
      quoted = !quoted;
    } else if (!quoted && character == '{') {
      ++depth;
    } else if (!quoted && character == '}' && --depth == 0) {
      return bytes.substr(first, at + 1 - first);
    }
  }
  return recorded.json["facts"].dump();
}

std::string article_text(const Context& context, const ArticleDigest& article) {
  std::string text;
  if (!article.article.empty()) {
    text = "art.\u00A0" + article.article;
  } else if (!article.heading.empty()) {
    text = report::quoted(article.heading, context.options.language);
  }
  if (!article.law.empty()) text += (text.empty() ? "" : ", ") + report::plain_name(article.law);
  return text;
}

/// The articles that say something else, those that are new and those that are no more, one a line.
std::vector<std::string> differences(const Context& context, const std::vector<ArticleDigest>& before,
                                     const std::vector<ArticleDigest>& now) {
  std::vector<std::string> lines;
  const auto same_place = [](const std::vector<ArticleDigest>& all, const ArticleDigest& article) {
    return std::find_if(all.begin(), all.end(), [&](const ArticleDigest& each) { return each.is_of(article); });
  };
  for (const ArticleDigest& article : before) {
    const auto other = same_place(now, article);
    if (other == now.end()) {
      lines.push_back(std::string(context.say("n’y est plus\u00A0: ", "is no more: ")) +
                      article_text(context, article));
    } else if (other->digest != article.digest) {
      lines.push_back(std::string(context.say("dit autre chose\u00A0: ", "says something else: ")) +
                      article_text(context, article));
    }
  }
  for (const ArticleDigest& article : now) {
    if (same_place(before, article) != before.end()) continue;
    lines.push_back(std::string(context.say("est nouveau\u00A0: ", "is new: ")) + article_text(context, article));
  }
  return lines;
}

std::vector<ArticleDigest> recorded_articles(const Json& json) {
  std::vector<ArticleDigest> articles;
  for (const Json& each : json["rules"]["articles"]) {
    if (!each.is_object()) continue;
    articles.push_back(
        {text_at(each, "law"), text_at(each, "article"), text_at(each, "heading"), text_at(each, "digest")});
  }
  return articles;
}

/// Replays one record with the rules of `program`.
class Replay {
 public:
  Replay(Context& context, const program::Package& package)
      : context_(context), package_(package), articles_(explain::article_digests(package)) {}

  int replay(const std::string& path);

 private:
  bool has_same_rules(const std::string& path, const Json& json);
  std::optional<std::string> decide(const Options& options, const std::string& facts, int& code);

  Context& context_;
  const program::Package& package_;
  std::vector<ArticleDigest> articles_;
};

bool Replay::has_same_rules(const std::string& path, const Json& json) {
  const std::vector<std::string> lines = differences(context_, recorded_articles(json), articles_);
  if (lines.empty()) return true;
  Sink sink;
  sink.report(Code::RecordOtherRules).path(path);
  print_messages(context_, sink);
  for (std::size_t i = 0; i < lines.size() && i < kMaxNamed; ++i) context_.out << "  " << lines[i] << "\n";
  if (lines.size() > kMaxNamed) {
    context_.out << "  " << context_.say("et d’autres, au nombre de ", "and others, in number ")
                 << lines.size() - kMaxNamed << "\n";
  }
  return false;
}

std::optional<std::string> Replay::decide(const Options& options, const std::string& facts, int& code) {
  std::istringstream in(facts);
  Environment environment = context_.environment;
  environment.input_descriptor = -1;
  Context again{options, in, context_.out, context_.err, environment, context_.files, context_.session, {}};
  Sink sink;
  const std::optional<RunSetup> setup = set_up(again, package_, sink, code);
  print_messages(again, sink);
  if (!setup) return std::nullopt;
  RecordMaker maker(again, package_, *setup);
  std::optional<std::string> record;
  FaultReport faults(again, 0, nullptr);
  std::vector<program::VariableId> requests;
  for_each_case(again, package_, *setup, requests, ProgressStyle::None, faults, [&](const cases::BoundCase& bound) {
    record = maker.record(bound);
    return false;
  });
  return record;
}

int Replay::replay(const std::string& path) {
  const std::optional<Recorded> recorded = read_record(context_, path);
  if (!recorded) return kUsage;
  if (!has_same_rules(path, recorded->json)) return kRulesHaveErrors;
  const std::optional<Options> options = options_of(context_, recorded->json);
  int code = kUsage;
  const std::optional<std::string> again = options ? decide(*options, facts_of(*recorded), code) : std::nullopt;
  Sink sink;
  if (!options) {
    sink.report(Code::NotARecord)
        .path(path)
        .with("reason", context_.say("les choix du calcul ne se lisent pas", "the choices of the run cannot be read"));
  } else if (again && *again != recorded->bytes) {
    sink.report(Code::RecordDiffers).path(path);
    code = kScenariosFailed;
  }
  print_messages(context_, sink);
  if (!again || sink.has_errors()) return code;
  context_.out << path
               << context_.say("\u00A0: décision rejouée, identique à l’octet près\n",
                               ": decision replayed, identical to the byte\n");
  return kDone;
}

}  // namespace

int run_replay(Context& context) {
  Options opening = context.options;
  opening.arguments = {context.options.rules.empty() ? "." : context.options.rules};
  Context of_rules{opening,       context.in,      context.out, context.err, context.environment,
                   context.files, context.session, {}};
  const program::Package* package = open_program(of_rules);
  if (package == nullptr) return kRulesHaveErrors;
  Replay replay(context, *package);
  int worst = kDone;
  for (const std::string& path : context.options.arguments) {
    const int code = replay.replay(path);
    if (worst == kDone) worst = code;
  }
  return worst;
}

}  // namespace avenant::driver
