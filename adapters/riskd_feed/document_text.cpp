#include "adapters/riskd_feed/document_text.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace riskd::riskd_feed {

using json = nlohmann::ordered_json;

namespace {

constexpr std::array long_lists{"orders", "discrepancies", "alerts"};

std::string written(const json& x) {
  return x.dump(-1, ' ', false, json::error_handler_t::replace);
}

/// Nobody knows what a newer riskd tells: whatever is largest goes until the rest fits.
std::string shortened(json document, std::size_t bytes_max) {
  auto text = written(document);
  while (text.size() > bytes_max) {
    auto largest = document.begin();
    std::size_t size = 0;
    for (auto each = document.begin(); each != document.end(); ++each)
      if (const auto found = each.key().size() + written(*each).size(); found > size) {
        largest = each;
        size = found;
      }
    document.erase(largest);
    document["shortened"] = true;
    text = written(document);
  }
  return text;
}

} // namespace

std::string status_text(json document) {
  for (const auto* key : long_lists) {
    if (written(document).size() <= document_size_max)
      break;
    if (const auto list = document.find(key); list != document.end()) {
      *list = json::array();
      document["shortened"] = true;
    }
  }
  return shortened(std::move(document), document_size_max);
}

std::string story_text(json story) {
  auto commands = story.value("commands", json::array());
  while (commands.is_array() && !commands.empty()
         && written(story).size() > domain::told_document_max) {
    const auto half = static_cast<std::ptrdiff_t>(commands.size() / 2);
    commands.erase(std::next(commands.begin(), half), commands.end());
    story["commands"] = commands;
    story["has_more_commands"] = true;
  }
  return shortened(std::move(story), domain::told_document_max);
}

} // namespace riskd::riskd_feed
