#include "adapters/replay/event_reader.hpp"

#include "adapters/projectx/parse.hpp"
#include "adapters/replay/characters.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace riskd::replay {

using namespace domain;
using json::exact_value;

/// The members of a line that mean something (R-J-1).
struct event_reader::line_members {
  exact_value ts;
  exact_value type;
  exact_value account;
  exact_value data;
};

namespace {

/// What a line is about: an entity, or nothing but the time.
using line_type = std::optional<entity_kind>;

struct type_name {
  std::string_view name;
  line_type type;
};

/// The most frequent ones first.
constexpr std::array<type_name, 8> type_names{{
  {"quote", entity_kind::quote},
  {"trade", entity_kind::trade},
  {"order", entity_kind::order},
  {"position", entity_kind::position},
  {"account", entity_kind::account},
  {"clock", std::nullopt},
  {"contract", entity_kind::contract},
  {"connection", entity_kind::connection},
}};

const type_name* find_type(const exact_value& value) {
  const auto name = value.text();
  const auto* found = std::find_if(type_names.begin(), type_names.end(),
                                   [&](const type_name& x) { return name == x.name; });
  return found == type_names.end() ? nullptr : found;
}

/// R-Y-26
bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

replay_report unattributed(entity_kind kind, const char* reason) {
  return unattributed_payload{{kind, reason}};
}

replay_report contract_report(const exact_value& data) {
  auto read = projectx::read_contract(data);
  if (auto* row = std::get_if<contract_row>(&read))
    return std::move(*row);
  return unattributed_payload{std::get<rejected_payload>(std::move(read))};
}

replay_report quote_report(const exact_value& data) {
  const auto contract = projectx::contract_in(data);
  if (!contract)
    return unattributed(entity_kind::quote, "contractId is absent");
  return projectx::read_quote(*contract, data);
}

std::optional<link> link_named(std::optional<std::string_view> name) {
  if (name == "user")
    return link::user_hub;
  if (name == "market")
    return link::market_hub;
  if (name == "rest")
    return link::rest;
  return std::nullopt;
}

/// R-E-23
replay_report connection_report(const exact_value& data) {
  const auto which = link_named(data["hub"].text());
  if (!which)
    return unattributed(entity_kind::connection, "hub is neither user nor market nor rest");
  const auto state = data["state"].text();
  if (state != "up" && state != "down")
    return unattributed(entity_kind::connection, "state is neither up nor down");
  return link_changed{*which, state == "up", {}};
}

/// Attribution comes before validation (R-Y-35), by R-J-3.
replay_report account_report(entity_kind kind, const exact_value& account,
                             const exact_value& data) {
  const auto outside = account.id();
  const auto inside = projectx::account_in(kind, data);
  if (!outside && !inside)
    return unattributed(kind, "the account is absent");
  if (outside && inside && *outside != inside->value())
    return unattributed(kind, "two different accounts are named");
  const auto id = outside ? account_id{*outside} : *inside;
  return account_event{id, projectx::read_recorded_payload(kind, id, data)};
}

replay_report report_of(line_type type, const exact_value& account, const exact_value& data) {
  if (!type)
    return clock_tick{};
  if (*type == entity_kind::quote)
    return quote_report(data);
  if (*type == entity_kind::contract)
    return contract_report(data);
  if (*type == entity_kind::connection)
    return connection_report(data);
  return account_report(*type, account, data);
}

} // namespace

event_reader::event_reader(std::istream& input, std::size_t line_bytes_max)
  : lines_(input, line_bytes_max), line_bytes_max_(line_bytes_max) {
}

std::optional<replay_event> event_reader::next() {
  while (!error_) {
    const auto line = lines_.next();
    if (!line) {
      note_end();
      break;
    }
    if (!is_blank(*line))
      return read_line(*line);
  }
  return std::nullopt;
}

std::optional<replay_event> event_reader::read_line(std::string_view line) {
  if (const auto wrong = document_.parse(line)) {
    fail(line, wrong->offset, wrong->reason);
    return std::nullopt;
  }
  line_members members;
  for (const auto member : document_.root()) {
    if (const auto name = member.name(); name == "ts")
      members.ts = member;
    else if (name == "type")
      members.type = member;
    else if (name == "account")
      members.account = member;
    else if (name == "data")
      members.data = member;
  }
  const auto at = read_time(members, line);
  if (!at)
    return std::nullopt;
  const auto* type = find_type(members.type);
  if (type == nullptr) {
    fail(line, document_.place_of("type"),
         members.type.is_missing() ? "type is absent" : "type is none of the known ones");
    return std::nullopt;
  }
  last_time_ = *at;
  last_line_ = lines_.number();
  return replay_event{lines_.number(), *at, report_of(type->type, members.account, members.data)};
}

std::optional<time_point> event_reader::read_time(const line_members& members,
                                                  std::string_view line) {
  const auto at = members.ts.time();
  if (at && *at >= last_time_)
    return at;
  const auto place = document_.place_of("ts");
  if (at)
    fail(line, place,
         "ts is earlier than " + domain::to_string(last_time_) + " on line "
           + std::to_string(last_line_));
  else
    fail(line, place,
         members.ts.is_missing() ? "ts is absent" : "ts is no time like 2026-03-03T15:00:00Z");
  return std::nullopt;
}

void event_reader::fail(std::string_view line, std::size_t offset, std::string reason) {
  error_ = recording_error{lines_.number(), column_of(line, offset), std::move(reason)};
}

void event_reader::note_end() {
  switch (lines_.why()) {
    case line_source::end_reason::end_of_input:
      return;
    case line_source::end_reason::line_too_long:
      error_ = recording_error{lines_.number(), 1,
                               "longer than " + std::to_string(line_bytes_max_) + " bytes"};
      return;
    case line_source::end_reason::unreadable:
      error_ = recording_error{lines_.number(), 1, "the file cannot be read"};
      return;
  }
}

std::string describe(const recording_error& x) {
  return "line " + std::to_string(x.line) + ", column " + std::to_string(x.column) + ": "
         + x.reason;
}

} // namespace riskd::replay
