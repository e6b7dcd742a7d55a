#include "adapters/sqlite/audit_chain.hpp"

#include "adapters/sqlite/json_writer.hpp"
#include "adapters/sqlite/sha256.hpp"

#include <nlohmann/json.hpp>

#include <utility>

namespace riskd::sqlite {

using domain::account_id;
using domain::audit_entry;

namespace {

constexpr std::string_view hash_intro = ",\"hash\":\"";

constexpr std::size_t hash_digits = 64;

/// More records than any chain has, and far from where counting on would overflow.
constexpr std::uint64_t number_max = std::uint64_t{1} << 60U;

/// Everything but the hash (R-P-5).
std::string unhashed(const audit_link& last, std::optional<account_id> account,
                     const audit_entry& entry) {
  json_writer out;
  out.begin_object();
  out.member("n", last.n + 1);
  out.member("ts", domain::to_string(entry.at));
  out.key("account");
  if (account)
    out.value(*account);
  else
    out.null();
  out.member("type", entry.type);
  out.key("rule");
  if (entry.rule)
    out.value(to_string(*entry.rule));
  else
    out.null();
  out.member("text", entry.text);
  out.key("data");
  out.begin_object();
  for (const auto& [name, value] : entry.data)
    out.member(name, value);
  out.end_object();
  out.member("config", entry.config_hash);
  out.member("prev", last.hash);
  out.end_object();
  return out.take();
}

/// The text of a member, or nothing if there is none.
std::optional<std::string> text_of(const nlohmann::json& record, const char* member) {
  const auto found = record.find(member);
  if (found == record.end() || !found->is_string())
    return std::nullopt;
  return found->get<std::string>();
}

} // namespace

audit_line next_audit_line(const audit_link& last, std::optional<account_id> account,
                           const audit_entry& entry) {
  auto text = unhashed(last, account, entry);
  auto hash = sha256_hex(text);
  text.pop_back();
  text += hash_intro;
  text += hash;
  text += "\"}";
  return {{last.n + 1, std::move(hash)}, std::move(text)};
}

std::optional<parsed_audit_line> parse_audit_line(std::string_view line) {
  const auto tail = hash_intro.size() + hash_digits + 2;
  if (line.size() < tail || !line.ends_with("\"}"))
    return std::nullopt;
  const auto content = line.substr(0, line.size() - tail);
  const auto rest = line.substr(content.size());
  const auto hash = rest.substr(hash_intro.size(), hash_digits);
  if (!rest.starts_with(hash_intro) || sha256_hex(std::string{content} + "}") != hash)
    return std::nullopt;
  auto claims = read_audit_claims(line);
  if (claims)
    claims->link.hash = hash;
  return claims;
}

std::optional<parsed_audit_line> read_audit_claims(std::string_view line) {
  const auto record = nlohmann::json::parse(line, nullptr, false);
  if (!record.is_object())
    return std::nullopt;
  const auto n = record.find("n");
  const auto previous = text_of(record, "prev");
  if (n == record.end() || !n->is_number_unsigned() || !previous)
    return std::nullopt;
  const auto number = n->get<std::uint64_t>();
  if (number == 0 || number > number_max)
    return std::nullopt;
  return parsed_audit_line{
    {static_cast<std::int64_t>(number), text_of(record, "hash").value_or("")},
    *previous,
    text_of(record, "ts").value_or(""),
    text_of(record, "type").value_or(""),
    text_of(record, "text").value_or("")};
}

const char* to_string(audit_fault x) {
  switch (x) {
    case audit_fault::unreadable:
      return "unreadable";
    case audit_fault::changed:
      return "changed";
    case audit_fault::number:
      return "number";
    case audit_fault::reference:
      return "reference";
    case audit_fault::cut_off:
      return "cut_off";
    case audit_fault::second_chain:
      return "second_chain";
    case audit_fault::store:
      return "store";
  }
  return "unlisted";
}

std::optional<audit_misfit> misfit_of(const audit_link& last, const parsed_audit_line& next) {
  const auto n = std::to_string(next.link.n);
  if (next.link.n != last.n + 1)
    return audit_misfit{audit_fault::number, "record " + n + " stands where "
                                               + std::to_string(last.n + 1) + " should be"};
  const bool is_unknown = last.hash.empty();
  const bool refers = is_unknown || next.previous == last.hash;
  if (!refers || (next.link.n == 1 && last != audit_link{}))
    return audit_misfit{audit_fault::reference,
                        "record " + n + " does not refer to the one before it"};
  return std::nullopt;
}

} // namespace riskd::sqlite
