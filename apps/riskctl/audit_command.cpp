#include "apps/riskctl/audit_command.hpp"

#include "adapters/sqlite/audit_verification.hpp"
#include "adapters/sqlite/stored_history.hpp"

#include <nlohmann/json.hpp>
#include <poll.h>

#include <algorithm>
#include <iostream>
#include <optional>
#include <string>

namespace riskd::riskctl {

using json = nlohmann::ordered_json;

namespace {

using domain::failure;
using domain::failure_code;
using domain::result;
using sqlite::audit_fault;
using sqlite::audit_finding;
using sqlite::audit_verification;
using sqlite::verified_chain;
using terminal::style;
using terminal::tone;

/// A riskd that runs may be in the middle of writing: what looks cut off is looked at again.
constexpr int looks_max = 5;
constexpr int pause_milliseconds = 200;

result<audit_verification> look_once(const wish& wanted,
                                     std::optional<sqlite::stored_history>& store) {
  std::optional<sqlite::stored_end> known;
  if (store) {
    auto end = newest_end(*store);
    if (!end)
      return end.error();
    known = std::move(*end);
  }
  auto found = sqlite::verify_audit_files({wanted.files.begin(), wanted.files.end()});
  if (!found || !known)
    return found;
  if (auto compared = compare_with_store(*found, *known, *store); !compared)
    return compared.error();
  return found;
}

bool may_be_unfinished(const audit_verification& found) {
  return !found.findings.empty()
         && std::all_of(found.findings.begin(), found.findings.end(), [](const audit_finding& x) {
              return x.what.fault == audit_fault::cut_off || x.what.fault == audit_fault::store;
            });
}

result<audit_verification> verify(const wish& wanted) {
  std::optional<sqlite::stored_history> store;
  if (!wanted.store.empty()) {
    auto opened = sqlite::stored_history::open(wanted.store);
    if (!opened)
      return opened.error();
    store.emplace(std::move(*opened));
  }
  auto found = look_once(wanted, store);
  for (int i = 1; i < looks_max && found && may_be_unfinished(*found); ++i) {
    ::poll(nullptr, 0, pause_milliseconds);
    found = look_once(wanted, store);
  }
  return found;
}

std::string counted(std::int64_t count, const char* what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

std::string mark_text(const sqlite::audit_mark& x) {
  return std::to_string(x.link.n) + " (" + terminal::printable(x.at) + ")";
}

std::string range_of(const verified_chain& x) {
  return "from " + mark_text(x.first) + " to " + mark_text(x.last);
}

std::string notes_on(const verified_chain& x) {
  std::string out;
  if (x.first.link.n > 1)
    out += "Not given: what was before record " + std::to_string(x.first.link.n) + ".\n";
  if (!x.begins_anew.empty())
    out += terminal::printable(x.files.front().string())
           + ": a new chain begins: " + terminal::printable(x.begins_anew) + "\n";
  return out;
}

std::string finding_text(const audit_finding& x, const style& look) {
  auto place = terminal::printable(x.file.string());
  if (x.line > 0)
    place += ":" + std::to_string(x.line);
  if (x.n && x.line > 0)
    place += ": record " + std::to_string(*x.n);
  return place + ": " + look.paint(tone::bad, to_string(x.what.fault)) + ": " + x.what.sentence
         + "\n";
}

std::string report(const audit_verification& found, const style& look) {
  std::string out;
  for (const auto& each : found.findings)
    out += finding_text(each, look);
  for (const auto& each : found.chains)
    out += notes_on(each);
  out += counted(found.records(), "record") + " in "
         + counted(static_cast<std::int64_t>(found.files), "file") + ", ";
  const bool is_one = found.chains.size() <= 1;
  if (!is_one)
    out += counted(static_cast<std::int64_t>(found.chains.size()), "chain") + ", ";
  if (found.findings.empty())
    out += look.paint(tone::good, is_one ? "chain whole" : "each whole");
  else
    out += look.paint(tone::bad, "chain broken") + ", "
           + counted(static_cast<std::int64_t>(found.findings.size()), "finding");
  for (const auto& each : found.chains)
    out += (is_one ? ", " : "\n  ") + range_of(each);
  return out + "\n";
}

json mark_json(const sqlite::audit_mark& x) {
  return {{"n", x.link.n}, {"ts", x.at}, {"hash", x.link.hash}};
}

json to_json(const audit_verification& found) {
  json out{{"schema", 1},
           {"whole", found.findings.empty()},
           {"files", found.files},
           {"records", found.records()},
           {"chains", json::array()},
           {"findings", json::array()}};
  for (const auto& each : found.chains) {
    auto files = json::array();
    for (const auto& file : each.files)
      files.push_back(file.string());
    out["chains"].push_back(
      {{"files", std::move(files)},
       {"records", each.records},
       {"from", mark_json(each.first)},
       {"to", mark_json(each.last)},
       {"begins_anew", each.begins_anew.empty() ? json() : json(each.begins_anew)}});
  }
  for (const auto& each : found.findings)
    out["findings"].push_back({{"file", each.file.string()},
                               {"line", each.line > 0 ? json(each.line) : json()},
                               {"n", each.n ? json(*each.n) : json()},
                               {"fault", to_string(each.what.fault)},
                               {"message", each.what.sentence}});
  return out;
}

exit_code complain(const failure& why, bool as_json) {
  if (as_json)
    std::cout << json{{"schema", 1}, {"error", {{"code", "unreadable"}, {"message", why.sentence}}}}
                   .dump(-1, ' ', false, json::error_handler_t::replace)
              << '\n';
  std::cerr << "riskctl: " << terminal::printable(why.sentence) << '\n';
  return exit_code::invalid_input;
}

} // namespace

exit_code verify_audit(const wish& wanted, const style& look) {
  const auto found = verify(wanted);
  if (!found)
    return complain(found.error(), wanted.as_json);
  if (wanted.as_json)
    std::cout << to_json(*found).dump(-1, ' ', false, json::error_handler_t::replace) << '\n';
  else
    std::cout << report(*found, look);
  return found->findings.empty() ? exit_code::ok : exit_code::broken_chain;
}

} // namespace riskd::riskctl
