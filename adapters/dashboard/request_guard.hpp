#pragma once

#include "adapters/dashboard/reply.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace riskd::dashboard {

/// The fields of a request that tell whether a foreign page made a browser send it.
struct request_origin {
  std::string_view verb;
  /// The field `Host`; empty if there is none.
  std::string_view host;
  /// The field `Origin`; empty if there is none, as in what programs send.
  std::string_view origin;
  /// The field `X-Requested-With`.
  std::string_view requested_with;
  bool is_upgrade = false;
};

/// Which names of this server are good.
struct host_policy {
  /// Only the loopback names count, beside `names`: a page whose name was bound to the loopback
  /// address ("DNS rebinding") asks under its own name.
  bool is_loopback = true;
  /// Further names, as of a reverse proxy; without port.
  std::vector<std::string> names;
};

/// Why a request must not be answered, if it must not.
[[nodiscard]] std::optional<reply> refuse_foreign(const request_origin& asked,
                                                  const host_policy& hosts);

} // namespace riskd::dashboard
