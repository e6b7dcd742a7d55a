#include "adapters/monitor_link/handshake.hpp"

#include <boost/asio/steady_timer.hpp>

#include <utility>

namespace riskd::monitor_link {

void shake_hands(const std::shared_ptr<tls_stream>& stream, link_side side,
                 std::chrono::milliseconds limit, std::shared_ptr<peer_facts> facts,
                 handshake_done done) {
  namespace ssl = boost::asio::ssl;
  struct watched {
    std::shared_ptr<tls_stream> stream;
    boost::asio::steady_timer timer;
    handshake_done done;
  };
  auto state = std::make_shared<watched>(
    watched{stream, boost::asio::steady_timer{stream->get_executor(), limit}, std::move(done)});
  state->timer.async_wait([state](boost::system::error_code stopped) {
    if (stopped || !state->done)
      return;
    std::exchange(state->done, {})("no handshake in time");
    boost::system::error_code ignored;
    state->stream->lowest_layer().close(ignored);
  });
  const auto role = side == link_side::hub ? ssl::stream_base::server : ssl::stream_base::client;
  stream->async_handshake(
    role, [state, facts = std::move(facts)](const boost::system::error_code& error) {
      state->timer.cancel();
      if (!state->done)
        return;
      std::exchange(state->done,
                    {})(error ? std::optional{handshake_failure(error, *facts)} : std::nullopt);
    });
}

} // namespace riskd::monitor_link
