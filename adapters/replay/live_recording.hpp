#pragma once

#include "adapters/replay/recording_file.hpp"
#include "domain/ports/recording_port.hpp"

#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>

namespace riskd::replay {

/// Recordings of what happens, one at a time, begun and ended while it does. Callable from any
/// thread.
class live_recording final : public domain::recording_port {
public:
  explicit live_recording(recording_file::complaint complain);

  /// Fails with `refused` if a recording is being made, or the file cannot be opened.
  [[nodiscard]] domain::result<void> begin(const std::filesystem::path& file,
                                           recording_file::target which);

  /// Ends the recording and does not wait until the rest of it is written. Returns false if there
  /// was none.
  bool end();

  /// About the recording that is being made, or the last one; empty if there was none.
  [[nodiscard]] std::optional<recording_report> report() const;

  [[nodiscard]] domain::recording_number under_way() const override {
    return under_way_;
  }

  void record(domain::recording_number into, const domain::replay_report& what,
              domain::time_point at) override;

private:
  [[nodiscard]] bool is_busy() const;

  const recording_file::complaint complain_;
  mutable std::mutex guard_;
  std::unique_ptr<recording_file> file_;
  domain::recording_number begun_ = 0;
  /// Read at every event: 0, or what `begun_` is.
  std::atomic<domain::recording_number> under_way_{0};
};

} // namespace riskd::replay
