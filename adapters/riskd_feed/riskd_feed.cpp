#include "adapters/riskd_feed/riskd_feed.hpp"

#include "adapters/control_api/event_stream.hpp"

#include <pthread.h>

#include <algorithm>
#include <utility>

namespace riskd::riskd_feed {

using logging::field;

namespace {

constexpr auto question_patience = std::chrono::seconds{20};
constexpr std::size_t stories_max = 10;

} // namespace

riskd_feed::riskd_feed(feed_options options, feed_listener listener,
                       const domain::wall_clock& clock, logging::logger log)
  : options_(std::move(options)), listener_(std::move(listener)), clock_(clock),
    log_(std::move(log)), past_(options_.socket, question_patience, clock),
    follower_([this](const std::stop_token& stop) { follow(stop); }),
    asker_([this](const std::stop_token& stop) { ask(stop); }) {
}

riskd_feed::~riskd_feed() {
  follower_.request_stop();
  asker_.request_stop();
}

void riskd_feed::want_records(std::optional<domain::record_place> after, std::size_t count) {
  {
    const std::scoped_lock held{guard_};
    wish_ = wish{after, count};
  }
  changed_.notify_all();
}

bool riskd_feed::rest(const std::stop_token& stop) {
  std::unique_lock held{guard_};
  changed_.wait_for(held, stop, options_.pause, [this] { return wish_.has_value(); });
  return !stop.stop_requested();
}

void riskd_feed::pause(const std::stop_token& stop) {
  std::unique_lock held{guard_};
  changed_.wait_for(held, stop, options_.pause, [] { return false; });
}

void riskd_feed::follow(const std::stop_token& stop) {
  ::pthread_setname_np(::pthread_self(), "riskd-stream");
  while (!stop.stop_requested()) {
    const auto reason = follow_once(stop);
    if (stop.stop_requested())
      return;
    tell_lost(reason);
    pause(stop);
  }
}

/// Returns why it ended.
std::string riskd_feed::follow_once(const std::stop_token& stop) {
  const auto opened
    = control_api::event_stream::open(options_.socket, "/v1/stream", options_.silence_max);
  if (!opened)
    return opened.error().sentence;
  log_.info("riskd_feed.found", field("socket", options_.socket.string()));
  while (!stop.stop_requested()) {
    const auto event = (*opened)->next(options_.silence_max);
    if (!event)
      return event.error().sentence;
    if (!*event)
      continue;
    auto parts = read_status(**event, clock_.now().wall);
    if (!parts)
      return parts.error().sentence;
    if (parts->knows_accounts)
      pass_on(std::move(*parts));
  }
  return "stopped";
}

void riskd_feed::tell_lost(const std::string& reason) {
  const std::scoped_lock turn{telling_};
  std::optional<domain::daemon_report> lost;
  {
    const std::scoped_lock held{guard_};
    lost = changes_.lose(reason, clock_.now().wall);
  }
  if (!lost)
    return;
  log_.warn("riskd_feed.lost", field("reason", reason));
  listener_.daemon(std::move(*lost));
}

/// What is gone comes before what is new, so that there are never more accounts than riskd has.
void riskd_feed::pass_on(status_parts latest) {
  const std::scoped_lock turn{telling_};
  status_changes changes;
  {
    const std::scoped_lock held{guard_};
    changes = changes_.take(std::move(latest));
  }
  if (changes.daemon)
    listener_.daemon(std::move(*changes.daemon));
  for (const auto& each : changes.gone)
    listener_.account_gone(each);
  for (auto& each : changes.accounts)
    listener_.account(std::move(each));
}

void riskd_feed::ask(const std::stop_token& stop) {
  ::pthread_setname_np(::pthread_self(), "riskd-past");
  while (rest(stop)) {
    look_at_end();
    std::optional<wish> wanted;
    {
      const std::scoped_lock held{guard_};
      wanted = std::exchange(wish_, std::nullopt);
    }
    if (wanted)
      tell_records(*wanted, stop);
    tell_stories();
  }
}

void riskd_feed::look_at_end() {
  const auto newest = past_.records(std::nullopt, 1);
  if (!newest || newest->empty())
    return;
  tell_end(newest->back());
}

void riskd_feed::tell_end(const domain::audit_report& last) {
  const std::scoped_lock turn{telling_};
  std::optional<domain::daemon_report> moved;
  {
    const std::scoped_lock held{guard_};
    moved = changes_.move_end(last.place, last.hash, clock_.now().wall);
    if (moved && !last.account.empty())
      stirred_.insert(last.account);
  }
  if (moved)
    listener_.daemon(std::move(*moved));
}

void riskd_feed::tell_records(const wish& wanted, const std::stop_token& stop) {
  auto records = past_.records(wanted.after, wanted.count);
  if (!records) {
    log_.warn("riskd_feed.unanswered", field("reason", records.error().sentence));
    // Whoever wants them asks again at once.
    pause(stop);
    return listener_.records({});
  }
  {
    const std::scoped_lock held{guard_};
    for (const auto& each : *records)
      if (!each.account.empty())
        stirred_.insert(each.account);
  }
  // What is told of the daemon from now on must not end before what is told here.
  if (!records->empty())
    tell_end(records->back());
  listener_.records(std::move(*records));
}

void riskd_feed::tell_stories() {
  std::set<std::string> stirred;
  {
    const std::scoped_lock held{guard_};
    stirred = std::exchange(stirred_, {});
  }
  for (const auto& account : stirred) {
    auto stories = past_.stories(account, stories_max);
    if (!stories) {
      log_.warn("riskd_feed.unanswered", field("reason", stories.error().sentence));
      continue;
    }
    for (auto& each : *stories)
      listener_.story(std::move(each));
  }
}

} // namespace riskd::riskd_feed
