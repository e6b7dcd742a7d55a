#define CAF_SUITE monitor_link.link_pump

#include "adapters/monitor_link/link_pump.hpp"

#include "domain/virtual_clock.hpp"
#include "tests/unit/monitor_link/connected_streams.hpp"
#include "tests/unit/monitor_link/link_certificates.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <caf/test/unit_test.hpp>
#include <fcntl.h>

#include <algorithm>
#include <optional>

namespace monitor_link_link_pump {

using namespace riskd;
using namespace riskd::monitor_link;
using namespace std::chrono_literals;
using test::bytes;
using test::operator+;
namespace asio = boost::asio;
using local_socket = asio::local::stream_protocol::socket;

namespace {

const auto hub_node = test::a_node(100);
const auto agent_node = test::a_node(200);

constexpr std::uint64_t hub_actor = 6;

bytes hellos(std::size_t size, std::size_t count) {
  return test::repeated(test::message(hub_actor, "@<>+hello", bytes(size)), count);
}

/// Time does not pass unless a test says so: the looks at it come often in real time.
pump_options options_of_tests() {
  pump_options out;
  out.filter.peer.local_actors = {hub_actor};
  out.filter.peer.message_types = {"@<>+hello"};
  out.filter.bytes = {1U << 30U, 1U << 30U};
  out.silence_max = 20ms;
  out.stall_max = 20ms;
  return out;
}

/// A hub's pump, the agent at the other end of the wire, and the CAF of the hub.
struct fixture {
  fixture() : streams(test::connect_streams(io, *hub, *agent)) {
    // Each byte is to leave at once.
    streams.agent->lowest_layer().set_option(asio::ip::tcp::no_delay{true});
  }

  void start(const pump_options& options = options_of_tests()) {
    auto made = link_pump::make(io, streams.hub, link_side::hub, options, clock, {});
    CAF_REQUIRE(made.has_value());
    pump = made->pump;
    streams.hub.reset();
    local.assign(asio::local::stream_protocol{}, made->local.release());
    pump->start({{}, [this](const std::string& reason) {
                   ended = reason;
                 }});
  }

  /// Both sides introduce themselves, and everything that comes is collected.
  void introduce() {
    introduce_unread();
    from_pump.start();
    to_agent.start();
    CAF_REQUIRE(until([this] { return !from_pump.all.empty() && !to_agent.all.empty(); }));
    from_pump.all.clear();
    to_agent.all.clear();
  }

  /// Both sides introduce themselves, and nobody reads it.
  void introduce_unread() {
    asio::write(local, asio::buffer(test::server_handshake(hub_node, hub_actor)));
    // As soon as the pump has seen it, an agent may follow.
    CAF_REQUIRE(until([this] { return pump->capacity() > 0; }));
    send(test::client_handshake(agent_node));
    CAF_REQUIRE(until([this] { return pump->counts().passed == 1; }));
  }

  /// The agent sends bytes; waits until they have left.
  void send(const bytes& all) {
    bool sent = false;
    asio::async_write(*streams.agent, asio::buffer(all),
                      [&](const boost::system::error_code& error, std::size_t) {
                        CAF_CHECK(!error);
                        sent = true;
                      });
    CAF_REQUIRE(until([&] { return sent; }));
  }

  bool until(const std::function<bool()>& done) {
    return test::run_until(io, done);
  }

  void do_all_that_is_ready() {
    do
      io.restart();
    while (io.poll() > 0);
  }

  /// The reason for the end, once there is one.
  std::string end() {
    CAF_REQUIRE(until([this] { return ended.has_value(); }));
    return *ended;
  }

  test::link_authority authority;
  std::shared_ptr<tls_identity> hub = test::load_identity(authority.hub(), link_side::hub);
  std::shared_ptr<tls_identity> agent = test::load_identity(authority.agent(), link_side::agent);
  domain::virtual_clock clock{domain::time_point{}};
  asio::io_context io{1};
  test::tls_pair streams;
  std::shared_ptr<link_pump> pump;
  local_socket local{io};
  test::byte_collector<local_socket> from_pump{local};
  test::byte_collector<tls_stream> to_agent{*streams.agent};
  std::optional<std::string> ended;
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(link_pump_tests, fixture)

CAF_TEST(frames go both ways unchanged) {
  start();
  introduce();
  const auto up = test::message(hub_actor, "@<>+hello", bytes(50'000, std::byte{7}));
  send(test::heartbeat() + up);
  CAF_CHECK(until([&] { return from_pump.all == test::heartbeat() + up; }));
  const auto down = test::message(8, "@<>+hello", bytes(50'000, std::byte{9}));
  asio::write(local, asio::buffer(test::heartbeat() + down));
  CAF_CHECK(until([&] { return to_agent.all == test::heartbeat() + down; }));
  do_all_that_is_ready();
  CAF_CHECK_LESS(pump->capacity(), 40'000u);
  CAF_CHECK(!ended);
}

CAF_TEST(the end for CAF belongs to this process alone) {
  auto made = link_pump::make(io, streams.hub, link_side::hub, options_of_tests(), clock, {});
  CAF_REQUIRE(made.has_value());
  CAF_CHECK_EQUAL(::fcntl(made->local.get(), F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
  CAF_CHECK_EQUAL(::fcntl(made->local.get(), F_GETFL) & O_NONBLOCK, O_NONBLOCK);
}

CAF_TEST(a bad frame ends the link on both sides before it is delivered) {
  start();
  introduce();
  send(test::message(hub_actor, "@<>+@message"));
  CAF_CHECK_EQUAL(end(), "type_not_permitted");
  CAF_CHECK(until([&] { return from_pump.end && to_agent.end; }));
  CAF_CHECK(from_pump.all.empty());
  CAF_CHECK_EQUAL(from_pump.end, asio::error::eof);
}

CAF_TEST(what CAF says last still reaches the peer) {
  start();
  introduce();
  asio::write(local, asio::buffer(test::heartbeat()));
  local.close();
  CAF_CHECK_EQUAL(end(), "this side closed the link");
  CAF_CHECK(until([&] { return bool{to_agent.end}; }));
  CAF_CHECK(to_agent.all == test::heartbeat());
  CAF_CHECK_EQUAL(to_agent.end, asio::error::eof);
}

CAF_TEST(what the peer says last still reaches CAF) {
  start();
  introduce();
  send(test::heartbeat());
  streams.agent->async_shutdown([](const boost::system::error_code&) {});
  CAF_CHECK_EQUAL(end(), "the peer closed the link");
  CAF_CHECK(until([&] { return bool{from_pump.end}; }));
  CAF_CHECK(from_pump.all == test::heartbeat());
}

CAF_TEST(a connection that breaks ends the link) {
  start();
  introduce();
  streams.agent->lowest_layer().close();
  CAF_CHECK_EQUAL(end().find("the connection was lost"), 0u);
  CAF_CHECK(until([&] { return bool{from_pump.end}; }));
}

CAF_TEST(closing is told once) {
  start();
  introduce();
  pump->close("enough");
  CAF_CHECK_EQUAL(ended.value_or(""), "enough");
  ended.reset();
  pump->close("again");
  CAF_CHECK(until([&] { return from_pump.end && to_agent.end; }));
  CAF_CHECK(!ended);
}

CAF_TEST(a silent peer is dropped) {
  start();
  introduce();
  clock.pass(19ms);
  send(test::heartbeat());
  CAF_REQUIRE(until([&] { return !from_pump.all.empty(); }));
  clock.pass(19ms);
  // Two more looks find nothing wrong: time stands still between them.
  int looks = 0;
  asio::steady_timer timer{io, 15ms};
  timer.async_wait([&](const boost::system::error_code&) { ++looks; });
  CAF_REQUIRE(until([&] { return looks == 1; }));
  CAF_CHECK(!ended);
  clock.pass(2ms);
  CAF_CHECK_EQUAL(end(), "the peer is silent");
}

CAF_TEST(single bytes of a frame keep nobody alive) {
  start();
  introduce();
  const auto frame = test::message(hub_actor, "@<>+hello", bytes(10'000));
  std::size_t sent = 0;
  // The looks at the clock come in real time, far more often than there are bytes.
  while (!ended && sent + 1 < frame.size()) {
    send({frame[sent++]});
    do_all_that_is_ready();
    clock.pass(1ms);
  }
  CAF_CHECK_EQUAL(ended.value_or("the link is up"), "the peer is silent");
  CAF_CHECK_GREATER(sent, 20u);
  CAF_CHECK(from_pump.all.empty());
}

CAF_TEST(a CAF that takes nothing holds the peer back) {
  auto options = options_of_tests();
  options.silence_max = options.stall_max = 1h;
  start(options);
  introduce_unread();
  // Ten times what the kernel might keep on the way.
  test::flood<tls_stream> agent_sends{*streams.agent, hellos(60'000, 1), 600};
  agent_sends.start();
  std::size_t most = 0;
  const auto observe = [&] {
    most = std::max(most, pump->capacity());
    return false;
  };
  while (io.run_one_for(300ms) > 0)
    observe();
  CAF_CHECK_GREATER(agent_sends.left, 0);
  from_pump.start();
  const auto all = test::client_handshake(agent_node).size() + agent_sends.total();
  CAF_CHECK(until([&] { return observe() || from_pump.all.size() == all; }));
  CAF_CHECK_LESS(most, 300'000u);
  CAF_CHECK(!ended);
}

CAF_TEST(a CAF that takes nothing for too long loses the link) {
  start();
  introduce_unread();
  test::flood<tls_stream> agent_sends{*streams.agent, hellos(1'000, 64), 1'000'000};
  agent_sends.start();
  CAF_REQUIRE(until([&] {
    clock.pass(1ms);
    return ended.has_value();
  }));
  CAF_CHECK_EQUAL(*ended, "this side takes nothing");
}

CAF_TEST(a peer that takes nothing for too long loses the link) {
  auto options = options_of_tests();
  options.silence_max = 1h;
  start(options);
  introduce_unread();
  test::flood<local_socket> caf_sends{local, hellos(1'000, 64), 1'000'000};
  caf_sends.start();
  std::size_t most = 0;
  CAF_REQUIRE(until([&] {
    most = std::max(most, pump->capacity());
    clock.pass(1ms);
    return ended.has_value();
  }));
  CAF_CHECK_EQUAL(*ended, "the peer takes nothing");
  CAF_CHECK_LESS(most, 300'000u);
  CAF_CHECK_GREATER(caf_sends.left, 0);
}

CAF_TEST(options without time are refused) {
  CAF_CHECK(validate(options_of_tests()).has_value());
  for (auto member :
       {&pump_options::silence_max, &pump_options::stall_max, &pump_options::farewell_max}) {
    auto options = options_of_tests();
    options.*member = 0ms;
    CAF_CHECK(!validate(options));
  }
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace monitor_link_link_pump
