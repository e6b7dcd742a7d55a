#include "actors/account_checkpoints.hpp"

#include <optional>

namespace riskd {

namespace {

using namespace std::chrono_literals;
using logging::field;

constexpr domain::duration telling_pace = 1s;

/// True at most once a `telling_pace` for each key.
template <class Key>
bool is_due(std::map<Key, domain::duration>& told, const Key& key, domain::duration now) {
  const auto [known, is_new] = told.try_emplace(key, now);
  if (!is_new && now - known->second < telling_pace)
    return false;
  known->second = now;
  return true;
}

struct event_form {
  const char* type = nullptr;
  /// When it happened, by the venue; empty where the row does not say.
  std::optional<domain::time_point> at;
};

struct form_reader {
  event_form operator()(const domain::trade_row& x) const {
    return {"trade", x.created};
  }

  event_form operator()(const domain::order_row& x) const {
    return {"order", x.updated};
  }

  event_form operator()(const domain::position_row& x) const {
    return {"position", x.created};
  }

  event_form operator()(const domain::account_row&) const {
    return {"account", std::nullopt};
  }

  event_form operator()(const domain::rejected_payload&) const {
    return {"unreadable", std::nullopt};
  }
};

void tell(const logging::logger& log, const event_form& what, std::uint64_t sequence,
          domain::time_point now) {
  std::optional<std::int64_t> age;
  if (what.at)
    age = std::chrono::duration_cast<std::chrono::milliseconds>(now - *what.at).count();
  log.debug("checkpoint.event_received", field("type", what.type), field("seq", sequence),
            field("source_ts", what.at), field("age_ms", age));
}

} // namespace

void account_checkpoints::received(const logging::logger& log, const account_input& input,
                                   std::uint64_t sequence, const domain::clock_reading& now) {
  if (!log.writes(logging::level::debug))
    return;
  if (const auto* row = std::get_if<domain::payload_input>(&input.input))
    tell(log, std::visit(form_reader{}, row->payload), sequence, now.wall);
  else if (const auto* quote = std::get_if<domain::quote_input>(&input.input);
           quote && is_due(quotes_, quote->contract, now.monotonic))
    tell(log, {"quote", quote->merged.last_updated}, sequence, now.wall);
}

void account_checkpoints::passed(const logging::logger& log,
                                 const std::vector<domain::rule_status>& rules,
                                 domain::duration now) {
  if (!log.writes(logging::level::debug))
    return;
  for (const auto& each : rules)
    if (each.enabled && !each.failed && !each.in_breach && is_due(passes_, each.rule, now))
      log.debug("checkpoint.rule_evaluated", field("rule", each.rule), field("result", "pass"),
                field("observed", each.observed), field("limit", each.limit));
}

} // namespace riskd
