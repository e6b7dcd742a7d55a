#include "adapters/projectx/hub_link.hpp"

#include "adapters/projectx/excerpt.hpp"
#include "adapters/projectx/stream_events.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <utility>

namespace riskd::projectx {

using namespace domain;
using boost::system::error_code;

namespace {

constexpr duration alive_interval = std::chrono::seconds{1};

/// A pause becomes longer or shorter by at most this share of itself (R-G-6).
constexpr double jitter = 0.2;

/// Our own invocation ids are numbers from 1 on; returns 0 for anything else.
std::uint64_t invocation_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  return error == std::errc{} && stopped == end ? number : 0;
}

} // namespace

hub_link::hub_link(boost::asio::io_context& io, boost::asio::ssl::context* tls, link which, url hub,
                   token_keeper& tokens, std::shared_ptr<read_gate> gate, const options& settings,
                   events on)
  : io_(io), connector_(io, tls, *settings.clock, std::move(hub)), which_(which), tokens_(tokens),
    gate_(std::move(gate)), settings_(settings), on_(std::move(on)), reconnect_timer_(io),
    confirmation_timer_(io), resubscribe_timer_(io) {
}

void hub_link::start() {
  if (std::exchange(started_, true))
    return;
  schedule();
}

void hub_link::want(std::vector<subscription> wanted, bool announce) {
  std::vector<entry> next;
  for (auto& what : wanted) {
    const auto found = std::find_if(entries_.begin(), entries_.end(),
                                    [&](const entry& x) { return x.what == what; });
    next.push_back(found == entries_.end() ? entry{std::move(what)} : std::move(*found));
    if (found != entries_.end())
      entries_.erase(found);
  }
  // What is left is no longer wanted. The answer to the call does not matter.
  for (const auto& gone : entries_)
    if (is_open_)
      client_->send(
        invocation_record(++last_invocation_, gone.what.unsubscribe, gone.what.argument));
  entries_ = std::move(next);
  announce_ = announce_ || announce;
  if (!is_open_)
    return;
  subscribe_missing();
  announce_if_complete();
}

void hub_link::stop() {
  started_ = false;
  is_open_ = false;
  tokens_.forget(this);
  reconnect_timer_.cancel();
  confirmation_timer_.cancel();
  resubscribe_timer_.cancel();
  if (client_)
    std::exchange(client_, nullptr)->close();
}

void hub_link::schedule() {
  const auto& pauses = settings_.timing.reconnect_pauses;
  const auto pause = pauses[std::min(attempts_, pauses.size() - 1)];
  ++attempts_;
  reconnect_timer_.expires_after(jittered(pause));
  reconnect_timer_.async_wait([this](const error_code& error) {
    if (!error && started_)
      connect();
  });
}

void hub_link::connect() {
  tokens_.when_fresh(this, [this] {
    if (started_ && !client_)
      open_client();
  });
}

void hub_link::open_client() {
  token_ = tokens_.generation();
  hub_client::events on;
  on.opened = [this] {
    on_opened();
  };
  on.invoked = [this](const auto& call, const auto& received) {
    on_invoked(call, received);
  };
  on.completed = [this](const auto& answer) {
    on_completed(answer);
  };
  on.heard = [this](const auto& received) {
    on_heard(received);
  };
  on.rejected = [this](const auto& reason, const auto& excerpt) {
    on_.report(frame_rejected{which_, reason, excerpt});
  };
  on.ended = [this](const auto& reason, bool refused) {
    on_ended(reason, refused);
  };
  client_ = std::make_shared<hub_client>(io_, settings_, gate_, std::move(on));
  client_->open(connector_, tokens_.token());
}

void hub_link::on_opened() {
  is_open_ = true;
  subscribe_missing();
  announce_if_complete();
}

void hub_link::on_invoked(const invocation& call, const clock_reading& received) {
  const auto event = event_named(call.target);
  if (event == hub_event::logout) {
    tokens_.on_logout(token_);
    lose("the venue ended the session");
    return;
  }
  std::vector<broker_report> reports;
  read_event(event, call.arguments, reports);
  if (reports.empty())
    return;
  const auto credit = gate_->take();
  for (auto& report : reports)
    on_.deliver(std::move(report), received, credit);
}

void hub_link::on_completed(const completion& answer) {
  const auto number = invocation_number(answer.invocation_id);
  const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const entry& x) {
    return x.state == standing::pending && x.invocation == number;
  });
  if (found == entries_.end())
    return;
  if (!answer.error) {
    found->state = standing::confirmed;
    announce_if_complete();
    return;
  }
  found->state = standing::refused;
  report_down(std::string{found->what.subscribe} + " refused: " + excerpt_of(*answer.error));
  const auto& pauses = settings_.timing.reconnect_pauses;
  resubscribe_timer_.expires_after(jittered(pauses[std::min(++refusals_, pauses.size() - 1)]));
  resubscribe_timer_.async_wait([this](const error_code& error) {
    if (!error && is_open_)
      subscribe_missing();
  });
}

void hub_link::on_heard(const clock_reading& received) {
  if (last_alive_ && received.monotonic < *last_alive_ + alive_interval)
    return;
  last_alive_ = received.monotonic;
  on_.report(link_alive{which_});
}

void hub_link::on_ended(const std::string& reason, bool unauthorized) {
  client_.reset();
  is_open_ = false;
  confirmation_timer_.cancel();
  resubscribe_timer_.cancel();
  for (auto& x : entries_)
    x.state = standing::unsent;
  const auto now = settings_.clock->now().monotonic;
  if (up_since_ && now >= *up_since_ + settings_.timing.reconnect_forgotten)
    attempts_ = 0;
  up_since_.reset();
  refusals_ = 0;
  report_down(reason);
  if (unauthorized)
    tokens_.on_refused(token_, [](bool) {});
  schedule();
}

void hub_link::lose(const std::string& reason) {
  if (!client_)
    return;
  client_->close();
  on_ended(reason, false);
}

void hub_link::subscribe(entry& x) {
  x.state = standing::pending;
  x.invocation = ++last_invocation_;
  client_->send(invocation_record(x.invocation, x.what.subscribe, x.what.argument));
}

void hub_link::subscribe_missing() {
  for (std::size_t i = 0; i < entries_.size() && is_open_; ++i)
    if (entries_[i].state == standing::unsent || entries_[i].state == standing::refused)
      subscribe(entries_[i]);
  arm_confirmation();
}

void hub_link::announce_if_complete() {
  const auto is_confirmed = [](const entry& x) {
    return x.state == standing::confirmed;
  };
  if (!is_open_ || !std::all_of(entries_.begin(), entries_.end(), is_confirmed))
    return;
  confirmation_timer_.cancel();
  refusals_ = 0;
  if (!up_since_)
    up_since_ = settings_.clock->now().monotonic;
  if (reported_ == true && !announce_)
    return;
  reported_ = true;
  announce_ = false;
  on_.report(link_changed{which_, true, ""});
}

void hub_link::report_down(const std::string& reason) {
  if (reported_ == false)
    return;
  reported_ = false;
  on_.report(link_changed{which_, false, reason});
}

void hub_link::arm_confirmation() {
  confirmation_timer_.expires_after(settings_.timing.hub_confirmation);
  confirmation_timer_.async_wait([this](const error_code& error) {
    const auto is_pending = [](const entry& x) {
      return x.state == standing::pending;
    };
    if (!error && is_open_ && std::any_of(entries_.begin(), entries_.end(), is_pending))
      lose("a subscription was not confirmed in time");
  });
}

duration hub_link::jittered(duration pause) const {
  const auto factor = 1 - jitter + 2 * jitter * settings_.random();
  return std::chrono::duration_cast<duration>(pause * factor);
}

} // namespace riskd::projectx
