#pragma once

#include "adapters/projectx/gateway_stream.hpp"
#include "adapters/projectx/url.hpp"
#include "domain/result.hpp"

#include <boost/asio/ssl/context.hpp>

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace riskd::projectx {

/// The settings of connections over TLS. Threads may share them, because nobody changes them once
/// they are handed out.
using shared_tls = std::shared_ptr<boost::asio::ssl::context>;

/// Hands out the settings of outgoing connections over TLS: TLS 1.2 or newer, the peer's
/// certificate checked against the system's trust anchors and those in a `ca_file`. The system's
/// take about a megabyte and tens of milliseconds to load, so whoever trusts the same shares the
/// same settings.
///
/// Equal trust means equal content of the `ca_file` at the time of asking: a file that changed
/// is loaded anew, for whoever asks from then on. A change of the system's is seen only once
/// nobody uses the settings any more: they live as long as their last user, not as long as this.
///
/// Callable from any thread. A call waits for those that load.
class tls_contexts {
public:
  /// The settings for connections to `servers`, or null if none of them uses TLS: then nothing of
  /// the system's is loaded. Fails with `storage_failed` if the `ca_file` cannot be used, even
  /// where nothing uses TLS.
  [[nodiscard]] domain::result<shared_tls> open(const std::vector<url>& servers,
                                                const std::optional<std::string>& ca_file);

private:
  [[nodiscard]] domain::result<shared_tls> trusting(const std::optional<std::string>& ca_file);

  /// What a `ca_file` contains; nothing if there is none.
  using extra_trust = std::optional<std::string>;

  std::mutex mutex_;

  std::map<extra_trust, std::weak_ptr<boost::asio::ssl::context>> known_;
};

/// Makes the connection insist on `host`: sent by SNI, and compared with the peer's certificate.
/// Returns false if the library refused. @pre The stream uses TLS.
[[nodiscard]] bool expect_host(gateway_stream& stream, const std::string& host);

} // namespace riskd::projectx
