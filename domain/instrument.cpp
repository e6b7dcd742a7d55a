#include "domain/instrument.hpp"

#include "domain/text_scan.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace riskd::domain {

namespace {

/// Exchange root and symbol code, listed only where they differ (`rules.md` 1.2).
constexpr auto alias_table = std::to_array<std::pair<std::string_view, std::string_view>>({
  {"ES", "EP"},  {"NQ", "ENQ"}, {"MET", "GMET"}, {"CL", "CLE"}, {"QM", "NQM"}, {"MCL", "MCLE"},
  {"NG", "NGE"}, {"QG", "NQG"}, {"RB", "RBE"},   {"HO", "HOE"}, {"GC", "GCE"}, {"SI", "SIE"},
  {"HG", "CPE"}, {"PL", "PLE"}, {"6A", "DA6"},   {"6B", "BP6"}, {"6C", "CA6"}, {"6E", "EU6"},
  {"6J", "JY6"}, {"6M", "MX6"}, {"6N", "NE6"},   {"6S", "SF6"}, {"E7", "EEU"}, {"ZT", "TUA"},
  {"ZF", "FVA"}, {"ZN", "TYA"}, {"TN", "TNA"},   {"ZB", "USA"}, {"UB", "ULA"}, {"ZC", "ZCE"},
  {"ZS", "ZSE"}, {"ZW", "ZWA"}, {"ZL", "ZLE"},   {"ZM", "ZME"}, {"LE", "GLE"},
});

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (auto begin = std::size_t{0};;) {
    const auto end = text.find(separator, begin);
    parts.push_back(text.substr(begin, end - begin));
    if (end == std::string_view::npos)
      return parts;
    begin = end + 1;
  }
}

/// Removes a month letter and one or two year digits from the end of a contract name.
std::string_view derived_root(std::string_view name) {
  constexpr std::string_view month_letters = "FGHJKMNQUVXZ";
  auto end = name.size();
  while (end > 0 && name.size() - end < 2 && is_digit(name[end - 1]))
    --end;
  const bool has_year = end < name.size();
  if (!has_year || end == 0 || month_letters.find(name[end - 1]) == std::string_view::npos)
    return {};
  return name.substr(0, end - 1);
}

} // namespace

const contract_row* find_contract(const catalogue& rows, const contract_id& id) {
  const auto found = rows.find(id);
  return found == rows.end() ? nullptr : &found->second;
}

std::string symbol_code(const contract_id& id, const contract_row* row) {
  // An empty part counts as unknown: it would make one product of every contract that has one.
  if (row)
    if (const auto last = split(row->symbol_id, '.').back(); !last.empty())
      return std::string{last};
  const auto parts = split(id.value(), '.');
  const bool has_code = parts.size() >= 4 && !parts[3].empty();
  return std::string{has_code ? parts[3] : std::string_view{id.value()}};
}

std::vector<std::string> alias_set(const contract_id& id, const contract_row* row) {
  auto names = std::vector{upper_case(symbol_code(id, row))};
  if (const auto root = exchange_root(names.front()))
    names.emplace_back(*root);
  if (row)
    if (const auto root = derived_root(row->name); !root.empty())
      names.push_back(upper_case(root));
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::string product_name(const contract_id& id, const contract_row* row) {
  auto code = symbol_code(id, row);
  if (const auto root = exchange_root(code))
    return std::string{*root};
  if (row)
    if (const auto root = derived_root(row->name); !root.empty())
      return std::string{root};
  return code;
}

std::string upper_case(std::string_view text) {
  auto out = std::string{text};
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return out;
}

std::optional<std::string_view> exchange_root(std::string_view symbol_code) {
  const auto found = std::find_if(alias_table.begin(), alias_table.end(),
                                  [&](const auto& row) { return row.second == symbol_code; });
  return found == alias_table.end() ? std::nullopt : std::optional{found->first};
}

std::string_view canonical_product(std::string_view key) {
  const auto found = std::find_if(alias_table.begin(), alias_table.end(),
                                  [&](const auto& row) { return row.first == key; });
  return found == alias_table.end() ? key : found->second;
}

} // namespace riskd::domain
