#include "config/succession.hpp"
#include "tests/fuzz/config_context.hpp"
#include "tests/fuzz/fuzz_target.hpp"

// Two configuration files, one after the other, with a NUL byte between them: what is in force when
// the second one is read during the day of the first (R-C-8).

namespace riskd::fuzz {

using config::account_entry;
using config::succession;

namespace {

const config::load_context& context() {
  return context_for(config::load_purpose::replay);
}

succession must_succeed(const account_entry& before, const account_entry* after) {
  auto out = config::succeed(before.stored, after, context());
  RISKD_ENSURES(out.has_value());
  return std::move(*out);
}

void check_pair(const account_entry& before, const account_entry& after) {
  const auto first = must_succeed(before, &after);
  RISKD_ENSURES(first.next ? *first.next == after : first.now == after);
  RISKD_ENSURES(first.next.has_value() == !first.waiting.empty());
  // Reading the same file once more changes nothing.
  const auto second = must_succeed(first.now, &after);
  RISKD_ENSURES(second.now == first.now && second.tightened.empty());
  RISKD_ENSURES(second.next == first.next && second.waiting == first.waiting);
  // What was tightened stays so until the reset, whatever the file says then.
  const auto back = must_succeed(first.now, &before);
  RISKD_ENSURES(back.now == first.now && back.tightened.empty());
}

void check_unlisted(const account_entry& before) {
  const auto out = must_succeed(before, nullptr);
  RISKD_ENSURES(out.now == before && !out.next);
}

} // namespace

void try_input(std::string_view input) {
  const auto before = load_configuration(take_part(input, '\0'));
  if (!before.settings)
    return;
  for (const auto& each : before.settings->accounts)
    check_unlisted(each);
  const auto after = load_configuration(input);
  if (!after.settings)
    return;
  for (const auto& old : before.settings->accounts)
    for (const auto& next : after.settings->accounts)
      check_pair(old, next);
}

} // namespace riskd::fuzz
