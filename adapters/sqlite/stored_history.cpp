#include "adapters/sqlite/stored_history.hpp"

#include "adapters/sqlite/schema.hpp"

#include <system_error>
#include <utility>

namespace riskd::sqlite {

using domain::failure;
using domain::failure_code;
using domain::result;

result<stored_history> stored_history::open(const std::filesystem::path& place) {
  std::error_code error;
  const auto file = std::filesystem::is_directory(place, error) ? place / "journal.db" : place;
  auto opened = connection::open_to_read(file);
  if (!opened)
    return opened.error();
  const auto state = examine_schema(*opened, embedded_migrations());
  if (!state)
    return failure{state.error().code, file.string() + ": " + state.error().sentence};
  if (*state == schema_state::empty)
    return failure{failure_code::malformed_input, file.string() + ": the database is empty"};
  return stored_history{file, std::move(*opened)};
}

result<std::int64_t> stored_history::newest_chain() {
  return database_.read_integer("SELECT max(chain) FROM audit");
}

result<audit_link> stored_history::end_of(std::int64_t chain) {
  auto query
    = database_.prepare("SELECT n, hash FROM audit WHERE chain = :chain ORDER BY n DESC LIMIT 1");
  if (!query)
    return query.error();
  audit_link last;
  const auto read = query->each(
    [&](const row& from) -> result<void> {
      last = {from.integer("n"), from.text("hash")};
      return {};
    },
    chain);
  if (!read)
    return read.error();
  return last;
}

result<std::optional<std::string>> stored_history::hash_of(std::int64_t chain, std::int64_t n) {
  auto query = database_.prepare("SELECT hash FROM audit WHERE chain = :chain AND n = :n");
  if (!query)
    return query.error();
  std::optional<std::string> found;
  const auto read = query->each(
    [&](const row& from) -> result<void> {
      found = from.text("hash");
      return {};
    },
    chain, n);
  if (!read)
    return read.error();
  return found;
}

result<void>
stored_history::each_audit_line(std::int64_t chain,
                                const std::function<void(const std::string&)>& on_line) {
  auto query = database_.prepare("SELECT line FROM audit WHERE chain = :chain ORDER BY n");
  if (!query)
    return query.error();
  return query->each(
    [&](const row& from) -> result<void> {
      on_line(from.text("line"));
      return {};
    },
    chain);
}

result<stored_end> newest_end(stored_history& store) {
  const auto chain = store.newest_chain();
  if (!chain)
    return chain.error();
  auto last = store.end_of(*chain);
  if (!last)
    return last.error();
  return stored_end{*chain, std::move(*last)};
}

result<void> compare_with_store(audit_verification& verified, const stored_end& known,
                                stored_history& store) {
  const bool is_empty = verified.chains.empty();
  const auto end = is_empty ? audit_link{} : verified.chains.back().last.link;
  const auto file = is_empty ? std::filesystem::path{} : verified.chains.back().files.back();
  const auto find = [&](std::string sentence) {
    verified.findings.push_back({file, 0, end.n, {audit_fault::store, std::move(sentence)}});
  };
  const auto n = std::to_string(end.n);
  if (end.n < known.last.n)
    find("the chain ends with record " + n + ", the store goes on to "
         + std::to_string(known.last.n));
  if (end.n == 0)
    return {};
  const auto stored = store.hash_of(known.chain, end.n);
  if (!stored)
    return stored.error();
  if (!*stored)
    find("the store has no record " + n);
  else if (!end.hash.empty() && **stored != end.hash)
    find("record " + n + " is another one than in the store");
  return {};
}

} // namespace riskd::sqlite
