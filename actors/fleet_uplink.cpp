#include "actors/fleet_uplink.hpp"

#include "actors/basp_door.hpp"

#include <caf/all.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <set>
#include <utility>

namespace riskd {

namespace {

using namespace std::chrono_literals;
using logging::field;

/// The first attempt after a loss comes soon; they grow rarer, up to the last of these.
constexpr std::array<std::chrono::milliseconds, 6> pauses{500ms, 1s, 2s, 5s, 10s, 15s};

/// How much of a pause is left to chance, so that the agents of a hub that was away do not all come
/// at once.
constexpr double chance = 0.5;

/// CAF's side of a link has to come up within this.
constexpr auto greeting_time_max = 10s;

/// A hub that hears nothing for some seconds takes the agent for silent.
constexpr auto beat_interval = 1s;

/// Of 40 KiB at most: faster than three quarters of what a hub takes from one agent in the long run
/// is of no use.
constexpr std::size_t updates_per_beat = 75;

} // namespace

fleet_uplink_actor::behavior_type fleet_uplink_state::make_behavior(uplink_assignment assignment) {
  given_ = std::move(assignment);
  updates_left_ = updates_per_beat;
  self_->set_down_handler([this](const caf::down_msg& down) {
    if (hub_ && caf::actor_cast<caf::actor_addr>(hub_) == down.source)
      lose("the hub ended the link");
  });
  self_->send(self_, open_atom_v, ++attempt_);
  self_->delayed_send(self_, beat_interval, tick_atom_v, ++beat_generation_);
  return {
    [this](const hub_receipt& told) { on_receipt(told); },
    [this](daemon_noticed& report) {
      if (!latest_ || latest_->audit_end != report.what.audit_end)
        is_read_out_ = false;
      latest_ = report.what;
      // They are told once, not with every sign of life.
      latest_->accounts.reset();
      outbox_.tell(std::move(report.what));
      pump();
    },
    [this](account_noticed& report) {
      outbox_.tell(std::move(report.what));
      pump();
    },
    [this](const account_vanished& report) {
      outbox_.forget_account(report.name);
      pump();
    },
    [this](const records_noticed& report) { take_records(report); },
    [this](story_noticed& report) {
      outbox_.tell(std::move(report.what));
      pump();
    },
    [this](const line_opened& report) { open(report.descriptor); },
    [this](const line_closed& report) { lose(report.reason); },
    [this](open_atom, std::uint64_t attempt) { dial(attempt); },
    [this](tick_atom, std::uint64_t generation) { beat(generation); },
    [this](const stop_work&) {
      given_.line->hang_up();
      self_->quit(caf::exit_reason::user_shutdown);
    },
  };
}

void fleet_uplink_state::dial(std::uint64_t attempt) {
  if (attempt != attempt_)
    return;
  given_.line->dial();
}

void fleet_uplink_state::open(int descriptor) {
  auto& system = self_->system();
  const auto attempt = attempt_;
  self_
    ->request(basp_broker_of(system), greeting_time_max, caf::connect_atom::value,
              scribe_of(system, descriptor), basp_port)
    .then(
      [this, attempt](caf::node_id&, caf::strong_actor_ptr& hub, std::set<std::string>&) {
        if (attempt == attempt_ && hub)
          greet(hub);
      },
      [this, attempt](const caf::error& why) {
        if (attempt == attempt_)
          lose("the hub offers nothing: " + caf::to_string(why));
      });
}

void fleet_uplink_state::greet(const caf::strong_actor_ptr& hub) {
  hub_ = hub;
  self_->monitor(hub_);
  self_->send(caf::actor_cast<agent_listener_actor>(hub_),
              agent_hello{fleet_protocol, given_.version});
}

void fleet_uplink_state::on_receipt(const hub_receipt& told) {
  if (!hub_ || self_->current_sender() != hub_)
    return;
  if (told.number == 0) {
    given_.log.info("fleet.attached");
    outbox_.link_up(read(told));
  } else {
    // Only now it is a link that is worth something: the hub may refuse all that it is told.
    failures_ = 0;
    outbox_.take(read(told));
  }
  pump();
}

void fleet_uplink_state::lose(const std::string& reason) {
  given_.log.warn("fleet.detached", field("reason", reason));
  hub_ = nullptr;
  is_reading_ = false;
  is_read_out_ = false;
  outbox_.link_down();
  given_.line->hang_up();
  const auto pause = pauses.at(std::min<std::size_t>(failures_++, pauses.size() - 1));
  const auto left_to_chance = 1 - chance + chance * given_.random();
  self_->delayed_send(self_,
                      std::chrono::duration_cast<std::chrono::milliseconds>(pause * left_to_chance),
                      open_atom_v, ++attempt_);
}

void fleet_uplink_state::beat(std::uint64_t generation) {
  if (generation != beat_generation_)
    return;
  updates_left_ = updates_per_beat;
  is_read_out_ = false;
  if (hub_ && latest_ && given_.clock->now().monotonic - last_told_ >= beat_interval)
    outbox_.tell(*latest_);
  pump();
  self_->delayed_send(self_, beat_interval, tick_atom_v, ++beat_generation_);
}

void fleet_uplink_state::take_records(const records_noticed& report) {
  outbox_.tell(report.records);
  is_reading_ = false;
  is_read_out_ = outbox_.records_wanted().has_value();
  pump();
}

void fleet_uplink_state::pump() {
  if (!hub_)
    return;
  const auto now = given_.clock->now();
  while (updates_left_ > 0) {
    const auto update = outbox_.next(now.wall);
    if (!update)
      break;
    --updates_left_;
    last_told_ = now.monotonic;
    self_->send(caf::actor_cast<agent_listener_actor>(hub_), told_of(*update));
  }
  if (is_reading_ || is_read_out_)
    return;
  if (const auto wanted = outbox_.records_wanted()) {
    is_reading_ = true;
    given_.read_records(*wanted);
  }
}

fleet_uplink_actor::behavior_type fleet_uplink(fleet_uplink_state::self_pointer self,
                                               uplink_assignment assignment) {
  return self->state.make_behavior(std::move(assignment));
}

} // namespace riskd
