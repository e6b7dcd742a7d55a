#pragma once

#include "adapters/json/exact_document.hpp"
#include "domain/ids.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace riskd::simulator {

/// Reads the members of a request body. Names match in any case; what is absent or null is empty;
/// what has the wrong type marks the whole request as malformed, as model binding does
/// (`projectx-gateway.md` 2.1).
class request_fields {
public:
  explicit request_fields(json::exact_value object) : object_(object) {
  }

  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view name);
  [[nodiscard]] std::optional<bool> boolean(std::string_view name);
  [[nodiscard]] std::optional<std::string> text(std::string_view name);
  [[nodiscard]] std::optional<domain::price> price(std::string_view name);
  [[nodiscard]] std::optional<domain::money> money(std::string_view name);
  [[nodiscard]] std::optional<domain::time_point> time(std::string_view name);

  /// A text that must be there.
  [[nodiscard]] std::string required_text(std::string_view name);

  /// An object; its members are read by their own `request_fields`. Missing if absent.
  [[nodiscard]] json::exact_value object(std::string_view name);

  /// A member of any type, as it is.
  [[nodiscard]] json::exact_value member(std::string_view name) const;

  /// The account that the request names.
  [[nodiscard]] domain::account_id account(std::string_view name = "accountId") {
    return domain::account_id{integer(name).value_or(0)};
  }

  /// What is wrong with the request; empty if nothing is.
  [[nodiscard]] const std::string& problem() const {
    return problem_;
  }

  void fail(std::string_view name, std::string_view what);

private:
  template <class Read>
  auto read(std::string_view name, std::string_view type, Read&& convert)
    -> decltype(convert(json::exact_value{}));

  json::exact_value object_;
  std::string problem_;
};

} // namespace riskd::simulator
