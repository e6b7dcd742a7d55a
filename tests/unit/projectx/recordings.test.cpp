#define CAF_SUITE projectx.recordings

#include "adapters/json/exact_document.hpp"
#include "adapters/projectx/parse.hpp"
#include "adapters/projectx/signalr_records.hpp"
#include "adapters/projectx/stream_events.hpp"
#include "tests/unit/projectx/text_files.hpp"

#include <caf/test/unit_test.hpp>

#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

namespace projectx_recordings {

using namespace riskd::domain;
using namespace riskd::projectx;
using riskd::json::exact_document;
using riskd::json::exact_value;

namespace {

const std::string frames = RISKD_RECORDINGS "/frames/";

bool is_skipped() {
  const bool found = std::filesystem::exists(frames);
  CAF_CHECK(found || !std::filesystem::exists(RISKD_RECORDINGS "/frames/SOURCES.md"));
  if (!found)
    std::puts("SKIPPED: no recordings");
  return !found;
}

exact_document recorded(const std::string& name) {
  auto document = exact_document::parse(riskd::test::content_of(frames + name));
  CAF_REQUIRE(document.has_value());
  return std::move(*document);
}

/// Reads every row of a recorded REST list and returns how many were read; fails on a rejection.
template <class Read>
std::size_t rows_read(const exact_document& list, Read read) {
  std::size_t count = 0;
  for (const auto row : list.root()) {
    const auto found = read(row);
    if (const auto* rejected = std::get_if<rejected_payload>(&found))
      CAF_ERROR(rejected->reason);
    else
      ++count;
  }
  return count;
}

struct tally {
  std::size_t account_events = 0;
  std::size_t quotes = 0;
  std::size_t rejected = 0;
  std::size_t silent = 0;
};

void count(const std::vector<broker_report>& reports, tally& seen) {
  for (const auto& report : reports) {
    if (const auto* event = std::get_if<account_event>(&report)) {
      ++seen.account_events;
      seen.rejected += std::holds_alternative<rejected_payload>(event->payload) ? 1u : 0u;
    } else if (std::holds_alternative<quote_delta>(report)) {
      ++seen.quotes;
    } else {
      ++seen.rejected;
    }
  }
  seen.silent += reports.empty() ? 1u : 0u;
}

} // namespace

CAF_TEST(every recorded hub record is read without a rejection) {
  if (is_skipped())
    return;
  tally seen;
  for (const auto& line : riskd::test::lines_of(frames + "signalr-frames-a.jsonl")) {
    const auto document = exact_document::parse(line);
    CAF_REQUIRE(document.has_value());
    const auto message = document->root()["message"];
    CAF_REQUIRE(message["type"].integer() == 1);
    const auto event = event_named(message["target"].text().value_or(""));
    CAF_CHECK(event != hub_event::unlisted);
    std::vector<broker_report> reports;
    read_event(event, message["arguments"], reports);
    count(reports, seen);
  }
  CAF_CHECK_EQUAL(seen.rejected, 0u);
  CAF_CHECK_EQUAL(seen.account_events, 10u);
  CAF_CHECK_EQUAL(seen.quotes, 5u);
  CAF_CHECK_EQUAL(seen.silent, 2u);
}

CAF_TEST(every recorded row is read without a rejection) {
  if (is_skipped())
    return;
  CAF_CHECK_EQUAL(rows_read(recorded("rest-accounts-a.json"), read_account), 2u);
  CAF_CHECK_EQUAL(rows_read(recorded("rest-contracts-a.json"), read_contract), 51u);
  CAF_CHECK_EQUAL(rows_read(recorded("rest-orders-a.json"), read_order), 98u);
  CAF_CHECK_EQUAL(rows_read(recorded("rest-trades-a.json"), read_trade), 48u);
}

CAF_TEST(recorded rows keep their exact figures) {
  if (is_skipped())
    return;
  const auto trades = recorded("rest-trades-a.json");
  const auto first = std::get<trade_row>(read_trade(trades.root().front()));
  CAF_CHECK(first.profit_and_loss == parse_money("-132.5"));
  CAF_CHECK(first.fees == parse_money("0.36"));
  CAF_CHECK(first.created == parse_time("2026-07-31T19:59:47.557185Z"));
  const auto contracts = recorded("rest-contracts-a.json");
  for (const auto row : contracts.root())
    if (row["id"].text() == "CON.F.US.CA6.U26")
      CAF_CHECK(std::get<contract_row>(read_contract(row)).tick_size == price{500'000});
}

CAF_TEST(recorded connection errors are read as a close with a reason) {
  if (is_skipped())
    return;
  for (const auto& line : riskd::test::lines_of(frames + "connection-errors.jsonl")) {
    const auto document = exact_document::parse(line);
    CAF_REQUIRE(document.has_value());
    const auto text = document->root()["error"]["message"].text();
    CAF_REQUIRE(text.has_value());
    const auto close = exact_document::parse(R"({"type":7,"error":")" + std::string{*text} + "\"}");
    CAF_REQUIRE(close.has_value());
    CAF_CHECK(std::get<close_notice>(classify(*close).value()).error == *text);
  }
}

} // namespace projectx_recordings
