#include "adapters/replay/story_words.hpp"

#include "domain/audit_text.hpp"
#include "domain/instrument.hpp"

#include <algorithm>

namespace riskd::replay {

using namespace domain;
using terminal::tone;

namespace {

const char* remedy_words(remedy action) {
  switch (action) {
    case remedy::reduce_to_limit:
      return "reduced to the limit";
    case remedy::close_offending:
      return "the newest positions are closed";
    case remedy::close_all:
      return "all positions concerned are closed";
    case remedy::flatten_and_lock:
    case remedy::flatten_and_cooldown:
      return "everything is closed";
    case remedy::close_position:
      return "the position is closed";
    case remedy::keep_and_cooldown:
      return "no new positions";
    case remedy::block:
      return "closed, and orders cancelled";
  }
  return "";
}

const char* unit_words(measure_unit unit) {
  switch (unit) {
    case measure_unit::contracts:
      return " contracts";
    case measure_unit::orders:
      return " orders";
    case measure_unit::per_minute:
      return " in a minute";
    case measure_unit::per_hour:
      return " in an hour";
    case measure_unit::per_session:
      return " in a session";
    case measure_unit::usd:
    case measure_unit::session:
    case measure_unit::can_trade:
      break;
  }
  return "";
}

/// What was found, against what is allowed.
std::string figures(const verdict& x) {
  const auto observed = to_string(x.observed);
  const auto limit = to_string(x.limit);
  if (std::holds_alternative<money>(x.limit))
    return observed + " reached " + limit;
  if (x.rule == rule_id::no_stop_loss_grace)
    return "stops for " + observed + unit_words(x.unit) + ", needed " + limit;
  if (std::holds_alternative<quantity>(x.limit))
    return observed + unit_words(x.unit) + ", allowed " + limit;
  return observed + " instead of " + limit;
}

/// `MNQ (CON.F.US.MNQ.H26)`
std::string contract_words(const contract_id& x) {
  const auto product = product_name(x, nullptr);
  return product == to_string(x) ? product : product + " (" + to_string(x) + ")";
}

std::string words_of(const close_position& x) {
  return "close " + contract_words(x.contract());
}

std::string words_of(const reduce_position& x) {
  return "reduce " + contract_words(x.contract()) + " by " + to_string(x.size());
}

std::string words_of(const cancel_order& x) {
  return "cancel order " + to_string(x.order()) + " in " + contract_words(x.contract());
}

std::string words_of(const place_stop& x) {
  return "place a stop for " + to_string(x.size()) + " " + contract_words(x.contract()) + " at "
         + to_string(x.stop());
}

std::string words_of(const modify_order& x) {
  const auto change = x.stop() ? "to " + to_string(*x.stop()) : "to size " + to_string(*x.size());
  return "move stop " + to_string(x.order()) + " in " + contract_words(x.contract()) + " " + change;
}

const char* cause_words(command_cause x) {
  switch (x) {
    case command_cause::lock:
      return "lock of ";
    case command_cause::breach:
      return "breach of ";
    case command_cause::cleanup:
      return "left over after a close by ";
    case command_cause::manage:
      return "managed by ";
  }
  return "";
}

const char* end_words(lock_end x) {
  switch (x) {
    case lock_end::reset:
      return "the trading day is over";
    case lock_end::expired:
      return "its time is over";
    case lock_end::session_start:
      return "the session begins";
    case lock_end::condition:
      return "its condition is over";
  }
  return "";
}

struct teller {
  const time_zone& zone;

  told operator()(const breach_record& x) const {
    const auto& found = x.what;
    const auto about = found.contract          ? " in " + contract_words(*found.contract)
                       : found.product.empty() ? std::string{}
                                               : " in " + found.product;
    const auto order = found.order ? " by order " + to_string(*found.order) : std::string{};
    return {tone::bad, std::string{to_string(found.rule)} + " " + subject_of(found.rule) + about
                         + order + ": " + figures(found) + ": " + remedy_words(found.action)};
  }

  told operator()(const lock_record& x) const {
    const auto& lock = x.what;
    const auto until = lock.until ? local_text(*lock.until, zone) : "its condition ends";
    const bool is_flatten = lock.policy == lock_policy::flatten;
    return {tone::bad, std::string{to_string(lock.rule)}
                         + (x.extended ? ": lock extended until " : ": locked until ") + until
                         + (is_flatten ? ", nothing may be held" : ", positions may only shrink")};
  }

  told operator()(const unlock_record& x) const {
    return {tone::good, std::string{to_string(x.what.rule)} + ": unlocked, " + end_words(x.reason)};
  }

  told operator()(const command_record& x) const {
    const auto& ticket = x.what;
    auto text = std::visit([](const auto& each) { return words_of(each); }, ticket.order) + ": "
                + cause_words(ticket.cause) + to_string(ticket.rule);
    if (ticket.attempt > 1)
      text += ", attempt " + std::to_string(ticket.attempt);
    return {tone::plain, std::move(text)};
  }

  told operator()(const reset_record& x) const {
    return {tone::heading, "trading day " + to_string(x.day) + " begins; "
                             + to_string(x.previous_day) + " ended with " + to_string(x.realized)
                             + " realized in " + std::to_string(x.trades)
                             + (x.trades == 1 ? " trade" : " trades")};
  }

  told operator()(const alert_record& x) const {
    auto text = "alert: " + as_words(to_string(x.code));
    if (x.contract)
      text += " " + to_string(*x.contract);
    if (!x.detail.empty())
      text += ": " + x.detail;
    return {tone::warning, std::move(text)};
  }
};

} // namespace

told tell(const decision& what, const time_zone& zone) {
  return std::visit(teller{zone}, what);
}

const char* subject_of(rule_id rule) {
  switch (rule) {
    case rule_id::max_contracts:
      return "contract limit";
    case rule_id::max_contracts_per_instrument:
      return "product limit";
    case rule_id::daily_realized_loss:
      return "daily loss";
    case rule_id::daily_unrealized_loss:
      return "open loss";
    case rule_id::max_unrealized_profit:
      return "open profit";
    case rule_id::trade_frequency_limit:
      return "trade frequency";
    case rule_id::cooldown_after_loss:
      return "loss of one exit";
    case rule_id::no_stop_loss_grace:
      return "missing stop";
    case rule_id::session_block_outside:
      return "trading session";
    case rule_id::auth_loss_guard:
      return "permission to trade";
    case rule_id::symbol_blocks:
      return "blocked product";
    case rule_id::trade_management:
      return "trade management";
    case rule_id::daily_realized_profit:
      return "daily profit";
    case rule_id::system_state:
      return "lost store";
    case rule_id::system_supervision:
      return "failed supervision";
    case rule_id::system_safe_mode:
      return "safe mode";
  }
  return "unlisted rule";
}

std::string as_words(std::string_view name) {
  std::string out{name};
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

} // namespace riskd::replay
