#pragma once

#include "adapters/control_api/client.hpp"
#include "adapters/control_api/read_routes.hpp"
#include "adapters/control_api/server.hpp"
#include "adapters/control_api/status_board_port.hpp"
#include "tests/unit/logging/collected_lines.hpp"
#include "tests/unit/logging/set_clock.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace riskd::test {

/// A new empty folder, removed at the end. Its name is short: it must fit into a socket address.
class temporary_folder {
public:
  temporary_folder();
  temporary_folder(const temporary_folder&) = delete;
  temporary_folder& operator=(const temporary_folder&) = delete;
  ~temporary_folder();

  [[nodiscard]] const std::filesystem::path& path() const {
    return path_;
  }

private:
  std::filesystem::path path_;
};

/// The real server on a socket in a temporary folder.
class running_server {
public:
  /// @param more Routes that are served besides the read-only ones.
  explicit running_server(control_api::server_options options = {},
                          control_api::route_table more = {});

  void publish(domain::daemon_status status);

  [[nodiscard]] std::filesystem::path socket() const {
    return folder.path() / "s";
  }

  /// Asks over the socket. Throws if there is no answer.
  [[nodiscard]] control_api::reply get(std::string_view target) const;

  temporary_folder folder;
  set_clock clock;
  control_api::status_board_port board;
  std::shared_ptr<collected_lines> lines = std::make_shared<collected_lines>();
  std::unique_ptr<control_api::server> server;
};

/// A connection on which a test sends what it likes.
class raw_connection {
public:
  explicit raw_connection(const std::filesystem::path& socket);
  raw_connection(const raw_connection&) = delete;
  raw_connection& operator=(const raw_connection&) = delete;
  ~raw_connection();

  /// False if the other side has closed.
  bool send(std::string_view bytes);

  /// Says that nothing more will be sent.
  void end_sending();

  /// Everything that arrives until the other side closes.
  [[nodiscard]] std::string receive_all();

  /// What arrives until `text` has; everything if it never does.
  [[nodiscard]] std::string receive_until(std::string_view text);

private:
  int descriptor_ = -1;
};

} // namespace riskd::test
