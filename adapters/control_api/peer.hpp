#pragma once

#include "domain/result.hpp"

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace riskd::control_api {

/// Who is at the other end of a Unix-domain socket, as the kernel knows it.
struct peer_identity {
  uid_t user{};
  gid_t group{};
  std::vector<gid_t> supplementary;

  friend bool operator==(const peer_identity&, const peer_identity&) = default;
};

/// What a peer may do (R-O-1). Each role includes the ones before it.
enum class role : std::uint8_t { none, trader, admin };

/// `none`, `trader`, `admin`.
const char* to_string(role x);

/// What decides a peer's role.
struct role_policy {
  uid_t daemon_user{};
  /// Empty if no such group exists; it then has no members.
  std::optional<gid_t> admin_group;
  std::optional<gid_t> trader_group;
};

/// Root, the daemon's own user and members of the admin group are admins; members of the trader
/// group are traders (R-O-1).
[[nodiscard]] role role_of(const peer_identity& peer, const role_policy& policy);

/// Reads who connected to `socket`. The answer is what held when the peer connected.
[[nodiscard]] domain::result<peer_identity> read_peer(int socket);

/// Looks a group up by its name; empty if there is none.
[[nodiscard]] std::optional<gid_t> find_group(const std::string& name);

} // namespace riskd::control_api
