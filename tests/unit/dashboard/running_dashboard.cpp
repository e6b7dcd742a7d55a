#include "tests/unit/dashboard/running_dashboard.hpp"

#include "tests/unit/dashboard/sample_fleet.hpp"

#include <algorithm>
#include <utility>

namespace riskd::test {

running_dashboard::running_dashboard(const dashboard::server_options& options) {
  auto chosen = options;
  chosen.port = 0;
  chosen.hub.name = "hub-1";
  chosen.hub.version = "0.1.0";
  chosen.logins.token_file = folder.put("token", hub_token);
  if (!chosen.page) {
    static_cast<void>(folder.put("page/index.html", "<!doctype html>the page"));
    static_cast<void>(folder.put("page/favicon.svg", "<svg/>"));
    static_cast<void>(folder.put("page/assets/index-1a2b.js", "let script"));
    static_cast<void>(folder.put("page/assets/index-1a2b.css", "body{}"));
    chosen.page = folder.path() / "page";
  }
  board.publish(whole_fleet());
  server = dashboard::server::start(chosen, {board, history, clock}, {lines, clock}).value();
}

running_dashboard::~running_dashboard() {
  // What waits for the history would hold up the end.
  history.release();
}

std::string running_dashboard::request(std::string_view verb, std::string_view target,
                                       std::string_view fields, std::string_view body) {
  std::string out{verb};
  out.append(" ").append(target).append(" HTTP/1.1\r\n");
  if (fields.find("Host:") == std::string_view::npos)
    out += "Host: localhost\r\n";
  out += fields;
  if (!body.empty())
    out += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  return out.append("\r\n").append(body);
}

hub_answer running_dashboard::ask(std::string_view verb, std::string_view target,
                                  std::string_view fields, std::string_view body) const {
  hub_connection client{server->port()};
  client.send(request(verb, target, fields, body));
  return client.receive_answer(verb != "HEAD");
}

hub_answer running_dashboard::get(std::string_view target) const {
  return ask("GET", target, "Authorization: Bearer " + std::string{hub_token} + "\r\n");
}

hub_answer running_dashboard::log_in(std::string_view token) const {
  return ask("POST", "/api/session", "X-Requested-With: riskmon\r\n",
             R"({"token":")" + std::string{token} + R"("})");
}

std::string running_dashboard::session_field() const {
  const auto cookie = log_in().field("Set-Cookie");
  return "Cookie: " + cookie.substr(0, cookie.find(';')) + "\r\n";
}

bool running_dashboard::has_line(std::string_view event) const {
  const auto all = lines->all();
  return std::any_of(all.begin(), all.end(), [event](const std::string& line) {
    return line.find(R"("event":")" + std::string{event} + '"') != std::string::npos;
  });
}

} // namespace riskd::test
