#include "adapters/sqlite/binding_json.hpp"
#include "adapters/sqlite/json_reader.hpp"
#include "adapters/sqlite/json_writer.hpp"
#include "adapters/sqlite/payload_json.hpp"
#include "tests/fuzz/fuzz_target.hpp"

#include <array>
#include <string>

// A JSON text of the journal, which may be damaged: what it is, then the text. What can be read
// says the same when it is written again.

namespace riskd::fuzz {

using namespace sqlite;

namespace {

constexpr std::array kinds{"trade", "order", "position", "account", "rejected"};

/// Checks that whatever was written stands in the text as well: nothing was read as something else.
void check_contains(const nlohmann::json& text, const nlohmann::json& written) {
  RISKD_ENSURES(text.type_name() == std::string_view{written.type_name()});
  if (written.is_object()) {
    for (const auto& [key, value] : written.items())
      if (text.contains(key))
        check_contains(text.at(key), value);
  } else if (written.is_array()) {
    RISKD_ENSURES(text.size() == written.size());
    for (std::size_t i = 0; i < written.size(); ++i)
      check_contains(text[i], written[i]);
  } else {
    RISKD_ENSURES(text == written);
  }
}

void check_payload(const char* kind, std::string_view text) {
  const auto read = parse_payload(kind, text);
  if (!read)
    return;
  RISKD_ENSURES(std::string_view{kind_of(*read)} == kind);
  const auto written = to_json(*read);
  const auto again = parse_payload(kind, written);
  RISKD_ENSURES(again && *again == *read);
  check_contains(parse_json(text), parse_json(written));
}

template <class Parse>
void check_text(std::string_view text, Parse parse) {
  const auto read = parse(text);
  if (!read)
    return;
  const auto written = to_json(*read);
  const auto again = parse(written);
  RISKD_ENSURES(again && *again == *read);
  check_contains(parse_json(text), parse_json(written));
}

void check_entry(std::string_view text) {
  const auto read = read_entry(parse_json(text));
  if (!read)
    return;
  json_writer out;
  write_entry(out, *read);
  const auto again = read_entry(parse_json(out.text()));
  RISKD_ENSURES(again && *again == *read);
  check_contains(parse_json(text), parse_json(out.text()));
}

void check_date(std::string_view text) {
  const auto read = parse_stored_date(text);
  RISKD_ENSURES(!read || domain::to_string(*read) == text);
}

} // namespace

void try_input(std::string_view input) {
  const auto choice = take_choice(input, kinds.size() + 5);
  if (choice < kinds.size())
    check_payload(kinds.at(choice), input);
  else if (choice == kinds.size())
    check_text(input, parse_positions);
  else if (choice == kinds.size() + 1)
    check_text(input, parse_orders);
  else if (choice == kinds.size() + 2)
    check_text(input, parse_account_row);
  else if (choice == kinds.size() + 3)
    check_text(input, parse_baselines);
  else
    check_entry(input);
  check_date(input);
}

} // namespace riskd::fuzz
