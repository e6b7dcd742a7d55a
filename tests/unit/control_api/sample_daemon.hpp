#pragma once

#include "adapters/control_api/backup_routes.hpp"
#include "adapters/control_api/diagnosis_routes.hpp"
#include "adapters/control_api/notify_routes.hpp"
#include "adapters/control_api/recording_routes.hpp"
#include "adapters/control_api/refusal_routes.hpp"
#include "adapters/control_api/shutdown_routes.hpp"
#include "domain/ports/operator_port.hpp"

#include <optional>
#include <string>
#include <vector>

namespace riskd::test {

/// Tells of one account, and refuses whatever file it is to read.
class sample_daemon final : public domain::operator_port {
public:
  [[nodiscard]] bool prove_rules(const std::string&) override {
    return is_ready;
  }

  [[nodiscard]] bool compare_with_broker(const std::string&) override {
    return is_ready;
  }

  [[nodiscard]] std::optional<domain::reload_report>
  reload_configuration(const std::string&) override {
    if (!is_ready)
      return std::nullopt;
    return domain::reload_report{problems, {"W-1"}, configurations(), {"logging"}, "ab"};
  }

  [[nodiscard]] std::vector<domain::configuration_of_account> configurations() override {
    domain::configuration_of_account out;
    out.name = "A-1";
    out.id = domain::account_id{1234567};
    out.config_hash = "cd";
    out.rules = {{domain::rule_id::trade_frequency_limit,
                  true,
                  {{"limits.per_hour", "null", domain::parameter_source::override_of_account},
                   {"trigger", "\"on_reach\"", domain::parameter_source::file}}}};
    out.tightened = {{"rules.max_contracts", "none", "{}"}};
    out.pending = {{"mode", "\"enforce\"", "\"shadow\""}};
    return {out, domain::configuration_of_account{}};
  }

  bool is_ready = true;
  std::vector<std::string> problems;
};

/// Begins backups, and tells of one, as it is set.
class sample_backups final : public control_api::backup_service {
public:
  [[nodiscard]] domain::result<std::string> start_backup(const std::string& output,
                                                         const std::string&) override {
    if (latest.state == "running")
      return domain::failure{domain::failure_code::refused, "a backup is being made"};
    return output.empty() ? "/store/backups/journal.db" : output;
  }

  [[nodiscard]] control_api::backup_status latest_backup() override {
    return latest;
  }

  void refuse_backup(const std::string& by, const std::string& reason) override {
    refusals.push_back(by + ": " + reason);
  }

  control_api::backup_status latest;
  std::vector<std::string> refusals;
};

/// Makes recordings of nothing.
class sample_recordings final : public control_api::recording_service {
public:
  [[nodiscard]] domain::result<std::string> start_recording(const std::string& output,
                                                            const std::string&) override {
    if (latest.state == "recording")
      return domain::failure{domain::failure_code::refused, "a recording is being made: /a"};
    latest.state = "recording";
    latest.file = output.empty() ? "/store/recordings/events.ndjson" : output;
    latest.since = domain::parse_time("2026-03-03T15:00:00Z");
    latest.events = 12;
    return latest.file;
  }

  [[nodiscard]] domain::result<void> stop_recording(const std::string&) override {
    if (latest.state != "recording")
      return domain::failure{domain::failure_code::refused, "no recording is being made"};
    latest.state = "ending";
    return {};
  }

  [[nodiscard]] control_api::recording_status latest_recording() override {
    return latest;
  }

  void refuse_recording(const std::string& by, const std::string& reason) override {
    refusals.push_back(by + ": " + reason);
  }

  control_api::recording_status latest;
  std::vector<std::string> refusals;
};

/// Sends test messages to whom it is set to have.
class sample_notify final : public control_api::notify_service {
public:
  [[nodiscard]] domain::result<void> send_test(const std::string& by) override {
    if (channels.empty())
      return domain::failure{domain::failure_code::refused, "nobody is to be told"};
    wishes.push_back(by);
    return {};
  }

  [[nodiscard]] std::vector<control_api::tested_channel> latest_test() override {
    return channels;
  }

  std::vector<control_api::tested_channel> channels;
  std::vector<std::string> wishes;
};

/// Has found on the way to the gateways what it is set to have.
class sample_diagnosis final : public control_api::diagnosis_service {
public:
  void start() override {
    ++starts;
    found.is_over = false;
  }

  [[nodiscard]] report latest() override {
    return found;
  }

  report found;
  int starts = 0;
};

/// Remembers what was refused, and to whom.
class sample_refusals final : public control_api::refusal_service {
public:
  void note_refusal(const std::string& by, const std::string& what) override {
    noted.push_back(by + ": " + what);
  }

  std::vector<std::string> noted;
};

/// Remembers who wanted the end.
class sample_ending final : public control_api::shutdown_service {
public:
  void shut_down(const std::string& by) override {
    wishes.push_back(by);
  }

  std::vector<std::string> wishes;
};

} // namespace riskd::test
