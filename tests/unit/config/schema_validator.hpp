#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace riskd::test {

/// Compares JSON with a JSON Schema (draft 2020-12): the part of it that
/// docs/riskd-config.schema.json uses. A keyword that it does not know is an exception, so that
/// nothing of a schema goes unnoticed.
class schema_validator {
public:
  explicit schema_validator(nlohmann::json schema);

  /// The first thing in `value` that the schema does not allow; empty if there is none.
  [[nodiscard]] std::string fault_in(const nlohmann::json& value) const;

private:
  using json = nlohmann::json;

  [[nodiscard]] std::string fault(const json& value, const json& schema,
                                  const std::string& where) const;

  [[nodiscard]] std::string keyword_fault(const std::string& keyword, const json& wanted,
                                          const json& value, const json& schema,
                                          const std::string& where) const;

  [[nodiscard]] std::string object_fault(const std::string& keyword, const json& wanted,
                                         const json& value, const json& schema,
                                         const std::string& where) const;

  [[nodiscard]] std::string combined_fault(const std::string& keyword, const json& wanted,
                                           const json& value, const std::string& where) const;

  json schema_;
};

} // namespace riskd::test
