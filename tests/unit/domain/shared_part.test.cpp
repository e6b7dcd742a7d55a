#define CAF_SUITE domain.shared_part

#include "domain/shared_part.hpp"

#include "tests/support/scenario_randomness.hpp"

#include <caf/test/unit_test.hpp>

#include <string>
#include <vector>

namespace domain_shared_part {

using riskd::domain::shared_part;
using riskd::test::random_choices;

namespace {

using numbers = std::vector<int>;

/// Copies, assigns and edits at random; each owner must see its own edits and no others.
std::string run_random_operations(std::uint64_t seed) {
  auto choices = random_choices{seed};
  constexpr std::size_t owners = 6;
  auto parts = std::vector<shared_part<numbers>>(owners);
  auto wanted = std::vector<numbers>(owners);
  for (int step = 0; step < 500; ++step) {
    const auto from = choices.below(owners);
    const auto to = choices.below(owners);
    if (choices.happens(40)) {
      parts[to] = parts[from];
      wanted[to] = wanted[from];
    } else {
      parts[to].edit().push_back(step);
      wanted[to].push_back(step);
    }
    for (std::size_t i = 0; i < owners; ++i)
      if (*parts[i] != wanted[i])
        return "owner " + std::to_string(i) + " at step " + std::to_string(step);
  }
  return {};
}

} // namespace

CAF_TEST(a copy shares its value until one side edits it) {
  auto first = shared_part<numbers>{numbers{1, 2}};
  auto second = first;
  CAF_CHECK_EQUAL(&*first, &*second);
  second.edit().push_back(3);
  CAF_CHECK((*first == numbers{1, 2}));
  CAF_CHECK((*second == numbers{1, 2, 3}));
}

CAF_TEST(an only owner edits in place) {
  auto part = shared_part<numbers>{numbers{1}};
  const auto* before = &*part;
  part.edit().push_back(2);
  CAF_CHECK_EQUAL(before, &*part);
  CAF_CHECK_EQUAL(part->size(), 2u);
}

CAF_TEST(equality is about values) {
  const auto first = shared_part<numbers>{numbers{1}};
  const auto second = shared_part<numbers>{numbers{1}};
  const auto third = shared_part<numbers>{numbers{2}};
  CAF_CHECK(first == second);
  CAF_CHECK(first != third);
  CAF_CHECK((shared_part<numbers>{} == shared_part<numbers>{numbers{}}));
}

CAF_TEST(random edits of sharing copies stay apart) {
  for (const auto seed : riskd::test::property_seeds(20))
    CAF_CHECK_EQUAL(riskd::test::with_seed(seed, run_random_operations(seed)), std::string{});
}

} // namespace domain_shared_part
