#include "tests/bench/throughput.hpp"

#include "tests/bench/bench_settings.hpp"
#include "tests/bench/daemon.hpp"
#include "tests/bench/event_pump.hpp"
#include "tests/bench/leaping_clock.hpp"
#include "tests/bench/machine.hpp"

#include <stdexcept>
#include <utility>

namespace riskd::bench {

namespace {

using namespace std::chrono_literals;

constexpr domain::duration start_limit = 5min;
constexpr domain::duration run_limit = 30min;

constexpr std::int64_t first_account = 10'001;

/// Far more than the one contract that each account holds.
constexpr auto limit = domain::quantity{5};

std::vector<domain::account_id> accounts_to(std::uint64_t count) {
  std::vector<domain::account_id> accounts;
  for (std::uint64_t i = 0; i < count; ++i)
    accounts.emplace_back(first_account + static_cast<std::int64_t>(i));
  return accounts;
}

throughput_run run_with(std::uint64_t count, const throughput_options& options,
                        const std::filesystem::path& directory,
                        std::vector<std::string>& complaints) {
  const leaping_clock clock;
  domain::broker_clock broker_clock{clock};
  event_pump pump{accounts_to(count), options.in_flight_max, broker_clock};
  daemon daemon{clock, directory};
  std::vector<settings_ptr> settings;
  for (const auto id : accounts_to(count))
    settings.push_back(settings_of(id, limit, clock.now()));
  daemon.start(pump, broker_clock, std::move(settings));
  if (!daemon.wait_until_protected(start_limit)
      || !daemon.journal().wait_until_written(start_limit))
    throw std::runtime_error("riskd did not get ready");

  throughput_run run;
  run.accounts = count;
  run.events = options.events;
  const auto processor_begin = processor_nanoseconds();
  const auto begin = steady_nanoseconds();
  pump.push(options.events);
  if (!wait_until([&] { return daemon.journal().events() >= options.events; }, run_limit))
    complaints.push_back(std::to_string(daemon.journal().events()) + " of "
                         + std::to_string(options.events) + " events were judged");
  run.judged_after = steady_nanoseconds() - begin;
  if (!daemon.journal().wait_until_written(run_limit))
    complaints.emplace_back("the journal did not come to rest");
  run.written_after = steady_nanoseconds() - begin;
  run.processor_time = processor_nanoseconds() - processor_begin;
  run.lost_records = daemon.lost_records();
  run.peak_memory_mib = peak_memory_mib();
  if (pump.commands() > 0)
    complaints.push_back(std::to_string(pump.commands()) + " commands that nothing called for");
  return run;
}

} // namespace

throughput_result measure_throughput(const throughput_options& options,
                                     const std::filesystem::path& directory) {
  throughput_result out;
  for (const auto count : options.accounts)
    out.runs.push_back(run_with(count, options, directory / std::to_string(count), out.complaints));
  return out;
}

} // namespace riskd::bench
