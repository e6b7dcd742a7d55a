#include "adapters/simulator/session_table.hpp"

#include "adapters/json/exact_document.hpp"
#include "adapters/simulator/json_web_token.hpp"
#include "adapters/simulator/json_writer.hpp"
#include "domain/contract_check.hpp"

#include <utility>

namespace riskd::simulator {

namespace {

std::int64_t epoch_seconds(domain::time_point x) {
  return floor<std::chrono::seconds>(x).time_since_epoch().count();
}

} // namespace

void session_table::add_user(const std::string& name, std::string api_key) {
  users_[name] = std::move(api_key);
}

bool session_table::is_key_of(const std::string& name, std::string_view api_key) const {
  const auto found = users_.find(name);
  return found != users_.end() && found->second == api_key;
}

session& session_table::open(const std::string& user) {
  RISKD_EXPECTS(has_user(user));
  const auto id = next_session_++;
  return sessions_[id] = session{id, user, 0};
}

std::string session_table::issue_token(session& owner, domain::time_point now,
                                       std::chrono::seconds lifetime, bool ends_older) {
  const auto number = next_token_++;
  if (ends_older)
    owner.least_token = number;
  auto claims = json_writer{};
  claims.begin_object()
    .member("sub", owner.user)
    .member("iss", "risksim")
    .member("sid", owner.id)
    .member("jti", number)
    .member("iat", epoch_seconds(now))
    .member("exp", epoch_seconds(now + lifetime))
    .end_object();
  return sign_token(claims.text(), secret_);
}

session* session_table::find(std::string_view token, domain::time_point now) {
  const auto claims = verify_token(token, secret_);
  if (!claims)
    return nullptr;
  const auto document = json::exact_document::parse(*claims);
  if (!document)
    return nullptr;
  const auto root = document->root();
  const auto found = sessions_.find(root["sid"].integer().value_or(0));
  const bool is_expired = root["exp"].integer().value_or(0) <= epoch_seconds(now);
  if (is_expired || found == sessions_.end()
      || root["jti"].integer().value_or(0) < found->second.least_token)
    return nullptr;
  return &found->second;
}

void session_table::close(std::int64_t id) {
  sessions_.erase(id);
}

std::vector<std::int64_t> session_table::sessions_of(const std::string& user) const {
  std::vector<std::int64_t> out;
  for (const auto& [id, x] : sessions_)
    if (x.user == user)
      out.push_back(id);
  return out;
}

} // namespace riskd::simulator
