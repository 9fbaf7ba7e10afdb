// SARIF 2.1.0, section numbers are those of the OASIS standard.
#include <map>
#include <nlohmann/json.hpp>

#include "compiler/diagnostics/message_text.hpp"
#include "compiler/diagnostics/pages.hpp"
#include "compiler/diagnostics/render.hpp"

namespace avenant::diagnostics {
namespace {

using nlohmann::ordered_json;

/// 3.4.3: a path as a URI reference, RFC 3986: what is no path character of ASCII is a percent code.
std::string uri_of(std::string_view path) {
  constexpr std::string_view kPlain = "-._~/!$&'()*+,;=@";
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9');
    if (letter || kPlain.find(c) != std::string_view::npos) {
      uri += c;
    } else {
      uri += '%';
      uri += kHex[byte >> 4U];
      uri += kHex[byte & 15U];
    }
  }
  return uri;
}

/// One log file with one run.
class SarifWriter {
 public:
  SarifWriter(const base::SourceMap& sources, const Sink& sink, Language language)
      : sources_(sources), sink_(sink), language_(language) {}

  ordered_json write(std::string_view version) {
    ordered_json results = ordered_json::array();
    for (const Diagnostic& diagnostic : sink_.all()) results.push_back(result_of(diagnostic));
    ordered_json run;
    run["tool"]["driver"]["name"] = "rulec";
    run["tool"]["driver"]["semanticVersion"] = version;
    run["tool"]["driver"]["rules"] = std::move(rules_);
    run["language"] = language_ == Language::French ? "fr-FR" : "en-US";
    run["columnKind"] = "unicodeCodePoints";
    run["results"] = std::move(results);
    run["properties"]["dropped"] = sink_.n_dropped();
    ordered_json log;
    log["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json";
    log["version"] = "2.1.0";
    log["runs"] = ordered_json::array({std::move(run)});
    return log;
  }

 private:
  [[nodiscard]] std::string_view choose(std::string_view french, std::string_view english) const {
    return language_ == Language::French ? french : english;
  }
  [[nodiscard]] std::string expanded(std::string_view text, const Diagnostic& diagnostic) const {
    return expand(text, diagnostic.parameters, language_);
  }

  std::size_t rule_index(Code code);
  [[nodiscard]] ordered_json region_of(base::Span span) const;
  [[nodiscard]] ordered_json location_of(base::Span span) const;
  [[nodiscard]] ordered_json fix_of(const Diagnostic& diagnostic) const;
  ordered_json result_of(const Diagnostic& diagnostic);

  const base::SourceMap& sources_;
  const Sink& sink_;
  Language language_;
  ordered_json rules_ = ordered_json::array();
  std::map<Code, std::size_t> indices_;
};

/// 3.49: each code once, with its page.
std::size_t SarifWriter::rule_index(Code code) {
  const auto [place, is_new] = indices_.emplace(code, rules_.size());
  if (!is_new) return place->second;
  const CodeInfo& facts = info(code);
  ordered_json rule;
  rule["id"] = id(code);
  rule["name"] = facts.name;
  rule["shortDescription"]["text"] = choose(facts.title_fr, facts.title_en);
  if (const std::string_view text = page(code, language_); !text.empty()) {
    rule["help"]["text"] = text;
    rule["help"]["markdown"] = text;
  }
  rule["defaultConfiguration"]["level"] = level_name(facts.level);
  rules_.push_back(std::move(rule));
  return place->second;
}

/// 3.30: lines and columns from 1; the end column is one past the last.
ordered_json SarifWriter::region_of(base::Span span) const {
  const base::LineColumn begin = sources_.line_column(span.source, span.begin);
  const base::LineColumn end = sources_.line_column(span.source, span.end);
  ordered_json region;
  region["startLine"] = begin.line;
  region["startColumn"] = begin.column;
  region["endLine"] = end.line;
  region["endColumn"] = end.column;
  region["byteOffset"] = span.begin;
  region["byteLength"] = span.size();
  return region;
}

ordered_json SarifWriter::location_of(base::Span span) const {
  ordered_json location;
  location["physicalLocation"]["artifactLocation"]["uri"] = uri_of(sources_[span.source].path);
  location["physicalLocation"]["region"] = region_of(span);
  return location;
}

/// 3.55: all replacements together mend the mistake.
ordered_json SarifWriter::fix_of(const Diagnostic& diagnostic) const {
  ordered_json changes = ordered_json::array();
  std::map<base::SourceId, std::size_t> files;
  for (const Fix& fix : diagnostic.fixes) {
    if (!fix.span.valid()) continue;
    const auto [place, is_new] = files.emplace(fix.span.source, changes.size());
    if (is_new) {
      ordered_json change;
      change["artifactLocation"]["uri"] = uri_of(sources_[fix.span.source].path);
      change["replacements"] = ordered_json::array();
      changes.push_back(std::move(change));
    }
    ordered_json replacement;
    replacement["deletedRegion"] = region_of(fix.span);
    replacement["insertedContent"]["text"] = fix.replacement;
    changes[place->second]["replacements"].push_back(std::move(replacement));
  }
  ordered_json fix;
  fix["artifactChanges"] = std::move(changes);
  return fix;
}

ordered_json SarifWriter::result_of(const Diagnostic& diagnostic) {
  ordered_json result;
  result["ruleId"] = id(diagnostic.code);
  result["ruleIndex"] = rule_index(diagnostic.code);
  // 3.27.10: how grave a result is.
  result["level"] = level_name(info(diagnostic.code).level);
  result["message"]["text"] = plain_message(diagnostic, language_);
  if (diagnostic.span.valid()) {
    result["locations"] = ordered_json::array({location_of(diagnostic.span)});
  } else if (!diagnostic.free_path.empty()) {
    ordered_json location;
    location["physicalLocation"]["artifactLocation"]["uri"] = uri_of(diagnostic.free_path);
    result["locations"] = ordered_json::array({std::move(location)});
  }
  ordered_json related = ordered_json::array();
  for (const Secondary& secondary : diagnostic.secondary) {
    if (!secondary.span.valid()) continue;
    ordered_json location = location_of(secondary.span);
    location["id"] = related.size();
    location["message"]["text"] = expanded(label_text(secondary.label, language_), diagnostic);
    related.push_back(std::move(location));
  }
  if (!related.empty()) result["relatedLocations"] = std::move(related);
  ordered_json fix = fix_of(diagnostic);
  if (!fix["artifactChanges"].empty()) result["fixes"] = ordered_json::array({std::move(fix)});
  return result;
}

}  // namespace

std::string render_sarif(const base::SourceMap& sources, const Sink& sink, Language language,
                         std::string_view version) {
  // A parameter may come from data that is not UTF-8: such bytes are replaced, never a reason to fail.
  return SarifWriter(sources, sink, language)
             .write(version)
             .dump(2, ' ', false, ordered_json::error_handler_t::replace) +
         "\n";
}

}  // namespace avenant::diagnostics
