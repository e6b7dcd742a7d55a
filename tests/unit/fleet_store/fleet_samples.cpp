#include "tests/unit/fleet_store/fleet_samples.hpp"

namespace riskd::test {

namespace {

std::string hash_of(std::int64_t chain, std::int64_t n) {
  const auto digits = std::to_string(chain * 1'000'000 + n);
  return std::string(64 - digits.size(), 'a') + digits;
}

} // namespace

domain::time_point fleet_time(std::int64_t seconds) {
  using namespace std::chrono;
  return sys_days{2026y / March / 3} + std::chrono::seconds{seconds};
}

domain::kept_point a_point(std::int64_t second, std::int64_t realized,
                           std::optional<std::int64_t> unrealized, const std::string& account,
                           const std::string& daemon) {
  domain::kept_point x;
  x.daemon = daemon;
  x.account = account;
  x.what.at = fleet_time(second);
  x.what.realized = domain::dollars(realized);
  if (unrealized)
    x.what.unrealized = domain::dollars(*unrealized);
  return x;
}

domain::audit_report a_record(std::int64_t n, const std::string& account, std::int64_t chain) {
  domain::audit_report x;
  x.place = {chain, n};
  x.hash = hash_of(chain, n);
  x.previous = hash_of(chain, n - 1);
  x.at = fleet_time(n);
  x.account = account;
  x.type = "breach";
  x.rule = account.empty() ? "" : "RULE-003";
  x.text = "Record " + std::to_string(n) + " says \"what\" happened.";
  return x;
}

domain::story_report a_story(std::int64_t breach, std::int64_t second, const std::string& account) {
  return {domain::breach_id{breach}, account, fleet_time(second),
          R"({"breach":)" + std::to_string(breach) + "}"};
}

domain::fleet_alarm an_alarm(std::uint64_t id, bool goes_on) {
  domain::fleet_alarm x;
  x.id = id;
  x.kind = domain::fleet_alarm_kind::account_locked;
  x.daemon = "home";
  x.account = "A-1";
  x.raised = fleet_time(static_cast<std::int64_t>(id));
  if (!goes_on)
    x.ended = x.raised + std::chrono::seconds{5};
  x.text = "A-1 is locked";
  return x;
}

domain::account_report an_account(const std::string& name) {
  domain::account_report x;
  x.name = name;
  x.taken = fleet_time(7);
  x.state = domain::protection::degraded;
  x.is_locked = true;
  x.realized = domain::money{-4'125'001};
  x.document = R"({"name":")" + name + R"("})";
  return x;
}

std::shared_ptr<domain::fleet_daemon> a_daemon(const std::string& name,
                                               const std::vector<std::string>& accounts) {
  auto x = std::make_shared<domain::fleet_daemon>();
  x->name = name;
  x->standing = domain::daemon_standing::live;
  x->last_heard = fleet_time(9);
  domain::daemon_report what;
  what.taken = fleet_time(8);
  what.answers = true;
  what.remark = "slow";
  what.version = "0.1.0";
  what.audit_end = domain::record_place{2, 17};
  what.audit_hash = hash_of(2, 17);
  what.document = R"({"phase":"READY"})";
  x->what = what;
  for (const auto& each : accounts) {
    domain::fleet_account account;
    account.what = an_account(each);
    x->accounts.push_back(account);
  }
  return x;
}

} // namespace riskd::test
