#include "adapters/sqlite/payload_json.hpp"

#include "adapters/sqlite/json_reader.hpp"
#include "adapters/sqlite/json_writer.hpp"

#include <utility>

namespace riskd::sqlite {

using domain::account_payload;
using domain::account_row;
using domain::failure;
using domain::failure_code;
using domain::order_row;
using domain::position;
using domain::position_row;
using domain::rejected_payload;
using domain::result;
using domain::trade_row;
using nlohmann::json;

namespace {

// Writing

void write_members(json_writer& out, const trade_row& x) {
  out.member("id", x.id);
  out.member("created", x.created);
  out.member("order", x.order);
  out.member("contract", x.contract);
  if (x.side)
    out.member("side", to_string(*x.side));
  out.member("size", x.size);
  out.member("price", x.price);
  out.member("profit_and_loss", x.profit_and_loss);
  out.member("fees", x.fees);
  out.member("commissions", x.commissions);
  out.member("voided", x.voided);
}

void write_members(json_writer& out, const order_row& x) {
  out.member("id", x.id);
  out.member("contract", x.contract);
  out.member("side", to_string(x.side));
  out.member("size", x.size);
  out.member("filled", x.filled);
  out.member("status", static_cast<std::int32_t>(x.status));
  out.member("type", static_cast<std::int32_t>(x.type));
  out.member("limit_price", x.limit_price);
  out.member("stop_price", x.stop_price);
  out.member("custom_tag", x.custom_tag);
  out.member("updated", x.updated);
  out.member("parent", x.parent);
}

void write_members(json_writer& out, const position_row& x) {
  out.member("contract", x.contract);
  out.member("held", to_string(x.held));
  out.member("size", x.size);
  out.member("average", x.average);
  out.member("id", x.id);
  out.member("created", x.created);
}

void write_members(json_writer& out, const account_row& x) {
  out.member("id", x.id);
  out.member("name", x.name);
  out.member("can_trade", x.can_trade);
  out.member("balance", x.balance);
}

void write_members(json_writer& out, const rejected_payload& x) {
  out.member("kind", to_string(x.kind));
  out.member("reason", x.reason);
}

void write_members(json_writer& out, const position& x) {
  out.member("contract", x.contract);
  out.member("held", to_string(x.held));
  out.member("size", x.size);
  out.member("average", x.average);
  out.member("id", x.id);
  out.member("created", x.created);
  out.member("opened", x.opened);
  out.member("last_increase", x.last_increase);
  out.member("increase_seq", x.increase_seq);
  out.member("instance", x.instance);
  out.member("uncovered_since", x.uncovered_since);
  out.member("was_covered", x.was_covered);
  out.member("extreme_half_units",
             x.extreme ? std::optional{x.extreme->half_units()} : std::nullopt);
  out.member("stop_level", x.stop_level);
}

template <class T>
void write_object(json_writer& out, const T& x) {
  out.begin_object();
  write_members(out, x);
  out.end_object();
}

template <class T>
std::string object_text(const T& x) {
  json_writer out;
  write_object(out, x);
  return out.take();
}

template <class T>
std::string array_text(const std::vector<T>& rows) {
  json_writer out;
  out.begin_array();
  for (const auto& each : rows)
    write_object(out, each);
  out.end_array();
  return out.take();
}

// Reading

/// Getters for `json_reader::maybe`.
auto text_of(json_reader& in) {
  return [&in](const char* key) {
    return in.text(key);
  };
}

auto contract_of(json_reader& in) {
  return [&in](const char* key) {
    return domain::contract_id{in.text(key)};
  };
}

auto time_of(json_reader& in) {
  return [&in](const char* key) {
    return in.time(key);
  };
}

auto side_of(json_reader& in) {
  return [&in](const char* key) {
    return in.word<domain::side>(key);
  };
}

auto truth_of(json_reader& in) {
  return [&in](const char* key) {
    return in.truth(key);
  };
}

result<trade_row> read_trade(const json& object) {
  json_reader in{object};
  trade_row x;
  x.id = in.number<domain::trade_id>("id");
  x.created = in.maybe("created", time_of(in));
  x.order = in.maybe_number<domain::order_id>("order");
  x.contract = in.maybe("contract", contract_of(in));
  x.side = in.maybe("side", side_of(in));
  x.size = in.maybe_number<domain::quantity>("size");
  x.price = in.maybe_number<domain::price>("price");
  x.profit_and_loss = in.maybe_number<domain::money>("profit_and_loss");
  x.fees = in.maybe_number<domain::money>("fees");
  x.commissions = in.maybe_number<domain::money>("commissions");
  x.voided = in.maybe("voided", truth_of(in));
  return in.finish(std::move(x));
}

result<order_row> read_order(const json& object) {
  json_reader in{object};
  order_row x;
  x.id = in.number<domain::order_id>("id");
  x.contract = domain::contract_id{in.text("contract")};
  x.side = in.word<domain::side>("side");
  x.size = in.number<domain::quantity>("size");
  x.filled = in.number<domain::quantity>("filled");
  x.status = in.enumerator<domain::order_status>("status");
  x.type = in.enumerator<domain::order_type>("type");
  x.limit_price = in.maybe_number<domain::price>("limit_price");
  x.stop_price = in.maybe_number<domain::price>("stop_price");
  x.custom_tag = in.maybe("custom_tag", text_of(in));
  x.updated = in.maybe("updated", time_of(in));
  x.parent = in.maybe_number<domain::order_id>("parent");
  return in.finish(std::move(x));
}

result<position_row> read_position_row(const json& object) {
  json_reader in{object};
  position_row x;
  x.contract = domain::contract_id{in.text("contract")};
  x.held = in.word<domain::side>("held");
  x.size = in.number<domain::quantity>("size");
  x.average = in.maybe_number<domain::price>("average");
  x.id = in.maybe_number<domain::position_id>("id");
  x.created = in.maybe("created", time_of(in));
  return in.finish(std::move(x));
}

result<account_row> read_account_row(const json& object) {
  json_reader in{object};
  account_row x;
  x.id = in.number<domain::account_id>("id");
  x.name = in.maybe("name", text_of(in));
  x.can_trade = in.maybe("can_trade", truth_of(in));
  x.balance = in.maybe_number<domain::money>("balance");
  return in.finish(std::move(x));
}

result<rejected_payload> read_rejected(const json& object) {
  json_reader in{object};
  rejected_payload x;
  x.kind = in.word<domain::entity_kind>("kind");
  x.reason = in.text("reason");
  return in.finish(std::move(x));
}

result<position> read_position(const json& object) {
  json_reader in{object};
  position x;
  x.contract = domain::contract_id{in.text("contract")};
  x.held = in.word<domain::side>("held");
  x.size = in.number<domain::quantity>("size");
  x.average = in.maybe_number<domain::price>("average");
  x.id = in.maybe_number<domain::position_id>("id");
  x.created = in.maybe("created", time_of(in));
  x.opened = in.time("opened");
  x.last_increase = in.time("last_increase");
  x.increase_seq = in.natural("increase_seq");
  x.instance = in.natural("instance");
  // Snapshots of earlier versions lack what follows.
  x.uncovered_since = in.maybe("uncovered_since", time_of(in));
  x.was_covered = in.maybe("was_covered", truth_of(in)).value_or(false);
  x.extreme = in.maybe_number<domain::mark_price>("extreme_half_units");
  x.stop_level = in.maybe_number<domain::price>("stop_level");
  return in.finish(std::move(x));
}

template <class T>
result<account_payload> as_payload(result<T> x) {
  if (!x)
    return x.error();
  return account_payload{std::move(*x)};
}

template <class Read>
auto read_array(std::string_view text, Read read)
  -> result<std::vector<typename decltype(read(json{}))::value_type>> {
  const auto rows = parse_json(text);
  if (!rows.is_array())
    return failure{failure_code::malformed_input, "a stored list is no JSON array"};
  std::vector<typename decltype(read(json{}))::value_type> all;
  for (const auto& each : rows) {
    auto next = read(each);
    if (!next)
      return next.error();
    all.push_back(std::move(*next));
  }
  return all;
}

struct kind_visitor {
  const char* operator()(const trade_row&) const {
    return "trade";
  }
  const char* operator()(const order_row&) const {
    return "order";
  }
  const char* operator()(const position_row&) const {
    return "position";
  }
  const char* operator()(const account_row&) const {
    return "account";
  }
  const char* operator()(const rejected_payload&) const {
    return "rejected";
  }
};

} // namespace

const char* kind_of(const account_payload& x) {
  return std::visit(kind_visitor{}, x);
}

std::string to_json(const account_payload& x) {
  return std::visit([](const auto& each) { return object_text(each); }, x);
}

result<account_payload> parse_payload(std::string_view kind, std::string_view text) {
  const auto object = parse_json(text);
  if (kind == "trade")
    return as_payload(read_trade(object));
  if (kind == "order")
    return as_payload(read_order(object));
  if (kind == "position")
    return as_payload(read_position_row(object));
  if (kind == "account")
    return as_payload(read_account_row(object));
  if (kind == "rejected")
    return as_payload(read_rejected(object));
  return failure{failure_code::malformed_input,
                 "a stored event has the unknown kind \"" + std::string{kind} + '"'};
}

std::string to_json(const std::vector<position>& x) {
  return array_text(x);
}

result<std::vector<position>> parse_positions(std::string_view text) {
  return read_array(text, read_position);
}

std::string to_json(const std::vector<order_row>& x) {
  return array_text(x);
}

result<std::vector<order_row>> parse_orders(std::string_view text) {
  return read_array(text, read_order);
}

std::string to_json(const account_row& x) {
  return object_text(x);
}

result<account_row> parse_account_row(std::string_view text) {
  return read_account_row(parse_json(text));
}

} // namespace riskd::sqlite
