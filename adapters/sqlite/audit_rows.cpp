#include "adapters/sqlite/audit_rows.hpp"

#include "domain/contract_check.hpp"

#include <utility>

namespace riskd::sqlite {

using domain::result;

namespace {

constexpr const char* insert_record = R"(
  INSERT INTO audit (chain, n, account, at, type, line, hash)
  VALUES (:chain, :n, :account, :at, :type, :line, :hash))";

constexpr const char* find_last = R"(
  SELECT chain, n, hash FROM audit ORDER BY chain DESC, n DESC LIMIT 1)";

} // namespace

result<audit_rows> audit_rows::prepare(connection& database) {
  audit_rows rows;
  statement last;
  if (auto done = database.prepare_all({{&rows.insert_, insert_record}, {&last, find_last}}); !done)
    return done.error();
  const auto read = last.each([&](const row& from) -> result<void> {
    rows.chain_ = from.integer("chain");
    rows.committed_ = {from.integer("n"), from.text("hash")};
    return {};
  });
  if (!read)
    return read.error();
  rows.begin();
  return rows;
}

result<void> audit_rows::write(std::optional<domain::account_id> account,
                               const domain::audit_entry& x) {
  auto next = next_audit_line(current_, account, x);
  auto done = insert_.run(chain_, next.link.n, account, x.at, x.type, next.text, next.link.hash);
  if (done)
    current_ = std::move(next.link);
  return done;
}

void audit_rows::start_chain() {
  ++chain_;
  committed_ = {};
  begin();
}

void audit_rows::go_on_from(audit_link last) {
  RISKD_EXPECTS(committed_ == audit_link{});
  committed_ = std::move(last);
  begin();
}

} // namespace riskd::sqlite
