#define CAF_SUITE monitor_link.remote_actors

#include "tests/unit/monitor_link/linked_nodes.hpp"

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/event_based_actor.hpp>
#include <caf/io/basp_broker.hpp>
#include <caf/io/middleman.hpp>
#include <caf/scoped_actor.hpp>
#include <caf/send.hpp>
#include <caf/test/unit_test.hpp>

#include <future>
#include <optional>

namespace monitor_link_remote_actors {

using namespace riskd;
using namespace std::chrono_literals;
using caf::connect_atom;
using caf::publish_atom;

// Two actor systems of the CAF that riskd is built with, and between them nothing but the gate and
// the link: what CAF really sends has to pass.

struct greeting {
  std::string text;
  std::int32_t number = 0;
};

template <class Inspector>
typename Inspector::result_type inspect(Inspector& f, greeting& x) {
  return f(caf::meta::type_name("greeting"), x.text, x.number);
}

namespace {

constexpr auto patience = 20s;

/// Without heartbeats: CAF 0.17 leaks the timer of the next one when a system ends.
struct configuration : caf::actor_system_config {
  configuration() {
    add_message_type<greeting>("greeting");
    load<caf::io::middleman>();
  }
};

caf::actor broker_of(caf::actor_system& system) {
  return caf::actor_cast<caf::actor>(
    system.middleman().named_broker<caf::io::basp_broker>(caf::atom("BASP")));
}

caf::io::scribe_ptr scribe_of(caf::actor_system& system, monitor_link::descriptor local) {
  return system.middleman().backend().new_scribe(local.release());
}

/// Answers a greeting with its number plus `step`, until it is told to stop.
caf::behavior echo(caf::event_based_actor* self, std::int32_t step) {
  return {
    [self, step](const greeting& x) {
      self->send(caf::actor_cast<caf::actor>(self->current_sender()),
                 greeting{"echo of " + x.text, x.number + step});
    },
    [self](std::int32_t) { self->quit(make_error(caf::sec::runtime_error, "told to")); },
  };
}

struct heard {
  std::promise<std::string> answer;
  std::promise<bool> down;
};

/// Keeps what comes for it.
caf::behavior listener(caf::event_based_actor* self, heard* to) {
  self->set_down_handler([to](const caf::down_msg&) { to->down.set_value(true); });
  return {
    [self](const caf::actor& hub) {
      self->monitor(hub);
      self->send(hub, greeting{"agent", 6});
    },
    [to](const greeting& x) { to->answer.set_value(x.text + " " + std::to_string(x.number)); },
  };
}

/// A hub that publishes `echo`, an agent with a listener, and the link between them.
struct fixture : test::linked_nodes {
  fixture() {
    const auto types = std::set<std::string, std::less<>>{"@<>+greeting"};
    auto& peer = gate_options.links.pump.filter.peer;
    peer.local_actors = {hub_echo.id()};
    peer.message_types = types;
    open();
    auto options = dial_options_for(authority.agent());
    options.pump.filter.peer.local_actors = {agent_listener.id()};
    link = dial(options, agent);
    publish();
    connect();
  }

  ~fixture() {
    caf::anon_send_exit(hub_echo, caf::exit_reason::kill);
    caf::anon_send_exit(agent_listener, caf::exit_reason::kill);
    link.reset();
    gate.reset();
  }

  void publish() {
    auto up = hub.next_up();
    CAF_REQUIRE(up.has_value());
    caf::anon_send(broker_of(hub_system), publish_atom::value,
                   scribe_of(hub_system, std::move(up->local)), std::uint16_t{1},
                   caf::actor_cast<caf::strong_actor_ptr>(hub_echo), std::set<std::string>{});
  }

  void connect() {
    auto up = agent.next_up();
    CAF_REQUIRE(up.has_value());
    caf::scoped_actor self{agent_system};
    self
      ->request(broker_of(agent_system), patience, connect_atom::value,
                scribe_of(agent_system, std::move(up->local)), std::uint16_t{1})
      .receive([this](caf::node_id&, caf::strong_actor_ptr& found,
                      std::set<std::string>&) { remote = caf::actor_cast<caf::actor>(found); },
               [](const caf::error&) {});
    CAF_REQUIRE(remote);
  }

  configuration hub_configuration;
  configuration agent_configuration;
  caf::actor_system hub_system{hub_configuration};
  caf::actor_system agent_system{agent_configuration};
  heard said;
  test::told_events agent;
  caf::actor hub_echo = hub_system.spawn(echo, 1);
  caf::actor agent_listener = agent_system.spawn(listener, &said);
  std::unique_ptr<monitor_link::agent_link> link;
  caf::actor remote;
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(remote_actors_tests, fixture)

CAF_TEST(actors of two nodes talk through the filter) {
  caf::anon_send(agent_listener, remote);
  auto answer = said.answer.get_future();
  CAF_REQUIRE(answer.wait_for(patience) == std::future_status::ready);
  CAF_CHECK_EQUAL(answer.get(), "echo of agent 7");
  CAF_CHECK_EQUAL(hub.waiting() + agent.waiting(), 0u);
}

CAF_TEST(the end of an actor is told across the link) {
  caf::anon_send(agent_listener, remote);
  CAF_REQUIRE(said.answer.get_future().wait_for(patience) == std::future_status::ready);
  caf::anon_send(hub_echo, std::int32_t{1});
  auto down = said.down.get_future();
  CAF_REQUIRE(down.wait_for(patience) == std::future_status::ready);
  CAF_CHECK(down.get());
  CAF_CHECK_EQUAL(hub.waiting() + agent.waiting(), 0u);
}

CAF_TEST(the end of the link is the end of remote actors) {
  caf::anon_send(agent_listener, remote);
  CAF_REQUIRE(said.answer.get_future().wait_for(patience) == std::future_status::ready);
  gate.reset();
  CAF_CHECK(said.down.get_future().wait_for(patience) == std::future_status::ready);
  CAF_CHECK_EQUAL(hub.next_down(), "agent-1: the hub stops");
}

CAF_TEST(a message that is missing from the list never arrives) {
  caf::anon_send(remote, std::int32_t{1});
  CAF_CHECK_EQUAL(hub.next_down(), "agent-1: type_not_permitted");
  // The echo would have ended.
  caf::scoped_actor self{hub_system};
  self->send(hub_echo, greeting{"hub", 1});
  std::string answer;
  self->receive([&](const greeting& x) { answer = x.text; }, caf::after(patience) >> [] {});
  CAF_CHECK_EQUAL(answer, "echo of hub");
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace monitor_link_remote_actors
