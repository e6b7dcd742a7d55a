#pragma once

#include <nlohmann/json.hpp>

#include <set>
#include <string>
#include <vector>

namespace riskd::test {

/// Compares JSON with the schemas of an OpenAPI document: the part of JSON Schema that
/// docs/openapi.yaml uses.
class schema_check {
public:
  explicit schema_check(nlohmann::json document);

  /// Returns what in `value` is not as `components/schemas/<name>` says; empty if all is.
  [[nodiscard]] std::vector<std::string> faults(const nlohmann::json& value,
                                                const std::string& name) const;

private:
  using faults_found = std::vector<std::string>;

  [[nodiscard]] const nlohmann::json& resolve(const nlohmann::json& schema) const;

  void check(const nlohmann::json& value, const nlohmann::json& schema, const std::string& where,
             faults_found& out) const;

  void check_object(const nlohmann::json& value, const nlohmann::json& schema,
                    const std::string& where, faults_found& out) const;

  void collect_properties(const nlohmann::json& schema, std::set<std::string>& out) const;

  nlohmann::json document_;
};

} // namespace riskd::test
