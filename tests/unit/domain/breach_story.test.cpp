#define CAF_SUITE domain.breach_story

#include "domain/breach_story.hpp"

#include "domain/day_report.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace domain_breach_story {

using namespace riskd::domain;
using namespace std::chrono_literals;

namespace {

/// A fill that closed something, in whole dollars, with a dollar of costs.
past_trade closing(std::int64_t gross) {
  past_trade out;
  out.row.profit_and_loss = dollars(gross);
  out.row.fees = dollars(1);
  return out;
}

/// A day that had lost 200 and then lost what is open.
breach_story lost_day(std::int64_t figure, std::int64_t closed_for) {
  breach_story out;
  out.what.rule = rule_id::daily_realized_loss;
  out.what.observed = dollars(figure);
  out.mode = "enforce";
  out.counts_costs = true;
  out.gone = time_point{} + 5s;
  out.closings = {closing(closed_for)};
  out.realized = dollars(-200 + closed_for - 1);
  return out;
}

} // namespace

// R-003-1
CAF_TEST(what is lost from the figure to the result is the cost of the delay) {
  const auto found = cost_of_delay(lost_day(-510, -330));
  CAF_CHECK(found.figure == dollars(-510));
  CAF_CHECK(found.result == dollars(-531));
  CAF_CHECK_EQUAL(found.costs, dollars(1));
  CAF_CHECK(found.lost == dollars(20));
  CAF_CHECK_EQUAL(found.reason, "");
  CAF_CHECK(cost_of_delay(lost_day(-510, -310)).lost == dollars(0));
  CAF_CHECK(cost_of_delay(lost_day(-510, -300)).lost == dollars(-10));
}

CAF_TEST(costs outside of the result stay where they are) {
  auto gross = lost_day(-510, -330);
  gross.counts_costs = false;
  gross.realized = dollars(-530);
  CAF_CHECK(cost_of_delay(gross).lost == dollars(20));
  CAF_CHECK_EQUAL(cost_of_delay(gross).costs, money{});
}

// R-004-2
CAF_TEST(the open result of a position is compared with what closing it brought) {
  auto story = lost_day(-300, -312);
  story.what.rule = rule_id::daily_unrealized_loss;
  story.closings.push_back(closing(-4));
  story.realized.reset();
  const auto found = cost_of_delay(story);
  CAF_CHECK(found.result == dollars(-316));
  CAF_CHECK(found.lost == dollars(16));
}

CAF_TEST(a cost that cannot be known is said to be unknown) {
  struct row {
    const char* label;
    void (*change)(breach_story&);
    const char* part_of_reason;
  };
  const row rows[] = {
    {"a count", [](breach_story& x) { x.what.observed = quantity{5}; }, "compares no money"},
    {"no figure", [](breach_story& x) { x.what.observed.reset(); }, "compares no money"},
    {"shadow mode", [](breach_story& x) { x.mode = "shadow"; }, "shadow mode"},
    {"no end", [](breach_story& x) { x.gone.reset(); }, "the end is not on record"},
    {"nothing open", [](breach_story& x) { x.closings.clear(); }, "nothing was closed"},
    {"a result is missing", [](breach_story& x) { x.closings.front().row.profit_and_loss.reset(); },
     "result of every closing fill"},
    {"no result of the day", [](breach_story& x) { x.realized.reset(); }, "is not on record"},
    {"no configuration", [](breach_story& x) { x.counts_costs.reset(); }, "is not on record"},
    {"nothing open was counted", [](breach_story& x) { x.what.observed = dollars(-200); },
     "without what was open"},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    auto story = lost_day(-510, -330);
    each.change(story);
    const auto found = cost_of_delay(story);
    CAF_CHECK(!found.lost);
    CAF_CHECK(found.reason.find(each.part_of_reason) != std::string::npos);
  }
}

CAF_TEST(voided fills count for nothing) {
  auto story = lost_day(-510, -330);
  story.closings.push_back(closing(-1000));
  story.closings.back().row.voided = true;
  CAF_CHECK(cost_of_delay(story).lost == dollars(20));
}

CAF_TEST(delays are those of commands that were answered) {
  const auto command
    = [](const char* outcome, std::optional<duration> wire, std::optional<duration> reply) {
        past_command out;
        if (*outcome != '\0')
          out.outcome = outcome;
        out.to_wire = wire;
        out.to_reply = reply;
        return out;
      };
  const auto found
    = delays_of({command("accepted", 3ms, 9ms), command("accepted", 1ms, 7ms),
                 command("timeout", 2ms, std::nullopt), command("", std::nullopt, std::nullopt),
                 command("accepted", 8ms, 8ms)});
  CAF_CHECK_EQUAL(found.commands, 5);
  CAF_CHECK_EQUAL(found.answered, 4);
  CAF_CHECK_EQUAL(found.accepted, 3);
  CAF_CHECK(found.to_wire_median == 2ms);
  CAF_CHECK(found.to_wire_longest == 8ms);
  CAF_CHECK(found.to_reply_median == 8ms);
  CAF_CHECK(found.to_reply_longest == 9ms);
  CAF_CHECK(delays_of({}) == command_delays{});
}

} // namespace domain_breach_story
