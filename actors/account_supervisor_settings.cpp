#include "actors/account_supervisor.hpp"
#include "domain/audit_text.hpp"

#include <caf/all.hpp>

#include <utility>

// Which settings the account follows (R-C-8).

namespace riskd {

namespace {

using logging::field;

} // namespace

/// What is pending takes effect at the first reset after it was worked out, not at one that was
/// missed before.
settings_ptr account_supervisor_state::settings_after_reset() const {
  if (!given_.pending || state_->day.end <= settings_since_)
    return nullptr;
  return given_.pending->settings;
}

void account_supervisor_state::begin_new_settings(const new_settings& work) {
  const auto& offered = work.what;
  // The day for which this was worked out may have ended on the way here. An account that is
  // guarded stays so until the daemon ends, whatever its file says.
  auto plan
    = offered.plan.leaves() ? offered.plan : domain::on_day_of(offered.plan, step_->now.wall);
  follow(std::move(plan.now), std::move(plan.pending), offered.by);
  fold(domain::settings_input{}, {step_->now.wall, std::nullopt, std::nullopt});
}

void account_supervisor_state::follow(settings_ptr settings,
                                      std::optional<domain::pending_settings> pending,
                                      const std::string& by) {
  const auto old = std::exchange(given_.settings, std::move(settings));
  given_.pending = std::move(pending);
  settings_since_ = step_->now.wall;
  around_.pending
    = given_.pending ? given_.pending->changes : std::vector<domain::setting_change>{};
  log_.info("account.settings", field("hash", given_.settings->config_hash),
            field("pending", around_.pending.size()), field("by", by));
  step_->entries.emplace_back(domain::audit_of(*old, *given_.settings, around_.pending,
                                               domain::audit_cause{step_->now.wall, by}));
  note_settings();
  schedule_comparison();
  mark_status_dirty();
}

/// A restart on the same day goes on with it (R-C-7).
void account_supervisor_state::note_settings() {
  if (given_.settings->stored_text.empty())
    return;
  const bool is_listed = !given_.pending || given_.pending->settings;
  const auto pending = !given_.pending ? std::string{}
                       : is_listed     ? given_.pending->settings->stored_text
                                       : std::string{"null"};
  around_.settings_stored = false;
  step_->entries.emplace_back(domain::configuration_in_force{
    state_->day.id, given_.settings->stored_text, pending, given_.settings->config_hash});
  tell_root();
}

} // namespace riskd
