#pragma once

#include "domain/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace riskd::simulator {

/// Everything about the venue that is unknown, disputed or worth varying. Each member can be set by
/// name, on the command line and at run time; docs/SIMULATOR.md lists them. Defaults follow
/// `projectx-gateway.md` section 9. Times are milliseconds.
struct exchange_settings {
  // How long the venue takes (7.1, 9.6). All are jittered.
  std::int64_t market_fill_ms = 6;
  std::int64_t close_fill_ms = 3;
  std::int64_t stop_fill_ms = 5;
  std::int64_t bracket_activation_ms = 18;
  std::int64_t oco_cancel_ms = 12;
  std::int64_t rejection_ms = 2;
  std::int64_t jitter_percent = 30;

  // How orders are matched.
  std::int64_t stop_slippage_ticks_max = 2;
  /// How often a print exactly at a resting limit fills it.
  std::int64_t queue_fill_percent = 25;
  /// Contracts per fill; 0 fills everything at once.
  std::int64_t partial_fill_size = 0;
  /// `last` or `bbo`.
  std::string stop_trigger = "last";
  /// Least time between two reports of a trailing stop's ratchet; negative reports none.
  std::int64_t trailing_report_ms = 500;

  // What is reported.
  /// The order of the events of one fill: a permutation of O, T, P and A.
  std::string emission = "OTPA";
  /// Resting orders are shown with status 6 before 1.
  bool pending_before_open = false;
  /// Status 7 is shown before 3.
  bool pending_cancellation = false;
  /// `one` or `two` position events when a fill turns a position round.
  std::string reversal_events = "one";

  // How it is booked.
  /// `fifo`: profit per lot, first in first out, the average is that of the remaining lots, one
  /// trade row per closed lot (as recorded). `average`: against the weighted average, one row per
  /// fill.
  std::string accounting = "fifo";

  // What is refused, and how.
  /// `absolute` level or `distance` from the last price (2.7.6).
  std::string trail_price = "absolute";
  std::int64_t cancel_terminal_code = 5;
  std::int64_t locked_account_code = 4;
  /// Whether the reply to a refused order carries its id.
  bool rejected_order_id = true;
  /// `refuse` answers a second close with OrderPending while the first has not filled.
  std::string close_while_pending = "refuse";
  /// Largest net position plus working orders of an account in mini contracts; 0 for no limit.
  std::int64_t position_cap_minis = 0;
  /// Filling one leg of a bracket in part reduces the other.
  bool partial_leg_reduces_sibling = true;
  /// Status of orders that the end of the session removes: 3 or 4.
  std::int64_t session_end_status = 3;

  // The gateway around the exchange.
  /// Bounds of the time between an order's creation and the reply to its call.
  std::int64_t reply_min_ms = 8;
  std::int64_t reply_max_ms = 40;
  /// The old token dies when a new one is issued by validate.
  bool validate_ends_old_token = false;
  /// A new login ends the user's older session.
  bool single_session = false;
  /// Subscribing to somebody else's account succeeds and delivers nothing.
  bool foreign_subscription_silent = false;
  /// Sends `Retry-After` with status 429.
  bool retry_after = false;
  std::int64_t token_lifetime_s = 86'400;
  std::int64_t rate_limit = 200;
  std::int64_t rate_window_s = 60;
  std::int64_t bars_rate_limit = 50;
  std::int64_t bars_rate_window_s = 30;
  /// `envelope` with action and data, `bare` object, or `array` of envelopes (4.6.1).
  std::string event_shape = "envelope";
  /// Ids are strings, in REST and on the stream.
  bool ids_as_strings = false;
  /// The stream has explicit nulls.
  bool explicit_nulls = false;
  /// Arrays of prints end in a null.
  bool null_padding = false;
  /// `none`; `messages`: every record comes in two WebSocket messages; `fragments`: in two frames
  /// of one message.
  std::string split_records = "none";
  /// Most records in one WebSocket message.
  std::int64_t records_per_frame = 16;
  std::int64_t ping_interval_ms = 15'000;
  std::int64_t client_timeout_ms = 30'000;
  std::int64_t handshake_timeout_ms = 15'000;
};

using setting_value = std::variant<std::int64_t, bool, std::string>;

/// One setting and its present value.
struct setting_row {
  std::string_view name;
  setting_value value;
};

/// Sets one setting from text (`true`, `25`, `fifo`). Fails with a sentence that names the setting
/// and what it allows.
[[nodiscard]] domain::result<void> set_setting(exchange_settings& settings, std::string_view name,
                                               std::string_view text);

/// All settings by name.
[[nodiscard]] std::vector<setting_row> list_settings(const exchange_settings& settings);

} // namespace riskd::simulator
