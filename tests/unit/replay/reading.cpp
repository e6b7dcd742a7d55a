#include "tests/unit/replay/reading.hpp"

#include "adapters/replay/event_reader.hpp"
#include "tests/unit/projectx/describe.hpp"

#include <sstream>

namespace riskd::test {

namespace {

struct report_visitor {
  std::string operator()(const domain::link_changed& x) const {
    return std::string{"connection "} + domain::to_string(x.which) + (x.up ? " up" : " down");
  }

  std::string operator()(const domain::clock_tick&) const {
    return "clock";
  }

  template <class Report>
  std::string operator()(const Report& x) const {
    return describe(domain::broker_report{x});
  }
};

} // namespace

std::string describe(const domain::replay_report& x) {
  return std::visit(report_visitor{}, x);
}

std::vector<std::string> read_all(std::string_view recording) {
  std::istringstream input{std::string{recording}};
  replay::event_reader reader{input};
  std::vector<std::string> out;
  while (const auto event = reader.next())
    out.push_back(std::to_string(event->line) + " " + domain::to_string(event->at) + " "
                  + describe(event->what));
  if (reader.error())
    out.push_back(describe(*reader.error()));
  return out;
}

std::string read_one(std::string_view line) {
  std::istringstream input{std::string{line}};
  replay::event_reader reader{input};
  const auto event = reader.next();
  if (event)
    return describe(event->what);
  return reader.error() ? describe(*reader.error()) : "nothing";
}

std::string line_with(std::string_view members) {
  return R"({"ts":"2026-03-03T15:00:00Z",)" + std::string{members} + "}";
}

} // namespace riskd::test
