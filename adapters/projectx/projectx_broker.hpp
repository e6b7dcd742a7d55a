#pragma once

#include "adapters/projectx/options.hpp"
#include "domain/ports/broker_port.hpp"
#include "domain/result.hpp"

#include <memory>

namespace riskd::projectx {

class tls_contexts;

/// Makes the broker of one login at a ProjectX gateway. It runs a thread of its own between `start`
/// and `stop`; calls made before `start` take effect with it. Every command and question accepted
/// before `stop` is answered before that returns.
///
/// Fails with `malformed_input` if an address is none, and with `storage_failed` if the trust
/// anchor cannot be read. @pre `settings.clock` and `settings.random` are set.
///
/// @param trusts Asked once: it need not outlive the broker.
[[nodiscard]] domain::result<std::unique_ptr<domain::broker_port>>
make_broker(options settings, tls_contexts& trusts);

} // namespace riskd::projectx
