#define CAF_SUITE replay.real_exports

#include "adapters/replay/event_reader.hpp"
#include "adapters/replay/topstepx_trades_import.hpp"
#include "adapters/replay/tradovate_performance_import.hpp"
#include "domain/replay.hpp"

#include <caf/test/unit_test.hpp>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <optional>
#include <sstream>
#include <string>

namespace replay_real_exports {

using namespace riskd;
using namespace riskd::domain;
using namespace std::chrono_literals;

namespace {

const account_id account{1};

std::optional<std::string> export_named(const std::string& name) {
  const auto path = std::filesystem::path{RISKD_RECORDINGS} / "trade-exports" / name;
  std::ifstream file{path, std::ios::binary};
  if (!file) {
    std::cout << "SKIPPED: there is no " << name << "\n";
    return std::nullopt;
  }
  return std::string{std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
}

/// What a recording says, added up.
struct totals {
  money profit_and_loss;
  money fees;
  std::size_t openings = 0;
  std::size_t closings = 0;
  std::size_t contracts = 0;
  /// By contract: what the last position event said.
  std::map<contract_id, quantity> held;
  std::string error;
};

totals add_up(const std::string& lines) {
  std::istringstream input{lines};
  replay::event_reader reader{input};
  totals out;
  while (const auto event = reader.next()) {
    out.contracts += std::holds_alternative<contract_row>(event->what) ? 1U : 0U;
    const auto* own = std::get_if<account_event>(&event->what);
    if (own == nullptr)
      continue;
    if (const auto* position = std::get_if<position_row>(&own->payload))
      out.held[position->contract] = position->size;
    if (const auto* trade = std::get_if<trade_row>(&own->payload)) {
      ++(trade->profit_and_loss ? out.closings : out.openings);
      out.profit_and_loss += trade->profit_and_loss.value_or(money{});
      out.fees += trade->fees.value_or(money{});
    }
  }
  if (reader.error())
    out.error = describe(*reader.error());
  return out;
}

void check_flat_at_the_end(const totals& x) {
  for (const auto& [contract, size] : x.held)
    CAF_CHECK_EQUAL(size.count(), 0);
}

} // namespace

// The sums were made from the files by other means.
CAF_TEST(a trades export keeps its sums) {
  const auto text = export_named("topstepx-trades-export-a.csv");
  CAF_CHECK_EQUAL(text.has_value(), std::filesystem::exists(RISKD_RECORDINGS "/trade-exports"));
  if (!text)
    return;
  const auto found = replay::import_topstepx_trades({"a", *text}, account);
  CAF_REQUIRE(found.has_value());
  const auto sums = add_up(found->lines);
  CAF_CHECK_EQUAL(sums.error, "");
  CAF_CHECK_EQUAL(found->round_turns, 259u);
  CAF_CHECK_EQUAL(sums.openings, 259u);
  CAF_CHECK_EQUAL(sums.closings, 259u);
  CAF_CHECK_EQUAL(to_string(sums.profit_and_loss), "1880.50");
  CAF_CHECK_EQUAL(to_string(sums.fees), "218.54");
  CAF_CHECK(found->profit_and_loss == sums.profit_and_loss && found->fees == sums.fees);
  CAF_CHECK_EQUAL(sums.contracts, 5u);
  CAF_CHECK(found->without_economics.empty());
  CAF_CHECK(found->lines.find(R"("symbolId":"F.US.MNQ","tickSize":0.25,"tickValue":0.5})")
            != std::string::npos);
  check_flat_at_the_end(sums);
}

CAF_TEST(a share page export keeps its sums) {
  const auto text = export_named("topstepx-share-trades-a.csv");
  CAF_CHECK_EQUAL(text.has_value(), std::filesystem::exists(RISKD_RECORDINGS "/trade-exports"));
  if (!text)
    return;
  const auto found = replay::import_topstepx_trades({"a", *text}, account);
  CAF_REQUIRE(found.has_value());
  const auto sums = add_up(found->lines);
  CAF_CHECK_EQUAL(sums.error, "");
  CAF_CHECK_EQUAL(sums.openings, 0u);
  CAF_CHECK_EQUAL(sums.closings, 348u);
  CAF_CHECK_EQUAL(to_string(sums.profit_and_loss), "2256.25");
  CAF_CHECK_EQUAL(to_string(sums.fees), "456.84");
  CAF_CHECK_EQUAL(sums.contracts, 0u);
  CAF_CHECK_EQUAL(found->without_economics.size(), 4u);
}

CAF_TEST(a performance export keeps its sums) {
  const std::tuple<const char*, std::size_t, const char*, std::size_t> files[]{
    {"tradovate-performance-a.csv", 43, "364.00", 2},
    {"tradovate-performance-b.csv", 52, "-281.25", 7},
  };
  const time_zone zone{"Asia/Jerusalem", {{time_point{}, 2h}}};
  for (const auto& [name, rows, sum, contracts] : files) {
    const auto text = export_named(name);
    CAF_CHECK_EQUAL(text.has_value(), std::filesystem::exists(RISKD_RECORDINGS "/trade-exports"));
    if (!text)
      continue;
    const auto found = replay::import_tradovate_performance({name, *text}, account, zone);
    CAF_REQUIRE(found.has_value());
    const auto sums = add_up(found->lines);
    CAF_CHECK_EQUAL(sums.error, "");
    CAF_CHECK_EQUAL(sums.openings, rows);
    CAF_CHECK_EQUAL(sums.closings, rows);
    CAF_CHECK_EQUAL(to_string(sums.profit_and_loss), sum);
    CAF_CHECK_EQUAL(sums.contracts, contracts);
    CAF_CHECK(found->without_economics.empty());
    check_flat_at_the_end(sums);
  }
}

} // namespace replay_real_exports
