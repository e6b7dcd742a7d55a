#pragma once

#include "domain/replay.hpp"
#include "domain/result.hpp"

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace riskd::replay {

enum class recording_state : std::uint8_t {
  /// Takes events.
  open,
  /// Takes none any more; some still wait for the disk.
  closing,
  closed,
};

/// What became of the events that a recording was given.
struct recording_report {
  std::filesystem::path file;
  recording_state state{};
  /// Taken, whether or not they are on disk yet.
  std::uint64_t events = 0;
  /// Left out because the disk could not take them.
  std::uint64_t missing = 0;
  /// What last went wrong; empty if nothing did.
  std::string trouble;
};

/// A file of events that grows while they happen. Written by a thread of its own; what the disk
/// cannot take in time is dropped and said, never waited for. Callable from any thread.
class recording_file {
public:
  enum class target : std::uint8_t {
    /// Refused if the file exists.
    new_file,
    /// Goes on at the end of a file.
    any_file,
  };

  /// Told in the writing thread when events had to be dropped, and why.
  using complaint = std::function<void(const std::string& reason)>;

  /// Opens a file that only the daemon's user may read. Fails with `refused` if that cannot be.
  [[nodiscard]] static domain::result<std::unique_ptr<recording_file>>
  open(const std::filesystem::path& file, target which, complaint complain);

  recording_file(const recording_file&) = delete;
  recording_file& operator=(const recording_file&) = delete;

  /// Waits until what is left is written.
  ~recording_file();

  /// Times that run back are lifted to the latest one, as the format wants them.
  void record(const domain::replay_report& what, domain::time_point at);

  /// Takes nothing more, and does not wait until what is left is written.
  void close();

  [[nodiscard]] recording_report report() const;

private:
  recording_file(std::filesystem::path file, std::ofstream out, complaint complain);

  void write_until_closed();

  /// @returns what is to be complained of, or nothing
  [[nodiscard]] std::string write(const std::string& text, std::uint64_t events);

  const std::filesystem::path file_;
  std::ofstream out_;
  complaint complain_;
  mutable std::mutex guard_;
  std::condition_variable wake_;
  std::string waiting_;
  std::uint64_t events_waiting_ = 0;
  std::uint64_t dropped_ = 0;
  recording_report report_;
  domain::time_point latest_ = domain::time_point::min();
  std::thread writer_;
};

} // namespace riskd::replay
