#include "tests/support/scenario_input.hpp"

#include "tests/support/scenario_value.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>

namespace riskd::test {

namespace {

using namespace domain;

[[noreturn]] void fail(std::string_view line, const std::string& why) {
  throw std::invalid_argument("input '" + std::string{line} + "': " + why);
}

struct contract_entry {
  std::string_view short_name;
  contract_row row;
};

contract_entry entry(std::string_view short_name, const char* code_and_month, const char* name,
                     const char* tick_size, const char* tick_value) {
  const auto id = std::string{"CON.F.US."} + code_and_month;
  const auto code = std::string_view{code_and_month};
  return {short_name,
          contract_row{contract_id{id}, name, "F.US." + std::string{code.substr(0, code.find('.'))},
                       *parse_price(tick_size), *parse_price(tick_value)}};
}

const std::vector<contract_entry>& entries() {
  static const auto table = std::vector{
    entry("MNQ", "MNQ.H26", "MNQH6", "0.25", "0.5"),
    entry("MNQM", "MNQ.M26", "MNQM6", "0.25", "0.5"),
    entry("ES", "EP.H26", "ESH6", "0.25", "12.5"),
    entry("NQ", "ENQ.H26", "NQH6", "0.25", "5"),
    entry("MES", "MES.H26", "MESH6", "0.25", "1.25"),
    entry("RTY", "RTY.H26", "RTYH6", "0.1", "5"),
    entry("ZN", "TYA.H26", "ZNH6", "0.015625", "15.625"),
    entry("6J", "JY6.H26", "6JH6", "5E-07", "6.25"),
  };
  return table;
}

bool is_contract(std::string_view name) {
  return std::any_of(entries().begin(), entries().end(),
                     [name](const auto& each) { return each.short_name == name; });
}

/// Reads one line of input, word by word.
class line_reader {
public:
  line_reader(std::string_view text, time_point start, std::int64_t& last_trade)
    : text_(text), words_(split_outside_brackets(text, ' ')), start_(start),
      last_trade_(last_trade) {
  }

  scenario_line read() {
    const auto offset = next();
    if (offset.front() != '+')
      fail(text_, "a line begins with its time");
    line_.at = start_ + seconds_in(std::string_view{offset}.substr(1));
    const auto kind = next();
    if (kind == "P")
      line_.what = account_line{account_id{1}, read_position()};
    else if (kind == "T")
      line_.what = account_line{account_id{1}, read_trade()};
    else if (kind == "O")
      line_.what = account_line{account_id{1}, read_order()};
    else if (kind == "Q")
      line_.what = read_quote();
    else if (kind == "C")
      line_.what = account_line{account_id{1}, read_account()};
    else if (kind == "H")
      line_.what = read_link();
    else if (kind == "K")
      line_.what = clock_line{};
    else if (kind == "X")
      line_.what = restart_line{};
    else
      fail(text_, "unknown kind");
    read_account_of_line();
    return std::move(line_);
  }

  bool names_account = false;
  std::set<std::string_view> contracts;

private:
  position_row read_position() {
    position_row row;
    row.contract = named_contract(next());
    const auto held = next();
    if (held != "0") {
      row.held = held.front() == 'L' ? side::buy : side::sell;
      const auto at = held.find('@');
      row.size = quantity{integer_in(std::string_view{held}.substr(1, at - 1))};
      const auto average = price_in(std::string_view{held}.substr(at + 1));
      // Not a usable average (R-E-16).
      if (average > price{})
        row.average = average;
    }
    while (const auto option = next_option()) {
      if (const auto created = after("ct", *option))
        row.created = start_ + seconds_in(*created);
      else if (const auto id = after("id", *option))
        row.id = position_id{integer_in(*id)};
      else
        fail(text_, "unknown option " + *option);
    }
    return row;
  }

  trade_row read_trade() {
    trade_row row;
    row.id = trade_id{++last_trade_};
    const auto order = next();
    if (order != "#-")
      row.order = order_id{integer_in(std::string_view{order}.substr(1))};
    if (const auto result = next(); result != "null")
      row.profit_and_loss = money_in(result);
    row.size = quantity{1};
    row.side = row.profit_and_loss ? side::sell : side::buy;
    row.created = line_.at;
    auto contract = std::string{"MNQ"};
    while (const auto option = next_option())
      if (is_contract(*option))
        contract = *option;
      else
        apply_trade_option(row, *option);
    row.contract = named_contract(contract);
    return row;
  }

  void apply_trade_option(trade_row& row, const std::string& option) {
    if (option == "buy" || option == "sell")
      row.side = option == "buy" ? side::buy : side::sell;
    else if (option == "void")
      row.voided = true;
    else if (const auto fees = after("fee", option))
      row.fees = money_in(*fees);
    else if (const auto commissions = after("com", option))
      row.commissions = money_in(*commissions);
    else if (const auto id = after("id", option))
      row.id = trade_id{integer_in(*id)};
    else if (const auto created = after("at", option))
      row.created = start_ + seconds_in(*created);
    else if (const auto size = after("n", option))
      row.size = quantity{integer_in(*size)};
    else
      fail(text_, "unknown option " + option);
  }

  order_row read_order() {
    order_row row;
    row.id = order_id{integer_in(std::string_view{next()}.substr(1))};
    row.contract = named_contract(next());
    row.side = next() == "buy" ? side::buy : side::sell;
    row.type = order_type_in(next());
    row.size = quantity{1};
    row.status = order_status::open;
    while (const auto option = next_option()) {
      if (option->front() == '@')
        (row.type == order_type::limit ? row.limit_price : row.stop_price)
          = price_in(std::string_view{*option}.substr(1));
      else if (const auto status = after("st", *option))
        row.status = order_status{static_cast<std::int32_t>(integer_in(*status))};
      else if (const auto tag = after("tag=", *option))
        row.custom_tag = std::string{*tag};
      else if (const auto size = after("n", *option))
        row.size = quantity{integer_in(*size)};
      else
        fail(text_, "unknown option " + *option);
    }
    return row;
  }

  order_type order_type_in(const std::string& word) const {
    if (word == "limit")
      return order_type::limit;
    if (word == "slimit")
      return order_type::stop_limit;
    if (word == "stop")
      return order_type::stop;
    if (word != "trail")
      fail(text_, "unknown type of order");
    return order_type::trailing_stop;
  }

  quote_delta read_quote() {
    quote_delta delta;
    delta.contract = named_contract(next());
    while (const auto option = next_option())
      if (const auto bid = after("b", *option))
        delta.bid = price_in(*bid);
      else if (const auto ask = after("a", *option))
        delta.ask = price_in(*ask);
      else
        delta.last = price_in(*option);
    return delta;
  }

  account_row read_account() {
    account_row row;
    row.can_trade = next() == "true";
    return row;
  }

  link_line read_link() {
    const auto hub = next();
    const auto which = hub == "user"     ? link::user_hub
                       : hub == "market" ? link::market_hub
                                         : link::rest;
    return {which, next() == "up"};
  }

  void read_account_of_line() {
    if (auto* event = std::get_if<account_line>(&line_.what)) {
      event->account = account_id{account_number_};
      if (auto* row = std::get_if<account_row>(&event->payload))
        row->id = event->account;
    }
    if (const auto option = next_option())
      fail(text_, "unknown option " + *option);
  }

  /// The next option, or nothing at the end of the line. The account is told apart here, because it
  /// may stand at any line.
  std::optional<std::string> next_option() {
    if (place_ == words_.size())
      return std::nullopt;
    auto word = next();
    const auto account = after("acc", word);
    if (!account)
      return word;
    account_number_ = integer_in(*account);
    names_account = true;
    return next_option();
  }

  std::string next() {
    if (place_ == words_.size())
      fail(text_, "a word is missing");
    return words_[place_++];
  }

  static std::optional<std::string_view> after(std::string_view prefix, std::string_view word) {
    if (word.substr(0, prefix.size()) != prefix)
      return std::nullopt;
    return word.substr(prefix.size());
  }

  contract_id named_contract(const std::string& name) {
    const auto& row = contract_called(name);
    contracts.insert(short_name(row.id));
    return row.id;
  }

  template <class T>
  T wanted(std::optional<T> read, std::string_view text) const {
    if (!read)
      fail(text_, "cannot read " + std::string{text});
    return *read;
  }

  std::int64_t integer_in(std::string_view text) const {
    return wanted(parse_decimal(text, 0), text);
  }

  price price_in(std::string_view text) const {
    return wanted(parse_price(text), text);
  }

  money money_in(std::string_view text) const {
    return wanted(parse_money(text), text);
  }

  duration seconds_in(std::string_view text) const {
    return duration{wanted(parse_decimal(text, 6), text)};
  }

  std::string_view text_;
  std::vector<std::string> words_;
  std::size_t place_ = 0;
  time_point start_;
  std::int64_t& last_trade_;
  std::int64_t account_number_ = 1;
  scenario_line line_;
};

} // namespace

const std::vector<contract_row>& scenario_contracts() {
  static const auto rows = [] {
    std::vector<contract_row> out;
    for (const auto& each : entries())
      out.push_back(each.row);
    return out;
  }();
  return rows;
}

std::string_view short_name(const contract_id& id) {
  for (const auto& each : entries())
    if (each.row.id == id)
      return each.short_name;
  return id.value();
}

const contract_row& contract_called(std::string_view name) {
  for (const auto& each : entries())
    if (each.short_name == name)
      return each.row;
  fail(name, "no such contract");
}

scenario_input parse_input(std::string_view text, bool describes_contracts) {
  scenario_input out;
  out.start = *parse_time("2026-03-03T15:00:00Z");
  // Numbers that no scenario gives to a trade of its own.
  auto last_trade = std::int64_t{1'000'000};
  std::set<std::string_view> contracts;
  std::vector<scenario_line> events;
  for (const auto& line : split_outside_brackets(text, ';')) {
    if (line.rfind("T0 ", 0) == 0) {
      const auto start = parse_time(std::string_view{line}.substr(3));
      if (!start)
        fail(line, "no time");
      out.start = *start;
      continue;
    }
    auto reader = line_reader{line, out.start, last_trade};
    events.push_back(reader.read());
    contracts.insert(reader.contracts.begin(), reader.contracts.end());
    out.names_accounts = out.names_accounts || reader.names_account;
  }
  if (describes_contracts && !events.empty())
    for (const auto name : contracts)
      out.lines.push_back({events.front().at, contract_called(name)});
  std::move(events.begin(), events.end(), std::back_inserter(out.lines));
  return out;
}

} // namespace riskd::test
