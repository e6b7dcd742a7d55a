#include "adapters/sqlite/breach_trace.hpp"

#include "adapters/sqlite/history_rows.hpp"
#include "adapters/sqlite/payload_json.hpp"
#include "adapters/sqlite/story_rows.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <utility>
#include <variant>

namespace riskd::sqlite {

using domain::account_payload;
using domain::breach_story;
using domain::contract_id;
using domain::past_command;
using domain::result;
using domain::time_point;

namespace {

using namespace std::chrono_literals;

/// Events are stored in the order of their arrival, but clocks are set.
constexpr auto search_margin = 2s;

/// Events of all accounts that are looked through at most.
constexpr std::int64_t events_max = 500'000;

constexpr const char* events_from = R"(
  SELECT sequence, received, source, kind, payload FROM events
  WHERE id >= :first AND id < :last AND account = :account ORDER BY id)";

constexpr const char* trade_of_account = R"(
  SELECT trades.account AS account, accounts.name AS name, trade, day, at, order_id, contract,
    side, size, price, profit_and_loss, fees, commissions, voided
  FROM trades JOIN accounts USING (account) WHERE trades.account = :account AND trade = :trade)";

/// What the commands are to take away, and what of it was seen to go.
class targets {
public:
  /// Whatever was commanded until `instant` has to go.
  void expect(const std::vector<past_command>& commands, time_point instant) {
    for (; next_ < commands.size() && commands[next_].decided <= instant; ++next_)
      expect(commands[next_]);
  }

  void see(const account_payload& x) {
    if (const auto* order = std::get_if<domain::order_row>(&x))
      see_order(*order);
    else if (const auto* position = std::get_if<domain::position_row>(&x))
      see_position(*position);
    else if (const auto* trade = std::get_if<domain::trade_row>(&x))
      see_trade(*trade);
  }

  [[nodiscard]] bool were_expected() const {
    return next_ > 0;
  }

  [[nodiscard]] bool are_gone() const {
    return orders_.empty() && positions_.empty() && excess_.empty();
  }

private:
  void expect(const past_command& x) {
    if (x.name == "cancel_order" && x.order)
      orders_.insert(*x.order);
    else if (x.name == "close_position")
      positions_.insert(x.contract);
    else if (x.name == "reduce_position" && x.size && x.attempt == 1)
      excess_[x.contract] = x.size->count();
  }

  void see_order(const domain::order_row& x) {
    if (domain::is_terminal(x.status))
      orders_.erase(x.id);
  }

  void see_position(const domain::position_row& x) {
    if (x.size.count() != 0)
      return;
    positions_.erase(x.contract);
    excess_.erase(x.contract);
  }

  /// A position that is reduced goes on existing: the fills tell.
  void see_trade(const domain::trade_row& x) {
    if (!x.contract || !x.size || !x.profit_and_loss)
      return;
    const auto found = excess_.find(*x.contract);
    if (found == excess_.end())
      return;
    found->second -= x.size->count();
    if (found->second <= 0)
      excess_.erase(found);
  }

  std::size_t next_ = 0;
  std::set<domain::order_id> orders_;
  std::set<contract_id> positions_;
  std::map<contract_id, std::int64_t> excess_;
};

/// Goes through the events of the account.
class event_trace {
public:
  explicit event_trace(breach_story& story) : story_(story) {
  }

  result<void> take(const row& from) {
    const auto received = from.time("received");
    if (story_.gone)
      return take_late(from, received);
    const auto sequence = static_cast<std::uint64_t>(from.integer("sequence"));
    const auto& what = story_.what;
    if (what.cause != 0 && sequence == what.cause)
      story_.shown_by = domain::past_event{from.text("kind"), from.text("source"), received};
    if (what.cause != 0 ? sequence <= what.cause : received < what.at)
      return {};
    const auto payload = parse_payload(from.text("kind"), from.text("payload"));
    if (!payload)
      return payload.error();
    targets_.expect(story_.commands, received);
    targets_.see(*payload);
    if (const auto* trade = std::get_if<domain::trade_row>(&*payload))
      trades_.push_back(trade->id);
    if (targets_.were_expected() && targets_.are_gone())
      story_.gone = received;
    return {};
  }

  [[nodiscard]] const std::vector<domain::trade_id>& trades() const {
    return trades_;
  }

private:
  /// A fill may be told a little later than the position that it closed.
  result<void> take_late(const row& from, time_point received) {
    if (received > *story_.gone + search_margin || from.text("kind") != "trade")
      return {};
    const auto payload = parse_payload("trade", from.text("payload"));
    if (!payload)
      return payload.error();
    const auto& trade = std::get<domain::trade_row>(*payload);
    if (trade.created && *trade.created <= *story_.gone)
      trades_.push_back(trade.id);
    return {};
  }

  breach_story& story_;
  targets targets_;
  std::vector<domain::trade_id> trades_;
};

/// The fills as they are now, corrections included; those that open something are left out.
result<void> add_closings(connection& database, breach_story& story,
                          const std::vector<domain::trade_id>& trades) {
  auto query = database.prepare(trade_of_account);
  if (!query)
    return query.error();
  for (const auto trade : trades) {
    const auto done = query->each(
      [&](const row& from) -> result<void> {
        auto found = read_past_trade(from);
        if (!found)
          return found.error();
        const bool is_known
          = std::find(story.closings.begin(), story.closings.end(), *found) != story.closings.end();
        if (found->row.profit_and_loss && !is_known)
          story.closings.push_back(std::move(*found));
        return {};
      },
      story.what.account, trade);
    if (!done)
      return done.error();
  }
  return {};
}

} // namespace

result<void> trace_events(connection& database, breach_story& story, time_point to) {
  const auto first = first_event_from(database, story.what.at - search_margin);
  if (!first)
    return first.error();
  auto last = first_event_from(database, to + search_margin);
  if (!last)
    return last.error();
  auto query = database.prepare(events_from);
  if (!query)
    return query.error();
  event_trace trace{story};
  const auto done = query->each([&](const row& from) { return trace.take(from); }, *first,
                                std::min(*last, *first + events_max), story.what.account);
  if (!done)
    return done.error();
  if (story.gone)
    std::erase_if(story.commands, [&](const past_command& x) { return x.decided > *story.gone; });
  return add_closings(database, story, trace.trades());
}

} // namespace riskd::sqlite
