#include "apps/riskctl/report_parts.hpp"

#include <utility>
#include <vector>

namespace riskd::riskctl {

namespace {

using terminal::alignment;
using terminal::cell;
using terminal::column;
using terminal::table;

using columns = std::vector<column>;
using cells = std::vector<cell>;

/// A table of rows, each after the name of its account if `with_account`.
table table_of(const json& rows, columns titles, cells (*write)(const json&), bool with_account) {
  if (with_account)
    titles.insert(titles.begin(), column{"Account"});
  table out{std::move(titles)};
  for (const auto& each : rows) {
    auto row = write(each);
    if (with_account)
      row.insert(row.begin(), cell{name_of(each)});
    out.add_row(std::move(row));
  }
  return out;
}

cells position_cells(const json& position) {
  return {text_of(position, "contract"),
          text_of(position, "product"),
          text_of(position, "direction"),
          text_of(position, "size"),
          text_of(position, "average"),
          text_of(position, "mark"),
          seconds_of(position, "mark_age_seconds"),
          text_of(position, "unrealized"),
          text_of(position, "stop_coverage")};
}

cells order_cells(const json& order) {
  return {text_of(order, "order"),  text_of(order, "contract"),    text_of(order, "side"),
          text_of(order, "type"),   text_of(order, "status"),      text_of(order, "size"),
          text_of(order, "filled"), text_of(order, "limit_price"), text_of(order, "stop_price")};
}

} // namespace

table positions_table(const json& positions, bool with_account) {
  return table_of(positions,
                  {{"Contract"},
                   {"Product"},
                   {"Side"},
                   {"Size", alignment::right},
                   {"Average", alignment::right},
                   {"Mark", alignment::right},
                   {"Mark age", alignment::right},
                   {"Unrealized USD", alignment::right},
                   {"Stop covers", alignment::right}},
                  position_cells, with_account);
}

table orders_table(const json& orders, bool with_account) {
  return table_of(orders,
                  {{"Order", alignment::right},
                   {"Contract"},
                   {"Side"},
                   {"Type"},
                   {"Status"},
                   {"Size", alignment::right},
                   {"Filled", alignment::right},
                   {"Limit", alignment::right},
                   {"Stop", alignment::right}},
                  order_cells, with_account);
}

} // namespace riskd::riskctl
