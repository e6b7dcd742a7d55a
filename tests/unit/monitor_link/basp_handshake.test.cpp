#define CAF_SUITE monitor_link.basp_handshake

#include "tests/unit/monitor_link/judged_frames.hpp"

#include <caf/test/unit_test.hpp>

namespace monitor_link_basp_handshake {

using namespace riskd;
using namespace riskd::monitor_link;
using test::bytes;
using test::hub_actor;
using test::operator+;
using test::frame_parts;
using test::told;

namespace {

const auto hub = test::a_node(100);
const auto agent = test::a_node(200);
const auto stranger = test::a_node(300);

basp_judge new_hub() {
  return test::judge_of_hub(hub);
}

basp_judge new_agent() {
  return test::judge_of_agent(agent);
}

/// The hub's judge after the first handshake.
basp_judge met_hub() {
  auto out = new_hub();
  CAF_REQUIRE_EQUAL(told(out, test::client_handshake(agent)), "pass");
  return out;
}

} // namespace

CAF_TEST(nothing comes before the handshake) {
  for (const auto& each :
       {test::heartbeat(), test::spawn_server_lookup(), test::message(hub_actor, "@<>+hello"),
        test::monitor(agent, hub, hub_actor), test::down(agent, hub)}) {
    auto judge = new_hub();
    CAF_CHECK_EQUAL(told(judge, each), "handshake_missing");
  }
}

CAF_TEST(an agent comes after the hub has introduced itself) {
  auto judge = basp_judge{link_side::hub, test::judge_options_of_tests(), {}, {}};
  CAF_CHECK_EQUAL(told(judge, test::client_handshake(agent)), "handshake_early");
  judge.set_own_node(hub);
  CAF_CHECK_EQUAL(told(judge, test::client_handshake(agent)), "pass");
}

CAF_TEST(a client introduces itself twice at most) {
  auto judge = met_hub();
  CAF_CHECK_EQUAL(told(judge, test::client_handshake(agent, 2)), "pass");
  CAF_CHECK_EQUAL(told(judge, test::client_handshake(agent, 2)), "handshake_repeated");
}

CAF_TEST(a client remains who it was) {
  auto judge = met_hub();
  CAF_CHECK_EQUAL(told(judge, test::client_handshake(stranger, 2)), "handshake_repeated");
}

CAF_TEST(a client handshake holds a node of the default kind) {
  auto uri = test::a_node(200);
  uri.bytes[7] = std::byte{0};
  auto judge = new_hub();
  CAF_CHECK_EQUAL(told(judge, test::client_handshake(uri)), "handshake_malformed");
  const auto payload = bytes(agent.bytes.begin(), agent.bytes.end());
  const auto refused = [](const frame_parts& parts) {
    auto fresh = new_hub();
    return told(fresh, test::frame_of(parts));
  };
  CAF_CHECK_EQUAL(refused({.operation = 1, .payload = payload + bytes(1), .size = {}}),
                  "handshake_malformed");
  CAF_CHECK_EQUAL(refused({.operation = 1, .payload = {}, .size = {}}), "handshake_malformed");
  CAF_CHECK_EQUAL(refused({.operation = 1, .flags = 1, .payload = payload, .size = {}}),
                  "header_malformed");
  CAF_CHECK_EQUAL(refused({.operation = 1, .source = 1, .payload = payload, .size = {}}),
                  "header_malformed");
}

CAF_TEST(a node that is taken is refused) {
  std::vector<node_id> asked;
  auto judge = test::judge_of_hub(hub, test::judge_options_of_tests(), [&](const node_id& node) {
    asked.push_back(node);
    return false;
  });
  CAF_CHECK_EQUAL(told(judge, test::client_handshake(agent)), "node_taken");
  CAF_CHECK(asked == std::vector{agent});
  CAF_CHECK(!judge.peer_node());
  auto own = new_hub();
  CAF_CHECK_EQUAL(told(own, test::client_handshake(hub)), "node_taken");
}

CAF_TEST(a server introduces itself once with its version) {
  auto judge = new_agent();
  CAF_CHECK_EQUAL(told(judge, test::server_handshake(hub, hub_actor)), "pass");
  CAF_CHECK(judge.peer_node() == hub);
  CAF_CHECK_EQUAL(told(judge, test::server_handshake(hub, hub_actor)), "handshake_repeated");
  auto old = test::server_handshake(hub, hub_actor);
  old[15] = std::byte{2};
  auto other = new_agent();
  CAF_CHECK_EQUAL(told(other, old), "version_unknown");
}

CAF_TEST(a server handshake names an actor with nothing behind it) {
  const auto told_by_new_agent = [](const bytes& frame) {
    auto judge = new_agent();
    return told(judge, frame);
  };
  CAF_CHECK_EQUAL(told_by_new_agent(test::server_handshake(hub, 0)), "handshake_malformed");
  const auto whole = test::server_handshake(hub, hub_actor);
  const auto payload = bytes(whole.begin() + 32, whole.end());
  for (std::size_t size = 0; size < payload.size(); ++size) {
    const auto part = bytes(payload.begin(), payload.begin() + static_cast<std::ptrdiff_t>(size));
    const auto found
      = told_by_new_agent(test::frame_of({.operation = 0, .data = 3, .payload = part, .size = {}}));
    if (found != "handshake_malformed")
      CAF_ERROR("cut to " << size << ": " << found);
  }
  CAF_CHECK_EQUAL(told_by_new_agent(test::frame_of(
                    {.operation = 0, .data = 3, .payload = payload + bytes(1), .size = {}})),
                  "handshake_malformed");
}

CAF_TEST(each side has one kind of handshake) {
  auto met = met_hub();
  CAF_CHECK_EQUAL(told(met, test::server_handshake(agent, 1)), "operation_not_permitted");
  auto at_agent = new_agent();
  CAF_REQUIRE_EQUAL(told(at_agent, test::server_handshake(hub, hub_actor)), "pass");
  CAF_CHECK_EQUAL(told(at_agent, test::client_handshake(hub)), "operation_not_permitted");
}

// Taken from a connection between two CAF 0.17.6 processes.
CAF_TEST(captured frames pass) {
  const auto client
    = test::from_hex("00003e9aab9bac79 00003329 bffadf3ac9f1142f6446ca706c9bb0f69b114400");
  const auto server
    = test::from_hex("00003e9aab9bac79 00003328 bffadf3ac9f1142f6446ca706c9bb0f69b114400");
  auto at_server = basp_judge{link_side::hub, test::judge_options_of_tests(), {}, {}};
  const auto own = payload_reader{server}.node();
  CAF_REQUIRE(own.has_value());
  at_server.set_own_node(*own);
  const auto header = [](std::string_view text) {
    return test::from_hex(text);
  };
  CAF_CHECK_EQUAL(
    told(at_server,
         header("01000000 00000020 0000000000000000 0000000000000000 0000000000000000") + client),
    "pass");
  CAF_CHECK_EQUAL(
    told(at_server,
         header("01000002 00000020 0000000000000000 0000000000000000 0000000000000000") + client),
    "pass");
  CAF_CHECK_EQUAL(told(at_server, test::spawn_server_lookup()), "drop");
  CAF_CHECK_EQUAL(
    told(at_server, header("04000000 00000040 0000000000000000 0000000000000000 0000000000000006")
                      + client + server),
    "pass");
  CAF_CHECK_EQUAL(
    told(at_server, header("02000000 00000019 1000000000000000 0000000000000008 0000000000000006"
                           "00 0000 09 403c3e2b68656c6c6f 07 6f6e6520776179 00000007")),
    "pass");
  CAF_CHECK_EQUAL(
    told(at_server,
         header("05000000 0000005d 0000000000000000 0000000000000008 0000000000000000") + client
           + server
           + test::from_hex("1c 000000fe3ee39ab2 0000 08 403c3e2b40737472 08 68756220676f6e65")),
    "pass");
  CAF_CHECK_EQUAL(
    told(at_server, header("05000000 0000004f 0000000000000000 0000000000000006 0000000000000000")
                      + client + server + test::from_hex("00 000000000000000f 0000 03 403c3e")),
    "pass");
  CAF_CHECK_EQUAL(
    told(at_server, header("06000000 00000000 0000000000000000 0000000000000000 0000000000000000")),
    "pass");
}

} // namespace monitor_link_basp_handshake
