#pragma once

#include "domain/ports/journal_port.hpp"
#include "domain/virtual_clock.hpp"
#include "tests/simulation/agenda.hpp"
#include "tests/support/scenario_randomness.hpp"

#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace riskd::simulation {

/// A store with delays. It promises what the real one does: what was reported as written outlives
/// the process, what was reported as synced or committed outlives the machine, and a record that
/// was not reported may be lost. It lives on when the daemon dies.
class simulated_store final : public domain::journal_port {
public:
  /// @pre both outlive the store
  simulated_store(agenda& plan, const domain::virtual_clock& clock, std::uint64_t seed);

  void start(sink reports) override;
  void write_intent(domain::intent_ticket ticket) override;
  void append(domain::journal_batch batch) override;
  void stop(domain::duration grace) override;

  /// The process died: what did not reach the operating system is gone.
  void lose_process();

  /// The machine died: what did not reach the disk is gone.
  void lose_power();

  /// Begins with something that an earlier life wrote.
  void remember(domain::account_id account, domain::journal_entry entry) {
    records_.push_back({account, std::move(entry), reach::disk});
  }

  /// Everything takes that much longer for a while.
  void slow_down(domain::duration length, domain::duration by);

  /// Nothing is written for a while; nothing is forgotten either (R-P-3).
  void fail(domain::duration length);

  /// What a start finds about the account.
  [[nodiscard]] domain::restored_account restored(domain::account_id account) const;

  /// Every entry of a kind that the account's journal holds now, in order.
  template <class Entry>
  [[nodiscard]] std::vector<Entry> all(domain::account_id account) const {
    std::vector<Entry> found;
    for (const auto& each : records_)
      if (each.account == account)
        if (const auto* wanted = std::get_if<Entry>(&each.entry))
          found.push_back(*wanted);
    return found;
  }

  [[nodiscard]] std::size_t size() const {
    return records_.size();
  }

  /// Told every entry as it is handed over.
  std::function<void(domain::account_id, const domain::journal_entry&)> on_entry;

  /// Told every entry of an intent as it is handed over.
  std::function<void(domain::account_id, const domain::journal_entry&)> on_intent;

  /// Told whatever binds once it cannot be lost with the process.
  std::function<void(domain::account_id, const domain::journal_entry&)> on_kept;

private:
  enum class reach { process, system, disk };

  struct record {
    domain::account_id account;
    domain::journal_entry entry;
    reach reached = reach::process;
  };

  [[nodiscard]] domain::duration elapsed() const;
  [[nodiscard]] domain::duration due(std::int64_t from_us, std::int64_t to_us);
  [[nodiscard]] bool take_staged(domain::account_id account, const domain::journal_entry& entry);
  void reach_all(const std::vector<std::uint64_t>& numbers, reach how_far);
  void report(domain::journal_report what);
  void keep(reach at_least);

  agenda& plan_;
  const domain::virtual_clock& clock_;
  test::random_choices draw_;
  sink sink_;
  std::uint64_t life_ = 0;
  /// In the order in which they were handed over.
  std::deque<record> records_;
  /// Numbers of those that came with an intent: the batch with the same entry adds nothing.
  std::map<domain::account_id, std::vector<std::size_t>> staged_;
  domain::duration written_until_{};
  domain::duration committed_until_{};
  domain::duration slow_until_{};
  domain::duration slow_by_{};
  domain::duration failing_until_{};
};

} // namespace riskd::simulation
