#include "tests/simulation/run.hpp"

#include "domain/trading_day.hpp"
#include "tests/simulation/daemon.hpp"
#include "tests/simulation/trader.hpp"
#include "tests/simulation/witness.hpp"
#include "tests/support/scenario_rows.hpp"

#include <algorithm>
#include <exception>
#include <memory>

namespace riskd::simulation {

using namespace domain;
using namespace std::chrono_literals;

namespace {

/// Longer than the longest outage, and than calls that it made fail.
constexpr duration healing = 60s;

/// Long enough for comparisons, retries and safe mode to end.
constexpr duration calm = 120s;

/// At its end prices stand still as well: what they bring about has been dealt with.
constexpr duration stillness = 25s;

/// More timers than that, per account and for the rest, are a leak.
constexpr std::size_t timers_per_account = 40;

/// Shows every status to the witness.
class watched_status final : public status_port {
public:
  explicit watched_status(witness& who) : who_(who) {
  }

  void publish(std::shared_ptr<const daemon_status> latest) override {
    latest_ = std::move(latest);
    who_.look_at(*latest_);
  }

  [[nodiscard]] std::shared_ptr<const daemon_status> latest() const override {
    return latest_;
  }

private:
  witness& who_;
  std::shared_ptr<const daemon_status> latest_ = std::make_shared<const daemon_status>();
};

/// Streams of choices that do not move when another one is used more or less.
std::uint64_t seed_of(std::uint64_t seed, std::uint64_t use) {
  return seed * 1'000 + use;
}

class world {
public:
  world(std::uint64_t seed, const std::optional<std::set<std::size_t>>& kept)
    : draw_(seed_of(seed, 1)), settings_(draw_accounts()), venue_(plan_, clock_, seed_of(seed, 2)),
      store_(plan_, clock_, seed_of(seed, 3)), witness_(venue_, store_, clock_), status_(witness_),
      daemon_(clock_, venue_, store_, status_, settings_, seed_of(seed, 4)),
      trading_end_(duration{draw_.between(90, 420) * 1'000'000}) {
    // What was armed may strike much later.
    const auto note = [this](account_id account, fault_kind kind) {
      note_fault(kind, account);
    };
    venue_.on_fault = note;
    daemon_.on_fault = note;
    auto draw_trouble = test::random_choices{seed_of(seed, 5)};
    out_.faults = draw_faults(draw_trouble, settings_.size(), trading_end_);
    for (const auto& each : settings_) {
      venue_.list_account({*each.id, each.name, true, dollars(50'000)});
      remember_earlier_days(each);
      witness_.watch(each);
      traders_.push_back(std::make_unique<trader>(
        venue_, *each.id, seed_of(seed, 100 + static_cast<std::uint64_t>(each.id->value()))));
    }
    for (std::size_t i = 0; i < out_.faults.size(); ++i)
      if (!kept || kept->contains(i))
        plan_.plan(out_.faults[i].at, [this, i] { strike(out_.faults[i]); });
    for (std::size_t i = 0; i < traders_.size(); ++i)
      plan_.plan(3s, [this, i] { let_trade(i); });
    plan_.plan(1s, [this] { let_market_move(); });
    plan_.plan(trading_end_ + healing, [this] {
      venue_.heal();
      daemon_.heal();
    });
  }

  outcome play() {
    try {
      play_to_end();
    } catch (const std::exception& fault) {
      witness_.accuse({}, fault.what());
    }
    out_.violations = witness_.violations();
    out_.failed_step = out_.steps;
    for (const auto& each : settings_) {
      out_.commands += store_.all<command_sent>(*each.id).size();
      out_.locks += store_.all<lock_stored>(*each.id).size();
    }
    return std::move(out_);
  }

private:
  void play_to_end() {
    start();
    const auto end = trading_end_ + healing + calm;
    plan_.plan(end, [] {});
    while (clock_.now().monotonic < end && witness_.violations().empty())
      step();
    if (!witness_.violations().empty())
      return;
    witness_.judge_calm(*status_.latest());
    judge_memory();
  }

  std::vector<account_settings> draw_accounts() {
    std::vector<account_settings> out;
    for (auto left = draw_.between(1, 4); left > 0; --left)
      out.push_back(draw_settings(draw_, account_id{std::ssize(out) + 1}));
    return out;
  }

  /// Most accounts were guarded before, some of them for the last time on an earlier day.
  void remember_earlier_days(const account_settings& settings) {
    if (draw_.happens(30))
      return;
    auto day = day_at(settings.reset, clock_.now().wall);
    if (draw_.happens(50))
      day = day_before(settings.reset, day);
    const auto earlier = day_before(settings.reset, day);
    store_.remember(*settings.id, day_started{day.id, day.begin, earlier.id, {}, 0});
  }

  void step() {
    ++out_.steps;
    const auto rest = *plan_.next() - clock_.now().monotonic;
    // What a timer sets off in the world may come before what was planned next.
    if (const auto timer = daemon_.next_timer(); timer && *timer < rest)
      return daemon_.advance(*timer);
    daemon_.advance(rest);
    plan_.do_next();
    if (!dying_)
      return daemon_.settle();
    // Any message of the step may be the last.
    daemon_.handle(static_cast<std::size_t>(dying_->amount));
    die(*dying_);
  }

  void start() {
    ++out_.lives;
    daemon_.start();
    witness_.note_start();
  }

  void die(const fault& how) {
    daemon_.die(how.kind == fault_kind::lose_power);
    dying_.reset();
    witness_.note_death();
    plan_.plan(clock_.now().monotonic + how.length, [this] { start(); });
  }

  /// Accounts are independent: what strikes one excuses nothing of another.
  void note_fault(fault_kind kind, account_id account) {
    if (is_local(kind))
      witness_.note_fault(account);
    else
      witness_.note_fault();
  }

  void strike(const fault& what) {
    note_fault(what.kind, what.account);
    // Its end is a disturbance as well.
    if (!names_account(what.kind))
      plan_.plan(clock_.now().monotonic + what.length, [this] { witness_.note_fault(); });
    if (what.kind == fault_kind::step_clock)
      clock_.step(what.length);
    else if (what.kind == fault_kind::slow_store)
      store_.slow_down(what.length, duration{what.amount * 20'000});
    else if (what.kind == fault_kind::failing_store && daemon_.is_up())
      store_.fail(what.length);
    else if (what.kind == fault_kind::kill_daemon || what.kind == fault_kind::lose_power) {
      if (daemon_.is_up())
        dying_ = what;
    } else if (what.kind >= fault_kind::throw_in_keeper && what.kind <= fault_kind::kill_gateway)
      daemon_.strike(what);
    else
      venue_.strike(what);
  }

  void let_trade(std::size_t who) {
    if (clock_.now().monotonic > trading_end_)
      return;
    witness_.note_trader(*settings_[who].id);
    const auto pause = traders_[who]->act();
    plan_.plan(clock_.now().monotonic + pause, [this, who] { let_trade(who); });
  }

  void let_market_move() {
    const bool moves = clock_.now().monotonic < trading_end_ + healing + calm - stillness;
    for (const auto& each : traded_contracts())
      venue_.move_price(each, moves ? draw_.between(-9, 9) : 0);
    plan_.plan(clock_.now().monotonic + 1s, [this] { let_market_move(); });
  }

  void judge_memory() {
    if (daemon_.timers() > timers_per_account * (settings_.size() + 1))
      witness_.accuse({}, std::to_string(daemon_.timers()) + " timers are set");
    if (venue_.waiting() > 10 * settings_.size())
      witness_.accuse({}, std::to_string(venue_.waiting()) + " questions are unanswered");
  }

  test::random_choices draw_;
  virtual_clock clock_{test::start_time()};
  agenda plan_;
  std::vector<account_settings> settings_;
  simulated_venue venue_;
  simulated_store store_;
  witness witness_;
  watched_status status_;
  simulated_daemon daemon_;
  duration trading_end_;
  std::vector<std::unique_ptr<trader>> traders_;
  std::optional<fault> dying_;
  outcome out_;
};

} // namespace

outcome run(std::uint64_t seed, const std::optional<std::set<std::size_t>>& kept) {
  return world{seed, kept}.play();
}

std::set<std::size_t> shrink(std::uint64_t seed, const outcome& failed) {
  std::set<std::size_t> kept;
  for (std::size_t i = 0; i < failed.faults.size(); ++i)
    kept.insert(i);
  // One at a time: there are few.
  for (std::size_t i = 0; i < failed.faults.size(); ++i) {
    auto fewer = kept;
    fewer.erase(i);
    if (!run(seed, fewer).violations.empty())
      kept = std::move(fewer);
  }
  return kept;
}

} // namespace riskd::simulation
