#define CAF_SUITE domain.fleet_listings

#include "domain/fleet/fleet_outbox.hpp"
#include "tests/unit/domain/fleet_samples.hpp"

#include <caf/test/unit_test.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace domain_fleet_listings {

using namespace riskd::domain;
using namespace riskd::test;

namespace {

using listed_names = std::vector<std::string>;

daemon_report naming(std::optional<listed_names> accounts) {
  auto out = answering();
  out.accounts = std::move(accounts);
  return out;
}

fleet_outbox linked_outbox() {
  fleet_outbox out;
  out.link_up({});
  return out;
}

/// What is said of accounts in the next update: `A-1` of a report, `-A-1` of one that is gone, and
/// the listing as `(A-1 A-2)`.
listed_names told_of_accounts(fleet_outbox& outbox) {
  listed_names out;
  const auto update = outbox.next(hub_start);
  if (!update)
    return out;
  for (const auto& each : update->gone)
    out.push_back("-" + each);
  if (update->listing) {
    std::string all;
    for (const auto& each : update->listing->names)
      all += (all.empty() ? "" : " ") + each;
    out.push_back("(" + all + ")");
  }
  for (const auto& each : update->accounts)
    out.push_back(each.name);
  outbox.take({update->number, std::nullopt});
  return out;
}

} // namespace

CAF_TEST(the accounts are listed with the report that names them) {
  auto outbox = linked_outbox();
  outbox.tell(naming(listed_names{"B-1", "A-1"}));
  const auto update = outbox.next(hub_start);
  CAF_REQUIRE(update && update->daemon && update->listing);
  CAF_CHECK(update->daemon == answering());
  const auto expected = account_listing{"", "", {"A-1", "B-1"}, 2};
  CAF_CHECK(update->listing == expected);
}

CAF_TEST(no accounts are listed before they are known) {
  auto outbox = linked_outbox();
  outbox.tell(answering());
  outbox.tell(account_named("A-1"));
  CAF_CHECK_EQUAL(told_of_accounts(outbox), listed_names{"A-1"});
  outbox.link_up({});
  CAF_CHECK_EQUAL(told_of_accounts(outbox), listed_names{"A-1"});
  outbox.tell(naming(listed_names{}));
  CAF_CHECK_EQUAL(told_of_accounts(outbox), listed_names{"()"});
}

CAF_TEST(accounts are listed when they changed) {
  struct row {
    const char* label;
    std::optional<listed_names> next;
    listed_names told;
  };
  // Reported are.
  const row rows[] = {
    {"the same", listed_names{"A-1", "A-2"}, {}},
    {"the same in another order", listed_names{"A-2", "A-1"}, {}},
    {"not known any more", std::nullopt, {}},
    {"one more", listed_names{"A-1", "A-2", "A-3"}, {"(A-1 A-2 A-3)"}},
    {"one less", listed_names{"A-2"}, {"(A-2)"}},
    {"none", listed_names{}, {"()"}},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    auto outbox = linked_outbox();
    outbox.tell(naming(listed_names{"A-1", "A-2"}));
    outbox.tell(account_named("A-1"));
    outbox.tell(account_named("A-2"));
    CAF_CHECK_EQUAL(told_of_accounts(outbox), (listed_names{"(A-1 A-2)", "A-1", "A-2"}));
    outbox.tell(naming(each.next));
    CAF_CHECK_EQUAL(told_of_accounts(outbox), each.told);
  }
}

CAF_TEST(a link begins with the accounts as they are then) {
  auto outbox = linked_outbox();
  outbox.tell(naming(listed_names{"A-1", "A-2"}));
  outbox.tell(account_named("A-1"));
  outbox.tell(account_named("A-2"));
  outbox.link_down();
  outbox.tell(account_named("A-0"));
  outbox.forget_account("A-1");
  outbox.link_up({});
  CAF_CHECK_EQUAL(told_of_accounts(outbox), (listed_names{"(A-0 A-2)", "A-0", "A-2"}));
  outbox.forget_account("A-0");
  outbox.link_up({});
  CAF_CHECK_EQUAL(told_of_accounts(outbox), (listed_names{"(A-2)", "A-2"}));
}

CAF_TEST(accounts that nobody reported yet are listed) {
  auto outbox = linked_outbox();
  outbox.tell(naming(listed_names{"A-1", "A-2"}));
  outbox.tell(account_named("A-2"));
  CAF_CHECK_EQUAL(told_of_accounts(outbox), (listed_names{"(A-1 A-2)", "A-2"}));
}

CAF_TEST(an account that the names lack is told no more) {
  auto outbox = linked_outbox();
  outbox.tell(naming(listed_names{"A-1", "A-2"}));
  outbox.tell(account_named("A-1"));
  outbox.tell(account_named("A-2"));
  outbox.tell(naming(listed_names{"A-2"}));
  CAF_CHECK_EQUAL(told_of_accounts(outbox), (listed_names{"(A-2)", "A-2"}));
  // The names said so.
  outbox.forget_account("A-1");
  CAF_CHECK_EQUAL(told_of_accounts(outbox), listed_names{});
  outbox.forget_account("A-2");
  CAF_CHECK_EQUAL(told_of_accounts(outbox), listed_names{"-A-2"});
}

CAF_TEST(many accounts are listed one stretch after the other before anything else) {
  auto outbox = linked_outbox();
  listed_names all;
  for (std::size_t i = 0; i < 1'000; ++i)
    all.push_back("N-" + std::to_string(10'000 + i) + std::string(92, 'n'));
  outbox.tell(naming(all));
  outbox.tell(account_named(all.front()));
  listed_names found;
  std::string last;
  std::size_t updates = 0;
  bool is_reported = false;
  while (const auto update = outbox.next(hub_start)) {
    CAF_REQUIRE(update->listing.has_value());
    CAF_CHECK_EQUAL(update->listing->after, last);
    CAF_CHECK_EQUAL(update->listing->count, 1'000u);
    CAF_CHECK(update->listing->names.size() <= fleet_outbox::update_bytes_max / 100);
    found.insert(found.end(), update->listing->names.begin(), update->listing->names.end());
    last = update->listing->until;
    CAF_CHECK_EQUAL(last, found.size() == all.size() ? "" : found.back());
    CAF_CHECK(!is_reported);
    is_reported = !update->accounts.empty();
    CAF_CHECK_EQUAL(update->daemon.has_value(), updates == 0);
    ++updates;
    outbox.take({update->number, std::nullopt});
  }
  CAF_CHECK(found == all);
  CAF_CHECK(is_reported);
  CAF_CHECK_EQUAL(updates, 3u);
}

CAF_TEST(a listing begins anew when it changes under way) {
  struct row {
    const char* label;
    void (*happens)(fleet_outbox&, listed_names&);
  };
  const row rows[] = {
    {"other names",
     [](fleet_outbox& outbox, listed_names& all) {
       all.erase(all.begin());
       outbox.tell(naming(all));
     }},
    {"another link",
     [](fleet_outbox& outbox, listed_names&) {
       outbox.link_up({});
     }},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    auto outbox = linked_outbox();
    listed_names all;
    for (std::size_t i = 0; i < 500; ++i)
      all.push_back("N-" + std::to_string(10'000 + i) + std::string(92, 'n'));
    outbox.tell(naming(all));
    const auto first = outbox.next(hub_start);
    CAF_REQUIRE(first && first->listing && first->listing->until != "");
    each.happens(outbox, all);
    listed_names found;
    while (const auto update = outbox.next(hub_start)) {
      CAF_REQUIRE(update->listing.has_value());
      CAF_CHECK_EQUAL(update->listing->after, found.empty() ? "" : found.back());
      found.insert(found.end(), update->listing->names.begin(), update->listing->names.end());
    }
    CAF_CHECK(found == all);
  }
}

} // namespace domain_fleet_listings
