#define CAF_SUITE service.notify_socket

#include "adapters/service/notify_socket.hpp"

#include <caf/test/unit_test.hpp>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>

namespace service_notify_socket {

using namespace riskd;
using service::notify_socket;

namespace fs = std::filesystem;

namespace {

/// Listens like a service manager.
class listener {
public:
  explicit listener(std::string name) {
    if (name.front() == '@')
      name.front() = '\0';
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, name.data(), name.size());
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
    CAF_REQUIRE_EQUAL(::bind(descriptor_, reinterpret_cast<const sockaddr*>(&address), length), 0);
  }

  ~listener() {
    ::close(descriptor_);
  }

  /// The next datagram; empty if there is none.
  std::string next() const {
    std::array<char, 4096> text{};
    const auto size = ::recv(descriptor_, text.data(), text.size(), MSG_DONTWAIT);
    return size < 0 ? std::string{} : std::string{text.data(), static_cast<std::size_t>(size)};
  }

private:
  int descriptor_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
};

struct fixture {
  fixture() {
    auto name = (fs::temp_directory_path() / "riskd-notify-XXXXXX").string();
    CAF_REQUIRE(::mkdtemp(name.data()) != nullptr);
    folder = name;
  }

  ~fixture() {
    fs::remove_all(folder);
  }

  fs::path folder;
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(notify_socket_tests, fixture)

CAF_TEST(each message is one datagram) {
  const auto address = (folder / "notify").string();
  const listener manager{address};
  const auto socket = notify_socket::open(address);
  CAF_REQUIRE(socket.has_value());
  CAF_CHECK(socket->tell("READY=1\nSTATUS=fine\n").has_value());
  CAF_CHECK(socket->tell("WATCHDOG=1\n").has_value());
  CAF_CHECK_EQUAL(manager.next(), "READY=1\nSTATUS=fine\n");
  CAF_CHECK_EQUAL(manager.next(), "WATCHDOG=1\n");
  CAF_CHECK_EQUAL(manager.next(), "");
}

CAF_TEST(an abstract name is one as well) {
  const auto address = "@riskd-notify-test-" + std::to_string(::getpid());
  const listener manager{address};
  const auto socket = notify_socket::open(address);
  CAF_REQUIRE(socket.has_value());
  CAF_CHECK(socket->tell("READY=1\n").has_value());
  CAF_CHECK_EQUAL(manager.next(), "READY=1\n");
}

CAF_TEST(what is no address is refused) {
  for (const auto& address :
       {std::string{}, std::string{"/"}, std::string{"@"}, std::string{"relative"},
        std::string{"vsock:2:1234"}, '/' + std::string(107, 'x')})
    CAF_CHECK(notify_socket::open(address).has_error());
  CAF_CHECK(notify_socket::open('/' + std::string(106, 'x')).has_value());
}

CAF_TEST(nobody who listens is an error) {
  const auto socket = notify_socket::open((folder / "nobody").string());
  CAF_REQUIRE(socket.has_value());
  CAF_CHECK(socket->tell("READY=1\n").has_error());
}

CAF_TEST(a manager that falls behind makes nobody wait) {
  const auto address = (folder / "notify").string();
  const listener manager{address};
  const auto socket = notify_socket::open(address);
  CAF_REQUIRE(socket.has_value());
  int sent = 0;
  while (sent < 100'000 && socket->tell("WATCHDOG=1\n").has_value())
    ++sent;
  CAF_CHECK_GREATER(sent, 0);
  CAF_CHECK_LESS(sent, 100'000);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace service_notify_socket
