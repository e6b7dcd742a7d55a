#include "adapters/simulator/depth_ladder.hpp"

#include "adapters/simulator/json_writer.hpp"

namespace riskd::simulator {

namespace {

// Kinds of rows (`projectx-gateway.md` 5, DomType).
constexpr std::int64_t ask_level = 1;
constexpr std::int64_t bid_level = 2;
constexpr std::int64_t best_ask = 3;
constexpr std::int64_t best_bid = 4;
constexpr std::int64_t reset = 6;
constexpr std::int64_t new_best_bid = 9;
constexpr std::int64_t new_best_ask = 10;

constexpr std::int64_t levels = 10;

/// A volume that looks arbitrary and is the same for the same price and time.
std::int64_t volume_at(domain::price price, domain::time_point at) {
  auto x = static_cast<std::uint64_t>(price.units()) * 0x9e3779b97f4a7c15ULL
           ^ static_cast<std::uint64_t>(at.time_since_epoch().count());
  x ^= x >> 29U;
  x *= 0xbf58476d1ce4e5b9ULL;
  return static_cast<std::int64_t>((x >> 40U) % 40) + 1;
}

void add_row(json_writer& rows, const market_state& market, std::int64_t kind, domain::price price,
             std::int64_t volume) {
  rows.begin_object()
    .member("timestamp", wire_time(market.quote.updated, wire_precision::stream))
    .member("type", kind)
    .member("price", price)
    .member("volume", volume)
    .member("currentVolume", std::int64_t{0})
    .end_object();
}

} // namespace

std::string full_depth_json(const market_state& market) {
  const auto& quote = market.quote;
  json_writer rows;
  rows.begin_array();
  add_row(rows, market, reset, {}, 0);
  for (std::int64_t i = 0; i < levels; ++i) {
    const auto ask = market.facts->ticks_from(quote.ask, i);
    const auto bid = market.facts->ticks_from(quote.bid, -i);
    add_row(rows, market, ask_level, ask, volume_at(ask, quote.updated));
    add_row(rows, market, bid_level, bid, volume_at(bid, quote.updated));
  }
  add_row(rows, market, best_ask, quote.ask, volume_at(quote.ask, quote.updated));
  add_row(rows, market, best_bid, quote.bid, volume_at(quote.bid, quote.updated));
  return rows.end_array().take();
}

std::string depth_change_json(const market_state& market) {
  const auto& quote = market.quote;
  json_writer rows;
  rows.begin_array();
  add_row(rows, market, ask_level, quote.ask, volume_at(quote.ask, quote.updated));
  add_row(rows, market, bid_level, quote.bid, volume_at(quote.bid, quote.updated));
  add_row(rows, market, new_best_ask, quote.ask, volume_at(quote.ask, quote.updated));
  add_row(rows, market, new_best_bid, quote.bid, volume_at(quote.bid, quote.updated));
  return rows.end_array().take();
}

} // namespace riskd::simulator
