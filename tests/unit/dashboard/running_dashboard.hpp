#pragma once

#include "adapters/dashboard/fleet_status_board.hpp"
#include "adapters/dashboard/server.hpp"
#include "tests/unit/dashboard/hub_connection.hpp"
#include "tests/unit/dashboard/private_folder.hpp"
#include "tests/unit/dashboard/sample_records.hpp"
#include "tests/unit/logging/collected_lines.hpp"
#include "tests/unit/logging/set_clock.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace riskd::test {

/// The token of the hubs of tests.
constexpr std::string_view hub_token = "the token of all tests";

/// The real server on a port of the loopback address, with a small page.
class running_dashboard {
public:
  explicit running_dashboard(const dashboard::server_options& options = {});
  running_dashboard(const running_dashboard&) = delete;
  running_dashboard& operator=(const running_dashboard&) = delete;
  ~running_dashboard();

  /// The text of a request. @param fields Each ends with a line break.
  [[nodiscard]] static std::string request(std::string_view verb, std::string_view target,
                                           std::string_view fields = {},
                                           std::string_view body = {});

  /// Asks on a connection of its own.
  [[nodiscard]] hub_answer ask(std::string_view verb, std::string_view target,
                               std::string_view fields = {}, std::string_view body = {}) const;

  /// Asks as a program that knows the token.
  [[nodiscard]] hub_answer get(std::string_view target) const;

  /// Shows a token as the page does.
  [[nodiscard]] hub_answer log_in(std::string_view token = hub_token) const;

  /// Logs in and returns the field that shows the session.
  [[nodiscard]] std::string session_field() const;

  [[nodiscard]] bool has_line(std::string_view event) const;

  private_folder folder;
  set_clock clock;
  dashboard::fleet_status_board board;
  sample_records history;
  std::shared_ptr<collected_lines> lines = std::make_shared<collected_lines>();
  std::unique_ptr<dashboard::server> server;
};

} // namespace riskd::test
