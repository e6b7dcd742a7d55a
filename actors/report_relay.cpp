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
  if (session_)
    caf::anon_send(*gateway_, broker_reported{*session_});
  for (const auto& [which, event] : links_)
    caf::anon_send(*gateway_, broker_reported{event});
  for (auto& event : std::exchange(kept_, {})) {
    note(event);
    caf::anon_send(*gateway_, broker_reported{std::move(event)});
  }
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

void report_relay::note(const domain::broker_event& event) {
  if (std::holds_alternative<domain::session_opened>(event.report))
    session_ = event;
  else if (std::holds_alternative<domain::session_lost>(event.report))
    session_.reset();
  else if (const auto* link = std::get_if<domain::link_changed>(&event.report))
    links_.insert_or_assign(link->which, event);
}

void report_relay::forward(domain::broker_event event) {
  allowance_.pass_to(event.received.monotonic);
  // Ends last: actors that run on this thread may report as well.
  std::optional<delivery> handing_in;
  const std::lock_guard guard{mutex_};
  if (gateway_) {
    note(event);
    handing_in.emplace(gateway_->home_system(), allowance_);
    handing_in->send(*gateway_, broker_reported{std::move(event)});
  } else if (!closed_ && kept_.size() < kept_max) {
    // What is kept says how session and links stand.
    kept_.push_back(std::move(event));
  }
}

} // namespace riskd
