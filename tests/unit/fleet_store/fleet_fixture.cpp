#include "tests/unit/fleet_store/fleet_fixture.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace riskd::test {

namespace {

constexpr std::chrono::seconds long_enough{30};

} // namespace

domain::clock_reading settable_clock::now() const {
  const std::scoped_lock guard{mutex_};
  ++readings_;
  changed_.notify_all();
  return {fleet_time(seconds_), std::chrono::seconds{seconds_}};
}

void settable_clock::set(std::int64_t seconds) {
  const std::scoped_lock guard{mutex_};
  seconds_ = seconds;
  readings_ = 0;
}

bool settable_clock::wait_for_readings(std::size_t count) const {
  std::unique_lock lock{mutex_};
  return changed_.wait_for(lock, long_enough, [&] { return readings_ >= count; });
}

void told_reports::add(const fleet::store_report& x) {
  const std::scoped_lock guard{mutex_};
  reports_.push_back(x);
  changed_.notify_all();
}

std::vector<fleet::store_report> told_reports::all() const {
  const std::scoped_lock guard{mutex_};
  return reports_;
}

bool told_reports::wait_for(std::size_t count) const {
  std::unique_lock lock{mutex_};
  return changed_.wait_for(lock, long_enough, [&] { return reports_.size() >= count; });
}

fleet_fixture::fleet_fixture() : options{clock, directory.path() / "hub"} {
  options.told = [this](const fleet::store_report& x) {
    told.add(x);
  };
  options.pace.commit_interval = std::chrono::milliseconds{1};
  options.pace.retry_interval = std::chrono::milliseconds{1};
  options.pace.quiet_time = std::chrono::milliseconds{1};
  options.busy_timeout = std::chrono::milliseconds{1};
}

fleet_fixture::~fleet_fixture() {
  close();
}

void fleet_fixture::open() {
  close();
  auto opened = fleet::open_fleet_store(options);
  if (!opened)
    throw std::runtime_error(opened.error().sentence);
  what = std::move(opened->what);
  store = std::move(opened->journal);
}

void fleet_fixture::close() {
  if (store)
    store->stop(long_enough);
  store.reset();
}

void fleet_fixture::keep_points(std::int64_t first, std::int64_t last) {
  for (auto second = first; second <= last; ++second)
    store->keep(a_point(second, second));
}

void fleet_fixture::keep_records(std::int64_t first, std::int64_t last) {
  domain::kept_records x;
  x.daemon = "home";
  for (auto n = first; n <= last; ++n)
    x.records.push_back(a_record(n));
  store->keep(std::move(x));
}

domain::kept_fleet fleet_fixture::reopened() {
  open();
  return store->restore().value();
}

fleet::fleet_history_reader fleet_fixture::reader() const {
  return fleet::fleet_history_reader{options.directory};
}

std::vector<domain::result_point> fleet_fixture::points() const {
  return reader()
    .results("home", "A-1", domain::time_point::min(), domain::time_point::max(), 1'000'000,
             never_over)
    .value();
}

std::vector<std::int64_t> fleet_fixture::record_numbers() const {
  std::vector<std::int64_t> out;
  for (const auto& each : reader().records("home", "", 1'000'000, never_over).value())
    out.push_back(each.place.number);
  std::reverse(out.begin(), out.end());
  return out;
}

std::filesystem::path fleet_fixture::file() const {
  return options.directory / fleet::database_name;
}

bool never_over() {
  return false;
}

} // namespace riskd::test
