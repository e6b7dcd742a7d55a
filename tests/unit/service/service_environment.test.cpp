#define CAF_SUITE service.service_environment

#include "adapters/service/service_environment.hpp"

#include <caf/test/unit_test.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <map>
#include <string>

namespace service_service_environment {

using namespace riskd;
using namespace std::chrono_literals;
using namespace riskd::service;

namespace {

using variables = std::map<std::string, std::string>;

variable_reader reader_of(const variables& all) {
  return [all](const char* name) {
    const auto found = all.find(name);
    return found == all.end() ? std::string{} : found->second;
  };
}

service_environment read(const variables& all) {
  return read_service_environment(reader_of(all), 4711);
}

} // namespace

CAF_TEST(without a service manager nothing is found) {
  const auto found = read({});
  CAF_CHECK_EQUAL(found.notify_address, "");
  CAF_CHECK(!found.watchdog);
}

CAF_TEST(socket with interval is found) {
  const auto found = read({{"NOTIFY_SOCKET", "/run/systemd/notify"},
                           {"WATCHDOG_USEC", "20000000"},
                           {"WATCHDOG_PID", "4711"}});
  CAF_CHECK_EQUAL(found.notify_address, "/run/systemd/notify");
  CAF_CHECK(found.watchdog == 20s);
}

CAF_TEST(a watchdog without a process is meant for whoever reads) {
  CAF_CHECK(read({{"WATCHDOG_USEC", "1"}}).watchdog == 1us);
}

CAF_TEST(a watchdog of another process is none) {
  CAF_CHECK(!read({{"WATCHDOG_USEC", "20000000"}, {"WATCHDOG_PID", "4712"}}).watchdog);
  CAF_CHECK(!read({{"WATCHDOG_USEC", "20000000"}, {"WATCHDOG_PID", "4711x"}}).watchdog);
}

CAF_TEST(an interval that is no positive number is none) {
  for (const auto* text : {"0", "-5", "x", "20s", "", "99999999999999999999"})
    CAF_CHECK(!read({{"WATCHDOG_USEC", text}}).watchdog);
}

CAF_TEST(the journal is told by device with inode) {
  std::array<int, 2> ends{};
  CAF_REQUIRE_EQUAL(::pipe(ends.data()), 0);
  struct stat found {};
  CAF_REQUIRE_EQUAL(::fstat(ends[1], &found), 0);
  const auto device = std::to_string(found.st_dev);
  const auto inode = std::to_string(found.st_ino);
  const auto leads = [&](const variables& all) {
    return leads_to_journal(reader_of(all), ends[1]);
  };
  CAF_CHECK(leads({{"JOURNAL_STREAM", device + ":" + inode}}));
  CAF_CHECK(!leads({{"JOURNAL_STREAM", device + ":" + inode + "0"}}));
  CAF_CHECK(!leads({}));
  ::close(ends[0]);
  ::close(ends[1]);
  CAF_CHECK(!leads({{"JOURNAL_STREAM", device + ":" + inode}}));
}

} // namespace service_service_environment
