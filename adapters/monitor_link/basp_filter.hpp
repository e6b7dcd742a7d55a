#pragma once

#include "adapters/monitor_link/basp_judge.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace riskd::monitor_link {

struct filter_options {
  /// Bytes of a frame after its header. Applies to both directions.
  std::uint32_t payload_max = 65'536;
  /// Bytes that the peer may send. One that sends faster loses its link.
  bucket_size bytes{16U << 20U, 4U << 20U};
  judge_options peer;
};

/// Fails with `malformed_input` if a number makes no sense; see also the judge's options.
[[nodiscard]] domain::result<void> validate(const filter_options& options);

/// What went through a filter, in frames.
struct filter_counts {
  /// Whole frames from the peer, whatever became of them.
  std::uint64_t received = 0;
  std::uint64_t passed = 0;
  std::uint64_t named_dropped = 0;
  std::uint64_t heartbeats_dropped = 0;

  friend bool operator==(const filter_counts&, const filter_counts&) = default;
};

/// Stands between a peer and the CAF of this process. Bytes go in as they come, whole frames that
/// may pass come out. Holds one frame of each direction at most.
class basp_filter {
public:
  /// @pre `options` are valid. @param now Monotonic. @param claim See `basp_judge`.
  basp_filter(link_side side, const filter_options& options, domain::duration now,
              node_claim claim = {});

  /// Takes all of `input`, which the peer sent, and appends to `passed` the frames that may reach
  /// CAF: not more bytes than one frame and `input` have together. Returns why the link must end,
  /// if it must: what was passed before that may still be delivered, and nothing may come after.
  [[nodiscard]] std::optional<fault> take_incoming(bytes_view input, domain::duration now,
                                                   std::vector<std::byte>& passed);

  /// The same for what CAF sends to the peer. It is trusted: only the size is limited, the look-up
  /// of a spawn server is left out, and the node id is learned.
  [[nodiscard]] std::optional<fault> take_outgoing(bytes_view input,
                                                   std::vector<std::byte>& passed);

  [[nodiscard]] const filter_counts& counts() const {
    return counts_;
  }

  [[nodiscard]] const std::optional<node_id>& peer_node() const {
    return judge_.peer_node();
  }

  /// Bytes of memory held for frames that are not whole yet.
  [[nodiscard]] std::size_t capacity() const {
    return incoming_.capacity() + outgoing_.capacity();
  }

private:
  std::optional<fault> settle_incoming(domain::duration now, std::vector<std::byte>& passed);
  void learn_own_node(const basp_frame& frame);

  frame_reader incoming_;
  frame_reader outgoing_;
  token_bucket bytes_;
  basp_judge judge_;
  filter_counts counts_;
};

} // namespace riskd::monitor_link
