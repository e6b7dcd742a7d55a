#pragma once

#include "domain/time.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace riskd::simulator {

/// One login of one user. Any number of hub connections may share it (`projectx-gateway.md` 4.7).
struct session {
  std::int64_t id = 0;
  std::string user;
  /// Tokens with a lower number have been replaced and are refused.
  std::int64_t least_token = 0;
};

/// Users and their sessions (9.2).
class session_table {
public:
  /// @param secret signs the tokens
  explicit session_table(std::string secret) : secret_(std::move(secret)) {
  }

  void add_user(const std::string& name, std::string api_key);

  [[nodiscard]] bool has_user(const std::string& name) const {
    return users_.contains(name);
  }

  [[nodiscard]] bool is_key_of(const std::string& name, std::string_view api_key) const;

  /// Opens a session. @pre the user exists
  session& open(const std::string& user);

  /// Makes a token of a session. @param ends_older makes older tokens of the session invalid
  [[nodiscard]] std::string issue_token(session& owner, domain::time_point now,
                                        std::chrono::seconds lifetime, bool ends_older);

  /// The session that a token belongs to: null if the token is forged, expired or replaced or the
  /// session has ended. Valid until the session ends.
  [[nodiscard]] session* find(std::string_view token, domain::time_point now);

  /// Ends a session; its tokens are refused from now on.
  void close(std::int64_t id);

  /// The ids of a user's open sessions, oldest first.
  [[nodiscard]] std::vector<std::int64_t> sessions_of(const std::string& user) const;

  [[nodiscard]] const std::map<std::int64_t, session>& sessions() const {
    return sessions_;
  }

private:
  std::string secret_;
  std::map<std::string, std::string> users_;
  std::map<std::int64_t, session> sessions_;
  std::int64_t next_session_ = 1;
  std::int64_t next_token_ = 1;
};

} // namespace riskd::simulator
