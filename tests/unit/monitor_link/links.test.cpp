#define CAF_SUITE monitor_link.links

#include "adapters/monitor_link/agent_link.hpp"
#include "tests/unit/monitor_link/linked_nodes.hpp"

#include <caf/test/unit_test.hpp>

namespace monitor_link_links {

using namespace riskd;
using namespace riskd::monitor_link;
using namespace std::chrono_literals;
using test::bytes;
using test::operator+;
using list = std::vector<std::string>;

namespace {

struct fixture : test::linked_nodes {
  fixture() {
    open();
  }

  /// Opens the gate anew after a change of its options.
  void reopen() {
    gate.reset();
    open();
  }

  /// What the agent is told when it dials with those files: `up`, or why not.
  std::string outcome_of(const tls_files& files) {
    test::told_events agent;
    const auto link = dial(files, agent);
    return agent.next_down();
  }
};

/// The agent's CAF introduces itself as process `number`, and has been heard by the hub.
void introduce(const link_up& agent, const link_up& hub, std::uint32_t number = 200) {
  const auto handshake = test::client_handshake(test::a_node(number));
  CAF_REQUIRE(test::write_all(agent.local.get(), handshake));
  CAF_REQUIRE(test::read_bytes(hub.local.get(), handshake.size()) == handshake);
}

} // namespace

CAF_TEST_FIXTURE_SCOPE(links_tests, fixture)

CAF_TEST(a link carries frames both ways) {
  test::told_events agent;
  const auto link = dial(authority.agent(), agent);
  const auto at_hub = accept();
  CAF_CHECK_EQUAL(at_hub.peer, "agent-1");
  CAF_CHECK_EQUAL(at_hub.address.find("127.0.0.1:"), 0u);
  const auto at_agent = agent.next_up();
  CAF_REQUIRE(at_agent.has_value());
  CAF_CHECK_EQUAL(at_agent->peer, "hub");
  const auto greeting = test::server_handshake(test::a_node(100), hub_actor);
  CAF_CHECK(test::read_bytes(at_agent->local.get(), greeting.size()) == greeting);
  introduce(*at_agent, at_hub);
  const auto up = test::message(hub_actor, "@<>+hello", bytes(40'000, std::byte{1}));
  CAF_REQUIRE(test::write_all(at_agent->local.get(), up));
  CAF_CHECK(test::read_bytes(at_hub.local.get(), up.size()) == up);
  const auto down = test::message(agent_actor, "@<>+hello", bytes(40'000, std::byte{2}));
  CAF_REQUIRE(test::write_all(at_hub.local.get(), down));
  CAF_CHECK(test::read_bytes(at_agent->local.get(), down.size()) == down);
}

CAF_TEST(a link is up only when the hub has spoken) {
  test::told_events agent;
  const auto link = dial(authority.agent(), agent);
  const auto silent = hub.next_up();
  CAF_REQUIRE(silent.has_value());
  CAF_CHECK_EQUAL(agent.waiting(), 0u);
  CAF_REQUIRE(
    test::write_all(silent->local.get(), test::server_handshake(test::a_node(100), hub_actor)));
  CAF_CHECK(agent.next_up().has_value());
}

CAF_TEST(closing one end brings both down) {
  test::told_events agent;
  const auto link = dial(authority.agent(), agent);
  auto at_hub = accept();
  auto at_agent = agent.next_up();
  CAF_REQUIRE(at_agent.has_value());
  at_hub.local = descriptor{};
  CAF_CHECK_EQUAL(hub.next_down(), "agent-1: this side closed the link");
  CAF_CHECK_EQUAL(agent.next_down(), "hub: the peer closed the link");
  CAF_CHECK(test::closes(at_agent->local.get()));
}

CAF_TEST(an agent that goes takes its link along) {
  test::told_events agent;
  auto link = dial(authority.agent(), agent);
  const auto at_hub = accept();
  const auto at_agent = agent.next_up();
  CAF_REQUIRE(at_agent.has_value());
  link.reset();
  CAF_CHECK_EQUAL(agent.next_down(), "hub: this side closed the link");
  CAF_CHECK_EQUAL(hub.next_down(), "agent-1: the peer closed the link");
  CAF_CHECK(test::closes(at_hub.local.get()));
}

CAF_TEST(a hub that goes tells all) {
  test::told_events agent;
  const auto link = dial(authority.agent(), agent);
  const auto at_hub = accept();
  const auto at_agent = agent.next_up();
  CAF_REQUIRE(at_agent.has_value());
  gate.reset();
  CAF_CHECK_EQUAL(hub.next_down(), "agent-1: the hub stops");
  CAF_CHECK_EQUAL(agent.next_down(), "hub: the peer closed the link");
}

CAF_TEST(a bad frame brings the link down on either side) {
  test::told_events agent;
  const auto link = dial(authority.agent(), agent);
  const auto at_hub = accept();
  const auto at_agent = agent.next_up();
  CAF_REQUIRE(at_agent.has_value());
  introduce(*at_agent, at_hub);
  const auto forged = test::down(test::a_node(300), test::a_node(100));
  CAF_REQUIRE(test::write_all(at_agent->local.get(), forged));
  CAF_CHECK_EQUAL(hub.next_down(), "agent-1: node_forged");
  CAF_CHECK(test::closes(at_agent->local.get()));

  test::told_events second;
  const auto other = dial(authority.agent("agent-2"), second);
  const auto again = accept();
  const auto second_up = second.next_up();
  CAF_REQUIRE(second_up.has_value());
  CAF_REQUIRE(test::write_all(again.local.get(), test::message(1, "@<>+hello")));
  CAF_CHECK_EQUAL(second.next_down(), "hub: destination_not_permitted");
}

CAF_TEST(an agent reaches the actors that are open for it alone) {
  open_actors = [](const std::string& peer) {
    return std::set<std::uint64_t>{peer == "agent-1" ? 21u : 22u};
  };
  reopen();
  test::told_events agent;
  const auto link = dial(authority.agent(), agent);
  const auto at_hub = accept();
  const auto at_agent = agent.next_up();
  CAF_REQUIRE(at_agent.has_value());
  introduce(*at_agent, at_hub);
  const auto mine = test::message(21, "@<>+hello");
  CAF_REQUIRE(test::write_all(at_agent->local.get(), mine));
  CAF_CHECK(test::read_bytes(at_hub.local.get(), mine.size()) == mine);
  CAF_REQUIRE(test::write_all(at_agent->local.get(), test::message(22, "@<>+hello")));
  CAF_CHECK_EQUAL(hub.next_down(), "agent-1: destination_not_permitted");
}

CAF_TEST(agents of no use to the hub are refused with the reason) {
  gate_options.agents = {"agent-1"};
  gate_options.sources.connections = {1'000, 1'000};
  reopen();
  test::link_authority other;
  auto stranger = other.agent();
  CAF_CHECK_EQUAL(outcome_of(stranger), ": certificate signature failure");
  CAF_CHECK_NOT_EQUAL(outcome_of(authority.agent("agent-2")), "nothing");
  gate.reset();
  const auto all = refusals();
  CAF_CHECK_EQUAL(all.size(), 2u);
  CAF_CHECK(hub.waiting() == 0);
}

CAF_TEST(an agent refuses a hub of another name) {
  auto options = dial_options_for(authority.agent());
  options.hubs = {"another"};
  test::told_events agent;
  const auto link = dial(options, agent);
  CAF_CHECK_EQUAL(agent.next_down(), ": the name hub is not expected");
}

CAF_TEST(a name has one link while that one is heard) {
  const auto files = authority.agent();
  test::told_events first;
  const auto link = dial(files, first);
  const auto at_hub = accept();
  const auto at_agent = first.next_up();
  CAF_REQUIRE(at_agent.has_value());
  introduce(*at_agent, at_hub);
  for (int i = 0; i < 3; ++i) {
    clock.pass(2'900ms);
    CAF_REQUIRE(test::write_all(at_agent->local.get(), test::heartbeat()));
    CAF_REQUIRE(test::read_bytes(at_hub.local.get(), 32) == test::heartbeat());
    CAF_CHECK_NOT_EQUAL(outcome_of(files), "nothing");
  }
  CAF_CHECK_EQUAL(hub.waiting(), 0u);
  CAF_CHECK_EQUAL(first.waiting(), 0u);
  CAF_CHECK(refusals() == list{"name_in_use, agent-1, 0"});
}

CAF_TEST(a link that is silent gives way to a new one of its name) {
  const auto files = authority.agent();
  test::told_events first;
  const auto link = dial(files, first);
  const auto old = accept();
  const auto first_up = first.next_up();
  CAF_REQUIRE(first_up.has_value());
  clock.pass(3s);
  test::told_events second;
  const auto newer = dial(files, second);
  CAF_CHECK_EQUAL(hub.next_down(), "agent-1: a new link of the same name takes its place");
  const auto fresh = accept();
  CAF_CHECK_EQUAL(fresh.peer, "agent-1");
  const auto second_up = second.next_up();
  CAF_CHECK(second_up.has_value());
  CAF_CHECK(test::closes(old.local.get()));
  CAF_CHECK_EQUAL(first.next_down(), "hub: the peer closed the link");
}

CAF_TEST(a node belongs to one live link) {
  test::told_events first;
  const auto one = dial(authority.agent("agent-1"), first);
  auto first_at_hub = accept();
  const auto first_up = first.next_up();
  CAF_REQUIRE(first_up.has_value());
  introduce(*first_up, first_at_hub, 200);
  test::told_events second;
  const auto two = dial(authority.agent("agent-2"), second);
  const auto second_at_hub = accept();
  const auto second_up = second.next_up();
  CAF_REQUIRE(second_up.has_value());
  CAF_REQUIRE(test::write_all(second_up->local.get(), test::client_handshake(test::a_node(200))));
  CAF_CHECK_EQUAL(hub.next_down(), "agent-2: node_taken");
  CAF_CHECK(test::closes(second_at_hub.local.get()));
  // Once its owner has gone, it is free.
  first_at_hub.local = descriptor{};
  CAF_CHECK_EQUAL(hub.next_down(), "agent-1: this side closed the link");
  test::told_events third;
  const auto three = dial(authority.agent("agent-3"), third);
  const auto third_at_hub = accept();
  const auto third_up = third.next_up();
  CAF_REQUIRE(third_up.has_value());
  introduce(*third_up, third_at_hub, 200);
}

CAF_TEST(a hub has so many peers) {
  gate_options.links.peers_max = 1;
  reopen();
  test::told_events first;
  const auto one = dial(authority.agent("agent-1"), first);
  const auto at_hub = accept();
  CAF_CHECK_NOT_EQUAL(outcome_of(authority.agent("agent-2")), "nothing");
  CAF_CHECK(refusals() == list{"too_many_peers, agent-2, 0"});
}

CAF_TEST(certificates are read again for links that are up as for new ones) {
  const auto kept = authority.agent("agent-1");
  const auto revoked = authority.agent("agent-2");
  gate_options.files.crl = authority.revoke_nobody();
  reopen();
  test::told_events first;
  test::told_events second;
  const auto one = dial(kept, first);
  const auto one_at_hub = accept();
  const auto two = dial(revoked, second);
  const auto two_at_hub = accept();
  CAF_CHECK(gate->reload().has_value());
  static_cast<void>(authority.revoke("agent-2"));
  CAF_CHECK(gate->reload().has_value());
  CAF_CHECK_EQUAL(hub.next_down(), "agent-2: certificate revoked");
  CAF_CHECK_NOT_EQUAL(outcome_of(revoked), "nothing");
  test::write_file(*gate_options.files.crl, "spoiled");
  CAF_CHECK(!gate->reload());
  CAF_CHECK_NOT_EQUAL(outcome_of(revoked), "nothing");
  CAF_CHECK_EQUAL(hub.waiting(), 0u);
  gate.reset();
  CAF_CHECK_EQUAL(hub.next_down(), "agent-1: the hub stops");
  CAF_CHECK(refusals()
            == (list{"handshake_failed, certificate revoked, 0", "handshake_failed, repeated, 1"}));
}

CAF_TEST(dialling ends in time when nobody answers) {
  auto options = dial_options_for(authority.agent());
  options.time_max = 100ms;
  test::told_events agent;
  const auto link = dial(options, agent);
  const auto silent = hub.next_up();
  CAF_REQUIRE(silent.has_value());
  CAF_CHECK_EQUAL(agent.next_down(), "hub: no answer in time");
}

CAF_TEST(dialling can be broken off) {
  test::told_events agent;
  auto link = dial(authority.agent(), agent);
  link.reset();
  CAF_CHECK(agent.next_down().find("this side closed the link") != std::string::npos);
  CAF_CHECK_EQUAL(agent.waiting(), 0u);
}

CAF_TEST(dialling nobody fails with the reason) {
  const auto options = dial_options_for(authority.agent());
  gate.reset();
  test::told_events agent;
  const auto link = dial(options, agent);
  CAF_CHECK_EQUAL(agent.next_down(), ": 127.0.0.1:" + options.port + ": Connection refused");
}

CAF_TEST(dialling without knowing whom is refused) {
  const auto fine = dial_options_for(authority.agent());
  test::told_events agent;
  const auto dials = [&](const dial_options& options) {
    return agent_link::dial(options, agent.events(), clock, log).has_value();
  };
  auto anybody = fine;
  anybody.hubs.clear();
  CAF_CHECK(!dials(anybody));
  auto nowhere = fine;
  nowhere.host.clear();
  CAF_CHECK(!dials(nowhere));
  auto never = fine;
  never.time_max = 0ms;
  CAF_CHECK(!dials(never));
  CAF_CHECK(dials(fine));
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace monitor_link_links
