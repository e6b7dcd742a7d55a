#include "tests/fuzz/round_trip.hpp"

#include "adapters/replay/event_reader.hpp"
#include "adapters/replay/event_writer.hpp"
#include "adapters/sqlite/payload_json.hpp"
#include "tests/fuzz/fuzz_target.hpp"

#include <sstream>
#include <utility>

namespace riskd::fuzz {

using namespace domain;

namespace {

/// What a recording keeps of a row.
struct recorded_form {
  account_payload operator()(account_row row) const {
    row.name.reset();
    row.balance.reset();
    return row;
  }

  account_payload operator()(position_row row) const {
    if (row.size == quantity{})
      row.held = side::buy;
    return row;
  }

  account_payload operator()(rejected_payload row) const {
    row.reason.clear();
    return row;
  }

  template <class Row>
  account_payload operator()(Row row) const {
    return row;
  }
};

account_payload recorded(const account_payload& payload) {
  return std::visit(recorded_form{}, payload);
}

/// Says whether two reports are the same in a recording.
struct same_report {
  const replay_report& other;

  bool operator()(const account_event& x) const {
    const auto* y = std::get_if<account_event>(&other);
    return y != nullptr && x.account == y->account && recorded(x.payload) == recorded(y->payload);
  }

  bool operator()(const unattributed_payload& x) const {
    const auto* y = std::get_if<unattributed_payload>(&other);
    return y != nullptr && x.what.kind == y->what.kind;
  }

  bool operator()(const link_changed& x) const {
    const auto* y = std::get_if<link_changed>(&other);
    return y != nullptr && x.which == y->which && x.up == y->up;
  }

  bool operator()(const clock_tick&) const {
    return std::holds_alternative<clock_tick>(other);
  }

  template <class Row>
  bool operator()(const Row& x) const {
    const auto* y = std::get_if<Row>(&other);
    return y != nullptr && x == *y;
  }
};

} // namespace

std::vector<replay_event> read_recording(const std::string& lines) {
  std::istringstream stream{lines};
  replay::event_reader reader{stream};
  std::vector<replay_event> events;
  while (auto next = reader.next())
    events.push_back(std::move(*next));
  RISKD_ENSURES(!reader.error());
  return events;
}

bool is_same_recorded(const replay_report& written, const replay_report& read) {
  std::string line;
  replay::append_event(line, written, {});
  const bool has_replacement = line.find("\xef\xbf\xbd") != std::string::npos;
  return has_replacement || std::visit(same_report{read}, written);
}

void check_recorded(const replay_report& what, time_point at) {
  std::string line;
  replay::append_event(line, what, at);
  const auto read = read_recording(line);
  RISKD_ENSURES(read.size() == 1 && read.front().at == at);
  RISKD_ENSURES(is_same_recorded(what, read.front().what));
}

void check_stored(account_id account, const account_payload& payload) {
  const auto text = sqlite::to_json(payload);
  const auto read = sqlite::parse_payload(sqlite::kind_of(payload), text);
  RISKD_ENSURES(read && *read == payload);
  check_recorded(account_event{account, payload}, *parse_time("2026-03-03T15:00:00Z"));
}

} // namespace riskd::fuzz
