#include "adapters/sqlite/statement.hpp"

#include "domain/contract_check.hpp"

#include <system_error>

namespace riskd::sqlite {

using domain::failure;
using domain::failure_code;
using domain::result;

namespace {

/// True if the code says that the content of the file is not what was written.
bool is_damage(int code) {
  switch (code & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return true;
    default:
      return code == SQLITE_IOERR_READ || code == SQLITE_IOERR_SHORT_READ
             || code == SQLITE_IOERR_CORRUPTFS || code == SQLITE_IOERR_DATA;
  }
}

std::string_view file_of(sqlite3* database) {
  const char* name = sqlite3_db_filename(database, "main");
  return name == nullptr ? std::string_view{} : name;
}

} // namespace

failure database_failure(sqlite3* database, std::string_view doing, int code,
                         std::string_view file) {
  if (file.empty())
    file = file_of(database);
  auto sentence = "cannot " + std::string{doing} + " " + std::string{file} + ": "
                  + sqlite3_errmsg(database) + " (SQLite " + std::to_string(code);
  const int system = sqlite3_system_errno(database);
  const int kind = code & 0xff;
  if (system != 0 && (kind == SQLITE_IOERR || kind == SQLITE_FULL || kind == SQLITE_CANTOPEN))
    sentence += ", " + std::generic_category().message(system);
  return {is_damage(code) ? failure_code::malformed_input : failure_code::storage_failed,
          sentence + ")"};
}

int row::index_of(std::string_view column) const {
  const int count = sqlite3_column_count(running_);
  for (int i = 0; i < count; ++i)
    if (column == sqlite3_column_name(running_, i))
      return i;
  domain::throw_contract_violation("column", std::string{column}.c_str(), __FILE__, __LINE__);
}

bool row::is_null(std::string_view column) const {
  return sqlite3_column_type(running_, index_of(column)) == SQLITE_NULL;
}

std::int64_t row::integer(std::string_view column) const {
  return sqlite3_column_int64(running_, index_of(column));
}

std::string row::text(std::string_view column) const {
  const int index = index_of(column);
  const auto* bytes = sqlite3_column_blob(running_, index);
  const auto length = static_cast<std::size_t>(sqlite3_column_bytes(running_, index));
  return bytes == nullptr ? std::string{} : std::string(static_cast<const char*>(bytes), length);
}

domain::time_point row::time(std::string_view column) const {
  return domain::time_point{domain::duration{integer(column)}};
}

domain::money row::amount(std::string_view column) const {
  return domain::money{integer(column)};
}

std::optional<std::int64_t> row::maybe_integer(std::string_view column) const {
  return is_null(column) ? std::nullopt : std::optional{integer(column)};
}

std::optional<domain::time_point> row::maybe_time(std::string_view column) const {
  return is_null(column) ? std::nullopt : std::optional{time(column)};
}

void statement::bind_text(int index, std::string_view value, sqlite3_destructor_type lifetime) {
  // A null pointer would bind NULL instead of the empty text.
  note(sqlite3_bind_text64(prepared_.get(), index, value.empty() ? "" : value.data(), value.size(),
                           lifetime, SQLITE_UTF8));
}

void statement::note(int code) {
  if (bind_failure_ == SQLITE_OK)
    bind_failure_ = code;
}

result<bool> statement::step() {
  auto* database = sqlite3_db_handle(prepared_.get());
  if (bind_failure_ != SQLITE_OK)
    return database_failure(database, "bind a value for", bind_failure_);
  switch (sqlite3_step(prepared_.get())) {
    case SQLITE_ROW:
      return true;
    case SQLITE_DONE:
      return false;
    default:
      return database_failure(database,
                              sqlite3_stmt_readonly(prepared_.get()) != 0 ? "read" : "write",
                              sqlite3_extended_errcode(database));
  }
}

result<void> statement::finish() {
  const auto more = step();
  reset();
  if (!more)
    return more.error();
  RISKD_EXPECTS(!*more);
  return {};
}

result<std::int64_t> statement::first_integer() {
  const auto more = step();
  const std::int64_t value = more && *more ? sqlite3_column_int64(prepared_.get(), 0) : 0;
  reset();
  if (!more)
    return more.error();
  return value;
}

void statement::reset() {
  sqlite3_reset(prepared_.get());
  sqlite3_clear_bindings(prepared_.get());
  bind_failure_ = SQLITE_OK;
}

} // namespace riskd::sqlite
