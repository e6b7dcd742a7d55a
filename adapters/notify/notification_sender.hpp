#pragma once

#include "adapters/notify/channel.hpp"
#include "adapters/notify/heartbeat_sender.hpp"
#include "adapters/projectx/tls.hpp"
#include "domain/ports/notification_port.hpp"
#include "domain/ports/status_port.hpp"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace riskd::notify {

/// Whom to tell, and what the sender needs for it.
struct sender_options {
  std::vector<channel_options> channels;
  /// A secret; empty if nobody is to be called.
  std::optional<std::string> heartbeat_url;
  /// An extra trust anchor, PEM; besides those of the system.
  std::optional<std::string> ca_file;
  /// Both outlive the sender.
  const domain::wall_clock* clock = nullptr;
  const domain::status_port* status = nullptr;
  logging::logger log;
  domain::queue_pace pace;
};

/// Delivers notices to all receivers of the configuration and calls the heartbeat's address. An
/// address that cannot be used is told in status and log, and keeps nobody else from being told.
class notification_sender final : public domain::notification_port {
public:
  /// Fails with `storage_failed` if TLS cannot be set up.
  /// @param trusts Asked once: it need not outlive the sender.
  [[nodiscard]] static domain::result<std::unique_ptr<notification_sender>>
  open(const sender_options& options, projectx::tls_contexts& trusts);

  /// @param tls Null only if no address uses it.
  notification_sender(const sender_options& options, projectx::shared_tls tls);

  notification_sender(const notification_sender&) = delete;

  notification_sender& operator=(const notification_sender&) = delete;

  ~notification_sender() override;

  void start(sink reports) override;

  void tell(domain::notice what) override;

  void stop(domain::duration grace) override;

  /// Has a test message sent to every receiver, whatever it is told of otherwise. Callable from any
  /// thread.
  void test();

  /// A receiver and how its latest test went.
  struct tested {
    std::string kind;
    std::optional<test_outcome> outcome;
  };

  /// In the order of the configuration. Callable from any thread.
  [[nodiscard]] std::vector<tested> latest_test() const;

private:
  void report();

  projectx::shared_tls tls_;
  const domain::wall_clock& clock_;
  /// Guards what follows; held while a report is handed over, so that reports come in order.
  std::mutex mutex_;
  sink reports_;
  std::optional<domain::notification_status> reported_;
  /// The channels' threads use all of the above.
  std::vector<std::string> kinds_;
  std::vector<std::unique_ptr<channel>> channels_;
  std::unique_ptr<heartbeat_sender> heartbeat_;
};

} // namespace riskd::notify
