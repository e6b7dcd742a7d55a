#include "adapters/monitor_link/tls_identity.hpp"

#include "adapters/monitor_link/pem_file.hpp"
#include "domain/contract_check.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/verify_context.hpp>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <utility>

namespace riskd::monitor_link {

namespace {

namespace ssl = boost::asio::ssl;
using domain::failure;
using domain::failure_code;
using domain::result;

/// Bytes of all certificates that a peer may send.
constexpr long chain_size_max = 16L * 1024;

link_side opposite(link_side side) {
  return side == link_side::hub ? link_side::agent : link_side::hub;
}

/// Only what this link needs of TLS. The macros of OpenSSL are spelled out: they contain C casts.
bool restrict_protocol(SSL_CTX* context) {
  SSL_CTX_set_options(context, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  SSL_CTX_ctrl(context, SSL_CTRL_SET_SESS_CACHE_MODE, SSL_SESS_CACHE_OFF, nullptr);
  SSL_CTX_ctrl(context, SSL_CTRL_SET_MAX_CERT_LIST, chain_size_max, nullptr);
  SSL_CTX_ctrl(context, SSL_CTRL_MODE, SSL_MODE_RELEASE_BUFFERS, nullptr);
  return SSL_CTX_ctrl(context, SSL_CTRL_SET_MIN_PROTO_VERSION, TLS1_3_VERSION, nullptr) == 1
         && SSL_CTX_ctrl(context, SSL_CTRL_SET_MAX_PROTO_VERSION, TLS1_3_VERSION, nullptr) == 1
         && SSL_CTX_set_num_tickets(context, 0) == 1;
}

/// Takes the place of OpenSSL's question for a password on the terminal.
int no_password(char*, int, int, void*) {
  return -1;
}

result<key_pointer> read_key(const std::string& path) {
  auto text = read_pem_file(path, file_privacy::secret);
  if (!text)
    return text.error();
  const std::unique_ptr<BIO, openssl_free<BIO_free_all>> memory{
    BIO_new_mem_buf(text->data(), static_cast<int>(text->size()))};
  key_pointer key{PEM_read_bio_PrivateKey(memory.get(), nullptr, no_password, nullptr)};
  OPENSSL_cleanse(text->data(), text->size());
  ERR_clear_error();
  if (!key)
    return unusable_file(path, "holds no private key in PEM form, or an encrypted one");
  return key;
}

/// Takes the certificate and the key into the context. Returns the node's name.
result<std::string> take_certificate(ssl::context& context, const tls_files& files) {
  const auto text = read_pem_file(files.certificate, file_privacy::open);
  if (!text)
    return text.error();
  boost::system::error_code error;
  context.use_certificate_chain(boost::asio::buffer(*text), error);
  ERR_clear_error();
  const auto* own = error ? nullptr : SSL_CTX_get0_certificate(context.native_handle());
  if (own == nullptr)
    return unusable_file(files.certificate, "holds no usable certificate in PEM form");
  auto name = node_name(*own);
  if (!name)
    return unusable_file(files.certificate, "the subject's common name is no name of a node");
  const auto key = read_key(files.key);
  if (!key)
    return key.error();
  const bool fits = SSL_CTX_use_PrivateKey(context.native_handle(), key->get()) == 1
                    && SSL_CTX_check_private_key(context.native_handle()) == 1;
  ERR_clear_error();
  if (!fits)
    return unusable_file(files.key, "is not the key of the certificate in " + files.certificate);
  return std::move(*name);
}

/// Asked by OpenSSL once per certificate of the chain, the node's own at depth 0.
class peer_verifier {
public:
  peer_verifier(link_side peer, std::set<std::string> names, std::shared_ptr<peer_facts> facts)
    : peer_(peer), names_(std::move(names)), facts_(std::move(facts)) {
  }

  bool operator()(bool preverified, ssl::verify_context& context) const {
    auto* handle = context.native_handle();
    if (!preverified) {
      facts_->refusal = X509_verify_cert_error_string(X509_STORE_CTX_get_error(handle));
      return false;
    }
    if (X509_STORE_CTX_get_error_depth(handle) != 0)
      return true;
    auto* certificate = X509_STORE_CTX_get_current_cert(handle);
    facts_->refusal = objection_to(*certificate);
    if (facts_->refusal.empty())
      return true;
    // What the peer is told by it: that its certificate is to blame.
    X509_STORE_CTX_set_error(handle, X509_V_ERR_CERT_REJECTED);
    return false;
  }

private:
  [[nodiscard]] std::string objection_to(X509& certificate) const {
    if (auto wrong = wrong_usage(certificate, peer_))
      return std::move(*wrong);
    const auto name = node_name(certificate);
    if (!name)
      return "the subject's common name is no name of a node";
    if (!names_.empty() && !names_.contains(*name))
      return "the name " + *name + " is not expected";
    facts_->name = *name;
    return {};
  }

  link_side peer_;
  std::set<std::string> names_;
  std::shared_ptr<peer_facts> facts_;
};

} // namespace

result<std::shared_ptr<tls_identity>> tls_identity::load(const tls_files& files, link_side side) {
  ssl::context context{ssl::context::tls};
  auto* handle = context.native_handle();
  boost::system::error_code error;
  context.set_verify_mode(ssl::verify_peer | ssl::verify_fail_if_no_peer_cert, error);
  if (error || !restrict_protocol(handle))
    return failure{failure_code::storage_failed, "TLS 1.3 cannot be set up"};
  auto trust = make_trust(files.ca, files.crl);
  if (!trust)
    return trust.error();
  SSL_CTX_set_cert_store(handle, trust->release());
  auto name = take_certificate(context, files);
  if (!name)
    return name.error();
  if (const auto refusal = monitor_link::why_untrusted(*SSL_CTX_get_cert_store(handle),
                                                       *SSL_CTX_get0_certificate(handle), side))
    return unusable_file(files.certificate, *refusal);
  return std::shared_ptr<tls_identity>{
    new tls_identity{std::move(context), side, std::move(*name)}};
}

tls_identity::tls_identity(ssl::context context, link_side side, std::string name)
  : context_(std::move(context)), side_(side), name_(std::move(name)) {
}

std::shared_ptr<tls_stream> tls_identity::make_stream(boost::asio::ip::tcp::socket socket,
                                                      std::set<std::string> names,
                                                      std::shared_ptr<peer_facts> facts) {
  struct kept {
    std::shared_ptr<tls_identity> identity;
    tls_stream stream;
  };
  const auto out
    = std::make_shared<kept>(kept{shared_from_this(), tls_stream{std::move(socket), context_}});
  boost::system::error_code error;
  out->stream.set_verify_callback(
    peer_verifier{opposite(side_), std::move(names), std::move(facts)}, error);
  RISKD_ENSURES(!error);
  return {out, &out->stream};
}

std::optional<std::string> tls_identity::why_untrusted(X509& peer) {
  return monitor_link::why_untrusted(*SSL_CTX_get_cert_store(context_.native_handle()), peer,
                                     opposite(side_));
}

std::optional<std::string> tls_identity::why_untrusted(tls_stream& stream) {
  auto* certificate = SSL_get0_peer_certificate(stream.native_handle());
  RISKD_EXPECTS(certificate != nullptr);
  return why_untrusted(*certificate);
}

std::string handshake_failure(const boost::system::error_code& error, const peer_facts& facts) {
  return facts.refusal.empty() ? error.message() : facts.refusal;
}

} // namespace riskd::monitor_link
