#pragma once

#include "adapters/sqlite/column_values.hpp"
#include "domain/result.hpp"

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace riskd::sqlite {

/// The current row of a running query. Columns are found by name; asking for one that the query
/// does not have is a programmer error (`contract_violation`).
class row {
public:
  explicit row(sqlite3_stmt* running) : running_(running) {
  }

  [[nodiscard]] bool is_null(std::string_view column) const;

  [[nodiscard]] std::int64_t integer(std::string_view column) const;

  [[nodiscard]] std::string text(std::string_view column) const;

  [[nodiscard]] domain::time_point time(std::string_view column) const;

  [[nodiscard]] domain::money amount(std::string_view column) const;

  [[nodiscard]] std::optional<std::int64_t> maybe_integer(std::string_view column) const;

  [[nodiscard]] std::optional<domain::time_point> maybe_time(std::string_view column) const;

  /// An identifier of either representation.
  template <class Id>
  [[nodiscard]] Id id(std::string_view column) const {
    if constexpr (std::is_constructible_v<Id, std::int64_t>)
      return Id{integer(column)};
    else
      return Id{text(column)};
  }

private:
  [[nodiscard]] int index_of(std::string_view column) const;

  sqlite3_stmt* running_;
};

/// A prepared statement. Its connection must outlive it.
class statement {
public:
  statement() = default;

  explicit statement(sqlite3_stmt* prepared) : prepared_(prepared) {
  }

  /// Runs a statement that yields no rows, with `values` for its parameters in order.
  template <class... Ts>
  [[nodiscard]] domain::result<void> run(const Ts&... values) {
    bind_all(values...);
    return finish();
  }

  /// Runs a query and calls `on_row(const row&)`, which returns a `result<void>`, for each row
  /// until one fails.
  template <class OnRow, class... Ts>
  [[nodiscard]] domain::result<void> each(OnRow&& on_row, const Ts&... values) {
    bind_all(values...);
    for (;;) {
      auto more = step();
      if (!more || !*more) {
        reset();
        return more ? domain::result<void>{} : domain::result<void>{more.error()};
      }
      if (domain::result<void> taken = on_row(row{prepared_.get()}); !taken) {
        reset();
        return taken;
      }
    }
  }

  /// Runs a query and returns the first column of its first row; 0 if there is no row.
  template <class... Ts>
  [[nodiscard]] domain::result<std::int64_t> read_integer(const Ts&... values) {
    bind_all(values...);
    return first_integer();
  }

private:
  struct finalizer {
    void operator()(sqlite3_stmt* x) const {
      sqlite3_finalize(x);
    }
  };

  template <class... Ts>
  void bind_all(const Ts&... values) {
    int index = 0;
    (bind(++index, values), ...);
  }

  template <class T>
  void bind(int index, const T& value) {
    if constexpr (std::is_same_v<T, std::nullopt_t>)
      note(sqlite3_bind_null(prepared_.get(), index));
    else if constexpr (std::is_integral_v<T>)
      note(sqlite3_bind_int64(prepared_.get(), index, static_cast<sqlite3_int64>(value)));
    else if constexpr (std::is_convertible_v<const T&, std::string_view>)
      bind_text(index, value, SQLITE_STATIC);
    else if constexpr (std::is_same_v<decltype(to_column(value)), std::string>)
      bind_text(index, to_column(value), SQLITE_TRANSIENT);
    else
      bind(index, to_column(value));
  }

  template <class T>
  void bind(int index, const std::optional<T>& value) {
    if (value)
      bind(index, *value);
    else
      bind(index, std::nullopt);
  }

  /// @param lifetime SQLITE_STATIC if `value` is there until the next `reset`, else
  /// SQLITE_TRANSIENT
  void bind_text(int index, std::string_view value, sqlite3_destructor_type lifetime);

  /// Remembers the first failure of a binding; reported by the next step.
  void note(int code);

  [[nodiscard]] domain::result<bool> step();

  [[nodiscard]] domain::result<void> finish();

  [[nodiscard]] domain::result<std::int64_t> first_integer();

  void reset();

  std::unique_ptr<sqlite3_stmt, finalizer> prepared_;

  int bind_failure_ = SQLITE_OK;
};

/// Describes the last failure on `database` as "cannot <doing> <file>: <reason>". The code is
/// `malformed_input` if the file is damaged or is no database, else `storage_failed`.
/// @param file Names the file where `database` does not know it, after a failed opening.
[[nodiscard]] domain::failure database_failure(sqlite3* database, std::string_view doing, int code,
                                               std::string_view file = {});

} // namespace riskd::sqlite
