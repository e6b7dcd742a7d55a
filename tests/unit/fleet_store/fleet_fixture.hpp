#pragma once

#include "adapters/fleet_store/fleet_history_reader.hpp"
#include "adapters/fleet_store/fleet_store.hpp"
#include "tests/unit/fleet_store/fleet_samples.hpp"
#include "tests/unit/sqlite/temporary_directory.hpp"

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace riskd::test {

/// A clock that stands still until it is set. It tells when it was read.
class settable_clock final : public domain::wall_clock {
public:
  [[nodiscard]] domain::clock_reading now() const override;

  /// Sets both clocks so many seconds after the beginning of the time of these tests.
  void set(std::int64_t seconds);

  /// Waits until it was read `count` times since it was set. Returns false if that takes too long.
  [[nodiscard]] bool wait_for_readings(std::size_t count) const;

private:
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  mutable std::size_t readings_ = 0;
  std::int64_t seconds_ = 0;
};

/// Collects what a store tells its owner.
class told_reports {
public:
  void add(const fleet::store_report& x);

  [[nodiscard]] std::vector<fleet::store_report> all() const;

  /// Waits until there are `count` reports. Returns false if that takes too long.
  [[nodiscard]] bool wait_for(std::size_t count) const;

private:
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::vector<fleet::store_report> reports_;
};

/// A hub's store in a directory of its own that can be closed and opened again.
class fleet_fixture {
public:
  fleet_fixture();
  ~fleet_fixture();

  fleet_fixture(const fleet_fixture&) = delete;
  fleet_fixture& operator=(const fleet_fixture&) = delete;

  /// Opens the store, closing the one before.
  void open();

  /// Writes what waits and closes the store.
  void close();

  void keep_points(std::int64_t first, std::int64_t last);

  /// Records of `home`.
  void keep_records(std::int64_t first, std::int64_t last);

  /// What a new process finds. Leaves the store open.
  [[nodiscard]] domain::kept_fleet reopened();

  [[nodiscard]] fleet::fleet_history_reader reader() const;

  /// All results of A-1 at home, not thinned.
  [[nodiscard]] std::vector<domain::result_point> points() const;

  /// The numbers of all records of home, ascending.
  [[nodiscard]] std::vector<std::int64_t> record_numbers() const;

  [[nodiscard]] std::filesystem::path file() const;

  temporary_directory directory;
  settable_clock clock;
  told_reports told;
  fleet::fleet_store_options options;
  fleet::fleet_store_opening what;
  std::unique_ptr<fleet::fleet_store> store;
};

/// For questions that may take as long as they like.
[[nodiscard]] bool never_over();

} // namespace riskd::test
