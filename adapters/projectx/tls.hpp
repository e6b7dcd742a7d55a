#pragma once

#include "adapters/projectx/gateway_stream.hpp"
#include "domain/result.hpp"

#include <boost/asio/ssl/context.hpp>

#include <memory>
#include <optional>
#include <string>

namespace riskd::projectx {

/// Makes the settings of all TLS connections of a login: TLS 1.2 or newer, the peer's certificate
/// checked against the system's trust anchors and those in `ca_file`. Fails with `storage_failed`
/// if the file cannot be read.
[[nodiscard]] domain::result<std::unique_ptr<boost::asio::ssl::context>>
make_tls_context(const std::optional<std::string>& ca_file);

/// Makes the connection insist on `host`: sent by SNI, and compared with the peer's certificate.
/// Returns false if the library refused. @pre The stream uses TLS.
[[nodiscard]] bool expect_host(gateway_stream& stream, const std::string& host);

} // namespace riskd::projectx
