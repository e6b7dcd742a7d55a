#pragma once

#include "domain/result.hpp"

#include <sys/types.h>

#include <filesystem>
#include <optional>

namespace riskd::control_api {

/// A listening Unix-domain socket and its file, which goes with it.
class socket_file {
public:
  /// Listens at `path`, readable and writable by the owner and the group only. A socket file that
  /// nobody answers on is left over from a process that died, and is replaced. Fails if somebody
  /// answers, if `path` is something else than a socket, or if it cannot be made.
  ///
  /// @param group Owns the file, if given and permitted; see `has_group`.
  [[nodiscard]] static domain::result<socket_file> listen(const std::filesystem::path& path,
                                                          std::optional<gid_t> group);

  socket_file(socket_file&& other) noexcept;
  socket_file& operator=(socket_file&&) = delete;

  /// Closes the socket, unless released, and removes the file, unless another one took its place.
  ~socket_file();

  /// Hands the descriptor over; the file stays the business of this object.
  [[nodiscard]] int release();

  /// False if the wanted group could not be set, so that its members cannot connect.
  [[nodiscard]] bool has_group() const {
    return has_group_;
  }

private:
  socket_file(std::filesystem::path path, int descriptor);

  std::filesystem::path path_;

  int descriptor_ = -1;

  bool has_group_ = true;

  /// Tells our file from one that another process put in its place.
  dev_t device_{};

  ino_t inode_{};
};

} // namespace riskd::control_api
