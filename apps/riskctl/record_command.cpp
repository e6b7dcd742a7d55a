#include "apps/riskctl/record_command.hpp"

#include "adapters/terminal/style.hpp"
#include "apps/riskctl/daemon_query.hpp"
#include "apps/riskctl/report_parts.hpp"

#include <chrono>
#include <iostream>
#include <string>

namespace riskd::riskctl {

namespace {

constexpr auto record_target = "/v1/record";

/// The rest of a recording has to reach the disk.
constexpr auto ending_patience = std::chrono::seconds{30};

std::string counts_of(const json& recording) {
  auto out = std::to_string(recording.at("events").get<std::uint64_t>()) + " events";
  if (const auto missing = recording.at("missing").get<std::uint64_t>(); missing > 0)
    out += ", " + std::to_string(missing) + " MISSING: " + text_of(recording, "trouble");
  return out;
}

exit_code start(const wish& wanted, const std::filesystem::path& socket) {
  const auto begun = request(socket, record_target + output_query(wanted.output));
  if (begun.code != exit_code::ok)
    return report_failure(begun, wanted.as_json);
  if (wanted.as_json)
    std::cout << begun.body;
  else
    std::cout << "Recording into " << terminal::printable(text_of(begun.answer, "file"))
              << "\nEnd it with: riskctl record stop\n";
  return exit_code::ok;
}

exit_code stop(const wish& wanted, const std::filesystem::path& socket) {
  const auto asked = request(socket, std::string{record_target} + "/stop");
  if (asked.code != exit_code::ok)
    return report_failure(asked, wanted.as_json);
  const auto ended = ask_until_over(socket, record_target, ending_patience);
  if (ended.code != exit_code::ok)
    return report_failure(ended, wanted.as_json);
  if (wanted.as_json)
    std::cout << ended.body;
  else
    std::cout << terminal::printable(text_of(ended.answer, "file")) << ": "
              << terminal::printable(counts_of(ended.answer)) << '\n';
  return ended.answer.at("missing").get<std::uint64_t>() == 0 ? exit_code::ok : exit_code::failure;
}

exit_code show(const wish& wanted, const std::filesystem::path& socket) {
  const auto asked = ask(socket, record_target);
  if (asked.code != exit_code::ok)
    return report_failure(asked, wanted.as_json);
  if (wanted.as_json) {
    std::cout << asked.body;
    return exit_code::ok;
  }
  const auto state = text_of(asked.answer, "state");
  if (state == "none") {
    std::cout << "Nothing is being recorded.\n";
    return exit_code::ok;
  }
  std::cout << (state == "ended" ? "Nothing is being recorded. The last recording was "
                                 : "Recording into ")
            << terminal::printable(text_of(asked.answer, "file")) << " since "
            << text_of(asked.answer, "since") << ": "
            << terminal::printable(counts_of(asked.answer)) << '\n';
  return exit_code::ok;
}

} // namespace

exit_code record(const wish& wanted, const std::filesystem::path& socket) {
  if (wanted.action == "start")
    return start(wanted, socket);
  return wanted.action == "stop" ? stop(wanted, socket) : show(wanted, socket);
}

} // namespace riskd::riskctl
