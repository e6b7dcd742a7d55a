#pragma once

#include "adapters/sqlite/intent_record.hpp"
#include "adapters/sqlite/posix_file.hpp"
#include "domain/result.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace riskd::sqlite {

/// What a start-up found in the two intent files.
struct found_intents {
  /// By ascending sequence.
  std::vector<intent_record> records;
  /// One sentence per place that could not be read.
  std::vector<std::string> tears;
};

/// Two append-only files in turn. One is written; when it is full and the other is empty, they
/// change places. The one that is not written is emptied once the database has everything in it.
///
/// `append` belongs to one thread, `sync` and `empty_covered` to another.
class intent_files {
public:
  /// Opens `intent-0.log` and `intent-1.log` in `directory` and reads what they hold.
  /// @param bytes_max Size beyond which the files change places.
  [[nodiscard]] static domain::result<intent_files> open(const std::filesystem::path& directory,
                                                         std::uint64_t bytes_max);

  intent_files(intent_files&& other) noexcept;

  /// What the files held when they were opened.
  [[nodiscard]] const found_intents& found() const {
    return found_;
  }

  /// Writes frames to the operating system; neither syncs nor waits. After a failure part of them
  /// may be in the file, which readers tolerate.
  /// @param last Sequence of the last of them.
  [[nodiscard]] domain::result<void> append(std::string_view frames, std::uint64_t last);

  /// Brings everything appended before the call to the disk.
  [[nodiscard]] domain::result<void> sync();

  /// Empties the file that is not written, if the database has everything in it.
  /// @param covered Sequence up to which the database has all intents on the disk.
  [[nodiscard]] domain::result<void> empty_covered(std::uint64_t covered);

private:
  struct side {
    posix_file file;
    std::uint64_t size = 0;
    std::uint64_t last = 0;
    bool is_dirty = false;
  };

  intent_files() = default;

  /// The file to write to now.
  [[nodiscard]] side& choose();

  std::uint64_t bytes_max_ = 0;
  found_intents found_;
  /// Guards the members below, but not what happens to the files.
  std::mutex mutex_;
  std::array<side, 2> sides_;
  std::size_t active_ = 0;
};

} // namespace riskd::sqlite
