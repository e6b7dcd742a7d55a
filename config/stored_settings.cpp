#include "config/stored_settings.hpp"

#include "config/document.hpp"

#include <array>
#include <utility>

namespace riskd::config {

namespace {

constexpr std::array identity_keys{"name", "id", "gateway", "mode"};

constexpr const char* standard_layer = "default";
constexpr const char* preset_layer = "preset";
constexpr const char* file_layer = "file";
constexpr const char* override_layer = "override";

/// Where values of an account's override have their pointers.
constexpr const char* override_pointer = "/accounts/-/override";

std::string layer_of(const value& x) {
  if (x.origin == value_origin::standard)
    return standard_layer;
  if (x.origin == value_origin::preset)
    return preset_layer;
  return x.pointer.starts_with("/accounts/") ? override_layer : file_layer;
}

/// What null took away is written as null.
value with_nulls(value x) {
  for (auto& each : x.members)
    each.content = with_nulls(std::move(each.content));
  for (const auto& each : x.removed)
    set_member(x, {each.key, {}, value{}});
  x.removed.clear();
  return x;
}

/// Lists the values that come from another layer than what is around them.
void list_layers(const value& x, const std::string& pointer, const std::string& around,
                 value& out) {
  const auto layer = layer_of(x);
  if (layer != around)
    set_member(out, {pointer, {}, make_text(layer)});
  for (const auto* members : {&x.members, &x.removed})
    for (const auto& each : *members)
      list_layers(each.content, child_pointer(pointer, each.key), layer, out);
}

void place_in_layer(value& x, const std::string& layer) {
  x.origin = layer == standard_layer ? value_origin::standard
             : layer == preset_layer ? value_origin::preset
                                     : value_origin::file;
  x.pointer = layer == override_layer ? override_pointer : "";
  if (layer == standard_layer)
    x.where = {};
  for (auto& each : x.items)
    place_in_layer(each, layer);
}

void give_layers(value& x, const std::string& pointer, const std::string& around,
                 const value& layers) {
  const auto* own = layers.find(pointer);
  const auto layer = own ? own->text : around;
  place_in_layer(x, layer);
  for (auto& each : x.members)
    give_layers(each.content, child_pointer(pointer, each.key), layer, layers);
}

void take_nulls_away(value& x) {
  for (const auto& each : x.members)
    if (each.content.kind == value_kind::null)
      x.removed.push_back(each);
  std::erase_if(x.members, [](const member& m) { return m.content.kind == value_kind::null; });
  for (auto& each : x.members)
    take_nulls_away(each.content);
}

} // namespace

std::string stored_text(const stored_settings& from) {
  auto identity = make_object();
  for (const auto* key : identity_keys)
    if (const auto* found = from.account.identity.find(key))
      set_member(identity, {key, {}, *found});
  auto layers = make_object();
  list_layers(from.account.tree, "", file_layer, layers);
  auto out = make_object();
  set_member(out, {"account", {}, std::move(identity)});
  set_member(out, {"login", {}, from.login});
  set_member(out, {"settings", {}, with_nulls(from.account.tree)});
  set_member(out, {"layers", {}, std::move(layers)});
  return canonical_json(out);
}

domain::result<stored_settings> read_stored(std::string_view text) {
  const auto read = read_document(text);
  const auto* root = read.root ? &*read.root : nullptr;
  const auto* account = root ? root->find("account") : nullptr;
  const auto* login = root ? root->find("login") : nullptr;
  const auto* settings = root ? root->find("settings") : nullptr;
  const auto* layers = root ? root->find("layers") : nullptr;
  if (!account || !login || !settings || !layers || settings->kind != value_kind::object)
    return domain::failure{domain::failure_code::malformed_input,
                           "the stored configuration is none that this program writes"};
  stored_settings out{{*account, *settings}, *login};
  give_layers(out.account.tree, "", file_layer, *layers);
  out.account.tree = completed_settings(out.account.tree);
  take_nulls_away(out.account.tree);
  return out;
}

} // namespace riskd::config
