#include "adapters/simulator/exchange_settings.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

namespace riskd::simulator {

namespace {

using settings = exchange_settings;

struct number_entry {
  std::string_view name;
  std::int64_t settings::*member;
  std::int64_t least;
  std::int64_t most;
};

struct switch_entry {
  std::string_view name;
  bool settings::*member;
};

struct choice_entry {
  std::string_view name;
  std::string settings::*member;
  /// The words that are allowed, separated by `|`; none for `emission`, which has its own check.
  std::string_view allowed;
};

constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::int64_t many = 1'000'000'000;

constexpr auto numbers = std::to_array<number_entry>({
  {"market_fill_ms", &settings::market_fill_ms, 0, hour_ms},
  {"close_fill_ms", &settings::close_fill_ms, 0, hour_ms},
  {"stop_fill_ms", &settings::stop_fill_ms, 0, hour_ms},
  {"bracket_activation_ms", &settings::bracket_activation_ms, 0, hour_ms},
  {"oco_cancel_ms", &settings::oco_cancel_ms, 0, hour_ms},
  {"rejection_ms", &settings::rejection_ms, 0, hour_ms},
  {"jitter_percent", &settings::jitter_percent, 0, 100},
  {"stop_slippage_ticks_max", &settings::stop_slippage_ticks_max, 0, 10'000},
  {"queue_fill_percent", &settings::queue_fill_percent, 0, 100},
  {"partial_fill_size", &settings::partial_fill_size, 0, many},
  {"trailing_report_ms", &settings::trailing_report_ms, -1, hour_ms},
  {"cancel_terminal_code", &settings::cancel_terminal_code, 1, 6},
  {"locked_account_code", &settings::locked_account_code, 1, 10},
  {"position_cap_minis", &settings::position_cap_minis, 0, many},
  {"session_end_status", &settings::session_end_status, 3, 4},
  {"reply_min_ms", &settings::reply_min_ms, 0, hour_ms},
  {"reply_max_ms", &settings::reply_max_ms, 0, hour_ms},
  {"token_lifetime_s", &settings::token_lifetime_s, 1, many},
  {"rate_limit", &settings::rate_limit, 1, many},
  {"rate_window_s", &settings::rate_window_s, 1, 86'400},
  {"bars_rate_limit", &settings::bars_rate_limit, 1, many},
  {"bars_rate_window_s", &settings::bars_rate_window_s, 1, 86'400},
  {"records_per_frame", &settings::records_per_frame, 1, 1'000},
  {"ping_interval_ms", &settings::ping_interval_ms, 10, hour_ms},
  {"client_timeout_ms", &settings::client_timeout_ms, 10, hour_ms},
  {"handshake_timeout_ms", &settings::handshake_timeout_ms, 10, hour_ms},
});

constexpr auto switches = std::to_array<switch_entry>({
  {"pending_before_open", &settings::pending_before_open},
  {"pending_cancellation", &settings::pending_cancellation},
  {"rejected_order_id", &settings::rejected_order_id},
  {"partial_leg_reduces_sibling", &settings::partial_leg_reduces_sibling},
  {"validate_ends_old_token", &settings::validate_ends_old_token},
  {"single_session", &settings::single_session},
  {"foreign_subscription_silent", &settings::foreign_subscription_silent},
  {"ids_as_strings", &settings::ids_as_strings},
  {"explicit_nulls", &settings::explicit_nulls},
  {"null_padding", &settings::null_padding},
  {"retry_after", &settings::retry_after},
});

constexpr auto choices = std::to_array<choice_entry>({
  {"stop_trigger", &settings::stop_trigger, "last|bbo"},
  {"emission", &settings::emission, {}},
  {"reversal_events", &settings::reversal_events, "one|two"},
  {"accounting", &settings::accounting, "fifo|average"},
  {"trail_price", &settings::trail_price, "absolute|distance"},
  {"event_shape", &settings::event_shape, "envelope|bare|array"},
  {"split_records", &settings::split_records, "none|messages|fragments"},
  {"close_while_pending", &settings::close_while_pending, "refuse|accept"},
});

domain::failure unusable(std::string_view name, std::string_view text, std::string_view allowed) {
  return {domain::failure_code::malformed_input, "setting " + std::string{name} + ": '"
                                                   + std::string{text} + "' is not "
                                                   + std::string{allowed}};
}

bool is_permutation_of_events(std::string_view text) {
  constexpr std::string_view events = "OTPA";
  return text.size() == events.size()
         && std::is_permutation(text.begin(), text.end(), events.begin());
}

bool is_listed(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    const auto end = std::min(words.find('|'), words.size());
    if (words.substr(0, end) == word)
      return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

domain::result<void> set_number(settings& all, const number_entry& entry, std::string_view text) {
  std::int64_t value = 0;
  const auto* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || rest != end || value < entry.least || value > entry.most)
    return unusable(entry.name, text,
                    "a whole number from " + std::to_string(entry.least) + " to "
                      + std::to_string(entry.most));
  all.*entry.member = value;
  return {};
}

domain::result<void> set_switch(settings& all, const switch_entry& entry, std::string_view text) {
  if (text != "true" && text != "false")
    return unusable(entry.name, text, "true or false");
  all.*entry.member = text == "true";
  return {};
}

domain::result<void> set_choice(settings& all, const choice_entry& entry, std::string_view text) {
  if (entry.allowed.empty() && !is_permutation_of_events(text))
    return unusable(entry.name, text, "a permutation of OTPA");
  if (!entry.allowed.empty() && !is_listed(entry.allowed, text))
    return unusable(entry.name, text, "one of " + std::string{entry.allowed});
  all.*entry.member = std::string{text};
  return {};
}

template <class Entries>
const typename Entries::value_type* find_entry(const Entries& entries, std::string_view name) {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const auto& entry) { return entry.name == name; });
  return found == entries.end() ? nullptr : &*found;
}

} // namespace

domain::result<void> set_setting(exchange_settings& settings, std::string_view name,
                                 std::string_view text) {
  if (const auto* entry = find_entry(numbers, name))
    return set_number(settings, *entry, text);
  if (const auto* entry = find_entry(switches, name))
    return set_switch(settings, *entry, text);
  if (const auto* entry = find_entry(choices, name))
    return set_choice(settings, *entry, text);
  return domain::failure{domain::failure_code::malformed_input,
                         "there is no setting named '" + std::string{name} + "'"};
}

std::vector<setting_row> list_settings(const exchange_settings& settings) {
  std::vector<setting_row> out;
  for (const auto& entry : numbers)
    out.push_back({entry.name, settings.*entry.member});
  for (const auto& entry : switches)
    out.push_back({entry.name, settings.*entry.member});
  for (const auto& entry : choices)
    out.push_back({entry.name, settings.*entry.member});
  std::sort(out.begin(), out.end(),
            [](const setting_row& a, const setting_row& b) { return a.name < b.name; });
  return out;
}

} // namespace riskd::simulator
