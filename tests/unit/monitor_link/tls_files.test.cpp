#define CAF_SUITE monitor_link.tls_files

#include "adapters/monitor_link/tls_identity.hpp"
#include "tests/unit/monitor_link/link_certificates.hpp"

#include <caf/test/unit_test.hpp>
#include <sys/stat.h>

namespace monitor_link_tls_files {

using namespace riskd;
using namespace riskd::monitor_link;

namespace {

/// Why the files cannot be used; empty if they can.
std::string refusal_of(const tls_files& files, link_side side = link_side::agent) {
  const auto out = tls_identity::load(files, side);
  return out ? "" : out.error().sentence;
}

struct fixture {
  test::link_authority authority;
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(tls_files_tests, fixture)

CAF_TEST(files that are missing are named with the reason) {
  auto files = authority.agent();
  CAF_CHECK_EQUAL(refusal_of(files), "");
  for (auto member : {&tls_files::ca, &tls_files::certificate, &tls_files::key}) {
    auto broken = files;
    broken.*member = authority.path_of("missing");
    CAF_CHECK_EQUAL(refusal_of(broken), authority.path_of("missing: No such file or directory"));
  }
  auto broken = files;
  broken.crl = authority.path_of("missing");
  CAF_CHECK_EQUAL(refusal_of(broken), authority.path_of("missing: No such file or directory"));
  broken.crl = authority.path_of(".");
  CAF_CHECK_EQUAL(refusal_of(broken), authority.path_of(".: is not a regular file"));
}

CAF_TEST(files that hold something else are named with the reason) {
  const auto files = authority.agent();
  const auto junk = authority.path_of("junk");
  test::write_file(junk, "hello");
  CAF_REQUIRE_EQUAL(::chmod(junk.c_str(), S_IRUSR | S_IWUSR), 0);
  auto broken = files;
  broken.ca = junk;
  CAF_CHECK_EQUAL(refusal_of(broken), junk + ": holds no certificate in PEM form");
  broken.ca = files.certificate;
  CAF_CHECK_EQUAL(refusal_of(broken),
                  files.certificate + ": holds a certificate that is not one of an authority");
  broken = files;
  broken.certificate = junk;
  CAF_CHECK_EQUAL(refusal_of(broken), junk + ": holds no usable certificate in PEM form");
  broken = files;
  broken.key = junk;
  CAF_CHECK_EQUAL(refusal_of(broken),
                  junk + ": holds no private key in PEM form, or an encrypted one");
  broken = files;
  broken.crl = junk;
  CAF_CHECK_EQUAL(refusal_of(broken), junk + ": holds no list of revocations in PEM form");
  test::link_authority other;
  broken.crl = other.revoke_nobody();
  CAF_CHECK_EQUAL(refusal_of(broken),
                  *broken.crl + ": holds a list that none of the authorities has signed");
}

CAF_TEST(a key that others can read is refused) {
  const auto files = authority.agent();
  for (const mode_t each : {0640U, 0604U, 0620U, 0644U}) {
    CAF_REQUIRE_EQUAL(::chmod(files.key.c_str(), each), 0);
    CAF_CHECK_EQUAL(refusal_of(files), files.key + ": other users can read it (chmod 600 it)");
  }
  CAF_REQUIRE_EQUAL(::chmod(files.key.c_str(), 0400), 0);
  CAF_CHECK_EQUAL(refusal_of(files), "");
}

CAF_TEST(a node refuses to start with what its peers would refuse) {
  auto files = authority.agent();
  CAF_CHECK_EQUAL(refusal_of(files, link_side::hub),
                  files.certificate + ": unsuitable certificate purpose");
  auto swapped = files;
  swapped.key = authority.agent("agent-2").key;
  CAF_CHECK_EQUAL(refusal_of(swapped),
                  swapped.key + ": is not the key of the certificate in " + files.certificate);
  const auto late = authority.issue({.name = "agent-3", .begins = -2, .ends = -1});
  CAF_CHECK_EQUAL(refusal_of(late), late.certificate + ": certificate has expired");
  files.crl = authority.revoke("agent-1");
  CAF_CHECK_EQUAL(refusal_of(files), files.certificate + ": certificate revoked");
}

CAF_TEST(a node knows its name) {
  const auto found = tls_identity::load(authority.hub("hub-7"), link_side::hub);
  CAF_REQUIRE(found.has_value());
  CAF_CHECK_EQUAL((*found)->name(), "hub-7");
  CAF_CHECK((*found)->side() == link_side::hub);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace monitor_link_tls_files
