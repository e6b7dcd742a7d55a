#pragma once

#include "adapters/monitor_link/basp_payload.hpp"
#include "adapters/monitor_link/token_bucket.hpp"
#include "domain/result.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace riskd::monitor_link {

/// Which side of the link this process is: the hub published an actor, the agent connected to it.
enum class link_side : std::uint8_t { hub, agent };

/// What the other side may do.
struct judge_options {
  /// The actors of this side that the peer may send to and monitor: for the hub the one that it
  /// publishes, for an agent those whose messages the hub knows them by. All others stay out of
  /// reach.
  std::set<std::uint64_t> local_actors;
  /// The types of messages that the peer may send, exactly as CAF writes them, for example
  /// `@<>+agent_report`: `@<>`, then `+` and the name for each element. What a type contains is the
  /// caller's care, however deep inside. Not an `error` or a `message`: CAF recurses on them
  /// without a limit. Not a handle of an actor or a node id: they let a peer make proxies and
  /// routes. Not a vector of bytes, characters or booleans: CAF takes the memory that it announces,
  /// up to gigabytes, before it looks for its content. Strings, maps and other vectors are safe.
  std::set<std::string, std::less<>> message_types;
  /// Lets the peer answer requests. A hub should not: CAF tells answers by their number alone, so
  /// an agent could answer for another one.
  bool may_respond = false;
  /// So many different actors of the peer may send; each costs a proxy here.
  std::uint32_t senders_max = 16;
  /// So many monitor messages may come; each costs memory at the actor until the link ends. CAF
  /// sends one for each actor it hears of.
  std::uint32_t monitors_max = 16;
  /// Heartbeats beyond are dropped.
  bucket_size heartbeats{20, 10};
};

/// Fails with `malformed_input` if `message_types` holds something that is no type of a message, or
/// one whose name already shows that it contains what must not stand there.
[[nodiscard]] domain::result<void> validate(const judge_options& options);

/// Why a frame ends the link.
enum class fault : std::uint8_t {
  /// The header announces more than the limit.
  frame_too_large,
  /// An operation that this side never has to receive: routed, unknown, the other side's handshake.
  operation_not_permitted,
  /// Bits are set, or numbers given, where CAF has none.
  header_malformed,
  /// Anything before the handshake.
  handshake_missing,
  /// An agent's handshake before the hub's own.
  handshake_early,
  /// More handshakes than CAF sends, or a second one from another node.
  handshake_repeated,
  handshake_malformed,
  /// Another version of BASP.
  version_unknown,
  /// The node says that it is one whose link is up already, or this one.
  node_taken,
  /// A message for an actor that is not one of `local_actors`, or the monitoring of one.
  destination_not_permitted,
  /// A direct message that does not read stages, type, content.
  message_malformed,
  /// The message wants to be passed on to further actors.
  forwarding_not_permitted,
  type_not_permitted,
  /// An answer where none is permitted, a message that overtakes others, a part of a stream.
  category_not_permitted,
  too_many_senders,
  too_many_monitors,
  monitor_malformed,
  down_malformed,
  /// A monitor or down message from or for a node that is not at its end of this link.
  node_forged,
  /// More bytes than the budget allows.
  too_many_bytes,
};

/// `frame_too_large`, ...
const char* to_string(fault x);

/// What happens to a frame.
struct verdict {
  enum class action : std::uint8_t { pass, drop, close };

  action what = action::pass;
  /// Meaningful for `close`.
  fault reason{};

  friend bool operator==(const verdict&, const verdict&) = default;
};

/// Asked once, with the node that the peer says it is; returns whether it may be that one.
using node_claim = std::function<bool(const node_id&)>;

/// Judges the frames that one peer sends, in their order. Everything that CAF's distribution needs
/// passes: the handshake, messages of listed types for listed actors, monitoring of these, news of
/// the end of the peer's own actors, heartbeats. Messages for named actors are dropped: CAF looks
/// for a remote spawn server by itself. All else closes the link.
class basp_judge {
public:
  /// @param now Monotonic. @param claim May be empty: every node id is welcome.
  basp_judge(link_side side, judge_options options, domain::duration now, node_claim claim);

  /// @pre `frame` is whole: its payload is as long as its header says
  [[nodiscard]] verdict judge(const basp_frame& frame, domain::duration now);

  /// Tells what this side calls itself. Before that, no agent's handshake passes, nor any monitor
  /// or down message.
  void set_own_node(const node_id& own) {
    own_node_ = own;
  }

  /// Whom the handshake named.
  [[nodiscard]] const std::optional<node_id>& peer_node() const {
    return peer_node_;
  }

private:
  verdict judge_server_handshake(const basp_frame& frame);
  verdict judge_client_handshake(const basp_frame& frame);
  verdict judge_message(const basp_frame& frame);
  verdict judge_content(const basp_frame& frame);
  verdict judge_monitor(const basp_frame& frame);
  verdict judge_down(const basp_frame& frame);
  verdict judge_heartbeat(const basp_frame& frame, domain::duration now);
  verdict claim(const node_id& node);

  /// Goes from the peer to this side.
  [[nodiscard]] bool is_between_us(const node_pair& nodes) const;

  link_side side_;
  judge_options options_;
  node_claim claim_;
  std::optional<node_id> own_node_;
  std::optional<node_id> peer_node_;
  std::uint32_t handshakes_ = 0;
  std::uint32_t monitors_ = 0;
  std::set<std::uint64_t> senders_;
  token_bucket heartbeats_;
};

} // namespace riskd::monitor_link
