#include "adapters/fleet_store/fleet_rows.hpp"

#include "adapters/fleet_store/stored_words.hpp"

#include <string>
#include <string_view>

namespace riskd::fleet {

using domain::failure;
using domain::failure_code;
using domain::result;
using sqlite::row;

namespace {

failure unknown_fleet_word(const char* column, const std::string& word) {
  return {failure_code::malformed_input,
          std::string{"the hub's history has '"} + word + "' as " + column};
}

std::optional<domain::money> maybe_money(const row& from, std::string_view column) {
  const auto found = from.maybe_integer(column);
  return found ? std::optional{domain::money{*found}} : std::nullopt;
}

} // namespace

domain::result_point read_point(const row& from) {
  return {from.time("at"), from.amount("realized"), maybe_money(from, "unrealized")};
}

domain::audit_report read_record(const row& from) {
  domain::audit_report out;
  out.place = {from.integer("chain"), from.integer("n")};
  out.hash = from.text("hash");
  out.previous = from.text("previous");
  out.at = from.time("at");
  out.account = from.text("account");
  out.type = from.text("type");
  out.rule = from.text("rule");
  out.text = from.text("text");
  return out;
}

domain::story_report read_story(const row& from) {
  return {from.id<domain::breach_id>("breach"), from.text("account"), from.time("at"),
          from.text("document")};
}

result<domain::fleet_alarm> read_alarm(const row& from) {
  const auto kind = sqlite::parse_word<domain::fleet_alarm_kind>(from.text("kind"));
  if (!kind)
    return unknown_fleet_word("kind", from.text("kind"));
  domain::fleet_alarm out;
  out.id = static_cast<std::uint64_t>(from.integer("id"));
  out.kind = *kind;
  out.daemon = from.text("daemon");
  out.account = from.text("account");
  out.raised = from.time("raised");
  out.ended = from.maybe_time("ended");
  out.text = from.text("text");
  return out;
}

result<domain::account_report> read_account(const row& from) {
  const auto state = sqlite::parse_word<domain::protection>(from.text("state"));
  if (!state)
    return unknown_fleet_word("state", from.text("state"));
  domain::account_report out;
  out.name = from.text("name");
  out.taken = from.time("taken");
  out.state = *state;
  out.is_locked = from.integer("is_locked") != 0;
  out.realized = maybe_money(from, "realized");
  out.unrealized = maybe_money(from, "unrealized");
  out.document = from.text("document");
  return out;
}

result<domain::kept_fleet::daemon> read_daemon(const row& from) {
  const auto audit = sqlite::parse_word<domain::chain_state>(from.text("audit_state"));
  if (!audit)
    return unknown_fleet_word("audit_state", from.text("audit_state"));
  domain::kept_fleet::daemon out;
  out.name = from.text("name");
  out.last_heard = from.maybe_time("last_heard");
  out.audit = *audit;
  out.audit_remark = from.text("audit_remark");
  out.era = static_cast<std::uint64_t>(from.integer("era"));
  if (from.is_null("taken"))
    return out;
  domain::daemon_report what;
  what.taken = from.time("taken");
  what.answers = from.integer("answers") != 0;
  what.remark = from.text("remark");
  what.version = from.text("version");
  if (!from.is_null("audit_chain"))
    what.audit_end = {from.integer("audit_chain"), from.integer("audit_n")};
  what.audit_hash = from.text("audit_hash");
  what.document = from.text("document");
  out.what = std::move(what);
  return out;
}

} // namespace riskd::fleet
