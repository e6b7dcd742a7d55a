#include "adapters/replay/live_recording.hpp"

#include <utility>

namespace riskd::replay {

live_recording::live_recording(recording_file::complaint complain)
  : complain_(std::move(complain)) {
}

bool live_recording::is_busy() const {
  return file_ && file_->report().state != recording_state::closed;
}

domain::result<void> live_recording::begin(const std::filesystem::path& file,
                                           recording_file::target which) {
  const std::lock_guard held{guard_};
  if (is_busy())
    return domain::failure{domain::failure_code::refused,
                           "a recording is being made: " + file_->report().file.string()};
  auto opened = recording_file::open(file, which, complain_);
  if (!opened)
    return opened.error();
  file_ = std::move(*opened);
  under_way_ = ++begun_;
  return {};
}

bool live_recording::end() {
  const std::lock_guard held{guard_};
  if (under_way_.exchange(0) == 0)
    return false;
  file_->close();
  return true;
}

std::optional<recording_report> live_recording::report() const {
  const std::lock_guard held{guard_};
  return file_ ? std::optional{file_->report()} : std::nullopt;
}

void live_recording::record(domain::recording_number into, const domain::replay_report& what,
                            domain::time_point at) {
  const std::lock_guard held{guard_};
  if (into != 0 && into == under_way_)
    file_->record(what, at);
}

} // namespace riskd::replay
