#pragma once

#include <cstdint>

namespace riskd::test {

/// While it exists, no file of this process can grow beyond `bytes`: writes fail with EFBIG.
class file_size_limit {
public:
  explicit file_size_limit(std::uint64_t bytes);

  file_size_limit(const file_size_limit&) = delete;

  file_size_limit& operator=(const file_size_limit&) = delete;

  ~file_size_limit();
};

} // namespace riskd::test
