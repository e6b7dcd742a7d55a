#pragma once

#include "adapters/logging/logger.hpp"
#include "adapters/monitor_link/link_events.hpp"
#include "adapters/monitor_link/link_pump.hpp"

#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace riskd::monitor_link {

struct link_table_options {
  std::size_t peers_max = 256;
  /// A link whose peer has not sent a whole frame for so long gives way to a new one of its name.
  std::chrono::milliseconds silence_before_replacement{3'000};
  pump_options pump;
};

/// The live links of a hub, one per name.
///
/// When a second link of a name comes, the first one stays as long as its peer is heard: CAF's
/// heartbeats, twice a second, keep it. So a certificate that is used twice, or an agent that keeps
/// reconnecting, cannot push a working link out. Once nothing was heard for
/// `silence_before_replacement`, the new link takes over: an agent whose old connection died unseen
/// gets back in after that time at most. Age plays no part: each rule by age either lets the
/// newcomer flap or locks somebody out.
///
/// A node id of CAF belongs to one link at a time. A peer that claims another live peer's loses its
/// link.
///
/// Belongs to the thread of its `io_context`, which outlives it as `clock` does.
class link_table {
public:
  link_table(boost::asio::io_context& io, const link_table_options& options,
             const domain::wall_clock& clock, link_events events, logging::logger log);

  /// Why a peer is refused after its handshake.
  struct refusal {
    std::string reason;
    std::string detail;
  };

  /// Makes a link of a stream whose handshake is done, and tells that it is up; or says why not.
  [[nodiscard]] std::optional<refusal> admit(const std::string& name, const std::string& address,
                                             std::shared_ptr<tls_stream> stream);

  /// Ends the links whose peers' certificates are no longer to be trusted.
  void look_again(tls_identity& identity);

  void close_all(const std::string& reason);

  [[nodiscard]] std::size_t size() const {
    return links_.size();
  }

private:
  struct link {
    std::shared_ptr<tls_stream> stream;
    std::shared_ptr<link_pump> pump;
    std::optional<node_id> node;
  };

  [[nodiscard]] std::optional<refusal> make_room(const std::string& name);
  [[nodiscard]] bool claim_node(const std::string& name, const node_id& node);
  void on_ended(const std::string& name, const std::string& reason);

  boost::asio::io_context& io_;
  const link_table_options options_;
  const domain::wall_clock& clock_;
  const link_events events_;
  const logging::logger log_;
  std::map<std::string, link> links_;
};

} // namespace riskd::monitor_link
