#define CAF_SUITE config.succession

#include "config/succession.hpp"

#include "tests/unit/config/loading.hpp"

#include <caf/test/unit_test.hpp>

namespace config_succession {

using namespace riskd;

namespace {

std::string file(const std::string& limit, const std::string& account, const std::string& host) {
  return R"({"version": 1, "gateway": {"rest_url": "https://)" + host + R"("},
    "accounts": [{)"
         + account + R"(}], "preset": "evaluation",
    "rules": {"daily_realized_loss": {"limit": )"
         + limit + "}}}";
}

struct fixture : test::loading {
  config::account_entry entry(const std::string& text) {
    return good(text).accounts.at(0);
  }

  config::succession succeed(const config::account_entry& before,
                             const config::account_entry& after) {
    const auto out = config::succeed(before.stored, &after, context);
    CAF_REQUIRE(out.has_value());
    return *out;
  }

  config::account_entry first = entry(file("-500", R"("id": 7, "name": "A")", "one"));
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(succession_tests, fixture)

CAF_TEST(an unchanged file changes nothing) {
  const auto out = succeed(first, first);
  CAF_CHECK_EQUAL(out.now.stored, first.stored);
  CAF_CHECK((out.now == first));
  CAF_CHECK(!out.next.has_value());
  CAF_CHECK(out.tightened.empty());
  CAF_CHECK(out.waiting.empty());
}

CAF_TEST(every example survives being stored) {
  for (const auto& each :
       std::filesystem::directory_iterator{RISKD_SOURCE_DIR "/config/examples"}) {
    const auto read = good(test::read_file(each.path()));
    for (const auto& account : read.accounts) {
      const auto out = succeed(account, account);
      CAF_CHECK((out.now == account));
      CAF_CHECK(!out.next.has_value());
    }
  }
}

// A-77, A-140, R-C-8: the numbers of these scenarios.
CAF_TEST(a limit is tightened now but loosened later) {
  const auto looser = entry(file("-800", R"("id": 7, "name": "A")", "one"));
  const auto stricter = entry(file("-300", R"("id": 7, "name": "A")", "one"));
  const auto waiting = succeed(first, looser);
  CAF_CHECK((waiting.now == first));
  CAF_CHECK((waiting.next == looser));
  CAF_CHECK(
    (waiting.waiting
     == std::vector<domain::setting_change>{{"rules.daily_realized_loss.limit", "-500", "-800"}}));
  const auto tightened = succeed(waiting.now, stricter);
  CAF_CHECK((tightened.now == stricter));
  CAF_CHECK(!tightened.next.has_value());
  CAF_CHECK(
    (tightened.tightened
     == std::vector<domain::setting_change>{{"rules.daily_realized_loss.limit", "-500", "-300"}}));
}

CAF_TEST(a new name waits as a new address does) {
  const auto renamed = succeed(first, entry(file("-500", R"("id": 7, "name": "B")", "one")));
  CAF_CHECK_EQUAL(renamed.now.settings.name, "A");
  CAF_CHECK_EQUAL(renamed.waiting.at(0).key, "account.name");
  const auto moved = succeed(first, entry(file("-500", R"("id": 7, "name": "A")", "two")));
  CAF_CHECK((moved.now == first));
  CAF_CHECK((moved.waiting
             == std::vector<domain::setting_change>{
               {"gateway.rest_url", "\"https://one\"", "\"https://two\""}}));
}

CAF_TEST(an account that is no longer listed stays guarded) {
  const auto out = config::succeed(first.stored, nullptr, context);
  CAF_REQUIRE(out.has_value());
  CAF_CHECK((out->now == first));
  CAF_CHECK(!out->next.has_value());
  CAF_CHECK_EQUAL(out->waiting.size(), 1u);
}

// An upgrade must not end the protection of the day before it began.
CAF_TEST(keys that an older program lacked have their defaults) {
  for (const char* key :
       {R"("on_shutdown":"keep",)", R"("pnl_basis":"net",)", R"("include_unrealized":true,)"}) {
    auto older = first;
    const auto at = older.stored.find(key);
    CAF_REQUIRE_NOT_EQUAL(at, std::string::npos);
    older.stored.erase(at, std::string_view{key}.size());
    const auto out = config::succeed(older.stored, nullptr, context);
    CAF_REQUIRE(out.has_value());
    CAF_CHECK((out->now == first));
  }
}

CAF_TEST(a word that means nothing to this program is refused) {
  auto stored = first.stored;
  const std::string word = R"("on_shutdown":"keep")";
  stored.replace(stored.find(word), word.size(), R"("on_shutdown":"pray")");
  const auto out = config::succeed(stored, nullptr, context);
  CAF_REQUIRE(!out.has_value());
  CAF_CHECK_NOT_EQUAL(out.error().sentence.find("cannot be used"), std::string::npos);
}

CAF_TEST(what was stored by nobody is refused) {
  for (const char* text : {"", "{", "[]", "{}", R"({"account": {}, "login": {}, "settings": 1})"})
    CAF_CHECK(!config::succeed(text, &first, context).has_value());
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace config_succession
