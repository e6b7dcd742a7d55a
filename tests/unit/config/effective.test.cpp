#define CAF_SUITE config.effective

#include "config/effective.hpp"

#include "tests/unit/config/loading.hpp"

#include <caf/test/unit_test.hpp>

namespace config_effective {

using namespace riskd;
using test::file_with;

namespace {

struct fixture : test::loading {
  std::string hash(const std::string& text) {
    return good(text).hash;
  }

  std::string account_hash(const std::string& text) {
    return good(text).accounts.at(0).settings.config_hash;
  }

  std::string canonical(const std::string& text) {
    return good(text).accounts.at(0).canonical;
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(effective_tests, fixture)

// R-C-5
CAF_TEST(the effective configuration of an account is canonical JSON) {
  const auto text = canonical(R"({"version": 1,
    "rules": {"daily_realized_loss": {"limit": "-5.0e2"}, "max_contracts": null},
    "calendar": {"holidays": {"2026": [], "2027": [], "2024": [], "2025": ["01-01"]}},
    "accounts": [{"id": 1, "override": {"market": {"mark": "mid"}}}]})");
  CAF_CHECK_EQUAL(
    text, R"({"calendar":{"early_closes":[],"holidays":{"2024":[],"2025":["01-01"],"2026":[],)"
          R"("2027":[]}},"market":{"mark":"mid","stale_after_seconds":5},"mode":"enforce",)"
          R"("on_shutdown":"keep","pnl_basis":"net","required_rules":[],)"
          R"("reset":{"time":"17:00","timezone":"America/Chicago"},)"
          R"("rules":{"daily_realized_loss":{"enabled":true,"include_unrealized":true,)"
          R"("limit":-500}},"safe_mode":"close_only",)"
          R"("supervision":{"restarts":3,"window_seconds":60}})");
}

CAF_TEST(the hash is the SHA of that text) {
  const auto read = good(file_with(R"(, "accounts": [{"id": 1}])"));
  CAF_CHECK_EQUAL(read.accounts.at(0).settings.config_hash,
                  context.sha256(read.accounts.at(0).canonical));
  CAF_CHECK_EQUAL(read.accounts.at(0).settings.config_hash.size(), 64u);
  CAF_CHECK_EQUAL(context.sha256("abc"),
                  "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

CAF_TEST(equal configurations have equal hashes however they are written) {
  const auto plain = R"({"version": 1, "rules": {"daily_realized_loss": {"limit": -500},
    "max_contracts": {"limit": 5}}, "accounts": [{"id": 1}]})";
  for (const char* other :
       {R"({"accounts":[{"id":1}],"rules":{"max_contracts":{"limit":5},"daily_realized_loss":
          {"limit":-500}},"version":1})",
        R"({"version": 1, "rules": {"daily_realized_loss": {"limit": -500.00},
          "max_contracts": {"limit": 5e0}}, "accounts": [{"id": 1}]} // the same)",
        R"({"version": 1, "rules": {"daily_realized_loss": {"include_unrealized": true},
          "max_contracts": {}}, "accounts": [{"id": 1, "mode": "enforce"}], "pnl_basis": "net"})"}) {
    CAF_CHECK_EQUAL(hash(plain), hash(other));
    CAF_CHECK_EQUAL(account_hash(plain), account_hash(other));
  }
}

CAF_TEST(every change of a value changes the hash) {
  const auto plain = file_with(R"(, "accounts": [{"id": 1}])");
  for (const char* more :
       {R"(, "pnl_basis": "gross")", R"(, "reset": {"time": "16:00"})",
        R"(, "market": {"stale_after_seconds": 6})", R"(, "on_shutdown": "flatten")",
        R"(, "safe_mode": "alert")", R"(, "supervision": {"restarts": 4})",
        R"(, "required_rules": ["daily_realized_loss"])",
        R"(, "calendar": {"holidays": {"2026": []}})"}) {
    const auto changed = file_with(std::string{R"(, "accounts": [{"id": 1}])"} + more);
    CAF_CHECK(account_hash(changed) != account_hash(plain));
    CAF_CHECK(hash(changed) != hash(plain));
  }
}

CAF_TEST(what no rule reads leaves the hash of an account alone) {
  const auto plain = file_with(R"(, "accounts": [{"id": 1}])");
  for (const char* more :
       {R"(, "storage": {"dir": "elsewhere"})", R"(, "market": {"conflate_ms": 1})",
        R"(, "gateway": {"spin_us": 1})", R"(, "alerts": {"warn_at_percent": []})"}) {
    const auto changed = file_with(std::string{R"(, "accounts": [{"id": 1}])"} + more);
    CAF_CHECK_EQUAL(account_hash(changed), account_hash(plain));
    CAF_CHECK(hash(changed) != hash(plain));
  }
}

CAF_TEST(one account may change without the other) {
  const auto with = [&](const std::string& changes) {
    return good(
      file_with(R"(, "accounts": [{"id": 1, "override": {)" + changes + R"(}}, {"id": 2}])"));
  };
  const auto plain = with("");
  const auto changed = with(R"("pnl_basis": "gross")");
  CAF_CHECK(plain.accounts.at(0).settings.config_hash
            != changed.accounts.at(0).settings.config_hash);
  CAF_CHECK_EQUAL(plain.accounts.at(1).settings.config_hash,
                  changed.accounts.at(1).settings.config_hash);
}

// R-C-4, R-C-5: references unresolved.
CAF_TEST(a hash depends on the name of a secret but never on its value) {
  const auto text = file_with(R"(, "gateway": {"api_key": "${KEY}"})");
  environment["KEY"] = "one";
  const auto first = hash(text);
  environment["KEY"] = "two";
  CAF_CHECK_EQUAL(hash(text), first);
  CAF_CHECK(hash(file_with(R"(, "gateway": {"api_key": "${OTHER}"})")) != first);
}

CAF_TEST(a literal secret in a replayed file is in no hash) {
  context.purpose = config::load_purpose::replay;
  CAF_CHECK_EQUAL(hash(file_with(R"(, "gateway": {"api_key": "hunter2"})")),
                  hash(file_with(R"(, "gateway": {"api_key": "hunter3"})")));
}

CAF_TEST(people see the whole effective configuration) {
  const auto shown = good(file_with("")).shown;
  CAF_CHECK(shown.find("\"limit\": -500") != std::string::npos);
  CAF_CHECK(shown.find("\"username\": \"***\"") != std::string::npos);
  CAF_CHECK(shown.find("\"rest_url\": \"https://api.topstepx.com\"") != std::string::npos);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace config_effective
