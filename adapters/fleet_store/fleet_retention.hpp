#pragma once

#include "adapters/sqlite/connection.hpp"
#include "domain/result.hpp"
#include "domain/time.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace riskd::fleet {

/// How long what is kept.
struct retention_limits {
  domain::duration points = std::chrono::days{30};
  domain::duration records = std::chrono::days{400};
  domain::duration stories = std::chrono::days{400};
  /// The newest so many, and older ones that go on.
  std::int64_t alarms = 10'000;
  /// Rows deleted in one step, at most.
  std::int64_t rows_per_step = 500;
};

/// Deletes what is too old, in small steps between which others may write. A pass goes once through
/// all that is kept.
///
/// The records of a daemon go from the first one on, and the last one stays whatever its age: what
/// is left is a part of the chain without gaps, and the next record can be compared with its end.
/// The connection must outlive it.
class fleet_retention {
public:
  /// @pre The schema is current.
  [[nodiscard]] static domain::result<fleet_retention> prepare(sqlite::connection& database,
                                                               const retention_limits& limits);

  /// Takes the next step of the pass, or the first one of a new pass, in a transaction of its own.
  /// Returns false at the end of the pass. After a failure the next step begins a new pass.
  [[nodiscard]] domain::result<bool> step(sqlite::connection& database, domain::time_point now);

private:
  /// A table whose rows are deleted by age, series by series.
  struct aging {
    /// Finds the series behind another one.
    sqlite::statement next;
    /// Deletes the oldest rows of a series.
    sqlite::statement clean;
    domain::duration age{};
  };

  /// Results belong to an account, all else to a daemon; then the account is empty.
  struct series {
    std::string daemon;
    std::string account;
  };

  fleet_retention() = default;

  [[nodiscard]] domain::result<bool> advance(sqlite::connection& database, domain::time_point now);

  /// Moves to the next series of the table. Returns false if that was the last one.
  [[nodiscard]] domain::result<bool> find_next(aging& table);

  void begin_anew();

  std::array<aging, 3> tables_;
  sqlite::statement clean_alarms_;
  std::int64_t alarms_kept_ = 0;
  std::int64_t rows_per_step_ = 0;
  /// Which of the tables is being cleaned; behind the last one the alarms are.
  std::size_t table_ = 0;
  /// The series that was looked at last.
  series at_;
  /// There may be more to delete in that series.
  bool is_within_ = false;
};

} // namespace riskd::fleet
