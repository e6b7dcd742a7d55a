#pragma once

#include "adapters/dashboard/told_document.hpp"
#include "domain/time.hpp"

#include <optional>
#include <string>

namespace riskd::dashboard {

/// Writes JSON; what is no UTF-8 in a name must not cost the answer.
[[nodiscard]] std::string written(const json& x);

/// Whole seconds from `then` to `now`, rounded down; 0 if `then` lies ahead.
[[nodiscard]] std::int64_t seconds_between(domain::time_point then, domain::time_point now);

/// A JSON object that is written once and shown often. Its last member, `age_seconds`, is worked
/// out each time.
class aged_object {
public:
  /// @param since When what it tells was so; empty if that is not known.
  /// @pre `members` is an object and not empty
  aged_object(const json& members, std::optional<domain::time_point> since);

  void append_to(std::string& out, domain::time_point now) const;

  /// Appends all but the bracket that ends the object, so that more members can follow.
  void append_open_to(std::string& out, domain::time_point now) const;

  /// Bytes without the age.
  [[nodiscard]] std::size_t size() const {
    return text_.size();
  }

  friend bool operator==(const aged_object&, const aged_object&) = default;

private:
  /// Up to the value of the age.
  std::string text_;
  std::optional<domain::time_point> since_;
};

} // namespace riskd::dashboard
