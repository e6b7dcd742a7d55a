#pragma once

#include "domain/journal_entries.hpp"
#include "domain/result.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace riskd::sqlite {

class json_writer;

// What binds - breaches, locks, directives, safe mode - as JSON text, integers only, and back
// without loss. Reading fails with `malformed_input`.

[[nodiscard]] std::string to_json(const domain::verdict& x);

[[nodiscard]] std::string to_json(const domain::lock_baselines& x);

[[nodiscard]] domain::result<domain::lock_baselines> parse_baselines(std::string_view text);

/// Writes the entry as one object.
void write_entry(json_writer& out, const domain::intent_entry& x);

/// Reads what `write_entry` wrote.
[[nodiscard]] domain::result<domain::intent_entry> read_entry(const nlohmann::json& object);

} // namespace riskd::sqlite
