#include "tests/monitor/fleet_load_agent.hpp"

#include "actors/stop_actor.hpp"

#include <caf/all.hpp>

#include <chrono>
#include <string>
#include <utility>

namespace riskd::test {

namespace {

using namespace std::chrono_literals;

constexpr domain::duration agent_grace = 5s;

using receipts_pointer = std::shared_ptr<load_receipts>;

/// Hands a message on to the handler that was there.
template <class Message>
auto hand_on(const std::shared_ptr<caf::behavior>& to) {
  return [to](const Message& told) {
    auto message = caf::make_message(told);
    (*to)(message);
  };
}

template <class Atom>
auto hand_on_number(const std::shared_ptr<caf::behavior>& to) {
  return [to](Atom what, std::uint64_t number) {
    auto message = caf::make_message(what, number);
    (*to)(message);
  };
}

/// The real uplink, with somebody who counts what the hub answers.
fleet_uplink_actor::behavior_type counted_uplink(fleet_uplink_state::self_pointer self,
                                                 uplink_assignment given,
                                                 receipts_pointer receipts) {
  const auto real = std::make_shared<caf::behavior>(fleet_uplink(self, std::move(given)).unbox());
  return {
    [real, receipts](const hub_receipt& told) {
      ++(told.number == 0 ? receipts->welcomes : receipts->updates);
      hand_on<hub_receipt>(real)(told);
    },
    hand_on<daemon_noticed>(real),
    hand_on<account_noticed>(real),
    hand_on<account_vanished>(real),
    hand_on<records_noticed>(real),
    hand_on<story_noticed>(real),
    hand_on<line_opened>(real),
    hand_on<line_closed>(real),
    hand_on_number<open_atom>(real),
    hand_on_number<tick_atom>(real),
    hand_on<stop_work>(real),
  };
}

} // namespace

load_agent::load_agent(const monitor_link::dial_options& hub, busy_riskd watched,
                       const domain::wall_clock& clock, const logging::logger& log)
  : clock_(clock), log_(log), watched_(std::move(watched)),
    line_(hub,
          {[this](monitor_link::descriptor local) {
             caf::anon_send(uplink_, line_opened{local.release()});
           },
           [this](const std::string& reason) {
             caf::anon_send(uplink_, line_closed{reason});
           }},
          clock, log) {
  uplink_ = spawn_actor(system_, log_, counted_uplink, assignment(), receipts_);
  line_.reach(uplink_.id());
}

load_agent::~load_agent() {
  stop_actor(system_, caf::actor_cast<caf::actor>(uplink_), agent_grace);
}

void load_agent::tell_news() {
  // The order in which a feed tells: the end of the audit first.
  auto news = watched_.next(clock_.now().wall);
  caf::anon_send(uplink_, daemon_noticed{std::move(news.daemon)});
  answer();
  for (auto& each : news.accounts)
    caf::anon_send(uplink_, account_noticed{std::move(each)});
  for (auto& each : news.stories)
    caf::anon_send(uplink_, story_noticed{std::move(each)});
}

void load_agent::answer() {
  std::optional<domain::wanted_records> wanted;
  {
    const std::scoped_lock held{guard_};
    wanted = wish_;
  }
  if (!wanted)
    return;
  auto found = watched_.records(*wanted);
  if (found.empty())
    return;
  {
    const std::scoped_lock held{guard_};
    wish_.reset();
  }
  caf::anon_send(uplink_, records_noticed{std::move(found)});
}

void load_agent::leave() {
  caf::anon_send(uplink_, stop_work{});
}

uplink_assignment load_agent::assignment() {
  uplink_assignment out;
  out.log = log_;
  out.clock = &clock_;
  out.line = &line_;
  out.version = "0.1.0";
  out.random = adapters::make_random_fractions();
  out.read_records = [this](const domain::wanted_records& wanted) {
    const std::scoped_lock held{guard_};
    wish_ = wanted;
  };
  return out;
}

} // namespace riskd::test
