#pragma once

#include "domain/time.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>

namespace riskd::simulator {

/// One REST call as it arrived and how it ended.
struct logged_call {
  std::int64_t number = 0;
  domain::time_point at;
  std::string method;
  std::string path;
  std::string user;
  /// Empty for calls that carry credentials.
  std::string body;
  /// 0 if it was not answered.
  unsigned status = 0;
  std::string reply;
};

/// What clients asked, for tests to look at: the newest calls in full and a count per route.
class call_log {
public:
  void add(logged_call call);

  [[nodiscard]] const std::deque<logged_call>& calls() const {
    return calls_;
  }

  /// Calls per path in lower case, since the start.
  [[nodiscard]] const std::map<std::string, std::int64_t>& counts() const {
    return counts_;
  }

private:
  static constexpr std::size_t kept_max = 10'000;
  /// Longer bodies and replies are cut off.
  static constexpr std::size_t text_max = 4'096;

  std::deque<logged_call> calls_;
  std::map<std::string, std::int64_t> counts_;
  std::int64_t next_number_ = 1;
};

} // namespace riskd::simulator
