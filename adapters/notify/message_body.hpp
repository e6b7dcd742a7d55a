#pragma once

#include "adapters/notify/receiver_address.hpp"
#include "domain/notice.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace riskd::notify {

/// The services that messages are sent to. Each has a form of its own:
/// discord    Execute Webhook: `content`, at most 2000 characters, no mention of anybody
/// telegram   sendMessage of the Bot API: `text`, at most 4096 characters; the query of the address
///            has `chat_id` and goes into the body; with a token the address is that of the API
/// ntfy       a message to a topic: the text itself, at most 4096 bytes; priority in a field
/// slack      incoming webhook: `text` with `&`, `<` and `>` escaped
/// webhook    `docs/OPERATIONS.md`, Notifications
enum class channel_kind : std::uint8_t { discord, telegram, ntfy, slack, webhook };

/// The word of the configuration.
[[nodiscard]] const char* to_string(channel_kind x);

[[nodiscard]] std::optional<channel_kind> parse_kind(std::string_view text);

/// One HTTP request but for what every request has.
struct http_message {
  /// POST, or GET without a body.
  bool is_post = true;
  std::string target;
  std::string content_type;
  std::vector<std::pair<std::string, std::string>> fields;
  std::string body;
};

/// Where and as whom messages are sent.
struct receiver {
  channel_kind kind{};
  receiver_address address;
  /// Empty if it needs none. Discord and Slack have theirs in the address.
  std::string token;
};

/// What is wrong with a receiver that can never be reached; empty if nothing is. Quotes nothing.
[[nodiscard]] std::string fault_of(const receiver& who);

/// Writes a message as its receiver wants it.
/// @param run Tells the messages of this run of the daemon from those of others.
/// @pre `what` has a line
[[nodiscard]] http_message request_of(const receiver& who, const domain::notification& what,
                                      std::string_view run);

} // namespace riskd::notify
