#include "config/succession.hpp"

#include "config/build.hpp"
#include "config/stored_settings.hpp"
#include "config/tightening.hpp"

#include <exception>
#include <set>
#include <string>
#include <utility>

namespace riskd::config {

namespace {

using domain::setting_change;

std::string shown(const value* x) {
  return x ? canonical_json(*x) : "none";
}

void list_changes(const value& before, const value& after, const std::string& prefix,
                  std::vector<setting_change>& out) {
  std::set<std::string> keys;
  for (const auto* each : {&before, &after})
    for (const auto& member : each->members)
      keys.insert(member.key);
  for (const auto& key : keys) {
    const auto* old = before.find(key);
    const auto* next = after.find(key);
    if (old && next && old->kind == value_kind::object && next->kind == value_kind::object)
      list_changes(*old, *next, prefix + key + ".", out);
    else if (shown(old) != shown(next))
      out.push_back({prefix + key, shown(old), shown(next)});
  }
}

std::vector<setting_change> changes_between(const stored_settings& before,
                                            const stored_settings& after) {
  std::vector<setting_change> out;
  auto old = before.account.identity;
  auto next = after.account.identity;
  // A setting as well, where it is told already.
  remove_member(old, "mode");
  remove_member(next, "mode");
  list_changes(old, next, "account.", out);
  list_changes(before.login, after.login, "gateway.", out);
  list_changes(before.account.tree, after.account.tree, "", out);
  return out;
}

domain::result<succession> work_out(std::string_view in_force, const account_entry* wanted,
                                    const load_context& context) {
  const auto before = read_stored(in_force);
  if (!before)
    return before.error();
  if (!wanted)
    return succession{
      build_account(*before, context), std::nullopt, {}, {{"account", "guarded", "not guarded"}}};
  const auto after = read_stored(wanted->stored);
  if (!after)
    return after.error();
  auto now = *before;
  now.account.tree = strictest_settings(before->account.tree, after->account.tree);
  if (const auto* mode = now.account.tree.find("mode"))
    set_member(now.account.identity, {"mode", {}, *mode});
  succession out{build_account(now, context), std::nullopt, changes_between(*before, now),
                 changes_between(now, *after)};
  if (!out.waiting.empty())
    out.next = *wanted;
  return out;
}

} // namespace

domain::result<succession> succeed(std::string_view in_force, const account_entry* wanted,
                                   const load_context& context) {
  try {
    return work_out(in_force, wanted, context);
  } catch (const std::exception& fault) {
    // An older program accepted what this one takes for impossible: nobody checked it again.
    return domain::failure{domain::failure_code::malformed_input,
                           std::string{"the stored configuration cannot be used: "} + fault.what()};
  }
}

} // namespace riskd::config
