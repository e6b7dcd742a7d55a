#define CAF_SUITE logging.logger

#include "adapters/logging/logger.hpp"

#include "domain/rule_id.hpp"
#include "tests/unit/logging/collected_lines.hpp"
#include "tests/unit/logging/set_clock.hpp"

#include <caf/test/unit_test.hpp>

#include <chrono>
#include <memory>
#include <set>
#include <string>
#include <thread>

namespace logging_logger {

using namespace riskd;
using namespace std::chrono_literals;
using logging::field;
using logging::level;
using logging::logger;

namespace {

struct fixture {
  test::set_clock clock;
  std::shared_ptr<test::collected_lines> lines = std::make_shared<test::collected_lines>();
  logger log{lines, clock};

  [[nodiscard]] std::string line(std::size_t index) const {
    return lines->all().at(index);
  }

  /// A member of the line at `index`, as JSON.
  [[nodiscard]] std::string member(std::size_t index, const char* key) const {
    return lines->at(index).at(key).dump();
  }

  logger at_threshold(level threshold) {
    return logger{lines, clock, {threshold, 20}};
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(logger_tests, fixture)

CAF_TEST(a line is one object that begins with time level event account) {
  log.for_account(domain::account_id{1'234'567})
    .info("lockout.engaged", field("rule", domain::rule_id::daily_realized_loss),
          field("observed", domain::money{-5'500'000}));
  CAF_REQUIRE_EQUAL(lines->all().size(), 1u);
  CAF_CHECK_EQUAL(line(0), R"({"ts":"2026-03-03T15:00:10.250000Z","level":"INFO",)"
                           R"("event":"lockout.engaged","account":"****4567","rule":"RULE-003",)"
                           R"("observed":"-550.00"})");
}

CAF_TEST(the account comes first wherever it is given) {
  log.info("order.seen", field("order", 7), field("account", domain::account_id{1'234'567}));
  CAF_CHECK_EQUAL(line(0),
                  R"({"ts":"2026-03-03T15:00:10.250000Z","level":"INFO","event":"order.seen",)"
                  R"("account":"****4567","order":7})");
}

CAF_TEST(a handle bound to an account names it once) {
  log.for_account(domain::account_id{1'234'567})
    .info("order.seen", field("account", domain::account_id{7'654'321}));

  CAF_CHECK_EQUAL(lines->all().size(), 1u);
  CAF_CHECK_EQUAL(member(0, "account"), R"("****4567")");
  CAF_CHECK(line(0).find("4321") == std::string::npos);
}

CAF_TEST(every level has its name) {
  const auto all = at_threshold(level::debug);
  all.debug("a.debug");
  all.info("a.info");
  all.warn("a.warn");
  all.error("a.error");
  all.critical("a.critical");
  std::string levels;
  for (std::size_t i = 0; i < 5; ++i)
    levels += lines->at(i).at("level").get<std::string>() + " ";
  CAF_CHECK_EQUAL(levels, "DEBUG INFO WARN ERROR CRITICAL ");
}

CAF_TEST(lines below the threshold are never made) {
  const auto few = at_threshold(level::error);
  few.warn("a.warn");
  few.error("a.error");
  CAF_CHECK_EQUAL(lines->all().size(), 1u);
  CAF_CHECK_EQUAL(member(0, "event"), R"("a.error")");
  CAF_CHECK(!few.writes(level::warn));
  CAF_CHECK(few.writes(level::critical));
}

CAF_TEST(a handle that leads nowhere discards) {
  const logger nowhere;
  nowhere.critical("a.b", field("x", 1));
  nowhere.for_account(domain::account_id{1}).critical("a.b");
  nowhere.finish();
  CAF_CHECK(!nowhere.writes(level::critical));
}

CAF_TEST(level names are read back) {
  CAF_CHECK(logging::parse_level("DEBUG") == level::debug);
  CAF_CHECK(logging::parse_level("WARN") == level::warn);
  CAF_CHECK(logging::parse_level("WARNING") == level::warn);
  CAF_CHECK(logging::parse_level("CRITICAL") == level::critical);
  CAF_CHECK(!logging::parse_level("info"));
}

CAF_TEST(repeated lines are counted instead of written) {
  for (int i = 0; i < 50; ++i)
    log.info("hub.lost", field("try", i));
  CAF_CHECK_EQUAL(lines->all().size(), 20u);
  clock.pass(999ms);
  log.info("hub.lost");
  CAF_CHECK_EQUAL(lines->all().size(), 20u);
  clock.pass(1ms);
  log.warn("hub.regained");
  // The count of the first kind comes with the next line of any kind.
  CAF_CHECK_EQUAL(member(20, "event"), R"("log.suppressed")");
  CAF_CHECK_EQUAL(member(20, "of"), R"("hub.lost")");
  CAF_CHECK_EQUAL(member(20, "suppressed"), "31");
  CAF_CHECK_EQUAL(member(21, "event"), R"("hub.regained")");
  CAF_CHECK_EQUAL(lines->all().size(), 22u);
}

CAF_TEST(a repeated line of one account hides none of another) {
  for (int i = 0; i < 50; ++i)
    log.for_account(domain::account_id{1}).info("rule.failed");
  log.info("rule.failed", field("account", domain::account_id{2}));
  CAF_CHECK_EQUAL(lines->all().size(), 21u);
  CAF_CHECK_EQUAL(member(20, "account"), R"("****2")");
}

CAF_TEST(finishing writes what was only counted) {
  for (int i = 0; i < 22; ++i)
    log.for_account(domain::account_id{1'234'567}).info("hub.lost");
  log.finish();
  CAF_CHECK_EQUAL(line(20),
                  R"({"ts":"2026-03-03T15:00:10.250000Z","level":"INFO","event":"log.suppressed",)"
                  R"("account":"****4567","of":"hub.lost","suppressed":2})");
  log.finish();
  CAF_CHECK_EQUAL(lines->all().size(), 21u);
}

CAF_TEST(lines that the sink lost are told once per second) {
  log.info("a.b");
  lines->lost_count = 7;
  log.info("a.b");
  CAF_CHECK_EQUAL(lines->all().size(), 2u);
  clock.pass(1s);
  log.info("a.b");
  CAF_CHECK_EQUAL(member(2, "event"), R"("log.overrun")");
  CAF_CHECK_EQUAL(member(2, "level"), R"("WARN")");
  CAF_CHECK_EQUAL(member(2, "lost"), "7");
  clock.pass(1s);
  log.info("a.b");
  CAF_CHECK_EQUAL(lines->all().size(), 5u);
}

CAF_TEST(lines of several threads stay whole) {
  const logger plenty{lines, clock, {level::info, 1'000'000}};
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread)
    threads.emplace_back([plenty, thread] {
      for (int i = 0; i < 500; ++i)
        plenty.info("thread.line", field("thread", thread), field("line", i));
    });
  for (auto& each : threads)
    each.join();
  std::set<std::pair<int, int>> seen;
  for (const auto& each : lines->all()) {
    const auto line = nlohmann::json::parse(each);
    seen.emplace(line.at("thread").get<int>(), line.at("line").get<int>());
  }
  CAF_CHECK_EQUAL(seen.size(), 2000u);
  CAF_CHECK_EQUAL(lines->all().size(), 2000u);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace logging_logger
