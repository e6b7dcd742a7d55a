#include "tests/bench/polling_batch.hpp"

#include "adapters/projectx/projectx_broker.hpp"
#include "adapters/projectx/tls.hpp"
#include "adapters/system_clock/random_source.hpp"
#include "tests/bench/bench_settings.hpp"

#include <algorithm>
#include <stdexcept>
#include <thread>
#include <utility>

namespace riskd::bench {

namespace {

using namespace std::chrono_literals;

constexpr std::int64_t first_polled_account = 26'282'001;
/// Between the first accounts of two logins.
constexpr std::int64_t ids_per_login = 10'000;

constexpr auto polled_size = domain::quantity{polled_contracts};
constexpr auto polled_limit = domain::dollars(polled_limit_dollars);

constexpr domain::duration ready_limit = 30s;
constexpr domain::duration opened_limit = 10s;
constexpr domain::duration calm_limit = 30s;
/// The price needs two seconds to the limit; this is far more, and what an interval has to be added
/// to.
constexpr domain::duration flat_limit = 30s;

/// Between two looks into the venue's books.
constexpr auto look_pace = 20ms;

std::vector<venue_login> make_logins(const polling_options& options) {
  std::vector<venue_login> out{{"riskd", {}}};
  for (const auto each : options.intervals)
    out.push_back({"polling-" + std::to_string(each.count()), {}});
  auto first = first_polled_account;
  for (auto& login : out) {
    for (std::uint64_t i = 0; i < options.paths; ++i)
      login.accounts.emplace_back(first + static_cast<std::int64_t>(i));
    first += ids_per_login;
  }
  return out;
}

std::unique_ptr<domain::broker_port> broker_at(const simulated_venue& venue,
                                               const std::string& login,
                                               const domain::broker_clock& clock) {
  const auto address = "http://127.0.0.1:" + std::to_string(venue.port());
  projectx::options options;
  options.rest_url = address;
  options.user_hub_url = address + "/hubs/user";
  options.market_hub_url = address + "/hubs/market";
  options.user_name = login;
  options.api_key = projectx::secret<std::string>{login};
  options.clock = &clock;
  options.random = adapters::make_random_fractions();
  projectx::tls_contexts trusts;
  auto broker = projectx::make_broker(std::move(options), trusts);
  if (!broker)
    throw std::runtime_error(broker.error().sentence);
  return std::move(*broker);
}

settings_ptr with_loss_limit(const settings_ptr& settings) {
  auto changed = *settings;
  changed.rules.set(domain::rules::daily_realized_loss{polled_limit, true});
  return std::make_shared<const domain::account_settings>(std::move(changed));
}

std::vector<settings_ptr> settings_for(const venue_login& login, const domain::clock_reading& now) {
  std::vector<settings_ptr> out;
  for (const auto id : login.accounts)
    out.push_back(with_loss_limit(settings_of(id, polled_size, now)));
  return out;
}

bool is_flat_again(const venue_account& account) {
  return account.trades.size() > 1 && account.held == domain::quantity{}
         && account.working_orders == 0;
}

/// True once riskd knows what the account holds and what it is worth.
bool is_followed(const domain::daemon_status& status, domain::account_id account) {
  return std::any_of(status.accounts.begin(), status.accounts.end(), [&](const auto& each) {
    return each.id == account && !each.positions.empty()
           && each.positions.front().unrealized.has_value();
  });
}

domain::quantity traded(const venue_account& account) {
  domain::quantity out;
  for (const auto& trade : account.trades)
    out += trade.size;
  return out;
}

/// When the price was first where a position that was opened at `entry` has lost its limit.
std::optional<domain::time_point> first_break(const std::vector<price_step>& steps,
                                              domain::price entry,
                                              const simulator::contract_facts& contract) {
  const auto found = std::find_if(steps.begin(), steps.end(), [&](const price_step& step) {
    return contract.profit(entry, step.last, polled_size) <= polled_limit;
  });
  return found == steps.end() ? std::nullopt : std::optional{found->at};
}

path_outcome outcome_of(const venue_account& account, domain::time_point broken) {
  path_outcome out;
  for (const auto& trade : account.trades)
    out.lost -= trade.result.value_or(domain::money{});
  out.beyond = std::max(domain::money{}, out.lost + polled_limit);
  out.until_flat = std::chrono::nanoseconds{account.trades.back().at - broken}.count();
  return out;
}

} // namespace

polling_batch::polling_batch(const polling_options& options, const std::filesystem::path& directory)
  : logins_(make_logins(options)), random_(static_cast<std::uint32_t>(options.seed)),
    venue_(logins_, options.seed), broker_clock_(clock_),
    broker_(broker_at(venue_, logins_.front().name, broker_clock_)), daemon_(clock_, directory) {
  daemon_.start(*broker_, broker_clock_, settings_for(logins_.front(), clock_.now()),
                std::chrono::milliseconds{options.conflate_ms});
  for (std::size_t i = 0; i < options.intervals.size(); ++i)
    clients_.push_back(
      std::make_unique<polling_client>(venue_.port(), logins_[i + 1].name, options.intervals[i]));
  if (!daemon_.wait_until_protected(ready_limit))
    throw std::runtime_error("riskd did not get ready");
}

std::optional<std::vector<path_outcome>> polling_batch::run(std::size_t index) {
  open_positions(index);
  begin_polling(index);
  venue_.begin_fall();
  auto limit = flat_limit;
  for (const auto& client : clients_)
    limit = std::max(limit, flat_limit + client->interval());
  books accounts;
  const bool are_flat = wait_until(
    [&] {
      std::this_thread::sleep_for(look_pace);
      accounts = accounts_of(index);
      return std::all_of(accounts.begin(), accounts.end(), is_flat_again);
    },
    limit);
  const auto steps = venue_.end_fall();
  std::vector<polling_findings> polled;
  for (const auto& client : clients_)
    polled.push_back(client->end());
  if (!are_flat)
    for (std::size_t i = 0; i < accounts.size(); ++i)
      if (!is_flat_again(accounts[i]))
        complain(logins_[i].name + " did not make its account flat");
  ++run_;
  return judge(accounts, steps, polled);
}

polling_batch::books polling_batch::accounts_of(std::size_t index) {
  const auto all = venue_.accounts();
  books out;
  for (const auto& login : logins_) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const venue_account& x) {
      return x.id == login.accounts.at(index);
    });
    out.push_back(*found);
  }
  return out;
}

void polling_batch::open_positions(std::size_t index) {
  venue_.print_price();
  for (const auto& login : logins_)
    venue_.buy(login.accounts.at(index), polled_size);
  const auto are_held = [&] {
    const auto accounts = accounts_of(index);
    return std::all_of(accounts.begin(), accounts.end(),
                       [](const venue_account& x) { return x.held == polled_size; });
  };
  const auto is_known = [&] {
    return is_followed(*daemon_.status(), logins_.front().accounts.at(index));
  };
  if (!wait_until(are_held, opened_limit))
    throw std::runtime_error("a position did not open");
  if (!wait_until(is_known, opened_limit))
    throw std::runtime_error("riskd did not follow a position");
}

void polling_batch::begin_polling(std::size_t index) {
  for (std::size_t i = 0; i < clients_.size(); ++i) {
    const auto longest = std::chrono::microseconds{clients_[i]->interval()}.count() - 1;
    auto phase = std::uniform_int_distribution<std::int64_t>{0, longest};
    clients_[i]->begin(logins_[i + 1].accounts.at(index), polled_limit,
                       std::chrono::microseconds{phase(random_)});
  }
}

std::optional<std::vector<path_outcome>>
polling_batch::judge(const books& accounts, const std::vector<price_step>& steps,
                     const std::vector<polling_findings>& polled) {
  const auto before = complaints_.size();
  for (std::size_t i = 0; i < polled.size(); ++i) {
    if (polled[i].trouble)
      complain(logins_[i + 1].name + " gave up: " + *polled[i].trouble);
    if (polled[i].breaches == 0)
      complain(logins_[i + 1].name + " never noticed");
  }
  const auto entry = accounts.front().trades.front().price;
  const auto broken = first_break(steps, entry, venue_.contract());
  if (!broken)
    complain("the price did not fall far enough");
  for (std::size_t i = 0; i < accounts.size(); ++i) {
    const auto& trades = accounts[i].trades;
    if (trades.front().price != entry)
      complain("not all accounts began at the same price");
    if (broken && trades.size() > 1 && trades[1].at < *broken)
      complain(logins_[i].name + " closed a position whose limit was not broken");
  }
  if (complaints_.size() != before)
    return std::nullopt;
  std::vector<path_outcome> out;
  for (const auto& account : accounts)
    out.push_back(outcome_of(account, *broken));
  return out;
}

std::vector<std::string> polling_batch::finish() {
  const auto is_calm = [this] {
    const auto latest = daemon_.status();
    return std::none_of(latest->accounts.begin(), latest->accounts.end(),
                        [](const auto& x) { return x.enforcement.active; });
  };
  if (!wait_until(is_calm, calm_limit))
    complain("the last answer was not verified");
  if (!daemon_.journal().wait_until_written(calm_limit))
    complain("the journal did not come to rest");
  if (daemon_.journal().locks() != run_)
    complain(std::to_string(daemon_.journal().locks()) + " locks in place of "
             + std::to_string(run_));
  if (daemon_.lost_records() > 0)
    complain(std::to_string(daemon_.lost_records()) + " records were dropped");
  for (const auto& alert : daemon_.status()->alerts)
    if (alert.what.code != domain::alert_code::persist_late)
      complain("alert " + std::string{domain::to_string(alert.what.code)} + " "
               + alert.what.detail);
  const auto wanted = static_cast<std::int64_t>(run_ * logins_.size()) * 2 * polled_contracts;
  domain::quantity all;
  for (const auto& account : venue_.accounts())
    all += traded(account);
  if (all != domain::quantity{wanted})
    complain(to_string(all) + " contracts were traded in place of " + std::to_string(wanted));
  return complaints_;
}

void polling_batch::complain(std::string what) {
  complaints_.push_back(std::move(what));
}

} // namespace riskd::bench
