#include "actors/replay_engine.hpp"

#include "actors/account_supervisor.hpp"
#include "actors/deterministic_system.hpp"
#include "actors/spawn.hpp"
#include "domain/quote.hpp"

#include <caf/all.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace riskd {

namespace {

/// Alerts that replay has records for (R-J-16).
bool is_recorded(domain::alert_code code) {
  switch (code) {
    case domain::alert_code::unknown_contract:
    case domain::alert_code::quote_stale:
    case domain::alert_code::trade_corrected:
    case domain::alert_code::bad_payload:
    case domain::alert_code::unknown_account:
    case domain::alert_code::connection_lost:
    case domain::alert_code::connection_restored:
    case domain::alert_code::session_end_warning:
    case domain::alert_code::calendar_missing:
      return true;
    default:
      return false;
  }
}

using interest_map = std::map<domain::contract_id, std::set<domain::account_id>>;

/// Hears which contracts the accounts have in play. Nothing else is ever asked of it: offline there
/// is no broker, and in shadow mode no command leaves.
class interest_listener_state {
public:
  using self_pointer = broker_requests_actor::stateful_pointer<interest_listener_state>;

  static constexpr const char* name = "interest-listener";

  explicit interest_listener_state(self_pointer) {
  }
};

broker_requests_actor::behavior_type interest_listener(interest_listener_state::self_pointer,
                                                       interest_map* interest) {
  return {
    [](const send_command&) {},
    [](const command_ahead&) {},
    [](const read_account&) {},
    [](const look_up_order&) {},
    [interest](const contracts_in_play& report) {
      for (auto& [contract, accounts] : *interest)
        accounts.erase(report.account);
      for (const auto& contract : report.contracts)
        (*interest)[contract].insert(report.account);
    },
    [](const account_seen&) {},
  };
}

} // namespace

/// Everything that lives as long as the replay.
class replay_engine::stage final : public domain::decision_port {
public:
  stage(replay_plan plan, replay_sink sink) : plan_(std::move(plan)), sink_(std::move(sink)) {
    plan_.base.mode = domain::account_mode::shadow;
    for (auto& each : plan_.accounts)
      each.settings.mode = domain::account_mode::shadow;
  }

  ~stage() override {
    if (!actors_)
      return;
    for (auto& [id, account] : accounts_)
      caf::anon_send_exit(account.listener, caf::exit_reason::kill);
    caf::anon_send_exit(interest_listener_, caf::exit_reason::kill);
    accounts_.clear();
    interest_listener_ = nullptr;
    actors_->settle();
    actors_->forget_timers();
  }

  void feed(const domain::replay_event& event) {
    if (!actors_)
      begin(event.at);
    line_.reset();
    actors_->advance(event.at - clock_->now().wall);
    flush();
    line_ = event.line;
    std::visit([&](const auto& what) { take(what); }, event.what);
    actors_->settle();
    flush();
  }

  void decided(domain::account_id account, domain::time_point at,
               const std::vector<domain::decision>& records) override {
    for (const auto& each : records)
      record(account, at, each);
  }

  std::vector<std::string> faults;

private:
  struct monitored {
    account_listener_actor listener;
    std::uint64_t sequence = 0;
  };

  void begin(domain::time_point start) {
    clock_.emplace(start);
    actors_.emplace(*clock_);
    interest_listener_ = spawn_actor(actors_->system(), {}, interest_listener, &interest_);
  }

  void take(const domain::account_event& event) {
    auto* account = find_or_begin(event);
    if (!account)
      return;
    account_input input;
    input.input = domain::payload_input{event.payload, domain::event_source::replay};
    if (const auto* contract = domain::contract_described(event.payload)) {
      if (const auto* row = domain::find_contract(catalogue_, *contract))
        input.row = *row;
      if (const auto market = quotes_.find(*contract); market != quotes_.end())
        input.market = market->second;
    }
    deliver(*account, std::move(input));
  }

  void take(const domain::unattributed_payload&) {
    record(std::nullopt, clock_->now().wall,
           domain::alert_record{domain::alert_code::bad_payload, std::nullopt, {}});
  }

  void take(const domain::contract_row& row) {
    catalogue_[row.id] = row;
    for_each_interested(row.id, domain::contract_input{row});
  }

  void take(const domain::quote_delta& delta) {
    auto& cached = quotes_[delta.contract];
    if (!domain::apply(cached, delta, clock_->now().wall))
      return;
    for_each_interested(delta.contract, domain::quote_input{delta.contract, cached});
  }

  /// Every hub starts as up (R-E-23).
  void take(const domain::link_changed& change) {
    const bool changed
      = change.up ? down_.erase(change.which) > 0 : down_.insert(change.which).second;
    if (!changed)
      return;
    const auto code
      = change.up ? domain::alert_code::connection_restored : domain::alert_code::connection_lost;
    record(std::nullopt, clock_->now().wall, domain::alert_record{code, std::nullopt, {}});
  }

  void take(const domain::clock_tick&) {
    for (auto& [id, account] : accounts_) {
      account_input input;
      input.input = domain::clock_input{};
      deliver(account, std::move(input));
    }
  }

  template <class Input>
  void for_each_interested(const domain::contract_id& contract, const Input& what) {
    const auto interested = interest_.find(contract);
    if (interested == interest_.end())
      return;
    for (const auto id : interested->second) {
      account_input input;
      input.input = what;
      deliver(accounts_.at(id), std::move(input));
    }
  }

  void deliver(monitored& account, account_input input) {
    input.received = clock_->now();
    input.sequence = ++account.sequence;
    caf::anon_send(account.listener, std::move(input));
  }

  monitored* find_or_begin(const domain::account_event& event) {
    if (const auto known = accounts_.find(event.account); known != accounts_.end())
      return &known->second;
    if (plan_.accounts.empty())
      return begin_account(event.account, plan_.base);
    const auto* entry = entry_of(event);
    if (entry && entry->enabled)
      return begin_account(event.account, entry->settings);
    if (entry)
      switched_off_.insert(event.account);
    else if (!switched_off_.contains(event.account) && strangers_.insert(event.account).second)
      record(event.account, clock_->now().wall,
             domain::alert_record{domain::alert_code::unknown_account, std::nullopt, {}});
    return nullptr;
  }

  /// The entry that means the account: by its id, or by the name that its row carries (R-J-5).
  [[nodiscard]] const replay_plan::entry* entry_of(const domain::account_event& event) const {
    const auto* row = std::get_if<domain::account_row>(&event.payload);
    const replay_plan::entry* off = nullptr;
    for (const auto& each : plan_.accounts) {
      const bool is_named
        = row && row->name && !each.settings.name.empty() && each.settings.name == *row->name;
      if (each.settings.id != event.account && !is_named)
        continue;
      if (each.enabled)
        return &each;
      off = &each;
    }
    return off;
  }

  monitored* begin_account(domain::account_id id, const domain::account_settings& settings) {
    account_assignment assignment;
    assignment.settings = std::make_shared<const domain::account_settings>(settings);
    assignment.account = id;
    assignment.owner = static_cast<std::int64_t>(accounts_.size());
    assignment.clock = &*clock_;
    assignment.gateway = interest_listener_;
    assignment.offline = true;
    assignment.decisions = this;
    auto listener = spawn_actor(actors_->system(), {}, account_supervisor, std::move(assignment));
    return &accounts_.emplace(id, monitored{std::move(listener), 0}).first->second;
  }

  void record(std::optional<domain::account_id> account, domain::time_point at,
              const domain::decision& what) {
    if (const auto* alert = std::get_if<domain::alert_record>(&what);
        alert && !is_recorded(alert->code)) {
      faults.push_back(domain::to_string(at) + " " + domain::to_string(alert->code)
                       + (account ? " account " + domain::to_string(*account) : "") + " "
                       + alert->detail);
      return;
    }
    waiting_.push_back({at, line_, account, what});
  }

  /// Accounts in ascending order within an instant (R-X-2, R-T-2).
  void flush() {
    std::stable_sort(waiting_.begin(), waiting_.end(),
                     [](const domain::replay_record& a, const domain::replay_record& b) {
                       return std::pair{a.at, a.account} < std::pair{b.at, b.account};
                     });
    for (const auto& each : waiting_)
      sink_(each);
    waiting_.clear();
  }

  replay_plan plan_;
  replay_sink sink_;
  std::optional<domain::virtual_clock> clock_;
  std::optional<deterministic_system> actors_;
  broker_requests_actor interest_listener_;
  std::map<domain::account_id, monitored> accounts_;
  interest_map interest_;
  std::set<domain::account_id> strangers_;
  std::set<domain::account_id> switched_off_;
  domain::catalogue catalogue_;
  std::map<domain::contract_id, domain::quote> quotes_;
  std::set<domain::link> down_;
  std::optional<std::uint64_t> line_;
  std::vector<domain::replay_record> waiting_;
};

replay_engine::replay_engine(replay_plan plan, replay_sink sink)
  : stage_(std::make_unique<stage>(std::move(plan), std::move(sink))) {
}

replay_engine::~replay_engine() = default;

void replay_engine::feed(const domain::replay_event& event) {
  stage_->feed(event);
}

const std::vector<std::string>& replay_engine::faults() const {
  return stage_->faults;
}

} // namespace riskd
