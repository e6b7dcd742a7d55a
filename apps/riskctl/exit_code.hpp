#pragma once

namespace riskd::riskctl {

/// How riskctl ends (R-O-7).
enum class exit_code : int {
  ok = 0,
  failure = 1,
  usage = 2,
  /// The daemon cannot be reached.
  unreachable = 3,
  /// The user may not ask for this.
  not_permitted = 4,
  invalid_configuration = 5,
  /// A file of events cannot be read to its end, or one of the audit not at all.
  invalid_input = 6,
  /// `audit verify`: the files are not what riskd wrote.
  broken_chain = 7,
  /// `status` and `health`: the daemon runs, but does not protect everything it should.
  not_healthy = 8,
};

} // namespace riskd::riskctl
