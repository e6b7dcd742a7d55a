#define CAF_SUITE simulator.feeds

#include "adapters/simulator/market_feed.hpp"
#include "adapters/simulator/market_recording.hpp"
#include "adapters/simulator/random_walk.hpp"
#include "adapters/simulator/recorded_market.hpp"
#include "tests/unit/simulator/venue_fixture.hpp"

#include <caf/test/unit_test.hpp>

#include <cmath>

namespace simulator_feeds {

using namespace riskd;
using namespace riskd::test;
using namespace std::chrono_literals;

namespace {

const auto start = time_of("2026-11-19T15:00:00Z");

simulator::contract_facts mnq() {
  return simulator::contract_from_id("CON.F.US.MNQ.Z26").value();
}

/// The sentence of the failure to parse `text`.
std::string problem_of(std::string_view text) {
  const auto parsed = simulator::parse_recording(text, price_of("0.25"));
  return parsed ? "none" : parsed.error().sentence;
}

/// Everything that `text` plays, as `seconds bid/ask print,print` per update.
std::vector<std::string> lines_of(std::string_view text, std::int64_t speed_percent = 100) {
  const auto facts = mnq();
  auto recording = simulator::parse_recording(text, facts.tick_size).value();
  simulator::recorded_market market{
    facts, std::make_shared<simulator::market_recording>(std::move(recording)), speed_percent,
    start};
  simulator::market_quote quote;
  quote.bid = price_of("20000");
  quote.ask = price_of("20000.25");
  std::vector<std::string> out;
  while (const auto due = market.next_due()) {
    auto line = std::to_string((*due - start) / 1ms) + "ms";
    const auto update = market.take(quote);
    if (update.best)
      line += " " + to_string(update.best->bid) + "/" + to_string(update.best->ask);
    for (const auto& print : update.prints)
      line += " " + to_string(print.size) + "@" + to_string(print.price);
    out.push_back(line);
  }
  return out;
}

} // namespace

CAF_TEST(single trades play at their times with the side that was hit) {
  const auto lines = lines_of("epoch_ms,price,size\n"
                              "1000,21500,2\n"
                              "1500,21500.25,1\n"
                              "1500,21500.25,3\r\n"
                              "4000,21499.75,1\n");
  CAF_REQUIRE_EQUAL(lines.size(), 4u);
  CAF_CHECK_EQUAL(lines[0], "0ms 21499.75/21500 2@21500");
  CAF_CHECK_EQUAL(lines[1], "500ms 21500/21500.25 1@21500.25");
  CAF_CHECK_EQUAL(lines[2], "500ms 21500/21500.25 3@21500.25");
  CAF_CHECK_EQUAL(lines[3], "3000ms 21499.75/21500 1@21499.75");
}

CAF_TEST(speed shortens the time between rows) {
  const auto lines = lines_of("epoch_ms,price,size\n0,21500,1\n4000,21500,1\n", 1000);
  CAF_CHECK_EQUAL(lines.back(), "400ms 21499.75/21500 1@21500");
}

CAF_TEST(a bar touches exactly its four prices in sixty one steps) {
  const auto lines = lines_of("timestamp,open,high,low,close,volume\n"
                              "2026-07-31T17:33:00+00:00,21500,21510,21498,21504,610\n"
                              "2026-07-31T17:34:00+00:00,21504,21504,21504,21504,61\n");
  CAF_REQUIRE_EQUAL(lines.size(), 122u);
  // The low is nearer to the open, so it comes first.
  CAF_CHECK_EQUAL(lines[0], "0ms 21500/21500.25 10@21500");
  CAF_CHECK_EQUAL(lines[20], "19672ms 21498/21498.25 10@21498");
  CAF_CHECK_EQUAL(lines[40], "39344ms 21510/21510.25 10@21510");
  CAF_CHECK_EQUAL(lines[60], "59016ms 21504/21504.25 10@21504");
  CAF_CHECK_EQUAL(lines[61], "60000ms 21504/21504.25 1@21504");
}

CAF_TEST(bars with best prices without trades move the quote only) {
  const auto lines = lines_of(
    "epoch_ms,contract,open,high,low,close,volume,bid_open,bid_high,bid_low,bid_close,bid_size,"
    "ask_open,ask_high,ask_low,ask_close,ask_size\n"
    "60000,X,,,,,,21500,21500,21500,21500,5,21501,21501,21501,21501,19\n"
    "120000,X,,,,,,,,,,0,21502,21502,21502,21502,39\n");
  CAF_REQUIRE_EQUAL(lines.size(), 122u);
  CAF_CHECK_EQUAL(lines[0], "0ms 21500/21501");
  // A missing side stays where the market is, here at the quote that the test passes in.
  CAF_CHECK_EQUAL(lines[61], "60000ms 20000/21502");
}

CAF_TEST(bars without volume print at their corners) {
  const auto lines = lines_of("epoch_s,open,high,low,close\n900,21500,21500,21500,21500\n"
                              "1800,21500,21500,21500,21500\n");
  CAF_CHECK_EQUAL(lines[0], "0ms 21500/21500.25 1@21500");
  CAF_CHECK_EQUAL(lines[1], "14754ms 21500/21500.25");
  CAF_CHECK_EQUAL(lines[20], "295081ms 21500/21500.25 1@21500");
}

CAF_TEST(bad files are refused with the line) {
  CAF_CHECK_EQUAL(problem_of(""), "line 1: the header names neither bars nor trades with a time");
  CAF_CHECK_EQUAL(problem_of("epoch_ms,price,size\n"), "line 1: no rows follow the header");
  CAF_CHECK_EQUAL(problem_of("epoch_ms,price,size\n1,21500,1\nx,21500,1\n"),
                  "line 3: column time: no time that can be read");
  CAF_CHECK_EQUAL(problem_of("epoch_ms,price,size\n1,21500.1,1\n"),
                  "line 2: column price: '21500.1' is not a price of this contract");
  CAF_CHECK_EQUAL(problem_of("epoch_ms,price,size\n1,,1\n"), "line 2: column price: missing");
  CAF_CHECK_EQUAL(problem_of("epoch_ms,price,size\n1,21500,-1\n"),
                  "line 2: column size: not a count");
  CAF_CHECK_EQUAL(problem_of("epoch_ms,price,size\n2,21500,1\n1,21500,1\n"),
                  "line 3: times must ascend");
  CAF_CHECK_EQUAL(problem_of("epoch_s,open,high,low,close\n1,21500,21499,21400,21450\n"),
                  "line 2: column open: a bar needs all four prices, low <= open, close <= high");
}

CAF_TEST(the random walk has rates with volatility of the recorded market) {
  const auto facts = mnq();
  const simulator::random_walk_options options;
  simulator::random_walk walk{facts, options, 7, start};
  simulator::market_state market;
  market.facts = &facts;
  restart_at(market, facts.start_price, start);
  constexpr std::int64_t minutes = 120;
  std::int64_t quotes = 0;
  std::int64_t trades = 0;
  std::vector<std::int64_t> closes{market.quote.bid.units()};
  while (*walk.next_due() < start + std::chrono::minutes{minutes}) {
    const auto due = *walk.next_due();
    while (due >= start + std::chrono::minutes{closes.size()})
      closes.push_back(market.quote.bid.units());
    const auto update = walk.take(market.quote);
    quotes += update.best ? 1 : 0;
    trades += update.prints.empty() ? 0 : 1;
    if (update.best)
      apply_quote(market, update.best->bid, update.best->ask, due);
  }
  CAF_CHECK(std::abs(quotes - 42 * minutes * 60) < 42 * minutes);
  CAF_CHECK(std::abs(trades - 20 * minutes * 60) < 20 * minutes);
  double squares = 0;
  for (std::size_t i = 1; i < closes.size(); ++i)
    squares += std::pow(static_cast<double>(closes[i] - closes[i - 1]) / 1e10, 2);
  const auto deviation = std::sqrt(squares / static_cast<double>(closes.size() - 1));
  const auto wanted = static_cast<double>(typical_volatility(facts).units()) / 1e10;
  CAF_CHECK(std::abs(wanted - 10.49) < 0.01);
  CAF_CHECK(std::abs(deviation / wanted - 1) < 0.15);
}

CAF_TEST(the same seed walks the same way while another one differs) {
  const auto facts = mnq();
  const auto walked = [&](std::uint64_t seed) {
    simulator::random_walk walk{facts, {}, seed, start};
    simulator::market_state market;
    market.facts = &facts;
    restart_at(market, facts.start_price, start);
    for (int i = 0; i < 1'000; ++i) {
      const auto due = *walk.next_due();
      if (const auto update = walk.take(market.quote); update.best)
        apply_quote(market, update.best->bid, update.best->ask, due);
    }
    return market.quote;
  };
  CAF_CHECK(walked(3) == walked(3));
  CAF_CHECK(!(walked(3) == walked(4)));
}

CAF_TEST(a paused market goes on where it stopped) {
  venue_fixture fixture;
  fixture.venue.wake(fixture.mnq);
  const auto print
    = simulator::market_print{price_of("21510"), domain::quantity{1}, domain::side::buy};
  fixture.script->push_back({start + 10s, {std::nullopt, {print}}});
  fixture.wait(4s);
  fixture.venue.pause_market(true);
  fixture.wait(60s);
  CAF_CHECK_EQUAL(fixture.reports.print_count, 0u);
  fixture.venue.pause_market(false);
  fixture.wait(5s);
  CAF_CHECK_EQUAL(fixture.reports.print_count, 0u);
  fixture.wait(1s);
  CAF_CHECK_EQUAL(fixture.reports.print_count, 1u);
}

} // namespace simulator_feeds
