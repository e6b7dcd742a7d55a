#include "tests/unit/dashboard/sample_records.hpp"

#include "tests/unit/dashboard/sample_fleet.hpp"

#include <utility>

namespace riskd::test {

using namespace domain;
using namespace std::chrono_literals;

namespace {

audit_report a_record(std::int64_t number, const std::string& account) {
  audit_report out;
  out.place = {3, number};
  out.at = fleet_time() - 1min;
  out.account = account;
  out.type = account.empty() ? "service_start" : "lock";
  out.rule = account.empty() ? "" : "RULE-003";
  out.text = "Something that people can read.";
  return out;
}

} // namespace

story_report a_story(const std::string& account) {
  story_report out;
  out.breach = breach_id{17};
  out.account = account;
  out.at = fleet_time() - 10s;
  out.document = R"({"schema":1,"breach":{"name":")" + account
                 + R"(","id":"****4567","breach":17,"ts":"2026-03-03T15:00:00.250000Z",)"
                   R"("rule":"RULE-003","about":null,"observed":"-512.00","limit":"-500.00",)"
                   R"("unit":"usd","action":"flatten_and_lock","closed":null},"mode":"enforce",)"
                   R"("stages":[{"stage":"received","at":"2026-03-03T15:00:00.250000Z",)"
                   R"("delay_us":0,"at_most_us":null,"note":"trade by stream"}],)"
                   R"("locks":[{"name":")"
                 + account
                 + R"(","id":"****4567","rule":"RULE-003","lock":"hard","policy":"flatten",)"
                   R"("reason":"daily loss limit reached","since":"2026-03-03T15:00:00.250000Z",)"
                   R"("until":"2026-03-03T15:00:05.000000Z","day":"2026-03-03","breach":17,)"
                   R"("ended":null,"ended_by":null}],"commands":[],"has_more_commands":false,)"
                   R"("closings":[],"cost_of_delay":{"figure":"-512.00","result":"-525.24",)"
                   R"("costs":"0.74","lost":"12.50","unknown_because":null}})";
  return out;
}

result<std::vector<result_point>> sample_records::results(const std::string& daemon,
                                                          const std::string& account,
                                                          time_point begin_of, time_point end,
                                                          std::size_t count, const limit&) const {
  if (const auto begun = begin("results " + daemon + " " + account + " " + to_string(begin_of) + " "
                               + to_string(end) + " " + std::to_string(count));
      !begun)
    return begun.error();
  return std::vector<result_point>{{fleet_time() - 1min, dollars(-100), -dollars(12)},
                                   {fleet_time() - 30s, money{-5'125'000}, std::nullopt}};
}

result<std::vector<audit_report>> sample_records::records(const std::string& daemon,
                                                          const std::string& account,
                                                          std::size_t count, const limit&) const {
  if (const auto begun = begin("records " + daemon + " '" + account + "' " + std::to_string(count));
      !begun)
    return begun.error();
  return std::vector<audit_report>{a_record(412, "A-1"), a_record(411, "")};
}

result<std::vector<story_report>> sample_records::stories(const std::string& daemon,
                                                          const std::string& account,
                                                          std::optional<time_point> begin_of,
                                                          std::optional<time_point> end,
                                                          std::size_t count, const limit&) const {
  if (const auto begun
      = begin("stories " + daemon + " " + account + " " + (begin_of ? to_string(*begin_of) : "-")
              + " " + (end ? to_string(*end) : "-") + " " + std::to_string(count));
      !begun)
    return begun.error();
  auto garbled = a_story(account);
  garbled.breach = breach_id{16};
  garbled.document = "[]";
  return std::vector<story_report>{a_story(account), garbled};
}

result<std::vector<fleet_alarm>> sample_records::alarms(std::size_t count, const limit&) const {
  if (const auto begun = begin("alarms " + std::to_string(count)); !begun)
    return begun.error();
  return std::vector<fleet_alarm>{an_alarm(1, fleet_alarm_kind::account_locked, "home", "A-1"),
                                  an_alarm(3, fleet_alarm_kind::audit_broken, "vps", "")};
}

void sample_records::hold() {
  const std::scoped_lock guard{mutex_};
  holds_ = true;
}

void sample_records::wait_until_held() const {
  std::unique_lock lock{mutex_};
  changed_.wait(lock, [this] { return is_held_; });
}

void sample_records::release() {
  const std::scoped_lock guard{mutex_};
  holds_ = false;
  changed_.notify_all();
}

std::vector<std::string> sample_records::asked() const {
  const std::scoped_lock guard{mutex_};
  return asked_;
}

result<void> sample_records::begin(std::string what) const {
  std::unique_lock lock{mutex_};
  asked_.push_back(std::move(what));
  is_held_ = holds_;
  changed_.notify_all();
  changed_.wait(lock, [this] { return !holds_; });
  is_held_ = false;
  if (!is_readable)
    return failure{failure_code::storage_failed, "the disk is gone"};
  return {};
}

} // namespace riskd::test
