#define CAF_SUITE domain.position_book

#include "domain/position_book.hpp"

#include "tests/support/scenario_rows.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace domain_position_book {

using namespace riskd::domain;
using namespace riskd::test;
using namespace std::chrono_literals;

namespace {

const auto mnq = contract_called("MNQ").id;

/// A book that took `rows` one second apart, beginning at T0.
position_book book_after(const std::vector<std::string_view>& rows) {
  position_book book;
  auto now = start_time();
  for (const auto row : rows) {
    book.apply(position_called(row), now);
    now += 1s;
  }
  return book;
}

/// What `row` does to a book that took `before`.
std::string change(const std::vector<std::string_view>& before, std::string_view row) {
  auto book = book_after(before);
  return to_string(book.apply(position_called(row), at("100")).change);
}

struct change_row {
  std::string_view label;
  std::vector<std::string_view> before;
  std::string_view event;
  std::string_view change;
};

} // namespace

// R-E-17
CAF_TEST(every case of a position row is told apart) {
  const auto rows = std::vector<change_row>{
    {"flat without entry", {}, "MNQ 0", "duplicate"},
    {"first long", {}, "MNQ L2@21000", "open"},
    {"first short", {}, "MNQ S2@21000", "open"},
    {"flat", {"MNQ L2@21000"}, "MNQ 0", "flat"},
    {"flat of another id", {"MNQ L2@21000 id1"}, "MNQ 0 id2", "flat"},
    {"flip to short", {"MNQ L2@21000"}, "MNQ S2@21000", "flip"},
    {"flip to long with another id", {"MNQ S2@21000 id1 ct0"}, "MNQ L1@21000 id2 ct5", "flip"},
    {"same side with another id", {"MNQ L2@21000 id1"}, "MNQ L2@21000 id2", "reopen"},
    {"same side where the entry has no id", {"MNQ L2@21000"}, "MNQ L2@21000 id2", "duplicate"},
    {"same side where the event has no id", {"MNQ L2@21000 id1"}, "MNQ L3@21000", "increase"},
    {"larger", {"MNQ L2@21000"}, "MNQ L3@21010", "increase"},
    {"smaller", {"MNQ S2@21000"}, "MNQ S1@21000", "decrease"},
    {"another average", {"MNQ L2@21000"}, "MNQ L2@21000.25", "update"},
    {"the average was lost", {"MNQ L2@21000"}, "MNQ L2@0", "update"},
    {"the same again", {"MNQ L2@21000 id1 ct0"}, "MNQ L2@21000 id1 ct0", "duplicate"},
    {"another contract", {"MNQ L2@21000"}, "ES S1@6000", "open"},
  };
  for (const auto& row : rows)
    CAF_CHECK_EQUAL(std::string{row.label} + ": " + change(row.before, row.event),
                    std::string{row.label} + ": " + std::string{row.change});
}

// R-E-17.1
CAF_TEST(a row of an older instance is stale only if all four members tell) {
  const auto rows = std::vector<change_row>{
    {"older instance", {"MNQ L2@21000 id5 ct0"}, "MNQ L9@21000 id4 ct-60", "stale"},
    {"older instance, flat", {"MNQ L2@21000 id5 ct0"}, "MNQ 0 id4 ct-60", "stale"},
    {"older instance, other side", {"MNQ L2@21000 id5 ct0"}, "MNQ S1@21000 id4 ct-60", "stale"},
    {"created at the same instant", {"MNQ L2@21000 id5 ct0"}, "MNQ 0 id4 ct0", "flat"},
    {"created later", {"MNQ L2@21000 id5 ct0"}, "MNQ 0 id4 ct1", "flat"},
    {"the same id", {"MNQ L2@21000 id5 ct0"}, "MNQ 0 id5 ct-60", "flat"},
    {"event without id", {"MNQ L2@21000 id5 ct0"}, "MNQ 0 ct-60", "flat"},
    {"event without time", {"MNQ L2@21000 id5 ct0"}, "MNQ 0 id4", "flat"},
    {"entry without id", {"MNQ L2@21000 ct0"}, "MNQ 0 id4 ct-60", "flat"},
    {"entry without time", {"MNQ L2@21000 id5"}, "MNQ 0 id4 ct-60", "flat"},
    {"no entry", {}, "MNQ L1@21000 id4 ct-60", "open"},
  };
  for (const auto& row : rows)
    CAF_CHECK_EQUAL(std::string{row.label} + ": " + change(row.before, row.event),
                    std::string{row.label} + ": " + std::string{row.change});
}

CAF_TEST(a stale row leaves the book as it was) {
  auto book = book_after({"MNQ L2@21000 id5 ct0"});
  const auto before = book;
  const auto delta = book.apply(position_called("MNQ S9@20000 id4 ct-60"), at("100"));
  CAF_CHECK(book == before);
  CAF_CHECK(delta.before == delta.after);
  CAF_CHECK(delta.after == *before.find(mnq));
}

// R-E-17.6
CAF_TEST(identity is adopted whenever it is given) {
  auto book = book_after({"MNQ L2@21000"});
  book.apply(position_called("MNQ L2@21000 id7 ct3"), at("9"));
  CAF_CHECK(book.find(mnq)->id == position_id{7});
  CAF_CHECK(book.find(mnq)->created == at("3"));
  book.apply(position_called("MNQ L3@21001"), at("10"));
  CAF_CHECK(book.find(mnq)->id == position_id{7});
  CAF_CHECK(book.find(mnq)->created == at("3"));
  CAF_CHECK(book.find(mnq)->average == *parse_price("21001"));
}

// R-E-18
CAF_TEST(only a beginning starts an instance) {
  auto book = book_after({"MNQ L2@21000"});
  const auto opened = *book.find(mnq);
  CAF_CHECK(opened.opened == start_time());
  CAF_CHECK(opened.last_increase == start_time());
  for (const auto row : {"MNQ L1@21000", "MNQ L1@21001", "MNQ L1@21001"}) {
    book.apply(position_called(row), at("5"));
    CAF_CHECK(book.find(mnq)->instance == opened.instance);
    CAF_CHECK(book.find(mnq)->increase_seq == opened.increase_seq);
    CAF_CHECK(book.find(mnq)->opened == opened.opened);
    CAF_CHECK(book.find(mnq)->last_increase == opened.last_increase);
  }
  book.apply(position_called("MNQ L2@21001"), at("6"));
  CAF_CHECK(book.find(mnq)->instance == opened.instance);
  CAF_CHECK(book.find(mnq)->opened == opened.opened);
  CAF_CHECK(book.find(mnq)->last_increase == at("6"));
  CAF_CHECK(book.find(mnq)->increase_seq > opened.increase_seq);
}

CAF_TEST(a flip as well as a reopen begins a new instance) {
  for (const auto row : {"MNQ S2@21000", "MNQ L2@21000 id2"}) {
    auto book = book_after({"MNQ L2@21000 id1"});
    const auto before = *book.find(mnq);
    const auto delta = book.apply(position_called(row), at("7"));
    CAF_CHECK(delta.before == before);
    CAF_CHECK(delta.after == *book.find(mnq));
    CAF_CHECK(book.find(mnq)->instance != before.instance);
    CAF_CHECK(book.find(mnq)->increase_seq > before.increase_seq);
    CAF_CHECK(book.find(mnq)->opened == at("7"));
    CAF_CHECK(book.find(mnq)->last_increase == at("7"));
  }
}

CAF_TEST(instances of the whole account never share a number) {
  auto book = book_after({"MNQ L2@21000", "ES L1@6000", "MNQ 0", "MNQ L2@21000"});
  CAF_CHECK(book.find(mnq)->instance != book.find(contract_called("ES").id)->instance);
  CAF_CHECK(book.find(mnq)->increase_seq > book.find(contract_called("ES").id)->increase_seq);
}

// R-X-11
CAF_TEST(a restored position stays as it was while later ones are newer) {
  const auto stored = *book_after({"ES L1@6000", "MNQ L2@21000 id1 ct0"}).find(mnq);
  position_book book;
  book.restore(stored);
  CAF_CHECK(*book.find(mnq) == stored);
  CAF_CHECK(!book.in_transit());
  book.apply(position_called("ES L1@6000"), at("50"));
  const auto& later = *book.find(contract_called("ES").id);
  CAF_CHECK(later.instance > stored.instance);
  CAF_CHECK(later.increase_seq > stored.increase_seq);
}

CAF_TEST(beginnings with endings are told by the change) {
  CAF_CHECK(begins_instance(position_change::open) && !ends_instance(position_change::open));
  CAF_CHECK(begins_instance(position_change::flip) && ends_instance(position_change::flip));
  CAF_CHECK(begins_instance(position_change::reopen) && ends_instance(position_change::reopen));
  CAF_CHECK(!begins_instance(position_change::flat) && ends_instance(position_change::flat));
  for (const auto each :
       {position_change::stale, position_change::duplicate, position_change::increase,
        position_change::decrease, position_change::update})
    CAF_CHECK(!begins_instance(each) && !ends_instance(each));
}

} // namespace domain_position_book
