#pragma once

#include "tests/bench/breached_account.hpp"
#include "tests/bench/stub_connection.hpp"
#include "tests/bench/stub_load.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <future>
#include <map>
#include <optional>
#include <string>
#include <thread>

namespace riskd::bench {

/// Who answers a breach: riskd, or the plain handler that it is compared with.
enum class client : std::uint8_t { riskd, plain };

constexpr std::array<client, 2> clients{client::riskd, client::plain};

/// The account that riskd guards, and the one of the plain handler.
constexpr std::int64_t guarded_account = 26282001;
constexpr std::int64_t plain_account = 26282002;

/// As much of a ProjectX gateway as it takes to let one account of each client break a rule again
/// and again, and to agree each time that it was mended. On loopback, in a thread of its own. riskd
/// opens `/hubs/user` and `/hubs/market`, the plain handler `/plain/user` and `/plain/market`; both
/// get the same frames.
class gateway_stub final : public stub_decisions {
public:
  /// @param clock Outlives the stub.
  gateway_stub(breach_kind kind, const domain::wall_clock& clock);
  ~gateway_stub() override;

  /// For example `http://127.0.0.1:4711`.
  [[nodiscard]] std::string address() const;

  [[nodiscard]] std::uint16_t port() const {
    return port_;
  }

  /// True once both hubs of the client are open.
  [[nodiscard]] bool has(client who) const {
    return hubs_open_.at(place_of(who)) >= 2;
  }

  /// One breach: when its frame left and when the request that answers it arrived.
  struct sample {
    departure sent;
    arrival arrived;
  };

  /// Breaks the rule and waits for the request that answers. What follows from the request is then
  /// confirmed by order, trade and position.
  [[nodiscard]] std::optional<sample> breach(client who);

  /// Sends both clients an account event and a ping. Returns false if riskd does not verify its
  /// latest answer over REST then.
  /// @param is_due That riskd has one to verify.
  [[nodiscard]] bool calm_down(bool is_due);

  /// Opens the positions again that answers closed.
  void open_again();

  /// Lets one client have the load of a busy market from now on.
  void direct_load_to(client who);

  /// Ends the load and tells what was sent.
  [[nodiscard]] load_sent stop_load();

  /// Account events of the load that one client has had so far.
  [[nodiscard]] std::uint64_t load_events_of(client who);

  /// Requests of the client that answer breaches.
  [[nodiscard]] std::uint64_t answers(client who) const {
    return answers_.at(place_of(who));
  }

private:
  [[nodiscard]] static constexpr std::size_t place_of(client who) {
    return static_cast<std::size_t>(who);
  }

  std::string answer(const stub_request& request) override;
  void answered(const stub_request& request, const arrival& when) override;
  void opened(std::string_view target, std::shared_ptr<stub_hub> hub) override;

  void accept();
  void on_answer(client who, const arrival& when);

  /// Has the stub's thread do it and waits until that is done.
  void in_thread(std::function<void()> work);

  [[nodiscard]] stub_load::hubs hubs_of(client who) const;

  breach_kind kind_;

  const domain::wall_clock& clock_;

  boost::asio::io_context io_{1};

  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{
    io_.get_executor()};

  boost::asio::ip::tcp::acceptor acceptor_;

  std::uint16_t port_ = 0;

  std::array<std::atomic<int>, 2> hubs_open_{};

  std::array<std::atomic<std::uint64_t>, 2> answers_{};

  // What follows belongs to the stub's thread.

  std::map<std::string, std::shared_ptr<stub_hub>, std::less<>> hubs_;

  std::array<breached_account, 2> accounts_;

  stub_load load_;

  /// Whose answer is waited for.
  std::optional<client> provoked_;

  sample sample_;

  std::promise<sample> arrived_;

  int questions_left_ = 0;

  std::promise<void> verified_;

  std::thread thread_;
};

} // namespace riskd::bench
