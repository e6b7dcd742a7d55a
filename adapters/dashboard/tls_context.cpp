#include "adapters/dashboard/tls_context.hpp"

#include <openssl/ssl.h>
#include <sys/stat.h>

#include <string>

namespace riskd::dashboard {

namespace {

namespace ssl = boost::asio::ssl;
using domain::failure;
using domain::failure_code;

failure unusable_tls_file(const std::filesystem::path& file, const std::string& why) {
  return {failure_code::storage_failed, file.string() + ": " + why};
}

/// Root's own group may read a key: that is how systemd hands credentials over.
bool is_open_to_others(const std::filesystem::path& file) {
  struct stat facts {};
  if (::stat(file.c_str(), &facts) != 0)
    return false; // It cannot be read either, which is told when it is.
  const bool is_roots = facts.st_uid == 0 && facts.st_gid == 0;
  return (facts.st_mode & (is_roots ? S_IWGRP | S_IRWXO : S_IRWXG | S_IRWXO)) != 0;
}

} // namespace

domain::result<std::unique_ptr<ssl::context>> make_tls_server(const tls_files& files) {
  if (is_open_to_others(files.key))
    return unusable_tls_file(files.key, "the key is open to other users (chmod 600 it)");
  auto out = std::make_unique<ssl::context>(ssl::context::tls_server);
  boost::system::error_code error;
  out->set_options(ssl::context::default_workarounds | ssl::context::no_sslv2
                     | ssl::context::no_sslv3 | ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1
                     | ssl::context::single_dh_use | ssl::context::no_compression
                     | static_cast<ssl::context::options>(SSL_OP_NO_RENEGOTIATION)
                     | static_cast<ssl::context::options>(SSL_OP_CIPHER_SERVER_PREFERENCE),
                   error);
  if (error)
    return unusable_tls_file(files.certificate, error.message());
  out->use_certificate_chain_file(files.certificate.string(), error);
  if (error)
    return unusable_tls_file(files.certificate, error.message());
  out->use_private_key_file(files.key.string(), ssl::context::pem, error);
  if (error)
    return unusable_tls_file(files.key, error.message());
  if (::SSL_CTX_check_private_key(out->native_handle()) != 1)
    return unusable_tls_file(files.key, "this is not the key of " + files.certificate.string());
  return out;
}

} // namespace riskd::dashboard
