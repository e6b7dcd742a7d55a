#include "tests/actor/fleet_pair.hpp"

#include "domain/fleet/record_order.hpp"

#include <algorithm>

namespace riskd::test {

using namespace domain;
using namespace std::chrono_literals;

namespace {

/// Has an actor end, and waits for it.
template <class Actor>
void stop(caf::actor_system& system, const Actor& which) {
  caf::scoped_actor watching{system};
  watching->monitor(which);
  watching->send(which, stop_work{});
  watching->receive([](const caf::down_msg&) {});
}

} // namespace

fleet_pair::fleet_pair() : audit_(audit_of(450)) {
  hub_system_.emplace(hub_settings_);
  agent_system_.emplace(agent_settings_);
  start_hub({}, {});
  start_agent();
}

fleet_pair::~fleet_pair() {
  // After it nobody lays a line.
  stop(*agent_system_, uplink_);
  stop(*hub_system_, hub_);
  if (link_)
    caf::anon_send_exit(link_, caf::exit_reason::kill);
  uplink_ = nullptr;
  hub_ = nullptr;
  link_ = nullptr;
  // What the actors use outlives them.
  agent_system_.reset();
  hub_system_.reset();
}

void fleet_pair::start_hub(kept_fleet kept, std::set<std::string> accepted) {
  hub_assignment given;
  given.clock = &clock;
  given.board = &board;
  given.journal = &journal;
  given.kept = std::move(kept);
  given.silent_after = 5s;
  given.expected = {"home", "away"};
  given.accepted_audits = std::move(accepted);
  given.accepted_by = "mara";
  hub_ = spawn_actor(*hub_system_, {}, fleet_hub, std::move(given));
}

void fleet_pair::start_agent() {
  uplink_assignment agent;
  agent.clock = &clock;
  agent.line = &line_;
  agent.version = "1.2.3";
  agent.random = [] {
    return 0.0;
  };
  agent.read_records = [this](const wanted_records& wanted) {
    caf::anon_send(uplink_, read(wanted));
  };
  const std::scoped_lock held{guard_};
  uplink_ = spawn_actor(*agent_system_, {}, fleet_uplink, std::move(agent));
}

void fleet_pair::restart_hub(std::set<std::string> accepted) {
  stop(*hub_system_, hub_);
  // Nothing that the last hub said is taken for a word of the next one.
  board.publish(std::make_shared<const fleet_status>());
  {
    const std::scoped_lock held{guard_};
    start_hub(journal.restore().value(), std::move(accepted));
  }
  end_link();
}

void fleet_pair::restart_agent() {
  stop(*agent_system_, uplink_);
  start_agent();
}

void fleet_pair::end_link() {
  const std::scoped_lock held{guard_};
  caf::anon_send(link_, refuse_link{"for a test"});
}

void fleet_pair::tell_daemon(std::optional<std::vector<std::string>> accounts) {
  daemon_report report;
  report.answers = true;
  report.version = "0.1.0";
  report.document = "{}";
  report.accounts = std::move(accounts);
  {
    const std::scoped_lock held{guard_};
    report.audit_end = audit_.back().place;
    report.audit_hash = audit_.back().hash;
  }
  tell(daemon_noticed{std::move(report)});
}

std::size_t fleet_pair::read_count() {
  const std::scoped_lock held{guard_};
  return read_count_;
}

void fleet_pair::write_audit(std::vector<audit_report> audit) {
  const std::scoped_lock held{guard_};
  audit_ = std::move(audit);
}

void fleet_pair::lay(int hub_end, int agent_end) {
  const std::scoped_lock held{guard_};
  link_ = spawn_actor(*hub_system_, {}, fleet_link, link_assignment{{}, "home", hub_});
  offer_actor(*hub_system_, hub_end, caf::actor_cast<caf::actor>(link_));
  caf::anon_send(uplink_, line_opened{agent_end});
}

records_noticed fleet_pair::read(const wanted_records& wanted) {
  const std::scoped_lock held{guard_};
  ++read_count_;
  auto first = audit_.begin();
  if (wanted.after)
    first = std::find_if(first, audit_.end(),
                         [&](const audit_report& x) { return is_before(*wanted.after, x.place); });
  const auto count
    = std::min<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(wanted.count), audit_.end() - first);
  return {{first, first + count}};
}

std::vector<audit_report> audit_of(std::int64_t count) {
  std::vector<audit_report> out;
  std::string last(64, '0');
  for (std::int64_t n = 1; n <= count; ++n) {
    audit_report each;
    each.place = {1, n};
    each.previous = last;
    last = std::string(63, 'a') + "0123456789abcdef"[n % 16];
    each.hash = last;
    each.type = "command";
    each.text = "Record " + std::to_string(n) + ".";
    out.push_back(std::move(each));
  }
  return out;
}

account_report an_account(const std::string& name, bool is_locked) {
  account_report out;
  out.name = name;
  out.state = protection::protected_;
  out.is_locked = is_locked;
  out.realized = dollars(-120);
  out.document = R"({"name":"A"})";
  return out;
}

bool is_live(const fleet_daemon& x) {
  return x.standing == daemon_standing::live;
}

} // namespace riskd::test
