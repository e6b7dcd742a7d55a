#pragma once

#include "messages/fleet_reports.hpp"
#include "messages/type_ids.hpp"

#include <caf/allowed_unsafe_message_type.hpp>
#include <caf/type_id.hpp>

// Local.
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(riskd::daemon_noticed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(riskd::account_noticed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(riskd::account_vanished)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(riskd::records_noticed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(riskd::story_noticed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(riskd::line_opened)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(riskd::line_closed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(riskd::update_arrived)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(riskd::tell_receipt)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(riskd::refuse_link)

// What crosses the network; the gates let these pass by their names.
CAF_BEGIN_TYPE_ID_BLOCK(riskd_fleet, caf::id_block::riskd::end)
  CAF_ADD_TYPE_ID(riskd_fleet, (riskd::agent_hello))
  CAF_ADD_TYPE_ID(riskd_fleet, (riskd::agent_update))
  CAF_ADD_TYPE_ID(riskd_fleet, (riskd::hub_receipt))
CAF_END_TYPE_ID_BLOCK(riskd_fleet)
