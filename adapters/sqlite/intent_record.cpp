#include "adapters/sqlite/intent_record.hpp"

#include "adapters/sqlite/binding_json.hpp"
#include "adapters/sqlite/json_reader.hpp"
#include "adapters/sqlite/json_writer.hpp"

#include <utility>

namespace riskd::sqlite {

using domain::result;

std::string to_json(const intent_record& x) {
  json_writer out;
  out.begin_object();
  out.member("sequence", x.sequence);
  out.member("account", x.ticket.account);
  out.member("number", x.ticket.number);
  out.key("entries");
  out.begin_array();
  for (const auto& each : x.ticket.entries)
    write_entry(out, each);
  out.end_array();
  out.end_object();
  return out.take();
}

result<intent_record> parse_intent(std::string_view text) {
  const auto object = parse_json(text);
  json_reader in{object};
  intent_record x;
  x.sequence = in.natural("sequence");
  x.ticket.account = in.number<domain::account_id>("account");
  x.ticket.number = in.natural("number");
  const auto& entries = in.raw("entries");
  if (!entries.is_array())
    in.note("entries");
  for (const auto& each : entries) {
    auto entry = read_entry(each);
    if (!entry)
      return entry.error();
    x.ticket.entries.push_back(std::move(*entry));
  }
  return in.finish(std::move(x));
}

} // namespace riskd::sqlite
