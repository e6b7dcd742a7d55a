#define CAF_SUITE terminal.characters

#include "adapters/terminal/characters.hpp"

#include <caf/test/unit_test.hpp>

namespace terminal_characters {

using namespace riskd::terminal;

CAF_TEST(text of UTF8 survives a round trip) {
  const auto text = std::string{"a\u00e9\u2588\u4e2d\U0001f600"};
  CAF_CHECK(characters_of(text) == U"a\u00e9\u2588\u4e2d\U0001f600");
  CAF_CHECK_EQUAL(utf8_of(characters_of(text)), text);
}

CAF_TEST(what is no UTF8 becomes a question mark) {
  CAF_CHECK(characters_of("\x80"
                          "a")
            == U"?a");
  CAF_CHECK(characters_of("\xc3") == U"?");
  CAF_CHECK(characters_of("\xc0\xaf") == U"??");
  CAF_CHECK(characters_of("\xe0\x80\x80") == U"???");
  CAF_CHECK(characters_of("\xed\xa0\x80") == U"?");
  CAF_CHECK(characters_of("\xf4\x90\x80\x80") == U"????");
  CAF_CHECK(characters_of("\xff\xfe") == U"??");
}

CAF_TEST(what could drive a terminal becomes a question mark) {
  CAF_CHECK(characters_of("a\x1b[2J\n\x7f") == U"a?[2J??");
  CAF_CHECK(characters_of("\u009b") == U"?");
  CAF_CHECK(characters_of("\u202eabc") == U"?abc");
  CAF_CHECK(characters_of("\u200b") == U"?");
}

CAF_TEST(characters of East Asia take up two columns) {
  CAF_CHECK_EQUAL(columns_of("abc"), 3U);
  CAF_CHECK_EQUAL(columns_of("\u4e2d\u6587"), 4U);
  CAF_CHECK_EQUAL(columns_of("e\u0301"), 1U);
  CAF_CHECK_EQUAL(columns_of("\u2588\u2591\u2026"), 3U);
  CAF_CHECK_EQUAL(columns_of(""), 0U);
}

CAF_TEST(text is cut at its end) {
  CAF_CHECK_EQUAL(cut_end("abcdef", 6, charset::unicode), "abcdef");
  CAF_CHECK_EQUAL(cut_end("abcdef", 5, charset::unicode), "abcd\u2026");
  CAF_CHECK_EQUAL(cut_end("abcdef", 5, charset::ascii), "abc..");
  CAF_CHECK_EQUAL(cut_end("abcdef", 2, charset::ascii), "ab");
  CAF_CHECK_EQUAL(cut_end("abcdef", 0, charset::unicode), "");
  CAF_CHECK_EQUAL(cut_end("\u4e2d\u6587\u5b57", 5, charset::unicode), "\u4e2d\u6587\u2026");
  CAF_CHECK_EQUAL(cut_end("\u4e2d\u6587\u5b57", 4, charset::unicode), "\u4e2d\u2026");
}

CAF_TEST(names are cut in their middle) {
  CAF_CHECK_EQUAL(cut_middle("50KTC-V2-123456-78901234", 15, charset::unicode),
                  "50KTC-V\u20268901234");
  CAF_CHECK_EQUAL(cut_middle("50KTC-V2-123456-78901234", 15, charset::ascii), "50KTC-..8901234");
  CAF_CHECK_EQUAL(cut_middle("abcdef", 6, charset::ascii), "abcdef");
  CAF_CHECK_EQUAL(cut_middle("abcdef", 4, charset::unicode), "abc\u2026");
}

} // namespace terminal_characters
