#define CAF_SUITE config.tightening

#include "config/tightening.hpp"

#include "config/document.hpp"
#include "config/succession.hpp"
#include "tests/unit/config/loading.hpp"

#include <caf/test/unit_test.hpp>

#include <vector>

namespace config_tightening {

using namespace riskd;

namespace {

/// One account before and after a change of its file.
struct change_row {
  const char* key;
  const char* before;
  const char* after;
  /// What is in force at once.
  const char* now;
};

struct fixture : test::loading {
  std::string file(const std::string& members) {
    return R"({"version": 1, "accounts": [{"name": "A", "id": 1)" + in_account_ + "}], " + members
           + "}";
  }

  config::succession succession(const std::string& before, const std::string& after) {
    const auto old = good(before);
    const auto next = good(after);
    const auto out = config::succeed(old.accounts.at(0).stored, &next.accounts.at(0), context);
    CAF_REQUIRE(out.has_value());
    return *out;
  }

  static std::string in_force(const config::succession& out, std::string_view pointer) {
    const auto tree = config::read_document(out.now.canonical);
    const auto* at = &*tree.root;
    while (at && !pointer.empty()) {
      const auto dot = pointer.find('.');
      at = at->find(pointer.substr(0, dot));
      pointer = dot == std::string_view::npos ? "" : pointer.substr(dot + 1);
    }
    return at ? config::canonical_json(*at) : "none";
  }

  /// Checks each row in both directions: what is stricter applies at once, what is looser waits.
  void check(const char* rule, const std::vector<change_row>& rows) {
    for (const auto& row : rows) {
      const auto block = [&](const char* content) {
        return file("\"rules\": {\"" + std::string{rule} + "\": {" + content + "}}");
      };
      const auto key = "rules." + std::string{rule} + "." + row.key;
      const auto tightened = succession(block(row.before), block(row.after));
      CAF_CHECK_EQUAL(in_force(tightened, key), row.now);
      const auto kept = succession(block(row.after), block(row.before));
      CAF_CHECK_EQUAL(in_force(kept, key), row.now);
      CAF_CHECK(kept.next.has_value());
    }
  }

  /// Checks that a change of a key waits, whichever way it goes.
  void check_waits(const std::string& before, const std::string& after, const std::string& key) {
    for (const auto& [from, to] : {std::pair{before, after}, std::pair{after, before}}) {
      const auto out = succession(from, to);
      const auto old = good(from).accounts.at(0);
      const auto wanted = good(to).accounts.at(0);
      CAF_CHECK_EQUAL(out.now.canonical, old.canonical);
      CAF_CHECK(out.tightened.empty());
      CAF_REQUIRE(!out.waiting.empty());
      CAF_CHECK_EQUAL(out.waiting.at(0).key, key);
      CAF_REQUIRE(out.next.has_value());
      CAF_CHECK_EQUAL(out.next->canonical, wanted.canonical);
    }
  }

  std::string in_account_;
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(tightening_tests, fixture)

// R-C-8, R-C-9: the table of directions, one row each.
CAF_TEST(counts of contracts tighten when they shrink) {
  check("max_contracts",
        {
          {"limit", R"("limit": 5)", R"("limit": 3)", "3"},
          {"count_type", R"("count_type": "net")", R"("count_type": "gross")", "\"gross\""},
          {"enforcement", R"("enforcement": "reduce_to_limit")",
           R"("enforcement": "close_offending")", "\"close_offending\""},
          {"enforcement", R"("enforcement": "close_offending")", R"("enforcement": "close_all")",
           "\"close_all\""},
          {"weights", R"("weights": {"ES": 2})", R"("weights": {"ES": 10})", R"({"ES":10})"},
          {"weights", R"("weights": {})", R"("weights": {"NQ": 10})", R"({"NQ":10})"},
        });
}

CAF_TEST(limits of a product tighten when they shrink) {
  check("max_contracts_per_instrument",
        {
          {"default_limit", R"("default_limit": 3)", R"("default_limit": 0)", "0"},
          {"instrument_limits", R"("instrument_limits": {"MNQ": 4})",
           R"("instrument_limits": {"MNQ": 2})", R"({"MNQ":2})"},
          {"instrument_limits", R"("instrument_limits": {})", R"("instrument_limits": {"MNQ": 2})",
           R"({"MNQ":2})"},
          {"unknown_product_action", R"("unknown_product_action": "allow")",
           R"("unknown_product_action": "block")", "\"block\""},
          {"unknown_product_action", R"("unknown_product_action": "allow_with_limit")",
           R"("unknown_product_action": "block")", "\"block\""},
          {"enforcement", R"("enforcement": "reduce_to_limit")", R"("enforcement": "close_all")",
           "\"close_all\""},
        });
}

CAF_TEST(a product that only one file lists keeps the stricter of both) {
  const auto limits = [&](const std::string& before, const std::string& after) {
    const auto block = [&](const std::string& content) {
      return file(R"("rules": {"max_contracts_per_instrument": {)" + content + "}}");
    };
    return in_force(succession(block(before), block(after)),
                    "rules.max_contracts_per_instrument.instrument_limits");
  };
  // Ten of what the default allows three of: a loosening.
  CAF_CHECK_EQUAL(limits("", R"("instrument_limits": {"MNQ": 10})"), R"({"MNQ":3})");
  CAF_CHECK_EQUAL(limits(R"("instrument_limits": {"MNQ": 10})", ""), R"({"MNQ":3})");
  CAF_CHECK_EQUAL(limits(R"("unknown_product_action": "allow")",
                         R"("unknown_product_action": "allow", "instrument_limits": {"MNQ": 9})"),
                  R"({"MNQ":9})");
  CAF_CHECK_EQUAL(
    limits(R"("unknown_product_action": "block")", R"("instrument_limits": {"MNQ": 9})"),
    R"({"MNQ":0})");
  CAF_CHECK_EQUAL(limits(R"("instrument_limits": {"ES": 1})", R"("instrument_limits": {"EP": 2})"),
                  R"({"ES":1})");
}

CAF_TEST(limits of money tighten towards zero) {
  check("daily_realized_loss", {
                                 {"limit", R"("limit": -500)", R"("limit": -300.5)", "-300.5"},
                                 {"include_unrealized", R"("include_unrealized": false)",
                                  R"("include_unrealized": true)", "true"},
                               });
  check("daily_unrealized_loss",
        {
          {"limit", R"("limit": -300)", R"("limit": -299.9999)", "-299.9999"},
          {"respect_daily_limit", R"("respect_daily_limit": false)",
           R"("respect_daily_limit": true)", "true"},
        });
  check("max_unrealized_profit", {
                                   {"target", R"("target": 1000)", R"("target": 999)", "999"},
                                   {"respect_daily_target", R"("respect_daily_target": false)",
                                    R"("respect_daily_target": true)", "true"},
                                 });
  check("daily_realized_profit", {
                                   {"target", R"("target": 1000)", R"("target": 10)", "10"},
                                   {"include_unrealized", R"("include_unrealized": false)",
                                    R"("include_unrealized": true)", "true"},
                                 });
}

CAF_TEST(frequencies tighten with fewer trades as with longer pauses) {
  check(
    "trade_frequency_limit",
    {
      {"limits.per_minute", R"("limits": {"per_minute": 3})", R"("limits": {"per_minute": 2})",
       "2"},
      {"limits.per_hour", R"("limits": {"per_hour": null})", R"("limits": {"per_hour": 9})", "9"},
      {"cooldown_seconds.per_hour", R"("cooldown_seconds": {"per_hour": 600})",
       R"("cooldown_seconds": {"per_hour": 601})", "601"},
      {"cooldown_seconds.per_session", R"("cooldown_seconds": {"per_session": 86400})",
       R"("cooldown_seconds": {"per_session": "until_reset"})", "\"until_reset\""},
      {"trigger", R"("trigger": "on_exceed")", R"("trigger": "on_reach")", "\"on_reach\""},
      {"existing_positions", R"("existing_positions": "keep")",
       R"("existing_positions": "flatten")", "\"flatten\""},
    });
}

CAF_TEST(tiers of losses combine to the longer pause after each loss) {
  const auto tier = [](const char* loss, const char* seconds) {
    return std::string{R"({"loss": )"} + loss + R"(, "cooldown_seconds": )" + seconds + "}";
  };
  const auto tiers = [&](const std::string& content) {
    return R"("tiers": [)" + content + "]";
  };
  const auto one = tiers(tier("-100", "300"));
  const auto nearer = tiers(tier("-50", "300"));
  const auto longer = tiers(tier("-100", "400"));
  const auto more = tiers(tier("-100", "300") + "," + tier("-200", "900"));
  const auto mixed = tiers(tier("-80", "60") + "," + tier("-150", "900"));
  check("cooldown_after_loss",
        {
          {"tiers", one.c_str(), nearer.c_str(), R"([{"cooldown_seconds":300,"loss":-50}])"},
          {"tiers", one.c_str(), longer.c_str(), R"([{"cooldown_seconds":400,"loss":-100}])"},
          {"tiers", one.c_str(), more.c_str(),
           R"([{"cooldown_seconds":300,"loss":-100},{"cooldown_seconds":900,"loss":-200}])"},
          {"tiers", one.c_str(), mixed.c_str(),
           R"([{"cooldown_seconds":60,"loss":-80},{"cooldown_seconds":300,"loss":-100},)"
           R"({"cooldown_seconds":900,"loss":-150}])"},
          {"existing_positions", R"("existing_positions": "keep")",
           R"("existing_positions": "flatten")", "\"flatten\""},
        });
}

CAF_TEST(graces with sessions with blocks) {
  check("no_stop_loss_grace", {
                                {"grace_period_seconds", R"("grace_period_seconds": 60)",
                                 R"("grace_period_seconds": 30)", "30"},
                                {"require_full_coverage", R"("require_full_coverage": false)",
                                 R"("require_full_coverage": true)", "true"},
                                {"require_continuous", R"("require_continuous": false)",
                                 R"("require_continuous": true)", "true"},
                                {"accept_stop_limit", R"("accept_stop_limit": true)",
                                 R"("accept_stop_limit": false)", "false"},
                              });
  check("session_block_outside", {{"respect_holidays", R"("respect_holidays": false)",
                                   R"("respect_holidays": true)", "true"}});
  check("symbol_blocks",
        {
          {"blocked_symbols", R"("blocked_symbols": ["ES"])", R"("blocked_symbols": ["ES", "NQ"])",
           R"(["ES","NQ"])"},
          {"allow_block_all", R"("blocked_symbols": ["X"], "allow_block_all": true)",
           R"("blocked_symbols": ["X"], "allow_block_all": false)", "false"},
        });
}

CAF_TEST(a rule that is new applies at once) {
  const auto without = file(R"("rules": {"max_contracts": {"limit": 5}})");
  const auto off = file(R"("rules": {"max_contracts": {"limit": 5},
    "daily_realized_loss": {"limit": -200, "enabled": false}})");
  const auto with = file(R"("rules": {"max_contracts": {"limit": 5},
    "daily_realized_loss": {"limit": -900}})");
  for (const auto& before : {without, off}) {
    const auto out = succession(before, with);
    CAF_CHECK_EQUAL(in_force(out, "rules.daily_realized_loss.limit"), "-900");
    CAF_CHECK(!out.next.has_value());
    CAF_CHECK(!out.tightened.empty());
    const auto kept = succession(with, before);
    CAF_CHECK_EQUAL(in_force(kept, "rules.daily_realized_loss.enabled"), "true");
    CAF_REQUIRE(kept.next.has_value());
  }
  // Both kinds in one block are split.
  const auto mixed = succession(with, off);
  CAF_CHECK_EQUAL(in_force(mixed, "rules.daily_realized_loss.limit"), "-200");
  CAF_CHECK_EQUAL(in_force(mixed, "rules.daily_realized_loss.enabled"), "true");
}

CAF_TEST(settings of the account itself) {
  const auto rules = std::string{R"("rules": {"max_contracts": {}})"};
  const auto with = [&](const std::string& more) {
    return file(rules + more);
  };
  const auto now = [&](const std::string& before, const std::string& after, const char* key) {
    const auto strict = in_force(succession(with(before), with(after)), key);
    CAF_CHECK_EQUAL(in_force(succession(with(after), with(before)), key), strict);
    return strict;
  };
  CAF_CHECK_EQUAL(now("", R"(, "on_shutdown": "flatten")", "on_shutdown"), "\"flatten\"");
  CAF_CHECK_EQUAL(now(R"(, "safe_mode": "alert")", "", "safe_mode"), "\"close_only\"");
  CAF_CHECK_EQUAL(now("", R"(, "safe_mode": "flatten")", "safe_mode"), "\"flatten\"");
  CAF_CHECK_EQUAL(now("", R"(, "supervision": {"restarts": 1})", "supervision.restarts"), "1");
  CAF_CHECK_EQUAL(now("", R"(, "required_rules": ["max_contracts"])", "required_rules"),
                  R"(["max_contracts"])");
  const auto enforced = with("");
  in_account_ = R"(, "mode": "shadow")";
  const auto shadowed = with("");
  const auto kept = succession(enforced, shadowed);
  CAF_CHECK(kept.now.settings.mode == domain::account_mode::enforce);
  CAF_CHECK(kept.next->settings.mode == domain::account_mode::shadow);
  const auto armed = succession(shadowed, enforced);
  CAF_CHECK(armed.now.settings.mode == domain::account_mode::enforce);
  CAF_CHECK(!armed.next.has_value());
}

CAF_TEST(what has no direction waits) {
  const auto rules = std::string{R"("rules": {"max_contracts": {}, "session_block_outside": {},
    "trade_frequency_limit": {}, "auth_loss_guard": {}, "trade_management": {}})"};
  const auto with = [&](const std::string& more) {
    return file(rules + more);
  };
  check_waits(with(""), with(R"(, "pnl_basis": "gross")"), "pnl_basis");
  check_waits(with(""), with(R"(, "reset": {"time": "18:00"})"), "reset.time");
  check_waits(with(""), with(R"(, "reset": {"timezone": "UTC"})"), "reset.timezone");
  check_waits(with(""), with(R"(, "market": {"mark": "mid"})"), "market.mark");
  check_waits(with(""), with(R"(, "market": {"stale_after_seconds": 9})"),
              "market.stale_after_seconds");
  const auto one = [&](const char* block) {
    return file(std::string{R"("rules": {"max_contracts": {}, )"} + block + "}");
  };
  check_waits(one(R"("trade_frequency_limit": {})"),
              one(R"("trade_frequency_limit": {"count_mode": "fills"})"),
              "rules.trade_frequency_limit.count_mode");
  check_waits(one(R"("session_block_outside": {})"),
              one(R"("session_block_outside": {"timezone": "UTC"})"),
              "rules.session_block_outside.timezone");
  check_waits(one(R"("session_block_outside": {})"),
              one(R"("session_block_outside": {"warn_before_end_seconds": 9})"),
              "rules.session_block_outside.warn_before_end_seconds");
  check_waits(one(R"("auth_loss_guard": {})"),
              one(R"("auth_loss_guard": {"check_interval_seconds": 10})"),
              "rules.auth_loss_guard.check_interval_seconds");
  check_waits(one(R"("trade_management": {})"),
              one(R"("trade_management": {"trailing_stop": {"trail_ticks": 2}})"),
              "rules.trade_management.trailing_stop.trail_ticks");
}

// R-T-11, R-T-12, R-Y-14
CAF_TEST(days without a session are added at once) {
  const auto with = [&](const std::string& calendar) {
    return file(R"("rules": {"max_contracts": {}}, "calendar": {)" + calendar + "}");
  };
  const auto now = [&](const std::string& before, const std::string& after, const char* key) {
    return in_force(succession(with(before), with(after)), key);
  };
  const auto one = std::string{R"("holidays": {"2026": ["01-01"]})"};
  const auto two = std::string{R"("holidays": {"2026": ["2026-01-01", "03-02"]})"};
  CAF_CHECK_EQUAL(now(one, two, "calendar.holidays.2026"), R"(["01-01","03-02"])");
  CAF_CHECK_EQUAL(now(two, one, "calendar.holidays.2026"), R"(["2026-01-01","03-02"])");
  CAF_CHECK_EQUAL(now("", R"("holidays": {"2031": ["01-01"]})", "calendar.holidays.2031"),
                  R"(["01-01"])");
  const auto close = [](const char* date, const char* time) {
    return std::string{R"("early_closes": [{"date": ")"} + date + R"(", "time": ")" + time + "\"}]";
  };
  const auto noon = std::string{R"([{"date":"2026-03-02","time":"12:00"}])"};
  CAF_CHECK_EQUAL(now("", close("2026-03-02", "12:00"), "calendar.early_closes"), noon);
  CAF_CHECK_EQUAL(now(close("2026-03-02", "12:00"), "", "calendar.early_closes"), noon);
  CAF_CHECK_EQUAL(
    now(close("2026-03-02", "13:00"), close("2026-03-02", "12:00"), "calendar.early_closes"), noon);
  CAF_CHECK_EQUAL(
    now(close("2026-03-02", "12:00"), close("2026-03-02", "13:00"), "calendar.early_closes"), noon);
  // An early close would open a default holiday; a list would replace the exchange's.
  CAF_CHECK_EQUAL(now("", close("2026-12-25", "12:00"), "calendar.early_closes"), "[]");
  const auto exchange = std::string{R"("exchange": "equity_index")"};
  CAF_CHECK_EQUAL(now(exchange, exchange + ", " + one, "calendar.holidays"), "{}");
  CAF_CHECK_EQUAL(
    now(exchange, exchange + ", " + close("2026-11-27", "15:00"), "calendar.early_closes"), "[]");
  CAF_CHECK_EQUAL(now("", exchange, "calendar.exchange"), "none");
  CAF_CHECK_EQUAL(now(exchange, "", "calendar.exchange"), R"("equity_index")");
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace config_tightening
