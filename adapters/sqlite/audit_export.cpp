#include "adapters/sqlite/audit_export.hpp"

#include "adapters/sqlite/audit_file.hpp"
#include "adapters/sqlite/quarantine.hpp"

#include <algorithm>
#include <utility>

namespace riskd::sqlite {

using domain::result;

namespace {

constexpr const char* find_lines = R"(
  SELECT n, line FROM audit WHERE chain = :chain AND n > :after ORDER BY n LIMIT 1000)";

/// A record of the store, as far as the comparison needs it.
struct stored_record {
  std::string hash;
  std::string line;
};

result<std::optional<stored_record>> find_record(connection& database, std::int64_t chain,
                                                 std::int64_t n) {
  auto query = database.prepare("SELECT hash, line FROM audit WHERE chain = :chain AND n = :n");
  if (!query)
    return query.error();
  std::optional<stored_record> found;
  const auto read = query->each(
    [&](const row& from) -> result<void> {
      found = stored_record{from.text("hash"), from.text("line")};
      return {};
    },
    chain, n);
  if (!read)
    return read.error();
  return found;
}

/// The number before the first stored record of the chain.
result<std::int64_t> before_first(connection& database, std::int64_t chain) {
  auto query = database.prepare("SELECT min(n) FROM audit WHERE chain = :chain");
  if (!query)
    return query.error();
  const auto first = query->read_integer(chain);
  if (!first)
    return first.error();
  return std::max<std::int64_t>(*first, 1) - 1;
}

/// Compares the intact part of the file with the store. Returns a sentence if they disagree.
result<std::string> compare(const audit_check& file, connection& database, const audit_rows& rows) {
  if (file.broken)
    return "line " + std::to_string(file.broken->line) + ": " + file.broken->sentence;
  const auto n = std::to_string(file.last.n);
  if (file.records > 0) {
    const auto same = find_record(database, rows.chain(), file.last.n);
    if (!same)
      return same.error();
    if (!*same)
      return "the file has record " + n + ", the store has not";
    if ((*same)->hash != file.last.hash)
      return "record " + n + " is another one than in the store";
  }
  // Some file systems leave zeros where a write was cut off by a loss of power.
  const auto cut_off = file.fragment.substr(0, file.fragment.find('\0'));
  if (cut_off.empty())
    return std::string{};
  const auto next = find_record(database, rows.chain(), file.last.n + 1);
  if (!next)
    return next.error();
  if (!*next || !(*next)->line.starts_with(cut_off))
    return "the last record is cut off and is not the one in the store";
  return std::string{};
}

} // namespace

result<audit_export> audit_export::open(const std::filesystem::path& directory,
                                        connection& database, audit_rows& rows,
                                        domain::time_point now, audit_opening& what) {
  const auto path = directory / "audit.ndjson";
  audit_check found;
  if (std::filesystem::exists(path)) {
    auto scanned = scan_audit_file(path);
    if (!scanned)
      return scanned.error();
    found = std::move(*scanned);
  }
  std::string disagreement;
  if (rows.last() == audit_link{} && !found.broken && found.records > 0) {
    rows.go_on_from(found.last);
  } else {
    auto compared = compare(found, database, rows);
    if (!compared)
      return compared.error();
    disagreement = std::move(*compared);
  }
  audit_export out;
  if (!disagreement.empty()) {
    auto moved = move_aside(path, now);
    if (!moved)
      return moved.error();
    what = {path.string() + ": " + disagreement, std::move(*moved)};
    rows.start_chain();
    found = {};
  }
  if (auto done = database.prepare_all({{&out.find_lines_, find_lines}}); !done)
    return done.error();
  const auto first = before_first(database, rows.chain());
  if (!first)
    return first.error();
  out.exported_ = found.records > 0 ? found.last.n : *first;
  out.size_ = found.intact_bytes;
  auto opened = posix_file::open(path, file_use::append);
  if (!opened)
    return opened.error();
  out.file_ = std::move(*opened);
  if (!found.fragment.empty())
    if (auto cut = out.file_.truncate(out.size_); !cut)
      return cut.error();
  return out;
}

result<void> audit_export::write_new(const audit_rows& rows) {
  while (exported_ < rows.last().n) {
    if (!file_.is_in_place())
      if (auto opened = reopen(); !opened)
        return opened;
    std::string lines;
    auto last = exported_;
    const auto read = find_lines_.each(
      [&](const row& from) -> result<void> {
        lines += from.text("line") + '\n';
        last = from.integer("n");
        return {};
      },
      rows.chain(), exported_);
    if (!read)
      return read;
    if (lines.empty())
      return {};
    if (auto appended = append(lines, last); !appended)
      return appended;
  }
  return {};
}

result<void> audit_export::append(const std::string& lines, std::int64_t last) {
  if (auto written = file_.write(lines); !written) {
    // What was written in part is removed now, or else by the next start-up.
    static_cast<void>(file_.truncate(size_));
    return written;
  }
  size_ += lines.size();
  exported_ = last;
  is_dirty_ = true;
  return {};
}

result<void> audit_export::reopen() {
  auto opened = posix_file::open(file_.path(), file_use::append);
  if (!opened)
    return opened.error();
  const auto size = opened->size();
  if (!size)
    return size.error();
  file_ = std::move(*opened);
  size_ = *size;
  return {};
}

result<void> audit_export::sync() {
  if (!is_dirty_)
    return {};
  auto synced = file_.sync();
  if (synced)
    is_dirty_ = false;
  return synced;
}

} // namespace riskd::sqlite
