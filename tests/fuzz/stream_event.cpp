#include "tests/fuzz/stream_event.hpp"

#include "adapters/json/exact_document.hpp"
#include "tests/fuzz/fuzz_target.hpp"
#include "tests/fuzz/round_trip.hpp"

#include <vector>

namespace riskd::fuzz {

using namespace domain;
using projectx::hub_event;

namespace {

entity_kind kind_of(hub_event event) {
  switch (event) {
    case hub_event::order:
      return entity_kind::order;
    case hub_event::position:
      return entity_kind::position;
    case hub_event::trade:
      return entity_kind::trade;
    case hub_event::account:
      return entity_kind::account;
    default:
      return entity_kind::quote;
  }
}

bool is_positive(const std::optional<price>& x) {
  return !x || *x > price{};
}

/// What the rows promise to whoever reads them, and which kind they are.
struct row_check {
  entity_kind operator()(const order_row& x) const {
    RISKD_ENSURES(x.size >= quantity{1});
    return entity_kind::order;
  }

  entity_kind operator()(const position_row& x) const {
    RISKD_ENSURES(x.size >= quantity{} && is_positive(x.average));
    return entity_kind::position;
  }

  entity_kind operator()(const trade_row& x) const {
    RISKD_ENSURES(!x.size || *x.size >= quantity{1});
    return entity_kind::trade;
  }

  entity_kind operator()(const account_row&) const {
    return entity_kind::account;
  }

  entity_kind operator()(const rejected_payload& x) const {
    RISKD_ENSURES(!x.reason.empty());
    return x.kind;
  }
};

struct report_check {
  entity_kind kind;

  void operator()(const account_event& x) const {
    RISKD_ENSURES(std::visit(row_check{}, x.payload) == kind);
    if (const auto* row = std::get_if<account_row>(&x.payload))
      RISKD_ENSURES(row->id == x.account);
    check_stored(x.account, x.payload);
  }

  void operator()(const unattributed_payload& x) const {
    RISKD_ENSURES(x.what.kind == kind && !x.what.reason.empty());
  }

  void operator()(const quote_delta& x) const {
    RISKD_ENSURES(kind == entity_kind::quote);
    RISKD_ENSURES(is_positive(x.last) && is_positive(x.bid) && is_positive(x.ask));
    check_recorded(x, *parse_time("2026-03-03T15:00:00Z"));
  }

  template <class Report>
  void operator()(const Report&) const {
    RISKD_ENSURES(false); // Nothing else comes of an event.
  }
};

} // namespace

void check_stream_event(hub_event event, std::string_view arguments) {
  const auto document = riskd::json::exact_document::parse(arguments);
  if (!document)
    return;
  std::vector<broker_report> reports;
  projectx::read_event(event, document->root(), reports);
  for (const auto& each : reports)
    std::visit(report_check{kind_of(event)}, each);
}

} // namespace riskd::fuzz
