#pragma once

#include "adapters/dashboard/reply.hpp"
#include "domain/result.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace riskd::dashboard {

/// The files of the page, in memory. A request can only name what was read at the start, so no path
/// leads out of the folder.
class page_files {
public:
  /// No files.
  page_files() = default;

  /// Reads all regular files of a folder, those that begin with a dot and links left out. Fails if
  /// there is no index.html, if a file cannot be read, or if they are more than 500 or 32 MiB.
  [[nodiscard]] static domain::result<page_files> read(const std::filesystem::path& folder);

  /// Answers a GET. @param path Decoded segments; `/` alone stands for `index.html`, other folders
  /// for nothing. @param known The field `If-None-Match`; empty if there is none.
  [[nodiscard]] reply answer(const std::vector<std::string>& path, std::string_view known) const;

private:
  struct file {
    std::string content;
    std::string media_type;
    /// In quotation marks.
    std::string tag;
    bool is_immutable = false;
  };

  /// By path below the folder, with `/` between the segments.
  std::map<std::string, file, std::less<>> files_;
};

} // namespace riskd::dashboard
