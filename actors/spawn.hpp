#pragma once

#include "adapters/logging/logger.hpp"

#include <caf/scheduled_actor.hpp>
#include <caf/spawn_options.hpp>
#include <caf/stateful_actor.hpp>

#include <functional>
#include <string>
#include <type_traits>
#include <utility>

namespace riskd {

/// Called in the dying actor when one of its handlers threw; gets what was thrown.
using failure_hook = std::function<void(const std::string& reason)>;

/// Gives an actor the handlers that every actor of the project has: whatever it does not expect is
/// logged and never printed or obeyed, and an exception is logged before the actor dies of it.
/// CAF's own defaults print to stdout, and an error message from anybody would end the actor.
void install_handlers(caf::scheduled_actor& self, const logging::logger& log);

/// Lets `hook` speak before the actor dies of an exception.
void install_failure_hook(caf::scheduled_actor& self, const logging::logger& log,
                          failure_hook hook);

namespace detail {

template <class Behavior, class State, class Base, class... Args>
auto guarded(Behavior (*function)(caf::stateful_actor<State, Base>*, Args...),
             const logging::logger& log) {
  using self_pointer = caf::stateful_actor<State, Base>*;
  static_assert(!std::is_aggregate_v<State>,
                "an aggregate state would be initialized from the self pointer");
  static_assert(std::is_constructible_v<State, self_pointer>,
                "a state is constructed from the self pointer");
  static_assert(sizeof...(Args) > 0,
                "CAF binds a null reference for function-based actors without arguments");
  return [function, log](self_pointer self, Args... args) -> Behavior {
    install_handlers(*self, log);
    return function(self, std::move(args)...);
  };
}

} // namespace detail

/// The only way to spawn an actor: `host` is an actor system or a parent actor, and children are
/// spawned with `caf::linked`, so that they end with their parent.
template <caf::spawn_options Options = caf::no_spawn_options, class Host, class Function,
          class... Args>
auto spawn_actor(Host& host, const logging::logger& log, Function function, Args&&... args) {
  static_assert(!caf::has_detach_flag(Options), "detached actors hang the shutdown");
  return host.template spawn<Options>(detail::guarded(function, log), std::forward<Args>(args)...);
}

} // namespace riskd
