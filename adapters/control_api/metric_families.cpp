#include "adapters/control_api/metric_families.hpp"

#include <utility>

namespace riskd::control_api {

namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == '"')
      out += '\\';
    if (c == '\n')
      out += "\\n";
    else
      out += c;
  }
  return out;
}

} // namespace

void families::begin(std::string_view name, std::string_view type, std::string_view help) {
  name_ = name;
  text_.append("# HELP ").append(name).append(" ").append(help).append("\n# TYPE ");
  text_.append(name).append(" ").append(type).append("\n");
}

void families::part(std::string_view suffix, metric_labels named, const std::string& value) {
  text_.append(name_).append(suffix);
  std::string_view separator = "{";
  for (const auto& [name, content] : named) {
    text_.append(separator).append(name).append("=\"").append(escaped(content)).append("\"");
    separator = ",";
  }
  text_.append(named.size() == 0 ? " " : "} ").append(value).append("\n");
}

std::string families::take() {
  return std::move(text_);
}

} // namespace riskd::control_api
