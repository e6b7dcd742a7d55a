#pragma once

#include "adapters/logging/logger.hpp"
#include "domain/result.hpp"

#include <cstddef>
#include <filesystem>
#include <memory>

namespace riskd::logging {

struct rotating_file_options {
  /// Created if it does not exist. The file in it is named `live.log`, older ones `live.1.log` and
  /// up.
  std::filesystem::path directory;
  /// A file that would grow beyond it is renamed and a new one begun (R-P-8).
  std::size_t file_bytes_max = 10'000'000;
  /// How many files are kept, the current one included. @invariant positive
  std::size_t files_max = 5;
  /// Whether every line also goes to standard error, for a service manager's journal.
  bool copy_to_standard_error = false;
  /// Lines that may wait for the disk.
  std::size_t queue_lines_max = 8192;
};

/// Opens the technical log. A thread of its own writes it, each line into the operating system
/// before the next, so that only lines still in the queue can be lost with the process.
///
/// When the queue is full the oldest waiting line is dropped and counted (`line_sink::lost`):
/// whoever logs must never wait for a disk, and during trouble the newest lines are the ones that
/// explain it. What must not be lost belongs into the journal, not here.
///
/// The destructor writes what is queued. Files are readable and writable by their owner only
/// (R-P-4).
[[nodiscard]] domain::result<std::shared_ptr<line_sink>>
open_rotating_file(const rotating_file_options& options);

} // namespace riskd::logging
