#pragma once

#include "domain/fleet/reports.hpp"
#include "domain/result.hpp"

#include <caf/meta/type_name.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace riskd {

// What crosses the network between an agent and a hub. Unlike all other messages these are written
// as bytes: numbers, texts and lists of them only, so that no receiver takes more memory than it
// was sent, or recurses. What they mean is in domain/fleet/reports.hpp. Times are microseconds
// since 1970.

/// Changes whenever a message does.
constexpr std::uint32_t fleet_protocol = 1;

struct daemon_told {
  std::int64_t taken = 0;
  bool answers = false;
  std::string remark;
  std::string version;
  /// 0 if the end of the audit is not known.
  std::int64_t audit_chain = 0;
  std::int64_t audit_number = 0;
  std::string audit_hash;
  std::string document;
};

template <class Inspector>
typename Inspector::result_type inspect(Inspector& f, daemon_told& x) {
  return f(caf::meta::type_name("daemon_told"), x.taken, x.answers, x.remark, x.version,
           x.audit_chain, x.audit_number, x.audit_hash, x.document);
}

struct account_told {
  std::string name;
  std::int64_t taken = 0;
  /// Of `domain::protection`.
  std::uint8_t state = 0;
  bool is_locked = false;
  bool has_realized = false;
  std::int64_t realized = 0;
  bool has_unrealized = false;
  std::int64_t unrealized = 0;
  std::string document;
};

template <class Inspector>
typename Inspector::result_type inspect(Inspector& f, account_told& x) {
  return f(caf::meta::type_name("account_told"), x.name, x.taken, x.state, x.is_locked,
           x.has_realized, x.realized, x.has_unrealized, x.unrealized, x.document);
}

struct record_told {
  std::int64_t chain = 0;
  std::int64_t number = 0;
  std::string hash;
  std::string previous;
  std::int64_t at = 0;
  std::string account;
  std::string type;
  std::string rule;
  std::string text;
};

template <class Inspector>
typename Inspector::result_type inspect(Inspector& f, record_told& x) {
  return f(caf::meta::type_name("record_told"), x.chain, x.number, x.hash, x.previous, x.at,
           x.account, x.type, x.rule, x.text);
}

struct story_told {
  std::int64_t breach = 0;
  std::string account;
  std::int64_t at = 0;
  std::string document;
};

template <class Inspector>
typename Inspector::result_type inspect(Inspector& f, story_told& x) {
  return f(caf::meta::type_name("story_told"), x.breach, x.account, x.at, x.document);
}

struct listing_told {
  std::string after;
  std::string until;
  std::vector<std::string> names;
  std::uint64_t count = 0;
};

template <class Inspector>
typename Inspector::result_type inspect(Inspector& f, listing_told& x) {
  return f(caf::meta::type_name("listing_told"), x.after, x.until, x.names, x.count);
}

/// The first word of an agent on a link.
struct agent_hello {
  std::uint32_t protocol = fleet_protocol;
  std::string version;
};

template <class Inspector>
typename Inspector::result_type inspect(Inspector& f, agent_hello& x) {
  return f(caf::meta::type_name("agent_hello"), x.protocol, x.version);
}

/// `domain::fleet_update`.
struct agent_update {
  std::uint64_t number = 0;
  std::int64_t sent = 0;
  /// One at most.
  std::vector<daemon_told> daemon;
  std::vector<account_told> accounts;
  std::vector<std::string> gone;
  /// One at most; none if the agent knows nothing of the accounts, or nothing new.
  std::vector<listing_told> listing;
  std::vector<record_told> records;
  std::vector<story_told> stories;
};

template <class Inspector>
typename Inspector::result_type inspect(Inspector& f, agent_update& x) {
  return f(caf::meta::type_name("agent_update"), x.number, x.sent, x.daemon, x.accounts, x.gone,
           x.listing, x.records, x.stories);
}

/// `domain::fleet_receipt`.
struct hub_receipt {
  std::uint64_t number = 0;
  /// 0 if the hub has nothing of the audit.
  std::int64_t chain = 0;
  std::int64_t record = 0;
};

template <class Inspector>
typename Inspector::result_type inspect(Inspector& f, hub_receipt& x) {
  return f(caf::meta::type_name("hub_receipt"), x.number, x.chain, x.record);
}

[[nodiscard]] agent_update told_of(const domain::fleet_update& x);

/// Fails with `malformed_input` on what no agent sends: words that are none, more than one daemon
/// or listing, names that are too long, not printable or not in the order of their listing, texts
/// of unreasonable length, documents beyond `domain::told_document_max`; and on more accounts than
/// `domain::accounts_max`, told or listed.
[[nodiscard]] domain::result<domain::fleet_update> read(const agent_update& x);

[[nodiscard]] hub_receipt told_of(const domain::fleet_receipt& x);

[[nodiscard]] domain::fleet_receipt read(const hub_receipt& x);

} // namespace riskd
