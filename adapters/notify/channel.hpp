#pragma once

#include "adapters/logging/logger.hpp"
#include "adapters/notify/http_exchange.hpp"
#include "adapters/notify/message_body.hpp"
#include "adapters/notify/worker.hpp"
#include "adapters/projectx/connector.hpp"
#include "domain/notice_queue.hpp"
#include "domain/ports/wall_clock.hpp"

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace riskd::notify {

/// One receiver as the configuration has it.
struct channel_options {
  std::string kind;
  /// Both are secret.
  std::string url;
  std::string token;
  /// Empty means all.
  std::vector<domain::severity> severities;
};

/// What all channels share. All of it outlives them.
struct channel_surroundings {
  /// Null only if no address uses it.
  boost::asio::ssl::context* tls;
  const domain::wall_clock& clock;
  logging::logger log;
  /// Tells the messages of this run from those of others.
  std::string run;
  domain::queue_pace pace;
};

/// How the latest test message went.
struct test_outcome {
  /// False while it is under way.
  bool is_over = false;
  bool delivered = false;
  std::string reason;
};

/// Delivers to one receiver, one message after the other, on a thread of its own. Calls may come
/// from any thread and return at once unless they say otherwise.
class channel {
public:
  /// @param number Counts from 1 in the order of the configuration; names the channel in the log.
  /// @param on_change Called on the channel's thread whenever something may look different.
  channel(const channel_options& options, std::size_t number,
          const channel_surroundings& surroundings, std::function<void()> on_change);

  channel(const channel&) = delete;

  channel& operator=(const channel&) = delete;

  ~channel();

  void tell(const domain::notice& what);

  /// Sends a message that is not part of the queue and is tried once.
  void test();

  /// How the latest test went; empty if there was none.
  [[nodiscard]] std::optional<test_outcome> latest_test() const;

  [[nodiscard]] domain::channel_status status() const;

  /// Everything that waits is sent now, each once, and nothing is taken in any more.
  void hurry();

  /// Waits until everything was sent, or until `deadline`, monotonic, and ends the thread.
  void stop(domain::duration deadline);

private:
  void wake();

  void pump();

  void send_test();

  void send(const domain::notification& what);

  void on_sent(const domain::delivery_end& how);

  /// Gives up what is under way: whatever failed of it would fail again.
  void on_failure(const std::string& reason);

  void report_sent(const domain::delivery_end& how, const domain::channel_status& before,
                   const domain::channel_status& after);

  [[nodiscard]] std::shared_ptr<http_exchange> new_exchange();

  std::string kind_;
  std::size_t number_;
  receiver receiver_;
  channel_surroundings around_;
  std::function<void()> on_change_;
  /// Empty if the receiver can be reached at all.
  std::string fault_;

  mutable std::mutex mutex_;
  std::condition_variable idle_changed_;
  domain::notice_queue queue_;
  std::optional<test_outcome> test_;
  bool test_waits_ = false;
  bool is_woken_ = false;
  /// A message of the queue, or a test, is under way.
  bool sends_message_ = false;
  bool sends_test_ = false;
  bool is_ending_ = false;
  bool is_idle_ = true;

  worker worker_;
  // On the thread only.
  std::unique_ptr<projectx::connector> opener_;
  boost::asio::steady_timer timer_;
  std::shared_ptr<http_exchange> exchange_;
};

} // namespace riskd::notify
