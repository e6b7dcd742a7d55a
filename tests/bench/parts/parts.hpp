#pragma once

#include <benchmark/benchmark.h>

#include <functional>
#include <string>

namespace riskd::bench {

/// What every other time of the run is divided by.
inline constexpr auto unit_name = "unit/map_insert";

/// Adds a benchmark. Its name is `<part>/<what>`. What `measured` throws becomes its error.
benchmark::internal::Benchmark* add(const std::string& name,
                                    std::function<void(benchmark::State&)> measured);

// Each adds the benchmarks of one part, in the order in which they are to run.

void add_unit();
void add_parsing();
void add_folding();
void add_rules();
void add_arbitration();
void add_locks();
void add_journal();
void add_hops();
void add_account_start();

} // namespace riskd::bench
