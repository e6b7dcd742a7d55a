#define CAF_SUITE monitor_link.gate

#include "adapters/monitor_link/gate.hpp"

#include "tests/unit/monitor_link/linked_nodes.hpp"

#include <caf/test/unit_test.hpp>
#include <sys/socket.h>

#include <filesystem>
#include <iterator>

namespace monitor_link_gate {

using namespace riskd;
using namespace riskd::monitor_link;
using namespace std::chrono_literals;
using test::bytes;
using test::operator+;
using list = std::vector<std::string>;

namespace {

std::ptrdiff_t open_descriptors() {
  return std::distance(std::filesystem::directory_iterator{"/proc/self/fd"}, {});
}

/// Nobody is kept out for coming often.
source_limits generous() {
  return {{1'000'000, 1'000'000}, 1'000'000, 100};
}

} // namespace

CAF_TEST_FIXTURE_SCOPE(gate_tests, test::linked_nodes)

CAF_TEST(a silent connection is dropped by the timer of the handshake) {
  gate_options.handshake_time_max = 50ms;
  open();
  const auto silent = test::connect_plainly(gate->port());
  CAF_CHECK(test::closes(silent.get()));
  gate.reset();
  CAF_CHECK(refusals() == list{"handshake_failed, no handshake in time, 0"});
}

CAF_TEST(a handshake byte by byte has no more time than any other) {
  gate_options.handshake_time_max = 100ms;
  open();
  const auto slow = test::connect_plainly(gate->port());
  // The beginning of a TLS record that announces more than ever comes.
  const auto record = test::from_hex("16 0301 0200 01 0001fc 0303");
  int sent = 0;
  while (
    ::send(slow.get(), &record[static_cast<std::size_t>(sent) % record.size()], 1, MSG_NOSIGNAL)
      == 1
    && sent < 10) {
    ++sent;
  }
  CAF_CHECK_EQUAL(sent, 10);
  CAF_CHECK(test::closes(slow.get()));
  gate.reset();
  CAF_CHECK(refusals() == list{"handshake_failed, no handshake in time, 0"});
}

CAF_TEST(a thousand connections of garbage leave nothing behind) {
  gate_options.sources = generous();
  gate_options.handshake_time_max = 300ms;
  open();
  const auto before = open_descriptors();
  const auto garbage = test::from_hex("474554202f20485454502f312e310d0a0d0a");
  for (int i = 0; i < 1'000; ++i) {
    const auto each = test::connect_plainly(gate->port());
    static_cast<void>(::send(each.get(), garbage.data(), garbage.size(), MSG_NOSIGNAL));
  }
  // Its time is up after that of all the others.
  {
    auto last = test::connect_plainly(gate->port());
    CAF_CHECK(test::closes(last.get()));
  }
  CAF_CHECK_EQUAL(open_descriptors(), before);
  // The gate still works.
  test::told_events agent;
  const auto link = dial(authority.agent(), agent);
  const auto up = accept();
  CAF_CHECK_EQUAL(up.peer, "agent-1");
  CAF_CHECK(agent.next_up().has_value());
}

CAF_TEST(refusals are written once for each source with a count) {
  gate_options.sources.connections = {2, 1};
  open();
  for (int i = 0; i < 5; ++i) {
    const auto each = test::connect_plainly(gate->port());
    if (i >= 2)
      CAF_CHECK(test::closes(each.get()));
  }
  CAF_CHECK(refusals().front() == "too_often, , 0" || refusals().size() > 1);
  gate.reset();
  const auto all = refusals();
  CAF_CHECK_EQUAL(std::count(all.begin(), all.end(), "too_often, , 0"), 1);
  CAF_CHECK_EQUAL(std::count(all.begin(), all.end(), "too_often, repeated, 2"), 1);
}

CAF_TEST(handshakes under way are few) {
  gate_options.handshakes_max = 2;
  gate_options.sources = generous();
  open();
  const auto first = test::connect_plainly(gate->port());
  const auto second = test::connect_plainly(gate->port());
  const auto third = test::connect_plainly(gate->port());
  CAF_CHECK(test::closes(first.get()));
  gate.reset();
  CAF_CHECK(refusals() == list{"too_many_handshakes, gave way to a newer one, 0"});
}

CAF_TEST(an agent gets in where silent connections have every place) {
  gate_options.handshakes_max = 2;
  gate_options.sources = generous();
  open();
  const auto first = test::connect_plainly(gate->port());
  const auto second = test::connect_plainly(gate->port());
  // The second one finds the place that the first one is done with.
  for (const auto* name : {"agent-1", "agent-2"}) {
    test::told_events agent;
    const auto link = dial(authority.agent(name), agent);
    const auto up = accept();
    CAF_CHECK_EQUAL(up.peer, name);
  }
  CAF_CHECK(test::closes(first.get()));
  gate.reset();
  CAF_CHECK(refusals() == list{"too_many_handshakes, gave way to a newer one, 0"});
}

CAF_TEST(whoever comes too often takes no place of others) {
  gate_options.handshakes_max = 2;
  gate_options.sources.connections = {2, 1};
  open();
  const auto first = test::connect_plainly(gate->port());
  const auto second = test::connect_plainly(gate->port());
  const auto third = test::connect_plainly(gate->port());
  CAF_CHECK(test::closes(third.get()));
  CAF_CHECK(refusals() == list{"too_often, , 0"});
}

CAF_TEST(handshakes of one source are fewer) {
  gate_options.sources.handshakes_max = 1;
  open();
  const auto first = test::connect_plainly(gate->port());
  const auto second = test::connect_plainly(gate->port());
  CAF_CHECK(test::closes(second.get()));
  CAF_CHECK(refusals() == list{"too_many_handshakes_of_source, , 0"});
}

CAF_TEST(a handshake that is over makes room for the next) {
  gate_options.sources.handshakes_max = 1;
  open();
  for (const auto* name : {"agent-1", "agent-2", "agent-3"}) {
    test::told_events agent;
    const auto link = dial(authority.agent(name), agent);
    const auto up = accept();
    CAF_CHECK_EQUAL(up.peer, name);
  }
  CAF_CHECK(refusals().empty());
}

CAF_TEST(a gate that cannot work stays closed) {
  const auto opens = [this](const monitor_link::gate_options& options) {
    return monitor_link::gate::open(options, hub.events(), clock, log).has_value();
  };
  CAF_CHECK(opens(gate_options));
  auto deaf = gate_options;
  deaf.handshakes_max = 0;
  CAF_CHECK(!opens(deaf));
  auto hasty = gate_options;
  hasty.handshake_time_max = 0ms;
  CAF_CHECK(!opens(hasty));
  auto open_to_all = gate_options;
  open_to_all.links.pump.filter.peer.message_types = {"@<>+@message"};
  CAF_CHECK(!opens(open_to_all));
  auto nowhere = gate_options;
  nowhere.address = "localhost";
  CAF_CHECK(!opens(nowhere));
  auto nobody = gate_options;
  nobody.files.key = "/nonexistent";
  CAF_CHECK(!opens(nobody));
  open();
  auto taken = gate_options;
  taken.port = gate->port();
  CAF_CHECK(!opens(taken));
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace monitor_link_gate
