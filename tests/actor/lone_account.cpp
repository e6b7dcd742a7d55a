#include "tests/actor/lone_account.hpp"

#include "actors/account_supervisor.hpp"
#include "actors/spawn.hpp"

#include <caf/all.hpp>

#include <utility>

namespace riskd::test {

using namespace domain;

namespace {

/// Far above the ids that the tests give to their orders.
constexpr std::int64_t first_placed = 1'000'000;

/// In shadow mode no command leaves, and offline nothing is asked.
class nobody_state {
public:
  using self_pointer = broker_requests_actor::stateful_pointer<nobody_state>;

  static constexpr const char* name = "nobody";

  explicit nobody_state(self_pointer) {
  }
};

broker_requests_actor::behavior_type nobody(nobody_state::self_pointer, int) {
  return {
    [](const send_command&) {},
    [](const command_ahead&) {},
    [](const read_account&) {},
    [](const look_up_order&) {},
    [](const riskd::contracts_in_play&) {},
    [](const account_seen&) {},
  };
}

} // namespace

struct lone_account::running {
  explicit running(time_point start) : clock(start), actors(clock) {
  }

  virtual_clock clock;
  deterministic_system actors;
  broker_requests_actor gateway;
  account_supervisor_actor supervisor;
  std::uint64_t sequence = 0;
};

lone_account::lone_account(account_settings settings, account_id account)
  : settings_(std::move(settings)), account_(account) {
  settings_.mode = account_mode::shadow;
  settings_.id = account;
}

lone_account::~lone_account() {
  if (running_)
    end(end_manner::killed);
}

void lone_account::feed(const replay_event& event) {
  if (!running_)
    start(event.at, std::nullopt);
  line_.reset();
  running_->actors.advance(event.at - running_->clock.now().wall);
  carry_out();
  line_ = event.line;
  std::visit([this](const auto& what) { take(what); }, event.what);
  running_->actors.settle();
  carry_out();
}

void lone_account::start(time_point at, std::optional<restored_account> stored) {
  running_ = std::make_unique<running>(at);
  auto& system = running_->actors.system();
  running_->gateway = spawn_actor(system, {}, nobody, 0);
  account_assignment assignment;
  assignment.settings = std::make_shared<const account_settings>(settings_);
  assignment.account = account_;
  assignment.clock = &running_->clock;
  assignment.journal = &journal_;
  assignment.gateway = running_->gateway;
  assignment.stored = std::move(stored);
  assignment.offline = true;
  assignment.decisions = this;
  running_->supervisor = spawn_actor(system, {}, account_supervisor, std::move(assignment));
  journal_.start([to = running_->supervisor](journal_report report) {
    caf::anon_send(to, journal_reported{std::move(report)});
  });
}

void lone_account::end(end_manner manner) {
  if (manner == end_manner::stopped)
    caf::anon_send(running_->supervisor, stop_work{});
  else
    caf::anon_send_exit(running_->supervisor, caf::exit_reason::kill);
  running_->actors.settle();
  caf::anon_send_exit(running_->gateway, caf::exit_reason::kill);
  journal_.stop({});
  running_->gateway = nullptr;
  running_->supervisor = nullptr;
  running_->actors.settle();
  running_->actors.forget_timers();
}

void lone_account::restart(end_manner manner) {
  const auto at = running_->clock.now().wall;
  end(manner);
  auto stored = journal_.reopened(account_, running_->clock);
  running_.reset();
  start(at, std::move(stored));
  for (const auto& [id, row] : catalogue_)
    deliver(contract_input{row});
  for (const auto& [contract, quote] : quotes_)
    deliver(quote_input{contract, quote});
  deliver(catch_up_input{});
  running_->actors.settle();
  carry_out();
}

void lone_account::take(const account_event& event) {
  if (event.account != account_)
    return;
  if (const auto* order = std::get_if<order_row>(&event.payload))
    orders_[order->id] = *order;
  deliver(payload_input{event.payload, event_source::replay}, contract_described(event.payload));
}

void lone_account::take(const unattributed_payload&) {
}

void lone_account::take(const contract_row& row) {
  catalogue_[row.id] = row;
  deliver(contract_input{row});
}

void lone_account::take(const quote_delta& delta) {
  auto& cached = quotes_[delta.contract];
  if (apply(cached, delta, running_->clock.now().wall))
    deliver(quote_input{delta.contract, cached});
}

void lone_account::take(const link_changed&) {
}

void lone_account::take(const clock_tick&) {
  deliver(clock_input{});
}

void lone_account::deliver(state_input input, const contract_id* about) {
  account_input message;
  message.input = std::move(input);
  if (about) {
    if (const auto* row = find_contract(catalogue_, *about))
      message.row = *row;
    if (const auto market = quotes_.find(*about); market != quotes_.end())
      message.market = market->second;
  }
  message.received = running_->clock.now();
  message.sequence = ++running_->sequence;
  caf::anon_send(running_->supervisor, std::move(message));
}

bool lone_account::is_carried_out(const command_ticket& ticket) const {
  if (ticket.cause == command_cause::manage)
    return true;
  const auto* cancel = std::get_if<cancel_order>(&ticket.order);
  return cancel && is_own_order(orders_.at(cancel->order()));
}

void lone_account::carry_out() {
  while (!commanded_.empty()) {
    for (const auto& each : std::exchange(commanded_, {}))
      std::visit([this](const auto& command) { carry_out(command); }, each);
    running_->actors.settle();
  }
}

void lone_account::carry_out(const place_stop& command) {
  order_row row;
  row.id = order_id{first_placed + placed_++};
  row.contract = command.contract();
  row.side = command.exit();
  row.type = order_type::stop;
  row.status = order_status::open;
  row.size = command.size();
  row.stop_price = command.stop();
  row.custom_tag = "riskd:1:20260303:" + to_string(row.id);
  update(std::move(row));
}

void lone_account::carry_out(const modify_order& command) {
  auto row = orders_.at(command.order());
  if (command.stop())
    row.stop_price = command.stop();
  if (command.size())
    row.size = *command.size();
  update(std::move(row));
}

void lone_account::carry_out(const cancel_order& command) {
  auto row = orders_.at(command.order());
  row.status = order_status::cancelled;
  update(std::move(row));
}

void lone_account::update(order_row row) {
  row.updated = running_->clock.now().wall;
  orders_[row.id] = row;
  deliver(payload_input{row, event_source::replay}, &row.contract);
}

void lone_account::decided(account_id account, time_point at, const std::vector<decision>& all) {
  for (const auto& each : all) {
    records.push_back({at, line_, account, each});
    const auto* command = std::get_if<command_record>(&each);
    if (command && is_carried_out(command->what))
      commanded_.push_back(command->what.order);
  }
}

} // namespace riskd::test
