#include "adapters/notify/message_body.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace riskd::notify {

namespace {

using json = nlohmann::ordered_json;
using domain::notification;
using domain::severity;

constexpr std::array<std::pair<channel_kind, const char*>, 5> kinds{{
  {channel_kind::discord, "discord"},
  {channel_kind::telegram, "telegram"},
  {channel_kind::ntfy, "ntfy"},
  {channel_kind::slack, "slack"},
  {channel_kind::webhook, "webhook"},
}};

/// What the services take at most, in bytes: never more than they count characters.
constexpr std::size_t discord_max = 2'000;
constexpr std::size_t text_max = 4'000;

constexpr auto json_type = "application/json";

/// The body of a JSON request. A name that is not UTF-8 must not keep the rest from being told.
std::string written(const json& body) {
  return body.dump(-1, ' ', false, json::error_handler_t::replace);
}

http_message post_json(const receiver& who, const json& body) {
  http_message out;
  out.target = who.address.target();
  out.content_type = json_type;
  out.body = written(body);
  return out;
}

void authorize(http_message& out, const receiver& who) {
  if (!who.token.empty())
    out.fields.emplace_back("Authorization", "Bearer " + who.token);
}

/// A backslash takes the meaning of punctuation away.
std::string without_markdown(const std::string& text) {
  constexpr std::string_view marks = R"(\*_~|`>#[]()<@:-)";
  std::string out;
  for (const char c : text) {
    if (marks.find(c) != std::string_view::npos)
      out += '\\';
    out += c;
  }
  return out;
}

http_message discord_request(const receiver& who, const notification& what) {
  // Escaping lengthens, so that less may fit.
  constexpr std::size_t step = 100;
  auto room = discord_max;
  auto content = without_markdown(text_of(what, room));
  while (content.size() > discord_max) {
    room -= step;
    content = without_markdown(text_of(what, room));
  }
  return post_json(who, {{"content", content},
                         {"username", "riskd"},
                         {"allowed_mentions", {{"parse", json::array()}}}});
}

http_message telegram_request(const receiver& who, const notification& what) {
  auto body = json::object();
  for (const auto& [name, value] : who.address.parameters())
    body[name] = value;
  body["text"] = text_of(what, text_max);
  body["disable_notification"] = what.level == severity::info;
  auto out = post_json(who, body);
  out.target = who.address.path;
  if (!who.token.empty()) {
    while (out.target.ends_with('/'))
      out.target.pop_back();
    out.target += "/bot" + who.token + "/sendMessage";
  }
  return out;
}

/// From 1 (least) to 5.
const char* ntfy_priority(severity level) {
  switch (level) {
    case severity::info:
      return "2";
    case severity::warning:
      return "3";
    case severity::critical:
      return "4";
    case severity::emergency:
      break;
  }
  return "5";
}

http_message ntfy_request(const receiver& who, const notification& what) {
  http_message out;
  out.target = who.address.target();
  out.content_type = "text/plain; charset=utf-8";
  out.fields = {{"Title", "riskd"}, {"Priority", ntfy_priority(what.level)}};
  out.body = text_of(what, text_max);
  authorize(out, who);
  return out;
}

/// https://api.slack.com/reference/surfaces/formatting: only these three characters are escaped.
http_message slack_request(const receiver& who, const notification& what) {
  std::string text;
  for (const char c : text_of(what, text_max)) {
    if (c == '&')
      text += "&amp;";
    else if (c == '<')
      text += "&lt;";
    else if (c == '>')
      text += "&gt;";
    else
      text += c;
  }
  return post_json(who, {{"text", text}, {"mrkdwn", false}});
}

json notice_json(const domain::told_line& line) {
  const auto& what = line.what;
  return {{"ts", domain::to_string(what.at)},
          {"local_time", what.local_time},
          {"severity", to_string(what.level)},
          {"code", what.code},
          {"account", what.account.empty() ? json(nullptr) : json(what.account)},
          {"text", what.text},
          {"count", line.count}};
}

http_message webhook_request(const receiver& who, const notification& what, std::string_view run) {
  auto notices = json::array();
  for (const auto& each : what.lines)
    notices.push_back(notice_json(each));
  auto out = post_json(who, {{"schema", 1},
                             {"source", "riskd"},
                             {"id", std::string{run} + "-" + std::to_string(what.number)},
                             {"severity", to_string(what.level)},
                             {"text", text_of(what, text_max)},
                             {"notices", std::move(notices)}});
  authorize(out, who);
  return out;
}

bool is_field_value(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

bool is_path_part(std::string_view text) {
  return is_field_value(text) && text.find_first_of("/?#") == std::string_view::npos;
}

} // namespace

const char* to_string(channel_kind x) {
  return std::find_if(kinds.begin(), kinds.end(), [x](const auto& each) { return each.first == x; })
    ->second;
}

std::optional<channel_kind> parse_kind(std::string_view text) {
  const auto* found = std::find_if(kinds.begin(), kinds.end(),
                                   [text](const auto& each) { return each.second == text; });
  return found == kinds.end() ? std::nullopt : std::optional{found->first};
}

std::string fault_of(const receiver& who) {
  if (!is_field_value(who.token))
    return "its token has blanks or other characters that no token has";
  if (who.kind != channel_kind::telegram)
    return {};
  if (!is_path_part(who.token))
    return "its token is not one of a Telegram bot";
  const auto parameters = who.address.parameters();
  const bool has_chat = std::any_of(parameters.begin(), parameters.end(), [](const auto& each) {
    return each.first == "chat_id" && !each.second.empty();
  });
  return has_chat ? std::string{} : "its url does not say which chat: add ?chat_id=";
}

http_message request_of(const receiver& who, const notification& what, std::string_view run) {
  switch (who.kind) {
    case channel_kind::discord:
      return discord_request(who, what);
    case channel_kind::telegram:
      return telegram_request(who, what);
    case channel_kind::ntfy:
      return ntfy_request(who, what);
    case channel_kind::slack:
      return slack_request(who, what);
    case channel_kind::webhook:
      break;
  }
  return webhook_request(who, what, run);
}

} // namespace riskd::notify
