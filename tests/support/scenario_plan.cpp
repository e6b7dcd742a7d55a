#include "tests/support/scenario_plan.hpp"

#include "tests/support/scenario_rows.hpp"

namespace riskd::test {

using namespace domain;

std::string planned(scenario_engine::account& account, std::string_view seconds,
                    const plan_permission& permission) {
  const auto out = plan(account.state, account.binding, account.settings, at(seconds), permission,
                        account.memory);
  std::vector<std::string> texts;
  for (const auto& each : out.commands)
    texts.push_back(in_shorthand(command_ticket{command_id{1}, account.state.id, each.order,
                                                each.rule, each.cause, each.attempt}));
  return joined(texts);
}

void change(scenario_engine::account& account, const account_payload& payload,
            std::string_view seconds) {
  auto folded = fold(std::move(account.state), payload_input{payload, event_source::stream},
                     {at(seconds), std::nullopt, std::nullopt}, account.settings);
  account.state = std::move(folded.state);
  std::vector<journal_entry> entries;
  follow(account.binding, account.state, folded.deltas, at(seconds), entries);
}

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const auto& each : texts)
    out += (out.empty() ? "" : "; ") + each;
  return out;
}

std::string in_shorthand(const command_ticket& ticket) {
  const auto record = scenario_record{start_time(), std::nullopt, command_record{ticket}};
  return render(record, start_time(), false).substr(std::string_view{"+0 "}.size());
}

} // namespace riskd::test
