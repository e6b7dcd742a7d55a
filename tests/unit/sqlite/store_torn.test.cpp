#define CAF_SUITE sqlite.torn_store

#include "adapters/sqlite/connection.hpp"
#include "adapters/sqlite/store.hpp"
#include "tests/unit/sqlite/store_fixture.hpp"

#include <caf/test/unit_test.hpp>

#include <cstdint>
#include <map>
#include <random>
#include <string>

namespace sqlite_torn_store {

using namespace riskd;
using namespace riskd::sqlite;
using domain::rule_id;

namespace {

constexpr int seeds = 200;

constexpr std::uint64_t batches = 12;

constexpr std::uint64_t events_per_batch = 3;

/// A store of some batches, as its files were after each of them was reported.
struct fixture : test::store_fixture {
  std::string database;
  std::string log;
  /// Size of the log after each batch.
  std::map<std::uint64_t, std::size_t> sizes;
  std::minstd_rand random;

  fixture() {
    open();
    commit({test::an_event(1, "first")});
    close();
    // A reader of this moment keeps all that follows in one log.
    open();
    auto reader = connection::open_to_read(file("journal.db")).value();
    CAF_REQUIRE(reader.execute("BEGIN; SELECT count(*) FROM events").has_value());
    std::uint64_t next = 2;
    for (std::uint64_t batch = 1; batch <= batches; ++batch) {
      std::vector<domain::journal_entry> entries;
      for (std::uint64_t i = 0; i < events_per_batch; ++i, ++next)
        entries.emplace_back(test::an_event(next, std::to_string(next)));
      entries.emplace_back(domain::lock_stored{
        test::a_lock(rule_id::daily_realized_loss, static_cast<std::int64_t>(batch))});
      commit(entries);
      sizes[batch] = std::filesystem::file_size(file("journal.db-wal"));
    }
    database = test::read_file(file("journal.db"));
    log = test::read_file(file("journal.db-wal"));
    close();
  }

  std::size_t below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>{0, limit - 1}(random);
  }

  void put(const std::string& bytes_of_database, const std::string& bytes_of_log) {
    close();
    for (const char* each : {"journal.db-shm", "intent-0.log", "intent-1.log"})
      std::filesystem::remove(file(each));
    test::write_file(file("journal.db"), bytes_of_database);
    test::write_file(file("journal.db-wal"), bytes_of_log);
  }

  /// How many batches must be found where the log is intact up to `size`.
  std::uint64_t batches_within(std::size_t size) const {
    std::uint64_t found = 0;
    for (const auto& [batch, end] : sizes)
      found = end <= size ? batch : found;
    return found;
  }

  /// The database with everything in it and an empty log.
  std::string settled() {
    put(database, log);
    open();
    close();
    return test::read_file(file("journal.db"));
  }

  /// Opens the store with one byte changed: it is used or replaced, and what is replaced is kept.
  void change(const std::string& whole, std::size_t at, unsigned bits) {
    auto changed = whole;
    changed[at] = static_cast<char>(static_cast<unsigned char>(changed[at]) ^ bits);
    put(changed, "");
    const auto opened = open_store(options);
    if (!opened) {
      // These bytes hold the version of the schema: one from the future is refused.
      const bool is_version = at >= 60 && at <= 63;
      if (!is_version || opened.error().code != domain::failure_code::refused)
        CAF_FAIL("byte " << at << " ^ " << bits << ": " << opened.error().sentence);
      ++outcomes["refused"];
      return;
    }
    ++outcomes[to_string(opened->what.condition)];
    if (opened->what.condition == store_condition::damaged
        && test::read_file(opened->what.moved_aside.front()) != changed)
      CAF_FAIL("byte " << at << " ^ " << bits << ": what was found is not kept");
  }

  std::map<std::string, int> outcomes;

  /// Whether the store holds these batches as a whole, and no part of another one.
  bool holds(std::uint64_t count) {
    const auto found = reopened();
    const auto locks = found.binding.locks.all();
    const bool has_lock = count == 0 ? locks.empty()
                                     : locks.size() == 1
                                         && locks.front()
                                              == test::a_lock(rule_id::daily_realized_loss,
                                                              static_cast<std::int64_t>(count));
    return what.condition == store_condition::opened && has_lock
           && found.tail.size() == 1 + count * events_per_batch;
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(store_torn_tests, fixture)

// R-P-2, R-P-3
CAF_TEST(a log cut at any place has every batch that was reported before it) {
  CAF_REQUIRE(sizes.at(1) > 0 && sizes.at(batches) == log.size());
  for (int seed = 0; seed < seeds; ++seed) {
    random.seed(static_cast<unsigned>(seed) + 1);
    const auto cut = below(log.size() + 1);
    put(database, log.substr(0, cut));
    if (!holds(batches_within(cut)))
      CAF_FAIL("seed " << seed << ": cut at " << cut);
  }
  put(database, log);
  CAF_CHECK(holds(batches));
}

CAF_TEST(a log whose end is rubbish has every batch before that) {
  for (int seed = 0; seed < seeds; ++seed) {
    random.seed(static_cast<unsigned>(seed) + 1);
    // The sectors after the last sync are anything: zeros, older content, nonsense.
    const auto intact = sizes.at(1 + below(batches));
    auto torn = log.substr(0, intact);
    const auto zeros = below(2) == 0;
    for (std::size_t i = below(9000); i > 0; --i)
      torn += zeros ? '\0' : static_cast<char>(below(256));
    put(database, torn);
    if (!holds(batches_within(intact)))
      CAF_FAIL("seed " << seed << ": rubbish after " << intact);
  }
  CAF_CHECK(sizes.size() == batches);
}

// R-L-15
CAF_TEST(one changed byte of the database never keeps the daemon from starting) {
  const auto whole = settled();
  for (std::size_t at = 0; at < 100; ++at)
    for (const unsigned bits : {1U, 255U})
      change(whole, at, bits);
  for (int seed = 0; seed < seeds; ++seed) {
    random.seed(static_cast<unsigned>(seed) + 1);
    change(whole, below(whole.size()), static_cast<unsigned>(1 + below(255)));
  }
  for (const auto& [outcome, count] : outcomes)
    CAF_MESSAGE(outcome << ": " << count);
  CAF_CHECK(outcomes["opened"] > 0);
  CAF_CHECK(outcomes["damaged"] > 100);
  CAF_CHECK(outcomes["refused"] >= 6);
}

CAF_TEST(a changed letter in a reference between tables is found) {
  const auto whole = settled();
  const std::string reference = "REFERENCES accounts";
  for (auto at = whole.find(reference); at != std::string::npos; at = whole.find(reference, at + 1))
    change(whole, at + reference.size() - 4, 1);
  CAF_CHECK(outcomes["damaged"] > 5);
}

CAF_TEST(a database without one of its tables is damaged just as without a column) {
  const auto whole = settled();
  for (const char* loss : {"UPDATE sqlite_schema SET name = 'lacks', tbl_name = 'lacks', sql = "
                           "replace(sql, 'TABLE locks', 'TABLE lacks') WHERE name = 'locks'",
                           "UPDATE sqlite_schema SET sql = replace(sql, 'baseline', 'basement') "
                           "WHERE name = 'locks'"}) {
    put(whole, "");
    {
      auto direct = connection::open({file("journal.db")}).value();
      CAF_REQUIRE(direct.execute("DROP INDEX active_locks; PRAGMA writable_schema=ON").has_value());
      CAF_REQUIRE(direct.execute(loss).has_value());
    }
    open_only();
    CAF_CHECK_EQUAL(std::string{to_string(what.condition)}, "damaged");
    CAF_CHECK(what.reason.find("locks.") != std::string::npos);
  }
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace sqlite_torn_store
