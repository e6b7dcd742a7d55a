#define CAF_SUITE domain.decimal

#include "domain/decimal.hpp"

#include <caf/test/unit_test.hpp>

#include <limits>
#include <random>
#include <string>

namespace domain_decimal {

using namespace riskd::domain;

namespace {

std::string read(const std::string& text, int digits) {
  const auto value = parse_decimal(text, digits);
  return value ? std::to_string(*value) : "refused";
}

struct row {
  const char* text;
  const char* value;
};

void check(const row& x, int digits) {
  const auto label = std::string{x.text} + " = ";
  CAF_CHECK_EQUAL(label + read(x.text, digits), label + x.value);
}

std::string fraction_digits(const char* text) {
  const auto count = significant_fraction_digits(text);
  return std::string{text} + " " + (count ? std::to_string(*count) : "refused");
}

} // namespace

// R-V-7, R-V-8
CAF_TEST(plain numbers count units of the last digit) {
  check({"0", "0"}, 4);
  check({"1", "10000"}, 4);
  check({"-1", "-10000"}, 4);
  check({"46.875", "468750"}, 4);
  check({"-49.00", "-490000"}, 4);
  check({"0.0001", "1"}, 4);
  check({"29398.5", "293985000000000"}, 10);
  check({"0.0000005", "5000"}, 10);
}

CAF_TEST(excess digits round half away from zero) {
  check({"0.00004", "0"}, 4);
  check({"0.00005", "1"}, 4);
  check({"0.000049999999999999999999", "0"}, 4);
  check({"0.000050000000000000000001", "1"}, 4);
  check({"0.00014999999", "1"}, 4);
  check({"0.00015", "2"}, 4);
  check({"0.00025", "3"}, 4);
  check({"-0.00004", "0"}, 4);
  check({"-0.00005", "-1"}, 4);
  check({"-0.00015", "-2"}, 4);
  check({"-0.00025", "-3"}, 4);
  check({"9.99995", "100000"}, 4);
  check({"-9.99995", "-100000"}, 4);
  check({"0.000005", "0"}, 4);
  check({"0.5", "1"}, 0);
  check({"-0.5", "-1"}, 0);
  check({"0.49", "0"}, 0);
}

// The venue writes small tick sizes as 5E-07.
CAF_TEST(exponent forms mean the same number) {
  check({"5E-07", "5000"}, 10);
  check({"5e-7", "5000"}, 10);
  check({"0.5e-6", "5000"}, 10);
  check({"500e-9", "5000"}, 10);
  check({"1E+2", "1000000"}, 4);
  check({"1e2", "1000000"}, 4);
  check({"1.5e0", "15000"}, 4);
  check({"1.5e-0", "15000"}, 4);
  check({"12345e-4", "12345"}, 4);
  check({"12345e-5", "1235"}, 4);
  check({"-12345e-5", "-1235"}, 4);
  check({"1e-1000000000000000000000", "0"}, 4);
  check({"0e1000000000000000000000", "0"}, 4);
  check({"0.00e9999", "0"}, 4);
  check({"1e0000000000000000000000001", "100000"}, 4);
}

CAF_TEST(digits may balance a large exponent) {
  const auto zeros = std::string(1'100'000, '0');
  CAF_CHECK_EQUAL(read("0." + zeros + "1e1100001", 4), "10000");
  CAF_CHECK_EQUAL(read("1" + zeros + "e-1100000", 4), "10000");
}

// R-Y-22
CAF_TEST(a value outside 64 bits is refused) {
  check({"922337203685477.5807", "9223372036854775807"}, 4);
  check({"922337203685477.5808", "refused"}, 4);
  check({"922337203685477.58074", "9223372036854775807"}, 4);
  check({"922337203685477.58075", "refused"}, 4);
  check({"-922337203685477.5808", "-9223372036854775808"}, 4);
  check({"-922337203685477.58084", "-9223372036854775808"}, 4);
  check({"-922337203685477.58085", "refused"}, 4);
  check({"-922337203685477.5809", "refused"}, 4);
  check({"18446744073709551616", "refused"}, 0);
  check({"18446744073709551617", "refused"}, 0);
  check({"9223372036854775807", "9223372036854775807"}, 0);
  check({"9223372036854775808", "refused"}, 0);
  check({"92233720368547758070", "refused"}, 0);
  check({"1e15", "refused"}, 4);
  check({"1e19", "refused"}, 0);
  check({"1e20", "refused"}, 0);
  check({"1e400", "refused"}, 4);
  check({"1e1000000000000000000000", "refused"}, 4);
  check({"-1e1000000000000000000000", "refused"}, 4);
}

CAF_TEST(zero has no sign) {
  check({"-0", "0"}, 4);
  check({"-0.0", "0"}, 4);
  check({"-0e5", "0"}, 4);
  check({"-0.00000", "0"}, 4);
  CAF_CHECK_EQUAL(format_decimal(0, 4, 2), "0.00");
}

// R-Y-21: the grammar of JSON numbers, no more and no less.
CAF_TEST(text that is no JSON number is refused) {
  for (const char* text :
       {"",      " ",        "-",         "+",    "+1",  ".",    ".5",      "5.",    "-.5",
        "00",    "01",       "-01",       "1e",   "1e+", "1e-",  "e5",      "1.e5",  "1e5.0",
        "1e5e5", "1.2.3",    "--1",       "1-",   "1 ",  " 1",   "1,5",     "1_000", "0x10",
        "NaN",   "Infinity", "-Infinity", "null", "1f",  "1e 5", "\xd9\xa1"}) {
    check({text, "refused"}, 4);
    CAF_CHECK_EQUAL(fraction_digits(text), std::string{text} + " refused");
  }
  CAF_CHECK(!parse_decimal(std::string_view{"1\0", 2}, 4).has_value());
}

// R-V-9
CAF_TEST(money keeps two to four fraction digits) {
  CAF_CHECK_EQUAL(format_decimal(-5'500'000, 4, 2), "-550.00");
  CAF_CHECK_EQUAL(format_decimal(468'750, 4, 2), "46.875");
  CAF_CHECK_EQUAL(format_decimal(78'125, 4, 2), "7.8125");
  CAF_CHECK_EQUAL(format_decimal(1, 4, 2), "0.0001");
  CAF_CHECK_EQUAL(format_decimal(-1, 4, 2), "-0.0001");
  CAF_CHECK_EQUAL(format_decimal(100, 4, 2), "0.01");
  CAF_CHECK_EQUAL(format_decimal(1'000, 4, 2), "0.10");
  CAF_CHECK_EQUAL(format_decimal(-500, 4, 2), "-0.05");
}

CAF_TEST(prices lose every trailing zero) {
  CAF_CHECK_EQUAL(format_decimal(215'002'500'000'000, 10, 0), "21500.25");
  CAF_CHECK_EQUAL(format_decimal(295'390'000'000'000, 10, 0), "29539");
  CAF_CHECK_EQUAL(format_decimal(5'000, 10, 0), "0.0000005");
  CAF_CHECK_EQUAL(format_decimal(0, 10, 0), "0");
  CAF_CHECK_EQUAL(format_decimal(-100'000'000'000, 10, 0), "-10");
}

CAF_TEST(the extremes can be written) {
  CAF_CHECK_EQUAL(format_decimal(std::numeric_limits<std::int64_t>::max(), 4, 2),
                  "922337203685477.5807");
  CAF_CHECK_EQUAL(format_decimal(std::numeric_limits<std::int64_t>::min(), 4, 2),
                  "-922337203685477.5808");
  CAF_CHECK_EQUAL(format_decimal(std::numeric_limits<std::int64_t>::min(), 0, 0),
                  "-9223372036854775808");
}

CAF_TEST(what is written reads back as itself) {
  auto generator = std::mt19937_64{7};
  int differences = 0;
  for (int i = 0; i < 20'000; ++i) {
    // Shifting reaches every magnitude.
    const auto value = static_cast<std::int64_t>(generator()) >> (generator() % 64);
    differences += parse_decimal(format_decimal(value, 4, 2), 4) == value ? 0 : 1;
    differences += parse_decimal(format_decimal(value, 10, 0), 10) == value ? 0 : 1;
    differences += parse_decimal(std::to_string(value) + "e-4", 4) == value ? 0 : 1;
  }
  CAF_CHECK_EQUAL(differences, 0);
}

// R-Y-34: E-15 counts the decimals of the value, not of its text.
CAF_TEST(trailing zeros are no decimals) {
  CAF_CHECK_EQUAL(fraction_digits("-500.00000"), "-500.00000 0");
  CAF_CHECK_EQUAL(fraction_digits("-500.00010"), "-500.00010 4");
  CAF_CHECK_EQUAL(fraction_digits("-500.00001"), "-500.00001 5");
  CAF_CHECK_EQUAL(fraction_digits("500"), "500 0");
  CAF_CHECK_EQUAL(fraction_digits("5e2"), "5e2 0");
  CAF_CHECK_EQUAL(fraction_digits("5e-2"), "5e-2 2");
  CAF_CHECK_EQUAL(fraction_digits("50e-2"), "50e-2 1");
  CAF_CHECK_EQUAL(fraction_digits("500e-2"), "500e-2 0");
  CAF_CHECK_EQUAL(fraction_digits("0.00001e5"), "0.00001e5 0");
  CAF_CHECK_EQUAL(fraction_digits("0.00000"), "0.00000 0");
  CAF_CHECK_EQUAL(fraction_digits("0e-9"), "0e-9 0");
  CAF_CHECK_EQUAL(fraction_digits("-0.125"), "-0.125 3");
}

} // namespace domain_decimal
