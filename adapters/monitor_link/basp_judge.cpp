#include "adapters/monitor_link/basp_judge.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace riskd::monitor_link {

namespace {

constexpr auto pass = verdict{verdict::action::pass, {}};
constexpr auto drop = verdict{verdict::action::drop, {}};

constexpr verdict close(fault reason) {
  return {verdict::action::close, reason};
}

/// CAF's client introduces itself when it connects, and once more, with `select_connection`, when
/// the server has.
constexpr std::uint32_t handshakes_max = 2;

/// The upper four bits of a message id: response, answered, and two for the category.
constexpr unsigned category_offset = 60;
constexpr std::uint64_t ordinary = 0x1;
constexpr std::uint64_t ordinary_response = 0x9;

/// CAF's own types that hold nothing but their bytes. Lists of bytes are not among them: CAF takes
/// the memory that they announce before it looks for their content.
constexpr std::array<std::string_view, 13> plain_types{
  "@atom",      "@duration", "@i16", "@i32", "@i64",  "@str", "@timespan",
  "@timestamp", "@u16",      "@u32", "@u64", "@unit", "bool",
};

bool is_plain(std::string_view element) {
  return !element.empty()
         && (element.front() != '@'
             || std::find(plain_types.begin(), plain_types.end(), element) != plain_types.end());
}

bool is_plain_message(std::string_view type) {
  constexpr std::string_view prefix = "@<>";
  if (!type.starts_with(prefix))
    return false;
  type.remove_prefix(prefix.size());
  while (type.starts_with('+')) {
    const auto end = std::min(type.find('+', 1), type.size());
    if (!is_plain(type.substr(1, end - 1)))
      return false;
    type.remove_prefix(end);
  }
  return type.empty();
}

/// Everything that is not a number of the operation at hand is zero.
bool is_bare(const basp_header& x) {
  return x.flags == 0 && x.operation_data == 0 && x.source_actor == 0 && x.destination_actor == 0;
}

} // namespace

domain::result<void> validate(const judge_options& options) {
  for (const auto& each : options.message_types)
    if (!is_plain_message(each))
      return domain::failure{domain::failure_code::malformed_input,
                             "'" + each + "' cannot be a type of message that a peer may send"};
  return {};
}

const char* to_string(fault x) {
  constexpr std::array names{
    "frame_too_large",     "operation_not_permitted",
    "header_malformed",    "handshake_missing",
    "handshake_early",     "handshake_repeated",
    "handshake_malformed", "version_unknown",
    "node_taken",          "destination_not_permitted",
    "message_malformed",   "forwarding_not_permitted",
    "type_not_permitted",  "category_not_permitted",
    "too_many_senders",    "too_many_monitors",
    "monitor_malformed",   "down_malformed",
    "node_forged",         "too_many_bytes",
  };
  static_assert(names.size() == static_cast<std::size_t>(fault::too_many_bytes) + 1);
  return names.at(static_cast<std::size_t>(x));
}

basp_judge::basp_judge(link_side side, judge_options options, domain::duration now,
                       node_claim claim)
  : side_(side), options_(std::move(options)), claim_(std::move(claim)),
    heartbeats_(options_.heartbeats, now) {
}

verdict basp_judge::judge(const basp_frame& frame, domain::duration now) {
  const auto& header = frame.header;
  if (header.padding != 0)
    return close(fault::header_malformed);
  const auto handshake
    = side_ == link_side::hub ? basp_operation::client_handshake : basp_operation::server_handshake;
  if (header.operation == handshake)
    return side_ == link_side::hub ? judge_client_handshake(frame) : judge_server_handshake(frame);
  if (!peer_node_)
    return close(fault::handshake_missing);
  switch (header.operation) {
    case basp_operation::direct_message:
      return judge_message(frame);
    case basp_operation::monitor_message:
      return judge_monitor(frame);
    case basp_operation::down_message:
      return judge_down(frame);
    case basp_operation::heartbeat:
      return judge_heartbeat(frame, now);
    case basp_operation::server_handshake:
    case basp_operation::client_handshake:
    case basp_operation::routed_message:
      break;
  }
  return close(fault::operation_not_permitted);
}

verdict basp_judge::judge_server_handshake(const basp_frame& frame) {
  if (++handshakes_ > 1)
    return close(fault::handshake_repeated);
  auto header = frame.header;
  if (std::exchange(header.operation_data, 0) != basp_header::version)
    return close(fault::version_unknown);
  if (!is_bare(header))
    return close(fault::header_malformed);
  const auto told = read_server_handshake(frame.payload);
  if (!told || told->actor == 0)
    return close(fault::handshake_malformed);
  return claim(told->node);
}

verdict basp_judge::judge_client_handshake(const basp_frame& frame) {
  if (!own_node_)
    return close(fault::handshake_early);
  if (++handshakes_ > handshakes_max)
    return close(fault::handshake_repeated);
  auto header = frame.header;
  header.flags &= static_cast<std::uint8_t>(~basp_header::select_connection);
  if (!is_bare(header))
    return close(fault::header_malformed);
  const auto told = read_client_handshake(frame.payload);
  if (!told)
    return close(fault::handshake_malformed);
  if (peer_node_)
    return *peer_node_ == *told ? pass : close(fault::handshake_repeated);
  return claim(*told);
}

verdict basp_judge::claim(const node_id& node) {
  if (node == own_node_ || (claim_ && !claim_(node)))
    return close(fault::node_taken);
  peer_node_ = node;
  return pass;
}

verdict basp_judge::judge_message(const basp_frame& frame) {
  const auto& header = frame.header;
  // CAF looks for a spawn server after every handshake. Nobody gets to know which names exist.
  if (header.flags == basp_header::named_receiver)
    return drop;
  if (header.flags != 0)
    return close(fault::header_malformed);
  if (!options_.local_actors.contains(header.destination_actor))
    return close(fault::destination_not_permitted);
  const auto category = header.operation_data >> category_offset;
  if (category != ordinary && (category != ordinary_response || !options_.may_respond))
    return close(fault::category_not_permitted);
  const auto content = judge_content(frame);
  if (content != pass)
    return content;
  // Zero stands for nobody: such a message has no proxy for its sender.
  if (header.source_actor != 0 && !senders_.contains(header.source_actor)) {
    if (senders_.size() >= options_.senders_max)
      return close(fault::too_many_senders);
    senders_.insert(header.source_actor);
  }
  return pass;
}

verdict basp_judge::judge_content(const basp_frame& frame) {
  payload_reader in{frame.payload};
  const auto stages = in.count();
  if (!stages)
    return close(fault::message_malformed);
  if (*stages != 0)
    return close(fault::forwarding_not_permitted);
  const auto type = in.message_type();
  if (!type)
    return close(fault::message_malformed);
  return options_.message_types.contains(*type) ? pass : close(fault::type_not_permitted);
}

verdict basp_judge::judge_monitor(const basp_frame& frame) {
  auto header = frame.header;
  const auto monitored = std::exchange(header.destination_actor, 0);
  if (!is_bare(header))
    return close(fault::header_malformed);
  if (!options_.local_actors.contains(monitored))
    return close(fault::destination_not_permitted);
  const auto nodes = read_monitor(frame.payload);
  if (!nodes)
    return close(fault::monitor_malformed);
  // For another node, CAF would hand it on to there.
  if (!is_between_us(*nodes))
    return close(fault::node_forged);
  return ++monitors_ > options_.monitors_max ? close(fault::too_many_monitors) : pass;
}

verdict basp_judge::judge_down(const basp_frame& frame) {
  auto header = frame.header;
  const auto ended = std::exchange(header.source_actor, 0);
  if (ended == 0 || !is_bare(header))
    return close(fault::header_malformed);
  const auto nodes = read_down(frame.payload);
  if (!nodes)
    return close(fault::down_malformed);
  return is_between_us(*nodes) ? pass : close(fault::node_forged);
}

verdict basp_judge::judge_heartbeat(const basp_frame& frame, domain::duration now) {
  if (!is_bare(frame.header) || frame.header.payload_size != 0)
    return close(fault::header_malformed);
  return heartbeats_.take(1, now) ? pass : drop;
}

bool basp_judge::is_between_us(const node_pair& nodes) const {
  return nodes.source == peer_node_ && nodes.destination == own_node_;
}

} // namespace riskd::monitor_link
