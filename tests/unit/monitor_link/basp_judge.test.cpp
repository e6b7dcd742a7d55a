#define CAF_SUITE monitor_link.basp_judge

#include "adapters/monitor_link/basp_judge.hpp"

#include "tests/unit/monitor_link/judged_frames.hpp"

#include <caf/test/unit_test.hpp>

namespace monitor_link_basp_judge {

using namespace riskd;
using namespace riskd::monitor_link;
using test::bytes;
using test::operator+;
using test::frame_parts;
using test::hub_actor;
using test::told;

namespace {

const auto hub = test::a_node(100);
const auto agent = test::a_node(200);
const auto stranger = test::a_node(300);

constexpr std::uint64_t ordinary = 0x1000000000000000;

/// The hub's judge after the handshake.
basp_judge met_hub(const judge_options& options = test::judge_options_of_tests()) {
  auto out = test::judge_of_hub(hub, options);
  CAF_REQUIRE_EQUAL(told(out, test::client_handshake(agent)), "pass");
  return out;
}

/// What the hub says to one frame after the handshake.
std::string frame_at_hub(const bytes& frame) {
  auto judge = met_hub();
  return told(judge, frame);
}

std::string at_agent(const bytes& frame) {
  auto judge = test::judge_of_agent(agent);
  CAF_REQUIRE_EQUAL(told(judge, test::server_handshake(hub, hub_actor)), "pass");
  return told(judge, frame);
}

/// An ordinary message to the published actor, to be spoiled.
frame_parts hello() {
  return {.operation = 2,
          .data = ordinary,
          .source = 8,
          .destination = hub_actor,
          .payload = test::message_payload("@<>+hello", test::text("x")),
          .size = {}};
}

std::string at_hub(const frame_parts& parts) {
  return frame_at_hub(test::frame_of(parts));
}

} // namespace

CAF_TEST(routed operations end the link as unknown ones do) {
  for (const auto each : std::initializer_list<std::uint8_t>{3, 7, 8, 127, 255})
    CAF_CHECK_EQUAL(at_hub({.operation = each, .payload = {}, .size = {}}),
                    "operation_not_permitted");
}

CAF_TEST(a listed message to the published actor passes) {
  CAF_CHECK_EQUAL(at_hub(hello()), "pass");
  CAF_CHECK_EQUAL(at_agent(test::frame_of(hello())), "pass");
  auto request = hello();
  request.data = ordinary + 1;
  CAF_CHECK_EQUAL(at_hub(request), "pass");
}

CAF_TEST(no other actor can be reached) {
  for (const std::uint64_t each : {std::uint64_t{0}, std::uint64_t{1}, hub_actor + 1, ~0UL}) {
    auto parts = hello();
    parts.destination = each;
    CAF_CHECK_EQUAL(at_hub(parts), "destination_not_permitted");
  }
}

CAF_TEST(flags of a message are none unless it is for a named actor) {
  for (const auto each : std::initializer_list<std::uint8_t>{2, 3, 4, 128}) {
    auto parts = hello();
    parts.flags = each;
    CAF_CHECK_EQUAL(at_hub(parts), "header_malformed");
  }
  auto named = hello();
  named.flags = 1;
  CAF_CHECK_EQUAL(at_hub(named), "drop");
  auto padded = hello();
  padded.padding = 1;
  CAF_CHECK_EQUAL(at_hub(padded), "header_malformed");
}

CAF_TEST(messages that overtake others end the link) {
  for (const std::uint64_t nibble : {0x0U, 0x2U, 0x3U, 0x5U, 0x8U, 0x9U, 0xFU}) {
    auto parts = hello();
    parts.data = nibble << 60U;
    CAF_CHECK_EQUAL(at_hub(parts), "category_not_permitted");
  }
}

CAF_TEST(answers pass where they are permitted) {
  auto options = test::judge_options_of_tests();
  options.may_respond = true;
  auto judge = met_hub(options);
  auto parts = hello();
  parts.data = 0x9000000000000001;
  CAF_CHECK_EQUAL(told(judge, test::frame_of(parts)), "pass");
  parts.data = 0x8000000000000001;
  CAF_CHECK_EQUAL(told(judge, test::frame_of(parts)), "category_not_permitted");
}

CAF_TEST(only types of the list pass) {
  for (const auto* each : {"@<>", "@<>+hell", "@<>+hello+hello", "@<>+@message", "@<>+@exit",
                           "@<>+@error", "@<>+@down", "hello", ""}) {
    auto parts = hello();
    parts.payload = test::message_payload(each, test::text("x"));
    CAF_CHECK_EQUAL(at_hub(parts), "type_not_permitted");
  }
}

CAF_TEST(messages are read before they pass) {
  const auto spoiled = [](bytes payload) {
    auto parts = hello();
    parts.payload = std::move(payload);
    return at_hub(parts);
  };
  CAF_CHECK_EQUAL(spoiled({}), "message_malformed");
  CAF_CHECK_EQUAL(spoiled(bytes(2)), "message_malformed");
  CAF_CHECK_EQUAL(spoiled(test::from_hex("00 0000 0a 403c3e2b68656c6c6f")), "message_malformed");
  CAF_CHECK_EQUAL(spoiled(test::from_hex("00 0000 ffffffffff01")), "message_malformed");
  CAF_CHECK_EQUAL(spoiled(test::from_hex("ffffffffffff")), "message_malformed");
  CAF_CHECK_EQUAL(spoiled(test::from_hex("00 0001 09 403c3e2b68656c6c6f")), "message_malformed");
  CAF_CHECK_EQUAL(spoiled(test::from_hex("00 0100 09 403c3e2b68656c6c6f")), "message_malformed");
  CAF_CHECK_EQUAL(spoiled(test::from_hex("01 0000 09 403c3e2b68656c6c6f")),
                  "forwarding_not_permitted");
  CAF_CHECK_EQUAL(spoiled(test::from_hex("00 0000 8900 403c3e2b68656c6c6f")), "pass");
}

CAF_TEST(a peer has few actors that send) {
  auto options = test::judge_options_of_tests();
  options.senders_max = 2;
  auto judge = met_hub(options);
  const auto from = [&](std::uint64_t sender) {
    auto parts = hello();
    parts.source = sender;
    return told(judge, test::frame_of(parts));
  };
  CAF_CHECK_EQUAL(from(1), "pass");
  CAF_CHECK_EQUAL(from(2), "pass");
  CAF_CHECK_EQUAL(from(1), "pass");
  CAF_CHECK_EQUAL(from(0), "pass");
  CAF_CHECK_EQUAL(from(3), "too_many_senders");
}

CAF_TEST(only the published actor can be monitored) {
  CAF_CHECK_EQUAL(frame_at_hub(test::monitor(agent, hub, hub_actor)), "pass");
  CAF_CHECK_EQUAL(frame_at_hub(test::monitor(agent, hub, 1)), "destination_not_permitted");
  CAF_CHECK_EQUAL(at_agent(test::monitor(hub, agent, hub_actor)), "pass");
}

CAF_TEST(monitoring is between the two nodes of the link) {
  CAF_CHECK_EQUAL(frame_at_hub(test::monitor(stranger, hub, hub_actor)), "node_forged");
  CAF_CHECK_EQUAL(frame_at_hub(test::monitor(agent, stranger, hub_actor)), "node_forged");
  CAF_CHECK_EQUAL(frame_at_hub(test::monitor(hub, agent, hub_actor)), "node_forged");
  CAF_CHECK_EQUAL(
    at_hub({.operation = 4, .destination = hub_actor, .payload = bytes(64), .size = {}}),
    "monitor_malformed");
  CAF_CHECK_EQUAL(
    at_hub({.operation = 4, .source = 1, .destination = hub_actor, .payload = {}, .size = {}}),
    "header_malformed");
}

CAF_TEST(an actor is monitored a few times at most) {
  auto options = test::judge_options_of_tests();
  options.monitors_max = 2;
  auto judge = met_hub(options);
  const auto frame = test::monitor(agent, hub, hub_actor);
  CAF_CHECK_EQUAL(told(judge, frame), "pass");
  CAF_CHECK_EQUAL(told(judge, frame), "pass");
  CAF_CHECK_EQUAL(told(judge, frame), "too_many_monitors");
}

CAF_TEST(a peer reports the end of its own actors only) {
  CAF_CHECK_EQUAL(frame_at_hub(test::down(agent, hub)), "pass");
  CAF_CHECK_EQUAL(frame_at_hub(test::down(stranger, hub)), "node_forged");
  CAF_CHECK_EQUAL(frame_at_hub(test::down(agent, stranger)), "node_forged");
  CAF_CHECK_EQUAL(frame_at_hub(test::down(agent, hub, 0)), "header_malformed");
  CAF_CHECK_EQUAL(at_agent(test::down(hub, agent)), "pass");
  CAF_CHECK_EQUAL(at_agent(test::down(agent, agent)), "node_forged");
}

CAF_TEST(no news of ends before this side has said who it is) {
  auto judge = basp_judge{link_side::agent, test::judge_options_of_tests(), {}, {}};
  CAF_REQUIRE_EQUAL(told(judge, test::server_handshake(hub, hub_actor)), "pass");
  CAF_CHECK_EQUAL(told(judge, test::down(hub, agent)), "node_forged");
  judge.set_own_node(agent);
  CAF_CHECK_EQUAL(told(judge, test::down(hub, agent)), "pass");
}

CAF_TEST(the reason for an end is a code with plain strings) {
  const auto because_of = [](std::string_view context, const bytes& content) {
    return at_hub({.operation = 5,
                   .source = 8,
                   .payload = test::down_payload(agent, hub, context, content),
                   .size = {}});
  };
  CAF_CHECK_EQUAL(because_of("@<>", {}), "pass");
  CAF_CHECK_EQUAL(because_of("@<>+@str", test::text("gone")), "pass");
  CAF_CHECK_EQUAL(because_of("@<>+@str+@str", test::text("a") + test::text("b")), "pass");
  CAF_CHECK_EQUAL(because_of("@<>+@str", {}), "down_malformed");
  CAF_CHECK_EQUAL(because_of("@<>", bytes(1)), "down_malformed");
  CAF_CHECK_EQUAL(because_of("@<>+@message", test::message_payload("@<>")), "down_malformed");
  CAF_CHECK_EQUAL(because_of("@<>+@str+@message", test::text("a")), "down_malformed");
  CAF_CHECK_EQUAL(because_of("", {}), "down_malformed");
}

CAF_TEST(a heartbeat is nothing more) {
  CAF_CHECK_EQUAL(frame_at_hub(test::heartbeat()), "pass");
  CAF_CHECK_EQUAL(at_hub({.operation = 6, .payload = bytes(1), .size = {}}), "header_malformed");
  CAF_CHECK_EQUAL(at_hub({.operation = 6, .flags = 1, .payload = {}, .size = {}}),
                  "header_malformed");
  CAF_CHECK_EQUAL(at_hub({.operation = 6, .data = 1, .payload = {}, .size = {}}),
                  "header_malformed");
}

CAF_TEST(nodes print as CAF prints them) {
  CAF_CHECK_EQUAL(to_string(test::a_node(13'096, 0xB4)),
                  "B4B4B4B4B4B4B4B4B4B4B4B4B4B4B4B4B4B4B4B4#13096");
}

} // namespace monitor_link_basp_judge
