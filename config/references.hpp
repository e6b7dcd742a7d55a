#pragma once

#include "config/load_context.hpp"
#include "config/problem.hpp"
#include "config/secret.hpp"
#include "config/value.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace riskd::config {

/// Where the value of a reference came from; never the value itself (R-C-3).
struct reference_use {
  std::string pointer;
  /// `${NAME}` or `file:NAME` as it stands in the file.
  std::string reference;
  /// For example `process environment`, or the path of a file; empty if it is not resolved.
  std::string source;

  friend bool operator==(const reference_use&, const reference_use&) = default;
};

/// True if the text consists of exactly `${NAME}` (R-C-3).
[[nodiscard]] bool is_environment_reference(std::string_view text);

/// True if the text has the form `file:<name>` (R-C-4).
[[nodiscard]] bool is_file_reference(std::string_view text);

/// Finds the values of references: in `gateway.env_file`, in the process environment, in files that
/// nobody else can read. Loading for `run` reports what it does not find (E-12), other purposes
/// leave it open.
class reference_resolver {
public:
  /// @param beside Folder of the configuration file.
  reference_resolver(const load_context& context, std::filesystem::path beside);

  /// Reads the `env_file` of every gateway in the file.
  void read_env_files(const value& root, problem_list& problems);

  /// Returns the value that the reference in `at` stands for.
  std::optional<std::string> resolve(const value& at, problem_list& problems);

  /// Returns what `resolve` has found at this pointer.
  [[nodiscard]] std::optional<std::string> resolved(const std::string& pointer) const;

  [[nodiscard]] const std::vector<reference_use>& uses() const {
    return uses_;
  }

private:
  using variables = std::map<std::string, secret<std::string>>;

  struct env_file {
    /// Pointer of the gateway it belongs to.
    std::string gateway;
    std::string path;
    variables content;
  };

  struct found_value {
    std::string content;
    std::string source;
  };

  void read_env_file(const value& gateway, problem_list& problems);

  [[nodiscard]] std::optional<found_value> find_variable(const std::string& name,
                                                         const std::string& pointer) const;

  [[nodiscard]] std::optional<found_value> find_file(const value& at, problem_list& problems) const;

  /// Notes E-12, if loading is for `run`.
  void report(const value& at, std::string found, std::string allowed,
              problem_list& problems) const;

  load_purpose purpose_;

  std::function<std::optional<std::string>(const std::string&)> environment_;

  std::filesystem::path beside_;

  std::vector<env_file> env_files_;

  std::map<std::string, secret<std::string>> values_;

  std::vector<reference_use> uses_;
};

} // namespace riskd::config
