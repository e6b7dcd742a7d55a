#include "tests/unit/control_api/running_server.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace riskd::test {

namespace fs = std::filesystem;

temporary_folder::temporary_folder() {
  auto name = (fs::temp_directory_path() / "riskd-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr)
    throw std::runtime_error("cannot make a temporary folder");
  path_ = name;
}

temporary_folder::~temporary_folder() {
  fs::remove_all(path_);
}

running_server::running_server(control_api::server_options options, control_api::route_table more) {
  options.socket = socket();
  auto routes = control_api::read_routes(board, clock);
  routes.insert(routes.end(), more.begin(), more.end());
  server = control_api::server::start(options, std::move(routes), {lines, clock}).value();
}

void running_server::publish(domain::daemon_status status) {
  board.publish(std::make_shared<const domain::daemon_status>(std::move(status)));
}

control_api::reply running_server::get(std::string_view target) const {
  return control_api::get(socket(), target, std::chrono::seconds{30}).value();
}

raw_connection::raw_connection(const fs::path& socket)
  : descriptor_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, socket.c_str(), sizeof address.sun_path - 1);
  // A server that hangs fails the test instead of hanging it.
  const timeval patience{30, 0};
  ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  if (::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    throw std::runtime_error("cannot connect to " + socket.string());
}

raw_connection::~raw_connection() {
  ::close(descriptor_);
}

bool raw_connection::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0)
      return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void raw_connection::end_sending() {
  ::shutdown(descriptor_, SHUT_WR);
}

std::string raw_connection::receive_all() {
  // Never sent by the server.
  return receive_until("\n\nnothing that the server sends\n\n");
}

std::string raw_connection::receive_until(std::string_view text) {
  std::string received;
  std::string part(4096, '\0');
  while (received.find(text) == std::string::npos) {
    const auto got = ::recv(descriptor_, part.data(), part.size(), 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
      throw std::runtime_error("the server does not answer");
    if (got <= 0)
      break;
    received.append(part, 0, static_cast<std::size_t>(got));
  }
  return received;
}

} // namespace riskd::test
