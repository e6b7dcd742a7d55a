#include "apps/riskctl/watch_links.hpp"

#include <cstdint>
#include <string_view>
#include <utility>

namespace riskd::riskctl::watch {

namespace {

using terminal::line;
using terminal::tone;

/// A daemon that answers tells every second.
constexpr std::int64_t fresh_seconds_max = 3;

line daemon_line(const knowledge& known) {
  const auto& daemon = known.answer->at("daemon");
  const auto age = known.age(*known.answer, "age_seconds").value_or(0);
  const auto text = terminal::describe_seconds(age) + " old";
  if (!known.trouble.empty())
    return {{"what follows is " + text + ", nothing newer is known", tone::warning}};
  return {"riskd " + text_of(daemon, "version") + "  ",
          {text_of(daemon, "phase"), tone_of(text_of(daemon, "phase"))},
          "  data ",
          {text, age > fresh_seconds_max ? tone::warning : tone::plain},
          "  up " + age_text(known.age(daemon, "uptime_seconds"), "-")};
}

void add_link(line& to, const json& link, const knowledge& known) {
  const auto name = text_of(link, "link");
  const auto heard = age_text(known.age(link, "last_record_age_seconds"), "never heard");
  const auto remark = text_of(link, "remark");
  to.emplace_back("  " + (name == "rest" ? "REST" : name) + " ");
  if (link.at("up").get<bool>()) {
    to.emplace_back("up", tone::good);
    to.emplace_back(" " + heard);
    if (!remark.empty())
      to.emplace_back(", " + remark, tone::warning);
    return;
  }
  to.emplace_back("DOWN", tone::bad);
  to.emplace_back(" " + heard + (remark.empty() ? "" : " (" + remark + ")"));
}

line gateway_line(const json& gateway, const knowledge& known) {
  line out{{text_of(gateway, "name"), tone::heading}};
  for (const auto& each : gateway.at("links"))
    add_link(out, each, known);
  if (gateway.at("logged_in").get<bool>())
    out.emplace_back("  token "
                     + countdown(known.left(gateway, "token_remaining_seconds"), "without end"));
  else
    out.emplace_back("  NOT LOGGED IN", tone::bad);
  return out;
}

/// What is to be told of a login beyond its links.
std::vector<line> gateway_notes(const json& gateway) {
  std::vector<line> out;
  const auto add = [&](std::string text) {
    out.push_back({{"  " + text_of(gateway, "name") + ": " + std::move(text), tone::warning}});
  };
  if (const auto remark = text_of(gateway, "login_remark"); !remark.empty())
    add(remark);
  if (const auto off = gateway.at("clock_correction_seconds").get<std::int64_t>(); off != 0)
    add("the local clock is " + std::to_string(off < 0 ? -off : off) + " s "
        + (off < 0 ? "ahead" : "behind") + ": correct it");
  for (const auto& each : gateway.at("unresolved_accounts"))
    add("account " + each.get<std::string>() + " is not found");
  for (const auto& each : gateway.at("unknown_contracts"))
    add("contract " + each.get<std::string>() + " is not described");
  return out;
}

} // namespace

std::string headline_of(const knowledge& known) {
  if (!known.trouble.empty())
    return known.trouble;
  return known.answer == nullptr ? "Asking riskd ..." : text_of(*known.answer, "headline");
}

std::vector<std::string> folded_headline(const knowledge& known, std::size_t width,
                                         std::size_t lines_max, charset characters) {
  std::vector<std::string> out;
  std::string_view rest;
  const auto text = headline_of(known);
  for (rest = text; !rest.empty() && out.size() + 1 < lines_max;) {
    if (terminal::columns_of(rest) <= width)
      break;
    const auto space = rest.rfind(' ', terminal::cut_end(rest, width, charset::ascii).size());
    if (space == std::string_view::npos || space == 0)
      break;
    out.emplace_back(rest.substr(0, space));
    rest.remove_prefix(space + 1);
  }
  out.push_back(terminal::cut_end(rest, width, characters));
  return out;
}

std::vector<line> link_lines(const knowledge& known) {
  std::vector<line> out;
  if (!known.detail.empty())
    out.push_back({{known.detail + "; trying again", tone::warning}});
  if (known.answer == nullptr)
    return out;
  out.push_back(daemon_line(known));
  // Links that worked once say nothing while riskd does not answer.
  if (!known.trouble.empty())
    return out;
  if (const auto& storage = known.answer->at("daemon").at("storage");
      !storage.at("writable").get<bool>())
    out.push_back({{"the store cannot be written: " + text_of(storage, "remark"), tone::bad}});
  for (const auto& each : known.answer->at("gateways")) {
    out.push_back(gateway_line(each, known));
    for (auto& note : gateway_notes(each))
      out.push_back(std::move(note));
  }
  return out;
}

} // namespace riskd::riskctl::watch
