#define CAF_SUITE replay.event_writer

#include "adapters/replay/event_writer.hpp"

#include "adapters/replay/event_reader.hpp"

#include <caf/test/unit_test.hpp>

#include <sstream>

namespace replay_event_writer {

using namespace riskd::domain;
using namespace riskd::replay;

namespace {

const auto start = parse_time("2026-03-03T15:00:00.25Z").value();

/// What a reader makes of the line that is written for an event.
replay_report read_again(const replay_report& what) {
  std::string text;
  append_event(text, what, start);
  std::istringstream input{text};
  event_reader reader{input};
  const auto event = reader.next();
  if (!event)
    throw std::runtime_error(text);
  CAF_CHECK(event->at == start);
  return event->what;
}

template <class Row>
Row row_again(const Row& row) {
  const auto back = std::get<account_event>(read_again(account_event{account_id{7}, row}));
  CAF_CHECK(back.account == account_id{7});
  return std::get<Row>(back.payload);
}

trade_row a_trade() {
  trade_row x;
  x.id = trade_id{5};
  x.created = start;
  x.order = order_id{9};
  x.contract = contract_id{"CON.F.US.MNQ.H26"};
  x.side = side::sell;
  x.size = quantity{2};
  x.price = parse_price("21000.25").value();
  x.profit_and_loss = parse_money("-12.5").value();
  x.fees = parse_money("0.37").value();
  x.voided = false;
  return x;
}

} // namespace

// R-J-1 to R-J-3
CAF_TEST(what is written is read as it was) {
  CAF_CHECK(row_again(a_trade()) == a_trade());
  trade_row bare;
  bare.id = trade_id{6};
  CAF_CHECK(row_again(bare) == bare);
  order_row order;
  order.id = order_id{9};
  order.contract = *a_trade().contract;
  order.side = side::buy;
  order.size = quantity{3};
  order.filled = quantity{1};
  order.status = order_status::suspended;
  order.type = order_type::stop;
  order.stop_price = parse_price("0.0066985").value();
  order.custom_tag = "a \"tag\"";
  order.parent = order_id{8};
  CAF_CHECK(row_again(order) == order);
  position_row held;
  held.contract = order.contract;
  held.held = side::sell;
  held.size = quantity{2};
  held.average = a_trade().price;
  held.id = position_id{4};
  CAF_CHECK(row_again(held) == held);
  auto flat = held;
  flat.held = side::buy;
  flat.size = quantity{};
  CAF_CHECK(row_again(flat) == flat);
}

CAF_TEST(contracts quotes links as well as the clock are read as they were) {
  const auto contract = contract_row{contract_id{"C"}, "MNQH6", "F.US.MNQ",
                                     parse_price("0.25").value(), parse_price("0.5").value()};
  CAF_CHECK(std::get<contract_row>(read_again(contract)) == contract);
  quote_delta quote;
  quote.contract = contract.id;
  quote.bid = parse_price("1").value();
  CAF_CHECK(std::get<quote_delta>(read_again(quote)) == quote);
  const auto link = std::get<link_changed>(read_again(link_changed{link::market_hub, false, "x"}));
  CAF_CHECK(link.which == link::market_hub && !link.up);
  CAF_CHECK(std::holds_alternative<clock_tick>(read_again(clock_tick{})));
}

CAF_TEST(a recording names nobody) {
  std::string text;
  append_event(
    text,
    account_event{account_id{7}, account_row{account_id{7}, "Jane 50K", false, dollars(98'765)}},
    start);
  CAF_CHECK(text.find("Jane") == std::string::npos);
  CAF_CHECK(text.find("98765") == std::string::npos);
  const auto row = row_again(account_row{account_id{7}, "Jane 50K", false, dollars(98'765)});
  CAF_CHECK(row.can_trade == false);
}

// R-E-3
CAF_TEST(a rejected payload is rejected again) {
  const auto what = account_event{account_id{7}, rejected_payload{entity_kind::order, "no id"}};
  const auto back = std::get<account_event>(read_again(what));
  CAF_CHECK(std::holds_alternative<rejected_payload>(back.payload));
  const auto lost = unattributed_payload{{entity_kind::quote, "no contract"}};
  CAF_CHECK(std::holds_alternative<unattributed_payload>(read_again(lost)));
}

} // namespace replay_event_writer
