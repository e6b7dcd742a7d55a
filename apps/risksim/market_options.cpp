#include "apps/risksim/market_options.hpp"

#include "adapters/simulator/random_walk.hpp"
#include "adapters/simulator/recorded_market.hpp"

#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <optional>

namespace riskd::risksim {

namespace {

using simulator::contract_facts;
using simulator::contract_table;

domain::failure invalid(const char* option, const std::string& what) {
  return {domain::failure_code::malformed_input, std::string{option} + ": " + what};
}

/// A contract by id or by exchange root.
std::optional<contract_facts> resolve(const std::string& name, std::chrono::year_month_day today) {
  for (const auto& product : simulator::all_products())
    if (product.root == name)
      return simulator::front_month(product, today);
  return simulator::contract_from_id(name);
}

/// The root that an option without one means.
std::string main_root(const options& wanted, const contract_table& contracts) {
  for (const auto& [id, facts] : contracts)
    if (!wanted.contracts.empty()
        && (wanted.contracts.front() == id.value() || wanted.contracts.front() == facts.root))
      return facts.root;
  return "MNQ";
}

/// Reads `[ROOT=]PRICE` options into prices by root.
domain::result<std::map<std::string, domain::price>>
prices_by_root(const char* option, const std::vector<std::string>& texts, const options& wanted,
               const contract_table& contracts) {
  std::map<std::string, domain::price> out;
  for (const auto& text : texts) {
    const auto equals = text.find('=');
    const bool has_root = equals != std::string::npos;
    const auto root = has_root ? text.substr(0, equals) : main_root(wanted, contracts);
    const auto value = domain::parse_price(has_root ? text.substr(equals + 1) : text);
    const bool is_listed = std::any_of(contracts.begin(), contracts.end(), [&](const auto& entry) {
      return entry.second.root == root;
    });
    if (!value || value->units() <= 0)
      return invalid(option, "'" + text + "' is not a positive price");
    if (!is_listed)
      return invalid(option, "no listed contract has the root '" + root + "'");
    out[root] = *value;
  }
  return out;
}

domain::result<void> set_start_prices(const options& wanted, contract_table& contracts) {
  const auto prices = prices_by_root("--start-price", wanted.start_prices, wanted, contracts);
  if (!prices)
    return prices.error();
  for (auto& [id, facts] : contracts)
    if (const auto found = prices->find(facts.root); found != prices->end()) {
      if (!facts.is_aligned(found->second))
        return invalid("--start-price",
                       to_string(found->second) + " is not on the tick of " + facts.root);
      facts.start_price = found->second;
    }
  return {};
}

domain::result<std::shared_ptr<simulator::market_recording>>
read_recording(const std::string& path, const contract_facts& contract) {
  std::ifstream file{path, std::ios::binary};
  if (!file)
    return invalid("--market", "cannot read " + path);
  const std::string text{std::istreambuf_iterator<char>{file}, {}};
  auto recording = simulator::parse_recording(text, contract.tick_size);
  if (!recording)
    return invalid("--market", path + ": " + recording.error().sentence);
  return std::make_shared<simulator::market_recording>(std::move(*recording));
}

/// What the recorded market began with: an order that comes before it plays must not be filled at
/// another price.
std::optional<domain::price> first_price(const simulator::market_recording& recording) {
  for (const auto& row : recording.rows)
    if (const auto& known = row.trades ? row.trades : row.bids)
      return known->open;
  return std::nullopt;
}

/// `--speed` in percent.
std::optional<std::int64_t> speed_percent(const std::string& text) {
  const auto value = domain::parse_decimal(text, 2);
  return value && *value > 0 && *value <= 100'000'000 ? value : std::nullopt;
}

} // namespace

domain::result<contract_table> listed_contracts(const options& wanted,
                                                std::chrono::year_month_day today) {
  auto out = wanted.contracts.empty() ? simulator::front_months(today) : contract_table{};
  auto names = wanted.contracts;
  if (!wanted.market_contract.empty())
    names.push_back(wanted.market_contract);
  for (const auto& name : names) {
    auto contract = resolve(name, today);
    if (!contract)
      return invalid("--contract", "'" + name + "' is neither a contract id nor a known root");
    out.insert_or_assign(contract->id, *contract);
  }
  if (const auto set = set_start_prices(wanted, out); !set)
    return set.error();
  return out;
}

domain::result<simulator::feed_source> market_source(const options& wanted,
                                                     contract_table& contracts) {
  auto volatilities = prices_by_root("--volatility", wanted.volatilities, wanted, contracts);
  if (!volatilities)
    return volatilities.error();
  const auto speed = speed_percent(wanted.speed);
  if (!speed)
    return invalid("--speed", "'" + wanted.speed + "' is not a number from 0.01 to 1000000");
  std::shared_ptr<simulator::market_recording> recording;
  if (!wanted.market_file.empty()) {
    const auto contract = resolve(wanted.market_contract, {});
    auto read = read_recording(wanted.market_file, *contract);
    if (!read)
      return read.error();
    recording = std::move(*read);
    if (const auto first = first_price(*recording); first && wanted.start_prices.empty())
      for (auto& [id, facts] : contracts)
        if (wanted.market_contract == id.value() || wanted.market_contract == facts.root)
          facts.start_price = *first;
  }
  return simulator::feed_source{
    [=, volatilities = std::move(*volatilities), recorded = wanted.market_contract,
     quotes = wanted.quotes_per_second, trades = wanted.trades_per_second,
     seed = wanted.seed](const contract_facts& contract,
                         domain::time_point start) -> std::unique_ptr<simulator::market_feed> {
      if (recording && (recorded == contract.id.value() || recorded == contract.root))
        return std::make_unique<simulator::recorded_market>(contract, recording, *speed, start);
      simulator::random_walk_options walk{quotes, trades, std::nullopt};
      if (const auto found = volatilities.find(contract.root); found != volatilities.end())
        walk.volatility_per_minute = found->second;
      // Each market has a stream of its own, whatever the order in which they wake.
      const auto own_seed = seed * 1'000'003 + std::hash<domain::contract_id>{}(contract.id);
      return std::make_unique<simulator::random_walk>(contract, walk, own_seed, start);
    }};
}

} // namespace riskd::risksim
