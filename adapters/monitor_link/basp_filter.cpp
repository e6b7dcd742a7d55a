#include "adapters/monitor_link/basp_filter.hpp"

#include <utility>

namespace riskd::monitor_link {

namespace {

void append(std::vector<std::byte>& out, bytes_view bytes) {
  out.insert(out.end(), bytes.begin(), bytes.end());
}

bool is_named(const basp_header& x) {
  return x.operation == basp_operation::direct_message
         && (x.flags & basp_header::named_receiver) != 0;
}

} // namespace

domain::result<void> validate(const filter_options& options) {
  // The two handshakes and the budget of one frame must be possible at all.
  constexpr std::uint32_t payload_least = 256;
  constexpr std::uint32_t payload_most = 16U << 20U;
  const auto refuse = [](const char* what) {
    return domain::failure{domain::failure_code::malformed_input, what};
  };
  if (options.payload_max < payload_least || options.payload_max > payload_most)
    return refuse("payload_max is out of range: 256 bytes to 16 MiB");
  if (options.bytes.burst < options.payload_max || options.bytes.per_second == 0)
    return refuse("the budget of bytes has to let one frame pass");
  if (options.peer.heartbeats.burst == 0 || options.peer.heartbeats.per_second == 0)
    return refuse("some heartbeats have to pass");
  return validate(options.peer);
}

basp_filter::basp_filter(link_side side, const filter_options& options, domain::duration now,
                         node_claim claim)
  : incoming_(options.payload_max), outgoing_(options.payload_max), bytes_(options.bytes, now),
    judge_(side, options.peer, now, std::move(claim)) {
}

std::optional<fault> basp_filter::take_incoming(bytes_view input, domain::duration now,
                                                std::vector<std::byte>& passed) {
  if (!bytes_.take(static_cast<std::uint32_t>(input.size()), now))
    return fault::too_many_bytes;
  while (incoming_.take(input)) {
    if (incoming_.is_too_large())
      return fault::frame_too_large;
    if (const auto bad = settle_incoming(now, passed))
      return bad;
    incoming_.next();
  }
  return std::nullopt;
}

std::optional<fault> basp_filter::settle_incoming(domain::duration now,
                                                  std::vector<std::byte>& passed) {
  const auto frame = incoming_.frame();
  ++counts_.received;
  const auto found = judge_.judge(frame, now);
  switch (found.what) {
    case verdict::action::pass:
      ++counts_.passed;
      append(passed, incoming_.bytes());
      return std::nullopt;
    case verdict::action::drop:
      ++(is_named(frame.header) ? counts_.named_dropped : counts_.heartbeats_dropped);
      return std::nullopt;
    case verdict::action::close:
      break;
  }
  return found.reason;
}

std::optional<fault> basp_filter::take_outgoing(bytes_view input, std::vector<std::byte>& passed) {
  while (outgoing_.take(input)) {
    if (outgoing_.is_too_large())
      return fault::frame_too_large;
    const auto frame = outgoing_.frame();
    learn_own_node(frame);
    if (!is_named(frame.header))
      append(passed, outgoing_.bytes());
    outgoing_.next();
  }
  return std::nullopt;
}

void basp_filter::learn_own_node(const basp_frame& frame) {
  const bool is_handshake = frame.header.operation == basp_operation::server_handshake
                            || frame.header.operation == basp_operation::client_handshake;
  // Both kinds begin with the node.
  if (const auto node = payload_reader{frame.payload}.node(); is_handshake && node)
    judge_.set_own_node(*node);
}

} // namespace riskd::monitor_link
