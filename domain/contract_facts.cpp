#include "domain/contract_facts.hpp"

namespace riskd::domain {

contract_facts_ptr make_contract_facts(const contract_id& id, const contract_row* row) {
  return std::make_shared<const contract_facts>(
    contract_facts{id, row ? std::optional{*row} : std::nullopt, symbol_code(id, row),
                   alias_set(id, row), product_name(id, row)});
}

} // namespace riskd::domain
