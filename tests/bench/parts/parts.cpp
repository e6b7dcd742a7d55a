#include "tests/bench/parts/parts.hpp"

#include <cstdint>
#include <exception>
#include <map>
#include <utility>

namespace riskd::bench {

namespace {

/// A prime, so that the multiples of `step` meet every key once, and in no order.
constexpr std::uint64_t keys = 1009;
constexpr std::uint64_t step = 389;

/// One iteration is one key. What freeing the map takes is shared out among them.
void insert_into_map(benchmark::State& state) {
  while (state.KeepRunningBatch(keys)) {
    std::map<std::uint64_t, std::uint64_t> numbers;
    for (std::uint64_t i = 0; i < keys; ++i)
      numbers.emplace(i * step % keys, i);
    benchmark::DoNotOptimize(numbers);
  }
}

} // namespace

benchmark::internal::Benchmark* add(const std::string& name,
                                    std::function<void(benchmark::State&)> measured) {
  return benchmark::RegisterBenchmark(name.c_str(),
                                      [measured = std::move(measured)](benchmark::State& state) {
                                        try {
                                          measured(state);
                                        } catch (const std::exception& error) {
                                          state.SkipWithError(error.what());
                                        }
                                      });
}

void add_unit() {
  add(unit_name, insert_into_map);
}

} // namespace riskd::bench
