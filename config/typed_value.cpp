#include "config/typed_value.hpp"

#include "domain/contract_check.hpp"
#include "domain/instrument.hpp"

namespace riskd::config {

namespace {

const value& present(const value& section, std::string_view key, value_kind kind) {
  const auto* found = section.find(key);
  RISKD_EXPECTS(found && found->kind == kind);
  return *found;
}

} // namespace

bool flag_at(const value& section, std::string_view key) {
  return present(section, key, value_kind::flag).flag;
}

std::int64_t integer_at(const value& section, std::string_view key) {
  const auto number = usable_integer(&present(section, key, value_kind::number));
  RISKD_EXPECTS(number.has_value());
  return *number;
}

domain::money money_at(const value& section, std::string_view key) {
  const auto amount = domain::parse_money(present(section, key, value_kind::number).text);
  RISKD_EXPECTS(amount.has_value());
  return *amount;
}

const std::string& text_at(const value& section, std::string_view key) {
  return present(section, key, value_kind::text).text;
}

std::optional<std::string> optional_text_at(const value& section, std::string_view key) {
  return section.find(key) ? std::optional{text_at(section, key)} : std::nullopt;
}

std::optional<std::int64_t> optional_integer_at(const value& section, std::string_view key) {
  return section.find(key) ? std::optional{integer_at(section, key)} : std::nullopt;
}

std::map<std::string, std::int64_t> products_at(const value& section, std::string_view key) {
  std::map<std::string, std::int64_t> out;
  const auto& products = present(section, key, value_kind::object);
  for (const auto& each : products.members)
    out.emplace(domain::upper_case(each.key), integer_at(products, each.key));
  return out;
}

const value& object_at(const value& section, std::string_view key) {
  return present(section, key, value_kind::object);
}

const value& list_at(const value& section, std::string_view key) {
  return present(section, key, value_kind::list);
}

std::optional<std::int64_t> usable_integer(const value* x) {
  return x && x->kind == value_kind::number ? domain::parse_decimal(x->text, 0) : std::nullopt;
}

} // namespace riskd::config
