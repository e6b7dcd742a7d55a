#include "adapters/monitor_link/basp_payload.hpp"

#include <algorithm>

namespace riskd::monitor_link {

namespace {

/// The atom `default`: the kind of node id that stands for a process of a machine.
constexpr std::uint64_t default_kind = 0x00003e9aab9bac79;

constexpr std::size_t host_offset = 12;

/// Reads as many strings as `type` names after `@<>`. Returns false if it names anything else, or
/// if something follows the strings.
bool are_strings(std::string_view type, payload_reader& rest) {
  constexpr std::string_view prefix = "@<>";
  constexpr std::string_view one = "+@str";
  if (!type.starts_with(prefix))
    return false;
  for (type.remove_prefix(prefix.size()); !type.empty(); type.remove_prefix(one.size()))
    if (!type.starts_with(one) || !rest.text())
      return false;
  return rest.is_at_end();
}

} // namespace

std::string to_string(const node_id& x) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (std::size_t i = host_offset; i < node_id::size; ++i) {
    const auto value = std::to_integer<std::size_t>(x.bytes[i]);
    out += digits[value >> 4U];
    out += digits[value & 0xFU];
  }
  return out + "#" + std::to_string(read_number(bytes_view{x.bytes}.subspan(8, 4)));
}

std::optional<bytes_view> payload_reader::raw(std::uint64_t size) {
  if (size > rest_.size())
    return std::nullopt;
  const auto out = rest_.first(size);
  rest_ = rest_.subspan(size);
  return out;
}

std::optional<std::uint8_t> payload_reader::octet() {
  const auto found = raw(1);
  return found ? std::optional{std::to_integer<std::uint8_t>(found->front())} : std::nullopt;
}

std::optional<std::uint64_t> payload_reader::number() {
  const auto found = raw(sizeof(std::uint64_t));
  return found ? std::optional{read_number(*found)} : std::nullopt;
}

std::optional<std::uint64_t> payload_reader::count() {
  constexpr unsigned bits_max = 35;
  std::uint64_t out = 0;
  for (unsigned shift = 0; shift < bits_max; shift += 7) {
    const auto part = octet();
    if (!part)
      return std::nullopt;
    out |= std::uint64_t{*part & 0x7FU} << shift;
    if ((*part & 0x80U) == 0)
      return out;
  }
  return std::nullopt;
}

std::optional<std::string_view> payload_reader::text() {
  const auto size = count();
  const auto found = size ? raw(*size) : std::nullopt;
  if (!found)
    return std::nullopt;
  return std::string_view{reinterpret_cast<const char*>(found->data()), found->size()};
}

std::optional<node_id> payload_reader::node() {
  const auto found = raw(node_id::size);
  if (!found || read_number(found->first(sizeof(default_kind))) != default_kind)
    return std::nullopt;
  node_id out;
  std::copy(found->begin(), found->end(), out.bytes.begin());
  return out;
}

std::optional<std::string_view> payload_reader::message_type() {
  // A number other than zero would stand for a built-in type, which no message is.
  if (octet() != 0 || octet() != 0)
    return std::nullopt;
  return text();
}

std::optional<server_handshake> read_server_handshake(bytes_view payload) {
  payload_reader in{payload};
  const auto skip_texts = [&in] {
    auto left = in.count();
    while (left && *left > 0 && in.text())
      --*left;
    return left == 0U;
  };
  const auto node = in.node();
  if (!node || !skip_texts())
    return std::nullopt;
  const auto actor = in.number();
  if (!actor || !skip_texts() || !in.is_at_end())
    return std::nullopt;
  return server_handshake{*node, *actor};
}

std::optional<node_id> read_client_handshake(bytes_view payload) {
  payload_reader in{payload};
  const auto node = in.node();
  return in.is_at_end() ? node : std::nullopt;
}

namespace {

std::optional<node_pair> read_pair(payload_reader& in) {
  const auto source = in.node();
  const auto destination = source ? in.node() : std::nullopt;
  return destination ? std::optional{node_pair{*source, *destination}} : std::nullopt;
}

} // namespace

std::optional<node_pair> read_monitor(bytes_view payload) {
  payload_reader in{payload};
  const auto pair = read_pair(in);
  return in.is_at_end() ? pair : std::nullopt;
}

std::optional<node_pair> read_down(bytes_view payload) {
  payload_reader in{payload};
  const auto pair = read_pair(in);
  const auto has_code = pair && in.octet() && in.number();
  const auto context = has_code ? in.message_type() : std::nullopt;
  return context && are_strings(*context, in) ? pair : std::nullopt;
}

} // namespace riskd::monitor_link
