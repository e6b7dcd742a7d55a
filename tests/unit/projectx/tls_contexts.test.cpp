#define CAF_SUITE projectx.tls_contexts

#include "adapters/projectx/tls.hpp"
#include "tests/unit/projectx/test_certificates.hpp"

#include <caf/test/unit_test.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace projectx_tls_contexts {

using namespace riskd::projectx;
using riskd::domain::failure_code;
using riskd::test::test_authority;
namespace fs = std::filesystem;

namespace {

url at(const std::string& address) {
  return parse_url(address).value();
}

struct fixture {
  shared_tls trusting(const std::optional<std::string>& ca_file) {
    return trusts.open({at("https://localhost")}, ca_file).value();
  }

  /// Why it cannot be used, where TLS is wanted or where it is not. Empty if it can.
  std::string fault(const std::string& scheme, const std::string& ca_file) {
    const auto made = trusts.open({at(scheme + "://localhost")}, ca_file);
    if (made)
      return "";
    CAF_CHECK(made.error().code == failure_code::storage_failed);
    return made.error().sentence;
  }

  /// Checks that it is refused for that reason whatever the connections use.
  void refused(const std::string& ca_file, const std::string& reason) {
    const auto sentence = "cannot set up TLS with " + ca_file + ": " + reason;
    CAF_CHECK_EQUAL(fault("https", ca_file), sentence);
    CAF_CHECK_EQUAL(fault("http", ca_file), sentence);
  }

  static void write(const std::string& file, const std::string& content) {
    std::ofstream{file} << content;
  }

  tls_contexts trusts;
  test_authority authority;
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(tls_contexts_tests, fixture)

CAF_TEST(who trusts the same shares the same settings) {
  const auto system = trusting({});
  CAF_CHECK_EQUAL(system, trusting({}));
  const auto extended = trusting(authority.root_file());
  CAF_CHECK_EQUAL(extended, trusting(authority.root_file()));
  const test_authority copy;
  fs::copy_file(authority.root_file(), copy.root_file(), fs::copy_options::overwrite_existing);
  CAF_CHECK_EQUAL(extended, trusting(copy.root_file()));
}

CAF_TEST(who trusts another shares nothing) {
  const auto system = trusting({});
  const auto extended = trusting(authority.root_file());
  const test_authority other;
  const auto extended_otherwise = trusting(other.root_file());
  CAF_CHECK_NOT_EQUAL(system, extended);
  CAF_CHECK_NOT_EQUAL(system, extended_otherwise);
  CAF_CHECK_NOT_EQUAL(extended, extended_otherwise);
}

CAF_TEST(a file that changed is loaded anew) {
  const test_authority next;
  const auto before = trusting(authority.root_file());
  fs::copy_file(next.root_file(), authority.root_file(), fs::copy_options::overwrite_existing);
  const auto after = trusting(authority.root_file());
  CAF_CHECK_NOT_EQUAL(before, after);
  CAF_CHECK_EQUAL(after, trusting(authority.root_file()));
  CAF_CHECK_EQUAL(after, trusting(next.root_file()));
}

CAF_TEST(settings end with their last user) {
  auto first = trusting(authority.root_file());
  auto second = trusting(authority.root_file());
  const std::weak_ptr seen = first;
  first.reset();
  CAF_CHECK(!seen.expired());
  second.reset();
  CAF_CHECK(seen.expired());
  CAF_CHECK(trusting(authority.root_file()) != nullptr);
}

CAF_TEST(settings outlive what handed them out) {
  auto passing = std::make_unique<tls_contexts>();
  const auto kept = passing->open({at("wss://localhost")}, {}).value();
  passing.reset();
  CAF_CHECK(SSL_CTX_get_verify_mode(kept->native_handle()) == SSL_VERIFY_PEER);
  CAF_CHECK_EQUAL(kept.use_count(), 1);
}

CAF_TEST(nothing is loaded where nothing uses TLS) {
  CAF_CHECK(trusts.open({}, {}).value() == nullptr);
  const std::vector plain{at("http://localhost"), at("ws://localhost")};
  CAF_CHECK(trusts.open(plain, {}).value() == nullptr);
  CAF_CHECK(trusts.open(plain, authority.root_file()).value() == nullptr);
  auto mixed = plain;
  mixed.push_back(at("wss://localhost"));
  CAF_CHECK(trusts.open(mixed, {}).value() != nullptr);
}

CAF_TEST(an unusable file is refused with TLS as without) {
  refused("/no/such/file.pem", "No such file or directory");
  const std::string none = "no certificate or crl found (x509 certificate routines)";
  refused(fs::temp_directory_path().string(), none);
  write(authority.root_file(), "garbage\n");
  refused(authority.root_file(), none);
  write(authority.root_file(), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
  refused(authority.root_file(), "wrong tag (asn1 encoding routines)");
}

CAF_TEST(an empty file is no trust in the system alone) {
  const auto system = trusting({});
  write(authority.root_file(), "");
  refused(authority.root_file(), "no certificate or crl found (x509 certificate routines)");
}

CAF_TEST(a file that was refused can be mended) {
  const test_authority right;
  write(authority.root_file(), "garbage\n");
  CAF_CHECK(!fault("https", authority.root_file()).empty());
  fs::copy_file(right.root_file(), authority.root_file(), fs::copy_options::overwrite_existing);
  CAF_CHECK_EQUAL(trusting(authority.root_file()), trusting(right.root_file()));
}

CAF_TEST(threads that ask at once are given the same) {
  constexpr int threads = 8;
  std::vector<std::future<shared_tls>> asked;
  for (int i = 0; i < threads; ++i)
    asked.push_back(
      std::async(std::launch::async, [this] { return trusting(authority.root_file()); }));
  std::vector<shared_tls> given;
  for (auto& each : asked)
    given.push_back(each.get());
  CAF_CHECK_EQUAL(std::count(given.begin(), given.end(), given.front()), threads);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace projectx_tls_contexts
