#include "tests/unit/dashboard/hub_connection.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <utility>

namespace riskd::test {

std::string hub_answer::field(std::string_view name) const {
  const auto begin = head.find("\r\n" + std::string{name} + ": ");
  if (begin == std::string::npos)
    return {};
  const auto value = begin + name.size() + 4;
  return head.substr(value, head.find("\r\n", value) - value);
}

unsigned live_frame::code() const {
  return content.size() < 2 ? 0
                            : static_cast<unsigned>(static_cast<unsigned char>(content[0])) << 8U
                                | static_cast<unsigned char>(content[1]);
}

hub_connection::hub_connection(std::uint16_t port, int receive_buffer)
  : descriptor_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  // A server that hangs fails the test instead of hanging it.
  const timeval patience{30, 0};
  ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  if (receive_buffer > 0)
    ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    throw std::runtime_error("cannot connect to the hub");
}

hub_connection::~hub_connection() {
  ::close(descriptor_);
}

bool hub_connection::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0)
      return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool hub_connection::send_frame(std::uint8_t kind, std::string_view content) {
  constexpr unsigned last = 0x80;
  constexpr unsigned masked = 0x80;
  std::string frame;
  frame += static_cast<char>(last | kind);
  frame += static_cast<char>(masked | content.size());
  // With a mask of zeros the content stays as it is.
  frame += std::string(4, '\0');
  return send(frame.append(content));
}

hub_answer hub_connection::receive_answer(bool has_body) {
  hub_answer out;
  while (received_.find("\r\n\r\n") == std::string::npos)
    if (!receive_more())
      return out;
  out.head = take(received_.find("\r\n\r\n") + 2);
  static_cast<void>(take(2));
  out.status = static_cast<unsigned>(std::stoul(out.head.substr(out.head.find(' '))));
  const auto length = out.field("Content-Length");
  if (has_body && !length.empty())
    out.body = take(std::stoul(length));
  return out;
}

live_frame hub_connection::receive_frame() {
  const auto head = take(2);
  if (head.size() < 2)
    return {};
  std::size_t length = static_cast<unsigned char>(head[1]);
  const std::size_t more = length == 126 ? 2 : length == 127 ? 8 : 0;
  if (more > 0) {
    length = 0;
    for (const char each : take(more))
      length = length << 8U | static_cast<unsigned char>(each);
  }
  auto content = take(length);
  if (content.size() < length)
    return {};
  return {static_cast<std::uint8_t>(static_cast<unsigned char>(head[0]) & 0x0fU),
          std::move(content)};
}

std::string hub_connection::receive_all() {
  while (receive_more()) {
  }
  return std::exchange(received_, {});
}

bool hub_connection::receive_more() {
  std::string part(65'536, '\0');
  const auto got = ::recv(descriptor_, part.data(), part.size(), 0);
  if (got < 0 && (errno == EAGAIN || errno == EINTR))
    throw std::runtime_error("the hub does not answer");
  if (got <= 0)
    return false;
  received_.append(part, 0, static_cast<std::size_t>(got));
  return true;
}

std::string hub_connection::take(std::size_t size) {
  while (received_.size() < size && receive_more()) {
  }
  auto out = received_.substr(0, size);
  received_.erase(0, size);
  return out;
}

} // namespace riskd::test
