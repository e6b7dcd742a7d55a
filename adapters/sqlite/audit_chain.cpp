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
  const auto record = nlohmann::json::parse(line, nullptr, false);
  if (!record.is_object())
    return std::nullopt;
  const auto n = record.find("n");
  const auto previous = record.find("prev");
  if (n == record.end() || !n->is_number_integer() || previous == record.end()
      || !previous->is_string())
    return std::nullopt;
  return parsed_audit_line{{n->get<std::int64_t>(), std::string{hash}},
                           previous->get<std::string>()};
}

} // namespace riskd::sqlite
