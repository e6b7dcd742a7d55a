#include "tests/unit/config/loading.hpp"

#include "adapters/system_clock/zone_database.hpp"
#include "tests/unit/config/schema_validator.hpp"

#include <caf/test/unit_test.hpp>
#include <openssl/sha.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace riskd::test {

namespace {

std::string sha256(std::string_view text) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  std::string out;
  for (const auto byte : digest) {
    std::array<char, 3> hex{};
    std::snprintf(hex.data(), hex.size(), "%02x", static_cast<unsigned>(byte));
    out += hex.data();
  }
  return out;
}

std::string lines(const std::vector<config::problem>& problems, bool places_only) {
  std::string out;
  for (const auto& each : problems)
    out += (places_only ? to_string(each.code) + " " + each.pointer : to_string(each)) + "\n";
  return out;
}

} // namespace

loading::loading() {
  static const auto zones = adapters::open_zone_database().value();
  context.zones = zones;
  context.sha256 = sha256;
  context.environment = [this](const std::string& name) -> std::optional<std::string> {
    const auto found = environment.find(name);
    return found == environment.end() ? std::nullopt : std::optional{found->second};
  };
  auto pattern = (std::filesystem::temp_directory_path() / "riskd-config-XXXXXX").string();
  if (!mkdtemp(pattern.data()))
    CAF_FAIL("no temporary folder");
  folder = pattern;
}

loading::~loading() {
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
}

std::filesystem::path loading::write(const std::string& name, const std::string& content,
                                     std::filesystem::perms mode) {
  const auto path = folder / name;
  std::filesystem::create_directories(path.parent_path());
  std::ofstream{path, std::ios::binary} << content;
  std::filesystem::permissions(path, mode);
  return path;
}

config::load_outcome loading::load(std::string_view text) {
  return config::load_text(text, folder, context);
}

config::configuration loading::good(std::string_view text) {
  auto loaded = load(text);
  if (!loaded.settings)
    CAF_FAIL("refused: " << lines(loaded.errors, false));
  return std::move(*loaded.settings);
}

std::string loading::errors(std::string_view text) {
  return lines(load(text).errors, false);
}

std::string loading::warnings(std::string_view text) {
  return lines(load(text).warnings, false);
}

std::string loading::error_places(std::string_view text) {
  return lines(load(text).errors, true);
}

std::string loading::warning_places(std::string_view text) {
  return lines(load(text).warnings, true);
}

std::string loading::schema_fault(std::string_view text) {
  static const auto validator = schema_validator{
    nlohmann::json::parse(read_file(RISKD_SOURCE_DIR "/docs/riskd-config.schema.json"))};
  return validator.fault_in(nlohmann::json::parse(text, nullptr, true, true));
}

std::string loading::judged_places(std::string_view text) {
  auto places = error_places(text);
  const auto fault = schema_fault(text);
  if (places.empty() && !fault.empty())
    return "the schema refuses it: " + fault + "\n";
  if (fault.empty() && (places.starts_with("E-1 ") || places.starts_with("E-2 ")))
    places += "the schema allows it\n";
  return places;
}

std::string file_with(const std::string& more) {
  return R"({"version": 1, "rules": {"daily_realized_loss": {}})" + more + "}";
}

std::string file_with_rules(const std::string& rules) {
  return R"({"version": 1, "rules": {)" + rules + "}}";
}

std::string read_file(const std::filesystem::path& path) {
  auto file = std::ifstream{path, std::ios::binary};
  if (!file)
    CAF_FAIL("cannot read " << path.string());
  return {std::istreambuf_iterator{file}, {}};
}

} // namespace riskd::test
