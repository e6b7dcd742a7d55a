#include "config/preset.hpp"

#include "config/document.hpp"
#include "config/embedded_files.hpp"
#include "config/typed_value.hpp"
#include "domain/contract_check.hpp"
#include "domain/time.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace riskd::config {

namespace {

constexpr std::array<const char*, 7> names{"conservative", "evaluation",   "aggressive",  "minimal",
                                           "topstep_50k",  "topstep_100k", "topstep_150k"};

/// What a preset says stands nowhere in the operator's file.
void place_in_preset(value& x) {
  x.where = {};
  x.origin = value_origin::preset;
  for (auto& each : x.items)
    place_in_preset(each);
  for (auto& each : x.members) {
    each.where = {};
    place_in_preset(each.content);
  }
}

// What does not fit is a fault of the shipped file, which tests find.

preset read_preset(const std::string& name) {
  const auto file = "presets/" + name + ".json";
  const auto& files = embedded_files();
  const auto found = std::find_if(files.begin(), files.end(),
                                  [&](const embedded_file& x) { return x.name == file; });
  RISKD_EXPECTS(found != files.end());
  auto read = read_document(found->content);
  RISKD_EXPECTS(read.root && !read.problems.has_errors());
  preset out;
  out.name = name;
  const auto& about = *read.root->find("about");
  out.source = text_at(about, "source");
  out.verified_on = domain::parse_date(text_at(about, "verified_on")).value();
  out.expires_on = domain::parse_date(text_at(about, "expires_on")).value();
  remove_member(*read.root, "about");
  out.content = std::move(*read.root);
  place_in_preset(out.content);
  return out;
}

} // namespace

const std::vector<preset>& presets() {
  static const auto all = [] {
    std::vector<preset> out;
    for (const auto* name : names)
      out.push_back(read_preset(name));
    return out;
  }();
  return all;
}

const preset* find_preset(std::string_view name) {
  const auto& all = presets();
  const auto found
    = std::find_if(all.begin(), all.end(), [name](const preset& x) { return x.name == name; });
  return found == all.end() ? nullptr : &*found;
}

const preset* preset_of(const value& root) {
  const auto* name = root.find("preset");
  return name && name->kind == value_kind::text ? find_preset(name->text) : nullptr;
}

} // namespace riskd::config
