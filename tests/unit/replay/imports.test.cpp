#define CAF_SUITE replay.imports

#include "adapters/replay/topstepx_trades_import.hpp"
#include "adapters/replay/tradovate_performance_import.hpp"
#include "tests/unit/replay/reading.hpp"

#include <caf/test/unit_test.hpp>

#include <chrono>
#include <string>

namespace replay_imports {

using namespace riskd;
using namespace riskd::domain;
using namespace std::chrono_literals;

namespace {

const account_id account{7};

const std::string trades_titles
  = "Id,ContractName,EnteredAt,ExitedAt,EntryPrice,ExitPrice,Fees,PnL,"
    "Size,Type,TradeDay,TradeDuration\r\n";

const std::string shared_titles
  = "id,symbolId,positionSize,profitAndLoss,fees,entryPrice,exitPrice,"
    "tradeDay,createdAt,enteredAt\n";

const std::string performance_titles = "symbol,_priceFormat,_priceFormatType,_tickSize,buyFillId,"
                                       "sellFillId,qty,buyPrice,sellPrice,pnl,"
                                       "boughtTimestamp,soldTimestamp,duration\n";

/// One row of a trades export, on 2025-05-08 in New York.
std::string trade_row_text(const std::string& contract, const std::string& from,
                           const std::string& to, const std::string& rest) {
  return "1," + contract + ",05/08/2025 " + from + " -04:00,05/08/2025 " + to + " -04:00," + rest
         + ",05/08/2025 00:00:00 -05:00,00:00:01\r\n";
}

std::vector<std::string> trades(const std::string& rows) {
  const auto text = trades_titles + rows;
  const auto found = replay::import_topstepx_trades({"t.csv", text}, account);
  return found ? test::read_all(found->lines) : std::vector{found.error().sentence};
}

std::vector<std::string> performance(const std::string& rows) {
  const auto text = performance_titles + rows;
  const time_zone zone{"Europe/Athens", {{time_point{}, 2h}}};
  const auto found = replay::import_tradovate_performance({"p.csv", text}, account, zone);
  return found ? test::read_all(found->lines) : std::vector{found.error().sentence};
}

void check(const std::vector<std::string>& found, const std::vector<std::string>& expected) {
  CAF_CHECK_EQUAL(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size() && i < expected.size(); ++i)
    CAF_CHECK_EQUAL(found[i], expected[i]);
}

} // namespace

CAF_TEST(a trade becomes two half turns with their positions) {
  check(
    trades(trade_row_text("NQM5", "11:22:07", "11:27:06", "20000.25,19990.25,2.80,-200.0,1,Long")),
    {
      "1 2025-05-08T15:22:07.000000Z contract id=CON.F.US.ENQ.M25 name=NQM5 symbol=F.US.ENQ "
      "tick_size=0.25 tick_value=5",
      "2 2025-05-08T15:22:07.000000Z 7 trade id=1 created=2025-05-08T15:22:07.000000Z order=1 "
      "contract=CON.F.US.ENQ.M25 side=buy size=1 price=20000.25 fees=0.00 voided=false",
      "3 2025-05-08T15:22:07.000000Z 7 position contract=CON.F.US.ENQ.M25 held=buy size=1 "
      "average=20000.25",
      "4 2025-05-08T15:27:06.000000Z 7 trade id=2 created=2025-05-08T15:27:06.000000Z order=2 "
      "contract=CON.F.US.ENQ.M25 side=sell size=1 price=19990.25 profit_and_loss=-200.00 "
      "fees=2.80 voided=false",
      "5 2025-05-08T15:27:06.000000Z 7 position contract=CON.F.US.ENQ.M25 size=0",
    });
}

CAF_TEST(overlapping trades sum to one position) {
  const auto found
    = trades(trade_row_text("MNQM5", "10:00:00", "10:05:00", "20010.0,20000.0,1.48,40.0,2,Short")
             + trade_row_text("MNQM5", "10:01:00", "10:05:00", "20020.0,20000.0,0.74,40.0,1,Short")
             + trade_row_text("MNQM5", "10:05:00", "10:06:00", "20000.0,20001.0,0.74,2.0,1,Long"));
  std::vector<std::string> positions;
  for (const auto& line : found)
    if (const auto at = line.find("position "); at != std::string::npos)
      positions.push_back(line.substr(line.find('T') + 1, 8) + line.substr(at + 34));
  check(positions, {
                     "14:00:00 held=sell size=2 average=20010",
                     "14:01:00 held=sell size=3 average=20013.3333333333",
                     "14:05:00 held=sell size=1 average=20020",
                     "14:05:00 size=0",
                     "14:05:00 held=buy size=1 average=20000",
                     "14:06:00 size=0",
                   });
}

CAF_TEST(fills at one moment with one price are one order) {
  const auto found = trades(
    trade_row_text("MNQM5", "10:00:00", "10:05:00", "20000.0,20010.0,0.74,20.0,1,Long")
    + trade_row_text("MNQM5", "10:00:01", "10:05:00", "20000.0,20010.0,0.74,20.0,1,Long")
    + trade_row_text("MNQM5", "10:00:02", "10:05:00", "20000.0,20010.25,0.74,20.5,1,Long"));
  std::string orders;
  for (const auto& line : found)
    if (const auto at = line.find("order="); at != std::string::npos)
      orders += line.substr(at + 6, 1);
  CAF_CHECK_EQUAL(orders, "123445");
}

// R-V-6: what does not follow from the export stays unknown.
CAF_TEST(economics follow from results alone) {
  const auto first_of = [](const std::string& rows) {
    const auto found = trades(rows);
    return found.front().substr(found.front().find("Z ") + 2);
  };
  const auto row = [](const std::string& rest) {
    return trade_row_text("6JM5", "10:00:00", "10:05:00", rest);
  };
  CAF_CHECK_EQUAL(first_of(row("0.0066985,0.0066935,3.24,-62.50,1,Long")),
                  "contract id=CON.F.US.JY6.M25 name=6JM5 symbol=F.US.JY6 tick_size=0.0000005 "
                  "tick_value=6.25");
  CAF_CHECK(first_of(row("0.0066985,0.0066985,3.24,0,1,Long")).starts_with("7 trade"));
  CAF_CHECK(first_of(row("0.0066985,0.0066935,3.24,62.50,1,Long")).starts_with("7 trade"));
  CAF_CHECK(first_of(row("0.0066985,0.0066935,3.24,-62.50,1,Long")
                     + row("0.0066985,0.0066935,3.24,-62.49,1,Long"))
              .starts_with("7 trade"));
  CAF_CHECK(first_of(row("0.0066985,0.0066935,3.24,-62.50,1,Long")
                     + row("0.0066935,0.0066985,3.24,-125.00,2,Short"))
              .starts_with("contract"));
}

CAF_TEST(the share page gives closing trades alone) {
  const auto text
    = shared_titles
      + "0,F.US.MNQ,-3,-88.5,2.22,0,,2025-05-07T05:00:00+00:00,2025-05-07T13:00:46.732799+00:00,"
        "0001-01-01T00:00:00+00:00\n";
  const auto found = replay::import_topstepx_trades({"s.csv", text}, account);
  CAF_REQUIRE(found.has_value());
  check(test::read_all(found->lines),
        {"1 2025-05-07T13:00:46.732799Z 7 trade id=1 created=2025-05-07T13:00:46.732799Z order=1 "
         "contract=CON.F.US.MNQ side=buy size=3 profit_and_loss=-88.50 fees=2.22 voided=false"});
  CAF_CHECK(found->without_economics == std::vector{contract_id{"CON.F.US.MNQ"}});
  CAF_CHECK_EQUAL(found->round_turns, 1u);
  CAF_CHECK(found->profit_and_loss == money{-885'000});
  CAF_CHECK(found->fees == money{22'200});
}

CAF_TEST(the side that came first opens a row of Tradovate) {
  check(performance("MNQZ5,-2,0,0.25,163781410766,163781410701,1,25271.00,25271.50,$1.00,"
                    "12/01/2025 16:33:05,12/01/2025 16:19:49,13min 16sec\n"
                    "ESH6,-2,0,0.25,5,6,2,6000.00,5980.00,\"$(2,000.00)\","
                    "12/01/2025 16:40:00,12/01/2025 16:40:00,0sec\n"),
        {
          "1 2025-12-01T14:19:49.000000Z contract id=CON.F.US.EP.H26 name=ESH6 symbol=F.US.EP "
          "tick_size=0.25 tick_value=12.5",
          "2 2025-12-01T14:19:49.000000Z contract id=CON.F.US.MNQ.Z25 name=MNQZ5 symbol=F.US.MNQ "
          "tick_size=0.25 tick_value=0.5",
          "3 2025-12-01T14:19:49.000000Z 7 trade id=1 created=2025-12-01T14:19:49.000000Z "
          "order=163781410701 contract=CON.F.US.MNQ.Z25 side=sell size=1 price=25271.5 fees=0.00 "
          "voided=false",
          "4 2025-12-01T14:19:49.000000Z 7 position contract=CON.F.US.MNQ.Z25 held=sell size=1 "
          "average=25271.5",
          "5 2025-12-01T14:33:05.000000Z 7 trade id=2 created=2025-12-01T14:33:05.000000Z "
          "order=163781410766 contract=CON.F.US.MNQ.Z25 side=buy size=1 price=25271 "
          "profit_and_loss=1.00 fees=0.00 voided=false",
          "6 2025-12-01T14:33:05.000000Z 7 position contract=CON.F.US.MNQ.Z25 size=0",
          "7 2025-12-01T14:40:00.000000Z 7 trade id=3 created=2025-12-01T14:40:00.000000Z order=5 "
          "contract=CON.F.US.EP.H26 side=buy size=2 price=6000 fees=0.00 voided=false",
          "8 2025-12-01T14:40:00.000000Z 7 position contract=CON.F.US.EP.H26 held=buy size=2 "
          "average=6000",
          "9 2025-12-01T14:40:00.000000Z 7 trade id=4 created=2025-12-01T14:40:00.000000Z order=6 "
          "contract=CON.F.US.EP.H26 side=sell size=2 price=5980 profit_and_loss=-2000.00 fees=0.00 "
          "voided=false",
          "10 2025-12-01T14:40:00.000000Z 7 position contract=CON.F.US.EP.H26 size=0",
        });
}

CAF_TEST(a cell out of form is named) {
  struct refusal {
    std::string row;
    const char* expected;
  };
  const auto row = [](const std::string& contract, const std::string& rest) {
    return trade_row_text(contract, "10:00:00", "10:05:00", rest);
  };
  const refusal cases[]{
    {row("MNQM5", "x,1,0,0,1,Long"), "t.csv:2:63: expected a price, found \"x\""},
    {row("MNQM5", "1,1e9,0,0,1,Long"), "t.csv:2:65: expected a price, found \"1e9\""},
    {row("mnqm5", "1,1,0,0,1,Long"),
     "t.csv:2:3: expected a contract such as MNQM5, found \"mnqm5\""},
    {row("MNQA5", "1,1,0,0,1,Long"),
     "t.csv:2:3: expected a contract such as MNQM5, found \"MNQA5\""},
    {row("MNQM5", "1,1,$0,0,1,Long"), "t.csv:2:67: expected an amount, found \"$0\""},
    {row("MNQM5", "1,1,0,1e9,1,Long"), "t.csv:2:69: expected an amount, found \"1e9\""},
    {row("MNQM5", "1,1,0,0,0,Long"), "t.csv:2:71: expected a number of contracts, found \"0\""},
    {row("MNQM5", "1,1,0,0,-1,Long"), "t.csv:2:71: expected a number of contracts, found \"-1\""},
    {row("MNQM5", "1,1,0,0,1,long"), "t.csv:2:73: expected Long or Short, found \"long\""},
    {trade_row_text("MNQM5", "10:00:00", "09:59:59", "1,1,0,0,1,Long"),
     "t.csv:2:36: expected a time after EnteredAt, found \"05/08/2025 09:59:59 -04:00\""},
    {trade_row_text("MNQM5", "10:60:00", "11:00:00", "1,1,0,0,1,Long"),
     "t.csv:2:9: expected a time like 05/08/2025 11:22:07 -04:00, found \"05/08/2025 10:60:00 "
     "-04:00\""},
  };
  for (const auto& x : cases)
    check(trades(row("MNQM5", "1,1,0,0,1,Long").insert(0, x.row)), {x.expected});
  check(performance("MNQZ5,-2,0,0,1,2,1,1,1,$0.00,12/01/2025 16:33:05,12/01/2025 16:33:06,1sec\n"),
        {"p.csv:2:12: expected a price step, found \"0\""});
  check(performance("MNQZ5,-2,0,1,1,2,1,1,1,$-1,12/01/2025 16:33:05,12/01/2025 16:33:06,1sec\n"),
        {"p.csv:2:24: expected a result like $52.50 or $(41.00), found \"$-1\""});
}

CAF_TEST(a file of another kind is refused by its titles) {
  const auto found = replay::import_topstepx_trades({"t.csv", "a,b\n1,2\n"}, account);
  CAF_REQUIRE(!found);
  CAF_CHECK_EQUAL(found.error().sentence,
                  "t.csv:1:1: expected the titles of a TopstepX export, with ContractName or "
                  "symbolId, found a, b");
  const auto other = replay::import_tradovate_performance({"p.csv", shared_titles}, account, {});
  CAF_REQUIRE(!other);
  CAF_CHECK(other.error().sentence.starts_with("p.csv:1:1: expected a column symbol, found id, "));
}

CAF_TEST(an export without rows gives an empty recording) {
  const auto found = replay::import_topstepx_trades({"t.csv", trades_titles}, account);
  CAF_REQUIRE(found.has_value());
  CAF_CHECK(found->lines.empty());
  CAF_CHECK_EQUAL(found->round_turns, 0u);
}

} // namespace replay_imports
