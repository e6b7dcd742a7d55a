#include "actors/report_relay.hpp"

#include <caf/all.hpp>

#include <utility>

namespace riskd {

namespace {

/// A gateway is replaced within milliseconds; credits bound what can arrive meanwhile.
constexpr std::size_t kept_max = 100'000;

} // namespace

void report_relay::connect(broker_gateway_actor gateway) {
  const std::lock_guard guard{mutex_};
  gateway_ = std::move(gateway);
  for (auto& event : std::exchange(kept_, {}))
    caf::anon_send(*gateway_, broker_reported{std::move(event)});
}

void report_relay::disconnect() {
  const std::lock_guard guard{mutex_};
  gateway_.reset();
}

void report_relay::close() {
  const std::lock_guard guard{mutex_};
  gateway_.reset();
  kept_.clear();
  closed_ = true;
}

void report_relay::forward(domain::broker_event event) {
  const std::lock_guard guard{mutex_};
  if (gateway_)
    caf::anon_send(*gateway_, broker_reported{std::move(event)});
  else if (!closed_ && kept_.size() < kept_max)
    kept_.push_back(std::move(event));
}

} // namespace riskd
