#define CAF_SUITE simulator.recordings

#include "adapters/json/exact_document.hpp"
#include "adapters/simulator/account_ledger.hpp"
#include "adapters/simulator/market_recording.hpp"
#include "adapters/simulator/recorded_market.hpp"
#include "adapters/simulator/wire_rows.hpp"
#include "tests/unit/simulator/venue_fixture.hpp"

#include <caf/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

namespace simulator_recordings {

using namespace riskd;
using namespace riskd::test;
using namespace std::chrono;

// The simulator against payloads and markets that were recorded on the real venue.

namespace {

const auto folder = std::filesystem::path{RISKD_RECORDINGS};

/// The content of a recorded file. Without recordings, says so and returns nothing.
std::optional<std::string> recorded(const char* name) {
  std::ifstream file{folder / name, std::ios::binary};
  if (!file) {
    CAF_MESSAGE("SKIPPED: no recording " << name);
    CAF_CHECK(!std::filesystem::exists(folder / name));
    return std::nullopt;
  }
  return std::string{std::istreambuf_iterator<char>{file}, {}};
}

std::set<std::string> names_of(const json::exact_value& object) {
  std::set<std::string> out;
  for (const auto member : object)
    out.emplace(member.name());
  return out;
}

std::set<std::string> names_in(const std::string& text) {
  const auto document = json::exact_document::parse(text).value();
  return names_of(document.root());
}

/// The names that `theirs` has and `ours` lacks, for the message of a failed check.
std::string missing(const std::set<std::string>& theirs, const std::set<std::string>& ours) {
  std::string out;
  for (const auto& name : theirs)
    if (!ours.contains(name))
      out += name + " ";
  return out;
}

simulator::order full_order() {
  simulator::order x;
  x.limit_price = x.stop_price = x.filled_price = x.trail_price = price_of("1");
  x.custom_tag = "tag";
  x.trail_distance = 1;
  x.parent = x.linked = domain::order_id{1};
  return x;
}

/// What one file plays through a still market: updates and the range of its prints.
struct playback {
  std::size_t updates = 0;
  domain::price low{1'000'000'000'000'000'000};
  domain::price high;
  domain::time_point last;
};

playback play(const char* name, const char* contract_id) {
  playback out;
  const auto text = recorded(name);
  if (!text)
    return out;
  const auto facts = simulator::contract_from_id(contract_id).value();
  auto recording = simulator::parse_recording(*text, facts.tick_size);
  CAF_REQUIRE(recording.has_value());
  simulator::recorded_market market{
    facts, std::make_shared<simulator::market_recording>(std::move(*recording)), 100, {}};
  simulator::market_quote quote;
  while (const auto due = market.next_due()) {
    CAF_REQUIRE(*due >= out.last);
    out.last = *due;
    const auto update = market.take(quote);
    if (update.best) {
      CAF_REQUIRE(update.best->bid <= update.best->ask);
      quote.bid = update.best->bid;
      quote.ask = update.best->ask;
    }
    for (const auto& print : update.prints) {
      CAF_REQUIRE(facts.is_aligned(print.price));
      out.low = std::min(out.low, print.price);
      out.high = std::max(out.high, print.price);
    }
    ++out.updates;
  }
  return out;
}

} // namespace

CAF_TEST(every recorded closing trade has the profit that the ledger computes) {
  const auto text = recorded("frames/rest-trades-a.json");
  if (!text)
    return;
  const auto document = json::exact_document::parse(*text).value();
  auto rows = std::vector<json::exact_value>(document.root().begin(), document.root().end());
  std::sort(rows.begin(), rows.end(),
            [](const auto& a, const auto& b) { return *a["id"].integer() < *b["id"].integer(); });
  const auto facts = simulator::contract_from_id("CON.F.US.MNQ.U26").value();
  simulator::account_ledger ledger;
  simulator::account owner;
  ledger.open(owner);
  simulator::id_source ids;
  std::size_t closing = 0;
  for (const auto& row : rows) {
    const auto what
      = simulator::fill{owner.id,
                        domain::order_id{*row["orderId"].integer()},
                        *row["side"].integer() == 0 ? domain::side::buy : domain::side::sell,
                        domain::quantity{*row["size"].integer()},
                        *row["price"].price(),
                        *row["creationTimestamp"].time()};
    const auto booked = ledger.book(what, facts, {}, ids);
    CAF_REQUIRE_EQUAL(booked.trades.size(), 1u);
    CAF_CHECK(booked.trades.front().profit == row["profitAndLoss"].money());
    CAF_CHECK(booked.trades.front().fees == *row["fees"].money());
    closing += booked.trades.front().profit ? 1U : 0U;
  }
  CAF_CHECK(closing > 20);
}

CAF_TEST(the front months are those that the venue listed) {
  const auto text = recorded("frames/rest-contracts-a.json");
  if (!text)
    return;
  const auto document = json::exact_document::parse(*text).value();
  const auto ours = simulator::front_months(2026y / August / 19);
  CAF_CHECK_EQUAL(ours.size(), document.root().size());
  for (const auto row : document.root()) {
    const auto id = std::string{*row["id"].text()};
    CAF_MESSAGE(id);
    const auto found = ours.find(domain::contract_id{id});
    CAF_REQUIRE(found != ours.end());
    CAF_CHECK_EQUAL(found->second.name, std::string{*row["name"].text()});
    CAF_CHECK_EQUAL(found->second.description, std::string{*row["description"].text()});
    CAF_CHECK(found->second.tick_size == *row["tickSize"].price());
    CAF_CHECK(found->second.tick_value == *row["tickValue"].price());
    CAF_CHECK(found->second.is_aligned(found->second.start_price));
  }
}

CAF_TEST(rows have every member that recorded frames have) {
  const auto text = recorded("frames/signalr-frames-a.jsonl");
  if (!text)
    return;
  const auto facts = simulator::contract_from_id("CON.F.US.MNQ.U26").value();
  const simulator::row_style style{simulator::wire_precision::stream, false, false};
  simulator::trade trade;
  trade.profit = domain::dollars(1);
  simulator::market_state market;
  market.facts = &facts;
  restart_at(market, price_of("28000"), {});
  const std::map<std::string, std::set<std::string>, std::less<>> ours{
    {"GatewayUserAccount", names_in(account_json({}, style))},
    {"GatewayUserOrder", names_in(order_json(full_order(), facts, style))},
    {"GatewayUserTrade", names_in(trade_json(trade, style))},
    {"GatewayUserPosition", names_in(position_json({}, facts, style))},
    {"GatewayQuote", names_in(quote_json(market, nullptr))},
    {"GatewayTrade", names_in(print_json({}, facts, {}))},
  };
  std::size_t compared = 0;
  for (std::size_t begin = 0; begin < text->size();) {
    const auto end = std::min(text->find('\n', begin), text->size());
    const auto line = json::exact_document::parse(text->substr(begin, end - begin));
    begin = end + 1;
    const auto message = line ? line->root()["message"] : json::exact_value{};
    const auto known = ours.find(message["target"].text().value_or(""));
    if (known == ours.end())
      continue;
    auto payload = message["arguments"].front();
    if (!payload["data"].is_missing())
      payload = payload["data"];
    if (payload.is_text())
      payload = *++message["arguments"].begin();
    auto theirs = names_of(payload.is_array() ? payload.front() : payload);
    // Added by the program that made the recording.
    theirs.erase("contract");
    theirs.erase("contractId");
    auto own = known->second;
    own.insert("contractId");
    CAF_CHECK_EQUAL(missing(theirs, own), "");
    ++compared;
  }
  CAF_CHECK(compared > 10);
}

CAF_TEST(recorded minute bars of the venue play) {
  const auto played = play("market/mnq-1m-20260731-a.csv", "CON.F.US.MNQ.U26");
  CAF_CHECK(played.updates == 0 || played.updates == 120 * 61);
}

CAF_TEST(recorded bars with bid prices play from halt to halt) {
  const auto played = play("market/es-1m-20131006-20131011.csv", "CON.F.US.EP.Z13");
  CAF_CHECK(played.updates == 0 || played.updates > 400'000);
  CAF_CHECK(played.updates == 0 || played.low < played.high);
}

CAF_TEST(recorded single trades play one by one) {
  const auto played = play("market/gc-ticks-20131007.csv", "CON.F.US.GCE.Z13");
  CAF_CHECK(played.updates == 0 || played.updates == 39'702);
}

CAF_TEST(recorded bars without volume play) {
  const auto played = play("market/nq-15m-2025-12.csv", "CON.F.US.ENQ.Z25");
  CAF_CHECK(played.updates == 0 || played.updates == 934 * 61);
}

} // namespace simulator_recordings
