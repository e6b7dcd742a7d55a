#include "apps/riskd/recording_link.hpp"

#include "adapters/sqlite/posix_file.hpp"
#include "adapters/sqlite/quarantine.hpp"

#include <utility>

namespace riskd::app {

using logging::field;

namespace {

const char* state_of(const replay::recording_report& x) {
  switch (x.state) {
    case replay::recording_state::open:
      return "recording";
    case replay::recording_state::closing:
      return "ending";
    case replay::recording_state::closed:
      return "ended";
  }
  return "ended";
}

} // namespace

recording_link::recording_link(std::filesystem::path storage, domain::journal_port& journal,
                               const domain::wall_clock& clock, logging::logger log)
  : storage_(std::move(storage)), journal_(journal), clock_(clock), log_(log),
    recording_([log](const std::string& reason) {
      log.error("recording.incomplete", field("reason", reason));
    }) {
}

domain::result<void> recording_link::begin(const std::filesystem::path& file,
                                           replay::recording_file::target which) {
  if (auto begun = recording_.begin(file, which); !begun)
    return begun;
  since_ = clock_.now().wall;
  log_.info("recording.started", field("file", file.string()));
  return {};
}

domain::result<void> recording_link::follow(const std::optional<std::string>& configured) {
  const std::scoped_lock held{guard_};
  if (!configured)
    return {};
  return begin(*configured, replay::recording_file::target::any_file);
}

domain::result<std::string> recording_link::start_recording(const std::string& output,
                                                            const std::string& by) {
  const std::scoped_lock held{guard_};
  auto target = std::filesystem::path{output};
  if (output.empty()) {
    const auto folder = std::filesystem::absolute(storage_) / "recordings";
    if (auto made = sqlite::make_private_directory(folder); !made)
      return made.error();
    target = folder / ("events-" + sqlite::file_stamp(clock_.now().wall) + ".ndjson");
  }
  if (auto begun = begin(target, replay::recording_file::target::new_file); !begun)
    return begun.error();
  audit("Recording asked for by " + by + ".", target.string());
  return target.string();
}

domain::result<void> recording_link::stop_recording(const std::string& by) {
  const std::scoped_lock held{guard_};
  if (!recording_.end())
    return domain::failure{domain::failure_code::refused, "no recording is being made"};
  const auto file = recording_.report()->file.string();
  audit("The end of the recording asked for by " + by + ".", file);
  log_.info("recording.ended", field("file", file), field("by", by));
  return {};
}

control_api::recording_status recording_link::latest_recording() {
  const std::scoped_lock held{guard_};
  const auto report = recording_.report();
  if (!report)
    return {};
  return {state_of(*report), report->file.string(), since_,
          report->events,    report->missing,       report->trouble};
}

void recording_link::refuse_recording(const std::string& by, const std::string& reason) {
  const std::scoped_lock held{guard_};
  audit("Recording asked for by " + by + " was refused: " + reason + ".", "");
  log_.warn("recording.refused", field("by", by), field("reason", reason));
}

void recording_link::disconnect() {
  const std::scoped_lock held{guard_};
  is_connected_ = false;
}

void recording_link::audit(const std::string& text, const std::string& file) {
  if (!is_connected_)
    return;
  domain::audit_entry entry;
  entry.at = clock_.now().wall;
  entry.type = "admin_request";
  entry.text = text;
  if (!file.empty())
    entry.data = {{"file", file}};
  journal_.append({std::nullopt, 0, {std::move(entry)}});
}

} // namespace riskd::app
