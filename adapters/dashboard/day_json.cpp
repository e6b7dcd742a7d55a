#include "adapters/dashboard/day_json.hpp"

#include "adapters/dashboard/aged_object.hpp"
#include "domain/decimal.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace riskd::dashboard {

namespace {

using domain::failure;
using domain::failure_code;
using domain::time_point;

/// A limit that can be drawn beside the account's result. RULE-003 and RULE-013 compare the total
/// unless configured otherwise, which the status does not tell.
struct drawn_limit {
  std::string_view rule;
  const char* label;
  const char* measure;
};

constexpr std::array drawn_limits{
  drawn_limit{"RULE-003", "daily loss limit", "total"},
  drawn_limit{"RULE-004", "open loss of a position", "unrealized"},
  drawn_limit{"RULE-005", "open profit of a position", "unrealized"},
  drawn_limit{"RULE-013", "daily profit target", "total"},
};

/// An amount as a JSON number, exact; nothing if the text is none.
std::optional<json> number_of(const std::optional<std::string>& text) {
  const auto amount = text ? domain::parse_money(*text) : std::nullopt;
  return amount ? std::optional{json::parse(to_string(*amount))} : std::nullopt;
}

json limits_json(const json& account) {
  auto out = json::array();
  for (const auto& rule : rows_of(account, "rules"))
    for (const auto& each : drawn_limits) {
      if (text_of(rule, "rule") != each.rule || text_of(rule, "state") == "disabled")
        continue;
      if (auto value = number_of(text_of(rule, "limit")))
        out.push_back({{"rule", each.rule},
                       {"label", each.label},
                       {"measure", each.measure},
                       {"value", std::move(*value)}});
    }
  return out;
}

json or_null(std::optional<std::string> x) {
  return x ? json(std::move(*x)) : json(nullptr);
}

json lock_of(const json& row) {
  return {{"rule", text_of(row, "rule").value_or("")},
          {"reason", text_of(row, "reason").value_or("")},
          {"since", or_null(text_of(row, "since"))},
          {"until", or_null(text_of(row, "until"))},
          {"ended", or_null(text_of(row, "ended"))}};
}

bool is_same_lock(const json& a, const json& b) {
  return a["rule"] == b["rule"] && a["since"] == b["since"];
}

/// Whether a lock was in force at some time of the day. One whose times cannot be read was not.
bool touches(const json& lock, const asked_day& day) {
  const auto time_at = [&lock](const char* name) {
    const auto text = text_of(lock, name);
    return text ? domain::parse_time(*text) : std::nullopt;
  };
  const auto since = time_at("since");
  const auto ended = time_at("ended");
  return since && *since < day.end && (!ended || *ended > day.begin);
}

/// Locks in force as the account tells them, and those of the stories. A story that was told while
/// its lock was in force does not know that it has ended since: then its planned end counts.
json locks_json(const asked_day& day, const json& account, const std::vector<json>& stories,
                time_point told) {
  std::vector<json> out;
  for (const auto& row : rows_of(account, "locks"))
    out.push_back(lock_of(row));
  const auto in_force = out.size();
  for (const auto& story : stories)
    for (const auto& row : rows_of(story, "locks")) {
      auto lock = lock_of(row);
      const auto is_same = [&lock](const json& other) {
        return is_same_lock(lock, other);
      };
      if (std::any_of(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(in_force), is_same))
        continue;
      const auto until = text_of(lock, "until");
      const auto planned = until ? domain::parse_time(*until) : std::nullopt;
      if (lock["ended"].is_null() && planned && *planned <= told)
        lock["ended"] = *until;
      out.push_back(std::move(lock));
    }
  auto rows = json::array();
  for (auto& each : out)
    if (touches(each, day))
      rows.push_back(std::move(each));
  return rows;
}

json breaches_json(const std::vector<domain::story_report>& stories,
                   const std::vector<json>& documents) {
  auto out = json::array();
  for (std::size_t i = 0; i < stories.size(); ++i) {
    const auto& told = documents[i]["breach"];
    out.push_back({{"breach", stories[i].breach.value()},
                   {"ts", domain::to_string(stories[i].at)},
                   {"rule", text_of(told, "rule").value_or("")},
                   {"observed", or_null(text_of(told, "observed"))},
                   {"limit", or_null(text_of(told, "limit"))}});
  }
  return out;
}

/// Amounts are written as they are: exact, and never as binary fractions.
std::string points_text(const std::vector<domain::result_point>& points) {
  std::string out = "[";
  for (const auto& each : points) {
    const auto since = each.at.time_since_epoch();
    out += out.size() > 1 ? ",[" : "[";
    out += std::to_string(std::chrono::floor<std::chrono::seconds>(since).count());
    out += "," + to_string(each.realized) + ",";
    out += each.unrealized ? to_string(*each.unrealized) : "null";
    out += "]";
  }
  return out + "]";
}

} // namespace

domain::result<asked_day> find_day(const std::string& daemon, const domain::fleet_account& account,
                                   std::string_view wanted) {
  const auto date = wanted == "today" ? std::nullopt : domain::parse_date(wanted);
  if (wanted != "today" && !date)
    return failure{failure_code::malformed_input, "the day must be today or a date, YYYY-MM-DD"};
  const auto told = account_document(account.what);
  const auto day_text = text_of(told, "day");
  const auto end_text = text_of(told, "next_reset");
  const auto today = domain::parse_date(day_text.value_or(""));
  const auto end = end_text ? domain::parse_time(*end_text) : std::nullopt;
  if (!today || !end)
    return failure{failure_code::refused, "the trading day of the account is not known yet"};
  const auto chosen = date.value_or(*today);
  const auto days_before = std::chrono::sys_days{*today} - std::chrono::sys_days{chosen};
  const auto chosen_end = *end - days_before;
  return asked_day{daemon, account.what.name, chosen, chosen_end - std::chrono::days{1},
                   chosen_end};
}

std::string day_text(const asked_day& asked, const domain::fleet_account& account,
                     const std::vector<domain::result_point>& points,
                     const std::vector<domain::story_report>& stories) {
  const auto told = account_document(account.what);
  std::vector<json> documents;
  for (const auto& each : stories)
    documents.push_back(story_document(each));
  auto out = written({{"schema", 1},
                      {"daemon", asked.daemon},
                      {"account", asked.account},
                      {"day", domain::to_string(asked.day)},
                      {"begin", domain::to_string(asked.begin)},
                      {"end", domain::to_string(asked.end)},
                      {"limits", limits_json(told)},
                      {"locks", locks_json(asked, told, documents, account.received)},
                      {"breaches", breaches_json(stories, documents)}});
  out.pop_back();
  return out + R"(,"points":)" + points_text(points) + "}";
}

} // namespace riskd::dashboard
