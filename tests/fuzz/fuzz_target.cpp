#include "tests/fuzz/fuzz_target.hpp"

#include <cstddef>
#include <cstdint>

namespace riskd::fuzz {

std::size_t take_choice(std::string_view& input, std::size_t count) {
  if (input.empty())
    return 0;
  const auto number = static_cast<unsigned char>(input.front() - '0');
  input.remove_prefix(1);
  return number % count;
}

std::string_view take_part(std::string_view& input, char mark) {
  const auto part = input.substr(0, input.find(mark));
  input.remove_prefix(part.size() < input.size() ? part.size() + 1 : input.size());
  return part;
}

} // namespace riskd::fuzz

/// What libFuzzer and the replay of the corpora call.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  riskd::fuzz::try_input({reinterpret_cast<const char*>(data), size});
  return 0;
}
