#define CAF_SUITE config.load

#include "config/load.hpp"

#include "tests/unit/config/loading.hpp"

#include <caf/test/unit_test.hpp>

namespace config_load {

using namespace riskd;
using test::file_with;
using test::file_with_rules;
using namespace std::chrono_literals;

namespace {

struct fixture : test::loading {};

constexpr const char* everything = R"({
  "version": 1,
  "preset": null,
  "gateway": {
    "rest_url": "http://127.0.0.1:8080/base", "user_hub_url": "ws://127.0.0.1:8080/hubs/user",
    "market_hub_url": "wss://[::1]:8443/hubs/market", "username": "${LOGIN}", "api_key": "${KEY}",
    "env_file": null, "live_data": true, "ca_file": "ca.pem", "spin_us": 0, "inflight_max": 16
  },
  "accounts": [
    {"name": "A", "id": 9223372036854775807, "enabled": false, "mode": "shadow"}, {"id": -5}
  ],
  "pnl_basis": "gross",
  "reset": {"time": "02:30:15", "timezone": "America/New_York"},
  "market": {"mark": "exit_side", "stale_after_seconds": 0, "conflate_ms": 7,
             "subscribe": ["mnq", "ES"]},
  "rules": {"daily_realized_loss": {}},
  "required_rules": ["daily_realized_loss"],
  "reconcile": {"interval_seconds": 5},
  "on_shutdown": "flatten",
  "safe_mode": "flatten",
  "supervision": {"restarts": 100, "window_seconds": 3600},
  "storage": {"dir": "${PLACE}"},
  "logging": {"dir": "log", "level": "WARNING"},
  "operator": {"socket": "s", "admin_group": "a", "trader_group": "t"},
  "alerts": {"warn_at_percent": [99, 1, 1]},
  "metrics": {"tcp_port": 65535},
  "record": {"file": "events.ndjson"},
  "notifications": {
    "channels": [{"kind": "ntfy", "url": "${PLACE}", "token": null, "severities": ["critical"]}],
    "heartbeat_url": "${PLACE}"
  }
})";

} // namespace

CAF_TEST_FIXTURE_SCOPE(load_tests, fixture)

CAF_TEST(a file may leave nearly everything to its defaults) {
  const auto read = good(R"({"version": 1, "rules": {"daily_realized_loss": {}}})");
  CAF_REQUIRE_EQUAL(read.gateways.size(), 1u);
  const auto& gateway = read.gateways.front();
  CAF_CHECK_EQUAL(gateway.name, "gateway");
  CAF_CHECK_EQUAL(gateway.rest_url, "https://api.topstepx.com");
  CAF_CHECK_EQUAL(gateway.user_hub_url, "https://rtc.topstepx.com/hubs/user");
  CAF_CHECK_EQUAL(gateway.market_hub_url, "https://rtc.topstepx.com/hubs/market");
  CAF_CHECK(!gateway.live_data);
  CAF_CHECK(!gateway.ca_file);
  CAF_CHECK(gateway.spin == 25us);
  CAF_CHECK_EQUAL(gateway.inflight_max, 1024);
  CAF_CHECK(read.accounts.empty());
  CAF_CHECK(read.market.conflate == 100ms);
  CAF_CHECK(read.market.subscribe.empty());
  CAF_CHECK(read.required_rules.empty());
  CAF_CHECK(read.reconcile_interval == 30s);
  CAF_CHECK_EQUAL(read.storage_dir, "state");
  CAF_CHECK_EQUAL(read.logging.dir, "logs");
  CAF_CHECK_EQUAL(read.logging.level, "INFO");
  CAF_CHECK_EQUAL(read.operators.socket, "riskd.sock");
  CAF_CHECK_EQUAL(read.operators.admin_group, "riskd-admin");
  CAF_CHECK_EQUAL(read.operators.trader_group, "riskd");
  CAF_CHECK((read.warn_at_percent == std::vector{50, 70, 85}));
  CAF_CHECK(!read.metrics_port);
  CAF_CHECK(!read.record_file);
  CAF_CHECK(read.notifications.channels.empty());
  CAF_CHECK(!read.notifications.heartbeat_url);
}

CAF_TEST(an account has the defaults of the specification) {
  const auto read = good(file_with(R"(, "accounts": [{"name": "PRAC-1"}])"));
  CAF_REQUIRE_EQUAL(read.accounts.size(), 1u);
  const auto& account = read.accounts.front();
  CAF_CHECK_EQUAL(account.gateway, "gateway");
  CAF_CHECK(account.enabled);
  domain::account_settings expected;
  expected.name = "PRAC-1";
  expected.reset.zone = context.zones("America/Chicago").value();
  expected.rules.set(domain::rules::daily_realized_loss{});
  expected.calendar = good(file_with("")).base.settings.calendar;
  expected.config_hash = account.settings.config_hash;
  CAF_CHECK(account.settings == expected);
}

CAF_TEST(the rules have the defaults of the specification) {
  const auto read = good(file_with_rules(
    R"("max_contracts": {}, "max_contracts_per_instrument": {}, "daily_realized_loss": {},
       "daily_realized_profit": {})"));
  domain::rules::rule_set expected;
  expected.set(domain::rules::max_contracts{});
  expected.set(domain::rules::max_contracts_per_instrument{});
  expected.set(domain::rules::daily_realized_loss{});
  expected.set(domain::rules::daily_realized_profit{});
  CAF_CHECK(read.base.settings.rules == expected);
}

CAF_TEST(every value that is given arrives) {
  environment["LOGIN"] = "somebody";
  environment["KEY"] = "key-of-somebody";
  environment["PLACE"] = "/var/lib/riskd";
  const auto read = good(everything);
  const auto& gateway = read.gateways.at(0);
  CAF_CHECK_EQUAL(gateway.rest_url, "http://127.0.0.1:8080/base");
  CAF_CHECK_EQUAL(gateway.user_hub_url, "ws://127.0.0.1:8080/hubs/user");
  CAF_CHECK_EQUAL(gateway.market_hub_url, "wss://[::1]:8443/hubs/market");
  CAF_CHECK_EQUAL(gateway.username.reveal(), "somebody");
  CAF_CHECK_EQUAL(gateway.api_key.reveal(), "key-of-somebody");
  CAF_CHECK(gateway.live_data);
  CAF_CHECK_EQUAL(gateway.ca_file.value(), "ca.pem");
  CAF_CHECK(gateway.spin == 0us);
  CAF_CHECK_EQUAL(gateway.inflight_max, 16);
  const auto& account = read.accounts.at(0);
  CAF_CHECK(!account.enabled);
  CAF_CHECK(account.settings.id == domain::account_id{9223372036854775807});
  CAF_CHECK(account.settings.mode == domain::account_mode::shadow);
  CAF_CHECK(account.settings.basis == domain::pnl_basis::gross);
  CAF_CHECK(account.settings.reset.time_of_day == 2h + 30min + 15s);
  CAF_CHECK_EQUAL(account.settings.reset.zone.name(), "America/New_York");
  CAF_CHECK(account.settings.mark == domain::mark_source::exit_side);
  CAF_CHECK(account.settings.stale_after == 0s);
  CAF_CHECK(account.settings.on_shutdown == domain::shutdown_policy::flatten);
  CAF_CHECK(account.settings.safe_mode == domain::safe_mode_policy::flatten);
  CAF_CHECK((account.settings.supervision == domain::supervision_budget{100, 3600s}));
  CAF_CHECK(read.accounts.at(1).settings.id == domain::account_id{-5});
  CAF_CHECK(read.market.conflate == 7ms);
  CAF_CHECK((read.market.subscribe == std::vector<std::string>{"MNQ", "ES"}));
  CAF_CHECK(read.required_rules == std::vector{domain::rule_id::daily_realized_loss});
  CAF_CHECK(read.reconcile_interval == 5s);
  CAF_CHECK_EQUAL(read.storage_dir, "/var/lib/riskd");
  CAF_CHECK_EQUAL(read.logging.dir, "log");
  CAF_CHECK_EQUAL(read.logging.level, "WARN");
  CAF_CHECK_EQUAL(read.operators.socket, "s");
  CAF_CHECK((read.warn_at_percent == std::vector{1, 99}));
  CAF_CHECK_EQUAL(read.metrics_port.value(), 65535);
  CAF_CHECK_EQUAL(read.record_file.value(), "events.ndjson");
  CAF_REQUIRE_EQUAL(read.notifications.channels.size(), 1u);
  CAF_CHECK_EQUAL(read.notifications.channels[0].kind, "ntfy");
  CAF_CHECK_EQUAL(read.notifications.channels[0].url.reveal(), "/var/lib/riskd");
  CAF_CHECK_EQUAL(read.notifications.channels[0].token.reveal(), "");
  CAF_CHECK_EQUAL(read.notifications.heartbeat_url.value().reveal(), "/var/lib/riskd");
}

CAF_TEST(the parameters of each rule arrive) {
  const auto read = good(file_with_rules(R"(
    "max_contracts": {"limit": 12, "count_type": "gross", "enforcement": "close_offending",
                      "weights": {"es": 10, "MNQ": 1}},
    "max_contracts_per_instrument": {"instrument_limits": {"es": 0, "MNQ": 4}, "default_limit": 2,
                                     "unknown_product_action": "block",
                                     "enforcement": "close_all"},
    "daily_realized_loss": {"limit": -620.5, "include_unrealized": false},
    "daily_realized_profit": {"target": "7.8125", "include_unrealized": false, "message": "Done."})"));
  const auto& rules = read.base.settings.rules;
  domain::rules::max_contracts r001;
  r001.limit = domain::quantity{12};
  r001.count_type = domain::rules::max_contracts::counting::gross;
  r001.enforcement = domain::remedy::close_offending;
  r001.weights = {{"ES", 10}, {"MNQ", 1}};
  CAF_REQUIRE(rules.find<domain::rules::max_contracts>() != nullptr);
  CAF_CHECK(*rules.find<domain::rules::max_contracts>() == r001);
  domain::rules::max_contracts_per_instrument r002;
  r002.instrument_limits = {{"ES", domain::quantity{0}}, {"MNQ", domain::quantity{4}}};
  r002.default_limit = domain::quantity{2};
  r002.unknown_product_action = domain::rules::max_contracts_per_instrument::unknown_product::block;
  r002.enforcement = domain::remedy::close_all;
  CAF_REQUIRE(rules.find<domain::rules::max_contracts_per_instrument>() != nullptr);
  CAF_CHECK(*rules.find<domain::rules::max_contracts_per_instrument>() == r002);
  const auto* r003 = rules.find<domain::rules::daily_realized_loss>();
  CAF_REQUIRE(r003 != nullptr);
  CAF_CHECK((*r003 == domain::rules::daily_realized_loss{domain::money{-6'205'000}, false}));
  const auto* r013 = rules.find<domain::rules::daily_realized_profit>();
  CAF_REQUIRE(r013 != nullptr);
  CAF_CHECK((*r013 == domain::rules::daily_realized_profit{domain::money{78'125}, false, "Done."}));
}

// R-R-1
CAF_TEST(a block that is switched off is no active rule) {
  const auto read = good(file_with_rules(
    R"("max_contracts": {"enabled": false, "limit": 1}, "daily_realized_loss": {"enabled": true})"));
  CAF_CHECK(read.base.settings.rules.find<domain::rules::max_contracts>() == nullptr);
  CAF_CHECK(read.base.settings.rules.find<domain::rules::daily_realized_loss>() != nullptr);
}

CAF_TEST(keys that are left out are listed) {
  const auto read = good(R"({"version": 1, "rules": {"daily_realized_loss": {"limit": -1}},
                            "accounts": [{"id": 1}], "reset": {"time": "16:00"}})");
  const auto has = [&](const std::string& pointer) {
    return std::find(read.defaulted_keys.begin(), read.defaulted_keys.end(), pointer)
           != read.defaulted_keys.end();
  };
  CAF_CHECK(has("/pnl_basis"));
  CAF_CHECK(has("/reset/timezone"));
  CAF_CHECK(has("/gateway/rest_url"));
  CAF_CHECK(has("/market/mark"));
  CAF_CHECK(has("/alerts/warn_at_percent"));
  CAF_CHECK(has("/accounts/0/enabled"));
  CAF_CHECK(has("/rules/daily_realized_loss/include_unrealized"));
  CAF_CHECK(!has("/rules/daily_realized_loss/limit"));
  CAF_CHECK(!has("/reset/time"));
  CAF_CHECK(!has("/accounts/0/id"));
  CAF_CHECK(!has("/version"));
}

// R-J-5
CAF_TEST(without accounts the base is what replay applies) {
  const auto read = good(file_with(R"(, "pnl_basis": "gross")"));
  CAF_CHECK(read.accounts.empty());
  CAF_CHECK(read.base.settings.basis == domain::pnl_basis::gross);
  CAF_CHECK(read.base.settings.rules.find<domain::rules::daily_realized_loss>() != nullptr);
}

CAF_TEST(a file is read from the disk) {
  const auto path = write("riskd.json", "// nothing special\n" + file_with(""));
  const auto loaded = config::load(path, context);
  CAF_CHECK(loaded.settings.has_value());
  CAF_CHECK(loaded.errors.empty());
}

CAF_TEST(what is no file is refused) {
  for (const auto& path : {folder / "missing.json", folder, std::filesystem::path{}}) {
    const auto loaded = config::load(path, context);
    CAF_CHECK(!loaded.settings.has_value());
    CAF_REQUIRE_EQUAL(loaded.errors.size(), 1u);
    CAF_CHECK(loaded.errors.front().code == config::problem_code::form);
  }
}

CAF_TEST(a file of absurd size is refused unread) {
  const auto path = write("large.json", std::string(5'000'000, ' '));
  CAF_CHECK_EQUAL(config::load(path, context).errors.size(), 1u);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace config_load
