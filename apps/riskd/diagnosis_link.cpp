#include "apps/riskd/diagnosis_link.hpp"

#include "domain/diagnosis.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace riskd::app {

namespace {

using namespace std::chrono_literals;

/// For one way, from the name lookup to the end of the ping.
constexpr domain::duration way_limit = 10s;

/// Whoever asks sooner is told what was found: anybody who may read may ask.
constexpr domain::duration diagnosis_gap = 5s;

} // namespace

diagnosis_link::diagnosis_link(const std::vector<config::gateway_settings>& logins,
                               const domain::status_port& status, const domain::wall_clock& clock,
                               projectx::tls_contexts& trusts)
  : status_(status), clock_(clock), trusts_(trusts) {
  for (const auto& each : logins) {
    const projectx::probe_target target{each.rest_url, each.ca_file};
    const auto known
      = std::find_if(ways_.begin(), ways_.end(), [&](const way& x) { return x.target == target; });
    logins_.push_back({each.name, static_cast<std::size_t>(known - ways_.begin())});
    if (known == ways_.end())
      ways_.push_back({target, {}});
  }
}

void diagnosis_link::start() {
  const std::scoped_lock guard{mutex_};
  const auto now = clock_.now().monotonic;
  if (running_ || stopped_ || (begun_ && now - *begun_ < diagnosis_gap))
    return;
  begun_ = now;
  for (auto& each : ways_)
    each.found.clear();
  // The one before has ended, but for returning.
  worker_ = std::jthread{[this](const std::stop_token& stop) {
    probe_all(stop);
  }};
  running_ = true;
}

void diagnosis_link::probe_all(const std::stop_token& stop) {
  for (auto& each : ways_) {
    auto found = projectx::probe_gateway(each.target, trusts_, clock_, way_limit, stop);
    const std::scoped_lock guard{mutex_};
    each.found = std::move(found);
  }
  const std::scoped_lock guard{mutex_};
  running_ = false;
}

control_api::diagnosis_service::report diagnosis_link::latest() {
  const auto latest = status_.latest();
  const auto now = clock_.now().wall;
  const std::scoped_lock guard{mutex_};
  report out;
  out.is_over = !running_;
  for (const auto& each : logins_) {
    control_api::gateway_diagnosis one{each.gateway, {}};
    const auto known
      = std::find_if(latest->gateways.begin(), latest->gateways.end(),
                     [&](const domain::gateway_status& x) { return x.name == each.gateway; });
    one.checks = domain::session_checks(
      known == latest->gateways.end() ? domain::gateway_status{} : *known, now);
    const auto& found = ways_[each.way].found;
    one.checks.insert(one.checks.end(), found.begin(), found.end());
    out.gateways.push_back(std::move(one));
  }
  return out;
}

void diagnosis_link::stop() {
  const std::scoped_lock guard{mutex_};
  stopped_ = true;
  worker_.request_stop();
}

} // namespace riskd::app
