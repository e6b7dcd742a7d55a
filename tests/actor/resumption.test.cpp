#define CAF_SUITE actor.resumption

#include "adapters/replay/event_reader.hpp"
#include "adapters/sqlite/sha256.hpp"
#include "adapters/system_clock/zone_database.hpp"
#include "config/load.hpp"
#include "tests/actor/lone_account.hpp"
#include "tests/actor/random_trading.hpp"
#include "tests/support/scenario_configuration.hpp"
#include "tests/support/scenario_input.hpp"
#include "tests/support/scenario_records.hpp"
#include "tests/support/scenario_rows.hpp"

#include <caf/test/unit_test.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

namespace actor_resumption {

using namespace riskd;
using namespace riskd::domain;
using namespace riskd::test;

namespace {

const account_id first{1};

using end_manner = lone_account::end_manner;

/// The records in shorthand. Attempts are counted anew after a restart (section 3: the memory of
/// commands is not kept), so they are left out.
std::vector<std::string> in_shorthand(const std::vector<replay_record>& records, std::size_t from,
                                      std::size_t to) {
  std::vector<std::string> texts;
  for (auto i = from; i < to; ++i) {
    auto what = records[i].what;
    if (auto* command = std::get_if<command_record>(&what))
      command->what.attempt = 1;
    texts.push_back(render({records[i].at, first, what}, start_time(), false));
  }
  return texts;
}

std::string joined_from(const std::vector<std::string>& texts, std::size_t from) {
  std::string text;
  for (auto i = from; i < std::min(texts.size(), from + 4); ++i)
    text += "\n    " + texts[i];
  return text;
}

/// Says where both part; empty if they are equal.
std::string difference(const std::vector<std::string>& expected,
                       const std::vector<std::string>& found) {
  const auto [a, b] = std::mismatch(expected.begin(), expected.end(), found.begin(), found.end());
  if (a == expected.end() && b == found.end())
    return {};
  const auto place = static_cast<std::size_t>(a - expected.begin());
  return "record " + std::to_string(place) + "\n  without a restart:" + joined_from(expected, place)
         + "\n  with one:" + joined_from(found, place);
}

/// What is wrong with the records of a run that is interrupted after so many events, if anything.
std::string judge(const random_trading& trading, const std::vector<std::string>& uninterrupted,
                  std::size_t events_before, end_manner manner) {
  lone_account account{trading.settings(), first};
  const auto& events = trading.events();
  for (std::size_t i = 0; i < events_before; ++i)
    account.feed(events[i]);
  const auto before = account.records.size();
  account.restart(manner);
  const auto after = account.records.size();
  for (auto i = events_before; i < events.size(); ++i)
    account.feed(events[i]);
  const auto& records = account.records;
  // Nothing is known of earlier commands: what is still wanted is commanded again, and that is all.
  for (auto i = before; i < after; ++i)
    if (!std::holds_alternative<command_record>(records[i].what))
      return "the restart itself says\n    " + in_shorthand(records, i, i + 1).front();
  auto texts = in_shorthand(records, 0, before);
  for (auto& each : in_shorthand(records, after, records.size()))
    texts.push_back(std::move(each));
  return difference(uninterrupted, texts);
}

void check_restarts(traded_rules rules) {
  for (const auto seed : property_seeds(std::getenv("RISKD_FULL") == nullptr ? 8 : 100)) {
    const random_trading trading{seed, 40, rules};
    lone_account whole{trading.settings(), first};
    for (const auto& event : trading.events())
      whole.feed(event);
    const auto expected = in_shorthand(whole.records, 0, whole.records.size());
    random_choices draw{seed};
    for (const auto manner : {end_manner::killed, end_manner::stopped}) {
      // Between one thing that happens and the next.
      auto cut = static_cast<std::size_t>(draw.below(trading.events().size() - 1));
      while (!std::holds_alternative<clock_tick>(trading.events()[cut].what))
        ++cut;
      const auto wrong = judge(trading, expected, cut + 1, manner);
      const auto* how = manner == end_manner::killed ? " events, killed: " : " events, stopped: ";
      CAF_CHECK_EQUAL(
        with_seed(seed, wrong.empty() ? wrong : std::to_string(cut + 1) + how + wrong),
        std::string{});
    }
  }
}

struct golden_scenario {
  std::string name;
  account_settings settings;
  std::vector<replay_event> events;
};

/// What is not kept by design (section 3): figures in transit, of which a start reads both sides
/// anew, and which orders are terminal.
const std::set<std::string> about_what_is_not_kept{"A-85", "A-86", "A-87", "A-111"};

/// The scenarios that are replayed without error and know one account.
std::vector<golden_scenario> golden_scenarios() {
  const auto zones = adapters::open_zone_database();
  const auto context
    = config::load_context{config::load_purpose::replay, *zones,  &sqlite::sha256_hex,
                           &config::process_environment, nullptr, std::nullopt};
  std::vector<golden_scenario> found;
  for (const auto& folder : std::filesystem::directory_iterator{RISKD_SOURCE_DIR "/tests/golden"}) {
    std::ifstream input{folder.path() / "events.ndjson", std::ios::binary};
    if (!input || about_what_is_not_kept.contains(folder.path().filename()))
      continue;
    const auto loaded = config::load(folder.path() / "config.json", context);
    if (!loaded.settings || !loaded.settings->accounts.empty())
      continue;
    golden_scenario each{folder.path().filename(), loaded.settings->base.settings, {}};
    replay::event_reader reader{input};
    while (auto event = reader.next())
      each.events.push_back(std::move(*event));
    const bool is_alone
      = std::none_of(each.events.begin(), each.events.end(), [](const replay_event& event) {
          const auto* own = std::get_if<account_event>(&event.what);
          return own && own->account != first;
        });
    if (is_alone && !reader.error() && each.events.size() > 1)
      found.push_back(std::move(each));
  }
  return found;
}

/// Decisions that outlive a restart, without the commands that it repeats.
std::vector<std::string> decisions_in(const std::vector<replay_record>& records) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < records.size(); ++i)
    if (!std::holds_alternative<command_record>(records[i].what)
        && !std::holds_alternative<alert_record>(records[i].what))
      texts.push_back(in_shorthand(records, i, i + 1).front());
  return texts;
}

/// The input column of a scenario as events of a replay.
std::vector<replay_event> events_of(std::string_view input) {
  std::vector<replay_event> events;
  for (const auto& line : parse_input(input, true).lines) {
    replay_event event{events.size() + 1, line.at, clock_tick{}};
    if (const auto* own = std::get_if<account_line>(&line.what))
      event.what = account_event{own->account, own->payload};
    else if (const auto* row = std::get_if<contract_row>(&line.what))
      event.what = *row;
    else if (const auto* delta = std::get_if<quote_delta>(&line.what))
      event.what = *delta;
    events.push_back(std::move(event));
  }
  return events;
}

/// What is recorded after a restart between two inputs.
std::string after_restart(std::string_view configuration, std::string_view before,
                          end_manner manner, std::string_view after) {
  lone_account account{parse_configuration(configuration).base, first};
  for (const auto& event : events_of(before))
    account.feed(event);
  account.restart(manner);
  const auto known = account.records.size();
  for (const auto& event : events_of(after))
    account.feed(event);
  std::string text;
  for (const auto& each : in_shorthand(account.records, known, account.records.size()))
    text += (text.empty() ? "" : "; ") + each;
  return text;
}

} // namespace

// R-X-11, R-L-13, section 3 of the specification, column "persisted".
CAF_TEST(a restart at any point changes no record) {
  check_restarts(traded_rules::all);
}

CAF_TEST(a restart at any point forgets no directive) {
  check_restarts(traded_rules::directives);
}

CAF_TEST(a restart inside of a golden scenario changes no decision) {
  const auto scenarios = golden_scenarios();
  CAF_REQUIRE_LESS(100u, scenarios.size());
  for (const auto& scenario : scenarios) {
    lone_account whole{scenario.settings, first};
    for (const auto& event : scenario.events)
      whole.feed(event);
    for (std::size_t cut = 1; cut < scenario.events.size(); ++cut) {
      lone_account account{scenario.settings, first};
      for (std::size_t i = 0; i < scenario.events.size(); ++i) {
        if (i == cut)
          account.restart(end_manner::stopped);
        account.feed(scenario.events[i]);
      }
      const auto wrong = difference(decisions_in(whole.records), decisions_in(account.records));
      CAF_CHECK_EQUAL(wrong.empty()
                        ? wrong
                        : scenario.name + " after " + std::to_string(cut) + " events: " + wrong,
                      std::string{});
    }
  }
}

// R-003-4, R-X-11
CAF_TEST(a lock that is renewed at the reset outlives a restart) {
  CAF_CHECK_EQUAL(after_restart("013 {target: 100}; stale 0",
                                "+0 P MNQ L1@21000; +1 Q MNQ 21100; +28801 P MNQ 0",
                                end_manner::stopped, "+28900 P ES L1@6000"),
                  "+28900 close ES [013]");
}

// R-008-3, section 3 of the specification
CAF_TEST(a grace goes on where it was when the daemon was killed) {
  CAF_CHECK_EQUAL(
    after_restart("008; stale 0", "+0 P MNQ L1@21000; +50 K", end_manner::killed, "+61 K"),
    "+60 B 008 0/1 MNQ; +60 close MNQ [008]");
}

// R-X-10, R-X-11
CAF_TEST(orders that a directive left over are still cancelled after a restart) {
  for (const auto manner : {end_manner::killed, end_manner::stopped})
    CAF_CHECK_EQUAL(after_restart("004 {limit: -20}; stale 0",
                                  "+0 P MNQ L1@21000; +0.1 O #11 MNQ sell stop @20900; "
                                  "+1 Q MNQ 20900; +2 P MNQ 0",
                                  manner, "+20 K"),
                    "+20 cancel #11 [004 cleanup]");
}

// R-X-10: neither is an order that came after it was flat, nor one that is gone.
CAF_TEST(orders that no directive left over stay after a restart) {
  for (const auto manner : {end_manner::killed, end_manner::stopped})
    CAF_CHECK_EQUAL(after_restart("004 {limit: -20}; stale 0",
                                  "+0 P MNQ L1@21000; +0.1 O #11 MNQ sell stop @20900; "
                                  "+1 Q MNQ 20900; +2 P MNQ 0; +3 O #11 MNQ sell stop @20900 st3; "
                                  "+4 O #12 MNQ buy stop @21100",
                                  manner, "+20 K"),
                    "");
}

// R-012-3: quotes are not journaled, so neither the best mark nor the level follows from events.
CAF_TEST(a stop level stays where it was when the daemon was killed) {
  for (const auto manner : {end_manner::killed, end_manner::stopped})
    CAF_CHECK_EQUAL(after_restart("012 {auto_breakeven.enabled: false, if_missing: skip}; stale 0",
                                  "+0 P MNQ L1@21500; +2 Q MNQ 21504; +9 Q MNQ 21500.5", manner,
                                  "+19 O #11 MNQ sell stop @21495; +20 Q MNQ 21503.5"),
                    "+20 modify #11 @21503 [012]");
}

// R-012-1
CAF_TEST(a best mark that yields no stop yet outlives a restart) {
  for (const auto manner : {end_manner::killed, end_manner::stopped})
    CAF_CHECK_EQUAL(
      after_restart("012 {trailing_stop.enabled: false, if_missing: skip}; stale 0",
                    "+0 P MNQ L1@21500; +1 O #11 MNQ sell stop @21495; +2 Q MNQ 21500.75; "
                    "+9 Q MNQ 21500",
                    manner, "+20 P MNQ L2@21499.5"),
      "+20 modify #11 @21499.75 [012]");
}

// R-012-1: a new instance begins with nothing, restart or not.
CAF_TEST(a stop level ends with its position) {
  for (const auto manner : {end_manner::killed, end_manner::stopped})
    CAF_CHECK_EQUAL(after_restart("012 {auto_breakeven.enabled: false, if_missing: skip}; stale 0",
                                  "+0 P MNQ L1@21500; +2 Q MNQ 21504; +3 P MNQ 0; +4 Q MNQ 21500; "
                                  "+9 P MNQ L1@21500",
                                  manner, "+19 O #11 MNQ sell stop @21495; +20 Q MNQ 21503.5"),
                    "+20 modify #11 @21502.5 [012]");
}

} // namespace actor_resumption
