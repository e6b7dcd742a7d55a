#include "adapters/dashboard/aged_object.hpp"

#include "domain/contract_check.hpp"

#include <algorithm>
#include <chrono>

namespace riskd::dashboard {

std::string written(const json& x) {
  return x.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::int64_t seconds_between(domain::time_point then, domain::time_point now) {
  return std::max<std::int64_t>(0, std::chrono::floor<std::chrono::seconds>(now - then).count());
}

aged_object::aged_object(const json& members, std::optional<domain::time_point> since)
  : text_(written(members)), since_(since) {
  RISKD_EXPECTS(members.is_object() && !members.empty());
  text_.pop_back();
  text_ += R"(,"age_seconds":)";
}

void aged_object::append_to(std::string& out, domain::time_point now) const {
  append_open_to(out, now);
  out += '}';
}

void aged_object::append_open_to(std::string& out, domain::time_point now) const {
  out += text_;
  out += since_ ? std::to_string(seconds_between(*since_, now)) : "null";
}

} // namespace riskd::dashboard
