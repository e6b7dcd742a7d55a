#include "messages/fleet_messages.hpp"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>

namespace riskd {

namespace {

using domain::failure;
using domain::failure_code;
using domain::result;

/// Longer ones come from nobody who means well.
constexpr std::size_t name_size_max = 200;
constexpr std::size_t text_size_max = 4'000;
constexpr std::size_t hash_size = 64;

std::int64_t microseconds_of(domain::time_point x) {
  return x.time_since_epoch().count();
}

domain::time_point time_of(std::int64_t microseconds) {
  return domain::time_point{domain::duration{microseconds}};
}

failure malformed(const char* what) {
  return {failure_code::malformed_input, std::string{"an update has "} + what};
}

bool is_name(const std::string& x) {
  return x.size() <= name_size_max && std::all_of(x.begin(), x.end(), [](char c) {
           const auto byte = static_cast<unsigned char>(c);
           return byte >= 0x20 && byte != 0x7f;
         });
}

bool is_document(const std::string& x) {
  return x.size() <= domain::told_document_max;
}

failure too_many_accounts(std::uint64_t count) {
  return {failure_code::malformed_input, "the agent tells of " + std::to_string(count)
                                           + " accounts; no more than "
                                           + std::to_string(domain::accounts_max) + " are taken"};
}

bool is_hash(const std::string& x) {
  return x.size() == hash_size && std::all_of(x.begin(), x.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

std::optional<domain::record_place> place_of(std::int64_t chain, std::int64_t number) {
  return chain > 0 ? std::optional{domain::record_place{chain, number}} : std::nullopt;
}

daemon_told told_of(const domain::daemon_report& x) {
  const auto end = x.audit_end.value_or(domain::record_place{});
  return {microseconds_of(x.taken),
          x.answers,
          x.remark,
          x.version,
          end.chain,
          end.number,
          x.audit_hash,
          x.document};
}

account_told told_of(const domain::account_report& x) {
  const auto units = [](const std::optional<domain::money>& y) {
    return y ? y->units() : 0;
  };
  return {x.name,
          microseconds_of(x.taken),
          static_cast<std::uint8_t>(x.state),
          x.is_locked,
          x.realized.has_value(),
          units(x.realized),
          x.unrealized.has_value(),
          units(x.unrealized),
          x.document};
}

listing_told told_of(const domain::account_listing& x) {
  return {x.after, x.until, x.names, x.count};
}

record_told told_of(const domain::audit_report& x) {
  return {x.place.chain, x.place.number, x.hash, x.previous, microseconds_of(x.at),
          x.account,     x.type,         x.rule, x.text};
}

story_told told_of(const domain::story_report& x) {
  return {x.breach.value(), x.account, microseconds_of(x.at), x.document};
}

result<domain::daemon_report> read(const daemon_told& x) {
  if (!is_name(x.version) || x.remark.size() > text_size_max)
    return malformed("a version or remark that is none");
  domain::daemon_report out;
  out.taken = time_of(x.taken);
  out.answers = x.answers;
  out.remark = x.remark;
  out.version = x.version;
  out.audit_end = place_of(x.audit_chain, x.audit_number);
  if (out.audit_end && !is_hash(x.audit_hash))
    return malformed("an end of the audit without a hash");
  if (!is_document(x.document))
    return malformed("a document that is too long");
  out.audit_hash = x.audit_hash;
  out.document = x.document;
  return out;
}

result<domain::account_report> read(const account_told& x) {
  if (!is_name(x.name) || x.name.empty())
    return malformed("a name of an account that is none");
  if (x.state > static_cast<std::uint8_t>(domain::protection::unprotected))
    return malformed("a state of an account that is none");
  if (!is_document(x.document))
    return malformed("a document that is too long");
  domain::account_report out;
  out.name = x.name;
  out.taken = time_of(x.taken);
  out.state = static_cast<domain::protection>(x.state);
  out.is_locked = x.is_locked;
  if (x.has_realized)
    out.realized = domain::money{x.realized};
  if (x.has_unrealized)
    out.unrealized = domain::money{x.unrealized};
  out.document = x.document;
  return out;
}

result<domain::account_listing> read(const listing_told& x) {
  const auto& names = x.names;
  if (x.count > domain::accounts_max)
    return too_many_accounts(x.count);
  if (names.size() > x.count || !is_name(x.after) || !is_name(x.until)
      || !std::all_of(names.begin(), names.end(), is_name))
    return malformed("a listing of accounts that is none");
  const bool is_ascending
    = std::adjacent_find(names.begin(), names.end(), std::greater_equal<>{}) == names.end();
  // The order decides which accounts are forgotten.
  if (!is_ascending || (!x.until.empty() && x.until < x.after)
      || (!names.empty() && names.front() <= x.after)
      || (!names.empty() && !x.until.empty() && x.until < names.back()))
    return malformed("a listing of accounts that is out of order");
  return domain::account_listing{x.after, x.until, names, x.count};
}

result<domain::audit_report> read(const record_told& x) {
  if (x.chain <= 0 || x.number <= 0 || !is_hash(x.hash) || !is_hash(x.previous))
    return malformed("a record without a place in its chain");
  if (!is_name(x.account) || !is_name(x.type) || !is_name(x.rule) || x.text.size() > text_size_max)
    return malformed("a record whose words are none");
  return domain::audit_report{{x.chain, x.number}, x.hash, x.previous, time_of(x.at),
                              x.account,           x.type, x.rule,     x.text};
}

result<domain::story_report> read(const story_told& x) {
  if (!is_name(x.account))
    return malformed("a name of an account that is none");
  if (!is_document(x.document))
    return malformed("a document that is too long");
  return domain::story_report{domain::breach_id{x.breach}, x.account, time_of(x.at), x.document};
}

/// Reads each of a list; returns why one cannot be, or nothing.
template <class Told, class Report>
std::optional<failure> read_all(const std::vector<Told>& from, std::vector<Report>& into) {
  into.reserve(from.size());
  for (const auto& each : from) {
    auto one = read(each);
    if (!one)
      return one.error();
    into.push_back(std::move(*one));
  }
  return std::nullopt;
}

template <class Told, class Report>
void tell_all(const std::vector<Report>& from, std::vector<Told>& into) {
  into.reserve(from.size());
  for (const auto& each : from)
    into.push_back(told_of(each));
}

} // namespace

agent_update told_of(const domain::fleet_update& x) {
  agent_update out;
  out.number = x.number;
  out.sent = microseconds_of(x.sent);
  if (x.daemon)
    out.daemon.push_back(told_of(*x.daemon));
  tell_all(x.accounts, out.accounts);
  out.gone = x.gone;
  if (x.listing)
    out.listing.push_back(told_of(*x.listing));
  tell_all(x.records, out.records);
  tell_all(x.stories, out.stories);
  return out;
}

result<domain::fleet_update> read(const agent_update& x) {
  if (x.daemon.size() > 1)
    return malformed("more than one daemon");
  if (x.listing.size() > 1)
    return malformed("more than one listing of accounts");
  if (const auto most = std::max(x.accounts.size(), x.gone.size()); most > domain::accounts_max)
    return too_many_accounts(most);
  domain::fleet_update out;
  out.number = x.number;
  out.sent = time_of(x.sent);
  if (!x.daemon.empty()) {
    auto daemon = read(x.daemon.front());
    if (!daemon)
      return daemon.error();
    out.daemon = std::move(*daemon);
  }
  if (!std::all_of(x.gone.begin(), x.gone.end(), is_name))
    return malformed("a name of an account that is none");
  out.gone = x.gone;
  if (!x.listing.empty()) {
    auto listing = read(x.listing.front());
    if (!listing)
      return listing.error();
    out.listing = std::move(*listing);
  }
  if (auto failed = read_all(x.accounts, out.accounts))
    return *failed;
  if (auto failed = read_all(x.records, out.records))
    return *failed;
  if (auto failed = read_all(x.stories, out.stories))
    return *failed;
  return out;
}

hub_receipt told_of(const domain::fleet_receipt& x) {
  const auto place = x.records_until.value_or(domain::record_place{});
  return {x.number, place.chain, place.number};
}

domain::fleet_receipt read(const hub_receipt& x) {
  return {x.number, place_of(x.chain, x.record)};
}

} // namespace riskd
