#include "tests/bench/day_of_trading.hpp"

namespace riskd::bench {

using namespace domain;

namespace {

constexpr std::uint64_t ids_per_account = 1'000'000;

const contract_id& traded() {
  static const contract_id id{"CON.F.US.MNQ.Z26"};
  return id;
}

constexpr price at_points(std::int64_t points) {
  return price{points * 10'000'000'000};
}

order_row order(order_id id, side way, bool filled, time_point now) {
  order_row row;
  row.id = id;
  row.contract = traded();
  row.side = way;
  row.size = quantity{1};
  row.filled = quantity{filled ? 1 : 0};
  row.status = filled ? order_status::filled : order_status::open;
  row.type = order_type::market;
  row.updated = now;
  return row;
}

trade_row trade(trade_id id, order_id by, side way, std::optional<money> result, time_point now) {
  trade_row row;
  row.id = id;
  row.created = now;
  row.order = by;
  row.contract = traded();
  row.side = way;
  row.size = quantity{1};
  row.price = at_points(21'000);
  row.profit_and_loss = result;
  row.fees = money{3'700};
  row.voided = false;
  return row;
}

position_row position(position_id id, std::int64_t size, time_point now) {
  position_row row;
  row.contract = traded();
  row.held = side::buy;
  row.size = quantity{size};
  row.average = at_points(21'000);
  row.id = id;
  row.created = now;
  return row;
}

} // namespace

contract_row traded_contract() {
  return {traded(), "MNQZ6", "F.US.MNQ", price{2'500'000'000}, price{5'000'000'000}};
}

account_payload event_of_day(std::uint64_t account, std::uint64_t number, time_point now) {
  const auto round_trip = number / events_per_round_trip;
  const auto base = static_cast<std::int64_t>(account * ids_per_account + round_trip * 2 + 1);
  const auto entry = order_id{base};
  const auto leave = order_id{base + 1};
  switch (number % events_per_round_trip) {
    case 0:
      return order(entry, side::buy, false, now);
    case 1:
      return order(entry, side::buy, true, now);
    case 2:
      return trade(trade_id{base}, entry, side::buy, std::nullopt, now);
    case 3:
      return position(position_id{base}, 1, now);
    case 4:
      return order(leave, side::sell, false, now);
    case 5:
      return order(leave, side::sell, true, now);
    case 6:
      return trade(trade_id{base + 1}, leave, side::sell, dollars(round_trip % 2 == 0 ? 10 : -10),
                   now);
    default:
      return position(position_id{base}, 0, now);
  }
}

} // namespace riskd::bench
