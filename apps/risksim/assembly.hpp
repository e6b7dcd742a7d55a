#pragma once

#include "adapters/simulator/gateway.hpp"
#include "apps/risksim/options.hpp"
#include "domain/result.hpp"

#include <string>

namespace riskd::risksim {

/// What the command line amounts to.
struct assembly {
  simulator::gateway_contents contents;
  simulator::gateway_address address;
};

/// Builds the gateway's contents from the command line, reading the recorded market if there is
/// one. Fails with a sentence that names the option.
/// @param now decides which months are the front months
[[nodiscard]] domain::result<assembly> assemble(const options& wanted, domain::time_point now);

/// The line that says that the gateway is ready, without a line break.
[[nodiscard]] std::string ready_line(const simulator::gateway& running,
                                     const simulator::gateway_address& address,
                                     const simulator::gateway_ports& ports);

} // namespace riskd::risksim
