#pragma once

#include "adapters/monitor_link/certificate.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <memory>
#include <optional>
#include <set>
#include <string>

namespace riskd::monitor_link {

using tls_stream = boost::asio::ssl::stream<boost::asio::ip::tcp::socket>;

/// The files, all PEM, by which a node proves who it is and recognizes others.
struct tls_files {
  /// The authority that made all nodes' certificates: one of their own, never a public one. Several
  /// may stand in the file while one replaces another.
  std::string ca;
  std::string certificate;
  /// Readable by its owner only.
  std::string key;
  /// Revoked certificates.
  std::optional<std::string> crl;
};

/// What a handshake found out about the peer.
struct peer_facts {
  /// The node's name, if the certificate was accepted.
  std::string name;
  /// Why it was not.
  std::string refusal;
};

/// Who this node is, and whom it trusts, as the files were when they were read. TLS 1.3 only, both
/// sides with a certificate, no resumption: each connection shows its certificate again. Used on
/// one thread at a time.
class tls_identity : public std::enable_shared_from_this<tls_identity> {
public:
  /// Reads the files. Fails with `storage_failed`, naming the file and the reason, if one cannot be
  /// read or used, if others can read the key, or if peers would refuse the certificate: not of
  /// this authority, expired, revoked, for the other side.
  [[nodiscard]] static domain::result<std::shared_ptr<tls_identity>> load(const tls_files& files,
                                                                          link_side side);

  /// The name that stands in this node's certificate.
  [[nodiscard]] const std::string& name() const {
    return name_;
  }

  /// Which side this node is on.
  [[nodiscard]] link_side side() const {
    return side_;
  }

  /// Makes a stream on `socket`, before its handshake, that insists on a certificate of the other
  /// side whose name is one of `names`, or any if that is empty. The handshake writes to `facts`.
  /// The stream keeps the identity.
  [[nodiscard]] std::shared_ptr<tls_stream> make_stream(boost::asio::ip::tcp::socket socket,
                                                        std::set<std::string> names,
                                                        std::shared_ptr<peer_facts> facts);

  /// Says why the certificate of a peer would be refused now; nothing if it would not. Names are
  /// not looked at.
  [[nodiscard]] std::optional<std::string> why_untrusted(X509& peer);

  /// The same for the peer of a stream whose handshake is done, under whichever identity that was.
  [[nodiscard]] std::optional<std::string> why_untrusted(tls_stream& stream);

private:
  tls_identity(boost::asio::ssl::context context, link_side side, std::string name);

  boost::asio::ssl::context context_;
  link_side side_;
  std::string name_;
};

/// Says in words why a handshake failed.
[[nodiscard]] std::string handshake_failure(const boost::system::error_code& error,
                                            const peer_facts& facts);

} // namespace riskd::monitor_link
