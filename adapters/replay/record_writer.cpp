#include "adapters/replay/record_writer.hpp"

#include "adapters/replay/line_writer.hpp"

#include <optional>
#include <string_view>

namespace riskd::replay {

using namespace domain;

namespace {

/// What the line of a command says about it; the rest is null (R-J-15).
struct command_members {
  std::optional<order_id> order = std::nullopt;
  std::optional<quantity> size = std::nullopt;
  std::optional<price> level = std::nullopt;
};

command_members members_of(const close_position&) {
  return {};
}

command_members members_of(const reduce_position& x) {
  return {.size = x.size()};
}

command_members members_of(const cancel_order& x) {
  return {.order = x.order()};
}

command_members members_of(const place_stop& x) {
  return {.size = x.size(), .level = x.stop()};
}

command_members members_of(const modify_order& x) {
  return {.order = x.order(), .size = x.size(), .level = x.stop()};
}

const char* kind_of(const decision& x) {
  struct visitor {
    const char* operator()(const breach_record&) const {
      return "breach";
    }
    const char* operator()(const lock_record&) const {
      return "lock";
    }
    const char* operator()(const unlock_record&) const {
      return "unlock";
    }
    const char* operator()(const command_record&) const {
      return "command";
    }
    const char* operator()(const reset_record&) const {
      return "reset";
    }
    const char* operator()(const alert_record&) const {
      return "alert";
    }
  };
  return std::visit(visitor{}, x);
}

/// Writes the further members of each kind, in the order of R-J-11.
class member_visitor {
public:
  explicit member_visitor(line_writer& out) : out_(out) {
  }

  /// R-J-12, R-J-13
  void operator()(const breach_record& x) const {
    const auto& found = x.what;
    out_.member("rule", to_string(found.rule));
    out_.member("scope", to_string(found.scope));
    const bool of_contract = found.scope == verdict_scope::contract;
    out_.member("contract", of_contract ? found.contract : std::nullopt);
    const bool of_account = found.scope == verdict_scope::account;
    out_.member("product", of_account ? std::nullopt : std::optional{found.product});
    out_.member("order", found.order);
    out_.member("observed", to_string(found.observed));
    out_.member("limit", to_string(found.limit));
    out_.member("unit", to_string(found.unit));
    out_.member("action", to_string(found.action));
  }

  /// R-J-14
  void operator()(const lock_record& x) const {
    begin_lock(x.what);
    out_.member("policy", to_string(x.what.policy));
    out_.member("until", x.what.until);
    out_.member("extended", x.extended);
  }

  void operator()(const unlock_record& x) const {
    begin_lock(x.what);
    out_.member("reason", to_string(x.reason));
  }

  /// R-J-15
  void operator()(const command_record& x) const {
    const auto& ticket = x.what;
    const auto members
      = std::visit([](const auto& each) { return members_of(each); }, ticket.order);
    out_.member("rule", to_string(ticket.rule));
    out_.member("cause", to_string(ticket.cause));
    out_.member("command", name_of(ticket.order));
    out_.member("contract", contract_of(ticket.order));
    out_.member("order", members.order);
    out_.member("size", members.size ? std::optional{members.size->count()} : std::nullopt);
    out_.member("price", members.level);
    out_.member("attempt", ticket.attempt);
  }

  /// R-J-17
  void operator()(const reset_record& x) const {
    out_.member("day", x.day);
    out_.member("previous_day", x.previous_day);
    out_.member("realized", x.realized);
    out_.member("trades", x.trades);
  }

  /// R-J-16: only these codes speak of a contract.
  void operator()(const alert_record& x) const {
    const bool names_contract = x.code == alert_code::unknown_contract
                                || x.code == alert_code::quote_stale
                                || x.code == alert_code::trade_corrected;
    out_.member("code", to_string(x.code));
    out_.member("contract", names_contract ? x.contract : std::nullopt);
  }

private:
  void begin_lock(const lock& x) const {
    out_.member("rule", to_string(x.rule));
    out_.member("scope", to_string(verdict_scope::account));
    out_.member("lock", to_string(x.kind));
  }

  line_writer& out_;
};

} // namespace

void record_writer::write(const replay_record& record, std::string& out) {
  if (at_text_.empty() || record.at != at_) {
    at_ = record.at;
    at_text_ = to_string(at_);
  }
  line_writer line{out};
  line.begin_line();
  line.member("seq", ++count_);
  line.member("ts", at_text_);
  line.member("line", record.line);
  line.member("kind", kind_of(record.what));
  line.member("account", record.account);
  std::visit(member_visitor{line}, record.what);
  line.end_line();
}

} // namespace riskd::replay
