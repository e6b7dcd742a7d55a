#pragma once

#include "domain/fleet/fleet_outbox.hpp"
#include "messages/fleet_messages.hpp"

#include <memory>
#include <string>
#include <vector>

namespace riskd {

// What the actors of an agent and of a hub tell each other within their process.

/// Reports the state of the riskd beside the agent.
struct daemon_noticed {
  domain::daemon_report what;
};

/// Reports the state of one of its accounts.
struct account_noticed {
  domain::account_report what;
};

/// Reports that it no longer has an account.
struct account_vanished {
  std::string name;
};

/// Reports records of its audit, as they were asked for; none if nothing could be read.
struct records_noticed {
  std::vector<domain::audit_report> records;
};

/// Reports what followed from a breach.
struct story_noticed {
  domain::story_report what;
};

/// Reports that the line to the hub is open.
struct line_opened {
  /// One end of a socket pair, to be owned by whoever gets this.
  int descriptor = -1;
};

/// Reports that the line to the hub is closed, or did not open.
struct line_closed {
  std::string reason;
};

/// Reports an update of the agent on a link.
struct update_arrived {
  std::string daemon;
  std::shared_ptr<const domain::fleet_update> update;
};

/// Commands a link to tell its agent.
struct tell_receipt {
  domain::fleet_receipt receipt;
};

/// Commands a link to end: it does not go on where it should.
struct refuse_link {
  std::string reason;
};

} // namespace riskd
