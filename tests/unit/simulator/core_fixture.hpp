#pragma once

#include "adapters/json/exact_document.hpp"
#include "adapters/simulator/control_api.hpp"
#include "adapters/simulator/gateway_core.hpp"
#include "tests/unit/simulator/venue_fixture.hpp"

#include <memory>
#include <string>
#include <vector>

namespace riskd::test {

/// The client's end of a hub connection: keeps what it is sent.
class kept_connection final : public simulator::hub_connection {
public:
  using hub_connection::hub_connection;

  void deliver(std::string record, domain::duration delay) override {
    records.push_back(std::move(record));
    delays.push_back(delay);
  }

  void drop() override {
    end = "drop";
  }

  void fall_silent() override {
    end = "silent";
  }

  void close(const std::optional<std::string>& error, bool allow_reconnect) override {
    end = "close " + error.value_or("") + (allow_reconnect ? " reconnect" : "");
  }

  std::vector<std::string> records;
  std::vector<domain::duration> delays;
  std::string end;
};

/// A gateway without sockets: two users, one account each, MNQ at 21500 that moves on request.
struct core_fixture {
  core_fixture() {
    core.venue.settings().jitter_percent = 0;
  }

  static simulator::gateway_contents contents() {
    simulator::gateway_contents out;
    out.contracts = venue_fixture::contracts();
    out.feeds = [](const auto&, auto) {
      return nullptr;
    };
    out.users = {{"trader", "key"}, {"other", "key2"}};
    out.secret = "a secret";
    for (const auto* user : {"trader", "other"}) {
      simulator::account x;
      x.id = domain::account_id{out.accounts.empty() ? 101 : 102};
      x.user = user;
      x.name = std::string{"PRAC-"} + user;
      x.balance = domain::dollars(50'000);
      out.accounts.push_back(x);
    }
    return out;
  }

  void wait(domain::duration length) {
    core.advance(core.venue.now() + length);
  }

  simulator::http_reply post(std::string path, std::string body) {
    simulator::http_request request;
    request.method = "POST";
    request.path = std::move(path);
    request.authorization = "Bearer " + token;
    request.body = std::move(body);
    return core.rest.handle(request);
  }

  simulator::http_reply control(std::string path, std::string body) {
    simulator::http_request request;
    request.method = "POST";
    request.path = std::move(path);
    request.body = std::move(body);
    return control_api.handle(request);
  }

  /// Logs in and uses the token from now on.
  void log_in(const std::string& user = "trader", const std::string& key = "key") {
    const auto reply
      = post("/api/Auth/loginKey", R"({"userName":")" + user + R"(","apiKey":")" + key + "\"}");
    const auto document = json::exact_document::parse(reply.body).value();
    token = std::string{document.root()["token"].text().value_or("")};
  }

  /// A body with one member in front of the envelope of success.
  static std::string success(const std::string& member) {
    return "{" + member + R"(,"success":true,"errorCode":0,"errorMessage":null})";
  }

  static std::string outcome(std::int64_t code) {
    return std::string{R"({"success":)"} + (code == 0 ? "true" : "false") + R"(,"errorCode":)"
           + std::to_string(code) + R"(,"errorMessage":null})";
  }

  std::string token;
  bool has_quit = false;
  simulator::gateway_core core{contents(), time_of("2026-11-19T15:00:00Z")};
  simulator::control_api control_api{core, [this] {
                                       has_quit = true;
                                     }};
};

} // namespace riskd::test
