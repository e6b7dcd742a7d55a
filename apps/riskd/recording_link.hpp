#pragma once

#include "adapters/control_api/recording_routes.hpp"
#include "adapters/logging/logger.hpp"
#include "adapters/replay/live_recording.hpp"
#include "domain/ports/journal_port.hpp"
#include "domain/ports/wall_clock.hpp"

#include <filesystem>
#include <mutex>
#include <optional>
#include <string>

namespace riskd::app {

/// Makes recordings, as the configuration and the local API want them, and puts on record who asked
/// (R-P-6).
class recording_link final : public control_api::recording_service {
public:
  /// @param storage Recordings that are not told where to go are made below it.
  /// @pre `journal` and `clock` outlive the link
  recording_link(std::filesystem::path storage, domain::journal_port& journal,
                 const domain::wall_clock& clock, logging::logger log);

  /// Goes on with the recording that the configuration asks for (`record.file`), if it does.
  [[nodiscard]] domain::result<void> follow(const std::optional<std::string>& configured);

  [[nodiscard]] domain::recording_port& port() {
    return recording_;
  }

  [[nodiscard]] domain::result<std::string> start_recording(const std::string& output,
                                                            const std::string& by) override;

  [[nodiscard]] domain::result<void> stop_recording(const std::string& by) override;

  [[nodiscard]] control_api::recording_status latest_recording() override;

  void refuse_recording(const std::string& by, const std::string& reason) override;

  /// From now on nothing is put on record. To be called while the journal still takes records.
  void disconnect();

private:
  [[nodiscard]] domain::result<void> begin(const std::filesystem::path& file,
                                           replay::recording_file::target which);

  void audit(const std::string& text, const std::string& file);

  const std::filesystem::path storage_;
  domain::journal_port& journal_;
  const domain::wall_clock& clock_;
  const logging::logger log_;
  replay::live_recording recording_;
  std::mutex guard_;
  std::optional<domain::time_point> since_;
  bool is_connected_ = true;
};

} // namespace riskd::app
