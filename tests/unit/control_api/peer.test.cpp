#define CAF_SUITE control_api.peer

#include "adapters/control_api/peer.hpp"

#include <caf/test/unit_test.hpp>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string>

namespace control_api_peer {

using namespace riskd::control_api;

namespace {

constexpr uid_t daemon_user = 900;
constexpr gid_t admins = 701;
constexpr gid_t traders = 702;
constexpr gid_t others = 1000;

struct row {
  const char* label;
  peer_identity peer;
  role expected;
};

} // namespace

CAF_TEST(roles come from user group supplementary groups) {
  // R-O-1.
  const auto policy = role_policy{daemon_user, admins, traders};
  const row rows[] = {
    {"root", {0, 0, {}}, role::admin},
    {"the daemon itself", {daemon_user, others, {}}, role::admin},
    {"admin by supplementary group", {1000, others, {others, admins}}, role::admin},
    {"admin by primary group", {1000, admins, {}}, role::admin},
    {"trader by supplementary group", {1000, others, {traders}}, role::trader},
    {"trader by primary group", {1000, traders, {}}, role::trader},
    {"both groups", {1000, traders, {admins, traders}}, role::admin},
    {"neither group", {1000, others, {others}}, role::none},
    {"group of root alone", {1000, 0, {}}, role::none},
  };
  for (const auto& each : rows) {
    CAF_MESSAGE(each.label);
    CAF_CHECK_EQUAL(std::string{to_string(role_of(each.peer, policy))}, to_string(each.expected));
  }
}

CAF_TEST(a group that is missing has no members) {
  const auto policy = role_policy{daemon_user, std::nullopt, std::nullopt};
  CAF_CHECK(role_of({1000, others, {0, admins, traders}}, policy) == role::none);
  CAF_CHECK(role_of({1000, 0, {}}, policy) == role::none);
  CAF_CHECK(role_of({0, 0, {}}, policy) == role::admin);
  CAF_CHECK(role_of({daemon_user, others, {}}, policy) == role::admin);
}

CAF_TEST(the kernel tells who is at the other end) {
  std::array<int, 2> ends{};
  CAF_REQUIRE_EQUAL(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()), 0);
  const auto peer = read_peer(ends[0]);
  CAF_REQUIRE(peer.has_value());
  CAF_CHECK_EQUAL(peer->user, ::geteuid());
  CAF_CHECK_EQUAL(peer->group, ::getegid());
  std::vector<gid_t> own(static_cast<std::size_t>(::getgroups(0, nullptr)));
  CAF_REQUIRE_EQUAL(::getgroups(static_cast<int>(own.size()), own.data()),
                    static_cast<int>(own.size()));
  CAF_CHECK(peer->supplementary == own);
  ::close(ends[0]);
  ::close(ends[1]);
}

CAF_TEST(a descriptor that is no socket has no peer) {
  CAF_CHECK(!read_peer(-1));
}

CAF_TEST(groups are found by name) {
  CAF_CHECK(find_group("root") == std::optional<gid_t>{0});
  CAF_CHECK(!find_group("riskd-no-such-group"));
}

} // namespace control_api_peer
