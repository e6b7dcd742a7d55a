#define CAF_SUITE domain.chunked_map

#include "domain/chunked_map.hpp"

#include "tests/support/scenario_randomness.hpp"

#include <caf/test/unit_test.hpp>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace domain_chunked_map {

using riskd::domain::chunked_map;
using riskd::test::random_choices;

namespace {

using map_under_test = chunked_map<int, std::string>;
using reference = std::map<int, std::string>;

reference rows_of(const map_under_test& map) {
  reference rows;
  map.for_each([&](int key, const std::string& value) { rows[key] = value; });
  return rows;
}

/// Keys in the order in which `for_each` visits them.
std::vector<int> keys_of(const map_under_test& map) {
  std::vector<int> keys;
  map.for_each([&](int key, const std::string&) { keys.push_back(key); });
  return keys;
}

/// Compares everything that can be asked of the map with the reference.
std::string disagreement(const map_under_test& map, const reference& wanted, int keys) {
  if (map.size() != wanted.size() || map.empty() != wanted.empty())
    return "size " + std::to_string(map.size()) + " instead of " + std::to_string(wanted.size());
  for (int key = -1; key <= keys; ++key) {
    const auto found = wanted.find(key);
    const auto* value = map.find(key);
    if (map.contains(key) != (found != wanted.end())
        || (value == nullptr) != (found == wanted.end()) || (value && *value != found->second))
      return "key " + std::to_string(key);
  }
  const auto visited = keys_of(map);
  auto next = wanted.begin();
  for (const auto key : visited)
    if (next == wanted.end() || next++->first != key)
      return "visiting order at key " + std::to_string(key);
  return rows_of(map) == wanted ? "" : "rows";
}

/// Runs random operations on the map and on the reference; keeps copies of both along the way,
/// which must never change.
std::string run_random_operations(std::uint64_t seed) {
  auto choices = random_choices{seed};
  const auto keys = static_cast<int>(choices.between(1, 300));
  map_under_test map;
  reference wanted;
  std::vector<std::pair<map_under_test, reference>> copies;
  // Ids mostly ascend, and now and then an earlier one comes again.
  const bool ascends = choices.happens(50);
  for (int step = 0; step < 400; ++step) {
    const auto key = ascends && choices.happens(90)
                       ? std::min(step, keys - 1)
                       : static_cast<int>(choices.below(static_cast<std::uint64_t>(keys)));
    if (choices.happens(60)) {
      const auto value = std::to_string(step);
      map.set(key, value);
      wanted[key] = value;
    } else if (map.erase(key) != (wanted.erase(key) == 1)) {
      return "erase of key " + std::to_string(key) + " at step " + std::to_string(step);
    }
    if (choices.happens(2))
      copies.emplace_back(map, wanted);
    if (step % 50 == 0)
      if (const auto what = disagreement(map, wanted, keys); !what.empty())
        return what + " at step " + std::to_string(step);
  }
  copies.emplace_back(map, wanted);
  for (const auto& [copy, wanted_copy] : copies)
    if (const auto what = disagreement(copy, wanted_copy, keys); !what.empty())
      return what + " in a copy";
  return {};
}

} // namespace

CAF_TEST(an empty map has nothing) {
  const map_under_test map;
  CAF_CHECK(map.empty());
  CAF_CHECK_EQUAL(map.size(), 0u);
  CAF_CHECK(map.find(1) == nullptr);
  CAF_CHECK(keys_of(map).empty());
}

CAF_TEST(the first row goes into an empty map) {
  map_under_test map;
  map.set(5, "five");
  CAF_REQUIRE(map.find(5) != nullptr);
  CAF_CHECK_EQUAL(*map.find(5), "five");
  CAF_CHECK_EQUAL(map.size(), 1u);
}

CAF_TEST(a map that became empty takes rows again) {
  map_under_test map;
  map.set(5, "five");
  CAF_CHECK(map.erase(5));
  CAF_CHECK(!map.erase(5));
  CAF_CHECK(map.empty());
  map.set(3, "three");
  CAF_CHECK((rows_of(map) == reference{{3, "three"}}));
}

CAF_TEST(a key that exists gets the new value) {
  map_under_test map;
  map.set(1, "old");
  map.set(1, "new");
  CAF_CHECK_EQUAL(map.size(), 1u);
  CAF_CHECK_EQUAL(*map.find(1), "new");
}

CAF_TEST(a change to one copy leaves the others) {
  map_under_test first;
  for (int key = 0; key < 200; ++key)
    first.set(key, "a");
  auto second = first;
  second.set(100, "b");
  second.erase(3);
  second.set(1000, "c");
  CAF_CHECK_EQUAL(*first.find(100), "a");
  CAF_CHECK(first.contains(3));
  CAF_CHECK(!first.contains(1000));
  CAF_CHECK_EQUAL(first.size(), 200u);
  CAF_CHECK_EQUAL(second.size(), 200u);
  CAF_CHECK(first != second);
}

CAF_TEST(equality is about rows however they came about) {
  map_under_test ascending;
  map_under_test descending;
  for (int key = 0; key < 500; ++key) {
    ascending.set(key, std::to_string(key));
    descending.set(499 - key, std::to_string(499 - key));
  }
  CAF_CHECK(ascending == descending);
  descending.set(250, "other");
  CAF_CHECK(ascending != descending);
  descending.erase(250);
  CAF_CHECK(ascending != descending);
}

CAF_TEST(random operations agree with a plain map) {
  for (const auto seed : riskd::test::property_seeds(15))
    CAF_CHECK_EQUAL(riskd::test::with_seed(seed, run_random_operations(seed)), std::string{});
}

} // namespace domain_chunked_map
