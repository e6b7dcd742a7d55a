#include "adapters/fleet_store/keeping_queue.hpp"

#include "domain/contract_check.hpp"

#include <utility>

namespace riskd::fleet {

namespace {

// How much memory a row needs, texts within its object counted as if they were beside it.

std::size_t bytes_of(const domain::kept_point& x) {
  return sizeof x + x.daemon.size() + x.account.size();
}

std::size_t bytes_of(const kept_story& x) {
  return sizeof x + x.daemon.size() + x.what.account.size() + x.what.document.size();
}

std::size_t bytes_of(const kept_record& x) {
  return sizeof x + x.daemon.size() + x.what.hash.size() + x.what.previous.size()
         + x.what.account.size() + x.what.type.size() + x.what.rule.size() + x.what.text.size();
}

std::size_t bytes_of(const domain::fleet_alarm& x) {
  return sizeof x + x.daemon.size() + x.account.size() + x.text.size();
}

/// Moves rows into a batch until that has `rows_max`. Returns their bytes.
template <class Row>
std::size_t move_rows(std::deque<Row>& from, std::vector<Row>& to, const fleet_batch& batch,
                      std::size_t rows_max) {
  std::size_t bytes = 0;
  while (!from.empty() && batch.rows() < rows_max) {
    bytes += bytes_of(from.front());
    to.push_back(std::move(from.front()));
    from.pop_front();
  }
  return bytes;
}

} // namespace

std::uint64_t keeping_queue::push(domain::kept_records what) {
  const std::scoped_lock guard{mutex_};
  for (auto& each : what.records) {
    records_.push_back({what.daemon, std::move(each), what.era});
    bytes_ += bytes_of(records_.back());
  }
  for (auto& each : what.stories) {
    stories_.push_back({what.daemon, std::move(each)});
    bytes_ += bytes_of(stories_.back());
  }
  wakes_.notify_one();
  return make_room();
}

std::uint64_t keeping_queue::push(domain::kept_point what) {
  const std::scoped_lock guard{mutex_};
  points_.push_back(std::move(what));
  bytes_ += bytes_of(points_.back());
  wakes_.notify_one();
  return make_room();
}

std::uint64_t keeping_queue::push(domain::fleet_alarm what) {
  const std::scoped_lock guard{mutex_};
  const auto bytes = bytes_of(what);
  const auto [place, is_new] = alarms_.try_emplace(what.id);
  if (!is_new)
    bytes_ -= bytes_of(place->second);
  place->second = std::move(what);
  bytes_ += bytes;
  wakes_.notify_one();
  return make_room();
}

void keeping_queue::push(std::shared_ptr<const domain::fleet_daemon> what) {
  RISKD_EXPECTS(what != nullptr);
  const std::scoped_lock guard{mutex_};
  auto& place = daemons_[what->name];
  place = std::move(what);
  wakes_.notify_one();
}

std::uint64_t keeping_queue::make_room() {
  std::uint64_t dropped = 0;
  while (bytes_ > bytes_max_ && drop_one())
    ++dropped;
  dropped_ += dropped;
  return dropped;
}

bool keeping_queue::drop_one() {
  if (!points_.empty()) {
    bytes_ -= bytes_of(points_.front());
    points_.pop_front();
  } else if (!stories_.empty()) {
    bytes_ -= bytes_of(stories_.front());
    stories_.pop_front();
  } else if (!records_.empty()) {
    bytes_ -= bytes_of(records_.front());
    records_.pop_front();
  } else if (!alarms_.empty()) {
    bytes_ -= bytes_of(alarms_.begin()->second);
    alarms_.erase(alarms_.begin());
  } else {
    return false;
  }
  return true;
}

fleet_batch keeping_queue::take(std::size_t rows_max, domain::duration gathering,
                                domain::duration idle) {
  std::unique_lock lock{mutex_};
  wakes_.wait_for(lock, idle, [this] { return is_stopped_ || rows() > 0; });
  if (rows() > 0)
    wakes_.wait_for(lock, gathering, [&] { return is_stopped_ || rows() >= rows_max; });
  fleet_batch batch;
  while (!daemons_.empty() && batch.rows() < rows_max)
    batch.daemons.push_back(std::move(daemons_.extract(daemons_.begin()).mapped()));
  while (!alarms_.empty() && batch.rows() < rows_max) {
    bytes_ -= bytes_of(alarms_.begin()->second);
    batch.alarms.push_back(std::move(alarms_.extract(alarms_.begin()).mapped()));
  }
  bytes_ -= move_rows(records_, batch.records, batch, rows_max);
  bytes_ -= move_rows(stories_, batch.stories, batch, rows_max);
  bytes_ -= move_rows(points_, batch.points, batch, rows_max);
  return batch;
}

bool keeping_queue::pause(domain::duration length) {
  std::unique_lock lock{mutex_};
  return !wakes_.wait_for(lock, length, [this] { return is_abandoned_; });
}

void keeping_queue::stop() {
  const std::scoped_lock guard{mutex_};
  is_stopped_ = true;
  wakes_.notify_all();
}

void keeping_queue::abandon() {
  const std::scoped_lock guard{mutex_};
  is_stopped_ = true;
  is_abandoned_ = true;
  wakes_.notify_all();
}

void keeping_queue::give_up(std::size_t more) {
  const std::scoped_lock guard{mutex_};
  dropped_ += rows() + more;
  points_.clear();
  stories_.clear();
  records_.clear();
  alarms_.clear();
  daemons_.clear();
  bytes_ = 0;
}

bool keeping_queue::is_stopped() const {
  const std::scoped_lock guard{mutex_};
  return is_stopped_;
}

bool keeping_queue::is_abandoned() const {
  const std::scoped_lock guard{mutex_};
  return is_abandoned_;
}

std::size_t keeping_queue::size() const {
  const std::scoped_lock guard{mutex_};
  return rows();
}

bool keeping_queue::is_calm() const {
  const std::scoped_lock guard{mutex_};
  return bytes_ < bytes_max_ / 2;
}

std::uint64_t keeping_queue::dropped() const {
  const std::scoped_lock guard{mutex_};
  return dropped_;
}

std::size_t keeping_queue::rows() const {
  return points_.size() + stories_.size() + records_.size() + alarms_.size() + daemons_.size();
}

} // namespace riskd::fleet
