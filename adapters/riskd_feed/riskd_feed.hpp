#pragma once

#include "adapters/logging/logger.hpp"
#include "adapters/riskd_feed/changes.hpp"
#include "adapters/riskd_feed/past_reader.hpp"
#include "domain/ports/wall_clock.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace riskd::riskd_feed {

/// What an agent is told of the riskd beside it. Called on threads of the feed; must not block.
struct feed_listener {
  /// Names the accounts once riskd has told of them.
  std::function<void(domain::daemon_report)> daemon;
  std::function<void(domain::account_report)> account;
  std::function<void(const std::string& name)> account_gone;
  /// What `want_records` asked for; may be empty.
  std::function<void(std::vector<domain::audit_report>)> records;
  std::function<void(domain::story_report)> story;
};

struct feed_options {
  std::filesystem::path socket;
  /// Something comes from a healthy riskd at least every five seconds.
  std::chrono::milliseconds silence_max{12'000};
  /// The pause before riskd is asked again after it was lost, and between looks at its audit.
  std::chrono::milliseconds pause{1'000};
};

/// Follows one riskd through its local API, with the role of a trader: its status as a stream, its
/// audit and the stories of its breaches by asking. Comes back for ever when riskd goes away.
class riskd_feed {
public:
  /// Begins at once. @pre `clock` outlives the feed
  riskd_feed(feed_options options, feed_listener listener, const domain::wall_clock& clock,
             logging::logger log);

  riskd_feed(const riskd_feed&) = delete;
  riskd_feed& operator=(const riskd_feed&) = delete;

  /// Waits for a question that is under way. After it nothing is told any more.
  ~riskd_feed();

  /// Has the records of the audit after a place told, or the newest `count` if there is none. The
  /// latest wish counts. Thread-safe.
  void want_records(std::optional<domain::record_place> after, std::size_t count);

private:
  struct wish {
    std::optional<domain::record_place> after;
    std::size_t count = 0;
  };

  void follow(const std::stop_token& stop);
  [[nodiscard]] std::string follow_once(const std::stop_token& stop);
  void tell_lost(const std::string& reason);
  void pass_on(status_parts latest);

  void ask(const std::stop_token& stop);
  void look_at_end();
  void tell_end(const domain::audit_report& last);
  void tell_records(const wish& wanted, const std::stop_token& stop);
  void tell_stories();
  /// Waits, or until the end.
  void pause(const std::stop_token& stop);
  /// As `pause`, but no longer than until something is wished. Returns false at the end.
  bool rest(const std::stop_token& stop);

  const feed_options options_;
  const feed_listener listener_;
  const domain::wall_clock& clock_;
  const logging::logger log_;
  const past_reader past_;
  /// Held from a change until it is told, so that what is told last of the daemon is the newest.
  std::mutex telling_;
  std::mutex guard_;
  std::condition_variable_any changed_;
  /// Guarded, as both threads tell of the daemon.
  change_finder changes_;
  std::optional<wish> wish_;
  /// Accounts whose breaches may have gone on.
  std::set<std::string> stirred_;
  /// Last, so that they end before what they use.
  std::jthread follower_;
  std::jthread asker_;
};

} // namespace riskd::riskd_feed
