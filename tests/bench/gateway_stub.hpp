#pragma once

#include "tests/bench/stub_connection.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <atomic>
#include <cstdint>
#include <future>
#include <map>
#include <optional>
#include <string>
#include <thread>

namespace riskd::bench {

/// The account that riskd guards, and the one of the plain handler.
constexpr std::int64_t guarded_account = 26282001;
constexpr std::int64_t plain_account = 26282002;

/// The limit of RULE-001 and the size that is always held.
constexpr std::int64_t held_contracts = 5;

constexpr auto bench_contract = "CON.F.US.MNQ.Z26";

/// As much of a ProjectX gateway as it takes to let one account break a rule again and again and to
/// agree each time that it was mended. On loopback, in a thread of its own, for one client each of
/// `/hubs/user`, `/hubs/market` and `/plain`.
class gateway_stub final : public stub_decisions {
public:
  gateway_stub();
  ~gateway_stub() override;

  /// For example `http://127.0.0.1:4711`.
  [[nodiscard]] std::string address() const;

  [[nodiscard]] std::uint16_t port() const {
    return port_;
  }

  [[nodiscard]] bool has_plain_client() const {
    return has_plain_client_;
  }

  /// One breach: when the frame was sent and when the request that answers it arrived.
  struct sample {
    nanoseconds_count sent = 0;
    arrival arrived;
  };

  /// Sends a position of one contract too many and waits for the request that reduces it. To riskd,
  /// the reduction is then confirmed by order, trade and position.
  /// @param target `/hubs/user` or `/plain`
  [[nodiscard]] std::optional<sample> breach(const std::string& target);

  /// Sends an account event, after which riskd verifies the reduction, and pings on both hubs;
  /// waits until both questions of the verification were answered. Returns false if they do not
  /// come.
  [[nodiscard]] bool wait_for_verification();

  /// Requests for reductions of the guarded account.
  [[nodiscard]] std::uint64_t reductions() const {
    return reductions_;
  }

private:
  std::string answer(std::string_view path) override;
  void answered(std::string_view path, const arrival& when) override;
  void opened(std::string_view target, std::shared_ptr<stub_hub> hub) override;

  void accept();
  void confirm_reduction();

  boost::asio::io_context io_{1};

  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{
    io_.get_executor()};

  boost::asio::ip::tcp::acceptor acceptor_;

  std::uint16_t port_ = 0;

  std::atomic<bool> has_plain_client_{false};

  std::atomic<std::uint64_t> reductions_{0};

  // What follows belongs to the stub's thread.

  std::map<std::string, std::shared_ptr<stub_hub>, std::less<>> hubs_;

  std::int64_t held_ = held_contracts;

  std::int64_t last_id_ = 3'425'270'000;

  /// Whom the request that is waited for will come from.
  std::string provoked_;

  sample sample_;

  std::promise<sample> arrived_;

  int questions_left_ = 0;

  std::promise<void> verified_;

  std::thread thread_;
};

} // namespace riskd::bench
