#include "adapters/control_api/history_routes.hpp"

#include "adapters/control_api/account_json.hpp"
#include "adapters/control_api/status_json.hpp"
#include "adapters/control_api/story_json.hpp"

#include <charconv>
#include <string_view>
#include <utility>

namespace riskd::control_api {

namespace {

using domain::history_part;
using domain::history_port;
using domain::history_range;

/// What is told of unless more is asked for, and at most.
constexpr std::int64_t count_usual = 50;
constexpr std::int64_t count_max = 1000;

template <class Record>
answer told(const char* key, const domain::result<history_part<Record>>& found,
            json (*write)(const Record&)) {
  if (!found)
    return refuse(500, "internal_error", found.error().sentence);
  json out{{"schema", 1}, {"has_older", found->has_older}, {key, json::array()}};
  for (const auto& each : found->records)
    out[key].push_back(write(each));
  return {200, std::move(out), ""};
}

std::optional<std::int64_t> parse_count(const std::string& text) {
  std::int64_t out = 0;
  const auto* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, out);
  const bool is_good = error == std::errc{} && stop == end && out >= 1 && out <= count_max;
  return is_good ? std::optional{out} : std::nullopt;
}

/// Reads `CHAIN.N`, as the members of a record name its place.
std::optional<domain::record_place> parse_place(std::string_view text) {
  domain::record_place out;
  const auto* end = text.data() + text.size();
  const auto chain = std::from_chars(text.data(), end, out.chain);
  if (chain.ec != std::errc{} || chain.ptr == end || *chain.ptr != '.')
    return std::nullopt;
  const auto number = std::from_chars(chain.ptr + 1, end, out.number);
  return number.ec == std::errc{} && number.ptr == end ? std::optional{out} : std::nullopt;
}

/// What was asked for, or how to refuse it.
struct understood {
  history_range wanted;
  std::optional<answer> refusal;
};

understood understand(const call& asked, const domain::status_port& status) {
  understood out;
  out.wanted.count = count_usual;
  if (const auto* given = asked.find("count")) {
    const auto count = parse_count(*given);
    if (!count)
      out.refusal = refuse(400, "bad_request",
                           "count has to be a number from 1 to " + std::to_string(count_max));
    out.wanted.count = count.value_or(count_usual);
  }
  if (const auto* given = asked.find("after")) {
    out.wanted.after = parse_place(*given);
    if (!out.wanted.after)
      out.refusal
        = refuse(400, "bad_request", "after has to be the chain and the number of a record");
  }
  if (const auto* name = asked.find("account")) {
    const auto latest = status.latest();
    const auto* account = find_account(*latest, *name);
    if (account == nullptr)
      out.refusal
        = refuse(404, "not_found", "there is no account with the name or id '" + *name + "'");
    else if (!account->id)
      out.refusal = refuse(503, "not_ready", "the account '" + *name + "' was not found yet");
    else
      out.wanted.account = account->id;
  }
  return out;
}

std::string place_text(const std::optional<domain::record_place>& x) {
  return x ? " " + std::to_string(x->chain) + "." + std::to_string(x->number) : "";
}

/// A route whose answer is worked out at the desk.
template <class Record>
route slow_route(const history_sources& from, const char* path, std::vector<std::string> parameters,
                 const char* key,
                 domain::result<history_part<Record>> (history_port::*read)(
                   const history_range&, const history_port::limit&) const,
                 json (*write)(const Record&)) {
  return {method::get, path, role::trader, std::move(parameters),
          [from, path, key, read, write](const call& asked) {
            auto meant = understand(asked, from.status);
            if (meant.refusal)
              return std::move(*meant.refusal);
            const auto wanted = meant.wanted;
            const auto question = std::string{path} + " "
                                  + (wanted.account ? domain::to_string(*wanted.account) : "all")
                                  + " " + std::to_string(wanted.count) + place_text(wanted.after);
            const auto& past = from.past;
            return from.desk.ask(question, [&past, wanted, key, read, write](const auto& is_over) {
              return told<Record>(key, (past.*read)(wanted, is_over), write);
            });
          }};
}

} // namespace

route_table history_routes(const history_sources& from) {
  return {slow_route<domain::past_lock>(from, "/v1/history/locks", {"account", "count"}, "locks",
                                        &history_port::locks, past_lock_json),
          slow_route<domain::logged_record>(from, "/v1/history/log", {"account", "count", "after"},
                                            "records", &history_port::log, logged_json),
          slow_route<domain::past_trade>(from, "/v1/history/trades", {"account", "count"}, "trades",
                                         &history_port::trades, past_trade_json)};
}

} // namespace riskd::control_api
