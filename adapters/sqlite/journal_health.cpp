#include "adapters/sqlite/journal_health.hpp"

#include <utility>

namespace riskd::sqlite {

void journal_health::start(domain::journal_port::sink reports) {
  const std::scoped_lock guard{mutex_};
  reports_ = std::move(reports);
  for (const auto& each : failing_)
    reports_(domain::journal_failed{each.second});
}

void journal_health::failed(journal_part part, const std::string& reason) {
  const std::scoped_lock guard{mutex_};
  if (failing_.emplace(part, reason).second && reports_)
    reports_(domain::journal_failed{reason});
}

void journal_health::worked(journal_part part) {
  const std::scoped_lock guard{mutex_};
  if (failing_.erase(part) > 0 && failing_.empty() && reports_)
    reports_(domain::journal_recovered{});
}

} // namespace riskd::sqlite
