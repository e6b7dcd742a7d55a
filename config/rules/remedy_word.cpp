#include "config/rules/remedy_word.hpp"

#include "config/typed_value.hpp"
#include "domain/contract_check.hpp"

namespace riskd::config {

domain::remedy remedy_at(const value& section, std::string_view key) {
  const auto& word = text_at(section, key);
  for (const auto each : {domain::remedy::reduce_to_limit, domain::remedy::close_offending})
    if (word == to_string(each))
      return each;
  RISKD_EXPECTS(word == to_string(domain::remedy::close_all));
  return domain::remedy::close_all;
}

} // namespace riskd::config
