#include "domain/result.hpp"

#include "domain/contract_check.hpp"

namespace riskd::domain {

const char* to_string(failure_code x) {
  switch (x) {
    case failure_code::malformed_input:
      return "malformed_input";
    case failure_code::timed_out:
      return "timed_out";
    case failure_code::connection_lost:
      return "connection_lost";
    case failure_code::not_authorized:
      return "not_authorized";
    case failure_code::rate_limited:
      return "rate_limited";
    case failure_code::refused:
      return "refused";
    case failure_code::storage_failed:
      return "storage_failed";
  }
  return "unknown";
}

void throw_exception_from_error(const failure& error, const boost::source_location& where) {
  throw_contract_violation("result without a value", error.sentence.c_str(), where.file_name(),
                           static_cast<int>(where.line()));
}

} // namespace riskd::domain
