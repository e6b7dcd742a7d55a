#pragma once

#include "adapters/monitor_link/token_bucket.hpp"

#include <boost/asio/ip/address.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace riskd::monitor_link {

/// Where a connection comes from, as far as limits are concerned: the address, of IPv6 the first 64
/// bits, which is what one customer has.
[[nodiscard]] std::string source_of(const boost::asio::ip::address& address);

struct source_limits {
  /// Connections from one source.
  bucket_size connections{20, 1};
  /// Handshakes of one source that are under way.
  std::uint32_t handshakes_max = 4;
  /// Sources that are told apart; all others count as one.
  std::size_t sources_max = 4'096;
};

/// Counts what each source asks for, so that one cannot take the place of all others.
class source_table {
public:
  explicit source_table(const source_limits& limits) : limits_(limits) {
  }

  /// Why a connection is refused.
  enum class refusal : std::uint8_t { too_often, too_many_handshakes };

  struct admission {
    std::optional<refusal> refused;
    /// What `handshake_over` is to be told.
    std::string place;
  };

  /// Admits a connection, whose handshake is under way from now on, or says why not.
  /// @param now Monotonic.
  [[nodiscard]] admission admit(const std::string& source, domain::duration now);

  /// The handshake of an admitted connection is over. @pre Once per admission
  void handshake_over(const std::string& place);

  [[nodiscard]] std::size_t size() const {
    return sources_.size();
  }

private:
  struct entry {
    token_bucket connections;
    std::uint32_t handshakes = 0;
  };

  /// Finds or makes the place of a source.
  std::map<std::string, entry>::iterator place_of(const std::string& source, domain::duration now);
  void forget_quiet_ones(domain::duration now);

  source_limits limits_;
  std::map<std::string, entry> sources_;
};

} // namespace riskd::monitor_link
