#include "adapters/dashboard/told_document.hpp"

#include "domain/time.hpp"

#include <string>
#include <utility>

namespace riskd::dashboard {

namespace {

/// Whether brackets outside of texts are nested deeper than allowed. What is no JSON may pass: the
/// parser finds it.
bool is_too_deep(std::string_view text) {
  std::size_t depth = 0;
  bool in_text = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_text && c == '\\')
      ++i;
    else if (c == '"')
      in_text = !in_text;
    else if (!in_text && (c == '{' || c == '[')) {
      if (++depth > document_depth_max)
        return true;
    } else if (!in_text && (c == '}' || c == ']') && depth > 0)
      --depth;
  }
  return false;
}

template <class T>
json known_or_null(const std::optional<T>& x) {
  return x ? json(to_string(*x)) : json(nullptr);
}

/// An account of which nothing is known but what was reported beside its document.
json bare_account(const domain::account_report& x) {
  const bool is_shadow = x.state == domain::protection::shadow;
  const auto nothing = json::array();
  return {
    {"name", x.name},
    {"id", nullptr},
    {"mode", is_shadow ? "shadow" : "enforce"},
    {"state", to_string(x.state)},
    {"reasons", nothing},
    {"locked", x.is_locked},
    {"can_trade", true},
    {"balance", nullptr},
    {"realized", known_or_null(x.realized)},
    {"unrealized", known_or_null(x.unrealized)},
    {"unrealized_complete", x.unrealized.has_value()},
    {"total", nullptr},
    {"open_positions", 0},
    {"day", nullptr},
    {"next_reset", nullptr},
    {"next_reset_seconds", nullptr},
    {"positions", nothing},
    {"orders", nothing},
    {"rules", nothing},
    {"locks", nothing},
    {"safe_mode", nullptr},
    {"enforcement",
     {{"active", false},
      {"started", nullptr},
      {"commands_sent", 0},
      {"commands_failed", 0},
      {"verified_flat", nullptr}}},
    {"self_tested", nullptr},
    {"last_reconciled", nullptr},
    {"last_reconciled_age_seconds", nullptr},
    {"discrepancies", nothing},
    {"events_applied", 0},
    {"events_quarantined", 0},
    {"notice", ""},
    {"config", ""},
    {"pending", nullptr},
  };
}

json bare_story(const domain::story_report& x) {
  const auto nothing = json::array();
  return {
    {"schema", 1},
    {"breach",
     {{"name", x.account},
      {"id", nullptr},
      {"breach", x.breach.value()},
      {"ts", domain::to_string(x.at)},
      {"rule", ""},
      {"about", nullptr},
      {"observed", nullptr},
      {"limit", nullptr},
      {"unit", ""},
      {"action", ""},
      {"closed", nullptr}}},
    {"mode", nullptr},
    {"stages", nothing},
    {"locks", nothing},
    {"commands", nothing},
    {"has_more_commands", false},
    {"closings", nothing},
    {"cost_of_delay",
     {{"figure", nullptr},
      {"result", nullptr},
      {"costs", "0.00"},
      {"lost", nullptr},
      {"unknown_because", "what riskd told of it cannot be read"}}},
  };
}

/// Whether `found` can stand where `expected` does: null stands for a value that is not known.
bool has_form_of(const json& found, const json& expected) {
  if (expected.is_null())
    return true;
  if (expected.is_number())
    return found.is_number();
  return found.type() == expected.type();
}

/// Rows are objects; only reasons are texts.
void drop_misplaced_rows(const std::string& name, json& rows) {
  const bool are_texts = name == "reasons";
  auto kept = json::array();
  for (auto& each : rows)
    if (are_texts ? each.is_string() : each.is_object())
      kept.push_back(std::move(each));
  rows = std::move(kept);
}

/// Adds to `told` what `bare` has and it lacks.
json filled_up(json told, json bare) {
  for (auto& [name, value] : bare.items()) {
    const auto found = told.find(name);
    if (found == told.end() || !has_form_of(*found, value))
      told[name] = std::move(value);
    else if (value.is_array())
      drop_misplaced_rows(name, *found);
  }
  return told;
}

bool is_object_at(const json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_object();
}

bool is_array_at(const json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_array();
}

} // namespace

std::optional<json> read_document(std::string_view text) {
  if (text.size() > document_bytes_max || is_too_deep(text))
    return std::nullopt;
  constexpr bool throws = false;
  auto read = json::parse(text, nullptr, throws);
  return read.is_object() ? std::optional{std::move(read)} : std::nullopt;
}

json account_document(const domain::account_report& x) {
  auto bare = bare_account(x);
  auto told = read_document(x.document);
  if (!told) {
    bare["reasons"].push_back("what riskd tells of the account cannot be read");
    bare["unreadable"] = true;
    return bare;
  }
  auto out = filled_up(std::move(*told), std::move(bare));
  // Accounts are told apart by it, whatever the document says.
  out["name"] = x.name;
  out.erase("unreadable");
  return out;
}

std::optional<json> status_document(std::string_view text) {
  auto told = read_document(text);
  if (!told || !is_object_at(*told, "daemon") || !is_array_at(*told, "gateways")
      || !is_array_at(*told, "alerts") || !is_object_at(*told, "notifications")
      || !is_array_at((*told)["notifications"], "channels")
      || !is_object_at((*told)["daemon"], "storage"))
    return std::nullopt;
  told->erase("accounts");
  return told;
}

json story_document(const domain::story_report& x) {
  auto bare = bare_story(x);
  auto told = read_document(x.document);
  if (!told) {
    bare["unreadable"] = true;
    return bare;
  }
  auto out = filled_up(std::move(*told), std::move(bare));
  out.erase("unreadable");
  return out;
}

const json& rows_of(const json& object, const char* name) {
  static const json none = json::array();
  const auto found = object.find(name);
  return found != object.end() && found->is_array() ? *found : none;
}

std::optional<std::string> text_of(const json& object, const char* name) {
  if (!object.is_object())
    return std::nullopt;
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? std::optional{found->get<std::string>()}
                                                     : std::nullopt;
}

} // namespace riskd::dashboard
