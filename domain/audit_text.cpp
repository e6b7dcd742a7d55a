#include "domain/audit_text.hpp"

#include <array>
#include <cstdio>

namespace riskd::domain {

namespace {

const char* rule_sentence(rule_id rule) {
  switch (rule) {
    case rule_id::max_contracts:
      return "Contract limit exceeded";
    case rule_id::max_contracts_per_instrument:
      return "Contract limit of the product exceeded";
    case rule_id::daily_realized_loss:
      return "Daily loss limit reached";
    case rule_id::daily_unrealized_loss:
      return "Open loss limit of the position reached";
    case rule_id::max_unrealized_profit:
      return "Profit target of the position reached";
    case rule_id::trade_frequency_limit:
      return "Trade frequency limit reached";
    case rule_id::cooldown_after_loss:
      return "Cooldown after a loss";
    case rule_id::no_stop_loss_grace:
      return "Position without a stop loss";
    case rule_id::session_block_outside:
      return "Outside the trading session";
    case rule_id::auth_loss_guard:
      return "The broker does not allow trading";
    case rule_id::symbol_blocks:
      return "Blocked product";
    case rule_id::trade_management:
      return "Trade management";
    case rule_id::daily_realized_profit:
      return "Daily profit target reached";
    case rule_id::system_state:
      return "The store was lost, so locks may have been lost";
    case rule_id::system_supervision:
      return "The account's supervision failed too often";
    case rule_id::system_safe_mode:
      return "Safe mode";
  }
  return "Unlisted rule";
}

const char* remedy_sentence(remedy action) {
  switch (action) {
    case remedy::reduce_to_limit:
      return "Reducing to the limit.";
    case remedy::close_offending:
      return "Closing the newest positions.";
    case remedy::close_all:
      return "Closing all positions concerned.";
    case remedy::flatten_and_lock:
      return "Closing all positions.";
    case remedy::close_position:
      return "Closing the position.";
    case remedy::flatten_and_cooldown:
      return "Closing all positions.";
    case remedy::keep_and_cooldown:
      return "No new positions.";
    case remedy::block:
      return "Closing and cancelling in this product.";
  }
  return "";
}

/// How the figure stands to its limit: losses lie at or below, everything else at or above.
const char* relation(const verdict& x) {
  const auto* limit = std::get_if<money>(&x.limit);
  if (!limit)
    return x.unit == measure_unit::session || x.unit == measure_unit::can_trade ? " instead of "
                                                                                : " > ";
  return *limit < money{} ? " <= " : " >= ";
}

class sentence_visitor {
public:
  sentence_visitor(audit_entry& out, const account_settings& settings)
    : out_(out), settings_(settings) {
  }

  void operator()(const breach_record& x) const {
    const auto& found = x.what;
    out_.type = "breach";
    out_.rule = found.rule;
    const auto about = found.product.empty() ? std::string{} : " in " + found.product;
    out_.text = std::string{rule_sentence(found.rule)} + about + ": " + to_string(found.observed)
                + relation(found) + to_string(found.limit) + ". " + remedy_sentence(found.action);
    out_.data = {{"breach", to_string(x.id)},
                 {"observed", to_string(found.observed)},
                 {"limit", to_string(found.limit)},
                 {"unit", to_string(found.unit)},
                 {"action", to_string(found.action)}};
  }

  void operator()(const lock_record& x) const {
    out_.type = "lock";
    out_.rule = x.what.rule;
    out_.text
      = std::string{rule_sentence(x.what.rule)} + ". "
        + (x.extended ? "Lock extended, now until " : "Locked until ") + end_text(x.what)
        + (x.what.policy == lock_policy::flatten ? ". No position and no order is allowed."
                                                 : ". Only existing positions may be kept.");
    out_.data = {{"lock", to_string(x.what.kind)},
                 {"policy", to_string(x.what.policy)},
                 {"until", x.what.until ? to_string(*x.what.until) : "open"}};
  }

  void operator()(const unlock_record& x) const {
    out_.type = "unlock";
    out_.rule = x.what.rule;
    out_.text
      = std::string{"Lock of "} + to_string(x.what.rule) + " ended: " + to_string(x.reason) + ".";
    out_.data = {{"lock", to_string(x.what.kind)}, {"reason", to_string(x.reason)}};
  }

  void operator()(const command_record& x) const {
    const auto& sent = x.what;
    out_.type = "command";
    out_.rule = sent.rule;
    out_.text = action_text(sent.order) + ": " + cause_text(sent) + ".";
    out_.data = {{"command", name_of(sent.order)},
                 {"contract", to_string(contract_of(sent.order))},
                 {"cause", to_string(sent.cause)},
                 {"attempt", std::to_string(sent.attempt)},
                 {"id", to_string(sent.id)}};
  }

  void operator()(const reset_record& x) const {
    out_.type = "reset";
    out_.text = "Trading day " + to_string(x.previous_day) + " ended with " + to_string(x.realized)
                + " realized in " + std::to_string(x.trades) + " trades. Trading day "
                + to_string(x.day) + " begins.";
    out_.data = {{"day", to_string(x.day)},
                 {"previous_day", to_string(x.previous_day)},
                 {"realized", to_string(x.realized)},
                 {"trades", std::to_string(x.trades)}};
  }

  void operator()(const alert_record& x) const {
    out_.type = "alert";
    out_.text = std::string{"Alert "} + to_string(x.code)
                + (x.contract ? " for " + to_string(*x.contract) : std::string{})
                + (x.detail.empty() ? "." : ": " + x.detail + ".");
    out_.data = {{"code", to_string(x.code)}, {"severity", to_string(severity_of(x.code))}};
  }

private:
  [[nodiscard]] std::string end_text(const lock& x) const {
    return x.until ? local_text(*x.until, settings_.reset.zone) : "its condition ends";
  }

  static std::string action_text(const command& x) {
    if (const auto* cancel = std::get_if<cancel_order>(&x))
      return "Order " + to_string(cancel->order()) + " is cancelled";
    if (const auto* reduce = std::get_if<reduce_position>(&x))
      return "Position in " + to_string(reduce->contract()) + " is reduced by "
             + to_string(reduce->size());
    if (const auto* place = std::get_if<place_stop>(&x))
      return "A stop for " + to_string(place->size()) + " at " + to_string(place->stop()) + " in "
             + to_string(place->contract()) + " is placed";
    if (const auto* modify = std::get_if<modify_order>(&x))
      return "Stop " + to_string(modify->order())
             + (modify->stop() ? " is moved to " + to_string(*modify->stop())
                               : " is reduced to " + to_string(*modify->size()));
    return "Position in " + to_string(contract_of(x)) + " is closed";
  }

  static std::string cause_text(const command_ticket& x) {
    switch (x.cause) {
      case command_cause::lock:
        return std::string{"account is locked by "} + to_string(x.rule);
      case command_cause::breach:
        return std::string{"limit of "} + to_string(x.rule) + " is broken";
      case command_cause::cleanup:
        return std::string{"left over after a close by "} + to_string(x.rule);
      case command_cause::manage:
        return std::string{"managed by "} + to_string(x.rule);
    }
    return {};
  }

  audit_entry& out_;
  const account_settings& settings_;
};

} // namespace

audit_entry audit_of(const decision& what, time_point at, const account_settings& settings) {
  audit_entry out;
  out.at = at;
  out.config_hash = settings.config_hash;
  std::visit(sentence_visitor{out, settings}, what);
  return out;
}

audit_entry audit_of(const command_finished& what, const command_ticket& ticket,
                     const account_settings& settings) {
  audit_entry out;
  out.at = what.at;
  out.type = "command_result";
  out.rule = ticket.rule;
  out.config_hash = settings.config_hash;
  out.text = std::string{name_of(ticket.order)} + " for " + to_string(contract_of(ticket.order))
             + ": " + to_string(what.outcome)
             + (what.detail.empty() ? "." : ", " + what.detail + ".");
  out.data = {{"id", to_string(what.id)},
              {"outcome", to_string(what.outcome)},
              {"to_wire_us", std::to_string(what.to_wire.count())},
              {"to_reply_us", std::to_string(what.to_reply.count())}};
  return out;
}

audit_entry audit_of(const discrepancy& what, const account_settings& settings) {
  audit_entry out;
  out.at = what.at;
  out.type = "discrepancy";
  out.config_hash = settings.config_hash;
  out.text = std::string{"The broker disagrees about "} + to_string(what.kind) + " " + what.entity
             + ": here " + what.local + ", there " + what.broker + "; " + what.action + ".";
  out.data = {{"kind", to_string(what.kind)},
              {"entity", what.entity},
              {"local", what.local},
              {"broker", what.broker}};
  return out;
}

audit_entry audit_of(const account_settings& before, const account_settings& after,
                     const std::vector<setting_change>& pending, const audit_cause& cause) {
  audit_entry out;
  out.at = cause.at;
  out.type = "configuration";
  out.config_hash = after.config_hash;
  const bool changed = before.config_hash != after.config_hash;
  out.text = std::string{changed ? "Other settings are in force" : "The settings in force stay"}
             + ", by " + cause.by + "; "
             + (pending.empty() ? "nothing" : std::to_string(pending.size()) + " of them")
             + " will change at the next reset.";
  out.data = {{"before", before.config_hash}, {"after", after.config_hash}, {"by", cause.by}};
  for (const auto& each : pending)
    out.data.emplace_back("pending " + each.key, each.before + " -> " + each.after);
  return out;
}

std::string local_text(time_point at, const time_zone& zone) {
  const auto local = zone.to_local(at);
  const auto midnight = std::chrono::floor<std::chrono::days>(local);
  const auto clock = std::chrono::hh_mm_ss{local - midnight};
  std::array<char, 16> text{};
  const auto length
    = std::snprintf(text.data(), text.size(), "%02d:%02d", static_cast<int>(clock.hours().count()),
                    static_cast<int>(clock.minutes().count()));
  auto out = to_string(std::chrono::year_month_day{midnight}) + " "
             + std::string(text.data(), static_cast<std::size_t>(length));
  if (const auto seconds = clock.seconds().count(); seconds != 0)
    out += (seconds < 10 ? ":0" : ":") + std::to_string(seconds);
  return out + " " + zone.name();
}

} // namespace riskd::domain
