#include "tests/unit/control_api/yaml_document.hpp"

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

namespace riskd::test {

namespace {

using nlohmann::json;

struct line {
  std::size_t indent = 0;
  std::string text;
};

std::vector<line> lines_of(const std::string& text) {
  std::vector<line> out;
  std::istringstream in{text};
  for (std::string each; std::getline(in, each);) {
    const auto begin = each.find_first_not_of(' ');
    const auto indent = std::min(begin, each.size());
    out.push_back({indent, each.substr(indent)});
  }
  return out;
}

std::string_view unquote(std::string_view text) {
  return text.size() >= 2 && text.front() == '"' && text.back() == '"'
           ? text.substr(1, text.size() - 2)
           : text;
}

json scalar(std::string_view text) {
  if (text.starts_with('"'))
    return unquote(text);
  if (text == "true" || text == "false")
    return text == "true";
  if (text.find_first_not_of("0123456789") == std::string_view::npos)
    return std::stoi(std::string{text});
  return text;
}

json flow_sequence(std::string_view text) {
  auto out = json::array();
  text = text.substr(1, text.size() - 2);
  while (!text.empty()) {
    const auto comma = text.find(", ");
    out.push_back(scalar(text.substr(0, comma)));
    text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 2);
  }
  return out;
}

/// Where the colon that ends the key of a mapping stands.
std::size_t end_of_key(std::string_view text) {
  const auto begin = text.starts_with('"') ? text.find('"', 1) : 0;
  const auto colon = text.find(": ", begin);
  return colon == std::string_view::npos && text.ends_with(':') ? text.size() - 1 : colon;
}

class reader {
public:
  explicit reader(std::vector<line> lines) : lines_(std::move(lines)) {
  }

  json block(std::size_t indent) {
    skip_blank();
    return lines_.at(next_).text.starts_with("- ") ? sequence(indent) : mapping(indent);
  }

private:
  void skip_blank() {
    while (next_ < lines_.size() && lines_[next_].text.empty())
      ++next_;
  }

  [[nodiscard]] bool at(std::size_t indent) {
    skip_blank();
    if (next_ == lines_.size() || lines_[next_].indent < indent)
      return false;
    if (lines_[next_].indent > indent)
      throw std::runtime_error("unexpected indentation: " + lines_[next_].text);
    return true;
  }

  json sequence(std::size_t indent) {
    auto out = json::array();
    while (at(indent) && lines_[next_].text.starts_with("- ")) {
      lines_[next_].text.erase(0, 2);
      lines_[next_].indent += 2;
      if (end_of_key(lines_[next_].text) == std::string::npos)
        out.push_back(scalar(lines_[next_++].text));
      else
        out.push_back(mapping(indent + 2));
    }
    return out;
  }

  json mapping(std::size_t indent) {
    auto out = json::object();
    while (at(indent)) {
      const auto text = lines_[next_++].text;
      const auto colon = end_of_key(text);
      if (colon == std::string::npos)
        throw std::runtime_error("no key: " + text);
      const std::string key{unquote(std::string_view{text}.substr(0, colon))};
      if (out.contains(key))
        throw std::runtime_error("key given twice: " + key);
      out[key] = value(colon + 2 < text.size() ? text.substr(colon + 2) : "", indent);
    }
    return out;
  }

  json value(const std::string& rest, std::size_t indent) {
    if (rest == "|")
      return literal(indent);
    if (rest.starts_with('['))
      return flow_sequence(rest);
    return rest.empty() ? block(lines_.at(next_).indent) : scalar(rest);
  }

  json literal(std::size_t indent) {
    const auto depth = lines_.at(next_).indent;
    std::string out;
    std::string blank;
    for (; next_ < lines_.size(); ++next_) {
      const auto& [begin, text] = lines_[next_];
      if (!text.empty() && begin <= indent)
        break;
      // Empty lines at its end are not part of it.
      if (text.empty())
        blank += "\n";
      else
        out += std::exchange(blank, {}) + std::string(begin - depth, ' ') + text + "\n";
    }
    return out;
  }

  std::vector<line> lines_;
  std::size_t next_ = 0;
};

} // namespace

nlohmann::json read_yaml(const std::string& text) {
  return reader{lines_of(text)}.block(0);
}

} // namespace riskd::test
