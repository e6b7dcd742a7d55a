#include "tests/support/scenario_value.hpp"

#include <stdexcept>
#include <utility>

namespace riskd::test {

namespace {

class value_reader {
public:
  explicit value_reader(std::string_view text) : rest_(text) {
  }

  scenario_value read() {
    auto value = read_value();
    if (!trimmed(rest_).empty())
      fail("unexpected text after a value");
    return value;
  }

private:
  scenario_value read_value() {
    scenario_value value;
    if (take('{'))
      read_list('}', [&] {
        auto key = std::string{read_until(":")};
        expect(':');
        value.members.push_back({std::move(key), read_value()});
      });
    else if (take('['))
      read_list(']', [&] { value.items.push_back(read_value()); });
    else
      value.scalar = read_until(",}]");
    return value;
  }

  template <class ReadItem>
  void read_list(char end, ReadItem read_item) {
    if (take(end))
      return;
    do
      read_item();
    while (take(','));
    expect(end);
  }

  /// Takes what stands before the first of `ends`, without blanks around it.
  std::string_view read_until(std::string_view ends) {
    const auto length = std::min(rest_.find_first_of(ends), rest_.size());
    const auto taken = trimmed(rest_.substr(0, length));
    if (taken.empty())
      fail("a key or value is missing");
    rest_.remove_prefix(length);
    return taken;
  }

  bool take(char wanted) {
    while (!rest_.empty() && rest_.front() == ' ')
      rest_.remove_prefix(1);
    if (rest_.empty() || rest_.front() != wanted)
      return false;
    rest_.remove_prefix(1);
    return true;
  }

  void expect(char wanted) {
    if (!take(wanted))
      fail("unexpected end of a value");
  }

  [[noreturn]] void fail(const char* why) const {
    throw std::invalid_argument(std::string{why} + ", at: " + std::string{rest_});
  }

  std::string_view rest_;
};

} // namespace

scenario_value parse_value(std::string_view text) {
  return value_reader{text}.read();
}

std::vector<std::string> split_outside_brackets(std::string_view text, char separator) {
  std::vector<std::string> parts;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i == text.size() || (text[i] == separator && depth == 0)) {
      if (const auto part = trimmed(text.substr(begin, i - begin)); !part.empty())
        parts.emplace_back(part);
      begin = i + 1;
    } else if (text[i] == '{' || text[i] == '[') {
      ++depth;
    } else if (text[i] == '}' || text[i] == ']') {
      --depth;
    }
  }
  return parts;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string_view::npos)
    return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

} // namespace riskd::test
