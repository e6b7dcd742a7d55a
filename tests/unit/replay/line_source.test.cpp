#define CAF_SUITE replay.line_source

#include "adapters/replay/line_source.hpp"

#include <caf/test/unit_test.hpp>

#include <sstream>
#include <streambuf>
#include <string>
#include <vector>

namespace replay_line_source {

using riskd::replay::line_source;

namespace {

std::vector<std::string> lines_of(const std::string& text, std::size_t line_bytes_max = 1U << 24U) {
  std::istringstream input{text};
  line_source source{input, line_bytes_max};
  std::vector<std::string> out;
  while (const auto line = source.next())
    out.emplace_back(*line);
  return out;
}

/// Gives some text, then fails as a broken disk does.
class broken_stream : public std::streambuf {
public:
  explicit broken_stream(std::string text) : text_(std::move(text)) {
    setg(text_.data(), text_.data(), text_.data() + text_.size());
  }

protected:
  int_type underflow() override {
    throw std::ios_base::failure("unreadable");
  }

private:
  std::string text_;
};

} // namespace

CAF_TEST(lines end at a line feed except the last) {
  using lines = std::vector<std::string>;
  CAF_CHECK(lines_of("").empty());
  CAF_CHECK(lines_of("\n") == lines{""});
  CAF_CHECK(lines_of("a") == lines{"a"});
  CAF_CHECK(lines_of("a\n") == lines{"a"});
  CAF_CHECK(lines_of("a\r\n\nb") == (lines{"a\r", "", "b"}));
}

CAF_TEST(lines are whole wherever the blocks of the file end) {
  std::vector<std::string> expected;
  std::string text;
  for (std::size_t i = 0; i < 40; ++i) {
    expected.emplace_back(i * 7919, static_cast<char>('a' + i % 26));
    text += expected.back() + "\n";
  }
  CAF_CHECK(lines_of(text) == expected);
  expected.emplace_back(700'000, 'z');
  CAF_CHECK(lines_of(text + expected.back()) == expected);
}

CAF_TEST(a line longer than the limit ends the reading) {
  std::istringstream input{"abcd\nabcde\nx\n"};
  line_source source{input, 4};
  CAF_CHECK(source.next() == "abcd");
  CAF_CHECK(!source.next());
  CAF_CHECK_EQUAL(source.number(), 2u);
  CAF_CHECK(source.why() == line_source::end_reason::line_too_long);
}

CAF_TEST(a file that cannot be read any further is told from its end) {
  broken_stream content{"a\nb"};
  std::istream input{&content};
  line_source source{input, 100};
  CAF_CHECK(!source.next());
  CAF_CHECK(source.why() == line_source::end_reason::unreadable);
  std::istringstream whole{"a"};
  line_source good{whole, 100};
  CAF_CHECK(good.next() == "a");
  CAF_CHECK(!good.next());
  CAF_CHECK(good.why() == line_source::end_reason::end_of_input);
}

} // namespace replay_line_source
