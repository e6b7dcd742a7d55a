#define CAF_SUITE sqlite.entries

#include "adapters/sqlite/entry_writer.hpp"

#include "tests/unit/sqlite/database_fixture.hpp"
#include "tests/unit/sqlite/samples.hpp"

#include <caf/test/unit_test.hpp>

namespace sqlite_entries {

using namespace riskd;
using namespace riskd::sqlite;
using domain::rule_id;

CAF_TEST_FIXTURE_SCOPE(entry_writer_tests, test::database_fixture)

CAF_TEST(commands of two runs with the same number are kept apart) {
  const domain::command_ticket ticket{
    domain::command_id{1},
    account,
    domain::reduce_position{test::a_position("A", 5), domain::quantity{2}},
    rule_id::max_contracts,
    domain::command_cause::breach,
    4};
  const domain::command_finished finished{
    domain::command_id{1}, test::instant(3),    domain::call_outcome::order_pending, "busy",
    domain::duration{11},  domain::duration{22}};
  write({domain::command_sent{ticket, test::instant(2)}, finished});
  writer = entry_writer::prepare(*database, 4).value();
  write({domain::command_sent{ticket, test::instant(5)}});
  CAF_CHECK_EQUAL(ask("SELECT count(*) FROM commands WHERE name = 'reduce_position' AND size = 2 "
                      "AND contract = 'A' AND rule = 1 AND cause = 'breach' AND attempt = 4 "
                      "AND order_id IS NULL"),
                  2);
  CAF_CHECK_EQUAL(ask("SELECT count(*) FROM command_results NATURAL JOIN commands WHERE "
                      "outcome = 'order_pending' AND detail = 'busy' AND to_wire = 11 "
                      "AND to_reply = 22"),
                  1);
}

// R-G-5
CAF_TEST(discrepancies are kept) {
  write({domain::discrepancy{test::instant(1), domain::entity_kind::position, "MNQ", "1", "0",
                             "broker wins"}});
  CAF_CHECK_EQUAL(ask("SELECT count(*) FROM discrepancies WHERE account = 7 AND kind = 'position' "
                      "AND entity = 'MNQ' AND local = '1' AND broker = '0' "
                      "AND action = 'broker wins'"),
                  1);
}

// R-P-5
CAF_TEST(audit records are chained across transactions as well as restarts) {
  write({test::an_audit_entry("one"), test::an_audit_entry("two")});
  open();
  write({test::an_audit_entry("three")});
  audit_link last;
  std::int64_t seen = 0;
  auto query = database->prepare("SELECT n, line, hash FROM audit ORDER BY n").value();
  const auto read = query.each([&](const row& each) -> domain::result<void> {
    const auto parsed = parse_audit_line(each.text("line"));
    CAF_REQUIRE(parsed.has_value());
    CAF_CHECK_EQUAL(parsed->link.n, ++seen);
    CAF_CHECK_EQUAL(parsed->previous, last.hash);
    CAF_CHECK_EQUAL(parsed->link.hash, each.text("hash"));
    last = parsed->link;
    return {};
  });
  CAF_CHECK(read.has_value());
  CAF_CHECK_EQUAL(seen, 3);
}

CAF_TEST(what was rolled back is numbered anew with its account introduced again) {
  CAF_REQUIRE(database->begin().has_value());
  writer->begin();
  CAF_REQUIRE(writer->write(account, test::an_audit_entry("lost")).has_value());
  database->roll_back();
  CAF_CHECK(writer->accounts().empty());
  write({test::an_audit_entry("kept")});
  CAF_CHECK(writer->accounts().contains(account));
  CAF_CHECK_EQUAL(ask("SELECT max(n) FROM audit"), 1);
  CAF_CHECK_EQUAL(ask("SELECT count(*) FROM accounts"), 1);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace sqlite_entries
