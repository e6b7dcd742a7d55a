#include "tests/unit/sqlite/store_fixture.hpp"

#include "adapters/sqlite/connection.hpp"

#include <chrono>
#include <stdexcept>
#include <utility>

namespace riskd::test {

namespace {

constexpr domain::duration enough = std::chrono::seconds{30};

} // namespace

store_fixture::store_fixture()
  : options{clock, directory.path() / "state", directory.path() / "marker"} {
  options.retry_interval = std::chrono::milliseconds{1};
  options.busy_timeout = std::chrono::milliseconds{1};
}

store_fixture::~store_fixture() {
  close();
}

void store_fixture::open_only() {
  close();
  auto opened = sqlite::open_store(options);
  if (!opened)
    throw std::runtime_error(opened.error().sentence);
  what = std::move(opened->what);
  journal = std::move(opened->journal);
}

void store_fixture::open() {
  open_only();
  journal->start(reports.sink());
}

void store_fixture::close() {
  if (journal)
    journal->stop(enough);
  journal.reset();
}

void store_fixture::append(std::uint64_t number, std::vector<domain::journal_entry> entries) {
  journal->append({account, number, std::move(entries)});
}

void store_fixture::commit(std::vector<domain::journal_entry> entries) {
  const auto number = next_number_++;
  append(number, std::move(entries));
  if (!reports.wait_for("committed 7/" + std::to_string(number)))
    throw std::runtime_error("not committed");
}

void store_fixture::write_intent(std::uint64_t number, std::vector<domain::intent_entry> entries) {
  journal->write_intent({account, number, std::move(entries)});
}

domain::restored_account store_fixture::reopened() {
  open_only();
  for (auto& each : journal->restore())
    if (each.account == account)
      return each;
  return {};
}

std::vector<domain::lock> store_fixture::stored_locks() {
  return reopened().binding.locks.all();
}

std::int64_t store_fixture::ask(const std::string& sql) const {
  auto database = sqlite::connection::open({file("journal.db")});
  return database.value().read_integer(sql).value();
}

} // namespace riskd::test
