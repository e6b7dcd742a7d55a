#include "tests/fuzz/control_routes.hpp"

#include "adapters/control_api/backup_routes.hpp"
#include "adapters/control_api/daemon_routes.hpp"
#include "adapters/control_api/diagnosis_routes.hpp"
#include "adapters/control_api/notify_routes.hpp"
#include "adapters/control_api/read_routes.hpp"
#include "adapters/control_api/recording_routes.hpp"
#include "adapters/control_api/refusal_routes.hpp"
#include "adapters/control_api/shutdown_routes.hpp"
#include "adapters/control_api/status_board_port.hpp"
#include "tests/fuzz/fuzz_target.hpp"
#include "tests/unit/control_api/sample_hours.hpp"
#include "tests/unit/control_api/sample_past.hpp"
#include "tests/unit/control_api/sample_status.hpp"
#include "tests/unit/control_api/sample_stories.hpp"

#include <memory>

namespace riskd::fuzz {

using namespace control_api;

namespace {

class agreeing_daemon final : public domain::operator_port {
public:
  [[nodiscard]] bool prove_rules(const std::string& by) override {
    RISKD_ENSURES(!by.empty());
    return true;
  }

  [[nodiscard]] bool compare_with_broker(const std::string& by) override {
    RISKD_ENSURES(!by.empty());
    return true;
  }

  [[nodiscard]] std::optional<domain::reload_report>
  reload_configuration(const std::string& by) override {
    RISKD_ENSURES(!by.empty());
    return domain::reload_report{};
  }

  [[nodiscard]] std::vector<domain::configuration_of_account> configurations() override {
    domain::configuration_of_account account;
    account.name = "B/2 %";
    account.id = domain::account_id{7'654'321};
    return {account};
  }
};

/// Writes nothing, and sees that it is never asked for a path that the system would cut.
class agreeing_backup final : public backup_service {
public:
  [[nodiscard]] domain::result<std::string> start_backup(const std::string& output,
                                                         const std::string& by) override {
    RISKD_ENSURES(!by.empty());
    RISKD_ENSURES(output.empty() || output.starts_with('/'));
    RISKD_ENSURES(output.find('\0') == std::string::npos);
    return output;
  }

  [[nodiscard]] backup_status latest_backup() override {
    return {};
  }

  void refuse_backup(const std::string& by, const std::string& reason) override {
    RISKD_ENSURES(!by.empty() && !reason.empty());
  }
};

class agreeing_recording final : public recording_service {
public:
  [[nodiscard]] domain::result<std::string> start_recording(const std::string& output,
                                                            const std::string& by) override {
    RISKD_ENSURES(!by.empty());
    RISKD_ENSURES(output.empty() || output.starts_with('/'));
    RISKD_ENSURES(output.find('\0') == std::string::npos);
    return output;
  }

  [[nodiscard]] domain::result<void> stop_recording(const std::string& by) override {
    RISKD_ENSURES(!by.empty());
    return {};
  }

  [[nodiscard]] recording_status latest_recording() override {
    return {};
  }

  void refuse_recording(const std::string& by, const std::string& reason) override {
    RISKD_ENSURES(!by.empty() && !reason.empty());
  }
};

class agreeing_end final : public shutdown_service, public refusal_service {
public:
  void shut_down(const std::string& by) override {
    RISKD_ENSURES(!by.empty());
  }

  void note_refusal(const std::string& by, const std::string& what) override {
    RISKD_ENSURES(!by.empty() && !what.empty() && what.size() < 100);
    for (const char c : what)
      RISKD_ENSURES(c >= ' ' && c <= '~');
  }
};

class agreeing_notifier final : public notify_service {
public:
  [[nodiscard]] domain::result<void> send_test(const std::string& by) override {
    RISKD_ENSURES(!by.empty());
    return {};
  }

  [[nodiscard]] std::vector<tested_channel> latest_test() override {
    return {{"ntfy", "failed", "HTTP 500"}};
  }
};

class agreeing_diagnosis final : public diagnosis_service {
public:
  void start() override {
  }

  [[nodiscard]] report latest() override {
    return {};
  }
};

void append(route_table& to, route_table more) {
  to.insert(to.end(), more.begin(), more.end());
}

route_table make_routes() {
  static status_board_port board;
  static agreeing_daemon daemon;
  static agreeing_backup backup;
  static agreeing_recording recording;
  static agreeing_end end;
  static agreeing_notifier notifier;
  static agreeing_diagnosis diagnosis;
  static test::sample_hours hours;
  board.publish(std::make_shared<const domain::daemon_status>(test::busy_status()));
  auto routes = read_routes(board, still_clock());
  // It ends with its client only, and these have no time.
  std::erase_if(routes, [](const route& each) { return each.pattern == "/v1/stream"; });
  append(routes, daemon_routes(daemon));
  append(routes, backup_routes(backup));
  append(routes, recording_routes(recording));
  append(routes, hours.routes());
  append(routes, shutdown_routes(end));
  append(routes, refusal_routes(end));
  append(routes, notify_routes(notifier));
  append(routes, diagnosis_routes(diagnosis));
  return routes;
}

route_table make_routes_of_past() {
  static status_board_port board;
  static test::past_desk past;
  static test::story_desk stories;
  board.publish(std::make_shared<const domain::daemon_status>(test::busy_status()));
  auto routes = past.routes_of_past(board);
  append(routes, stories.routes_of_stories());
  return routes;
}

} // namespace

const domain::wall_clock& still_clock() {
  static const domain::virtual_clock clock{test::sample_time()};
  return clock;
}

const route_table& prompt_routes() {
  static const auto routes = make_routes();
  return routes;
}

const route_table& all_routes() {
  static const auto routes = [] {
    auto all = prompt_routes();
    append(all, make_routes_of_past());
    return all;
  }();
  return routes;
}

} // namespace riskd::fuzz
