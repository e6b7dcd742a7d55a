#define CAF_SUITE domain.conflation

#include "domain/quote_board.hpp"

#include "tests/support/scenario_rows.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace domain_conflation {

using namespace riskd::domain;
using namespace riskd::test;
using namespace std::chrono_literals;

namespace {

const auto mnq = quote_called("MNQ 1").contract;

/// Account 1 wants the quotes of MNQ, which are merged within 100 ms.
struct fixture {
  quote_board board{100ms};

  fixture() {
    board.add_interest(account_id{1}, mnq);
  }

  quote_board::fate take(std::string_view text, duration monotonic) {
    return board.take(quote_called(text), start_time() + monotonic, monotonic);
  }

  /// The quote that is passed on: last, bid and the extremes of the last price.
  std::string passed() {
    const auto found = board.pass_on(mnq);
    const auto text = [](const std::optional<price>& x) {
      return x ? to_string(*x) : "-";
    };
    return text(found.merged.last) + " " + text(found.merged.bid) + " " + text(found.low) + " "
           + text(found.high);
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(quote_board_tests, fixture)

// R-X-4
CAF_TEST(the first quote passes at once) {
  CAF_CHECK(take("MNQ 21000 b20999", 0ms) == quote_board::fate::passed);
  CAF_CHECK_EQUAL(passed(), "21000 20999 21000 21000");
}

// R-012-1
CAF_TEST(extremes of a time without holders are left out) {
  const auto other = quote_called("ES 1").contract;
  board.take(quote_called("ES 7000"), start_time(), 0ms);
  board.take(quote_called("ES 5000"), start_time(), 1ms);
  board.add_interest(account_id{1}, other);
  CAF_CHECK(board.take(quote_called("ES 6000"), start_time(), 2ms) == quote_board::fate::passed);
  const auto found = board.pass_on(other);
  CAF_CHECK(found.low == found.high);
}

// R-X-4
CAF_TEST(what follows within the window is merged at its end) {
  take("MNQ 21000 b20999", 0ms);
  passed();
  CAF_CHECK(take("MNQ 21005", 10ms) == quote_board::fate::window_opened);
  CAF_CHECK(take("MNQ 20990", 20ms) == quote_board::fate::merged);
  CAF_CHECK(take("MNQ b21001", 99ms) == quote_board::fate::merged);
  CAF_CHECK(take("MNQ 21002", 99ms) == quote_board::fate::merged);
  CAF_CHECK(board.window_over(mnq, 100ms));
  CAF_CHECK_EQUAL(passed(), "21002 21001 20990 21005");
}

// R-X-4
CAF_TEST(a quote after the window passes at once) {
  take("MNQ 21000", 0ms);
  passed();
  CAF_CHECK(take("MNQ 21001", 100ms) == quote_board::fate::passed);
  CAF_CHECK_EQUAL(passed(), "21001 - 21001 21001");
}

// R-X-4
CAF_TEST(the end of a window begins the next) {
  take("MNQ 21000", 0ms);
  take("MNQ 21001", 10ms);
  CAF_CHECK(board.window_over(mnq, 110ms));
  CAF_CHECK(!board.window_over(mnq, 110ms));
  CAF_CHECK(take("MNQ 21002", 209ms) == quote_board::fate::window_opened);
  CAF_CHECK(board.window_over(mnq, 210ms));
}

// R-X-4
CAF_TEST(without a window every quote passes) {
  board = quote_board{};
  board.add_interest(account_id{1}, mnq);
  CAF_CHECK(take("MNQ 21000", 0ms) == quote_board::fate::passed);
  CAF_CHECK(take("MNQ 21001", 0ms) == quote_board::fate::passed);
}

CAF_TEST(a quote that nobody wants is only kept) {
  const auto es = quote_called("ES 1").contract;
  CAF_CHECK(take("ES 6000", 0ms) == quote_board::fate::unwanted);
  CAF_REQUIRE(board.find(es) != nullptr);
  CAF_CHECK(board.find(es)->last == quote_called("ES 6000").last);
  CAF_CHECK(board.interested(es).empty());
}

CAF_TEST(interest comes with the first account but goes with the last) {
  std::vector<contract_id> wanted;
  std::vector<contract_id> unwanted;
  CAF_CHECK(!board.add_interest(account_id{2}, mnq));
  board.set_interest(account_id{1}, {}, wanted, unwanted);
  CAF_CHECK(wanted.empty() && unwanted.empty());
  board.set_interest(account_id{2}, {}, wanted, unwanted);
  CAF_CHECK(wanted.empty() && unwanted == std::vector{mnq});
  board.set_interest(account_id{2}, {mnq}, wanted, unwanted);
  CAF_CHECK(wanted == std::vector{mnq});
  CAF_CHECK(board.interested(mnq) == std::set{account_id{2}});
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace domain_conflation
