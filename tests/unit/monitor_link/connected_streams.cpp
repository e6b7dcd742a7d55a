#include "tests/unit/monitor_link/connected_streams.hpp"

#include <chrono>
#include <stdexcept>

namespace riskd::test {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

std::shared_ptr<monitor_link::tls_identity> load_identity(const monitor_link::tls_files& files,
                                                          monitor_link::link_side side) {
  auto out = monitor_link::tls_identity::load(files, side);
  if (!out)
    throw std::runtime_error(out.error().sentence);
  return *out;
}

tls_pair connect_streams(asio::io_context& io, monitor_link::tls_identity& hub,
                         monitor_link::tls_identity& agent) {
  tcp::acceptor acceptor{io, {asio::ip::address_v4::loopback(), 0}};
  tcp::socket near{io};
  near.connect(acceptor.local_endpoint());
  const auto facts = std::make_shared<monitor_link::peer_facts>();
  tls_pair out{hub.make_stream(acceptor.accept(), {}, facts),
               agent.make_stream(std::move(near), {}, facts)};
  int done = 0;
  const auto count = [&](const boost::system::error_code& error) {
    if (error)
      throw std::runtime_error("handshake: " + error.message());
    ++done;
  };
  out.hub->async_handshake(asio::ssl::stream_base::server, count);
  out.agent->async_handshake(asio::ssl::stream_base::client, count);
  if (!run_until(io, [&] { return done == 2; }))
    throw std::runtime_error("no handshake");
  return out;
}

bool run_until(asio::io_context& io, const std::function<bool()>& done) {
  constexpr auto far_too_long = std::chrono::seconds{20};
  while (!done()) {
    io.restart();
    if (io.run_one_for(far_too_long) == 0)
      return false;
  }
  return true;
}

} // namespace riskd::test
