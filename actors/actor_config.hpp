#pragma once

#include <caf/actor_system_config.hpp>

namespace riskd {

/// How CAF runs our actors. Set in code, in this one place: no file and no command line can change
/// it.
class actor_config : public caf::actor_system_config {
public:
  actor_config();
};

} // namespace riskd
