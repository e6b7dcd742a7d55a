#define CAF_SUITE monitor_link.basp_filter

#include "adapters/monitor_link/basp_filter.hpp"

#include "tests/unit/monitor_link/frames.hpp"

#include <caf/test/unit_test.hpp>

namespace monitor_link_basp_filter {

using namespace riskd;
using namespace riskd::monitor_link;
using namespace std::chrono_literals;
using test::bytes;
using test::operator+;

namespace {

const auto hub = test::a_node(100);
const auto agent = test::a_node(200);
const auto stranger = test::a_node(300);

constexpr std::uint64_t hub_actor = 6;
constexpr std::uint64_t agent_actor = 8;

/// The outcome of feeding bytes: `passed`, or the reason for which the link ends.
std::string outcome_of(const std::optional<fault>& found) {
  return found ? to_string(*found) : "passed";
}

struct feeder {
  feeder(link_side side, const filter_options& options, node_claim claim = {})
    : filter(side, options, 0s, std::move(claim)) {
  }

  std::string take(const bytes& input, domain::duration now = 0s) {
    return outcome_of(filter.take_incoming(input, now, passed));
  }

  void send(const bytes& output) {
    CAF_REQUIRE_EQUAL(outcome_of(filter.take_outgoing(output, sent)), "passed");
  }

  basp_filter filter;
  bytes passed;
  bytes sent;
};

filter_options options_for(std::uint64_t actor) {
  filter_options out;
  out.peer.local_actors = {actor};
  out.peer.message_types = {"@<>+hello", "@<>+agent_report+@u32"};
  return out;
}

/// The hub's filter after a proper handshake.
feeder hub_side(const filter_options& options = options_for(hub_actor), node_claim claim = {}) {
  feeder out{link_side::hub, options, std::move(claim)};
  out.send(test::server_handshake(hub, hub_actor));
  CAF_REQUIRE_EQUAL(out.take(test::client_handshake(agent)), "passed");
  out.passed.clear();
  return out;
}

feeder agent_side(const filter_options& options = options_for(agent_actor)) {
  feeder out{link_side::agent, options};
  CAF_REQUIRE_EQUAL(out.take(test::server_handshake(hub, hub_actor)), "passed");
  out.send(test::client_handshake(agent));
  out.passed.clear();
  return out;
}

/// All that an agent may send, once.
bytes good_conversation() {
  return test::client_handshake(agent) + test::client_handshake(agent, 2)
         + test::monitor(agent, hub, hub_actor)
         + test::message(hub_actor, "@<>+hello", test::text("one way"))
         + test::message(hub_actor, "@<>+agent_report+@u32", bytes(300, std::byte{1}))
         + test::heartbeat() + test::down(agent, hub);
}

} // namespace

CAF_TEST(frames of a good conversation pass unchanged wherever they are cut) {
  const auto all = good_conversation();
  for (std::size_t cut = 0; cut <= all.size(); ++cut) {
    feeder side{link_side::hub, options_for(hub_actor)};
    side.send(test::server_handshake(hub, hub_actor));
    const auto middle = all.begin() + static_cast<std::ptrdiff_t>(cut);
    const auto first = side.take({all.begin(), middle});
    const auto second = side.take({middle, all.end()});
    if (first != "passed" || second != "passed" || side.passed != all)
      CAF_FAIL("cut at " << cut << ": " << first << ", " << second);
  }
  CAF_CHECK_GREATER(all.size(), 600u);
}

CAF_TEST(frames pass byte by byte as soon as they are whole) {
  const auto all = good_conversation();
  feeder side{link_side::hub, options_for(hub_actor)};
  side.send(test::server_handshake(hub, hub_actor));
  for (const auto each : all)
    CAF_REQUIRE_EQUAL(side.take({each}), "passed");
  CAF_CHECK(side.passed == all);
  CAF_CHECK_EQUAL(side.filter.counts().received, 7u);
  CAF_CHECK_EQUAL(side.filter.counts().passed, 7u);
}

CAF_TEST(nothing of a frame passes before its end) {
  auto side = hub_side();
  auto frame = test::message(hub_actor, "@<>+hello", test::text("one way"));
  const auto last = frame.back();
  frame.pop_back();
  CAF_CHECK_EQUAL(side.take(frame), "passed");
  CAF_CHECK(side.passed.empty());
  CAF_CHECK_EQUAL(side.take({last}), "passed");
  CAF_CHECK_EQUAL(side.passed.size(), frame.size() + 1);
}

CAF_TEST(what came before a bad frame passes while nothing after it does) {
  auto side = hub_side();
  const auto good = test::heartbeat();
  const auto bad = test::frame_of({.operation = 9, .payload = {}, .size = {}});
  CAF_CHECK_EQUAL(side.take(good + bad + good), "operation_not_permitted");
  CAF_CHECK(side.passed == good);
}

CAF_TEST(a bad frame is found wherever it is cut) {
  const auto bad = test::message(hub_actor, "@<>+@message", bytes(100));
  for (std::size_t cut = 0; cut <= bad.size(); ++cut) {
    auto side = hub_side();
    const auto middle = bad.begin() + static_cast<std::ptrdiff_t>(cut);
    auto found = side.take({bad.begin(), middle});
    if (found == "passed")
      found = side.take({middle, bad.end()});
    if (found != "type_not_permitted" || !side.passed.empty())
      CAF_FAIL("cut at " << cut << ": " << found);
  }
  CAF_CHECK_GREATER(bad.size(), 100u);
}

CAF_TEST(a header that announces too much ends the link before memory is taken) {
  auto side = hub_side();
  const auto header
    = test::frame_of({.operation = 2, .destination = hub_actor, .payload = {}, .size = 0x7FFFFFFF});
  CAF_CHECK_EQUAL(side.take(header), "frame_too_large");
  CAF_CHECK_LESS(side.filter.capacity(), 4096u);
}

CAF_TEST(the largest frame passes while one byte more ends the link) {
  const auto frame_with = [](std::size_t payload) {
    const auto bare = test::message_payload("@<>+hello").size();
    return test::message(hub_actor, "@<>+hello", bytes(payload - bare));
  };
  auto side = hub_side();
  CAF_CHECK_EQUAL(side.take(frame_with(65'536)), "passed");
  CAF_CHECK_EQUAL(side.passed.size(), basp_header::size + 65'536u);
  CAF_CHECK_EQUAL(side.take(frame_with(65'537)), "frame_too_large");
}

CAF_TEST(memory follows the bytes that came up to one frame) {
  auto side = hub_side();
  const auto whole = test::message(hub_actor, "@<>+hello", bytes(60'000));
  CAF_CHECK_EQUAL(side.take({whole.begin(), whole.begin() + 100}), "passed");
  CAF_CHECK_LESS(side.filter.capacity(), 1'024u);
  std::size_t most = 0;
  for (auto at = whole.begin() + 100; at != whole.end(); ++at) {
    CAF_REQUIRE_EQUAL(side.take({*at}), "passed");
    most = std::max(most, side.filter.capacity());
  }
  // The outgoing handshake of the fixture still holds its few bytes.
  CAF_CHECK_LESS(most, whole.size() + 256);
  CAF_CHECK_LESS(side.filter.capacity(), 8'192u);
}

CAF_TEST(named messages are dropped in both directions) {
  auto side = hub_side();
  CAF_CHECK_EQUAL(side.take(test::spawn_server_lookup() + test::heartbeat()), "passed");
  CAF_CHECK(side.passed == test::heartbeat());
  CAF_CHECK_EQUAL(side.filter.counts().named_dropped, 1u);
  side.sent.clear();
  side.send(test::spawn_server_lookup() + test::heartbeat());
  CAF_CHECK(side.sent == test::heartbeat());
}

CAF_TEST(heartbeats beyond their rate are dropped) {
  auto options = options_for(hub_actor);
  options.peer.heartbeats = {3, 1};
  auto side = hub_side(options);
  for (int i = 0; i < 5; ++i)
    CAF_CHECK_EQUAL(side.take(test::heartbeat(), 1s), "passed");
  CAF_CHECK_EQUAL(side.passed.size(), 3 * basp_header::size);
  CAF_CHECK_EQUAL(side.filter.counts().heartbeats_dropped, 2u);
  CAF_CHECK_EQUAL(side.take(test::heartbeat(), 2s), "passed");
  CAF_CHECK_EQUAL(side.passed.size(), 4 * basp_header::size);
}

CAF_TEST(bytes beyond the budget end the link) {
  auto options = options_for(hub_actor);
  options.bytes = {1'000, 100};
  feeder side{link_side::hub, options};
  side.send(test::server_handshake(hub, hub_actor));
  const auto hello = test::message(hub_actor, "@<>+hello", bytes(800));
  CAF_CHECK_EQUAL(side.take(test::client_handshake(agent) + hello), "passed");
  CAF_CHECK_EQUAL(side.take(hello, 8s), "passed");
  CAF_CHECK_EQUAL(side.take(hello, 9s), "too_many_bytes");
}

CAF_TEST(outgoing frames have the same limit) {
  auto side = agent_side();
  bytes sent;
  const auto large = test::message(hub_actor, "@<>+hello", bytes(65'536));
  CAF_CHECK_EQUAL(outcome_of(side.filter.take_outgoing(large, sent)), "frame_too_large");
  CAF_CHECK(sent.empty());
}

CAF_TEST(options that make no sense are refused) {
  const auto fine = options_for(hub_actor);
  CAF_CHECK(validate(fine).has_value());
  auto narrow = fine;
  narrow.payload_max = 100;
  CAF_CHECK(!validate(narrow));
  auto poor = fine;
  poor.bytes = {1'000, 1'000};
  CAF_CHECK(!validate(poor));
  auto mute = fine;
  mute.peer.heartbeats = {0, 1};
  CAF_CHECK(!validate(mute));
}

CAF_TEST(types that could hold more than their bytes cannot be listed) {
  const auto accepts = [](const std::string& type) {
    auto options = options_for(hub_actor);
    options.peer.message_types = {type};
    return validate(options).has_value();
  };
  for (const auto* good : {"@<>", "@<>+hello", "@<>+@str+@u64", "@<>+@atom+hello", "@<>+bool"})
    if (!accepts(good))
      CAF_ERROR("refused: " << good);
  for (const auto* bad :
       {"", "hello", "@<>hello", "@<>+", "@<>+hello+", "@<>+@message", "@<>+hello+@error",
        "@<>+@actor", "@<>+@strong_actor_ptr", "@<>+@exit", "@<>+@charbuf", "@<>+@node"})
    if (accepts(bad))
      CAF_ERROR("accepted: " << bad);
  CAF_CHECK(accepts("@<>+hello"));
}

} // namespace monitor_link_basp_filter
