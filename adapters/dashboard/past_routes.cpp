#include "adapters/dashboard/past_routes.hpp"

#include "adapters/dashboard/day_json.hpp"
#include "adapters/dashboard/past_json.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace riskd::dashboard {

namespace {

using domain::fleet_account;
using domain::fleet_daemon;
using limit = history_desk::limit;

constexpr std::size_t points_max = 2'000;
constexpr std::size_t stories_of_day_max = 500;

struct count_range {
  std::size_t otherwise;
  std::size_t most;
};

/// The parameter `count`; nothing if it is no number from 1 to the most there may be.
std::optional<std::size_t> count_of(const hub_call& asked, const count_range& range) {
  const auto* text = asked.find("count");
  if (text == nullptr)
    return range.otherwise;
  std::size_t out = 0;
  const auto* end = text->data() + text->size();
  const auto [stop, error] = std::from_chars(text->data(), end, out);
  const bool is_good = error == std::errc{} && stop == end && out >= 1 && out <= range.most;
  return is_good ? std::optional{out} : std::nullopt;
}

reply bad_count(const count_range& range) {
  return refuse(400, "bad_request",
                "count must be a number from 1 to " + std::to_string(range.most));
}

reply unreadable(const domain::failure& why) {
  return refuse(500, "internal_error", "the history could not be read: " + why.sentence);
}

std::shared_ptr<const fleet_daemon> find_daemon(const server_state& state,
                                                const std::string& name) {
  const auto status = state.from.status.latest();
  const auto found = std::find_if(status->daemons.begin(), status->daemons.end(),
                                  [&name](const auto& each) { return each->name == name; });
  return found == status->daemons.end() ? nullptr : *found;
}

/// An account, kept alive by its daemon; null if there is none.
std::shared_ptr<const fleet_account> find_account(const server_state& state,
                                                  const hub_call& asked) {
  auto daemon = find_daemon(state, asked.arguments.at(0));
  if (daemon == nullptr)
    return nullptr;
  const auto& name = asked.arguments.at(1);
  const auto found = std::find_if(daemon->accounts.begin(), daemon->accounts.end(),
                                  [&name](const auto& each) { return each.what.name == name; });
  return found == daemon->accounts.end()
           ? nullptr
           : std::shared_ptr<const fleet_account>{std::move(daemon), &*found};
}

reply no_such_account() {
  return refuse(404, "not_found", "there is no such account");
}

void ask_desk(const server_state& state, history_desk::work how, const on_outcome& told) {
  state.desk->ask(std::move(how), [told](reply found) { told(std::move(found)); });
}

reply read_day(const domain::fleet_history_port& history, const asked_day& day,
               const fleet_account& account, const limit& is_over) {
  const auto points
    = history.results(day.daemon, day.account, day.begin, day.end, points_max, is_over);
  if (!points)
    return unreadable(points.error());
  const auto stories
    = history.stories(day.daemon, day.account, day.begin, day.end, stories_of_day_max, is_over);
  if (!stories)
    return unreadable(stories.error());
  return json_reply(day_text(day, account, *points, *stories));
}

void tell_day(server_state& state, const hub_call& asked, const on_outcome& told) {
  const auto account = find_account(state, asked);
  if (account == nullptr)
    return told(no_such_account());
  const auto* wanted = asked.find("day");
  const auto day = find_day(asked.arguments.at(0), *account, wanted == nullptr ? "today" : *wanted);
  if (!day) {
    const bool is_unknown = day.error().code == domain::failure_code::refused;
    return told(refuse(is_unknown ? 503 : 400, is_unknown ? "not_ready" : "bad_request",
                       day.error().sentence));
  }
  const auto& history = state.from.history;
  ask_desk(
    state,
    [&history, account, day = *day](const limit& is_over) {
      return read_day(history, day, *account, is_over);
    },
    told);
}

void tell_timelines(server_state& state, const hub_call& asked, const on_outcome& told) {
  constexpr count_range range{10, 100};
  const auto count = count_of(asked, range);
  if (!count)
    return told(bad_count(range));
  if (find_account(state, asked) == nullptr)
    return told(no_such_account());
  const auto& history = state.from.history;
  ask_desk(
    state,
    [&history, count = *count, whose = asked.arguments](const limit& is_over) {
      const auto found = history.stories(whose.at(0), whose.at(1), {}, {}, count, is_over);
      return found ? json_reply(timelines_text(*found)) : unreadable(found.error());
    },
    told);
}

void tell_log(server_state& state, const hub_call& asked, const on_outcome& told) {
  constexpr count_range range{50, 1'000};
  const auto count = count_of(asked, range);
  if (!count)
    return told(bad_count(range));
  const auto& daemon = asked.arguments.at(0);
  if (find_daemon(state, daemon) == nullptr)
    return told(refuse(404, "not_found", "there is no such daemon"));
  const auto* account = asked.find("account");
  const auto& history = state.from.history;
  ask_desk(
    state,
    [&history, count = *count, daemon,
     name = account == nullptr ? std::string{} : *account](const limit& is_over) {
      const auto found = history.records(daemon, name, count, is_over);
      return found ? json_reply(log_text(*found)) : unreadable(found.error());
    },
    told);
}

void tell_alarms(server_state& state, const hub_call& asked, const on_outcome& told) {
  constexpr count_range range{100, 1'000};
  const auto count = count_of(asked, range);
  if (!count)
    return told(bad_count(range));
  const auto& history = state.from.history;
  ask_desk(
    state,
    [&history, count = *count, status = state.from.status.latest()](const limit& is_over) {
      const auto found = history.alarms(count, is_over);
      return found ? json_reply(alarms_text(*found, status->alarms, count))
                   : unreadable(found.error());
    },
    told);
}

} // namespace

std::vector<hub_route> past_routes() {
  return {
    {"GET", "/api/daemons/{daemon}/accounts/{account}/day", {"day"}, true, tell_day},
    {"GET", "/api/daemons/{daemon}/accounts/{account}/timelines", {"count"}, true, tell_timelines},
    {"GET", "/api/daemons/{daemon}/log", {"account", "count"}, true, tell_log},
    {"GET", "/api/alarms", {"count"}, true, tell_alarms},
  };
}

} // namespace riskd::dashboard
