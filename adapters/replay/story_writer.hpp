#pragma once

#include "adapters/terminal/style.hpp"
#include "domain/replay.hpp"
#include "domain/time_zone.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

namespace riskd::replay {

/// Tells records as a story for people: a line for each, and tables at the end. Its form is not
/// fixed; programs read what `record_writer` writes.
class story_writer {
public:
  /// Names the zone in which an account counts its days.
  using zone_source = std::function<domain::time_zone(domain::account_id)>;

  /// @param zone_of Gives the times of an account; what concerns no account is told in UTC.
  story_writer(terminal::style look, zone_source zone_of);

  /// Returns the line of the next record, with its end.
  [[nodiscard]] std::string write(const domain::replay_record& record);

  /// Returns what happened in total, as lines.
  /// @param events How many events were read.
  [[nodiscard]] std::string summary(std::uint64_t events) const;

private:
  struct tally {
    std::uint64_t breaches = 0;
    std::uint64_t locks = 0;
    std::uint64_t alerts = 0;
    std::map<domain::rule_id, std::uint64_t> breaches_by_rule;
    std::map<std::string, std::uint64_t> commands_by_name;
  };

  void count(const domain::replay_record& record);

  [[nodiscard]] std::string account_table() const;

  [[nodiscard]] std::string rule_table() const;

  terminal::style look_;

  zone_source zone_of_;

  /// Width of the widest account so far, so that lines stay aligned.
  std::size_t account_width_ = 0;

  /// By account; what concerns no account has none.
  std::map<std::optional<domain::account_id>, tally> tallies_;
};

} // namespace riskd::replay
