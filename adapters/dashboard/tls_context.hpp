#pragma once

#include "adapters/dashboard/server.hpp"
#include "domain/result.hpp"

#include <boost/asio/ssl/context.hpp>

#include <memory>

namespace riskd::dashboard {

/// Makes the settings of a TLS server, version 1.2 or 1.3. Fails if a file cannot be used, if the
/// key is open to other users, or if it is not that of the certificate.
[[nodiscard]] domain::result<std::unique_ptr<boost::asio::ssl::context>>
make_tls_server(const tls_files& files);

} // namespace riskd::dashboard
