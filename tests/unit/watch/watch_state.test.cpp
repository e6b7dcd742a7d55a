#define CAF_SUITE riskctl.watch_state

#include "apps/riskctl/watch_state.hpp"

#include "tests/unit/control_api/sample_status.hpp"
#include "tests/unit/watch/watched_daemon.hpp"

#include <caf/test/unit_test.hpp>

#include <string>
#include <vector>

namespace riskctl_watch_state {

using namespace riskd;
using namespace riskd::riskctl::watch;
using terminal::key;
using terminal::key_kind;

namespace {

struct fixture {
  knowledge known = test::knowing(test::busy_status());
  view_state state;

  void keys(std::u32string_view pressed) {
    test::press_all(state, pressed, known);
  }

  void press_one(key_kind kind) {
    press(state, {kind}, known.answer.get(), 24);
  }

  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> out;
    for (const auto* each : listed_accounts(state, *known.answer))
      out.push_back(riskctl::name_of(*each));
    return out;
  }
};

using texts = std::vector<std::string>;

} // namespace

CAF_TEST_FIXTURE_SCOPE(watch_state_tests, fixture)

CAF_TEST(keys choose among the accounts up to the ends) {
  CAF_CHECK_EQUAL(chosen_index(state, listed_accounts(state, *known.answer)), 0U);
  keys(U"j");
  CAF_CHECK_EQUAL(state.chosen, "B/2 %");
  press_one(key_kind::down);
  press_one(key_kind::down);
  CAF_CHECK_EQUAL(state.chosen, "C-3");
  keys(U"g");
  CAF_CHECK_EQUAL(state.chosen, "A-1");
  press_one(key_kind::up);
  CAF_CHECK_EQUAL(state.chosen, "A-1");
  press_one(key_kind::end);
  CAF_CHECK_EQUAL(state.chosen, "C-3");
  press_one(key_kind::home);
  press_one(key_kind::page_down);
  CAF_CHECK_EQUAL(state.chosen, "C-3");
  press_one(key_kind::page_up);
  CAF_CHECK_EQUAL(state.chosen, "A-1");
}

CAF_TEST(the choice stays with the account when the order changes) {
  keys(U"jr");
  CAF_CHECK_EQUAL(state.chosen, "B/2 %");
  CAF_CHECK_EQUAL(names(), (texts{"C-3", "B/2 %", "A-1"}));
  CAF_CHECK_EQUAL(chosen_index(state, listed_accounts(state, *known.answer)), 1U);
}

CAF_TEST(accounts are sorted by what was asked for) {
  const std::vector<std::pair<order, texts>> rows{
    {order::worst, {"A-1", "B/2 %", "C-3"}}, {order::configured, {"A-1", "B/2 %", "C-3"}},
    {order::name, {"A-1", "B/2 %", "C-3"}},  {order::total, {"A-1", "C-3", "B/2 %"}},
    {order::used, {"A-1", "B/2 %", "C-3"}},  {order::lock, {"A-1", "B/2 %", "C-3"}},
    {order::worst, {"A-1", "B/2 %", "C-3"}},
  };
  for (const auto& [wanted, listed] : rows) {
    CAF_CHECK(state.sorted == wanted);
    CAF_CHECK_EQUAL(names(), listed);
    keys(U"s");
  }
}

CAF_TEST(the worst accounts come first) {
  known = test::knowing(test::troubled_status());
  CAF_CHECK_EQUAL(names(), (texts{"B-2", "A-1", "****3333", "Z-9"}));
}

CAF_TEST(a filter is typed then dropped) {
  keys(U"/C-x");
  CAF_CHECK(state.typing);
  CAF_CHECK_EQUAL(names(), texts{});
  press_one(key_kind::erase);
  CAF_CHECK_EQUAL(names(), texts{"C-3"});
  // Keys that mean something elsewhere are letters here.
  keys(U"q\n");
  CAF_CHECK(!state.over);
  CAF_CHECK_EQUAL(state.filter, "C-q");
  keys(U"\x1b");
  CAF_CHECK_EQUAL(state.filter, "");
  CAF_CHECK_EQUAL(names().size(), 3U);
  keys(U"/shadow\n");
  CAF_CHECK_EQUAL(names(), texts{"C-3"});
  keys(U"/b\x1b");
  CAF_CHECK(!state.typing);
  CAF_CHECK_EQUAL(names().size(), 3U);
}

CAF_TEST(a filter is as long as a name can be) {
  keys(U"/");
  keys(std::u32string(500, U'x'));
  CAF_CHECK_EQUAL(state.filter.size(), 40U);
  keys(U"\n/\u00e9");
  press_one(key_kind::erase);
  press_one(key_kind::erase);
  CAF_CHECK_EQUAL(state.filter, "");
}

CAF_TEST(parts of the accounts can be listed) {
  keys(U"f");
  CAF_CHECK_EQUAL(names(), texts{});
  keys(U"f");
  CAF_CHECK_EQUAL(names(), texts{"A-1"});
  keys(U"f");
  CAF_CHECK_EQUAL(names(), texts{"B/2 %"});
  keys(U"f");
  CAF_CHECK_EQUAL(names().size(), 3U);
  known = test::knowing(test::troubled_status());
  keys(U"f");
  CAF_CHECK_EQUAL(names().size(), 4U);
}

CAF_TEST(an account is opened then left) {
  keys(U"j\n");
  CAF_CHECK(state.shown == page::account);
  CAF_CHECK_EQUAL(state.chosen, "B/2 %");
  keys(U"jjj");
  CAF_CHECK_EQUAL(state.chosen, "B/2 %");
  CAF_CHECK_EQUAL(state.scroll, 3U);
  keys(U"k");
  CAF_CHECK_EQUAL(state.scroll, 2U);
  keys(U"gk");
  CAF_CHECK_EQUAL(state.scroll, 0U);
  // What sorts and filters is for the list.
  keys(U"sfr/");
  CAF_CHECK(state.sorted == order::worst);
  CAF_CHECK(!state.typing);
  keys(U"\x1b");
  CAF_CHECK(state.shown == page::overview);
}

CAF_TEST(help leads back to where it was asked for) {
  keys(U"\n?");
  CAF_CHECK(state.shown == page::help);
  keys(U"?");
  CAF_CHECK(state.shown == page::account);
  press_one(key_kind::help);
  keys(U"b");
  CAF_CHECK(state.shown == page::account);
  keys(U"q");
  CAF_CHECK(state.over);
}

CAF_TEST(keys do no harm while nothing is known) {
  for (const auto kind : {key_kind::up, key_kind::down, key_kind::enter, key_kind::end})
    press(state, {kind}, nullptr, 24);
  CAF_CHECK(state == view_state{});
  known = test::knowing(test::ready_status());
  keys(U"jkgG\n");
  CAF_CHECK(state == view_state{});
}

CAF_TEST_FIXTURE_SCOPE_END()

} // namespace riskctl_watch_state
