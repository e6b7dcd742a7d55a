#include "adapters/dashboard/page_files.hpp"

#include <openssl/sha.h>

#include <array>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

namespace riskd::dashboard {

namespace {

namespace fs = std::filesystem;
using domain::failure;
using domain::failure_code;

constexpr std::size_t files_max = 500;
constexpr std::size_t bytes_max = 32U << 20U;

struct kind_of_file {
  std::string_view suffix;
  std::string_view media_type;
};

constexpr std::array kinds{
  kind_of_file{".css", "text/css; charset=utf-8"},
  kind_of_file{".html", "text/html; charset=utf-8"},
  kind_of_file{".ico", "image/x-icon"},
  kind_of_file{".js", "text/javascript; charset=utf-8"},
  kind_of_file{".json", "application/json"},
  kind_of_file{".map", "application/json"},
  kind_of_file{".mjs", "text/javascript; charset=utf-8"},
  kind_of_file{".png", "image/png"},
  kind_of_file{".svg", "image/svg+xml"},
  kind_of_file{".txt", "text/plain; charset=utf-8"},
  kind_of_file{".webmanifest", "application/manifest+json"},
  kind_of_file{".woff2", "font/woff2"},
};

std::string media_type_of(const fs::path& path) {
  const auto suffix = path.extension().string();
  for (const auto& each : kinds)
    if (each.suffix == suffix)
      return std::string{each.media_type};
  return "application/octet-stream";
}

/// Tells contents apart: half of their SHA-256.
std::string tag_of(const std::string& content) {
  std::array<unsigned char, 32> digest{};
  ::SHA256(reinterpret_cast<const unsigned char*>(content.data()), content.size(), digest.data());
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out = "\"";
  for (std::size_t i = 0; i < digest.size() / 2; ++i) {
    out += digits[digest[i] >> 4U];
    out += digits[digest[i] & 0xfU];
  }
  return out + "\"";
}

std::optional<std::string> content_of(const fs::path& path) {
  std::ifstream in{path, std::ios::binary};
  std::string out{std::istreambuf_iterator<char>{in}, {}};
  return in.good() || in.eof() ? std::optional{std::move(out)} : std::nullopt;
}

failure unusable_page(const fs::path& path, const std::string& why) {
  return {failure_code::storage_failed, path.string() + ": " + why};
}

} // namespace

domain::result<page_files> page_files::read(const fs::path& folder) {
  page_files out;
  std::size_t bytes = 0;
  std::error_code error;
  auto each = fs::recursive_directory_iterator{folder, error};
  for (; !error && each != fs::recursive_directory_iterator{}; each.increment(error)) {
    const auto status = each->symlink_status(error);
    if (error)
      break;
    const bool is_hidden = each->path().filename().string().starts_with('.');
    if (is_hidden && fs::is_directory(status))
      each.disable_recursion_pending();
    if (is_hidden || !fs::is_regular_file(status))
      continue;
    auto content = content_of(each->path());
    if (!content)
      return unusable_page(each->path(), "cannot be read");
    bytes += content->size();
    if (bytes > bytes_max || out.files_.size() >= files_max)
      return unusable_page(folder, "is too large for a page");
    const auto name = each->path().lexically_relative(folder).generic_string();
    auto tag = tag_of(*content);
    out.files_[name]
      = {std::move(*content), media_type_of(name), std::move(tag), name.starts_with("assets/")};
  }
  if (error)
    return unusable_page(folder, error.message());
  if (out.files_.find("index.html") == out.files_.end())
    return unusable_page(folder, "there is no index.html");
  return out;
}

reply page_files::answer(const std::vector<std::string>& path, std::string_view known) const {
  std::string name;
  for (std::size_t i = 0; i < path.size(); ++i)
    name += (i == 0 ? "" : "/") + path[i];
  const auto found = files_.find(name.empty() ? "index.html" : name);
  if (found == files_.end())
    return refuse(404, "not_found", "there is nothing here");
  const auto& chosen = found->second;
  const char* caching = chosen.is_immutable ? "public, max-age=31536000, immutable" : "no-cache";
  reply out{200, {}, chosen.media_type, {{"Cache-Control", caching}, {"ETag", chosen.tag}}};
  // A list of tags, each perhaps marked as weak (RFC 9110, section 13.1.2).
  if (known == "*" || known.find(chosen.tag) != std::string_view::npos) {
    out.status = 304;
    out.media_type.clear();
  } else {
    out.body = chosen.content;
  }
  return out;
}

} // namespace riskd::dashboard
