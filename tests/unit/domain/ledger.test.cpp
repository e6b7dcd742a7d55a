#define CAF_SUITE domain.ledger

#include "domain/ledger.hpp"

#include "domain/journal_entries.hpp"
#include "tests/support/scenario_configuration.hpp"
#include "tests/support/scenario_randomness.hpp"
#include "tests/support/scenario_rows.hpp"

#include <caf/test/unit_test.hpp>

#include <algorithm>
#include <string>

namespace domain_ledger {

using namespace riskd::domain;
using namespace riskd::test;

namespace {

const auto days = parse_configuration("003").base.reset;

/// Totals of the day of T0 as `gross costs trades`.
std::string today(const ledger& book) {
  const auto totals = book.totals_of(day_at(days, start_time()));
  return to_string(totals.gross) + " " + to_string(totals.costs) + " "
         + std::to_string(totals.trades);
}

/// What `later` does to a ledger that has `first`.
trade_change change(const trade_row& first, const trade_row& later) {
  auto book = ledger{days};
  book.apply(first, start_time());
  return book.apply(later, start_time());
}

template <class Edit>
trade_row edited(Edit edit) {
  auto row = trade_called("#1 -100 id7 fee0.5 com0.25 sell n2");
  row.voided = false;
  edit(row);
  return row;
}

const auto plain = edited([](trade_row&) {});

struct merge_row {
  std::string_view label;
  trade_row event;
  trade_change change;
};

trade_row random_trade(random_choices& choices) {
  trade_row row;
  row.id = trade_id{choices.between(1, 40)};
  const auto maybe = [&](auto make) {
    return choices.happens(70) ? std::optional{make()} : std::nullopt;
  };
  row.created = maybe([&] {
    // Three trading days, boundaries included.
    return day_at(days, start_time()).begin
           + std::chrono::hours{choices.between(-24, 48)} * choices.between(0, 1)
           + duration{choices.between(-1, 1)};
  });
  row.profit_and_loss = maybe([&] { return money{choices.between(-5'000'000, 5'000'000)}; });
  row.fees = maybe([&] { return money{choices.between(0, 10'000)}; });
  row.commissions = maybe([&] { return money{choices.between(0, 10'000)}; });
  row.voided = maybe([&] { return choices.happens(30); });
  row.order = maybe([&] { return order_id{choices.between(1, 5)}; });
  return row;
}

/// Kept totals must equal those worked out anew, after every event; days without trades count as
/// zero.
std::string compare_totals(std::uint64_t seed) {
  auto choices = random_choices{seed};
  auto book = ledger{days};
  for (int step = 0; step < 120; ++step) {
    const auto row = random_trade(choices);
    book.apply(row, start_time() + duration{step});
    for (const auto& [begin, wanted] : book.recomputed_totals())
      if (book.totals_of(day_at(days, begin)) != wanted)
        return "totals of " + to_string(begin) + " after event " + std::to_string(step);
    const auto after = book;
    if (book.apply(row, start_time() + duration{step}) != trade_change::duplicate)
      return "event " + std::to_string(step) + " repeated is no duplicate";
    if (book != after)
      return "event " + std::to_string(step) + " repeated changed the ledger";
  }
  return {};
}

} // namespace

// R-E-8, R-E-9
CAF_TEST(a trade with only an id is kept with defaults) {
  auto book = ledger{days};
  trade_row row;
  row.id = trade_id{3};
  CAF_CHECK(book.apply(row, at("5")) == trade_change::inserted);
  const auto* kept = book.find(trade_id{3});
  CAF_REQUIRE(kept != nullptr);
  CAF_CHECK(kept->at == at("5"));
  CAF_CHECK(kept->fees == money{} && kept->commissions == money{} && !kept->voided);
  CAF_CHECK(!kept->order && !kept->contract && !kept->profit_and_loss);
  CAF_CHECK_EQUAL(today(book), "0.00 0.00 1");
}

// R-E-10
CAF_TEST(a known trade is corrected unless it is a duplicate) {
  const auto rows = std::vector<merge_row>{
    {"the same", plain, trade_change::duplicate},
    {"result", edited([](auto& x) { x.profit_and_loss = dollars(-99); }), trade_change::corrected},
    {"fees", edited([](auto& x) { x.fees = dollars(1); }), trade_change::corrected},
    {"commissions", edited([](auto& x) { x.commissions = dollars(1); }), trade_change::corrected},
    {"order", edited([](auto& x) { x.order = order_id{2}; }), trade_change::corrected},
    {"side", edited([](auto& x) { x.side = side::buy; }), trade_change::corrected},
    {"size", edited([](auto& x) { x.size = quantity{3}; }), trade_change::corrected},
    {"voided", edited([](auto& x) { x.voided = true; }), trade_change::corrected},
    {"contract", edited([](auto& x) { x.contract = contract_id{"other"}; }),
     trade_change::duplicate},
    {"price", edited([](auto& x) { x.price = price{1}; }), trade_change::duplicate},
    {"trade time", edited([](auto& x) { x.created = at("-86400"); }), trade_change::duplicate},
    {"nothing given", trade_row{trade_id{7}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}},
     trade_change::duplicate},
  };
  for (const auto& row : rows)
    CAF_CHECK_EQUAL(std::string{row.label} + ": " + to_string(change(plain, row.event)),
                    std::string{row.label} + ": " + to_string(row.change));
}

CAF_TEST(a fee of zero that was absent is no change) {
  const auto without = trade_called("#1 -100 id7");
  auto with = without;
  with.fees = money{};
  with.commissions = money{};
  CAF_CHECK(change(without, with) == trade_change::duplicate);
  with.fees = money{1};
  CAF_CHECK(change(without, with) == trade_change::corrected);
}

CAF_TEST(absent members leave what is known) {
  auto book = ledger{days};
  book.apply(plain, start_time());
  const auto before = *book.find(trade_id{7});
  trade_row empty;
  empty.id = trade_id{7};
  book.apply(empty, at("100"));
  CAF_CHECK(*book.find(trade_id{7}) == before);
}

CAF_TEST(members that were unknown are filled in) {
  auto book = ledger{days};
  trade_row empty;
  empty.id = trade_id{7};
  book.apply(empty, at("1"));
  CAF_CHECK(book.apply(plain, at("2")) == trade_change::corrected);
  const auto& kept = *book.find(trade_id{7});
  CAF_CHECK(kept.at == at("1"));
  CAF_CHECK(kept.contract == plain.contract);
  CAF_CHECK_EQUAL(today(book), "-100.00 0.75 1");
}

// R-E-11
CAF_TEST(a voided trade counts nowhere until it is restored) {
  auto book = ledger{days};
  book.apply(plain, start_time());
  book.apply(edited([](auto& x) { x.voided = true; }), start_time());
  CAF_CHECK_EQUAL(today(book), "0.00 0.00 0");
  CAF_CHECK_EQUAL(book.size(), 1u);
  book.apply(plain, start_time());
  CAF_CHECK_EQUAL(today(book), "-100.00 0.75 1");
}

// R-T-9, R-V-11
CAF_TEST(a trade belongs to the day of its trade time) {
  auto book = ledger{days};
  const auto day = day_at(days, start_time());
  const auto insert = [&](std::int64_t id, time_point created) {
    auto row = trade_called("#1 -100");
    row.id = trade_id{id};
    row.created = created;
    book.apply(row, start_time());
  };
  insert(1, day.begin - duration{1});
  CAF_CHECK_EQUAL(today(book), "0.00 0.00 0");
  insert(2, day.begin);
  insert(3, day.end - duration{1});
  CAF_CHECK_EQUAL(today(book), "-200.00 0.00 2");
  insert(4, day.end);
  CAF_CHECK_EQUAL(today(book), "-200.00 0.00 2");
  CAF_CHECK_EQUAL(book.totals_of(day_before(days, day)).trades, 1);
  CAF_CHECK_EQUAL(book.totals_of(day_at(days, day.end)).trades, 1);
}

// R-V-17, the example of section 1.5
CAF_TEST(net counts costs of both half turns while gross counts none) {
  auto book = ledger{days};
  book.apply(trade_called("#1 null id1 sell fee0.36 com0.25"), start_time());
  book.apply(trade_called("#2 -49.00 id2 buy fee0.36 com0.25"), start_time());
  const auto totals = book.totals_of(day_at(days, start_time()));
  CAF_CHECK_EQUAL(to_string(totals.realized(pnl_basis::gross)), "-49.00");
  CAF_CHECK_EQUAL(to_string(totals.realized(pnl_basis::net)), "-50.22");
  CAF_CHECK_EQUAL(to_string(contribution_of(*book.find(trade_id{1}), pnl_basis::net)), "-0.61");
  CAF_CHECK_EQUAL(to_string(contribution_of(*book.find(trade_id{1}), pnl_basis::gross)), "0.00");
  CAF_CHECK_EQUAL(to_string(contribution_of(*book.find(trade_id{2}), pnl_basis::net)), "-49.61");
}

CAF_TEST(a stored row replaces the one that is there) {
  auto book = ledger{days};
  book.apply(plain, start_time());
  auto stored = *book.find(trade_id{7});
  stored.profit_and_loss = dollars(-30);
  book.restore(stored);
  CAF_CHECK(*book.find(trade_id{7}) == stored);
  CAF_CHECK_EQUAL(today(book), "-30.00 0.75 1");
  auto other = ledger{days};
  other.restore(stored);
  CAF_CHECK(other == book);
}

CAF_TEST(kept totals equal recomputed ones) {
  for (const auto seed : property_seeds(20))
    CAF_CHECK_EQUAL(with_seed(seed, compare_totals(seed)), std::string{});
}

} // namespace domain_ledger
