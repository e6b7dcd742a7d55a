#include "tests/unit/monitor_link/frames.hpp"

#include <algorithm>

namespace riskd::test {

namespace {

constexpr std::uint64_t ordinary_message = 0x1000000000000000;
constexpr std::uint64_t default_kind = 0x00003e9aab9bac79;

template <class T>
bytes number(T x) {
  bytes out(sizeof(T));
  for (auto at = out.rbegin(); at != out.rend(); ++at) {
    *at = static_cast<std::byte>(x & 0xFFU);
    x = static_cast<T>(static_cast<std::uint64_t>(x) >> 8U);
  }
  return out;
}

bytes of(const monitor_link::node_id& x) {
  return {x.bytes.begin(), x.bytes.end()};
}

} // namespace

bytes from_hex(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  bytes out;
  std::optional<std::size_t> upper;
  for (const auto c : text) {
    const auto value = digits.find(c);
    if (value == std::string_view::npos)
      continue;
    if (upper) {
      out.push_back(static_cast<std::byte>(*upper * 16 + value));
      upper.reset();
    } else {
      upper = value;
    }
  }
  return out;
}

bytes operator+(bytes left, const bytes& right) {
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

bytes repeated(const bytes& one, std::size_t times) {
  bytes out;
  for (; times > 0; --times)
    out.insert(out.end(), one.begin(), one.end());
  return out;
}

monitor_link::node_id a_node(std::uint32_t process, std::uint8_t host) {
  const auto all = number(default_kind) + number(process) + bytes(20, std::byte{host});
  monitor_link::node_id out;
  std::copy(all.begin(), all.end(), out.bytes.begin());
  return out;
}

bytes frame_of(const frame_parts& parts) {
  const auto size = parts.size.value_or(static_cast<std::uint32_t>(parts.payload.size()));
  return number(parts.operation) + number(parts.padding) + number(parts.flags) + number(size)
         + number(parts.data) + number(parts.source) + number(parts.destination) + parts.payload;
}

bytes server_handshake(const monitor_link::node_id& node, std::uint64_t actor) {
  const auto applications = number(std::uint8_t{1}) + text("generic-caf-app");
  const auto no_types = number(std::uint8_t{0});
  return frame_of({.operation = 0,
                   .data = 3,
                   .payload = of(node) + applications + number(actor) + no_types,
                   .size = {}});
}

bytes client_handshake(const monitor_link::node_id& node, std::uint8_t flags) {
  return frame_of({.operation = 1, .flags = flags, .payload = of(node), .size = {}});
}

bytes message(std::uint64_t to, std::string_view type, const bytes& content, std::uint64_t from) {
  return frame_of({.operation = 2,
                   .data = ordinary_message,
                   .source = from,
                   .destination = to,
                   .payload = message_payload(type, content),
                   .size = {}});
}

bytes message_payload(std::string_view type, const bytes& content) {
  return number(std::uint8_t{0}) + number(std::uint16_t{0}) + text(type) + content;
}

bytes spawn_server_lookup() {
  return from_hex("02000001 0000002d 1000000000000000 0000000000000007 03ddd5a8ca7bd6db"
                  "00 0000 14 403c3e2b4061746f6d2b4061746f6d2b40737472"
                  "00000000003f8fb8 00000000003ecab9 04 696e666f");
}

bytes monitor(const monitor_link::node_id& by, const monitor_link::node_id& at,
              std::uint64_t actor) {
  return frame_of({.operation = 4, .destination = actor, .payload = of(by) + of(at), .size = {}});
}

bytes down_payload(const monitor_link::node_id& from, const monitor_link::node_id& to,
                   std::string_view context, const bytes& content) {
  const auto code = number(std::uint8_t{4}) + number(std::uint64_t{0x0fabdbb9});
  return of(from) + of(to) + code + number(std::uint16_t{0}) + text(context) + content;
}

bytes down(const monitor_link::node_id& from, const monitor_link::node_id& to,
           std::uint64_t actor) {
  return frame_of({.operation = 5, .source = actor, .payload = down_payload(from, to), .size = {}});
}

bytes heartbeat() {
  return frame_of({.operation = 6, .payload = {}, .size = {}});
}

bytes text(std::string_view x) {
  bytes out;
  auto size = x.size();
  for (; size > 0x7F; size >>= 7U)
    out.push_back(static_cast<std::byte>((size & 0x7FU) | 0x80U));
  out.push_back(static_cast<std::byte>(size));
  for (const auto c : x)
    out.push_back(static_cast<std::byte>(c));
  return out;
}

} // namespace riskd::test
