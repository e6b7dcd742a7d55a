#include "adapters/projectx/call_schedule.hpp"

#include <algorithm>
#include <array>

namespace riskd::projectx {

using domain::account_id;
using domain::duration;

namespace {

using std::chrono::seconds;

constexpr std::array<seconds, 6> waits{seconds{1}, seconds{2},  seconds{4},
                                       seconds{8}, seconds{16}, seconds{30}};

/// When a slot of a window with `capacity` places becomes free.
duration free_from(const std::deque<duration>& begun, std::size_t capacity, duration window) {
  return begun.size() < capacity ? duration::min() : begun[begun.size() - capacity] + window;
}

} // namespace

void call_schedule::fair_queue::push_back(call_number number, account_id account) {
  lines_[account].push_back(number);
  ++size_;
}

void call_schedule::fair_queue::push_front(call_number number, account_id account) {
  lines_[account].push_front(number);
  ++size_;
}

std::optional<call_number> call_schedule::fair_queue::pop() {
  if (size_ == 0)
    return std::nullopt;
  auto line = lines_.upper_bound(last_served_);
  if (line == lines_.end())
    line = lines_.begin();
  const auto number = line->second.front();
  last_served_ = line->first;
  line->second.pop_front();
  if (line->second.empty())
    lines_.erase(line);
  --size_;
  return number;
}

void call_schedule::add(call_number number, call_class kind, account_id account) {
  switch (kind) {
    case call_class::close:
      closes_.push_back(number);
      return;
    case call_class::cancel:
      cancels_.push_back(number);
      return;
    case call_class::verification:
      verifications_.push_back(number, account);
      return;
    case call_class::reconciliation:
      reconciliations_.push_back(number, account);
      return;
  }
}

void call_schedule::add_first(call_number number, call_class kind, account_id account) {
  switch (kind) {
    case call_class::close:
      closes_.push_front(number);
      return;
    case call_class::cancel:
      cancels_.push_front(number);
      return;
    case call_class::verification:
      verifications_.push_front(number, account);
      return;
    case call_class::reconciliation:
      reconciliations_.push_front(number, account);
      return;
  }
}

std::optional<call_number> call_schedule::next(duration now, slots free) {
  forget_before(now);
  if (waiting_commands() > 0) {
    const bool in_time = command_time() <= now;
    if (free.command && in_time) {
      count(now, false);
      exhausted_reported_ = exhausted_reported_ && waiting_commands() > 1;
      return pop_command();
    }
    if (!in_time && begun_.size() >= calls_max && !exhausted_reported_)
      exhausted_ = exhausted_reported_ = true;
    // A free place in the budget belongs to the command that waits for a connection.
    if (begun_.size() + waiting_commands() >= calls_max)
      return std::nullopt;
  }
  if (waiting_queries() == 0 || !free.query || query_time() > now)
    return std::nullopt;
  count(now, true);
  const auto urgent = verifications_.pop();
  return urgent ? urgent : reconciliations_.pop();
}

void call_schedule::count_other(duration now) {
  begun_.push_back(now);
}

std::optional<duration> call_schedule::next_change(duration now) const {
  std::optional<duration> earliest;
  const auto consider = [&](duration at) {
    if (at > now && (!earliest || at < *earliest))
      earliest = at;
  };
  if (waiting_commands() > 0)
    consider(command_time());
  if (waiting_queries() > 0)
    consider(query_time());
  return earliest;
}

void call_schedule::on_rate_limited(duration now, duration begun,
                                    std::optional<duration> retry_after) {
  const bool is_another = !limited_since_ || begun >= *limited_since_;
  const auto own = duration{waits[std::min(limited_in_row_, waits.size() - 1)]};
  if (!is_another && !retry_after)
    return;
  const auto wait = retry_after ? std::min(*retry_after, retry_after_max) : own;
  wait_was_asked_ = retry_after.has_value();
  limited_in_row_ += is_another ? 1 : 0;
  limited_since_ = now;
  blocked_until_ = std::max(blocked_until_.value_or(duration::min()), now + wait);
}

void call_schedule::on_answered(duration begun) {
  // Calls that were under way when the limit struck say nothing about its end.
  if (!limited_since_ || begun < *limited_since_)
    return;
  limited_since_.reset();
  limited_in_row_ = 0;
  // A wait that the venue asked for is kept; one of our own making has lost its reason.
  if (!wait_was_asked_)
    blocked_until_.reset();
}

bool call_schedule::take_exhausted() {
  const bool taken = exhausted_;
  exhausted_ = false;
  return taken;
}

std::optional<call_number> call_schedule::take_any() {
  if (waiting_commands() > 0)
    return pop_command();
  const auto urgent = verifications_.pop();
  return urgent ? urgent : reconciliations_.pop();
}

std::size_t call_schedule::waiting_commands() const {
  return closes_.size() + cancels_.size();
}

std::size_t call_schedule::waiting_queries() const {
  return verifications_.size() + reconciliations_.size();
}

void call_schedule::forget_before(duration now) {
  for (auto* line : {&begun_, &queries_begun_})
    while (!line->empty() && line->front() + window <= now)
      line->pop_front();
}

void call_schedule::count(duration now, bool is_query) {
  begun_.push_back(now);
  if (is_query)
    queries_begun_.push_back(now);
  (is_query ? last_query_begun_ : last_command_begun_) = now;
}

duration call_schedule::command_time() const {
  const auto budget = free_from(begun_, calls_max, window);
  if (!limited_since_ || !last_command_begun_)
    return budget;
  return std::max(budget, *last_command_begun_ + probe_interval);
}

duration call_schedule::query_time() const {
  auto earliest = std::max(free_from(begun_, calls_max, window),
                           free_from(queries_begun_, queries_max, window));
  earliest = std::max(earliest, blocked_until_.value_or(duration::min()));
  if (!limited_since_ || !last_query_begun_)
    return earliest;
  return std::max(earliest, *last_query_begun_ + probe_interval);
}

std::optional<call_number> call_schedule::pop_command() {
  auto& line = closes_.empty() ? cancels_ : closes_;
  const auto number = line.front();
  line.pop_front();
  return number;
}

} // namespace riskd::projectx
