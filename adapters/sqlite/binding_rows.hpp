#pragma once

#include "adapters/sqlite/connection.hpp"
#include "domain/journal_entries.hpp"

namespace riskd::sqlite {

/// Writes what binds: breaches, locks, directives, cleanup, safe mode. Writing an entry a second
/// time changes nothing, and nothing that is written makes an active lock more lenient.
class binding_rows {
public:
  [[nodiscard]] static domain::result<binding_rows> prepare(connection& database);

  [[nodiscard]] domain::result<void> write(domain::account_id account,
                                           const domain::breach_opened& x);

  [[nodiscard]] domain::result<void> write(domain::account_id account,
                                           const domain::breach_closed& x);

  /// Merged with the active lock of the same rule, if there is one: the later end, `flatten` over
  /// `keep`, the smaller baselines.
  [[nodiscard]] domain::result<void> write(domain::account_id account,
                                           const domain::lock_stored& x);

  [[nodiscard]] domain::result<void> write(domain::account_id account, const domain::lock_ended& x);

  [[nodiscard]] domain::result<void> write(domain::account_id account,
                                           const domain::directive_opened& x);

  [[nodiscard]] domain::result<void> write(domain::account_id account,
                                           const domain::directive_closed& x);

  [[nodiscard]] domain::result<void> write(domain::account_id account,
                                           const domain::cleanup_joined& x);

  [[nodiscard]] domain::result<void> write(domain::account_id account,
                                           const domain::cleanup_left& x);

  [[nodiscard]] domain::result<void> write(domain::account_id account,
                                           const domain::safe_mode_stored& x);

private:
  [[nodiscard]] domain::result<std::optional<domain::lock>> find_active(domain::account_id account,
                                                                        domain::rule_id rule);

  statement insert_breach_;
  statement close_breach_;
  statement find_lock_;
  statement insert_lock_;
  statement update_lock_;
  statement end_lock_;
  statement insert_directive_;
  statement close_directive_;
  statement join_cleanup_;
  statement leave_cleanup_;
  statement put_safe_mode_;
  statement end_safe_mode_;
};

/// Columns of `locks` that `read_lock` needs.
inline constexpr const char* lock_columns
  = "rule, kind, policy, created, until, breach, day, baseline";

/// Reads a row of `lock_columns`.
[[nodiscard]] domain::result<domain::lock> read_lock(const row& from);

} // namespace riskd::sqlite
