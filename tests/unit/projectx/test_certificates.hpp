#pragma once

#include <boost/asio/ssl/context.hpp>

#include <memory>
#include <string>

namespace riskd::test {

/// A certificate authority of one test: its own root, and servers that it vouches for.
class test_authority {
public:
  test_authority();

  /// Path of the root certificate in PEM form. The file lives as long as the authority.
  [[nodiscard]] const std::string& root_file() const {
    return root_file_;
  }

  /// Settings of a server whose certificate names `host`.
  [[nodiscard]] std::unique_ptr<boost::asio::ssl::context> server(const std::string& host) const;

  test_authority(const test_authority&) = delete;
  test_authority& operator=(const test_authority&) = delete;
  ~test_authority();

private:
  struct keys;

  std::unique_ptr<keys> keys_;

  std::string root_file_;
};

} // namespace riskd::test
