#include "tests/simulation/fault.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace riskd::simulation {

using namespace std::chrono_literals;

namespace {

enum class reach : std::uint8_t {
  /// Only the account that it names may notice.
  account,
  /// A call of one account, whose answer concerns every call of its login.
  login,
  all,
};

struct fault_form {
  fault_kind kind{};
  const char* name = nullptr;
  /// How often it is drawn, against the others.
  std::uint64_t weight = 0;
  reach strikes = reach::account;
};

constexpr std::array fault_forms{
  fault_form{fault_kind::drop_event, "drop_event", 5},
  fault_form{fault_kind::duplicate_event, "duplicate_event", 5},
  fault_form{fault_kind::delay_event, "delay_event", 5},
  fault_form{fault_kind::lose_request, "lose_request", 4},
  fault_form{fault_kind::lose_reply, "lose_reply", 4},
  fault_form{fault_kind::refuse_rate, "refuse_rate", 3, reach::login},
  fault_form{fault_kind::refuse_login, "refuse_login", 2, reach::login},
  fault_form{fault_kind::fail_server, "fail_server", 3},
  fault_form{fault_kind::reject_order, "reject_order", 3},
  fault_form{fault_kind::close_market, "close_market", 2},
  fault_form{fault_kind::fail_query, "fail_query", 3},
  fault_form{fault_kind::user_hub_down, "user_hub_down", 3, reach::all},
  fault_form{fault_kind::market_hub_down, "market_hub_down", 2, reach::all},
  fault_form{fault_kind::rest_down, "rest_down", 2, reach::all},
  fault_form{fault_kind::log_out, "log_out", 2, reach::all},
  fault_form{fault_kind::slow_store, "slow_store", 2, reach::all},
  fault_form{fault_kind::failing_store, "failing_store", 2, reach::all},
  fault_form{fault_kind::throw_in_keeper, "throw_in_keeper", 2},
  fault_form{fault_kind::throw_in_evaluator, "throw_in_evaluator", 2},
  fault_form{fault_kind::throw_in_timer, "throw_in_timer", 2},
  fault_form{fault_kind::throw_in_enforcer, "throw_in_enforcer", 2},
  fault_form{fault_kind::kill_supervisor, "kill_supervisor", 2},
  fault_form{fault_kind::kill_gateway, "kill_gateway", 1, reach::all},
  fault_form{fault_kind::step_clock, "step_clock", 2, reach::all},
  fault_form{fault_kind::kill_daemon, "kill_daemon", 5, reach::all},
  fault_form{fault_kind::lose_power, "lose_power", 2, reach::all},
};

const fault_form& form_of(fault_kind x) {
  return *std::find_if(fault_forms.begin(), fault_forms.end(),
                       [x](const fault_form& each) { return each.kind == x; });
}

fault_kind draw_kind(test::random_choices& draw) {
  std::uint64_t sum = 0;
  for (const auto& each : fault_forms)
    sum += each.weight;
  auto left = draw.below(sum);
  for (const auto& each : fault_forms) {
    if (left < each.weight)
      return each.kind;
    left -= each.weight;
  }
  return fault_forms.back().kind;
}

domain::duration draw_length(test::random_choices& draw, fault_kind kind) {
  const auto milliseconds = [&](std::int64_t from, std::int64_t to) {
    return domain::duration{draw.between(from, to) * 1000};
  };
  if (kind == fault_kind::step_clock)
    return draw.one_of(std::vector<domain::duration>{3h, -3h, 20min, -40s, 24h, -26h});
  if (kind == fault_kind::delay_event)
    return milliseconds(1, 2500);
  if (kind == fault_kind::slow_store)
    return milliseconds(500, 8'000);
  if (kind == fault_kind::kill_daemon || kind == fault_kind::lose_power)
    return milliseconds(50, 20'000);
  return milliseconds(200, 25'000);
}

} // namespace

const char* to_string(fault_kind x) {
  return form_of(x).name;
}

bool is_local(fault_kind x) {
  return form_of(x).strikes == reach::account;
}

bool names_account(fault_kind x) {
  return form_of(x).strikes != reach::all;
}

std::string to_string(const fault& x) {
  auto out = std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(x.at).count())
             + " ms " + to_string(x.kind);
  if (names_account(x.kind))
    out += " account " + domain::to_string(x.account);
  return out + " length "
         + std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(x.length).count())
         + " ms amount " + std::to_string(x.amount);
}

std::vector<fault> draw_faults(test::random_choices& draw, std::size_t accounts,
                               domain::duration until) {
  std::vector<fault> out;
  for (auto left = draw.between(0, 14); left > 0; --left) {
    fault each;
    each.kind = draw_kind(draw);
    each.at = domain::duration{draw.between(1'000'000, until.count())};
    each.account = domain::account_id{draw.between(1, static_cast<std::int64_t>(accounts))};
    each.length = draw_length(draw, each.kind);
    each.amount = draw.between(0, 60);
    out.push_back(each);
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const fault& a, const fault& b) { return a.at < b.at; });
  return out;
}

} // namespace riskd::simulation
