#define CAF_SUITE config.nearest

#include "config/nearest.hpp"

#include <caf/test/unit_test.hpp>

#include <string>

namespace config_nearest {

using riskd::config::edit_distance;
using riskd::config::nearest;

namespace {

const std::vector<std::string> keys{"limit", "count_type", "enforcement", "weights", "enabled"};

} // namespace

CAF_TEST(the distance counts changed characters) {
  CAF_CHECK_EQUAL(edit_distance("", ""), 0u);
  CAF_CHECK_EQUAL(edit_distance("limit", "limit"), 0u);
  CAF_CHECK_EQUAL(edit_distance("", "abc"), 3u);
  CAF_CHECK_EQUAL(edit_distance("abc", ""), 3u);
  CAF_CHECK_EQUAL(edit_distance("limt", "limit"), 1u);
  CAF_CHECK_EQUAL(edit_distance("limmit", "limit"), 1u);
  CAF_CHECK_EQUAL(edit_distance("lamit", "limit"), 1u);
  CAF_CHECK_EQUAL(edit_distance("kitten", "sitting"), 3u);
}

CAF_TEST(a swap of neighbours is one change) {
  CAF_CHECK_EQUAL(edit_distance("liimt", "limit"), 1u);
  CAF_CHECK_EQUAL(edit_distance("ab", "ba"), 1u);
  CAF_CHECK_EQUAL(edit_distance("weihgts", "weights"), 1u);
}

CAF_TEST(the nearest word is what was meant) {
  CAF_CHECK_EQUAL(nearest("limt", keys), "limit");
  CAF_CHECK_EQUAL(nearest("Limit", keys), "limit");
  CAF_CHECK_EQUAL(nearest("countType", keys), "count_type");
  CAF_CHECK_EQUAL(nearest("enforcment", keys), "enforcement");
}

CAF_TEST(what is far from every word was meant as none) {
  CAF_CHECK_EQUAL(nearest("x", keys), "");
  CAF_CHECK_EQUAL(nearest("", keys), "");
  CAF_CHECK_EQUAL(nearest("max_position", keys), "");
  CAF_CHECK_EQUAL(nearest("limit", {}), "");
  CAF_CHECK_EQUAL(nearest(std::string(100'000, 'l'), keys), "");
}

} // namespace config_nearest
