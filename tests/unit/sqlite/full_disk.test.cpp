#define CAF_SUITE sqlite.full_disk

#include "adapters/sqlite/backup.hpp"
#include "adapters/sqlite/store.hpp"
#include "tests/unit/sqlite/store_fixture.hpp"

#include <caf/test/unit_test.hpp>
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <iostream>

namespace sqlite_full_disk {

using namespace riskd;
using namespace riskd::sqlite;
using domain::rule_id;

namespace {

/// A store on a disk of 8 MB in memory that only this process sees.
struct fixture : test::store_fixture {
  bool is_mounted = false;

  fixture() {
    const auto disk = directory.path() / "disk";
    std::filesystem::create_directory(disk);
    is_mounted = ::unshare(CLONE_NEWNS) == 0
                 && ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0
                 && ::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=8m") == 0;
    options.directory = disk / "state";
    if (!is_mounted)
      std::cout << "SKIPPED: this user may not mount a small disk\n";
  }

  ~fixture() {
    close();
    if (is_mounted)
      ::umount2((directory.path() / "disk").c_str(), MNT_DETACH);
  }

  void fill_disk() {
    const int file
      = ::open((directory.path() / "disk" / "filler").c_str(), O_WRONLY | O_CREAT, 0600);
    const std::string block(512, 'x');
    while (::write(file, block.data(), block.size()) > 0) {
    }
    ::close(file);
  }

  void make_room() {
    std::filesystem::remove(directory.path() / "disk" / "filler");
  }
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(full_disk_tests, fixture)

// R-P-3
CAF_TEST(a disk that fills up costs nothing once there is room again) {
  CAF_CHECK_EQUAL(is_mounted, is_mounted);
  if (!is_mounted)
    return;
  open();
  commit({test::an_event(1, "1")});
  fill_disk();
  std::uint64_t number = 2;
  // Files have room within their last block, so the first records may still fit. All of them fit
  // later, however late the failure is noticed.
  while (reports.count_of("failed") == 0 && number < 300) {
    const auto next = std::to_string(number);
    append(number, {test::an_event(number, next), test::an_audit_entry(std::string(500, 'x'))});
    ++number;
  }
  CAF_REQUIRE(reports.wait_for("failed"));
  write_intent(1, {domain::lock_stored{test::a_lock(rule_id::daily_realized_loss, 1)}});
  make_room();
  CAF_CHECK(reports.wait_for("committed 7/" + std::to_string(number - 1)));
  CAF_CHECK(reports.wait_for("synced 7/1"));
  CAF_CHECK(reports.wait_for("recovered"));
  const auto found = reopened();
  CAF_CHECK_EQUAL(found.tail.size(), number - 1);
  CAF_CHECK_EQUAL(found.binding.locks.all().size(), 1u);
  CAF_CHECK_EQUAL(what.audit_broken, "");
}

CAF_TEST(a store opens with its locks even on a full disk) {
  CAF_CHECK_EQUAL(is_mounted, is_mounted);
  if (!is_mounted)
    return;
  const auto lock = test::a_lock(rule_id::daily_realized_loss, 1);
  open();
  commit({domain::lock_stored{lock}});
  close();
  fill_disk();
  open();
  CAF_CHECK_EQUAL(std::string{to_string(what.condition)}, "opened");
  CAF_CHECK((journal->restore().at(0).binding.locks.all() == std::vector{lock}));
  append(2, {test::an_event(1, "1")});
  CAF_CHECK(reports.wait_for("failed"));
  make_room();
  CAF_CHECK(reports.wait_for("committed 7/2"));
}

CAF_TEST(a backup is refused where it would fill the disk) {
  CAF_CHECK_EQUAL(is_mounted, is_mounted);
  if (!is_mounted)
    return;
  open();
  commit({test::an_event(1, "1")});
  const auto target = directory.path() / "disk" / "copy.db";
  const auto made
    = back_up({file("journal.db"), target}, [](const backup_progress&) { return true; });
  CAF_REQUIRE(made.has_error());
  CAF_CHECK(made.error().code == domain::failure_code::refused);
  CAF_CHECK(made.error().sentence.find("not enough room") != std::string::npos);
  CAF_CHECK(!std::filesystem::exists(target));
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace sqlite_full_disk
