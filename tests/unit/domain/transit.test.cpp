#define CAF_SUITE domain.transit

#include "domain/position_book.hpp"
#include "tests/support/scenario_randomness.hpp"
#include "tests/support/scenario_rows.hpp"
#include "tests/support/scenario_value.hpp"

#include <caf/test/unit_test.hpp>

#include <algorithm>
#include <optional>
#include <string>

namespace domain_transit {

using namespace riskd::domain;
using namespace riskd::test;
using namespace std::chrono_literals;

namespace {

const auto mnq = contract_called("MNQ").id;

std::int64_t amount(const position_book& book) {
  const auto found = book.transits().find(mnq);
  return found == book.transits().end() ? 0 : found->second.amount.count();
}

/// Applies `L2`, `S1`, `0` (positions), `L2#5` (with an id) or `buy 2`, `sell 1` (closing trades).
void apply(position_book& book, const std::string& event, time_point now) {
  const auto traded = event.substr(0, event.find(' '));
  if (traded == "buy" || traded == "sell") {
    book.note_closing_trade(mnq, traded == "buy" ? side::buy : side::sell,
                            quantity{std::stoll(event.substr(traded.size()))}, now);
    return;
  }
  auto row = position_row{mnq, side::buy, quantity{0}, price{1}, {}, {}};
  if (event != "0") {
    row.held = event.front() == 'L' ? side::buy : side::sell;
    row.size = quantity{std::stoll(event.substr(1))};
  }
  if (const auto id = event.find('#'); id != std::string::npos)
    row.id = position_id{std::stoll(event.substr(id + 1))};
  book.apply(row, now);
}

/// The transit after each of the events.
std::string transits(std::string_view events) {
  position_book book;
  std::string amounts;
  for (const auto& event : split_outside_brackets(events, ',')) {
    apply(book, event, start_time());
    amounts += (amounts.empty() ? "" : " ") + std::to_string(amount(book));
  }
  return amounts;
}

struct transit_row {
  std::string_view label;
  std::string_view events;
  std::string_view amounts;
};

/// The arithmetic of R-E-19 once more, straight from its wording.
struct model {
  std::int64_t held = 0;
  std::int64_t transit = 0;

  void closing_trade(int direction, std::int64_t size) {
    const auto settled = std::min(size, std::max<std::int64_t>(0, -transit));
    transit += settled;
    if (held * direction < 0)
      transit
        += std::min(size - settled,
                    std::max<std::int64_t>(0, std::abs(held) - std::max<std::int64_t>(0, transit)));
  }

  void position(std::int64_t next) {
    const bool same_side = held * next > 0;
    if (!same_side)
      transit -= std::abs(held);
    else if (std::abs(next) < std::abs(held))
      transit -= std::abs(held) - std::abs(next);
    held = next;
  }
};

std::string compare_with_model(std::uint64_t seed) {
  auto choices = random_choices{seed};
  position_book book;
  model wanted;
  std::string history;
  for (int step = 0; step < 200; ++step) {
    const auto size = choices.between(1, 4);
    const bool is_buy = choices.happens(50);
    const auto event
      = choices.happens(50)
          ? std::string{is_buy ? "buy " : "sell "} + std::to_string(size)
          : (choices.happens(20) ? "0" : std::string{is_buy ? "L" : "S"} + std::to_string(size));
    history += event + ", ";
    apply(book, event, start_time());
    if (event.front() == 'b' || event.front() == 's')
      wanted.closing_trade(is_buy ? +1 : -1, size);
    else
      wanted.position(event == "0" ? 0 : is_buy ? size : -size);
    if (amount(book) != wanted.transit)
      return history + std::to_string(amount(book)) + " instead of "
             + std::to_string(wanted.transit);
    if (book.in_transit() != (wanted.transit != 0))
      return history + "a transit of zero is kept";
  }
  return {};
}

} // namespace

// R-E-19
CAF_TEST(trades with positions settle in either order) {
  const auto rows = std::vector<transit_row>{
    {"trade first", "L2, sell 2, 0", "0 2 0"},
    {"position first", "L2, 0, sell 2", "0 -2 0"},
    {"short, trade first", "S2, buy 2, 0", "0 2 0"},
    {"short, position first", "S2, 0, buy 2", "0 -2 0"},
    {"in parts", "L3, sell 1, L2, sell 2, 0", "0 1 0 2 0"},
    {"parts that overtake each other", "L3, sell 1, sell 2, L2, 0", "0 1 3 2 0"},
    {"position ahead of a larger trade", "L3, L1, sell 3", "0 -2 1"},
    {"no position", "sell 1", "0"},
    {"trade on the side of the position", "L2, buy 1", "0 0"},
    {"larger than the position", "L1, sell 3", "0 1"},
    {"the position is spoken for already", "L2, sell 2, sell 1", "0 2 2"},
    {"reversal, trade first", "L1, sell 3, S2", "0 1 0"},
    {"reversal, position first", "L1, S2, sell 3", "0 -1 0"},
    {"increase", "L1, L3, L2", "0 0 -1"},
    {"flip", "L2, S1", "0 -2"},
    {"reopen", "L2#1, L3#2", "0 -2"},
    {"a change without effect", "L2, sell 1, L2", "0 1 1"},
  };
  for (const auto& row : rows)
    CAF_CHECK_EQUAL(std::string{row.label} + ": " + transits(row.events),
                    std::string{row.label} + ": " + std::string{row.amounts});
}

CAF_TEST(every change restarts the second after which a transit is given up) {
  position_book book;
  apply(book, "L5", at("0"));
  apply(book, "sell 1", at("0"));
  CAF_CHECK(book.transits().at(mnq).until == at("1"));
  apply(book, "sell 1", at("0.6"));
  CAF_CHECK(book.transits().at(mnq).until == at("1.6"));
  apply(book, "L4", at("1"));
  CAF_CHECK(book.transits().at(mnq).until == at("2"));
  CAF_CHECK(!book.expire_transits(at("1.999999")));
  CAF_CHECK(book.in_transit());
  CAF_CHECK(book.expire_transits(at("2")));
  CAF_CHECK(!book.in_transit());
  CAF_CHECK(!book.expire_transits(at("3")));
}

CAF_TEST(what changes nothing leaves the second running) {
  position_book book;
  apply(book, "L2", at("0"));
  apply(book, "sell 2", at("0"));
  apply(book, "L2", at("0.3"));
  apply(book, "sell 1", at("0.4"));
  apply(book, "L3", at("0.5"));
  CAF_CHECK(book.transits().at(mnq).until == at("1"));
}

CAF_TEST(a snapshot brings every contract into step) {
  position_book book;
  apply(book, "L2", at("0"));
  apply(book, "sell 1", at("0"));
  book.apply(position_called("ES L1@6000"), at("0"));
  book.apply(position_called("ES 0"), at("0"));
  CAF_CHECK_EQUAL(book.transits().size(), 2u);
  book.clear_transits();
  CAF_CHECK(!book.in_transit());
}

CAF_TEST(random sequences agree with the wording) {
  for (const auto seed : property_seeds(50))
    CAF_CHECK_EQUAL(with_seed(seed, compare_with_model(seed)), std::string{});
}

} // namespace domain_transit
