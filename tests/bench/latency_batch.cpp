#include "tests/bench/latency_batch.hpp"

#include "adapters/projectx/projectx_broker.hpp"
#include "adapters/projectx/tls.hpp"
#include "adapters/system_clock/random_source.hpp"
#include "tests/bench/bench_settings.hpp"

#include <algorithm>
#include <stdexcept>
#include <thread>
#include <utility>

namespace riskd::bench {

namespace {

using namespace std::chrono_literals;

/// Before a breach nothing is sent for this long, and up to `jitter` more: an even pace could fall
/// into step with the load or something else.
constexpr std::chrono::microseconds quiet_time = 2ms;
constexpr std::chrono::microseconds jitter = 1ms;

/// Time that passes on riskd's clock after each answer: the second until it may be verified, and
/// enough for the request budget.
constexpr domain::duration leap = 1200ms;

/// How long a cooldown lasts, on riskd's clock. Longer than what passes before its answer is
/// verified.
constexpr auto cooldown = 2s;

/// Under load, one client has it for so many breaches. Its first moments do not count.
constexpr std::uint64_t turn_under_load = 50;
constexpr auto load_lead = 100ms;

constexpr domain::duration start_limit = 30s;
constexpr domain::duration rest_limit = 10s;

std::unique_ptr<domain::broker_port>
make_broker(const gateway_stub& stub, const domain::broker_clock& clock, std::int64_t spin_us) {
  projectx::options options;
  options.rest_url = stub.address();
  options.user_hub_url = stub.address() + "/hubs/user";
  options.market_hub_url = stub.address() + "/hubs/market";
  options.user_name = "benchmark";
  options.api_key = projectx::secret<std::string>{"benchmark"};
  options.spin = std::chrono::microseconds{spin_us};
  options.clock = &clock;
  options.random = adapters::make_random_fractions();
  projectx::tls_contexts trusts;
  auto broker = projectx::make_broker(std::move(options), trusts);
  if (!broker)
    throw std::runtime_error(broker.error().sentence);
  return std::move(*broker);
}

/// The account that breaks the rule, and in a loaded scene those that trade beside it.
std::vector<settings_ptr> settings_for(const latency_scene& scene,
                                       const domain::clock_reading& now) {
  std::vector<std::int64_t> accounts{guarded_account};
  if (scene.has_load)
    accounts.insert(accounts.end(), busy_accounts.begin(), busy_accounts.end());
  std::vector<settings_ptr> all;
  for (const auto id : accounts) {
    auto settings = settings_of(domain::account_id{id}, domain::quantity{held_contracts}, now);
    if (scene.kind == breach_kind::loss)
      settings = with_cooldown(settings, domain::dollars(loss_limit_dollars), cooldown);
    all.push_back(std::move(settings));
  }
  return all;
}

void extend(std::vector<nanoseconds_count>& samples, const std::vector<nanoseconds_count>& more) {
  samples.insert(samples.end(), more.begin(), more.end());
}

/// A breach that comes while a lock is stored slowly is told of, and counted elsewhere.
bool is_harmless(const domain::alert_status& alert) {
  return alert.what.code == domain::alert_code::persist_late;
}

} // namespace

void latency_samples::append(const latency_samples& more) {
  extend(written, more.written);
  extend(received, more.received);
  extend(inside, more.inside);
}

void batch_findings::append(const batch_findings& more) {
  for (std::size_t i = 0; i < of_client.size(); ++i)
    of_client[i].append(more.of_client[i]);
  unstamped += more.unstamped;
  late_locks += more.late_locks;
  load.quotes += more.load.quotes;
  load.account_events += more.load.account_events;
  load.time += more.load.time;
  complaints.insert(complaints.end(), more.complaints.begin(), more.complaints.end());
}

latency_batch::latency_batch(const latency_scene& scene, const batch_options& options,
                             const std::filesystem::path& directory)
  : scene_(scene), broker_clock_(clock_), stub_(scene.kind, clock_),
    broker_(make_broker(stub_, broker_clock_, options.spin_us)), daemon_(clock_, directory),
    plain_(stub_.port()) {
  daemon_.journal().watch(domain::account_id{guarded_account});
  daemon_.start(*broker_, broker_clock_, settings_for(scene, clock_.now()),
                std::chrono::milliseconds{options.conflate_ms});
  if (!daemon_.wait_until_protected(start_limit)
      || !wait_until([this] { return stub_.has(client::plain); }, start_limit))
    throw std::runtime_error("riskd did not get ready");
  positions_ = daemon_.journal().positions();
}

void latency_batch::run(std::uint64_t breaches, const std::function<bool()>& is_over,
                        const std::function<void(std::uint64_t)>& tell) {
  const auto longest = scene_.has_load ? turn_under_load : 1;
  for (std::uint64_t done = 0, number = 0; done < breaches && !is_over(); ++number) {
    const auto turn = std::min(longest, breaches - done);
    const bool riskd_first = number % 2 == 0;
    take_turn(riskd_first ? client::riskd : client::plain, turn);
    take_turn(riskd_first ? client::plain : client::riskd, turn);
    done += turn;
    tell(done);
  }
}

void latency_batch::take_turn(client who, std::uint64_t breaches) {
  if (scene_.has_load) {
    stub_.direct_load_to(who);
    std::this_thread::sleep_for(load_lead);
  }
  for (std::uint64_t i = 0; i < breaches; ++i) {
    breach(who);
    come_to_rest(who);
  }
}

void latency_batch::breach(client who) {
  const auto seen = stub_.breach(who);
  if (!seen)
    throw std::runtime_error("no request came for a breach");
  found_.unstamped += (seen->sent.kernel ? 0U : 1U) + (seen->arrived.kernel ? 0U : 1U);
  auto& samples = found_.of_client.at(static_cast<std::size_t>(who));
  const auto readable = seen->sent.best();
  samples.written.push_back(seen->arrived.kernel.value_or(seen->arrived.read) - readable);
  samples.received.push_back(seen->arrived.read - readable);
}

/// Lets the answer be verified, the lock end and the position be held again. Both clients are sent
/// the same, so that both have heard something just as long ago when the next breach comes.
void latency_batch::come_to_rest(client who) {
  const bool is_riskd = who == client::riskd;
  const bool has_lock = scene_.kind == breach_kind::loss;
  pause();
  if (is_riskd) {
    ++answered_;
    expect_positions(has_lock ? 1 : 2);
    clock_.leap(leap);
  }
  if (!stub_.calm_down(is_riskd))
    throw std::runtime_error("an answer was not verified");
  if (is_riskd && has_lock)
    clock_.leap(cooldown);
  stub_.open_again();
  pause();
  if (is_riskd && has_lock)
    expect_positions(1);
}

/// What is on the way to riskd must not be overtaken by the clock.
void latency_batch::expect_positions(std::uint64_t more) {
  positions_ += more;
  if (!wait_until([this] { return daemon_.journal().positions() >= positions_; }, rest_limit))
    throw std::runtime_error("riskd did not follow a position");
}

void latency_batch::pause() {
  auto extra = std::uniform_int_distribution<std::int64_t>{0, jitter.count()};
  std::this_thread::sleep_for(quiet_time + std::chrono::microseconds{extra(random_)});
}

void latency_batch::forget() {
  found_ = {};
  late_before_ = daemon_.journal().late_locks();
  (void)daemon_.journal().take_times_to_wire();
  (void)plain_.take_times_to_wire();
}

void latency_batch::complain(std::string what) {
  found_.complaints.push_back(std::move(what));
}

batch_findings latency_batch::finish() {
  found_.load = stub_.stop_load();
  const auto& journal = daemon_.journal();
  const auto load_events = stub_.load_events_of(client::riskd);
  if (!wait_until([&] { return journal.events() >= load_events; }, rest_limit))
    complain("of the load's " + std::to_string(load_events) + " events "
             + std::to_string(journal.events()) + " were journaled");
  if (!daemon_.journal().wait_until_written(rest_limit))
    complain("the journal did not come to rest");
  found_.of_client[0].inside = daemon_.journal().take_times_to_wire();
  found_.of_client[1].inside = plain_.take_times_to_wire();
  found_.late_locks = journal.late_locks() - late_before_;
  if (const auto answers = stub_.answers(client::riskd); answers != answered_)
    complain(std::to_string(answers) + " requests for " + std::to_string(answered_) + " breaches");
  if (const auto wanted = scene_.kind == breach_kind::loss ? answered_ : 0;
      journal.locks() != wanted)
    complain(std::to_string(journal.locks()) + " locks in place of " + std::to_string(wanted));
  const auto is_calm = [this] {
    const auto latest = daemon_.status();
    return std::none_of(latest->accounts.begin(), latest->accounts.end(),
                        [](const auto& x) { return x.enforcement.active; });
  };
  if (!wait_until(is_calm, rest_limit))
    complain("the last answer was not verified");
  if (daemon_.lost_records() > 0)
    complain(std::to_string(daemon_.lost_records()) + " records were dropped");
  for (const auto& alert : daemon_.status()->alerts)
    if (!is_harmless(alert))
      complain("alert " + std::string{domain::to_string(alert.what.code)} + " "
               + alert.what.detail);
  return std::exchange(found_, {});
}

} // namespace riskd::bench
