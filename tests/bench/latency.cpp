#include "tests/bench/latency.hpp"

#include "adapters/projectx/projectx_broker.hpp"
#include "adapters/system_clock/random_source.hpp"
#include "tests/bench/bench_settings.hpp"
#include "tests/bench/daemon.hpp"
#include "tests/bench/gateway_stub.hpp"
#include "tests/bench/leaping_clock.hpp"
#include "tests/bench/plain_handler.hpp"

#include <memory>
#include <stdexcept>
#include <thread>
#include <utility>

namespace riskd::bench {

namespace {

using namespace std::chrono_literals;

constexpr auto riskd_target = "/hubs/user";
constexpr auto plain_target = "/plain";

/// Between two measurements: store, log and status have nothing left to do then.
constexpr auto spacing = 3ms;

/// Time that passes on riskd's clock after each breach: the second until a reduction may be
/// verified, and enough for the request budget.
constexpr domain::duration leap = 1200ms;

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
  auto broker = projectx::make_broker(std::move(options));
  if (!broker)
    throw std::runtime_error(broker.error().sentence);
  return std::move(*broker);
}

/// Everything that takes part, in the order in which it is needed.
class latency_bench {
public:
  latency_bench(const latency_options& options, const std::filesystem::path& directory)
    : broker_clock_(clock_), broker_(make_broker(stub_, broker_clock_, options.spin_us)),
      daemon_(clock_, directory), plain_(stub_.port(), held_contracts) {
    daemon_.start(*broker_, broker_clock_,
                  {settings_of(domain::account_id{guarded_account},
                               domain::quantity{held_contracts}, clock_.now())});
    if (!daemon_.wait_until_protected(30s)
        || !wait_until([this] { return stub_.has_plain_client(); }, 5s))
      throw std::runtime_error("riskd did not get ready");
  }

  /// One breach each, the order changing from round to round.
  void round(std::uint64_t number) {
    const bool riskd_first = number % 2 == 0;
    breach(riskd_first ? riskd_target : plain_target);
    breach(riskd_first ? plain_target : riskd_target);
  }

  void forget() {
    at_gateway_ = {};
    (void)daemon_.journal().take_times_to_wire();
    (void)plain_.take_times_to_wire();
  }

  latency_result result(std::uint64_t rounds) {
    latency_result out;
    out.kernel_stamps = kernel_stamps_;
    if (!daemon_.journal().wait_until_written(10s))
      out.complaints.emplace_back("the journal did not come to rest");
    out.at_gateway
      = {percentiles_of(at_gateway_[plain_target]), percentiles_of(at_gateway_[riskd_target])};
    out.inside = {percentiles_of(plain_.take_times_to_wire()),
                  percentiles_of(daemon_.journal().take_times_to_wire())};
    if (stub_.reductions() != rounds)
      out.complaints.push_back(std::to_string(stub_.reductions()) + " reductions for "
                               + std::to_string(rounds) + " breaches");
    if (!wait_until([this] { return !daemon_.status()->accounts.front().enforcement.active; }, 5s))
      out.complaints.emplace_back("the last reduction was not verified");
    for (const auto& alert : daemon_.status()->alerts)
      out.complaints.push_back("alert " + std::string{domain::to_string(alert.what.code)} + " "
                               + alert.what.detail);
    return out;
  }

private:
  void breach(const std::string& target) {
    const auto seen = stub_.breach(target);
    if (!seen)
      throw std::runtime_error("no request came for a breach at " + target);
    kernel_stamps_ = kernel_stamps_ && seen->arrived.kernel;
    at_gateway_[target].push_back(seen->arrived.kernel.value_or(seen->arrived.read) - seen->sent);
    if (target == riskd_target) {
      std::this_thread::sleep_for(spacing);
      clock_.leap(leap);
      if (!stub_.wait_for_verification())
        throw std::runtime_error("a reduction was not verified");
    }
    std::this_thread::sleep_for(spacing);
  }

  leaping_clock clock_;
  domain::broker_clock broker_clock_;
  gateway_stub stub_;
  std::unique_ptr<domain::broker_port> broker_;
  daemon daemon_;
  plain_handler plain_;
  std::map<std::string, std::vector<nanoseconds_count>> at_gateway_;
  bool kernel_stamps_ = true;
};

} // namespace

latency_result measure_latency(const latency_options& options,
                               const std::filesystem::path& directory) {
  latency_bench bench{options, directory};
  for (std::uint64_t i = 0; i < options.warm_up; ++i)
    bench.round(i);
  bench.forget();
  for (std::uint64_t i = 0; i < options.breaches; ++i)
    bench.round(i);
  return bench.result(options.warm_up + options.breaches);
}

} // namespace riskd::bench
