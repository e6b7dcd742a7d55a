#include "tests/support/scenario_records.hpp"

#include "tests/support/scenario_input.hpp"

#include <string_view>

namespace riskd::test {

namespace {

using namespace domain;

/// `003` for RULE-003; the system's own causes keep their name.
std::string short_rule(rule_id rule) {
  const auto text = std::string_view{to_string(rule)};
  constexpr std::string_view prefix = "RULE-";
  return std::string{text.substr(0, prefix.size()) == prefix ? text.substr(prefix.size()) : text};
}

std::string name_of_contract(const contract_id& id) {
  return std::string{short_name(id)};
}

/// A time without its fraction if that is zero.
std::string short_time(time_point x) {
  auto text = to_string(x);
  constexpr std::string_view fraction = ".000000Z";
  if (const auto place = text.size() - fraction.size(); text.substr(place) == fraction)
    text.replace(place, fraction.size(), "Z");
  return text;
}

class record_writer {
public:
  std::string operator()(const breach_record& x) const {
    auto text = "B " + short_rule(x.what.rule) + " " + to_string(x.what.observed) + "/"
                + to_string(x.what.limit);
    if (x.what.rule == rule_id::trade_frequency_limit)
      text += std::string{" "} + to_string(x.what.unit);
    if (x.what.contract)
      text += " " + name_of_contract(*x.what.contract);
    else if (!x.what.product.empty())
      text += " " + x.what.product;
    if (x.what.order)
      text += " #" + to_string(*x.what.order);
    return text;
  }

  std::string operator()(const lock_record& x) const {
    return "L " + short_rule(x.what.rule) + " " + to_string(x.what.kind) + " "
           + to_string(x.what.policy) + " " + (x.what.until ? short_time(*x.what.until) : "-")
           + (x.extended ? " ext" : "");
  }

  std::string operator()(const unlock_record& x) const {
    return "U " + short_rule(x.what.rule) + " " + to_string(x.reason);
  }

  std::string operator()(const reset_record& x) const {
    return "R " + to_string(x.day) + " " + to_string(x.realized) + " n" + std::to_string(x.trades);
  }

  std::string operator()(const alert_record& x) const {
    auto text = std::string{"A "} + to_string(x.code);
    if (x.contract)
      text += " " + name_of_contract(*x.contract);
    // Replay has no such alert; the reason tells what went wrong.
    if (x.code == alert_code::rule_failed)
      text += " (" + x.detail + ")";
    return text;
  }

  std::string operator()(const command_record& x) const {
    auto text = std::visit(*this, x.what.order) + " [" + short_rule(x.what.rule)
                + (x.what.cause == command_cause::cleanup ? " cleanup]" : "]");
    if (x.what.attempt > 1)
      text += " x" + std::to_string(x.what.attempt);
    return text;
  }

  std::string operator()(const close_position& x) const {
    return "close " + name_of_contract(x.contract());
  }

  std::string operator()(const reduce_position& x) const {
    return "reduce " + name_of_contract(x.contract()) + " " + to_string(x.size());
  }

  std::string operator()(const cancel_order& x) const {
    return "cancel #" + to_string(x.order());
  }

  std::string operator()(const place_stop& x) const {
    return "place " + name_of_contract(x.contract()) + " " + to_string(x.size()) + " @"
           + to_string(x.stop());
  }

  std::string operator()(const modify_order& x) const {
    return "modify #" + to_string(x.order()) + (x.size() ? " " + to_string(*x.size()) : "")
           + (x.stop() ? " @" + to_string(*x.stop()) : "");
  }
};

} // namespace

std::string render(const scenario_record& record, time_point start, bool names_accounts) {
  auto text = "+" + format_decimal((record.at - start).count(), 6, 0) + " ";
  if (names_accounts && record.account)
    text += "acc" + to_string(*record.account) + " ";
  return text + std::visit(record_writer{}, record.what);
}

} // namespace riskd::test
