#include "adapters/control_api/peer.hpp"

#include <grp.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace riskd::control_api {

namespace {

bool is_member(const peer_identity& peer, const std::optional<gid_t>& group) {
  if (!group)
    return false;
  const auto& others = peer.supplementary;
  return peer.group == *group || std::find(others.begin(), others.end(), *group) != others.end();
}

domain::failure unreadable_peer() {
  return {domain::failure_code::refused,
          "cannot read who is connected: " + std::generic_category().message(errno)};
}

} // namespace

const char* to_string(role x) {
  switch (x) {
    case role::none:
      return "none";
    case role::trader:
      return "trader";
    case role::admin:
      return "admin";
  }
  return "unlisted";
}

role role_of(const peer_identity& peer, const role_policy& policy) {
  if (peer.user == 0 || peer.user == policy.daemon_user || is_member(peer, policy.admin_group))
    return role::admin;
  return is_member(peer, policy.trader_group) ? role::trader : role::none;
}

domain::result<peer_identity> read_peer(int socket) {
  ucred credentials{};
  socklen_t length = sizeof credentials;
  if (::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &length) != 0)
    return unreadable_peer();
  auto peer = peer_identity{credentials.uid, credentials.gid, std::vector<gid_t>(32)};
  for (;;) {
    length = static_cast<socklen_t>(peer.supplementary.size() * sizeof(gid_t));
    if (::getsockopt(socket, SOL_SOCKET, SO_PEERGROUPS, peer.supplementary.data(), &length) == 0)
      break;
    // The kernel then tells how much room it needs.
    if (errno != ERANGE || length <= peer.supplementary.size() * sizeof(gid_t))
      return unreadable_peer();
    peer.supplementary.resize(length / sizeof(gid_t));
  }
  peer.supplementary.resize(length / sizeof(gid_t));
  return peer;
}

std::optional<gid_t> find_group(const std::string& name) {
  std::vector<char> space(1024);
  group row{};
  group* found = nullptr;
  constexpr std::size_t space_max = 1U << 20U;
  while (::getgrnam_r(name.c_str(), &row, space.data(), space.size(), &found) == ERANGE
         && space.size() < space_max)
    space.resize(space.size() * 2);
  return found == nullptr ? std::nullopt : std::optional{found->gr_gid};
}

} // namespace riskd::control_api
