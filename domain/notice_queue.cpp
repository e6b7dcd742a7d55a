#include "domain/notice_queue.hpp"

#include "domain/contract_check.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace riskd::domain {

namespace {

constexpr std::size_t dead_letters_max = 20;
constexpr std::size_t told_max = 100;

} // namespace

notice_queue::notice_queue(std::vector<severity> severities, queue_pace pace)
  : severities_(std::move(severities)), pace_(pace),
    not_before_(std::numeric_limits<duration::rep>::min()), retry_delay_(pace.retry_first) {
  status_.severities = severities_;
}

void notice_queue::add(const notice& what, clock_reading now) {
  if (!is_wanted(what.level))
    return;
  const auto same = std::find_if(waiting_.begin(), waiting_.end(), [&](const waiting_line& x) {
    return is_repeat(x.line.what, what);
  });
  if (same != waiting_.end()) {
    // The latest details count.
    same->line.what = what;
    ++same->line.count;
    return;
  }
  waiting_.push_back({{what, 1}, ready_at(what, now.monotonic)});
  if (waiting_.size() > pace_.waiting_max)
    give_up_one(now.wall);
}

std::optional<duration> notice_queue::due() const {
  if (!message_ && waiting_.empty())
    return std::nullopt;
  if (hurries_)
    return duration::min();
  if (message_)
    return not_before_;
  const auto first = std::min_element(
    waiting_.begin(), waiting_.end(),
    [](const waiting_line& a, const waiting_line& b) { return a.ready < b.ready; });
  return std::max(not_before_, first->ready);
}

const notification* notice_queue::take(duration now) {
  const auto when = due();
  if (!when || now < *when)
    return nullptr;
  if (!message_)
    gather(now);
  return &*message_;
}

void notice_queue::ended(const delivery_end& how, clock_reading now) {
  RISKD_EXPECTS(message_.has_value());
  if (how.how == delivery_end::kind::delivered) {
    ++status_.delivered;
    status_.last_success = now.wall;
    status_.last_error.clear();
    message_.reset();
    retry_delay_ = pace_.retry_first;
    not_before_ = now.monotonic + pace_.gap;
    return;
  }
  ++status_.failures;
  status_.last_error = how.reason;
  const auto pause = std::max(retry_delay_, how.retry_after.value_or(duration{0}));
  const auto next = now.monotonic + std::min(pause, pace_.keep);
  if (how.how == delivery_end::kind::refused) {
    give_up_message(how.reason, now);
    not_before_ = std::max(next, now.monotonic + pace_.gap);
    return;
  }
  retry_delay_ = std::min(retry_delay_ * 2, pace_.retry_max);
  not_before_ = next;
  if (hurries_ || next >= message_since_ + pace_.keep)
    give_up_message(how.reason, now);
}

void notice_queue::hurry() {
  hurries_ = true;
}

channel_status notice_queue::status() const {
  auto out = status_;
  out.waiting = waiting_.size() + (message_ ? message_->lines.size() : 0);
  return out;
}

bool notice_queue::is_wanted(severity level) const {
  return severities_.empty()
         || std::find(severities_.begin(), severities_.end(), level) != severities_.end();
}

void notice_queue::give_up(const told_line& line, const std::string& reason, time_point at) {
  status_.given_up += line.count;
  status_.dead_letters.push_back({at, line.what.code, line.what.account, line.count, reason});
  if (status_.dead_letters.size() > dead_letters_max)
    status_.dead_letters.pop_front();
}

/// The least severe one, and of those the oldest.
void notice_queue::give_up_one(time_point at) {
  const auto victim = std::min_element(waiting_.begin(), waiting_.end(),
                                       [](const waiting_line& a, const waiting_line& b) {
                                         return a.line.what.level < b.line.what.level;
                                       });
  give_up(victim->line, "too many others waited", at);
  waiting_.erase(victim);
}

void notice_queue::give_up_message(const std::string& reason, clock_reading now) {
  for (const auto& each : message_->lines)
    give_up(each, reason, now.wall);
  message_.reset();
  retry_delay_ = pace_.retry_first;
}

/// Everything that is ready goes into one message.
void notice_queue::gather(duration now) {
  message_.emplace();
  message_->number = ++number_;
  message_since_ = now;
  const auto rest
    = std::stable_partition(waiting_.begin(), waiting_.end(),
                            [&](const waiting_line& x) { return hurries_ || x.ready <= now; });
  for (auto each = waiting_.begin(); each != rest; ++each) {
    remember(each->line.what, now);
    message_->lines.push_back(std::move(each->line));
  }
  waiting_.erase(waiting_.begin(), rest);
  std::stable_sort(
    message_->lines.begin(), message_->lines.end(),
    [](const told_line& a, const told_line& b) { return a.what.level > b.what.level; });
  message_->level = message_->lines.front().what.level;
}

void notice_queue::remember(const notice& what, duration now) {
  if (!what.recurs)
    return;
  std::erase_if(told_, [&](const told_before& x) {
    return is_repeat(x.what, what) || x.at + pace_.repeat <= now;
  });
  told_.push_back({what, now});
  if (told_.size() > told_max)
    told_.pop_front();
}

duration notice_queue::ready_at(const notice& what, duration now) const {
  const auto before = std::find_if(told_.begin(), told_.end(),
                                   [&](const told_before& x) { return is_repeat(x.what, what); });
  const auto batched = now + pace_.batch;
  return before == told_.end() ? batched : std::max(batched, before->at + pace_.repeat);
}

} // namespace riskd::domain
