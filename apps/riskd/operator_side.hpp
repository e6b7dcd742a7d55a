#pragma once

#include "adapters/control_api/answer_desk.hpp"
#include "adapters/control_api/notify_routes.hpp"
#include "adapters/control_api/server.hpp"
#include "adapters/control_api/status_board_port.hpp"
#include "adapters/logging/logger.hpp"
#include "adapters/sqlite/history_reader.hpp"
#include "adapters/sqlite/story_reader.hpp"
#include "apps/riskd/backup_link.hpp"
#include "apps/riskd/configuration_keeper.hpp"
#include "apps/riskd/diagnosis_link.hpp"
#include "apps/riskd/operator_link.hpp"
#include "apps/riskd/recording_link.hpp"
#include "apps/riskd/refusal_link.hpp"
#include "apps/riskd/shutdown_link.hpp"
#include "config/settings.hpp"
#include "domain/measurements.hpp"

namespace riskd::app {

/// What answers on the operator socket, but for the server.
struct operator_side {
  /// @pre all that is referred to outlives it
  operator_side(const config::configuration& settings, configuration_keeper& keeper,
                domain::journal_port& journal, const domain::wall_clock& its_clock,
                const logging::logger& log, const domain::measurements& measures,
                projectx::tls_contexts& trusts);

  /// Everything that can be asked.
  [[nodiscard]] control_api::route_table routes(control_api::notify_service& notifications);

  /// How the socket is served.
  [[nodiscard]] control_api::server_options options(const config::configuration& settings);

  /// To be called while the journal still takes records.
  void stop();

  const domain::wall_clock& clock;
  const domain::measurements& measured;
  control_api::status_board_port board;
  operator_link link;
  backup_link backups;
  recording_link recordings;
  shutdown_link ending;
  refusal_link refusals;
  sqlite::history_reader past;
  sqlite::story_reader stories;
  diagnosis_link ways;
  control_api::answer_desk desk;
};

} // namespace riskd::app
