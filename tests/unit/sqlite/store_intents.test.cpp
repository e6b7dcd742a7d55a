#define CAF_SUITE sqlite.intents_of_store

#include "adapters/sqlite/store.hpp"
#include "tests/unit/sqlite/faulty_disk.hpp"
#include "tests/unit/sqlite/store_fixture.hpp"

#include <caf/test/unit_test.hpp>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <set>

namespace sqlite_intents_of_store {

using namespace riskd;
using namespace riskd::sqlite;
using domain::rule_id;

namespace {

const auto hard = test::a_lock(rule_id::daily_realized_loss, 10);

/// A report as it travels through a pipe.
struct told {
  char kind = 0;
  std::uint64_t number = 0;
};

/// A store whose database can be made to fail while the intent files work.
struct fixture : test::store_fixture {
  test::faulty_disk disk;

  fixture() {
    options.vfs = test::faulty_disk::name;
  }

  ~fixture() {
    disk.repair();
    close();
  }

  /// Runs `act` in a process of its own whose database cannot be written, waits until it returned
  /// and kills the process.
  template <class Act>
  void in_killed_process(Act act) {
    close();
    std::array<int, 2> pipe{};
    CAF_REQUIRE_EQUAL(::pipe(pipe.data()), 0);
    const auto child = ::fork();
    if (child == 0) {
      open();
      disk.fail(1, SQLITE_IOERR_WRITE, true);
      const char done = act() ? 'y' : 'n';
      static_cast<void>(!::write(pipe[1], &done, 1));
      for (;;)
        ::pause();
    }
    ::close(pipe[1]);
    char done = 'n';
    CAF_CHECK_EQUAL(::read(pipe[0], &done, 1), 1);
    CAF_CHECK_EQUAL(done, 'y');
    ::close(pipe[0]);
    ::kill(child, SIGKILL);
    int status = 0;
    CAF_REQUIRE_EQUAL(::waitpid(child, &status, 0), child);
    CAF_CHECK(WIFSIGNALED(status));
  }

  static domain::directive_opened directive_of(std::uint64_t number) {
    return test::a_directive(std::to_string(number).c_str(), 1);
  }

  static domain::stored_event event_of(std::uint64_t number) {
    return test::an_event(number, std::to_string(number));
  }

  /// What a child of `read_reports_and_kill` does until it is killed.
  [[noreturn]] void work_and_tell(int pipe) {
    open_only();
    journal->start([pipe](const domain::journal_report& report) {
      told line{};
      if (const auto* written = std::get_if<domain::intent_written>(&report))
        line = {'i', written->number};
      else if (const auto* committed = std::get_if<domain::batch_committed>(&report))
        line = {'b', committed->number};
      if (line.kind != 0)
        static_cast<void>(!::write(pipe, &line, sizeof line));
    });
    for (std::uint64_t number = 1;; ++number) {
      write_intent(number, {directive_of(number)});
      append(number, {directive_of(number), event_of(number)});
    }
  }

  /// Lets a child of its own work in a fresh store, kills it after so many reports and returns what
  /// it had reported by then.
  void read_reports_and_kill(std::size_t count, std::set<std::uint64_t>& directives,
                             std::set<std::uint64_t>& events) {
    close();
    std::filesystem::remove_all(options.directory);
    std::filesystem::remove_all(options.marker_directory);
    std::array<int, 2> pipe{};
    CAF_REQUIRE_EQUAL(::pipe(pipe.data()), 0);
    const auto child = ::fork();
    if (child == 0)
      work_and_tell(pipe[1]);
    ::close(pipe[1]);
    told line{};
    std::size_t seen = 0;
    while (::read(pipe[0], &line, sizeof line) == static_cast<ssize_t>(sizeof line)) {
      (line.kind == 'i' ? directives : events).insert(line.number);
      if (++seen == count)
        ::kill(child, SIGKILL);
    }
    ::close(pipe[0]);
    ::waitpid(child, nullptr, 0);
  }

  bool put(std::uint64_t number, std::vector<domain::intent_entry> entries) {
    write_intent(number, std::move(entries));
    return reports.wait_for("written 7/" + std::to_string(number));
  }

  /// Copies what a killed process left to a new directory, with the intent file cut to `size`.
  std::vector<domain::lock> locks_with_cut_intents(std::uintmax_t size) {
    const test::temporary_directory copy;
    std::filesystem::copy(directory.path(), copy.path(), std::filesystem::copy_options::recursive);
    std::filesystem::resize_file(copy.path() / "state" / "intent-0.log", size);
    auto elsewhere = store_options{clock, copy.path() / "state", copy.path() / "marker"};
    auto opened = open_store(elsewhere).value();
    what = opened.what;
    const auto accounts = opened.journal->restore();
    return accounts.empty() ? std::vector<domain::lock>{} : accounts[0].binding.locks.all();
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(store_intents_tests, fixture)

// R-F-9
CAF_TEST(a lock survives the death of the process from its report on) {
  open();
  in_killed_process([this] { return put(1, {test::a_breach(4), domain::lock_stored{hard}}); });
  CAF_CHECK((stored_locks() == std::vector{hard}));
  CAF_CHECK(what.last_breach == domain::breach_id{4});
  CAF_CHECK(what.intent_tears.empty());
  CAF_CHECK_EQUAL(std::string{to_string(what.condition)}, "opened");
}

CAF_TEST(every kind of intent survives until it reaches the database) {
  open();
  in_killed_process([this] { return put(1, test::every_intent()); });
  const auto before = reopened();
  CAF_CHECK_EQUAL(before.binding.locks.all().size(), 3u);
  CAF_CHECK_EQUAL(before.binding.episodes.size(), 1u);
  CAF_CHECK_EQUAL(before.binding.directives.size(), 1u);
  CAF_CHECK(!before.binding.safe.has_value());
  // The run that found them stores them; the next one needs no intent file.
  open();
  close();
  std::filesystem::resize_file(file("intent-0.log"), 0);
  std::filesystem::resize_file(file("intent-1.log"), 0);
  CAF_CHECK(reopened().binding == before.binding);
}

// R-F-9
CAF_TEST(everything before a tear at any byte is restored) {
  const auto second = test::a_lock(rule_id::daily_realized_profit, 20);
  open();
  std::uintmax_t end_of_first = 0;
  in_killed_process([&] { return put(1, {domain::lock_stored{hard}}); });
  end_of_first = std::filesystem::file_size(file("intent-0.log"));
  std::filesystem::resize_file(file("intent-0.log"), 0);
  in_killed_process(
    [&] { return put(1, {domain::lock_stored{hard}}) && put(2, {domain::lock_stored{second}}); });
  const auto size = std::filesystem::file_size(file("intent-0.log"));
  CAF_REQUIRE(size > end_of_first);
  for (std::uintmax_t cut = 0; cut <= size; ++cut) {
    const auto found = locks_with_cut_intents(cut);
    const std::size_t whole = cut == size ? 2 : cut >= end_of_first ? 1 : 0;
    const bool is_torn = cut != 0 && cut != end_of_first && cut != size;
    if (found.size() != whole || what.intent_tears.empty() == is_torn)
      CAF_FAIL("cut at " << cut << ": " << found.size() << " locks");
  }
  CAF_CHECK((locks_with_cut_intents(size) == std::vector{hard, second}));
}

//
CAF_TEST(the intent is reported while the database is blocked) {
  open();
  disk.block();
  append(1, {test::an_event(1, "a")});
  disk.wait_until_blocked();
  write_intent(2, {domain::lock_stored{hard}});
  CAF_CHECK(reports.wait_for("synced 7/2"));
  CAF_CHECK_EQUAL(reports.count_of("committed 7/1"), 0u);
  disk.repair();
  CAF_CHECK(reports.wait_for("committed 7/1"));
}

CAF_TEST(an entry in an intent as well as a batch is stored once) {
  open();
  const auto ended
    = domain::lock_ended{rule_id::daily_realized_loss, test::instant(10), domain::lock_end::reset};
  const auto next = test::a_lock(rule_id::daily_realized_loss, 99);
  // The batch repeats the end of the first lock after the intent began the second one.
  write_intent(1, {domain::lock_stored{hard}, test::a_breach(1)});
  write_intent(2, {ended, domain::lock_stored{next}});
  append(1, {test::a_breach(1), domain::lock_stored{hard}});
  append(2, {ended});
  append(3, {domain::lock_stored{next}});
  CAF_REQUIRE(reports.wait_for("committed 7/3"));
  CAF_CHECK((stored_locks() == std::vector{next}));
  close();
  CAF_CHECK_EQUAL(ask("SELECT count(*) FROM locks"), 2);
  CAF_CHECK_EQUAL(ask("SELECT count(*) FROM breaches"), 1);
}

CAF_TEST(intents that the database has are applied only once) {
  open();
  write_intent(1, {domain::lock_stored{hard}});
  append(2, {domain::lock_stored{hard}});
  append(3, {domain::lock_ended{hard.rule, test::instant(10), domain::lock_end::reset}});
  CAF_REQUIRE(reports.wait_for("committed 7/3"));
  CAF_REQUIRE(reports.wait_for("synced 7/1"));
  close();
  CAF_CHECK(std::filesystem::file_size(file("intent-0.log")) > 0);
  CAF_CHECK(stored_locks().empty());
}

CAF_TEST(of two records of one lock the stricter wins) {
  open();
  commit({domain::lock_stored{test::a_keep_lock(rule_id::cooldown_after_loss, 50, 2)}});
  auto longer = test::a_keep_lock(rule_id::cooldown_after_loss, 90, 3);
  in_killed_process([&] { return put(1, {domain::lock_stored{longer}}); });
  const auto found = stored_locks();
  CAF_CHECK((found == std::vector{test::a_keep_lock(rule_id::cooldown_after_loss, 90, 2)}));
  in_killed_process(
    [&] { return put(1, {domain::lock_stored{test::a_lock(rule_id::cooldown_after_loss, 60)}}); });
  const auto flat = stored_locks();
  CAF_REQUIRE_EQUAL(flat.size(), 1u);
  CAF_CHECK(flat[0].policy == domain::lock_policy::flatten);
  CAF_CHECK(flat[0].until == test::instant(90));
}

// R-F-9 R-P-2
CAF_TEST(everything reported survives a kill at any moment) {
  options.intent_bytes_max = 600;
  for (int round = 1; round <= 12; ++round) {
    std::set<std::uint64_t> directives;
    std::set<std::uint64_t> events;
    read_reports_and_kill(static_cast<std::size_t>(round) * 37, directives, events);
    const auto found = reopened();
    for (const auto number : directives)
      if (!found.binding.directives.contains(directive_of(number).key))
        CAF_FAIL("round " << round << ": intent " << number << " is lost");
    for (const auto number : events)
      if (std::find(found.tail.begin(), found.tail.end(), event_of(number)) == found.tail.end())
        CAF_FAIL("round " << round << ": event " << number << " is lost");
    CAF_CHECK(directives.size() + events.size() > 0u);
    CAF_CHECK_EQUAL(std::string{to_string(what.condition)}, "opened");
  }
}

CAF_TEST(the files take turns under load without losing an intent) {
  options.intent_bytes_max = 2000;
  open();
  std::uint64_t number = 0;
  for (const auto until : {100u, 200u, 300u, 400u, 500u}) {
    while (number < until) {
      ++number;
      const auto entry = test::a_directive(std::to_string(number).c_str(), 1);
      write_intent(number, {entry});
      append(number, {entry});
    }
    // A slow disk may put one hundred into a file before the database has them, not five hundred.
    CAF_REQUIRE(reports.wait_for("synced 7/" + std::to_string(until)));
    CAF_REQUIRE(reports.wait_for("committed 7/" + std::to_string(until)));
  }
  in_killed_process([this] { return put(501, {test::a_directive("last", 1)}); });
  CAF_CHECK_EQUAL(reopened().binding.directives.size(), 501u);
  const auto left = std::filesystem::file_size(file("intent-0.log"))
                    + std::filesystem::file_size(file("intent-1.log"));
  CAF_CHECK(left < 500u * 150u);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace sqlite_intents_of_store
