#pragma once

#include <cstdint>

namespace riskd::test {

/// A file system layer for SQLite whose writes and syncs fail or block on demand. There is one for
/// the whole process; the destructor repairs it.
class faulty_disk {
public:
  /// To be given to SQLite.
  static constexpr const char* name = "faulty-disk";

  faulty_disk();

  faulty_disk(const faulty_disk&) = delete;

  faulty_disk& operator=(const faulty_disk&) = delete;

  ~faulty_disk();

  /// Lets the call number `nth` from now on fail with `code` (SQLITE_FULL, SQLITE_IOERR_WRITE ...),
  /// and all later ones if `lasting`. 1 is the next call.
  void fail(std::int64_t nth, int code, bool lasting);

  /// Lets the next call wait until `repair`.
  void block();

  /// Waits until a call is waiting.
  void wait_until_blocked();

  /// Ends all trouble.
  void repair();

  /// Writes and syncs so far.
  [[nodiscard]] std::int64_t calls() const;
};

} // namespace riskd::test
