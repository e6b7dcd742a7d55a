#pragma once

// The one place that names the vehicle of expected failures. It moves to std::expected with C++23.
#include <boost/system/result.hpp>

#include <string>

namespace riskd::domain {

/// Why an expected failure happened. A new code needs a caller that treats it differently.
enum class failure_code {
  /// Text, JSON or a file does not have the documented form.
  malformed_input,
  /// The other side did not answer in time; the outcome is unknown.
  timed_out,
  /// The connection was refused, reset or closed.
  connection_lost,
  /// The credentials or the token were refused.
  not_authorized,
  /// The venue answered that it is receiving too many calls.
  rate_limited,
  /// The venue understood and refused.
  refused,
  /// A file or database cannot be read or written.
  storage_failed,
};

const char* to_string(failure_code x);

/// An expected failure: a code for the program and a sentence for people.
struct failure {
  failure_code code = failure_code::malformed_input;
  std::string sentence;

  friend bool operator==(const failure&, const failure&) = default;
};

/// Called by `result<T>::value()` on a failure.
[[noreturn]] void throw_exception_from_error(const failure& error,
                                             const boost::source_location& where);

template <class T>
using result = boost::system::result<T, failure>;

} // namespace riskd::domain
