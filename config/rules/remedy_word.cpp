#include "config/rules/remedy_word.hpp"

#include "config/leaves.hpp"
#include "config/tightening.hpp"
#include "config/typed_value.hpp"
#include "domain/contract_check.hpp"

#include <utility>

namespace riskd::config {

node remedy_choice(std::vector<std::string> words, std::string meaning) {
  return tightened_along(words,
                         choice("enforcement", words, R"("reduce_to_limit")", std::move(meaning)));
}

domain::remedy remedy_at(const value& section, std::string_view key) {
  const auto& word = text_at(section, key);
  for (const auto each : {domain::remedy::reduce_to_limit, domain::remedy::close_offending})
    if (word == to_string(each))
      return each;
  RISKD_EXPECTS(word == to_string(domain::remedy::close_all));
  return domain::remedy::close_all;
}

} // namespace riskd::config
