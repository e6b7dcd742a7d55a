#include "config/leaves.hpp"

#include "config/address.hpp"
#include "config/inspection.hpp"
#include "config/nearest.hpp"
#include "config/products.hpp"
#include "domain/money.hpp"
#include "domain/time.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

namespace riskd::config {

namespace {

/// What a kind of value allows, for people and for the JSON Schema.
struct leaf_form {
  std::string type;
  std::string schema;
};

node leaf(std::string key, leaf_form form, std::string initial, std::string meaning,
          std::function<void(value&, inspection&)> check) {
  node out;
  out.key = std::move(key);
  out.type = std::move(form.type);
  out.schema = std::move(form.schema);
  out.meaning = std::move(meaning);
  out.initial = std::move(initial);
  out.check = std::move(check);
  return out;
}

std::optional<std::int64_t> whole_number(const value& x) {
  if (x.kind != value_kind::number || domain::significant_fraction_digits(x.text) != 0)
    return std::nullopt;
  return domain::parse_decimal(x.text, 0);
}

leaf_form text_form(std::string type, const std::string& pattern) {
  return {std::move(type), R"({"type": "string", "pattern": ")" + pattern + R"("})"};
}

std::string range_text(std::int64_t low, std::int64_t high) {
  using limits = std::numeric_limits<std::int64_t>;
  if (low == limits::min() && high == limits::max())
    return "int64";
  if (low == high)
    return std::to_string(low);
  return "int " + std::to_string(low) + ".." + std::to_string(high);
}

/// Numbers in texts follow the same grammar as numbers (R-V-7, R-Y-21).
bool is_numeric(const value& x) {
  return x.kind == value_kind::number || x.kind == value_kind::text;
}

void check_money(value& x, int sign, const std::string& type, inspection& inspected) {
  const auto decimals
    = is_numeric(x) ? domain::significant_fraction_digits(x.text) : std::optional<int>{};
  const auto amount = decimals ? domain::parse_money(x.text) : std::nullopt;
  if (!amount)
    return inspected.refuse_form(x, type);
  const auto found = inspected.describe(x);
  const auto zero = domain::money{};
  const bool right_sign = sign < 0 ? *amount < zero : *amount > zero;
  // A number so small that rounding makes it zero has the wrong number of decimals, not the wrong
  // sign.
  if (*decimals > domain::money::digits)
    inspected.refuse(x, problem_code::decimals, found, "at most 4 decimals");
  if (!right_sign && (*amount != zero || *decimals <= domain::money::digits))
    inspected.refuse(x, problem_code::sign, found, type);
  if (x.kind == value_kind::unusable)
    return;
  x.kind = value_kind::number;
  x.text = domain::to_string(*amount);
}

/// A number, or a text that follows the same grammar.
constexpr const char* loss_schema = R"({"anyOf": [
  {"type": "number", "exclusiveMaximum": 0, "minimum": -922337203685477.5808},
  {"type": "string", "pattern": "^-(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?$"}]})";

constexpr const char* profit_schema = R"({"anyOf": [
  {"type": "number", "exclusiveMinimum": 0, "maximum": 922337203685477.5807},
  {"type": "string", "pattern": "^(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?$"}]})";

node money_leaf(std::string key, int sign, std::string initial, std::string meaning) {
  const std::string type = sign < 0 ? "money < 0" : "money > 0";
  return leaf(std::move(key), {type, sign < 0 ? loss_schema : profit_schema}, std::move(initial),
              std::move(meaning), [sign, type](value& x, inspection& inspected) {
                check_money(x, sign, type, inspected);
              });
}

/// A text that `is_good` accepts; anything else is `code`.
node text_leaf(std::string key, const leaf_form& form, std::string initial, std::string meaning,
               problem_code code, std::function<bool(const std::string&, inspection&)> is_good) {
  return leaf(
    std::move(key), form, std::move(initial), std::move(meaning),
    [type = form.type, code, is_good = std::move(is_good)](value& x, inspection& inspected) {
      const auto content = inspected.text_of(x, type);
      if (content && !is_good(*content, inspected))
        inspected.refuse(x, code, inspected.describe(x), type);
    });
}

} // namespace

node flag(std::string key, std::string initial, std::string meaning) {
  return leaf(std::move(key), {"bool", R"({"type": "boolean"})"}, std::move(initial),
              std::move(meaning), [](value& x, inspection& inspected) {
                if (x.kind != value_kind::flag)
                  inspected.refuse_form(x, "true or false");
              });
}

node integer(std::string key, std::int64_t low, std::int64_t high, std::string initial,
             std::string meaning) {
  const auto type = range_text(low, high);
  const auto schema = R"({"type": "integer", "minimum": )" + std::to_string(low)
                      + R"(, "maximum": )" + std::to_string(high) + "}";
  return leaf(std::move(key), {type, schema}, std::move(initial), std::move(meaning),
              [low, high, type](value& x, inspection& inspected) {
                const auto number = whole_number(x);
                if (!number || *number < low || *number > high)
                  inspected.refuse_form(x, type);
              });
}

node integer_or_word(std::string key, whole_range range, const std::string& word,
                     std::string initial, std::string meaning) {
  auto out = integer(std::move(key), range.low, range.high, std::move(initial), std::move(meaning));
  out.type += " or \"" + word + '"';
  out.schema = R"({"anyOf": [)" + out.schema + R"(, {"enum": [")" + word + "\"]}]}";
  out.check = [range, type = out.type, word](value& x, inspection& inspected) {
    const auto number = whole_number(x);
    const bool in_range = number && range.low <= *number && *number <= range.high;
    if (!in_range && !(x.kind == value_kind::text && x.text == word))
      inspected.refuse_form(x, type);
  };
  return out;
}

node integers(std::string key, std::int64_t low, std::int64_t high, std::string initial,
              std::string meaning) {
  auto out = list_of(std::move(key), integer("", low, high, "", ""), std::move(meaning));
  out.type = "list of " + range_text(low, high);
  out.initial = std::move(initial);
  return out;
}

node choice(std::string key, std::vector<std::string> words, std::string initial,
            std::string meaning) {
  std::string type;
  std::string listing;
  for (const auto& word : words) {
    type += (type.empty() ? "" : " | ") + word;
    listing += (listing.empty() ? "\"" : ", \"") + word + '"';
  }
  return leaf(std::move(key), {type, R"({"enum": [)" + listing + "]}"}, std::move(initial),
              std::move(meaning),
              [words = std::move(words), type](value& x, inspection& inspected) {
                const auto content = inspected.text_of(x, type);
                if (content && std::find(words.begin(), words.end(), *content) == words.end())
                  inspected.refuse(x, problem_code::form, inspected.describe(x), type,
                                   nearest(*content, words));
              });
}

node text(std::string key, std::string initial, std::string meaning) {
  return text_leaf(std::move(key), {"string", R"({"type": "string", "minLength": 1})"},
                   std::move(initial), std::move(meaning), problem_code::form,
                   [](const std::string& content, inspection&) { return !content.empty(); });
}

node free_text(std::string key, std::string initial, std::string meaning) {
  return text_leaf(std::move(key), {"string", R"({"type": "string"})"}, std::move(initial),
                   std::move(meaning), problem_code::form,
                   [](const std::string&, inspection&) { return true; });
}

node negative_money(std::string key, std::string initial, std::string meaning) {
  return money_leaf(std::move(key), -1, std::move(initial), std::move(meaning));
}

node positive_money(std::string key, std::string initial, std::string meaning) {
  return money_leaf(std::move(key), 1, std::move(initial), std::move(meaning));
}

node time_of_day(std::string key, std::string initial, std::string meaning) {
  return text_leaf(std::move(key),
                   text_form("HH:MM[:SS]", "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$"),
                   std::move(initial), std::move(meaning), problem_code::time,
                   [](const std::string& content, inspection&) {
                     return domain::parse_time_of_day(content).has_value();
                   });
}

node date(std::string key, std::string meaning) {
  return text_leaf(
    std::move(key), text_form("YYYY-MM-DD", "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"),
    "", std::move(meaning), problem_code::time, [](const std::string& content, inspection&) {
      return domain::parse_date(content).has_value();
    });
}

node zone(std::string key, std::string initial, std::string meaning) {
  return text_leaf(std::move(key), text_form("IANA time zone", "^[A-Za-z][A-Za-z0-9_+/-]*$"),
                   std::move(initial), std::move(meaning), problem_code::time,
                   [](const std::string& content, inspection& inspected) {
                     return inspected.context().zones(content).has_value();
                   });
}

node address(std::string key, std::vector<std::string> schemes, std::string initial,
             std::string meaning) {
  std::string pattern;
  for (const auto& scheme : schemes)
    pattern += (pattern.empty() ? "^(" : "|") + scheme;
  const auto form = text_form("URL (" + listed(schemes) + ")", pattern + ")://[^ ?#@]+$");
  auto out
    = text_leaf(std::move(key), form, std::move(initial), std::move(meaning), problem_code::form,
                [schemes = std::move(schemes)](const std::string& content, inspection&) {
                  return is_address(content, schemes);
                });
  // What is refused may be a secret that someone put into the address.
  out.confidential = true;
  return out;
}

node secret_reference(std::string key, std::string initial, std::string meaning) {
  auto out
    = leaf(std::move(key), {"reference", R"({"$ref": "#/$defs/secret"})"}, std::move(initial),
           std::move(meaning), [](value& x, inspection& inspected) { inspected.check_secret(x); });
  out.confidential = true;
  out.secret = true;
  return out;
}

node products(std::string key, std::string meaning) {
  auto element = text_leaf(
    "", text_form("product", product_pattern), "", "", problem_code::form,
    [](const std::string& content, inspection&) { return product_key_fault(content).empty(); });
  auto out = list_of(std::move(key), std::move(element), std::move(meaning));
  out.type = "list of products";
  return out;
}

node product_table(std::string key, std::int64_t low, std::int64_t high, std::string meaning) {
  auto out = table_of(std::move(key), integer("", low, high, "", ""),
                      {product_pattern, product_key_fault}, std::move(meaning));
  out.type = "map product -> " + range_text(low, high);
  return out;
}

node nullable(node from) {
  from.type += " or null";
  from.nullable = true;
  return from;
}

node or_null(node from) {
  from = nullable(std::move(from));
  from.initial = "null";
  return from;
}

node required(node from) {
  from.required = true;
  from.initial.clear();
  return from;
}

} // namespace riskd::config
