#define CAF_SUITE notify.wording

#include "domain/notice.hpp"

#include <caf/test/unit_test.hpp>

#include <set>
#include <string>

namespace notify_wording {

using namespace riskd::domain;
using namespace std::chrono_literals;

namespace {

const auto noon = *parse_time("2026-03-03T18:02:00Z");

told_account trader() {
  return {"50K-1", time_zone{"America/Chicago", {{time_point{}, -6h}}}};
}

lock daily_loss() {
  lock out;
  out.rule = rule_id::daily_realized_loss;
  out.kind = lock_kind::hard;
  out.policy = lock_policy::flatten;
  out.until = *parse_time("2026-03-03T23:00:00Z");
  return out;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

notification of_lines(std::size_t count, const std::string& text) {
  notification out;
  for (std::size_t i = 0; i < count; ++i) {
    auto line = notice_of_test(noon);
    line.text = text;
    out.lines.push_back({line, 1});
  }
  return out;
}

} // namespace

// R-P-7
CAF_TEST(a lock is told with its local end) {
  const auto told = notice_of(daily_loss(), false, noon, trader());
  CAF_CHECK_EQUAL(text_of(told_line{told, 1}),
                  "[CRITICAL] 50K-1: Locked by RULE-003 (daily realized loss) until 2026-03-03 "
                  "17:00 America/Chicago. No position and no order is allowed. - 12:02 "
                  "America/Chicago");
}

CAF_TEST(a lock without an end says so) {
  auto open = daily_loss();
  open.until.reset();
  CAF_CHECK(contains(notice_of(open, true, noon, trader()).text, "until its condition ends"));
}

CAF_TEST(pauses are told less loudly than losses) {
  auto what = daily_loss();
  CAF_CHECK_EQUAL(notice_of(what, false, noon, trader()).level, severity::critical);
  what.rule = rule_id::daily_realized_profit;
  CAF_CHECK_EQUAL(notice_of(what, false, noon, trader()).level, severity::warning);
  what.kind = lock_kind::cooldown;
  CAF_CHECK_EQUAL(notice_of(what, false, noon, trader()).level, severity::warning);
  what.kind = lock_kind::session;
  CAF_CHECK_EQUAL(notice_of(what, false, noon, trader()).level, severity::info);
  what.kind = lock_kind::condition;
  what.rule = rule_id::auth_loss_guard;
  CAF_CHECK_EQUAL(notice_of(what, false, noon, trader()).level, severity::critical);
}

CAF_TEST(an alert of the daemon is told in UTC with its details) {
  const auto told
    = notice_of({alert_code::connection_lost, std::nullopt, "user: hung up"}, noon, {});
  CAF_CHECK_EQUAL(text_of(told_line{told, 3}),
                  "[WARNING] riskd: A link to the broker is down: user: "
                  "hung up. (3 times) - 18:02 UTC");
}

CAF_TEST(every alert has a sentence of its own) {
  std::set<std::string> texts;
  const auto count = static_cast<int>(alert_code::limit_warning) + 1;
  for (int i = 0; i < count; ++i)
    texts.insert(notice_of({static_cast<alert_code>(i), std::nullopt, "x"}, noon, {}).text);
  CAF_CHECK_EQUAL(texts.size(), static_cast<std::size_t>(count));
  CAF_CHECK(!texts.contains("Something happened that has no name: x."));
}

// R-P-8
CAF_TEST(numbers of accounts are kept back) {
  CAF_CHECK_EQUAL(without_numbers("account 1234567 lost -12345.00"),
                  "account ****4567 lost -12345.00");
  CAF_CHECK_EQUAL(without_numbers("12345"), "12345");
  CAF_CHECK_EQUAL(without_numbers("123456"), "****3456");
  CAF_CHECK_EQUAL(without_numbers("a\nb\x7f"), "a b ");
  const auto told = notice_of(
    {alert_code::account_unresolved, std::nullopt, "account 1234567 is gone"}, noon, {});
  CAF_CHECK(!contains(told.text, "1234567"));
  CAF_CHECK_EQUAL(told_name("", account_id{1'234'567}), "account ****4567");
  CAF_CHECK_EQUAL(told_name("50K\n1", account_id{1'234'567}), "50K 1");
}

CAF_TEST(lines beyond the room are counted) {
  const auto what = of_lines(5, std::string(60, 'x'));
  const auto text = text_of(what, 300);
  CAF_CHECK_LESS_OR_EQUAL(text.size(), 300u);
  CAF_CHECK(text.ends_with("\nand 2 more: riskctl status"));
  CAF_CHECK(!contains(text_of(what, 4'000), "more"));
}

CAF_TEST(one line that is too long is cut between characters) {
  const auto text = text_of(of_lines(1, "\xc3\xa4" + std::string(70, 'x')), 100);
  CAF_CHECK_LESS_OR_EQUAL(text.size(), 100u);
  std::string umlauts;
  for (int i = 0; i < 100; ++i)
    umlauts += "\xc3\xa4";
  for (const auto limit : {100u, 101u}) {
    const auto cut = text_of(of_lines(1, umlauts), limit);
    CAF_CHECK_LESS_OR_EQUAL(cut.size(), limit);
    CAF_CHECK(cut.ends_with("\xc3\xa4..."));
  }
}

CAF_TEST(only what lasts recurs) {
  const auto recurs = [](alert_code code) {
    return notice_of({code, std::nullopt, ""}, noon, {}).recurs;
  };
  CAF_CHECK(recurs(alert_code::blind));
  CAF_CHECK(!recurs(alert_code::connection_lost));
  CAF_CHECK(!recurs(alert_code::connection_restored));
  CAF_CHECK(!recurs(alert_code::not_flat));
  CAF_CHECK(!recurs(alert_code::not_flat_emergency));
}

} // namespace notify_wording
