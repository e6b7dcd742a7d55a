#pragma once

#include "domain/history.hpp"
#include "domain/result.hpp"

#include <functional>

namespace riskd::domain {

/// Reads what is on record of the past. Calls may be made on any thread and wait for the disk; they
/// fail soon after `is_over` has begun to return true.
class history_port {
public:
  /// Asked again and again while a question is being answered.
  using limit = std::function<bool()>;

  history_port() = default;
  history_port(const history_port&) = delete;
  history_port& operator=(const history_port&) = delete;
  virtual ~history_port() = default;

  /// The locks that were engaged last, in force or not.
  [[nodiscard]] virtual result<history_part<past_lock>> locks(const history_range& wanted,
                                                              const limit& is_over) const = 0;

  /// The latest records of the audit.
  [[nodiscard]] virtual result<history_part<logged_record>> log(const history_range& wanted,
                                                                const limit& is_over) const = 0;

  /// The latest trades, those included that were voided later.
  [[nodiscard]] virtual result<history_part<past_trade>> trades(const history_range& wanted,
                                                                const limit& is_over) const = 0;
};

} // namespace riskd::domain
