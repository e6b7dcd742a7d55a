#define CAF_SUITE replay.record_writer

#include "adapters/replay/record_writer.hpp"

#include "adapters/replay/line_writer.hpp"
#include "tests/unit/replay/sample_records.hpp"

#include <caf/test/unit_test.hpp>

#include <string>
#include <vector>

namespace replay_record_writer {

using namespace riskd;
using namespace riskd::domain;
using test::record_at;
using namespace std::chrono;

namespace {

constexpr auto mnq = "CON.F.US.MNQ.H26";
constexpr auto zn = "CON.F.US.TYA.H26";

std::string written(const std::vector<replay_record>& records) {
  std::string out;
  replay::record_writer writer;
  for (const auto& x : records)
    writer.write(x, out);
  return out;
}

std::string line_of(decision what) {
  return written({record_at("2026-03-03T15:00:00Z", 1, std::move(what))});
}

std::string head(const std::string& kind) {
  return R"({"seq":1,"ts":"2026-03-03T15:00:00.000000Z","line":1,"kind":")" + kind
         + R"(","account":1,)";
}

std::string quoted(std::string_view text) {
  std::string out;
  replay::append_quoted(out, text);
  return out;
}

verdict open_loss() {
  auto found = test::daily_loss();
  found.rule = rule_id::daily_unrealized_loss;
  found.scope = verdict_scope::contract;
  found.contract = contract_id{zn};
  found.product = "ZN";
  found.observed = money{-312'500};
  found.limit = dollars(-30);
  found.action = remedy::close_position;
  return found;
}

verdict frequency() {
  auto found = test::daily_loss();
  found.rule = rule_id::trade_frequency_limit;
  found.order = order_id{2};
  found.observed = quantity{2};
  found.limit = quantity{1};
  found.unit = measure_unit::per_minute;
  found.action = remedy::keep_and_cooldown;
  return found;
}

} // namespace

// The output of `rules.md` 13.4, example 1: R-J-10, R-J-11, R-J-12, R-J-14, R-J-15, R-J-17, R-V-9,
// R-V-10.
CAF_TEST(the first example is written byte for byte) {
  auto found = test::daily_loss();
  found.observed = dollars(-500);
  const auto until = test::at("2026-03-03T23:00:00Z");
  const auto hard
    = test::lock_of(rule_id::daily_realized_loss, lock_kind::hard, lock_policy::flatten, until);
  const auto command = [](domain::command order) {
    return test::command_of(std::move(order), rule_id::daily_realized_loss, command_cause::lock);
  };
  const reset_record reset{2026y / March / 4, 2026y / March / 3, until, dollars(-500), 1};
  const auto* ten = "2026-03-03T15:00:10Z";
  const auto text = written({
    record_at(ten, 5, breach_record{{}, found}),
    record_at(ten, 5, lock_record{hard, false}),
    record_at(ten, 5, command(cancel_order{test::live_order(12, mnq)})),
    record_at(ten, 5, command(close_position{test::open_position(mnq, 2)})),
    record_at("2026-03-03T15:00:10.25Z", 6, command(cancel_order{test::live_order(11, mnq)})),
    record_at("2026-03-03T23:00:00Z", std::nullopt, reset),
    record_at("2026-03-03T23:00:00Z", std::nullopt, unlock_record{hard, lock_end::reset}),
  });
  CAF_CHECK_EQUAL(
    text,
    R"({"seq":1,"ts":"2026-03-03T15:00:10.000000Z","line":5,"kind":"breach","account":1,"rule":"RULE-003","scope":"account","contract":null,"product":null,"order":null,"observed":"-500.00","limit":"-500.00","unit":"usd","action":"flatten_and_lock"}
{"seq":2,"ts":"2026-03-03T15:00:10.000000Z","line":5,"kind":"lock","account":1,"rule":"RULE-003","scope":"account","lock":"hard","policy":"flatten","until":"2026-03-03T23:00:00.000000Z","extended":false}
{"seq":3,"ts":"2026-03-03T15:00:10.000000Z","line":5,"kind":"command","account":1,"rule":"RULE-003","cause":"lock","command":"cancel_order","contract":"CON.F.US.MNQ.H26","order":12,"size":null,"price":null,"attempt":1}
{"seq":4,"ts":"2026-03-03T15:00:10.000000Z","line":5,"kind":"command","account":1,"rule":"RULE-003","cause":"lock","command":"close_position","contract":"CON.F.US.MNQ.H26","order":null,"size":null,"price":null,"attempt":1}
{"seq":5,"ts":"2026-03-03T15:00:10.250000Z","line":6,"kind":"command","account":1,"rule":"RULE-003","cause":"lock","command":"cancel_order","contract":"CON.F.US.MNQ.H26","order":11,"size":null,"price":null,"attempt":1}
{"seq":6,"ts":"2026-03-03T23:00:00.000000Z","line":null,"kind":"reset","account":1,"day":"2026-03-04","previous_day":"2026-03-03","realized":"-500.00","trades":1}
{"seq":7,"ts":"2026-03-03T23:00:00.000000Z","line":null,"kind":"unlock","account":1,"rule":"RULE-003","scope":"account","lock":"hard","reason":"reset"}
)");
}

// The output of `rules.md` 13.4, example 2, without its repetitions.
CAF_TEST(the second example is written byte for byte) {
  const auto cooldown = test::lock_of(rule_id::trade_frequency_limit, lock_kind::cooldown,
                                      lock_policy::keep, test::at("2026-03-03T15:01:02.5Z"));
  const auto close = test::command_of(close_position{test::open_position(zn, 1)},
                                      rule_id::daily_unrealized_loss, command_cause::breach, 3);
  const auto text = written({
    record_at("2026-03-03T15:00:02.5Z", 5, breach_record{{}, frequency()}),
    record_at("2026-03-03T15:00:02.5Z", 5, lock_record{cooldown, false}),
    record_at("2026-03-03T15:00:03Z", 6, breach_record{{}, open_loss()}),
    record_at("2026-03-03T15:01:02.5Z", std::nullopt, unlock_record{cooldown, lock_end::expired}),
    record_at("2026-03-03T15:01:10Z", 7, close),
  });
  CAF_CHECK_EQUAL(
    text,
    R"({"seq":1,"ts":"2026-03-03T15:00:02.500000Z","line":5,"kind":"breach","account":1,"rule":"RULE-006","scope":"account","contract":null,"product":null,"order":2,"observed":"2","limit":"1","unit":"per_minute","action":"keep_and_cooldown"}
{"seq":2,"ts":"2026-03-03T15:00:02.500000Z","line":5,"kind":"lock","account":1,"rule":"RULE-006","scope":"account","lock":"cooldown","policy":"keep","until":"2026-03-03T15:01:02.500000Z","extended":false}
{"seq":3,"ts":"2026-03-03T15:00:03.000000Z","line":6,"kind":"breach","account":1,"rule":"RULE-004","scope":"contract","contract":"CON.F.US.TYA.H26","product":"ZN","order":null,"observed":"-31.25","limit":"-30.00","unit":"usd","action":"close_position"}
{"seq":4,"ts":"2026-03-03T15:01:02.500000Z","line":null,"kind":"unlock","account":1,"rule":"RULE-006","scope":"account","lock":"cooldown","reason":"expired"}
{"seq":5,"ts":"2026-03-03T15:01:10.000000Z","line":7,"kind":"command","account":1,"rule":"RULE-004","cause":"breach","command":"close_position","contract":"CON.F.US.TYA.H26","order":null,"size":null,"price":null,"attempt":3}
)");
}

// R-J-12.
CAF_TEST(the scope decides what a breach names) {
  auto found = open_loss();
  found.rule = rule_id::max_contracts_per_instrument;
  found.scope = verdict_scope::product;
  found.observed = quantity{3};
  found.limit = quantity{2};
  found.unit = measure_unit::contracts;
  found.action = remedy::reduce_to_limit;
  CAF_CHECK_EQUAL(line_of(breach_record{{}, found}),
                  head("breach")
                    + R"("rule":"RULE-002","scope":"product","contract":null,"product":"ZN",)"
                    + R"("order":null,"observed":"3","limit":"2","unit":"contracts",)"
                    + R"("action":"reduce_to_limit"})" + "\n");
  auto session = test::daily_loss();
  session.rule = rule_id::session_block_outside;
  session.observed = condition_word::outside;
  session.limit = condition_word::inside;
  session.unit = measure_unit::session;
  CAF_CHECK_EQUAL(line_of(breach_record{{}, session}),
                  head("breach")
                    + R"("rule":"RULE-009","scope":"account","contract":null,"product":null,)"
                    + R"("order":null,"observed":"outside","limit":"inside","unit":"session",)"
                    + R"("action":"flatten_and_lock"})" + "\n");
}

// R-J-14.
CAF_TEST(a lock without end has a null there) {
  const auto condition = test::lock_of(rule_id::auth_loss_guard, lock_kind::condition,
                                       lock_policy::flatten, std::nullopt);
  CAF_CHECK_EQUAL(line_of(lock_record{condition, true}),
                  head("lock") + R"("rule":"RULE-010","scope":"account","lock":"condition",)"
                    + R"("policy":"flatten","until":null,"extended":true})" + "\n");
  const auto session
    = test::lock_of(rule_id::session_block_outside, lock_kind::session, lock_policy::flatten, {});
  CAF_CHECK_EQUAL(line_of(unlock_record{session, lock_end::session_start}),
                  head("unlock") + R"("rule":"RULE-009","scope":"account","lock":"session",)"
                    + R"("reason":"session_start"})" + "\n");
}

// R-J-15.
CAF_TEST(a reduction has a size) {
  const auto reduce = reduce_position{test::open_position(mnq, 3), quantity{2}};
  CAF_CHECK_EQUAL(
    line_of(test::command_of(reduce, rule_id::max_contracts, command_cause::cleanup, 2)),
    head("command") + R"("rule":"RULE-001","cause":"cleanup","command":"reduce_position",)"
      + R"("contract":"CON.F.US.MNQ.H26","order":null,"size":2,"price":null,"attempt":2})" + "\n");
}

// R-J-16.
CAF_TEST(only some alerts name their contract) {
  const auto alert = [](alert_code code) {
    return line_of(alert_record{code, contract_id{"C"}, "detail"});
  };
  const auto expected = [](const char* code, const char* contract) {
    return head("alert") + R"("code":")" + code + R"(","contract":)" + contract + "}\n";
  };
  CAF_CHECK_EQUAL(alert(alert_code::unknown_contract), expected("unknown_contract", R"("C")"));
  CAF_CHECK_EQUAL(alert(alert_code::quote_stale), expected("quote_stale", R"("C")"));
  CAF_CHECK_EQUAL(alert(alert_code::trade_corrected), expected("trade_corrected", R"("C")"));
  CAF_CHECK_EQUAL(alert(alert_code::bad_payload), expected("bad_payload", "null"));
  CAF_CHECK_EQUAL(alert(alert_code::unknown_account), expected("unknown_account", "null"));
  CAF_CHECK_EQUAL(alert(alert_code::connection_lost), expected("connection_lost", "null"));
  CAF_CHECK_EQUAL(line_of(alert_record{alert_code::trade_corrected, std::nullopt, {}}),
                  expected("trade_corrected", "null"));
}

CAF_TEST(an alert of nobody has no account) {
  auto record = record_at("2026-03-03T15:00:00Z", 4, alert_record{alert_code::bad_payload, {}, {}});
  record.account = std::nullopt;
  CAF_CHECK_EQUAL(written({record}),
                  R"({"seq":1,"ts":"2026-03-03T15:00:00.000000Z","line":4,"kind":"alert",)"
                  R"("account":null,"code":"bad_payload","contract":null})"
                  "\n");
}

// R-J-10, R-Y-24.
CAF_TEST(strings are escaped as little as possible) {
  CAF_CHECK_EQUAL(quoted("a/b\"\\'<&"), R"("a/b\"\\'<&")");
  CAF_CHECK_EQUAL(quoted(std::string_view{"\0\b\t\n\f\r\x1b\x1f", 8}),
                  R"("\u0000\u0008\u0009\u000a\u000c\u000d\u001b\u001f")");
  CAF_CHECK_EQUAL(quoted("\x7f\xc2\x80\xe2\x80\xa8\xf0\x9f\x98\x80"),
                  "\"\x7f\xc2\x80\xe2\x80\xa8\xf0\x9f\x98\x80\"");
  CAF_CHECK_EQUAL(quoted("\xed\xa0\x80|\xed\xbf\xbf|\xed\x9f\xbf"),
                  "\"\xef\xbf\xbd|\xef\xbf\xbd|\xed\x9f\xbf\"");
  CAF_CHECK_EQUAL(quoted("\xe9|\xc0\xaf|\xed\xa0"),
                  "\"\xef\xbf\xbd|\xef\xbf\xbd\xef\xbf\xbd|\xef\xbf\xbd\xef\xbf\xbd\"");
}

} // namespace replay_record_writer
