#include "adapters/monitor_link/io_thread.hpp"

#include <boost/asio/post.hpp>
#include <pthread.h>

#include <exception>
#include <utility>

namespace riskd::monitor_link {

void io_thread::start(std::function<void()> begin) {
  thread_ = std::thread{[this, begin = std::move(begin)] {
    run(begin);
  }};
  ::pthread_setname_np(thread_.native_handle(), name_);
}

void io_thread::run(const std::function<void()>& begin) {
  for (;;) {
    try {
      begin();
      io_.run();
      return;
    } catch (const std::exception& thrown) {
      log_.error("monitor_link.failed", logging::field("reason", thrown.what()));
    }
  }
}

void io_thread::stop(std::function<void()> last) {
  boost::asio::post(io_, std::move(last));
  work_.reset();
  if (thread_.joinable())
    thread_.join();
}

} // namespace riskd::monitor_link
