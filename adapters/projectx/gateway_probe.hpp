#pragma once

#include "domain/diagnosis.hpp"
#include "domain/ports/wall_clock.hpp"

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace riskd::projectx {

class tls_contexts;

struct probe_target {
  std::string rest_url;
  /// Extra trust anchor, PEM.
  std::optional<std::string> ca_file;

  friend bool operator==(const probe_target&, const probe_target&) = default;
};

/// Goes the way to the REST interface of a gateway once, without a login: `name_lookup`, `connect`,
/// `tls` and `ping` (`projectx-gateway.md` 2.10), each as one check. What follows a failed one is
/// skipped. Throws nothing but what the lack of memory throws. Blocks the calling thread until the
/// end, for `limit` at most, or until it is told to stop; a name server that does not answer may
/// add its own time.
[[nodiscard]] std::vector<domain::diagnosis_check>
probe_gateway(const probe_target& target, tls_contexts& trusts, const domain::wall_clock& clock,
              domain::duration limit, const std::stop_token& stop = {});

} // namespace riskd::projectx
