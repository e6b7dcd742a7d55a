#include "apps/riskctl/daemon_query.hpp"

#include "adapters/control_api/client.hpp"
#include "adapters/control_api/request_target.hpp"
#include "adapters/terminal/style.hpp"

#include <poll.h>

#include <chrono>
#include <iostream>

namespace riskd::riskctl {

using json = nlohmann::ordered_json;

namespace {

using domain::failure_code;

constexpr int known_schema = 1;

/// How often, and how many times, the daemon is asked whether it has read its store.
constexpr int reading_pause_milliseconds = 20;
constexpr int readings_max = 3000;

query_outcome no_answer(const domain::failure& why) {
  switch (why.code) {
    case failure_code::not_authorized:
      return {exit_code::not_permitted, {}, {}, "", why.sentence};
    case failure_code::timed_out:
      return {exit_code::unreachable, {}, {}, "UNPROTECTED: riskd does not answer", why.sentence};
    case failure_code::connection_lost:
      return {exit_code::unreachable, {}, {}, "UNPROTECTED: riskd is not running", why.sentence};
    default:
      return {exit_code::failure, {}, {}, "", why.sentence};
  }
}

query_outcome refused(unsigned status, const json& answer, std::string body) {
  const auto sentence = answer.at("error").at("message").get<std::string>();
  return {status == 403 ? exit_code::not_permitted : exit_code::failure,
          {},
          std::move(body),
          "",
          "riskd answers: " + sentence};
}

query_outcome unreadable(const std::filesystem::path& socket) {
  return {exit_code::failure,
          {},
          {},
          "",
          "what answers on " + socket.string() + " is no riskd that this riskctl understands"};
}

query_outcome outcome_of(domain::result<control_api::reply> got,
                         const std::filesystem::path& socket) {
  if (!got)
    return no_answer(got.error());
  auto answer = json::parse(got->body, nullptr, false);
  if (!answer.is_object() || answer.value("schema", 0) != known_schema)
    return unreadable(socket);
  // The health of a daemon in trouble comes with an error code, but it is an answer.
  if (answer.contains("error"))
    return refused(got->status, answer, std::move(got->body));
  return {exit_code::ok, std::move(answer), std::move(got->body), "", ""};
}

} // namespace

query_outcome ask(const std::filesystem::path& socket, const std::string& target,
                  std::chrono::milliseconds patience) {
  return outcome_of(control_api::get(socket, target, patience), socket);
}

query_outcome ask_of_the_past(const std::filesystem::path& socket, const std::string& target) {
  for (int looks = 0; looks < readings_max; ++looks) {
    auto asked = ask(socket, target);
    if (asked.code != exit_code::ok || asked.answer.value("state", "") != "reading")
      return asked;
    ::poll(nullptr, 0, reading_pause_milliseconds);
  }
  return {exit_code::failure, {}, {}, "", "riskd does not come to read its store"};
}

query_outcome ask_until_over(const std::filesystem::path& socket, const std::string& target,
                             std::chrono::seconds patience) {
  const auto until = std::chrono::steady_clock::now() + patience;
  for (;;) {
    auto asked = ask(socket, target);
    if (asked.code != exit_code::ok || asked.answer.at("over").get<bool>())
      return asked;
    if (std::chrono::steady_clock::now() >= until)
      return {exit_code::failure,
              {},
              {},
              "",
              "riskd is not done after " + std::to_string(patience.count()) + " s"};
    ::poll(nullptr, 0, reading_pause_milliseconds);
  }
}

std::string output_query(const std::string& output) {
  if (output.empty())
    return {};
  return "?output=" + control_api::percent_encode(std::filesystem::absolute(output).string());
}

query_outcome request(const std::filesystem::path& socket, const std::string& target) {
  return outcome_of(control_api::post(socket, target, usual_patience), socket);
}

exit_code report_failure(const query_outcome& outcome, bool as_json) {
  if (as_json && !outcome.body.empty())
    std::cout << outcome.body;
  else if (as_json)
    std::cout << json{{"schema", 1},
                      {"error",
                       {{"code", outcome.code == exit_code::unreachable ? "unreachable" : "failed"},
                        {"message", outcome.headline.empty() ? outcome.detail : outcome.headline}}}}
                   .dump()
              << '\n';
  else if (!outcome.headline.empty())
    std::cout << outcome.headline << '\n';
  std::cerr << "riskctl: " << terminal::printable(outcome.detail) << '\n';
  return outcome.code;
}

} // namespace riskd::riskctl
