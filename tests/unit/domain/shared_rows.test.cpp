#define CAF_SUITE domain.shared_rows

#include "domain/shared_rows.hpp"

#include <caf/test/unit_test.hpp>

#include <algorithm>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace domain_shared_rows {

using rows = riskd::domain::shared_rows<std::string>;

namespace {

rows three() {
  rows out;
  out.push_back("one");
  out.push_back(std::make_shared<const std::string>("two"));
  out.push_back("three");
  return out;
}

std::vector<std::string> texts_of(const rows& from) {
  return {from.begin(), from.end()};
}

bool is_out_of_range(const std::function<void()>& call) {
  try {
    call();
    return false;
  } catch (const std::out_of_range&) {
    return true;
  }
}

} // namespace

CAF_TEST(rows are read in the order in which they were added) {
  const auto all = three();
  CAF_CHECK((texts_of(all) == std::vector<std::string>{"one", "two", "three"}));
  CAF_CHECK_EQUAL(all.size(), 3u);
  CAF_CHECK_EQUAL(all[1], "two");
  CAF_CHECK_EQUAL(all.at(2), "three");
  CAF_CHECK(!all.empty());
  CAF_CHECK(rows{}.empty());
  const auto found = std::find(all.begin(), all.end(), "two");
  CAF_REQUIRE(found != all.end());
  CAF_CHECK_EQUAL(found->size(), 3u);
}

CAF_TEST(copies share what neither replaced) {
  const auto before = three();
  auto after = before;
  after.replace(1, std::make_shared<const std::string>("changed"));
  CAF_CHECK((texts_of(before) == std::vector<std::string>{"one", "two", "three"}));
  CAF_CHECK((texts_of(after) == std::vector<std::string>{"one", "changed", "three"}));
  CAF_CHECK_EQUAL(&before[0], &after[0]);
  CAF_CHECK_NOT_EQUAL(&before[1], &after[1]);
  after.clear();
  CAF_CHECK_EQUAL(before.size(), 3u);
}

CAF_TEST(a missing place is an error) {
  auto all = three();
  CAF_CHECK(is_out_of_range([&] { static_cast<void>(all.at(3)); }));
  CAF_CHECK(is_out_of_range([&] { all.replace(3, std::make_shared<const std::string>()); }));
  CAF_CHECK(!is_out_of_range([&] { all.replace(2, std::make_shared<const std::string>()); }));
}

} // namespace domain_shared_rows
