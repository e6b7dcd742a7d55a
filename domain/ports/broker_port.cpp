#include "domain/ports/broker_port.hpp"

namespace riskd::domain {

const char* to_string(session_end x) {
  switch (x) {
    case session_end::login_unanswered:
      return "login_unanswered";
    case session_end::login_refused:
      return "login_refused";
    case session_end::logged_out:
      return "logged_out";
    case session_end::conflict:
      return "conflict";
  }
  return "unlisted";
}

} // namespace riskd::domain
