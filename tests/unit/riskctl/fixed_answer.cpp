#include "tests/unit/riskctl/fixed_answer.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>
#include <utility>
#include <vector>

namespace riskd::test {

namespace {

/// A socket on a port of the loopback address that the system has chosen.
int bound_socket() {
  const int out = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::bind(out, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    throw std::runtime_error("no port is free");
  return out;
}

std::uint16_t port_of(int socket) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.sin_port);
}

std::string hear_out(int peer) {
  std::string heard;
  std::array<char, 4096> part{};
  while (heard.find("\r\n\r\n") == std::string::npos) {
    const auto got = ::recv(peer, part.data(), part.size(), 0);
    if (got <= 0)
      break;
    heard.append(part.data(), static_cast<std::size_t>(got));
  }
  return heard;
}

} // namespace

fixed_answer::fixed_answer(std::string bytes)
  : bytes_(std::move(bytes)), listener_(bound_socket()), port_(port_of(listener_)) {
  if (::listen(listener_, SOMAXCONN) != 0)
    throw std::runtime_error("cannot listen");
  thread_ = std::thread{[this] {
    serve();
  }};
}

fixed_answer::~fixed_answer() {
  // Ends the wait for the next one.
  ::shutdown(listener_, SHUT_RDWR);
  thread_.join();
  ::close(listener_);
}

std::string fixed_answer::heard() const {
  const std::scoped_lock guard{mutex_};
  return heard_;
}

void fixed_answer::serve() {
  std::vector<int> kept;
  for (;;) {
    const int peer = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (peer < 0)
      break;
    ++visitors_;
    if (!bytes_.empty()) {
      auto heard = hear_out(peer);
      {
        const std::scoped_lock guard{mutex_};
        heard_ = std::move(heard);
      }
      ::send(peer, bytes_.data(), bytes_.size(), MSG_NOSIGNAL);
      ::shutdown(peer, SHUT_WR);
    }
    kept.push_back(peer);
  }
  for (const int each : kept)
    ::close(each);
}

std::string http_answer(const std::string& status, const std::string& body) {
  return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n"
         + body;
}

std::uint16_t unused_port() {
  const int socket = bound_socket();
  const auto out = port_of(socket);
  ::close(socket);
  return out;
}

} // namespace riskd::test
