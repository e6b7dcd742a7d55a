#define CAF_SUITE sqlite.store

#include "adapters/sqlite/store.hpp"

#include "domain/contract_check.hpp"
#include "tests/unit/sqlite/store_fixture.hpp"

#include <caf/test/unit_test.hpp>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <thread>
#include <utility>

namespace sqlite_store {

using namespace riskd;
using namespace riskd::sqlite;
using domain::rule_id;

namespace {

using fixture = test::store_fixture;

domain::command_ticket a_command(std::int64_t id) {
  return {domain::command_id{id},
          domain::account_id{7},
          domain::close_position{test::a_position("A", 1)},
          rule_id::daily_realized_loss,
          domain::command_cause::lock,
          1};
}

} // namespace

CAF_TEST_FIXTURE_SCOPE(store_tests, fixture)

// R-P-4
CAF_TEST(a first start makes private files while knowing nobody) {
  open();
  CAF_CHECK_EQUAL(std::string{to_string(what.condition)}, "first_start");
  CAF_CHECK(what.missing_accounts.empty());
  CAF_CHECK(journal->restore().empty());
  CAF_CHECK_EQUAL(test::mode_of(options.directory), 0700);
  CAF_CHECK_EQUAL(test::mode_of(options.marker_directory), 0700);
  commit({test::an_audit_entry("x")});
  for (const auto& folder : {options.directory, options.marker_directory})
    for (const auto& each : std::filesystem::directory_iterator{folder}) {
      CAF_MESSAGE(each.path().string());
      CAF_CHECK_EQUAL(test::mode_of(each.path()), 0600);
    }
}

// R-P-4
CAF_TEST(files that others could read are closed to them) {
  open();
  commit({test::an_audit_entry("x")});
  close();
  const auto all = std::filesystem::perms::all;
  for (const char* each : {"journal.db", "audit.ndjson", "intent-0.log", "riskd.lock"})
    std::filesystem::permissions(file(each), all);
  open();
  for (const char* each : {"journal.db", "audit.ndjson", "intent-0.log", "riskd.lock"})
    CAF_CHECK_EQUAL(test::mode_of(file(each)), 0600);
}

CAF_TEST(a directory that exists keeps its mode) {
  std::filesystem::create_directory(options.directory);
  std::filesystem::permissions(options.directory, std::filesystem::perms{0750});
  open();
  CAF_CHECK_EQUAL(test::mode_of(options.directory), 0750);
}

CAF_TEST(every kind of entry survives closing with a later opening) {
  const auto lock = test::a_keep_lock(rule_id::cooldown_after_loss, 10, 2);
  const auto directive = test::a_directive("A", 1);
  const domain::safe_mode mode{
    domain::safe_mode_policy::flatten, test::instant(1), {}, std::nullopt};
  const domain::day_started day{test::a_day(3), test::instant(0), test::a_day(2), domain::money{-1},
                                2};
  const domain::stop_memory stop{1, domain::contract_id{"A"}, domain::mark_price{3},
                                 domain::price{2}};
  const domain::limit_announced announced{rule_id::max_contracts, test::a_day(3), 70};
  const domain::state_snapshot snapshot{
    1, test::instant(1), {test::a_position("A", 1)}, {}, {account, "seven", true, {}}};
  open();
  commit(
    {test::an_event(1, "a"),
     test::an_event(2, "b"),
     domain::stored_trade{test::a_ledger_row(1, 1), test::a_day(3)},
     test::an_episode(1, "MNQ"),
     test::an_episode(2, "ES"),
     domain::breach_closed{domain::breach_id{2}, test::instant(2)},
     domain::lock_stored{lock},
     domain::lock_stored{test::a_lock(rule_id::daily_realized_loss, 5)},
     domain::lock_ended{rule_id::daily_realized_loss, test::instant(5), domain::lock_end::reset},
     directive,
     test::a_directive("B", 1),
     domain::directive_closed{test::a_directive("B", 1).key, test::instant(3)},
     domain::cleanup_joined{domain::order_id{3}, rule_id::daily_unrealized_loss},
     domain::cleanup_joined{domain::order_id{4}, rule_id::daily_unrealized_loss},
     domain::cleanup_left{domain::order_id{4}},
     stop,
     domain::command_sent{a_command(1), test::instant(4)},
     domain::command_finished{domain::command_id{1}, test::instant(5),
                              domain::call_outcome::accepted, "ok", domain::duration{1},
                              domain::duration{2}},
     day,
     domain::discrepancy{test::instant(6), domain::entity_kind::order, "1", "a", "b", "c"},
     snapshot,
     domain::safe_mode_stored{mode, std::nullopt},
     announced,
     test::an_audit_entry("text")});
  const auto found = reopened();
  CAF_CHECK_EQUAL(std::string{to_string(what.condition)}, "opened");
  CAF_CHECK(what.last_breach == domain::breach_id{2});
  CAF_CHECK_EQUAL(found.name, "seven");
  CAF_CHECK((found.tail == std::vector{test::an_event(2, "b")}));
  CAF_CHECK((found.trades == std::vector{test::a_ledger_row(1, 1)}));
  CAF_CHECK((found.binding.locks.all() == std::vector{lock}));
  CAF_CHECK_EQUAL(found.binding.episodes.size(), 1u);
  CAF_CHECK_EQUAL(found.binding.directives.size(), 1u);
  CAF_CHECK(found.binding.directives.contains(directive.key));
  CAF_CHECK((found.binding.cleanup
             == std::map{std::pair{domain::order_id{3}, rule_id::daily_unrealized_loss}}));
  CAF_CHECK((found.stops == std::vector{stop}));
  CAF_CHECK((found.announced == std::vector{announced}));
  CAF_CHECK(found.binding.safe == mode);
  CAF_CHECK(found.snapshot == snapshot);
  CAF_CHECK(found.day == day);
  CAF_CHECK_EQUAL(found.last_sequence, 2u);
  close();
  CAF_CHECK_EQUAL(ask("SELECT count(*) FROM commands NATURAL JOIN command_results"), 1);
  CAF_CHECK_EQUAL(ask("SELECT count(*) FROM discrepancies"), 1);
  CAF_CHECK_EQUAL(ask("SELECT count(*) FROM audit"), 1);
}

CAF_TEST(batches are reported once in their order) {
  open();
  for (std::uint64_t number = 1; number <= 2000; ++number)
    append(number, {test::an_event(number, std::to_string(number))});
  CAF_REQUIRE(reports.wait_for("committed 7/2000"));
  std::vector<std::string> expected;
  for (int number = 1; number <= 2000; ++number)
    expected.push_back("committed 7/" + std::to_string(number));
  CAF_CHECK(reports.all() == expected);
  CAF_CHECK_EQUAL(reopened().tail.size(), 2000u);
}

CAF_TEST(a batch without number goes unreported) {
  open();
  append(0, {test::an_event(1, "a")});
  append(5, {});
  CAF_REQUIRE(reports.wait_for("committed 7/5"));
  CAF_CHECK_EQUAL(reports.all().size(), 1u);
  CAF_CHECK_EQUAL(reopened().tail.size(), 1u);
}

CAF_TEST(a batch is on the disk when it is reported) {
  open();
  commit({domain::lock_stored{test::a_lock(rule_id::daily_realized_loss, 5)}});
  // A connection of its own sees only what was committed.
  CAF_CHECK_EQUAL(ask("SELECT count(*) FROM locks WHERE active = 1"), 1);
}

CAF_TEST(records of the daemon itself need no account) {
  open();
  journal->append(domain::journal_batch{{}, 3, {test::an_audit_entry("start")}});
  CAF_CHECK(reports.wait_for("committed daemon/3"));
  bool refused = false;
  try {
    journal->append(domain::journal_batch{{}, 4, {test::an_event(1, "a")}});
  } catch (const domain::contract_violation&) {
    refused = true;
  }
  CAF_CHECK(refused);
}

CAF_TEST(the same event delivered in two runs is one event) {
  open();
  commit({test::an_event(1, "same")});
  open();
  commit({test::an_event(2, "same"), test::an_event(3, "new")});
  const auto found = reopened();
  CAF_CHECK((found.tail == std::vector{test::an_event(1, "same"), test::an_event(3, "new")}));
}

CAF_TEST(commands are numbered per run) {
  open();
  commit({domain::command_sent{a_command(1), test::instant(4)}});
  open();
  commit({domain::command_sent{a_command(1), test::instant(5)}});
  close();
  CAF_CHECK_EQUAL(ask("SELECT count(DISTINCT run) FROM commands"), 2);
}

CAF_TEST(configurations are durable so they come back) {
  const domain::configuration_in_force first{test::a_day(3), "{}", "", "aa"};
  const domain::configuration_in_force second{test::a_day(3), R"({"limit":1})", "{}", "bb"};
  open();
  append(1, {first});
  append(2, {second});
  CAF_CHECK(reports.wait_for("committed 7/2"));
  CAF_CHECK((reopened().configuration == second));
}

CAF_TEST(stopping writes everything that is queued) {
  open();
  for (std::uint64_t number = 1; number <= 3000; ++number)
    append(number, {test::an_event(number, std::to_string(number))});
  close();
  CAF_CHECK_EQUAL(reports.count_of("committed 7/3000"), 1u);
  CAF_CHECK_EQUAL(ask("SELECT count(*) FROM events"), 3000);
}

CAF_TEST(several threads may call at once) {
  open();
  std::vector<std::thread> threads;
  for (std::uint64_t t = 0; t < 4; ++t)
    threads.emplace_back([this, t] {
      const domain::account_id mine{static_cast<std::int64_t>(t)};
      for (std::uint64_t number = 1; number <= 200; ++number) {
        const auto entry = domain::directive_opened{
          {domain::contract_id{std::to_string(number)}, rule_id::max_contracts},
          domain::breach_id{1},
          test::instant(0)};
        journal->write_intent({mine, number, {entry}});
        journal->append({mine, number, {entry}});
      }
    });
  for (auto& each : threads)
    each.join();
  close();
  CAF_CHECK_EQUAL(ask("SELECT count(*) FROM directives"), 800);
  for (const char* report : {"written 3/200", "synced 3/200", "committed 3/200"})
    CAF_CHECK_EQUAL(reports.count_of(report), 1u);
  CAF_CHECK_EQUAL(reports.all().size(), 2400u);
}

// R-P-5
CAF_TEST(audit records reach the file after their commit) {
  open();
  commit({test::an_audit_entry("one")});
  commit({test::an_audit_entry("two")});
  close();
  const auto content = test::read_file(file("audit.ndjson"));
  CAF_CHECK(content.find(R"("n":1,)") != std::string::npos);
  CAF_CHECK(content.find(R"("text":"two")") != std::string::npos);
  CAF_CHECK_EQUAL(std::count(content.begin(), content.end(), '\n'), 2);
}

// A-149
CAF_TEST(a broken audit chain is told then named by the first record of a new one) {
  open();
  commit({test::an_audit_entry("one")});
  close();
  auto changed = test::read_file(file("audit.ndjson"));
  changed[changed.find("one")] = 'O';
  test::write_file(file("audit.ndjson"), changed);
  open();
  CAF_CHECK(what.audit_broken.find("line 1") != std::string::npos);
  commit({test::an_audit_entry("two")});
  close();
  const auto content = test::read_file(file("audit.ndjson"));
  CAF_CHECK_EQUAL(content.find(R"({"n":1,)"), 0u);
  CAF_CHECK(content.find("audit_broken") < content.find("two"));
  open_only();
  CAF_CHECK_EQUAL(what.audit_broken, "");
}

// R-G-10
CAF_TEST(a second instance is refused then told whose the directory is) {
  open();
  const auto second = open_store(options);
  CAF_REQUIRE(second.has_error());
  CAF_CHECK(second.error().code == domain::failure_code::refused);
  CAF_CHECK(second.error().sentence.find(options.directory.string()) != std::string::npos);
  CAF_CHECK(second.error().sentence.find(std::to_string(::getpid())) != std::string::npos);
  close();
  CAF_CHECK(open_store(options).has_value());
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace sqlite_store
