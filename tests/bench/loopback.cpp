#include "tests/bench/loopback.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <chrono>
#include <thread>

namespace riskd::bench {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

namespace {

using namespace std::chrono_literals;

using letter = std::array<char, 16>;

/// As between two breaches: threads sleep by then.
constexpr auto pause = 2ms;

void send_back(tcp::socket socket) {
  letter read{};
  boost::system::error_code error;
  while (asio::read(socket, asio::buffer(read), error) == read.size() && !error)
    asio::write(socket, asio::buffer(read), error);
}

} // namespace

std::vector<nanoseconds_count> measure_round_trips(std::uint64_t count) {
  asio::io_context io;
  tcp::acceptor acceptor{io, tcp::endpoint{asio::ip::address_v4::loopback(), 0}};
  tcp::socket socket{io};
  socket.connect(acceptor.local_endpoint());
  auto other = acceptor.accept();
  socket.set_option(tcp::no_delay{true});
  other.set_option(tcp::no_delay{true});
  std::thread echo{[other = std::move(other)]() mutable {
    send_back(std::move(other));
  }};
  std::vector<nanoseconds_count> times;
  letter sent{};
  for (std::uint64_t i = 0; i < count; ++i) {
    std::this_thread::sleep_for(pause);
    const auto begin = steady_nanoseconds();
    asio::write(socket, asio::buffer(sent));
    asio::read(socket, asio::buffer(sent));
    times.push_back(steady_nanoseconds() - begin);
  }
  socket.close();
  echo.join();
  return times;
}

} // namespace riskd::bench
