#include "adapters/control_api/read_routes.hpp"

#include "adapters/control_api/metrics_text.hpp"
#include "adapters/control_api/status_json.hpp"

#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace riskd::control_api {

namespace {

using domain::daemon_status;

answer no_account(const std::string& wanted) {
  return refuse(404, "not_found", "there is no account with the name or id '" + wanted + "'");
}

/// What the routes share.
struct source {
  const domain::status_port* status;
  const domain::wall_clock* clock;
  std::chrono::seconds stale_after;

  [[nodiscard]] shown_status show(const daemon_status& latest) const {
    const auto now = clock->now().wall;
    return {latest, now, readiness_of(latest, now, stale_after)};
  }
};

/// A route that understands the query parameter `account`.
route filtered(const source& from, const char* pattern, json (*write)(const shown_status&)) {
  return {method::get, pattern, role::trader, {"account"}, [from, write](const call& asked) {
            const auto latest = from.status->latest();
            auto shown = from.show(*latest);
            if (const auto* wanted = asked.find("account")) {
              shown.only = find_account(*latest, *wanted);
              if (shown.only == nullptr)
                return no_account(*wanted);
            }
            return answer{200, write(shown), ""};
          }};
}

route one_account(const source& from) {
  return {method::get, "/v1/accounts/{name}", role::trader, {}, [from](const call& asked) {
            const auto latest = from.status->latest();
            auto shown = from.show(*latest);
            shown.only = find_account(*latest, asked.argument);
            return shown.only == nullptr ? no_account(asked.argument)
                                         : answer{200, one_account_json(shown), ""};
          }};
}

route health(const source& from) {
  return {method::get, "/v1/health", role::trader, {}, [from](const call&) {
            const auto latest = from.status->latest();
            const auto shown = from.show(*latest);
            // The code lets probes tell without reading the body.
            return answer{shown.found.is_healthy() ? 200U : 503U, health_json(shown), ""};
          }};
}

/// What a stream tells next.
class status_feed {
public:
  status_feed(const source& from, std::optional<std::string> account)
    : from_(from), account_(std::move(account)) {
  }

  std::optional<std::string> operator()() {
    const auto latest = from_.status->latest();
    if (latest == told_)
      return std::nullopt;
    auto shown = from_.show(*latest);
    if (account_)
      shown.only = find_account(*latest, *account_);
    // One that is asked for by its name keeps it, but it may have to be found first.
    if (account_ && shown.only == nullptr)
      return std::nullopt;
    told_ = latest;
    return status_json(shown).dump(-1, ' ', false, json::error_handler_t::replace);
  }

private:
  source from_;
  std::optional<std::string> account_;
  /// Kept, so that another status never has its address.
  std::shared_ptr<const daemon_status> told_;
};

route stream(const source& from) {
  return {method::get, "/v1/stream", role::trader, {"account"}, [from](const call& asked) {
            const auto* wanted = asked.find("account");
            if (wanted != nullptr && find_account(*from.status->latest(), *wanted) == nullptr)
              return no_account(*wanted);
            answer out;
            out.feed = status_feed{from, wanted == nullptr ? std::nullopt : std::optional{*wanted}};
            return out;
          }};
}

route version(const source& from) {
  return {method::get, "/v1/version", role::trader, {}, [from](const call&) {
            return answer{200, version_json(*from.status->latest()), ""};
          }};
}

route metrics(const source& from, const domain::measurements* measured) {
  return {
    method::get, metrics_path, role::trader, {}, [from, measured](const call&) {
      const auto latest = from.status->latest();
      return answer{200, {}, "", metrics_text(from.show(*latest), measured), metrics_media_type};
    }};
}

} // namespace

route_table read_routes(const domain::status_port& status, const domain::wall_clock& clock,
                        std::chrono::seconds stale_after, const domain::measurements* measured) {
  const auto from = source{&status, &clock, stale_after};
  return {
    filtered(from, "/v1/status", status_json),
    filtered(from, "/v1/accounts", accounts_json),
    one_account(from),
    filtered(from, "/v1/locks", all_locks_json),
    filtered(from, "/v1/pnl", all_results_json),
    filtered(from, "/v1/positions", all_positions_json),
    filtered(from, "/v1/orders", all_orders_json),
    health(from),
    stream(from),
    version(from),
    metrics(from, measured),
  };
}

} // namespace riskd::control_api
