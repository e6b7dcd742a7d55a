#pragma once

#include "adapters/logging/logger.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <functional>
#include <thread>

namespace riskd::monitor_link {

/// One thread that serves one event loop.
class io_thread {
public:
  /// @param name Of the thread, fifteen characters at most.
  io_thread(const char* name, logging::logger log) : name_(name), log_(std::move(log)) {
  }

  io_thread(const io_thread&) = delete;
  io_thread& operator=(const io_thread&) = delete;

  /// @pre `stop` was called if `start` was
  ~io_thread() = default;

  [[nodiscard]] boost::asio::io_context& io() {
    return io_;
  }

  /// Starts the thread. `begin` is its first act, and what it resumes with after an exception, such
  /// as one for lack of memory: nothing that a peer or the system does ends the thread.
  void start(std::function<void()> begin);

  /// Has the thread do `last`, waits until nothing is left to do, and ends it.
  void stop(std::function<void()> last);

private:
  void run(const std::function<void()>& begin);

  const char* name_;
  const logging::logger log_;
  boost::asio::io_context io_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{
    io_.get_executor()};
  std::thread thread_;
};

} // namespace riskd::monitor_link
