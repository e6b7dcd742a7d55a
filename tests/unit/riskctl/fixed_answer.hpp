#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>

namespace riskd::test {

/// Sits on a port of the loopback address where a hub should. Says the same to everybody who asks,
/// and hangs up; if there is nothing to say, it takes connections and stays silent.
class fixed_answer {
public:
  explicit fixed_answer(std::string bytes);
  fixed_answer(const fixed_answer&) = delete;
  fixed_answer& operator=(const fixed_answer&) = delete;
  ~fixed_answer();

  [[nodiscard]] std::uint16_t port() const {
    return port_;
  }

  /// How many have come.
  [[nodiscard]] int visitors() const {
    return visitors_;
  }

  /// What the latest has asked.
  [[nodiscard]] std::string heard() const;

private:
  void serve();

  std::string bytes_;
  int listener_;
  std::uint16_t port_ = 0;
  std::atomic<int> visitors_{0};
  mutable std::mutex mutex_;
  std::string heard_;
  std::thread thread_;
};

/// An answer with this body, as a server of HTTP writes it.
[[nodiscard]] std::string http_answer(const std::string& status, const std::string& body);

/// A port of the loopback address on which nobody listens.
[[nodiscard]] std::uint16_t unused_port();

} // namespace riskd::test
