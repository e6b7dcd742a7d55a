#pragma once

#include "domain/ports/broker_port.hpp"

#include <string>

namespace riskd::test {

// One line of text for each row and report, with every member that is present, so that golden files
// can be compared and reviewed.

std::string describe(const domain::contract_row& x);
std::string describe(const domain::trade_row& x);
std::string describe(const domain::order_row& x);
std::string describe(const domain::position_row& x);
std::string describe(const domain::account_row& x);
std::string describe(const domain::quote_delta& x);
std::string describe(const domain::rejected_payload& x);
std::string describe(const domain::broker_report& x);

} // namespace riskd::test
