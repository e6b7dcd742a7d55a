#pragma once

#include "adapters/dashboard/attempt_limit.hpp"
#include "adapters/dashboard/token_file.hpp"
#include "adapters/logging/logger.hpp"
#include "domain/ports/wall_clock.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace riskd::dashboard {

struct login_options {
  std::filesystem::path token_file;
  /// A session that nobody uses ends after that.
  std::chrono::seconds idle_max{12 * 3600};
  /// The one that was used longest ago ends when another begins.
  std::size_t sessions_max = 100;
  attempt_options attempts;
};

/// Whoever has shown the token.
struct login_proof {
  /// Empty for a program that sends the token with each request.
  std::string session;
  /// Counts the tokens that the file has held.
  std::uint64_t token = 0;
};

/// What came of showing a token or a session.
struct login_answer {
  enum class kind : std::uint8_t {
    admitted,
    /// Nothing was shown, or what was shown is not or no longer valid.
    unknown,
    /// Too many attempts failed; this one was not looked at.
    throttled,
  };

  kind what = kind::unknown;
  login_proof proof;
  std::chrono::seconds retry_after{};
};

/// What a request shows of who sends it.
struct shown_credentials {
  boost::asio::ip::address from;
  /// The field `Cookie`; empty if there is none.
  std::string_view cookie;
  /// The field `Authorization`; empty if there is none.
  std::string_view authorization;
};

/// The name of the cookie that holds the session.
constexpr std::string_view session_cookie = "riskmon_session";

/// Knows who may see the fleet: who has the token of the file, or a session that was begun with it.
/// When the file changes all sessions end; while it cannot be used nobody is let in. Used by one
/// thread; looks at the file's facts with each call, and reads it only when they changed.
class login {
public:
  /// Fails if the token cannot be read, see `read_token`. @pre `clock` outlives it
  [[nodiscard]] static domain::result<login>
  open(const login_options& options, const domain::wall_clock& clock, logging::logger log);

  /// Begins a session for who shows the token.
  [[nodiscard]] login_answer begin_session(const boost::asio::ip::address& from,
                                           std::string_view token);

  /// Ends the session that the cookie names, if there is one.
  void end_session(std::string_view cookie);

  /// Lets in who shows a session by cookie or the token by `Authorization: Bearer`.
  [[nodiscard]] login_answer admit(const shown_credentials& shown);

  /// Whether who was let in before still is. Counts as a use of the session.
  [[nodiscard]] bool is_valid(const login_proof& proof);

  [[nodiscard]] std::size_t sessions() const {
    return sessions_.size();
  }

  /// Attempts with a wrong token since the start.
  [[nodiscard]] std::uint64_t failures() const {
    return failures_;
  }

private:
  struct session {
    std::string id;
    /// Monotonic.
    domain::duration used{};
  };

  login(const login_options& options, const domain::wall_clock& clock, logging::logger log,
        const secret_digest& token, const file_stamp& stamp);

  void refresh();
  [[nodiscard]] session* find(std::string_view id);
  [[nodiscard]] login_answer check_token(const boost::asio::ip::address& from,
                                         std::string_view token);

  login_options options_;
  const domain::wall_clock* clock_;
  logging::logger log_;
  std::optional<secret_digest> token_;
  std::uint64_t token_number_ = 1;
  file_stamp stamp_;
  attempt_limit limit_;
  std::vector<session> sessions_;
  std::uint64_t failures_ = 0;
};

} // namespace riskd::dashboard
