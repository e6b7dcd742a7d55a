#define CAF_SUITE logging.rotating_file

#include "adapters/logging/rotating_file.hpp"

#include "tests/unit/logging/set_clock.hpp"

#include <caf/test/unit_test.hpp>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

namespace logging_rotating_file {

using namespace riskd;
using logging::field;
using logging::logger;
using logging::open_rotating_file;

namespace fs = std::filesystem;

namespace {

std::size_t number_of(const std::string& line) {
  return nlohmann::json::parse(line).at("number").get<std::size_t>();
}

struct fixture {
  fixture() {
    auto name = (fs::temp_directory_path() / "riskd-logging-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr)
      throw std::runtime_error("no temporary directory");
    folder = name;
  }

  ~fixture() {
    fs::remove_all(folder);
  }

  [[nodiscard]] std::vector<std::string> lines_of(const fs::path& name) const {
    std::ifstream in{folder / name};
    std::vector<std::string> found;
    for (std::string line; std::getline(in, line);)
      found.push_back(line);
    return found;
  }

  /// Logs `count` numbered lines and closes the file.
  void log_lines(const logging::rotating_file_options& options, int count) {
    auto sink = open_rotating_file(options).value();
    const logger log{sink, clock, {logging::level::info, 1'000'000}};
    sink.reset();
    for (int i = 0; i < count; ++i)
      log.info("test.line", field("number", i));
  }

  fs::path folder;
  test::set_clock clock;
};

} // namespace

CAF_TEST_FIXTURE_SCOPE(rotating_file_tests, fixture)

CAF_TEST(lines arrive in order each parsing as an object) {
  log_lines({.directory = folder / "made" / "for_it"}, 1000);
  const auto lines = lines_of("made/for_it/live.log");
  CAF_REQUIRE_EQUAL(lines.size(), 1000u);
  for (std::size_t i = 0; i < lines.size(); ++i)
    CAF_REQUIRE_EQUAL(number_of(lines[i]), i);
}

CAF_TEST(a later run appends) {
  log_lines({.directory = folder}, 3);
  log_lines({.directory = folder}, 2);
  CAF_CHECK_EQUAL(lines_of("live.log").size(), 5u);
}

CAF_TEST(a full file is put aside with the newest five kept) {
  // R-P-8. A line has 82 to 84 bytes here, so that a file holds twelve or more.
  log_lines({.directory = folder, .file_bytes_max = 1000}, 200);
  std::size_t files = 0;
  for (const auto& each : fs::directory_iterator{folder}) {
    CAF_CHECK_LESS_OR_EQUAL(fs::file_size(each.path()), 1000u);
    ++files;
  }
  CAF_CHECK_EQUAL(files, 5u);
  std::vector<std::string> kept;
  for (const auto* name : {"live.4.log", "live.3.log", "live.2.log", "live.1.log", "live.log"})
    for (auto& line : lines_of(name))
      kept.push_back(std::move(line));
  CAF_REQUIRE(!kept.empty());
  for (std::size_t i = 0; i < kept.size(); ++i)
    CAF_REQUIRE_EQUAL(number_of(kept[i]), 200 - kept.size() + i);
}

CAF_TEST(only the owner may read the files) {
  // R-P-4.
  log_lines({.directory = folder, .file_bytes_max = 1000}, 20);
  for (const auto* name : {"live.log", "live.1.log"}) {
    struct stat found {};
    CAF_REQUIRE_EQUAL(::stat((folder / name).c_str(), &found), 0);
    CAF_CHECK_EQUAL(found.st_mode & 0777U, 0600U);
  }
}

CAF_TEST(lines of several threads are all written) {
  {
    const logger log{open_rotating_file({.directory = folder, .queue_lines_max = 4096}).value(),
                     clock,
                     {logging::level::info, 1'000'000}};
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread)
      threads.emplace_back([log] {
        for (int i = 0; i < 500; ++i)
          log.info("thread.line", field("text", "\xc3\xa9"));
      });
    for (auto& each : threads)
      each.join();
  }
  const auto lines = lines_of("live.log");
  CAF_CHECK_EQUAL(lines.size(), 2000u);
  for (const auto& each : lines) {
    CAF_REQUIRE(each.find(R"("text":"\u00e9")") != std::string::npos);
    CAF_REQUIRE(nlohmann::json::accept(each));
  }
}

CAF_TEST(a disk that hangs costs the oldest waiting lines) {
  // A pipe that nobody reads stands for a disk that hangs.
  const auto place = folder / "live.log";
  CAF_REQUIRE_EQUAL(::mkfifo(place.c_str(), 0600), 0);
  const int reader = ::open(place.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  CAF_REQUIRE(reader >= 0);
  auto sink = open_rotating_file({.directory = folder, .queue_lines_max = 16}).value();
  const std::string text(200, 'x');
  for (int i = 0; i < 2000; ++i)
    sink->write(std::to_string(i) + ' ' + text);
  const auto lost = sink->lost();
  CAF_CHECK_GREATER(lost, 0u);
  ::fcntl(reader, F_SETFL, 0);
  std::string received;
  std::thread reading{[&] {
    std::string part(4096, '\0');
    for (ssize_t got = 0; (got = ::read(reader, part.data(), part.size())) > 0;)
      received.append(part, 0, static_cast<std::size_t>(got));
  }};
  sink.reset();
  reading.join();
  ::close(reader);
  const auto arrived
    = static_cast<std::uint64_t>(std::count(received.begin(), received.end(), '\n'));
  CAF_CHECK_EQUAL(arrived + lost, 2000u);
  CAF_CHECK(received.find("\n1999 ") != std::string::npos);
}

CAF_TEST(a directory that cannot be made is a failure) {
  std::ofstream{folder / "file"} << "in the way";
  const auto opened = open_rotating_file({.directory = folder / "file" / "below"});
  CAF_REQUIRE(!opened);
  CAF_CHECK(opened.error().code == domain::failure_code::storage_failed);
}

CAF_TEST(a name that cannot be opened is a failure) {
  fs::create_directories(folder / "live.log");
  const auto opened = open_rotating_file({.directory = folder});
  CAF_REQUIRE(!opened);
  CAF_CHECK(opened.error().code == domain::failure_code::storage_failed);
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace logging_rotating_file
