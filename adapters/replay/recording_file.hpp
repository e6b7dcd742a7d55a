#pragma once

#include "domain/ports/recording_port.hpp"
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

/// A file of events that grows while they happen. Written by a thread of its own; what the disk
/// cannot take in time is dropped and said, never waited for.
class recording_file final : public domain::recording_port {
public:
  /// Told in the writing thread when events had to be dropped, and why.
  using complaint = std::function<void(const std::string& reason)>;

  /// Appends to the file, which only the daemon's user may read. Fails if it cannot be opened.
  [[nodiscard]] static domain::result<std::unique_ptr<recording_file>>
  open(const std::filesystem::path& file, complaint complain);

  /// Writes what is left.
  ~recording_file() override;

  void record(const domain::replay_report& what, domain::time_point at) override;

private:
  recording_file(std::ofstream out, complaint complain);

  void write_until_closed();

  std::ofstream out_;
  complaint complain_;
  std::mutex guard_;
  std::condition_variable wake_;
  std::string waiting_;
  std::uint64_t dropped_ = 0;
  domain::time_point latest_ = domain::time_point::min();
  bool closing_ = false;
  std::thread writer_;
};

} // namespace riskd::replay
