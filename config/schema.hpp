#pragma once

#include "config/value.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace riskd::config {

class inspection;

enum class node_kind : std::uint8_t {
  /// A value without keys of its own, or a list of such values.
  leaf,
  /// An object with the keys of `members`.
  section,
  /// An object whose keys the operator chooses; `members` holds what stands under each.
  table,
  /// A list whose elements all have the form of the one in `members`.
  list,
};

/// One key of the configuration. The tree of these is the single source of what is accepted, of the
/// defaults, of the hints in messages and of the reference in `docs/CONFIG.md`.
struct node {
  node_kind kind = node_kind::leaf;
  std::string key;
  /// What is allowed, for people: `int 1..100000`.
  std::string type;
  /// One sentence for the reference.
  std::string meaning;
  /// Default as JSON; empty if there is none.
  std::string initial;
  bool required = false;
  /// Null means the default, or takes the block away (R-C-2).
  bool nullable = false;
  /// An object that is there only if it is written: the block of a rule, an override.
  bool optional = false;
  /// The value appears in no message.
  bool confidential = false;
  /// The value stands for a secret and appears nowhere.
  bool secret = false;
  /// `${NAME}` may stand for a text below it (R-C-3).
  bool takes_references = false;
  /// Checks the content of a leaf, or of a section whose keys are checked already.
  std::function<void(value&, inspection&)> check;
  /// Which change is a tightening, for people; empty if none is.
  std::string stricter;
  /// Returns the stricter of two values; empty if neither is, whatever they are.
  std::function<value(const value& in_force, const value& wanted)> strictest;
  /// Any value is stricter than none.
  bool stricter_if_present = false;
  /// Settles what the keys of a section say together, after each of them was settled alone.
  std::function<void(value& settled, const value& in_force, const value& wanted)> settle;
  /// Checks a key of a table; returns what is allowed if it is not.
  std::function<std::string(const std::string& key)> key_fault;
  std::vector<node> members;
  /// How many elements a list may have.
  std::size_t items_min = 0;
  std::size_t items_max = std::numeric_limits<std::size_t>::max();
  /// What the JSON Schema says of a leaf, and of anything else beyond its members: an object, as
  /// JSON.
  std::string schema;
  /// The keys that a table may have, as a regular expression for the JSON Schema.
  std::string key_pattern;
};

[[nodiscard]] const node* find_member(const node& section, std::string_view key);

[[nodiscard]] std::vector<std::string> keys_of(const node& section);

/// Returns the defaults of a section, without optional blocks and without keys that have none.
[[nodiscard]] value defaults_of(const node& section, const std::string& pointer);

/// Returns `given` laid over the defaults of its section.
[[nodiscard]] value with_defaults(const node& section, const value& given);

/// A section; its defaults are those of its members.
[[nodiscard]] node section(std::string key, std::string meaning, std::vector<node> members);

/// A list of objects, empty by default.
[[nodiscard]] node list_of(std::string key, node element, std::string meaning);

/// What the keys of a table look like.
struct table_keys {
  /// For the JSON Schema.
  std::string pattern;
  /// Returns what is allowed if a key is not; empty if it is.
  std::function<std::string(const std::string&)> fault;
};

/// An object with keys of the operator's choice, empty by default.
[[nodiscard]] node table_of(std::string key, node element, table_keys keys, std::string meaning);

} // namespace riskd::config
