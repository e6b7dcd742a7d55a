// fleet_load: a hub is told of many daemons that do not exist, to see how many it can watch.

#include "adapters/logging/logger.hpp"
#include "adapters/system_clock/system_clock.hpp"
#include "apps/daemon/signals.hpp"
#include "tests/monitor/fleet_load_agent.hpp"
#include "tests/monitor/fleet_load_options.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <iostream>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace riskd::test {

namespace {

using namespace std::chrono_literals;

/// How often each daemon changes.
constexpr auto round_length = 1s;

/// Standard error, as whoever wonders why agents do not come looks there.
class error_stream final : public logging::line_sink {
public:
  void write(std::string_view line) override {
    const std::scoped_lock held{guard_};
    std::cerr << line << '\n';
  }

  [[nodiscard]] std::uint64_t lost() const override {
    return 0;
  }

private:
  std::mutex guard_;
};

monitor_link::dial_options way_to_hub(const load_options& wanted, std::size_t number) {
  const auto& folder = wanted.certificates;
  const auto name = "load-" + std::to_string(number);
  monitor_link::dial_options out;
  out.host = wanted.hub_host;
  out.port = std::to_string(wanted.hub_port);
  out.files = {folder / "ca.crt", folder / "nodes" / (name + ".crt"),
               folder / "nodes" / (name + ".key"), std::nullopt};
  out.hubs = {wanted.hub_name};
  for (auto& type : messages_of_hubs())
    out.pump.filter.peer.message_types.insert(std::move(type));
  return out;
}

class fleet_load {
public:
  explicit fleet_load(const load_options& wanted) : wanted_(wanted) {
    for (std::size_t i = 1; i <= wanted.agents; ++i)
      agents_.push_back(std::make_unique<load_agent>(
        way_to_hub(wanted, i), busy_riskd{forms_, i, wanted.accounts}, clock_, log_));
  }

  fleet_load(const fleet_load&) = delete;
  fleet_load& operator=(const fleet_load&) = delete;

  ~fleet_load() {
    for (const auto& each : agents_)
      each->leave();
  }

  /// Changes everything for the time that was asked for, or until it is to be still; then nothing,
  /// until it is stopped.
  void run(const std::stop_token& stop) {
    const auto begun = monotonic();
    wait_for_rounds(stop, true, [this] { return welcomed() == agents_.size(); });
    const auto attached = monotonic();
    if (!stop.stop_requested())
      say("Attached: " + std::to_string(agents_.size()) + " agents after "
          + seconds_text(attached - begun));
    const auto length = std::chrono::seconds{wanted_.seconds};
    wait_for_rounds(stop, true,
                    [&] { return is_to_be_still_ || monotonic() - attached >= length; });
    if (!stop.stop_requested())
      say("Still: " + watched_text());
    wait_for_rounds(stop, false, [] { return false; });
  }

  void be_still() {
    is_to_be_still_ = true;
  }

  void print_receipts() const {
    std::uint64_t updates = 0;
    std::uint64_t links = 0;
    for (const auto& each : agents_) {
      updates += each->receipts().updates;
      links += each->receipts().welcomes;
    }
    say("Acknowledged: " + std::to_string(updates) + " updates over " + std::to_string(links)
        + " links");
  }

private:
  [[nodiscard]] domain::duration monotonic() const {
    return clock_.now().monotonic;
  }

  [[nodiscard]] std::size_t welcomed() const {
    return static_cast<std::size_t>(
      std::count_if(agents_.begin(), agents_.end(),
                    [](const auto& each) { return each->receipts().welcomes > 0; }));
  }

  [[nodiscard]] std::string watched_text() const {
    std::int64_t records = 0;
    std::int64_t breaches = 0;
    for (const auto& each : agents_) {
      records += each->watched().recorded();
      breaches += each->watched().breaches();
    }
    return std::to_string(records) + " records, " + std::to_string(breaches) + " breaches";
  }

  /// Lets seconds go by until `is_over`. Agents take turns, evenly over each second.
  template <class IsOver>
  void wait_for_rounds(const std::stop_token& stop, bool changes, IsOver is_over) {
    const auto share = domain::duration{round_length} / static_cast<std::int64_t>(agents_.size());
    auto next = monotonic();
    while (!is_over()) {
      for (const auto& each : agents_) {
        next += share;
        if (!rest(stop, next - monotonic()))
          return;
        if (changes)
          each->tell_news();
        else
          each->answer();
      }
      // Rounds that a busy machine had no time for are not made up for.
      next = std::max(next, monotonic());
    }
  }

  /// Returns false if it was stopped meanwhile.
  bool rest(const std::stop_token& stop, domain::duration length) {
    std::unique_lock held{guard_};
    resting_.wait_for(held, stop, length, [] { return false; });
    return !stop.stop_requested();
  }

  static std::string seconds_text(domain::duration length) {
    return std::to_string(std::chrono::round<std::chrono::seconds>(length).count()) + " s";
  }

  static void say(const std::string& what) {
    std::cout << what << std::endl;
  }

  const load_options wanted_;
  const adapters::system_clock clock_;
  const logging::logger log_{std::make_shared<error_stream>(), clock_, {logging::level::warn}};
  const load_forms forms_ = read_load_forms();
  std::atomic<bool> is_to_be_still_ = false;
  std::mutex guard_;
  std::condition_variable_any resting_;
  std::vector<std::unique_ptr<load_agent>> agents_;
};

int run(int count, const char* const* words) {
  const auto line = parse_load(count, words);
  if (!line.wanted)
    return line.otherwise;
  app::block_signals();
  fleet_load load{*line.wanted};
  {
    const std::jthread driver{[&load](const std::stop_token& stop) {
      load.run(stop);
    }};
    static_cast<void>(app::wait_for_last_signal([&load] { load.be_still(); }));
  }
  load.print_receipts();
  return 0;
}

} // namespace

} // namespace riskd::test

int main(int count, char** words) {
  try {
    return riskd::test::run(count, words);
  } catch (const std::exception& error) {
    std::cerr << "fleet_load: " << error.what() << '\n';
    return 1;
  }
}
