#include "adapters/monitor_link/hub_line.hpp"

#include <pthread.h>

#include <memory>
#include <utility>

namespace riskd::monitor_link {

hub_line::hub_line(dial_options options, line_events events, const domain::wall_clock& clock,
                   logging::logger log)
  : options_(std::move(options)), events_(std::move(events)), clock_(clock), log_(std::move(log)),
    thread_([this](const std::stop_token& stop) { run(stop); }) {
}

hub_line::~hub_line() = default;

void hub_line::reach(std::uint64_t actor) {
  {
    const std::scoped_lock held{guard_};
    reachable_ = actor;
  }
  changed_.notify_all();
}

void hub_line::dial() {
  {
    const std::scoped_lock held{guard_};
    ++wish_;
    is_link_wished_ = true;
  }
  changed_.notify_all();
}

void hub_line::hang_up() {
  {
    const std::scoped_lock held{guard_};
    ++wish_;
    is_link_wished_ = false;
  }
  changed_.notify_all();
}

void hub_line::run(const std::stop_token& stop) {
  ::pthread_setname_np(::pthread_self(), "hub-line");
  std::unique_ptr<agent_link> link;
  std::uint64_t done = 0;
  while (true) {
    bool is_link_wished = false;
    {
      std::unique_lock held{guard_};
      changed_.wait(held, stop, [&] { return wish_ != done && reachable_.has_value(); });
      if (stop.stop_requested())
        return;
      done = wish_;
      is_link_wished = is_link_wished_;
    }
    link.reset();
    if (is_link_wished)
      link = begin(done);
  }
}

std::unique_ptr<agent_link> hub_line::begin(std::uint64_t attempt) {
  auto options = options_;
  options.pump.filter.peer.local_actors = {*reachable_};
  link_events events;
  events.up = [this, attempt](link_up up) {
    if (is_wanted(attempt))
      events_.opened(std::move(up.local));
  };
  events.down = [this, attempt](const link_down& down) {
    if (is_wanted(attempt))
      events_.closed(down.reason);
  };
  auto made = agent_link::dial(options, std::move(events), clock_, log_);
  if (made)
    return std::move(*made);
  if (is_wanted(attempt))
    events_.closed(made.error().sentence);
  return nullptr;
}

bool hub_line::is_wanted(std::uint64_t attempt) {
  const std::scoped_lock held{guard_};
  return wish_ == attempt && is_link_wished_;
}

} // namespace riskd::monitor_link
