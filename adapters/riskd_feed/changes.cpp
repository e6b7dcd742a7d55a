#include "adapters/riskd_feed/changes.hpp"

#include <algorithm>
#include <utility>

namespace riskd::riskd_feed {

using domain::daemon_report;

namespace {

std::vector<std::string> names_of(const std::vector<domain::account_report>& accounts) {
  std::vector<std::string> out;
  out.reserve(accounts.size());
  for (const auto& each : accounts)
    out.push_back(each.name);
  std::sort(out.begin(), out.end());
  return out;
}

} // namespace

status_changes change_finder::take(status_parts latest) {
  status_changes out;
  const bool was_lost = !latest_.answers;
  auto lasting = lasting_part(latest.daemon.document);
  latest.daemon.audit_end = latest_.audit_end;
  latest.daemon.audit_hash = latest_.audit_hash;
  latest.daemon.accounts = names_of(latest.accounts);
  const bool are_others = latest.daemon.accounts != latest_.accounts;
  latest_ = std::move(latest.daemon);
  if (was_lost || are_others || lasting != daemon_) {
    daemon_ = std::move(lasting);
    out.daemon = latest_;
  }
  std::map<std::string, std::string> accounts;
  for (auto& each : latest.accounts) {
    auto part = lasting_part(each.document);
    const auto known = accounts_.find(each.name);
    const bool is_new = was_lost || known == accounts_.end() || known->second != part;
    accounts[each.name] = std::move(part);
    if (is_new)
      out.accounts.push_back(std::move(each));
  }
  for (const auto& [name, part] : accounts_)
    if (accounts.count(name) == 0)
      out.gone.push_back(name);
  accounts_ = std::move(accounts);
  return out;
}

std::optional<daemon_report> change_finder::lose(const std::string& reason, domain::time_point at) {
  if (!latest_.answers && latest_.remark == reason)
    return std::nullopt;
  latest_.answers = false;
  latest_.remark = reason;
  latest_.taken = at;
  return latest_;
}

std::optional<daemon_report> change_finder::move_end(const domain::record_place& end,
                                                     const std::string& hash,
                                                     domain::time_point at) {
  if (latest_.audit_end == end && latest_.audit_hash == hash)
    return std::nullopt;
  latest_.audit_end = end;
  latest_.audit_hash = hash;
  latest_.taken = at;
  return latest_;
}

} // namespace riskd::riskd_feed
