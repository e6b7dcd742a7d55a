#pragma once

#include "domain/account_settings.hpp"
#include "domain/journal_entries.hpp"
#include "domain/replay.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace riskd {

/// Which accounts a replay monitors (R-J-5).
struct replay_plan {
  struct entry {
    /// Its id, its name, or both tell which account is meant.
    domain::account_settings settings;
    bool enabled = true;
  };

  /// Empty means every account, each under `base`.
  std::vector<entry> accounts;
  domain::account_settings base;
};

/// Takes the next record.
using replay_sink = std::function<void(const domain::replay_record& record)>;

/// Judges recorded events offline, in shadow mode, with the account supervisors and their children
/// of the daemon (`rules.md` section 13): one thread, a virtual clock, no wall clock. The same
/// events yield the same records.
class replay_engine {
public:
  replay_engine(replay_plan plan, replay_sink sink);

  ~replay_engine();

  replay_engine(const replay_engine&) = delete;
  replay_engine& operator=(const replay_engine&) = delete;

  /// Fires the timers that are due up to the event, then applies it (R-J-7). The sink has got every
  /// record of both when this returns. @pre no event came with a later time
  void feed(const domain::replay_event& event);

  /// What went wrong inside, such as a rule that could not be judged; replay has no records for it.
  [[nodiscard]] const std::vector<std::string>& faults() const;

private:
  class stage;

  std::unique_ptr<stage> stage_;
};

} // namespace riskd
