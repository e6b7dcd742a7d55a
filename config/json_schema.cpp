#include "config/json_schema.hpp"

#include "config/key_table.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>
#include <utility>

namespace riskd::config {

namespace {

using json = nlohmann::ordered_json;

/// Sections that stand in several places; each is described once.
constexpr std::array<std::string_view, 5> shared_sections{"gateway", "account", "channel",
                                                          "calendar", "rules"};

/// A text that consists of exactly `${NAME}` (R-C-3).
constexpr const char* reference_pattern = "^\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}$";

bool is_shared(const node& form) {
  return std::find(shared_sections.begin(), shared_sections.end(), form.key)
         != shared_sections.end();
}

json definition(const char* name) {
  return {{"$ref", "#/$defs/" + std::string{name}}};
}

json any_of(json first, json second) {
  return {{"anyOf", json::array({std::move(first), std::move(second)})}};
}

/// Writes the description of one tree of keys.
class schema_writer {
public:
  /// @param takes_references Whether `${NAME}` may stand for a text here.
  json describe(const node& form, bool takes_references) {
    auto out = content(form, takes_references || form.takes_references);
    return form.nullable ? any_of(std::move(out), json{{"type", "null"}}) : out;
  }

  json take_definitions() {
    return std::move(definitions_);
  }

private:
  json content(const node& form, bool takes_references) {
    switch (form.kind) {
      case node_kind::leaf:
        return leaf(form, takes_references);
      case node_kind::section:
        return is_shared(form) ? shared(form, takes_references) : object(form, takes_references);
      case node_kind::table:
        return table(form, takes_references);
      case node_kind::list:
        return list(form, takes_references);
    }
    return {};
  }

  static json leaf(const node& form, bool takes_references) {
    auto out = json::parse(form.schema);
    if (form.secret)
      return out;
    if (takes_references)
      return is_text(out) ? any_of(std::move(out), definition("reference")) : out;
    // A free text could be taken for a reference, which is not replaced here.
    if (out.value("type", "") == "string" && !out.contains("pattern"))
      out["not"] = definition("reference");
    return out;
  }

  static bool is_text(const json& leaf) {
    return leaf.contains("enum") || leaf.value("type", "") == "string";
  }

  json shared(const node& form, bool takes_references) {
    if (!definitions_.contains(form.key)) {
      definitions_[form.key] = nullptr; // Keeps its place before what it contains.
      auto described = object(form, takes_references);
      definitions_[form.key] = std::move(described);
    }
    return definition(form.key.c_str());
  }

  json object(const node& form, bool takes_references) {
    json out{{"type", "object"}};
    auto required = json::array();
    auto properties = json::object();
    for (const auto& each : form.members) {
      properties[each.key] = member(each, takes_references);
      if (each.required)
        required.push_back(each.key);
    }
    out["properties"] = std::move(properties);
    if (!required.empty())
      out["required"] = std::move(required);
    out["additionalProperties"] = false;
    add_further(form, out);
    return out;
  }

  json member(const node& form, bool takes_references) {
    auto out = json::object();
    if (!form.meaning.empty())
      out["description"] = form.meaning;
    out.update(describe(form, takes_references));
    if (!form.initial.empty())
      out["default"] = json::parse(form.initial);
    return out;
  }

  json table(const node& form, bool takes_references) {
    json out{{"type", "object"}};
    out["propertyNames"] = {{"pattern", form.key_pattern}};
    out["additionalProperties"] = describe(form.members.front(), takes_references);
    add_further(form, out);
    return out;
  }

  json list(const node& form, bool takes_references) {
    json out{{"type", "array"}};
    if (form.items_min > 0)
      out["minItems"] = form.items_min;
    if (form.items_max < std::numeric_limits<std::size_t>::max())
      out["maxItems"] = form.items_max;
    out["items"] = describe(form.members.front(), takes_references);
    add_further(form, out);
    return out;
  }

  static void add_further(const node& form, json& out) {
    if (!form.schema.empty())
      out.update(json::parse(form.schema));
  }

  json definitions_ = json::object();
};

/// Writes JSON with each value on one line where it fits.
std::string laid_out(const json& x, std::size_t indent, std::size_t width_before) {
  constexpr std::size_t width_max = 240;
  auto line = x.dump();
  if (!x.is_structured() || width_before + line.size() < width_max)
    return line;
  const auto margin = std::string(indent + 2, ' ');
  std::string out;
  for (const auto& [key, content] : x.items()) {
    const auto head = x.is_object() ? json(key).dump() + ": " : std::string{};
    out += (out.empty() ? "" : ",") + ("\n" + margin) + head
           + laid_out(content, indent + 2, margin.size() + head.size());
  }
  const bool is_object = x.is_object();
  return (is_object ? "{" : "[") + out + "\n" + std::string(indent, ' ') + (is_object ? "}" : "]");
}

} // namespace

std::string json_schema() {
  json out{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
           {"$id", "urn:riskd:config:1"},
           {"title", "Configuration of riskd"},
           {"description",
            "Made by the program riskd_config_reference from the keys that riskd reads. The file "
            "itself may have comments; 'riskctl config validate' also checks what several values "
            "say together."}};
  schema_writer writer;
  out.update(writer.describe(root_section(), false));
  auto definitions = writer.take_definitions();
  definitions["reference"] = json{{"description", "Stands for the value of that variable."},
                                  {"type", "string"},
                                  {"pattern", reference_pattern}};
  definitions["secret"] = json{
    {"description", "${NAME}, or file:NAME for the content of a file; never the secret itself."},
    {"type", "string"},
    {"pattern", "^(\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}|file:.+)$"}};
  out["$defs"] = std::move(definitions);
  return laid_out(out, 0, 0) + "\n";
}

} // namespace riskd::config
