#pragma once

#include "adapters/control_api/refusal_routes.hpp"
#include "adapters/logging/logger.hpp"
#include "domain/ports/journal_port.hpp"
#include "domain/ports/wall_clock.hpp"

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>

namespace riskd::app {

/// One refusal within this time is put on record, the others are counted: nobody must be able to
/// fill the disk with them.
constexpr domain::duration refusal_interval = std::chrono::seconds{10};

/// Puts on record who asked for what nobody, or not they, may have (R-P-6).
class refusal_link final : public control_api::refusal_service {
public:
  /// @pre `journal` and `clock` outlive the link
  refusal_link(domain::journal_port& journal, const domain::wall_clock& clock, logging::logger log);

  void note_refusal(const std::string& by, const std::string& what) override;

  /// The journal takes no more records.
  void disconnect();

private:
  domain::journal_port& journal_;
  const domain::wall_clock& clock_;
  const logging::logger log_;
  std::mutex guard_;
  /// Monotonic reading of the latest record.
  std::optional<domain::duration> recorded_;
  std::uint64_t left_out_ = 0;
  bool is_connected_ = true;
};

} // namespace riskd::app
