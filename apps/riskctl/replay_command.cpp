#include "apps/riskctl/replay_command.hpp"

#include "actors/replay_engine.hpp"
#include "adapters/replay/read_ahead.hpp"
#include "adapters/replay/record_writer.hpp"
#include "adapters/replay/story_writer.hpp"
#include "adapters/sqlite/sha256.hpp"
#include "adapters/system_clock/zone_database.hpp"
#include "apps/riskctl/replay_progress.hpp"
#include "config/load.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <optional>
#include <string>

namespace riskd::riskctl {

namespace {

/// Output is handed on in pieces of this size.
constexpr std::size_t output_piece = std::size_t{1} << 16U;

/// Events between two looks at the clock and at the output.
constexpr std::uint64_t events_per_look = 1024;

std::optional<config::configuration> load(const std::string& file,
                                          const domain::time_zone_source& zones) {
  const auto context
    = config::load_context{config::load_purpose::replay, zones,   &sqlite::sha256_hex,
                           &config::process_environment, nullptr, std::nullopt};
  auto outcome = config::load(file, context);
  for (const auto& warning : outcome.warnings)
    std::cerr << file << ": warning: " << to_string(warning) << '\n';
  for (const auto& error : outcome.errors)
    std::cerr << file << ": error: " << to_string(error) << '\n';
  return std::move(outcome.settings);
}

replay_plan plan_of(const config::configuration& settings) {
  replay_plan plan;
  plan.base = settings.base.settings;
  for (const auto& each : settings.accounts)
    plan.accounts.push_back({each.settings, each.enabled});
  return plan;
}

/// The zone in which an account counts its days.
domain::time_zone zone_of(const replay_plan& plan, domain::account_id account) {
  const auto found = std::find_if(plan.accounts.begin(), plan.accounts.end(),
                                  [account](const auto& x) { return x.settings.id == account; });
  return found == plan.accounts.end() ? plan.base.reset.zone : found->settings.reset.zone;
}

/// Where records go, and what is told when there are no more.
class output {
public:
  output(bool as_json, const terminal::style& look, const replay_plan& plan)
    : as_json_(as_json),
      story_(look, [plan](domain::account_id account) { return zone_of(plan, account); }) {
  }

  void write(const domain::replay_record& record) {
    if (as_json_)
      records_.write(record, waiting_);
    else
      waiting_ += story_.write(record);
    if (waiting_.size() >= output_piece)
      flush();
  }

  void finish(std::uint64_t events) {
    if (!as_json_)
      waiting_ += story_.summary(events);
    flush();
  }

  void flush() {
    std::cout.write(waiting_.data(), static_cast<std::streamsize>(waiting_.size()));
    std::cout.flush();
    waiting_.clear();
  }

private:
  bool as_json_;
  replay::record_writer records_;
  replay::story_writer story_;
  std::string waiting_;
};

std::uint64_t size_of(const std::string& file) {
  std::error_code failed;
  const auto size = std::filesystem::file_size(file, failed);
  return failed ? 0 : size;
}

/// Returns how many events were judged before the end or the first error.
std::uint64_t judge_all(replay::read_ahead& reader, replay_engine& engine,
                        const std::string& file) {
  replay_progress progress{size_of(file)};
  std::uint64_t events = 0;
  while (const auto* event = reader.next()) {
    engine.feed(*event);
    if (++events % events_per_look != 0)
      continue;
    if (!std::cout)
      break; // Nobody listens any more.
    if (!progress.is_silent())
      progress.reached(reader.bytes(), events);
  }
  return events;
}

exit_code report_end(const replay::read_ahead& reader, const replay_engine& engine,
                     const std::string& file) {
  for (const auto& fault : engine.faults())
    std::cerr << "riskctl: inside: " << fault << '\n';
  if (const auto& error = reader.error()) {
    std::cerr << "riskctl: " << file << ':' << error->line << ':' << error->column << ": "
              << terminal::printable(error->reason) << '\n';
    return exit_code::invalid_input;
  }
  return engine.faults().empty() ? exit_code::ok : exit_code::failure;
}

} // namespace

exit_code replay(const wish& wanted, const terminal::style& look) {
  const auto zones = adapters::open_zone_database();
  if (!zones) {
    std::cerr << "riskctl: " << zones.error().sentence << '\n';
    return exit_code::failure;
  }
  const auto settings = load(wanted.config, *zones);
  if (!settings)
    return exit_code::invalid_configuration;
  std::ifstream input{wanted.events, std::ios::binary};
  if (!input || std::filesystem::is_directory(wanted.events)) {
    std::cerr << "riskctl: " << wanted.events << ": cannot be opened\n";
    return exit_code::invalid_input;
  }
  const auto plan = plan_of(*settings);
  output out{wanted.as_json, look, plan};
  replay_engine engine{plan, [&out](const domain::replay_record& record) {
                         out.write(record);
                       }};
  // The engine needs the processor for longer than the reading does.
  replay::read_ahead reader{input};
  const auto events = judge_all(reader, engine, wanted.events);
  out.finish(events);
  return report_end(reader, engine, wanted.events);
}

} // namespace riskd::riskctl
