#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <functional>
#include <string>
#include <thread>
#include <utility>

namespace riskd::notify {

/// A thread of the lowest priority with an event loop of its own, so that one receiver whose name
/// is slow to be found holds up no other, and none of them anything else. What fails on it ends
/// neither the thread nor the process: an account is guarded whether people are told or not.
class worker {
public:
  /// @param name At most 15 characters.
  /// @param on_failure Called on the thread with what was thrown by what ran on it.
  worker(std::string name, std::function<void(const std::string& reason)> on_failure);

  worker(const worker&) = delete;

  worker& operator=(const worker&) = delete;

  /// Drops whatever is under way.
  ~worker();

  [[nodiscard]] boost::asio::io_context& io() {
    return io_;
  }

  /// Has `what` run on the thread.
  template <class Function>
  void post(Function&& what) {
    boost::asio::post(io_, std::forward<Function>(what));
  }

  /// From now on nothing more runs. Waits for the function that is running; not to be called on
  /// the thread itself.
  void stop();

private:
  void run();

  boost::asio::io_context io_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  std::function<void(const std::string& reason)> on_failure_;
  /// Last: it uses all of the above.
  std::thread thread_;
};

} // namespace riskd::notify
