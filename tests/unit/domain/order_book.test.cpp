#define CAF_SUITE domain.order_book

#include "domain/order_book.hpp"

#include "tests/support/scenario_rows.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace domain_order_book {

using namespace riskd::domain;
using namespace riskd::test;

namespace {

order_row filled(std::string_view text, std::int64_t count) {
  auto row = order_called(text);
  row.filled = quantity{count};
  return row;
}

order_row updated(std::string_view text, std::string_view seconds) {
  auto row = order_called(text);
  row.updated = at(seconds);
  return row;
}

/// A book that took `before`, then `event`: what the event did.
std::string change(const std::vector<order_row>& before, const order_row& event) {
  order_book book;
  for (const auto& row : before)
    book.apply(row);
  return to_string(book.apply(event));
}

const auto plain = order_called("#11 MNQ buy limit n3 @20900");

struct change_row {
  std::string_view label;
  order_row before;
  order_row event;
  std::string_view change;
};

void check(const std::vector<change_row>& rows) {
  for (const auto& row : rows)
    CAF_CHECK_EQUAL(std::string{row.label} + ": " + change({row.before}, row.event),
                    std::string{row.label} + ": " + std::string{row.change});
}

position held(std::string_view text) {
  position_book book;
  const auto row = position_called(text);
  book.apply(row, start_time());
  return *book.find(row.contract);
}

} // namespace

// R-E-13
CAF_TEST(statuses beyond the four terminal ones are live) {
  for (const auto status : {2, 3, 4, 5})
    CAF_CHECK(is_terminal(order_status{status}));
  for (const auto status : {0, 1, 6, 7, 8, 9, 42, -1})
    CAF_CHECK(!is_terminal(order_status{status}));
}

// R-E-14
CAF_TEST(a row equal in all ten members is a duplicate) {
  const auto with = [](auto change_row_by) {
    auto row = plain;
    change_row_by(row);
    return row;
  };
  check({
    {"the same", plain, plain, "duplicate"},
    {"contract", plain, order_called("#11 ES buy limit n3 @20900"), "applied"},
    {"status", plain, order_called("#11 MNQ buy limit n3 @20900 st6"), "applied"},
    {"type", plain, with([](auto& x) { x.type = order_type::market; }), "applied"},
    {"side", plain, order_called("#11 MNQ sell limit n3 @20900"), "applied"},
    {"size", plain, order_called("#11 MNQ buy limit n4 @20900"), "applied"},
    {"limit price", plain, order_called("#11 MNQ buy limit n3 @20900.25"), "applied"},
    {"stop price", plain, with([](auto& x) { x.stop_price = price{1}; }), "applied"},
    {"fill volume", plain, filled("#11 MNQ buy limit n3 @20900", 1), "applied"},
    {"tag", plain, order_called("#11 MNQ buy limit n3 @20900 tag=mine"), "applied"},
    {"update time", plain, updated("#11 MNQ buy limit n3 @20900", "1"), "applied"},
    {"parent is no part of it", plain, with([](auto& x) { x.parent = order_id{1}; }), "duplicate"},
    {"a limit price that is gone", plain, with([](auto& x) { x.limit_price.reset(); }), "applied"},
  });
}

CAF_TEST(a live row is stale if anything tells that it is older) {
  const auto text = std::string_view{"#11 MNQ buy limit n3 @20900"};
  check({
    {"less filled", filled(text, 2), filled(text, 1), "stale"},
    {"as much filled", filled(text, 2), filled(text, 2), "duplicate"},
    {"older update", updated(text, "5"), updated(text, "4.999999"), "stale"},
    {"same update", updated(text, "5"), updated(text, "5"), "duplicate"},
    {"only the stored row has an update time", updated(text, "5"), plain, "applied"},
    {"only the event has an update time", plain, updated(text, "5"), "applied"},
    {"ended", order_called("#11 MNQ buy limit n3 @20900 st3"), plain, "stale"},
    {"ended, newer update", order_called("#11 MNQ buy limit n3 @20900 st2"), updated(text, "99"),
     "stale"},
    {"ended, unknown live status", order_called("#11 MNQ buy limit n3 @20900 st4"),
     order_called("#11 MNQ buy limit n3 @20900 st42"), "stale"},
  });
}

CAF_TEST(a terminal row is never stale) {
  check({
    {"less filled", filled("#11 MNQ buy limit n3 @20900", 2),
     order_called("#11 MNQ buy limit n3 @20900 st3"), "applied"},
    {"older update", updated("#11 MNQ buy limit n3 @20900", "5"),
     updated("#11 MNQ buy limit n3 @20900 st2", "1"), "applied"},
    {"after another terminal row", order_called("#11 MNQ buy limit n3 @20900 st3"),
     order_called("#11 MNQ buy limit n3 @20900 st2"), "applied"},
    {"the same terminal row", order_called("#11 MNQ buy limit n3 @20900 st3"),
     order_called("#11 MNQ buy limit n3 @20900 st3"), "duplicate"},
    {"of an order never seen", order_called("#12 MNQ buy limit"),
     order_called("#11 MNQ buy limit n3 @20900 st5"), "applied"},
  });
}

CAF_TEST(a stale row leaves the book as it was) {
  order_book book;
  book.apply(filled("#11 MNQ buy limit n3 @20900", 2));
  const auto before = book;
  book.apply(filled("#11 MNQ sell limit n9 @1", 1));
  CAF_CHECK(book == before);
}

// R-Y-4
CAF_TEST(an order that ended stays ended) {
  order_book book;
  book.apply(plain);
  CAF_CHECK(book.find_live(order_id{11}) != nullptr);
  book.apply(order_called("#11 MNQ buy limit n3 @20900 st3"));
  CAF_CHECK(book.find_live(order_id{11}) == nullptr);
  CAF_CHECK(book.live().empty());
  CAF_REQUIRE(book.find(order_id{11}) != nullptr);
  CAF_CHECK(book.find(order_id{11})->status == order_status::cancelled);
  CAF_CHECK(book.apply(plain) == order_change::stale);
  CAF_CHECK(book.live().empty());
}

// R-G-5
CAF_TEST(an absence closes provisionally) {
  order_book book;
  book.apply(filled("#11 MNQ buy limit n3 @20900", 2));
  CAF_CHECK(book.close_by_absence(order_id{11}));
  CAF_CHECK(book.live().empty());
  CAF_CHECK(book.find(order_id{11})->status == order_status::cancelled);
  CAF_CHECK(!book.close_by_absence(order_id{11}));
  CAF_CHECK(!book.close_by_absence(order_id{12}));
  // A live row brings it back, even one that R-E-14 would call older.
  CAF_CHECK(book.apply(filled("#11 MNQ buy limit n3 @20900", 1)) == order_change::applied);
  CAF_REQUIRE(book.find_live(order_id{11}) != nullptr);
  CAF_CHECK(book.find_live(order_id{11})->filled == quantity{1});
}

CAF_TEST(an order that came back is as alive as any) {
  order_book book;
  book.apply(plain);
  book.close_by_absence(order_id{11});
  book.apply(plain);
  book.apply(order_called("#11 MNQ buy limit n3 @20900 st2"));
  CAF_CHECK(book.live().empty());
  CAF_CHECK(book.apply(plain) == order_change::stale);
}

CAF_TEST(the venue confirms a closure by absence for good) {
  for (const auto confirmed :
       {"#11 MNQ buy limit n3 @20900 st3", "#11 MNQ buy limit n3 @20900 st2"}) {
    order_book book;
    book.apply(plain);
    book.close_by_absence(order_id{11});
    book.apply(order_called(confirmed));
    CAF_CHECK(book.apply(plain) == order_change::stale);
    CAF_CHECK(book.live().empty());
  }
}

// R-E-15
CAF_TEST(only what can merely shrink the position is an exit order) {
  const auto is_exit = [](const order_row& order, std::string_view position) {
    const auto open = held(position);
    return is_exit_order(order, &open);
  };
  CAF_CHECK(is_exit(order_called("#1 MNQ sell limit n2 @1"), "MNQ L2@21000"));
  CAF_CHECK(is_exit(order_called("#1 MNQ sell stop n1 @1"), "MNQ L2@21000"));
  CAF_CHECK(!is_exit(order_called("#1 MNQ sell limit n3 @1"), "MNQ L2@21000"));
  CAF_CHECK(!is_exit(order_called("#1 MNQ buy limit n1 @1"), "MNQ L2@21000"));
  CAF_CHECK(is_exit(order_called("#1 MNQ buy limit n1 @1"), "MNQ S2@21000"));
  CAF_CHECK(!is_exit(order_called("#1 ES sell limit n1 @1"), "MNQ L2@21000"));
  CAF_CHECK(!is_exit_order(order_called("#1 MNQ sell limit n1 @1"), nullptr));
  // What is filled already no longer counts.
  CAF_CHECK(is_exit(filled("#1 MNQ sell limit n3 @1", 1), "MNQ L2@21000"));
  CAF_CHECK(!is_exit(filled("#1 MNQ sell limit n3 @1", 3), "MNQ L2@21000"));
  // R-Y-27: more filled than ordered.
  CAF_CHECK(!is_exit(filled("#1 MNQ sell limit n3 @1", 4), "MNQ L2@21000"));
}

// R-F-6
CAF_TEST(a keep lock spares stops of any size on the exit side) {
  const auto open = held("MNQ L1@21000");
  for (const auto text :
       {"#1 MNQ sell stop n9 @1", "#1 MNQ sell slimit n9 @1", "#1 MNQ sell trail n9"})
    CAF_CHECK(is_protective_exit(order_called(text), &open));
  for (const auto text :
       {"#1 MNQ sell limit n1 @1", "#1 MNQ buy stop n1 @1", "#1 ES sell stop n1 @1"})
    CAF_CHECK(!is_protective_exit(order_called(text), &open));
  CAF_CHECK(!is_protective_exit(order_called("#1 MNQ sell stop n1 @1"), nullptr));
}

} // namespace domain_order_book
