#include "apps/riskmon/local_line.hpp"

#include <sys/socket.h>

#include <array>
#include <utility>

namespace riskd::riskmon {

local_line::local_line(agent_reception& hub, std::string agent, std::function<void(int)> opened)
  : hub_(hub), agent_(std::move(agent)), opened_(std::move(opened)) {
}

void local_line::begin() {
  const std::scoped_lock held{guard_};
  has_begun_ = true;
  if (is_wished_)
    lay();
}

void local_line::dial() {
  const std::scoped_lock held{guard_};
  is_wished_ = true;
  if (has_begun_)
    lay();
}

void local_line::hang_up() {
  const std::scoped_lock held{guard_};
  is_wished_ = false;
  hub_.leave(agent_, "the agent hung up");
}

void local_line::lay() {
  std::array<int, 2> ends{-1, -1};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends.data()) != 0)
    return;
  static_cast<void>(hub_.expect(agent_));
  hub_.welcome(agent_, monitor_link::descriptor{ends[0]});
  opened_(ends[1]);
}

} // namespace riskd::riskmon
