#include "config/tightening.hpp"

#include "config/key_table.hpp"
#include "domain/decimal.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace riskd::config {

namespace {

/// Money has at most four decimals, everything else none.
constexpr int decimals = 4;

/// A word in the place of a number is larger than all of them.
std::int64_t size_of(const value& x) {
  const auto number
    = x.kind == value_kind::number ? domain::parse_decimal(x.text, decimals) : std::nullopt;
  return number.value_or(std::numeric_limits<std::int64_t>::max());
}

node by_size(node from, std::string stricter, bool more) {
  from.stricter = std::move(stricter);
  from.strictest = [more](const value& in_force, const value& wanted) {
    const bool is_stricter
      = more ? size_of(wanted) > size_of(in_force) : size_of(wanted) < size_of(in_force);
    return is_stricter ? wanted : in_force;
  };
  return from;
}

/// True for the block of a rule that does nothing.
bool is_switched_off(const value* block) {
  if (!block || block->kind != value_kind::object)
    return true;
  const auto* enabled = block->find("enabled");
  return enabled && enabled->kind == value_kind::flag && !enabled->flag;
}

/// A block that only one of them has, or that does nothing in one of them.
const value* whole_block(const value* in_force, const value* wanted) {
  if (is_switched_off(in_force))
    return wanted ? wanted : in_force;
  return wanted ? nullptr : in_force;
}

const value* only_one(const value* in_force, const value* wanted, const node& form) {
  if (in_force)
    return wanted ? nullptr : in_force;
  // Where null is a choice, it stays; a key that an older program did not know has no choice.
  return form.stricter_if_present || !form.nullable ? wanted : nullptr;
}

value strictest_section(const value& in_force, const value& wanted, const node& form) {
  auto out = in_force;
  for (const auto& key : form.members) {
    const auto* old = in_force.find(key.key);
    const auto* next = wanted.find(key.key);
    if (!old && !next)
      continue;
    const auto* taken = key.optional ? whole_block(old, next) : only_one(old, next, key);
    if (taken)
      set_member(out, {key.key, taken->where, *taken});
    else if (old && next)
      set_member(out, {key.key, next->where, strictest(*old, *next, key)});
    if (out.find(key.key))
      std::erase_if(out.removed, [&](const member& x) { return x.key == key.key; });
  }
  if (form.settle)
    form.settle(out, in_force, wanted);
  return out;
}

/// The keys of an account's effective configuration.
node make_settings_form() {
  node out;
  for (const auto* key : {"pnl_basis", "reset", "market", "calendar", "rules", "on_shutdown",
                          "safe_mode", "supervision", "required_rules"})
    out.members.push_back(*find_member(root_section(), key));
  out.members.push_back(*find_member(account_section(), "mode"));
  return out;
}

} // namespace

node tightened_by_less(node from) {
  return by_size(std::move(from), "smaller", false);
}

node tightened_by_more(node from) {
  return by_size(std::move(from), "larger", true);
}

node tightened_towards_zero(node from) {
  return by_size(std::move(from), "nearer to 0", true);
}

node tightened_by(bool stricter, node from) {
  from.stricter = stricter ? "true" : "false";
  from.strictest = [stricter](const value& in_force, const value& wanted) {
    return wanted.flag == stricter && in_force.flag != stricter ? wanted : in_force;
  };
  return from;
}

node tightened_along(std::vector<std::string> from_loose_to_strict, node from) {
  for (const auto& word : from_loose_to_strict)
    from.stricter += (from.stricter.empty() ? "" : ", then ") + word;
  from.strictest
    = [words = std::move(from_loose_to_strict)](const value& in_force, const value& wanted) {
        const auto place = [&](const value& x) {
          return std::find(words.begin(), words.end(), x.text);
        };
        return place(wanted) > place(in_force) ? wanted : in_force;
      };
  return from;
}

node tightened_by_entries(node from) {
  from.stricter = "one more";
  from.strictest = [](const value& in_force, const value& wanted) {
    auto out = in_force;
    for (const auto& each : wanted.items) {
      const auto text = canonical_json(each);
      if (std::none_of(out.items.begin(), out.items.end(),
                       [&](const value& x) { return canonical_json(x) == text; }))
        out.items.push_back(each);
    }
    return out;
  };
  return from;
}

node tightened_by_presence(node from) {
  from.stricter_if_present = true;
  return from;
}

value strictest(const value& in_force, const value& wanted, const node& form) {
  if (form.strictest)
    return form.strictest(in_force, wanted);
  if (form.kind == node_kind::section)
    return strictest_section(in_force, wanted, form);
  return in_force;
}

value strictest_settings(const value& in_force, const value& wanted) {
  static const auto form = make_settings_form();
  return strictest_section(in_force, wanted, form);
}

} // namespace riskd::config
