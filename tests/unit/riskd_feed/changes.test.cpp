#define CAF_SUITE riskd_feed.changes

#include "adapters/riskd_feed/changes.hpp"

#include <caf/test/unit_test.hpp>

#include <optional>
#include <string>
#include <vector>

namespace riskd_feed_changes {

using namespace riskd;
using namespace riskd::riskd_feed;

namespace {

using account_names = std::vector<std::string>;

const domain::time_point some_time{};

status_parts status_with(const account_names& accounts, const std::string& document = "{}") {
  status_parts out;
  out.daemon.answers = true;
  out.daemon.document = document;
  for (const auto& each : accounts) {
    out.accounts.emplace_back();
    out.accounts.back().name = each;
    out.accounts.back().document = R"({"name":")" + each + R"("})";
  }
  return out;
}

account_names names_in(const std::vector<domain::account_report>& accounts) {
  account_names out;
  for (const auto& each : accounts)
    out.push_back(each.name);
  return out;
}

/// One that took a status with A-1 and B-2.
change_finder knowing_two() {
  change_finder out;
  static_cast<void>(out.take(status_with({"B-2", "A-1"})));
  return out;
}

} // namespace

CAF_TEST(nothing is known of the accounts before the first status) {
  change_finder finder;
  const auto lost = finder.lose("not running", some_time);
  CAF_REQUIRE(lost.has_value());
  CAF_CHECK(!lost->accounts);
  const auto moved = finder.move_end({1, 2}, "hash", some_time);
  CAF_REQUIRE(moved.has_value());
  CAF_CHECK(!moved->accounts);
}

CAF_TEST(the first status names all accounts in their order) {
  change_finder finder;
  const auto found = finder.take(status_with({"B-2", "A-1"}));
  CAF_REQUIRE(found.daemon.has_value());
  CAF_CHECK(found.daemon->accounts == (account_names{"A-1", "B-2"}));
  CAF_CHECK_EQUAL(names_in(found.accounts), (account_names{"B-2", "A-1"}));
  CAF_CHECK(found.gone.empty());
}

CAF_TEST(the daemon is told again when its accounts are others) {
  struct row {
    const char* label;
    status_parts next;
    std::optional<account_names> named;
    account_names told;
    account_names gone;
  };
  const row rows[] = {
    {"nothing changed", status_with({"A-1", "B-2"}), {}, {}, {}},
    {"one more",
     status_with({"A-1", "B-2", "C-3"}),
     account_names{"A-1", "B-2", "C-3"},
     {"C-3"},
     {}},
    {"one less", status_with({"B-2"}), account_names{"B-2"}, {}, {"A-1"}},
    {"one in place of another",
     status_with({"A-1", "C-3"}),
     account_names{"A-1", "C-3"},
     {"C-3"},
     {"B-2"}},
    {"none", status_with({}), account_names{}, {}, {"A-1", "B-2"}},
    {"the daemon itself changed",
     status_with({"A-1", "B-2"}, R"({"phase":"READY"})"),
     account_names{"A-1", "B-2"},
     {},
     {}},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    auto finder = knowing_two();
    const auto found = finder.take(each.next);
    CAF_CHECK_EQUAL(found.daemon.has_value(), each.named.has_value());
    if (found.daemon)
      CAF_CHECK(found.daemon->accounts == each.named);
    CAF_CHECK_EQUAL(names_in(found.accounts), each.told);
    CAF_CHECK_EQUAL(found.gone, each.gone);
  }
}

CAF_TEST(the accounts of a riskd that is lost are known all the same) {
  auto finder = knowing_two();
  const auto lost = finder.lose("gone", some_time);
  CAF_REQUIRE(lost.has_value());
  CAF_CHECK(lost->accounts == (account_names{"A-1", "B-2"}));
  const auto moved = finder.move_end({1, 2}, "hash", some_time);
  CAF_REQUIRE(moved.has_value());
  CAF_CHECK(moved->accounts == (account_names{"A-1", "B-2"}));
  const auto found = finder.take(status_with({"B-2"}));
  CAF_REQUIRE(found.daemon.has_value());
  CAF_CHECK(found.daemon->accounts == account_names{"B-2"});
  CAF_CHECK_EQUAL(names_in(found.accounts), account_names{"B-2"});
  CAF_CHECK_EQUAL(found.gone, account_names{"A-1"});
}

} // namespace riskd_feed_changes
