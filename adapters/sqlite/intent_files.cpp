#include "adapters/sqlite/intent_files.hpp"

#include "adapters/sqlite/intent_frame.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace riskd::sqlite {

using domain::failure;
using domain::result;

namespace {

std::string tear_sentence(const std::filesystem::path& file, const frame_tear& tear) {
  return file.string() + ": " + std::to_string(tear.length) + " bytes from offset "
         + std::to_string(tear.offset) + " are no intact intent";
}

/// Reads one file into `found` and returns the last sequence in it.
result<std::uint64_t> read_side(const posix_file& file, found_intents& found) {
  const auto bytes = file.read_all();
  if (!bytes)
    return bytes.error();
  const auto frames = scan_frames(*bytes);
  if (!frames)
    return failure{frames.error().code, file.path().string() + ": " + frames.error().sentence};
  for (const auto& each : frames->tears)
    found.tears.push_back(tear_sentence(file.path(), each));
  std::uint64_t last = 0;
  for (const auto& each : frames->payloads) {
    auto record = parse_intent(each);
    if (!record) {
      found.tears.push_back(file.path().string() + ": " + record.error().sentence);
      continue;
    }
    last = std::max(last, record->sequence);
    found.records.push_back(std::move(*record));
  }
  return last;
}

} // namespace

result<intent_files> intent_files::open(const std::filesystem::path& directory,
                                        std::uint64_t bytes_max) {
  intent_files files;
  files.bytes_max_ = bytes_max;
  for (std::size_t i = 0; i < files.sides_.size(); ++i) {
    auto& side = files.sides_[i];
    auto opened
      = posix_file::open(directory / ("intent-" + std::to_string(i) + ".log"), file_use::append);
    if (!opened)
      return opened.error();
    side.file = std::move(*opened);
    const auto size = side.file.size();
    if (!size)
      return size.error();
    side.size = *size;
    const auto last = read_side(side.file, files.found_);
    if (!last)
      return last.error();
    side.last = *last;
  }
  std::stable_sort(
    files.found_.records.begin(), files.found_.records.end(),
    [](const intent_record& a, const intent_record& b) { return a.sequence < b.sequence; });
  // A file that holds something should soon be emptied, together with its tears; so the other one
  // is written if it is free.
  const auto& [first, second] = files.sides_;
  files.active_ = first.size > 0 && (second.size == 0 || second.last > first.last) ? 1 : 0;
  if (auto synced = sync_directory(directory); !synced)
    return synced.error();
  return files;
}

intent_files::intent_files(intent_files&& other) noexcept
  : bytes_max_(other.bytes_max_), found_(std::move(other.found_)), sides_(std::move(other.sides_)),
    active_(other.active_) {
}

result<void> intent_files::append(std::string_view frames, std::uint64_t last) {
  auto& target = choose();
  const auto written = target.file.write(frames);
  const std::scoped_lock guard{mutex_};
  // After a failure the size is only an upper bound, which serves as well.
  target.size += frames.size();
  target.last = std::max(target.last, last);
  target.is_dirty = true;
  return written;
}

intent_files::side& intent_files::choose() {
  const std::scoped_lock guard{mutex_};
  const auto other = 1 - active_;
  if (sides_[active_].size >= bytes_max_ && sides_[other].size == 0)
    active_ = other;
  return sides_[active_];
}

result<void> intent_files::sync() {
  for (auto& each : sides_) {
    {
      const std::scoped_lock guard{mutex_};
      if (!std::exchange(each.is_dirty, false))
        continue;
    }
    if (auto synced = each.file.sync(); !synced)
      return synced;
  }
  return {};
}

result<void> intent_files::empty_covered(std::uint64_t covered) {
  side* idle = nullptr;
  {
    const std::scoped_lock guard{mutex_};
    idle = &sides_[1 - active_];
    if (idle->size == 0 || idle->last > covered)
      return {};
  }
  // Nobody appends here before the size is back to zero.
  if (auto emptied = idle->file.truncate(0); !emptied)
    return emptied;
  const std::scoped_lock guard{mutex_};
  idle->size = 0;
  idle->last = 0;
  idle->is_dirty = false;
  return {};
}

} // namespace riskd::sqlite
