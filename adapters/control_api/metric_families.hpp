#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace riskd::control_api {

struct metric_label {
  std::string_view name;
  std::string_view value;
};

using metric_labels = std::initializer_list<metric_label>;

/// Writes one family of metrics after the other in Prometheus's text format 0.0.4, each with its
/// samples together, as the format demands.
class families {
public:
  void begin(std::string_view name, std::string_view type, std::string_view help);

  void sample(metric_labels named, const std::string& value) {
    part({}, named, value);
  }

  void sample(metric_labels named, std::int64_t value) {
    sample(named, std::to_string(value));
  }

  void sample(metric_labels named, std::uint64_t value) {
    sample(named, std::to_string(value));
  }

  void sample(metric_labels named, bool value) {
    sample(named, std::string{value ? "1" : "0"});
  }

  /// A sample whose name is the family's and more: `_bucket`, `_sum`, `_count`.
  void part(std::string_view suffix, metric_labels named, const std::string& value);

  [[nodiscard]] std::string take();

private:
  std::string_view name_;
  std::string text_;
};

} // namespace riskd::control_api
