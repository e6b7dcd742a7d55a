#include "adapters/notify/worker.hpp"

#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

#include <exception>

namespace riskd::notify {

namespace {

constexpr int lowest_priority = 19;

} // namespace

worker::worker(std::string name, std::function<void(const std::string& reason)> on_failure)
  : work_(boost::asio::make_work_guard(io_)), on_failure_(std::move(on_failure)),
    thread_([this, name = std::move(name)] {
      ::pthread_setname_np(::pthread_self(), name.c_str());
      // On Linux this is the priority of the thread. Without it the worker is only less polite.
      static_cast<void>(
        ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), lowest_priority));
      run();
    }) {
}

worker::~worker() {
  stop();
}

void worker::run() {
  for (;;) {
    try {
      io_.run();
      return;
    } catch (const std::exception& error) {
      on_failure_(error.what());
    }
  }
}

void worker::stop() {
  io_.stop();
  if (thread_.joinable())
    thread_.join();
}

} // namespace riskd::notify
