#include "adapters/projectx/connection_pool.hpp"

#include "domain/contract_check.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace riskd::projectx {

namespace {

using std::chrono::seconds;

/// A connection that was open for this long was closed for its age, not refused.
constexpr domain::duration long_lived = seconds{10};

constexpr std::array<seconds, 5> connect_pauses{seconds{0}, seconds{1}, seconds{2}, seconds{5},
                                                seconds{15}};

} // namespace

connection_pool::connection_pool(boost::asio::io_context& io, connector& opener,
                                 const domain::wall_clock& clock, std::size_t connections_max)
  : io_(io), opener_(opener), clock_(clock), connections_max_(connections_max), pause_(io) {
}

bool connection_pool::has_free() const {
  return best() != nullptr || connections_.size() < connections_max_;
}

void connection_pool::exchange(http_request request, domain::duration deadline,
                               http_connection::on_end handler) {
  RISKD_EXPECTS(has_free());
  auto* connection = best();
  auto& chosen = connection != nullptr ? *connection : add();
  chosen.exchange(std::move(request), deadline, [this, handler = std::move(handler)](http_end end) {
    if (end.how == http_end::kind::replied)
      attempts_in_row_ = 0;
    handler(std::move(end));
    warm();
  });
}

void connection_pool::keep_warm() {
  keeps_warm_ = true;
  warm();
}

void connection_pool::close() {
  keeps_warm_ = false;
  pause_.cancel();
  for (const auto& connection : connections_)
    connection->close();
  connections_.clear();
}

http_connection* connection_pool::best() const {
  http_connection* found = nullptr;
  for (const auto& connection : connections_) {
    if (connection->is_ready())
      return connection.get();
    if (!connection->is_busy() && (found == nullptr || found->is_closed()))
      found = connection.get();
  }
  return found;
}

http_connection& connection_pool::add() {
  auto& added = connections_.emplace_back(std::make_shared<http_connection>(io_, opener_, clock_));
  added->on_idle_close([this] { warm_later(); });
  return *added;
}

void connection_pool::warm() {
  const auto is_open = [](const auto& x) {
    return !x->is_closed();
  };
  if (!keeps_warm_ || std::any_of(connections_.begin(), connections_.end(), is_open))
    return;
  auto& coldest = connections_.empty() ? add() : *connections_.front();
  warmed_ = clock_.now().monotonic;
  coldest.warm_up();
}

void connection_pool::warm_later() {
  if (clock_.now().monotonic > warmed_ + long_lived)
    attempts_in_row_ = 0;
  const auto pause = connect_pauses[std::min(attempts_in_row_, connect_pauses.size() - 1)];
  ++attempts_in_row_;
  pause_.expires_after(pause);
  pause_.async_wait([this](const boost::system::error_code& error) {
    if (!error)
      warm();
  });
}

} // namespace riskd::projectx
