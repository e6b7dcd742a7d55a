#include "adapters/replay/imported_recording.hpp"

#include "adapters/replay/line_writer.hpp"
#include "domain/decimal.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <tuple>

namespace riskd::replay {

using namespace domain;

namespace {

/// One side of a round turn in the order of events.
struct moment {
  time_point at;
  /// At one instant what was held before is closed first: a trader who turns around never holds
  /// both.
  bool is_entry_or_instant = false;
  const round_turn* what = nullptr;
  bool opens = false;
};

std::vector<moment> moments_of(const std::vector<round_turn>& round_turns) {
  std::vector<moment> out;
  for (const auto& x : round_turns) {
    if (x.entry)
      out.push_back({x.entry->at, true, &x, true});
    out.push_back({x.exit.at, x.entry && x.entry->at == x.exit.at, &x, false});
  }
  std::stable_sort(out.begin(), out.end(), [](const moment& a, const moment& b) {
    return std::tie(a.at, a.is_entry_or_instant) < std::tie(b.at, b.is_entry_or_instant);
  });
  return out;
}

std::string number_text(price x) {
  return to_string(x);
}

std::string number_text(money x) {
  return format_decimal(x.units(), money::digits, 0);
}

/// What is held in one contract: round turns between entry and exit.
class holding {
public:
  void open(const round_turn& x) {
    open_.push_back(&x);
  }

  void close(const round_turn& x) {
    open_.erase(std::find(open_.begin(), open_.end(), &x));
  }

  /// Negative for a short position.
  [[nodiscard]] std::int64_t net() const {
    std::int64_t sum = 0;
    for (const auto* x : open_)
      sum += sign(x->held) * x->size.count();
    return sum;
  }

  /// The average entry of what makes up the net position, rounded; nothing if a price is missing.
  /// @pre `net() != 0`
  [[nodiscard]] std::optional<price> average() const {
    const auto side = net() > 0 ? side::buy : side::sell;
    __extension__ __int128 sum = 0;
    std::int64_t size = 0;
    for (const auto* x : open_) {
      if (x->held != side)
        continue;
      if (!x->entry->level)
        return std::nullopt;
      sum += static_cast<decltype(sum)>(x->entry->level->units()) * x->size.count();
      size += x->size.count();
    }
    const auto half = sum < 0 ? -(size / 2) : size / 2;
    return price{static_cast<std::int64_t>((sum + half) / size)};
  }

private:
  std::vector<const round_turn*> open_;
};

class recording_maker {
public:
  explicit recording_maker(account_id account) : account_(account) {
  }

  imported_recording make(const std::vector<round_turn>& round_turns) {
    const auto moments = moments_of(round_turns);
    if (!moments.empty())
      add_contracts(round_turns, moments.front().at);
    for (const auto& x : moments) {
      add_trade(x);
      if (x.what->entry)
        add_position(x);
    }
    for (const auto& x : round_turns) {
      out_.profit_and_loss += x.profit_and_loss;
      out_.fees += x.fees.value_or(money{});
    }
    out_.round_turns = round_turns.size();
    return std::move(out_);
  }

private:
  /// What tells one order from another where the export does not.
  using order_key = std::tuple<contract_id, time_point, std::optional<price>, side>;

  void add_contracts(const std::vector<round_turn>& round_turns, time_point first) {
    std::map<std::string, std::vector<const round_turn*>> by_product;
    std::map<contract_id, const traded_contract*> contracts;
    for (const auto& x : round_turns) {
      by_product[x.contract.symbol_id].push_back(&x);
      contracts.emplace(x.contract.id, &x.contract);
    }
    for (const auto& [id, contract] : contracts)
      if (const auto economics = derive_economics(by_product[contract->symbol_id]))
        add_contract(*contract, *economics, first);
      else
        out_.without_economics.push_back(id);
  }

  void add_contract(const traded_contract& contract, const tick_economics& economics,
                    time_point at) {
    line_writer line{out_.lines};
    line.begin_line();
    line.member("ts", at);
    line.member("type", "contract");
    line.begin_member("data");
    line.member("id", contract.id);
    line.member("name", contract.name);
    line.member("symbolId", contract.symbol_id);
    line.raw_member("tickSize", number_text(economics.tick_size));
    line.raw_member("tickValue", number_text(economics.tick_value));
    line.end_object();
    line.end_line();
  }

  void begin_event(line_writer& line, const char* type, const moment& x) const {
    line.begin_line();
    line.member("ts", x.at);
    line.member("type", type);
    line.member("account", account_);
    line.begin_member("data");
  }

  void add_trade(const moment& x) {
    const auto& turn = *x.what;
    const auto& half = x.opens ? *turn.entry : turn.exit;
    const auto side = x.opens ? turn.held : opposite(turn.held);
    line_writer line{out_.lines};
    begin_event(line, "trade", x);
    line.member("id", ++trades_);
    line.member("accountId", account_);
    line.member("contractId", turn.contract.id);
    line.member("creationTimestamp", x.at);
    line.raw_member("price", half.level ? number_text(*half.level) : "null");
    line.raw_member("profitAndLoss", x.opens ? "null" : number_text(turn.profit_and_loss));
    line.raw_member("fees", turn.fees && !x.opens ? number_text(*turn.fees) : "0");
    line.member("side", side == side::buy ? 0 : 1);
    line.member("size", turn.size.count());
    line.member("voided", false);
    line.member("orderId", order_of(half, {turn.contract.id, x.at, half.level, side}));
    line.end_object();
    line.end_line();
  }

  void add_position(const moment& x) {
    const auto& contract = x.what->contract.id;
    auto& held = held_[contract];
    if (x.opens)
      held.open(*x.what);
    else
      held.close(*x.what);
    const auto net = held.net();
    line_writer line{out_.lines};
    begin_event(line, "position", x);
    line.member("accountId", account_);
    line.member("contractId", contract);
    line.member("type", net == 0 ? 0 : net > 0 ? 1 : 2);
    line.member("size", net < 0 ? -net : net);
    if (net != 0)
      if (const auto average = held.average())
        line.raw_member("averagePrice", number_text(*average));
    line.end_object();
    line.end_line();
  }

  order_id order_of(const half_turn& half, const order_key& key) {
    if (half.order)
      return *half.order;
    const auto next = order_id{static_cast<std::int64_t>(orders_.size()) + 1};
    return orders_.emplace(key, next).first->second;
  }

  account_id account_;

  imported_recording out_;

  std::int64_t trades_ = 0;

  std::map<contract_id, holding> held_;

  std::map<order_key, order_id> orders_;
};

} // namespace

imported_recording recording_of(const std::vector<round_turn>& round_turns, account_id account) {
  return recording_maker{account}.make(round_turns);
}

} // namespace riskd::replay
