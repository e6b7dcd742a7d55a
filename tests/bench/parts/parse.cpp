// From the bytes of a frame to a report, as the adapter's hub client reads them.

#include "adapters/json/exact_document.hpp"
#include "adapters/projectx/signalr_records.hpp"
#include "adapters/projectx/stream_events.hpp"
#include "tests/bench/parts/parts.hpp"

#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

namespace riskd::bench {

namespace {

using namespace domain;
using namespace projectx;

// In the shapes of tests/golden/projectx/stream.jsonl.

constexpr std::string_view order_frame
  = R"({"type":1,"target":"GatewayUserOrder","arguments":[{"action":1,"data":{"id":3425270858,)"
    R"("accountId":9100001,"contractId":"CON.F.US.MNQ.Z26","symbolId":"F.US.MNQ",)"
    R"("creationTimestamp":"2026-11-19T20:49:25.3938333+00:00",)"
    R"("updateTimestamp":"2026-11-19T20:49:25.3962105+00:00","status":2,"type":4,"side":1,)"
    R"("size":1,"limitPrice":null,"stopPrice":30196.75,"fillVolume":1,"filledPrice":30196.25,)"
    R"("customTag":"bot-17-SL","parentOrderId":3408995735}}]})"
    "\x1e";

constexpr std::string_view position_frame
  = R"({"type":1,"target":"GatewayUserPosition","arguments":[{"action":1,"data":{"id":825245547,)"
    R"("accountId":9100001,"contractId":"CON.F.US.MNQ.Z26","contractDisplayName":"MNQZ26",)"
    R"("creationTimestamp":"2026-11-19T14:15:48.611387+00:00","type":2,"size":1,)"
    R"("averagePrice":29398.5}}]})"
    "\x1e";

constexpr std::string_view trade_frame
  = R"({"type":1,"target":"GatewayUserTrade","arguments":[{"action":0,"data":{"id":3004518356,)"
    R"("accountId":9100001,"contractId":"CON.F.US.MNQ.Z26",)"
    R"("creationTimestamp":"2026-11-19T14:16:01.4061289+00:00","price":29423,)"
    R"("profitAndLoss":-49,"fees":0.36,"commissions":0.25,"side":0,"size":1,"voided":false,)"
    R"("orderId":3423462488}}]})"
    "\x1e";

constexpr std::string_view account_frame
  = R"({"type":1,"target":"GatewayUserAccount","arguments":[{"action":1,"data":{"id":9100001,)"
    R"("name":"PRAC-V2-000001-00000001","balance":149848.64,"canTrade":true,"isVisible":true,)"
    R"("simulated":true}}]})"
    "\x1e";

constexpr std::string_view quote_frame
  = R"({"type":1,"target":"GatewayQuote","arguments":["CON.F.US.MNQ.Z26",{"symbol":"F.US.MNQ",)"
    R"("symbolName":"/MNQ","lastPrice":29547.25,"bestBid":29547,"bestAsk":29547.5,)"
    R"("change":46.25,"changePercent":0.0016,"open":28317.25,"high":28725.75,"low":28079.75,)"
    R"("volume":1234567,"lastUpdated":"2026-11-19T20:51:31.5+00:00",)"
    R"("timestamp":"2026-11-19T20:51:31.348+00:00"}]})"
    "\x1e";

void read_frame(std::string_view frame, record_splitter& splitter, json::exact_document& document,
                std::vector<broker_report>& reports) {
  splitter.feed(frame, [&](std::string_view text) {
    if (document.read(text))
      return;
    const auto record = classify(document);
    if (!record)
      return;
    if (const auto* call = std::get_if<invocation>(&*record))
      read_event(event_named(call->target), call->arguments, reports);
  });
}

template <class Row>
bool carries(const broker_report& report) {
  if constexpr (std::is_same_v<Row, quote_delta>) {
    return std::holds_alternative<quote_delta>(report);
  } else {
    const auto* event = std::get_if<account_event>(&report);
    return event && std::holds_alternative<Row>(event->payload);
  }
}

template <class Row>
void add_frame(const char* name, std::string_view frame) {
  add(name, [frame](benchmark::State& state) {
    record_splitter splitter{frame.size()};
    json::exact_document document;
    std::vector<broker_report> reports;
    read_frame(frame, splitter, document, reports);
    if (reports.size() != 1 || !carries<Row>(reports.front()))
      return state.SkipWithError("the frame does not carry what it should");
    for (auto _ : state) {
      reports.clear();
      read_frame(frame, splitter, document, reports);
      benchmark::DoNotOptimize(reports.data());
    }
  });
}

} // namespace

void add_parsing() {
  add_frame<order_row>("parse/order", order_frame);
  add_frame<position_row>("parse/position", position_frame);
  add_frame<trade_row>("parse/trade", trade_frame);
  add_frame<account_row>("parse/account", account_frame);
  add_frame<quote_delta>("parse/quote", quote_frame);
}

} // namespace riskd::bench
