#pragma once

#include "domain/ports/journal_port.hpp"
#include "domain/ports/wall_clock.hpp"

#include <variant>
#include <vector>

namespace riskd::test {

/// A journal that acknowledges at once and keeps the order of what it is handed, so that it can be
/// written through the real store and read back.
class written_journal final : public domain::journal_port {
public:
  void start(sink reports) override;
  void write_intent(domain::intent_ticket ticket) override;
  void append(domain::journal_batch batch) override;
  void stop(domain::duration grace) override;

  /// Writes everything since the begin into a new store, closes it, and returns what a start finds
  /// there about the account. @throws std::runtime_error if the store cannot be used
  [[nodiscard]] domain::restored_account reopened(domain::account_id account,
                                                  const domain::wall_clock& clock) const;

private:
  using handed_over = std::variant<domain::intent_ticket, domain::journal_batch>;

  std::vector<handed_over> all_;
  sink sink_;
};

} // namespace riskd::test
