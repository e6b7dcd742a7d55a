#define CAF_SUITE system_clock.zones

#include "adapters/system_clock/zone_database.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace system_clock_zones {

using namespace riskd;

namespace {

const domain::time_zone_source& zones() {
  static const auto source = adapters::open_zone_database().value();
  return source;
}

domain::time_zone zone(const char* name) {
  const auto found = zones()(name);
  if (!found)
    CAF_FAIL("no zone " << name);
  return *found;
}

/// Reads `2026-03-08T17:00:00` as a local time.
domain::local_time local(const std::string& text) {
  return domain::local_time{domain::parse_time(text + "Z").value().time_since_epoch()};
}

std::string to_utc(const char* name, const char* text) {
  return domain::to_string(zone(name).to_utc(local(text)));
}

std::string to_local(const char* name, const char* utc) {
  const auto instant = zone(name).to_local(domain::parse_time(utc).value());
  return domain::to_string(domain::time_point{instant.time_since_epoch()});
}

struct row {
  const char* name;
  const char* local;
  const char* utc;
};

void check(const row& x) {
  const auto label = std::string{x.name} + " " + x.local + " = ";
  CAF_CHECK_EQUAL(label + to_utc(x.name, x.local), label + x.utc);
}

} // namespace

// R-T-10: every row of the table in section 7.3.
CAF_TEST(local reset times become the specified instants) {
  const char* chicago = "America/Chicago";
  check({chicago, "2025-03-08T17:00:00", "2025-03-08T23:00:00.000000Z"});
  check({chicago, "2025-03-09T17:00:00", "2025-03-09T22:00:00.000000Z"});
  check({chicago, "2025-11-01T17:00:00", "2025-11-01T22:00:00.000000Z"});
  check({chicago, "2025-11-02T17:00:00", "2025-11-02T23:00:00.000000Z"});
  check({chicago, "2026-03-07T17:00:00", "2026-03-07T23:00:00.000000Z"});
  check({chicago, "2026-03-08T17:00:00", "2026-03-08T22:00:00.000000Z"});
  check({chicago, "2026-10-31T17:00:00", "2026-10-31T22:00:00.000000Z"});
  check({chicago, "2026-11-01T17:00:00", "2026-11-01T23:00:00.000000Z"});
  check({chicago, "2026-03-08T02:30:00", "2026-03-08T08:00:00.000000Z"});
  check({chicago, "2026-11-01T01:30:00", "2026-11-01T06:30:00.000000Z"});
  check({"America/New_York", "2026-03-03T17:00:00", "2026-03-03T22:00:00.000000Z"});
}

CAF_TEST(every local time inside a gap means the first instant after it) {
  const char* chicago = "America/Chicago";
  check({chicago, "2026-03-08T01:59:59.999999", "2026-03-08T07:59:59.999999Z"});
  check({chicago, "2026-03-08T02:00:00", "2026-03-08T08:00:00.000000Z"});
  check({chicago, "2026-03-08T02:59:59.999999", "2026-03-08T08:00:00.000000Z"});
  check({chicago, "2026-03-08T03:00:00", "2026-03-08T08:00:00.000000Z"});
  check({chicago, "2026-03-08T03:00:00.000001", "2026-03-08T08:00:00.000001Z"});
  check({"America/Nuuk", "2026-03-28T23:30:00", "2026-03-29T01:00:00.000000Z"});
  check({"Antarctica/Troll", "2026-03-29T02:30:00", "2026-03-29T01:00:00.000000Z"});
  check({"Australia/Lord_Howe", "2026-10-04T02:15:00", "2026-10-03T15:30:00.000000Z"});
}

CAF_TEST(every ambiguous local time means its first occurrence) {
  const char* chicago = "America/Chicago";
  check({chicago, "2026-11-01T00:59:59.999999", "2026-11-01T05:59:59.999999Z"});
  check({chicago, "2026-11-01T01:00:00", "2026-11-01T06:00:00.000000Z"});
  check({chicago, "2026-11-01T01:59:59.999999", "2026-11-01T06:59:59.999999Z"});
  check({chicago, "2026-11-01T02:00:00", "2026-11-01T08:00:00.000000Z"});
  check({"Africa/Cairo", "2026-10-29T23:30:00", "2026-10-29T20:30:00.000000Z"});
  check({"Africa/Cairo", "2026-10-30T00:00:00", "2026-10-29T22:00:00.000000Z"});
  check({"Antarctica/Troll", "2026-10-25T01:00:00", "2026-10-24T23:00:00.000000Z"});
  check({"Australia/Lord_Howe", "2026-04-05T01:45:00", "2026-04-04T14:45:00.000000Z"});
}

CAF_TEST(zones may differ from UTC by odd amounts) {
  check({"Asia/Kathmandu", "2026-03-03T17:00:00", "2026-03-03T11:15:00.000000Z"});
  check({"Asia/Kolkata", "2026-03-03T17:00:00", "2026-03-03T11:30:00.000000Z"});
  check({"America/St_Johns", "2026-03-03T17:00:00", "2026-03-03T20:30:00.000000Z"});
  check({"Pacific/Chatham", "2026-03-03T17:00:00", "2026-03-03T03:15:00.000000Z"});
  check({"Pacific/Kiritimati", "2026-03-03T17:00:00", "2026-03-03T03:00:00.000000Z"});
  check({"Pacific/Pago_Pago", "2026-03-03T17:00:00", "2026-03-04T04:00:00.000000Z"});
  check({"Etc/GMT+12", "2026-03-03T17:00:00", "2026-03-04T05:00:00.000000Z"});
  check({"UTC", "2026-03-03T17:00:00", "2026-03-03T17:00:00.000000Z"});
}

// Samoa skipped the whole of 2011-12-30 when it changed to the other side of the date line.
CAF_TEST(a gap may be a whole day long) {
  check({"Pacific/Apia", "2011-12-29T23:59:59", "2011-12-30T09:59:59.000000Z"});
  check({"Pacific/Apia", "2011-12-30T00:00:00", "2011-12-30T10:00:00.000000Z"});
  check({"Pacific/Apia", "2011-12-30T23:59:59", "2011-12-30T10:00:00.000000Z"});
  check({"Pacific/Apia", "2011-12-31T00:00:00", "2011-12-30T10:00:00.000000Z"});
}

// The list of changes in a compiled zone ends in 2037; what follows comes from its rule.
CAF_TEST(daylight saving time goes on for as long as the table reaches) {
  const char* chicago = "America/Chicago";
  check({chicago, "2037-07-01T17:00:00", "2037-07-01T22:00:00.000000Z"});
  check({chicago, "2038-07-01T17:00:00", "2038-07-01T22:00:00.000000Z"});
  check({chicago, "2099-07-01T17:00:00", "2099-07-01T22:00:00.000000Z"});
  check({chicago, "2100-07-01T17:00:00", "2100-07-01T22:00:00.000000Z"});
  check({chicago, "2100-12-31T17:00:00", "2100-12-31T23:00:00.000000Z"});
  check({"Australia/Sydney", "2100-12-31T17:00:00", "2100-12-31T06:00:00.000000Z"});
}

CAF_TEST(instants become local times) {
  CAF_CHECK_EQUAL(to_local("America/Chicago", "2026-03-08T07:59:59.999999Z"),
                  "2026-03-08T01:59:59.999999Z");
  CAF_CHECK_EQUAL(to_local("America/Chicago", "2026-03-08T08:00:00Z"),
                  "2026-03-08T03:00:00.000000Z");
  CAF_CHECK_EQUAL(to_local("America/Chicago", "2026-11-01T06:59:59.999999Z"),
                  "2026-11-01T01:59:59.999999Z");
  CAF_CHECK_EQUAL(to_local("America/Chicago", "2026-11-01T07:00:00Z"),
                  "2026-11-01T01:00:00.000000Z");
}

// E-6 rests on this: whatever is not a name of the database is an unknown zone.
CAF_TEST(only names of the database are accepted) {
  for (const char* name : {"Mars/Olympus",
                           "",
                           "America",
                           "America/",
                           "america/chicago",
                           "AMERICA/CHICAGO",
                           "America/Chicago ",
                           " America/Chicago",
                           "America//Chicago",
                           "../zoneinfo/America/Chicago",
                           "./America/Chicago",
                           "/usr/share/zoneinfo/America/Chicago",
                           "posix/America/Chicago",
                           "right/America/Chicago",
                           "localtime",
                           "posixrules",
                           "Factory",
                           "tzdata.zi",
                           "zone.tab",
                           "leapseconds",
                           "iso3166.tab",
                           "CST",
                           "CDT",
                           "CST6CDT,M3.2.0,M11.1.0",
                           "+06:00"}) {
    const auto label = std::string{"'"} + name + "' ";
    CAF_CHECK_EQUAL(label + (zones()(name) ? "known" : "unknown"), label + "unknown");
  }
}

CAF_TEST(a link keeps the name it was asked by) {
  CAF_CHECK_EQUAL(zone("US/Central").name(), "US/Central");
  check({"US/Central", "2026-03-03T17:00:00", "2026-03-03T23:00:00.000000Z"});
}

CAF_TEST(a second question gives the same answer) {
  const auto unknown_first = zones()("Mars/Phobos");
  CAF_CHECK(!unknown_first);
  CAF_CHECK(!zones()("Mars/Phobos"));
  CAF_CHECK(zone("Europe/Berlin") == zone("Europe/Berlin"));
}

} // namespace system_clock_zones
