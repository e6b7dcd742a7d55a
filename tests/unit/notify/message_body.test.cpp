#define CAF_SUITE notify.bodies

#include "adapters/notify/message_body.hpp"

#include <caf/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>

namespace notify_bodies {

using namespace riskd;
using domain::severity;
using nlohmann::json;
using notify::channel_kind;

namespace {

domain::notification saying(const std::string& text, severity level = severity::critical) {
  domain::notice what;
  what.at = *domain::parse_time("2026-03-03T16:02:00Z");
  what.level = level;
  what.code = "locked";
  what.account = "50K_1";
  what.text = text;
  what.local_time = "10:02 America/Chicago";
  return {7, level, {{what, 2}}};
}

notify::receiver receiver_of(channel_kind kind, const std::string& url,
                             const std::string& token = "") {
  return {kind, notify::parse_address(url).value(), token};
}

json body_of(const notify::http_message& x) {
  return json::parse(x.body);
}

void check_body(const notify::http_message& x, const json& wanted) {
  CAF_CHECK_EQUAL(body_of(x).dump(), wanted.dump());
}

std::string field_of(const notify::http_message& x, const std::string& name) {
  const auto found = std::find_if(x.fields.begin(), x.fields.end(),
                                  [&](const auto& each) { return each.first == name; });
  return found == x.fields.end() ? "" : found->second;
}

constexpr auto webhook_url = "https://example.com/hooks/secret?x=1";

} // namespace

CAF_TEST(discord gets text whose marks mean nothing) {
  const auto found = request_of(receiver_of(channel_kind::discord, webhook_url),
                                saying("a *b* <@1> `c` @everyone \\"), "run");
  CAF_CHECK(found.is_post);
  CAF_CHECK_EQUAL(found.target, "/hooks/secret?x=1");
  CAF_CHECK_EQUAL(found.content_type, "application/json");
  check_body(found, json({{"content", "\\[CRITICAL\\] 50K\\_1\\: a \\*b\\* \\<\\@1\\> \\`c\\` "
                                      "\\@everyone \\\\ \\(2 times\\) \\- 10\\:02 America/Chicago"},
                          {"username", "riskd"},
                          {"allowed_mentions", {{"parse", json::array()}}}}));
  CAF_CHECK_EQUAL(field_of(found, "Authorization"), "");
}

CAF_TEST(discord gets two thousand characters at most) {
  for (const auto* mark : {"x", "*"}) {
    std::string text;
    for (int i = 0; i < 3'000; ++i)
      text += mark;
    const auto found
      = request_of(receiver_of(channel_kind::discord, webhook_url), saying(text), "run");
    const auto content = body_of(found).at("content").get<std::string>();
    CAF_CHECK_LESS_OR_EQUAL(content.size(), 2'000u);
    CAF_CHECK_GREATER(content.size(), 1'800u);
  }
}

CAF_TEST(telegram gets the chat in the body) {
  const auto url = "https://api.telegram.org/?chat_id=%2D1001&message_thread_id=5";
  const auto who = receiver_of(channel_kind::telegram, url, "12:secret");
  CAF_CHECK_EQUAL(fault_of(who), "");
  const auto found = request_of(who, saying("a <b> &", severity::info), "run");
  CAF_CHECK_EQUAL(found.target, "/bot12:secret/sendMessage");
  check_body(found, json({{"chat_id", "-1001"},
                          {"message_thread_id", "5"},
                          {"text", "[INFO] 50K_1: a <b> & (2 times) - 10:02 America/Chicago"},
                          {"disable_notification", true}}));
  CAF_CHECK_EQUAL(field_of(found, "Authorization"), "");
}

CAF_TEST(telegram takes the token in its address as well) {
  const auto who = receiver_of(channel_kind::telegram,
                               "https://api.telegram.org/bot12:secret/sendMessage?chat_id=@me");
  CAF_CHECK_EQUAL(fault_of(who), "");
  const auto found = request_of(who, saying("a"), "run");
  CAF_CHECK_EQUAL(found.target, "/bot12:secret/sendMessage");
  CAF_CHECK(body_of(found).at("chat_id") == "@me");
  CAF_CHECK(body_of(found).at("disable_notification") == false);
}

CAF_TEST(ntfy gets the text itself with a priority) {
  const auto who = receiver_of(channel_kind::ntfy, "https://ntfy.sh/topic", "tk_1");
  for (const auto& [level, priority] :
       {std::pair{severity::info, "2"}, std::pair{severity::warning, "3"},
        std::pair{severity::critical, "4"}, std::pair{severity::emergency, "5"}}) {
    const auto found = request_of(who, saying("a", level), "run");
    CAF_CHECK_EQUAL(field_of(found, "Priority"), priority);
  }
  const auto found = request_of(who, saying("a"), "run");
  CAF_CHECK_EQUAL(found.target, "/topic");
  CAF_CHECK_EQUAL(found.content_type, "text/plain; charset=utf-8");
  CAF_CHECK_EQUAL(found.body, "[CRITICAL] 50K_1: a (2 times) - 10:02 America/Chicago");
  CAF_CHECK_EQUAL(field_of(found, "Authorization"), "Bearer tk_1");
  const auto cut = request_of(who, saying(std::string(9'000, 'x')), "run");
  CAF_CHECK_LESS_OR_EQUAL(cut.body.size(), 4'096u);
}

CAF_TEST(slack gets its three characters escaped) {
  const auto found
    = request_of(receiver_of(channel_kind::slack, webhook_url), saying("<!channel> & *b*"), "run");
  check_body(found, json({{"text", "[CRITICAL] 50K_1: &lt;!channel&gt; &amp; *b* (2 "
                                   "times) - 10:02 America/Chicago"},
                          {"mrkdwn", false}}));
}

CAF_TEST(a webhook gets every notice with its parts) {
  const auto found
    = request_of(receiver_of(channel_kind::webhook, webhook_url, "t"), saying("a \"b\""), "run");
  CAF_CHECK_EQUAL(field_of(found, "Authorization"), "Bearer t");
  const auto text = "[CRITICAL] 50K_1: a \"b\" (2 times) - 10:02 America/Chicago";
  check_body(found, json({{"schema", 1},
                          {"source", "riskd"},
                          {"id", "run-7"},
                          {"severity", "critical"},
                          {"text", text},
                          {"notices",
                           {{{"ts", "2026-03-03T16:02:00.000000Z"},
                             {"local_time", "10:02 America/Chicago"},
                             {"severity", "critical"},
                             {"code", "locked"},
                             {"account", "50K_1"},
                             {"text", "a \"b\""},
                             {"count", 2}}}}}));
  auto daemon = saying("a");
  daemon.lines[0].what.account.clear();
  const auto other = request_of(receiver_of(channel_kind::webhook, webhook_url), daemon, "run");
  CAF_CHECK(body_of(other).at("notices").at(0).at("account").is_null());
  CAF_CHECK_EQUAL(field_of(other, "Authorization"), "");
}

CAF_TEST(a name that is no text leaves the rest readable) {
  auto what = saying("a");
  what.lines[0].what.account = "50K\xff";
  const auto found = request_of(receiver_of(channel_kind::slack, webhook_url), what, "run");
  CAF_CHECK(body_of(found).at("text").get<std::string>().find(": a (2 times)")
            != std::string::npos);
}

CAF_TEST(receivers that can never be reached are found beforehand) {
  const auto telegram = [](const char* url, const char* token) {
    return fault_of(receiver_of(channel_kind::telegram, url, token));
  };
  CAF_CHECK_NOT_EQUAL(telegram("https://api.telegram.org", "1:a"), "");
  CAF_CHECK_NOT_EQUAL(telegram("https://api.telegram.org?chat_id=", "1:a"), "");
  CAF_CHECK_NOT_EQUAL(telegram("https://api.telegram.org?chat_id=1", "1:a/b"), "");
  CAF_CHECK_EQUAL(telegram("https://api.telegram.org?chat_id=1", "1:a"), "");
  // A line break in a token would begin another field.
  const auto ntfy = receiver_of(channel_kind::ntfy, "https://ntfy.sh/t", "a\r\nX: b");
  CAF_CHECK_NOT_EQUAL(fault_of(ntfy), "");
}

CAF_TEST(addresses are read as they are) {
  const auto found = notify::parse_address("http://[::1]:8080/a/b/?x=%26y&z&=w&u=1+2").value();
  CAF_CHECK_EQUAL(found.server.host, "::1");
  CAF_CHECK_EQUAL(found.server.port, "8080");
  CAF_CHECK(!found.server.tls);
  CAF_CHECK_EQUAL(found.target(), "/a/b/?x=%26y&z&=w&u=1+2");
  using pairs = std::vector<std::pair<std::string, std::string>>;
  CAF_CHECK(found.parameters() == (pairs{{"x", "&y"}, {"z", ""}, {"u", "1 2"}}));
  CAF_CHECK_EQUAL(notify::parse_address("https://a.b?c").value().target(), "/?c");
  CAF_CHECK_EQUAL(notify::parse_address("https://a.b").value().target(), "/");
}

CAF_TEST(what is no address is refused without being repeated) {
  for (const auto* text : {"", "ftp://secret/", "secret", "wss://secret/", "https://",
                           "https://u:p@secret/", "https://secret/a b", "https://secret/#a",
                           "https://secret:0/", "https://secret/a\r\nHost: b"}) {
    const auto found = notify::parse_address(text);
    CAF_MESSAGE(text);
    CAF_CHECK(!found);
    if (!found)
      CAF_CHECK_EQUAL(found.error().sentence.find("secret"), std::string::npos);
  }
}

CAF_TEST(kinds are known by their words) {
  for (const auto* word : {"discord", "telegram", "ntfy", "slack", "webhook"})
    CAF_CHECK_EQUAL(std::string{to_string(notify::parse_kind(word).value())}, word);
  CAF_CHECK(!notify::parse_kind("pager"));
}

} // namespace notify_bodies
