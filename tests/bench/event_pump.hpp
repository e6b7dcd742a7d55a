#pragma once

#include "adapters/projectx/read_gate.hpp"
#include "domain/ports/broker_port.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

namespace riskd::bench {

/// A broker in this process that pushes events as quickly as riskd takes them, over the same gate
/// of in-flight credits as the ProjectX adapter. Its books are empty: every question is answered at
/// once, with the accounts, one contract and nothing else.
class event_pump final : public domain::broker_port {
public:
  /// @param clock Outlives the pump.
  event_pump(std::vector<domain::account_id> accounts, std::size_t in_flight_max,
             const domain::wall_clock& clock);
  ~event_pump() override;

  void start(sink reports) override;
  void subscribe(std::vector<domain::account_id> accounts) override;
  void watch_quotes(const domain::contract_id& contract) override;
  void unwatch_quotes(const domain::contract_id& contract) override;
  void submit(domain::command_ticket ticket) override;
  void ask(domain::query_ticket ticket) override;
  void stop(domain::duration grace) override;

  /// Begins to push `events` events, to one account after the other.
  void push(std::uint64_t events);

  /// Commands that came in; the events call for none.
  [[nodiscard]] std::uint64_t commands() const {
    return commands_;
  }

private:
  void push_some();
  void report(domain::broker_report what);
  [[nodiscard]] domain::query_rows answer_to(const domain::query& question) const;

  std::vector<domain::account_id> accounts_;

  const domain::wall_clock& clock_;

  boost::asio::io_context io_{1};

  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{
    io_.get_executor()};

  std::shared_ptr<projectx::read_gate> gate_;

  sink sink_;

  std::atomic<std::uint64_t> commands_{0};

  // What follows belongs to the pump's thread.

  std::uint64_t pushed_ = 0;

  std::uint64_t wanted_ = 0;

  bool stream_due_ = false;

  std::thread thread_;
};

} // namespace riskd::bench
