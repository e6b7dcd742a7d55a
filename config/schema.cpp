#include "config/schema.hpp"

#include "config/document.hpp"
#include "domain/contract_check.hpp"

#include <algorithm>
#include <utility>

namespace riskd::config {

namespace {

/// A default stands nowhere in the file, but has a pointer in the effective configuration.
void place_as_default(value& x, const std::string& pointer) {
  x.where = {};
  x.origin = value_origin::standard;
  x.pointer = pointer;
  for (std::size_t i = 0; i < x.items.size(); ++i)
    place_as_default(x.items[i], child_pointer(pointer, std::to_string(i)));
  for (auto& each : x.members) {
    each.where = {};
    place_as_default(each.content, child_pointer(pointer, each.key));
  }
}

value parsed_default(const node& from, const std::string& pointer) {
  auto read = read_document(from.initial);
  RISKD_EXPECTS(read.root.has_value());
  place_as_default(*read.root, pointer);
  return std::move(*read.root);
}

} // namespace

const node* find_member(const node& section, std::string_view key) {
  const auto found = std::find_if(section.members.begin(), section.members.end(),
                                  [key](const node& x) { return x.key == key; });
  return found == section.members.end() ? nullptr : &*found;
}

std::vector<std::string> keys_of(const node& section) {
  std::vector<std::string> keys;
  for (const auto& each : section.members)
    keys.push_back(each.key);
  return keys;
}

value defaults_of(const node& section, const std::string& pointer) {
  value out;
  out.kind = value_kind::object;
  out.origin = value_origin::standard;
  out.pointer = pointer;
  for (const auto& each : section.members) {
    const auto below = child_pointer(pointer, each.key);
    if (each.kind == node_kind::section && !each.optional)
      out.members.push_back({each.key, {}, defaults_of(each, below)});
    else if (!each.initial.empty() && each.initial != "null")
      out.members.push_back({each.key, {}, parsed_default(each, below)});
  }
  return out;
}

value with_defaults(const node& section, const value& given) {
  auto out = merge_patch(defaults_of(section, given.pointer), given);
  // What is itself a patch for something else keeps its nulls.
  for (const auto& each : given.members)
    if (const auto* form = find_member(section, each.key); form && form->optional)
      set_member(out, each);
  return out;
}

node section(std::string key, std::string meaning, std::vector<node> members) {
  node out;
  out.kind = node_kind::section;
  out.key = std::move(key);
  out.type = "object";
  out.meaning = std::move(meaning);
  out.members = std::move(members);
  return out;
}

node list_of(std::string key, node element, std::string meaning) {
  node out;
  out.kind = node_kind::list;
  out.key = std::move(key);
  out.type = "list";
  out.meaning = std::move(meaning);
  out.initial = "[]";
  out.members.push_back(std::move(element));
  return out;
}

node table_of(std::string key, node element, table_keys keys, std::string meaning) {
  node out;
  out.kind = node_kind::table;
  out.key = std::move(key);
  out.type = "map";
  out.meaning = std::move(meaning);
  out.initial = "{}";
  out.key_fault = std::move(keys.fault);
  out.key_pattern = std::move(keys.pattern);
  out.members.push_back(std::move(element));
  return out;
}

} // namespace riskd::config
