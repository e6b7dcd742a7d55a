#define CAF_SUITE domain.short_text

#include "domain/short_text.hpp"

#include <caf/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace domain_short_text {

using riskd::domain::short_text;

namespace {

/// Texts on both sides of what fits without memory, with every kind of byte.
std::vector<std::string> samples() {
  std::vector<std::string> all{"", "a", std::string("\0b", 2), "\xff\x80"};
  for (std::size_t length = 20; length < 30; ++length)
    for (const char last : {'a', 'b'})
      all.push_back(std::string(length, 'x') + last);
  all.push_back(std::string(5000, 'y'));
  return all;
}

} // namespace

CAF_TEST(a text of any length comes back as it was) {
  for (const auto& each : samples()) {
    const auto first = short_text{each};
    auto copy = first;
    const auto moved = std::move(copy);
    CAF_CHECK_EQUAL(first.text(), each);
    CAF_CHECK_EQUAL(moved.text(), each);
    CAF_CHECK_EQUAL(first.empty(), each.empty());
  }
}

CAF_TEST(texts compare byte by byte) {
  for (const auto& a : samples())
    for (const auto& b : samples()) {
      CAF_CHECK_EQUAL(short_text{a} == short_text{b}, a == b);
      CAF_CHECK_EQUAL(short_text{a} < short_text{b}, a < b);
      CAF_CHECK_EQUAL(short_text{a} > short_text{b}, a > b);
    }
}

CAF_TEST(equal texts have one hash) {
  const std::hash<short_text> hash;
  for (const auto& each : samples())
    CAF_CHECK_EQUAL(hash(short_text{each}), hash(short_text{std::string_view{each}}));
  CAF_CHECK_NOT_EQUAL(hash("CON.F.US.MNQ.H26"), hash("CON.F.US.MNQ.M26"));
}

CAF_TEST(an assigned text forgets the one before) {
  short_text text{std::string(100, 'z')};
  text = short_text{"short"};
  CAF_CHECK_EQUAL(text.text(), "short");
  text = short_text{std::string(24, 'q')};
  CAF_CHECK_EQUAL(text.text(), std::string(24, 'q'));
  text = short_text{};
  CAF_CHECK(text.empty());
}

} // namespace domain_short_text
