#include "apps/riskctl/export_command.hpp"

#include "adapters/sqlite/posix_file.hpp"
#include "adapters/sqlite/stored_days.hpp"
#include "adapters/sqlite/stored_history.hpp"
#include "adapters/terminal/style.hpp"

#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <optional>
#include <string>
#include <system_error>

namespace riskd::riskctl {

namespace {

using domain::failure;
using domain::failure_code;
using domain::result;

/// Standard output, or a new file that has its name only once it is whole.
class export_output {
public:
  static result<export_output> open(const std::string& target) {
    export_output out;
    if (target.empty())
      return out;
    out.target_ = target;
    std::error_code error;
    if (std::filesystem::exists(std::filesystem::symlink_status(target, error)))
      return failure{failure_code::refused, target + " exists already"};
    std::filesystem::remove(out.part(), error);
    auto opened = sqlite::posix_file::open(out.part(), sqlite::file_use::write);
    if (!opened)
      return opened.error();
    out.file_ = std::move(*opened);
    return out;
  }

  /// What fails here is told by `finish`.
  void write(const std::string& text) {
    waiting_ += text;
    if (waiting_.size() >= piece)
      flush();
  }

  result<void> finish() {
    flush();
    if (written_ && file_)
      written_ = file_->sync();
    if (written_ && file_)
      written_ = sqlite::rename_to_new(part(), target_);
    if (!written_)
      abandon();
    return written_;
  }

  void abandon() {
    std::error_code ignored; // A part that is left over is replaced by the next export.
    if (file_)
      std::filesystem::remove(part(), ignored);
  }

private:
  static constexpr std::size_t piece = std::size_t{1} << 16U;

  export_output() = default;

  [[nodiscard]] std::filesystem::path part() const {
    return target_.string() + ".part";
  }

  void flush() {
    if (!file_)
      std::cout << waiting_;
    else if (written_)
      written_ = file_->write(waiting_);
    waiting_.clear();
  }

  std::filesystem::path target_;
  std::optional<sqlite::posix_file> file_;
  std::string waiting_;
  result<void> written_;
};

/// Returns what a person wants to know about what was written.
result<std::string> write_audit(const wish& wanted, sqlite::stored_history& store,
                                export_output& out) {
  const auto newest = store.newest_chain();
  if (!newest)
    return newest.error();
  const auto chain = wanted.chain == 0 ? *newest : wanted.chain;
  if (chain > *newest)
    return failure{failure_code::refused, "there is no chain " + std::to_string(chain)
                                            + ", the newest is " + std::to_string(*newest)};
  std::int64_t records = 0;
  const auto written = store.each_audit_line(chain, [&](const std::string& line) {
    out.write(line + "\n");
    ++records;
  });
  if (!written)
    return written.error();
  auto note = std::to_string(records) + " records";
  if (*newest > 1)
    note += " of chain " + std::to_string(chain) + " of " + std::to_string(*newest);
  return note;
}

result<std::string> write_days(const wish& wanted, sqlite::stored_history& store,
                               export_output& out) {
  const auto days = sqlite::read_days(store, wanted.only_account);
  if (!days)
    return days.error();
  if (days->empty() && !wanted.only_account.empty())
    return failure{failure_code::refused,
                   "nothing is on record of an account '" + wanted.only_account + "'"};
  out.write(sqlite::days_as_csv(*days));
  return std::to_string(days->size()) + " days";
}

result<std::string> write(const wish& wanted, export_output& out) {
  auto store = sqlite::stored_history::open(wanted.store);
  if (!store)
    return store.error();
  return wanted.action == "audit" ? write_audit(wanted, *store, out)
                                  : write_days(wanted, *store, out);
}

exit_code complain(const failure& why) {
  std::cerr << "riskctl: " << terminal::printable(why.sentence) << '\n';
  return exit_code::failure;
}

} // namespace

exit_code export_store(const wish& wanted) {
  auto out = export_output::open(wanted.output);
  if (!out)
    return complain(out.error());
  const auto note = write(wanted, *out);
  if (!note) {
    out->abandon();
    return complain(note.error());
  }
  if (const auto finished = out->finish(); !finished)
    return complain(finished.error());
  // Standard output may be what was asked for, so that this goes elsewhere.
  std::cerr << *note << (wanted.output.empty() ? "" : " in " + terminal::printable(wanted.output))
            << '\n';
  return exit_code::ok;
}

} // namespace riskd::riskctl
