#include "adapters/sqlite/story_rows.hpp"

#include "adapters/sqlite/json_reader.hpp"

#include <map>
#include <string_view>
#include <utility>

namespace riskd::sqlite {

using domain::past_breach;
using domain::past_command;
using domain::result;
using domain::time_point;

namespace {

constexpr const char* commands_decided = R"(
  SELECT run, command, name, contract, order_id, size, rule, cause, attempt, sent
  FROM commands
  WHERE account = :account AND sent >= :from AND sent < :to
  ORDER BY sent, command LIMIT :count)";

/// An answer may come long after its command: a call has two seconds, its proof more.
constexpr const char* answers_given = R"(
  SELECT run, command, outcome, detail, to_wire, to_reply FROM command_results
  WHERE account = :account AND at >= :from AND at < :to ORDER BY id)";

constexpr auto answer_time_max = std::chrono::minutes{1};

/// Numbers start anew in every run.
using numbered_command = std::pair<std::int64_t, std::int64_t>;

std::optional<domain::measure> measure_in(const nlohmann::json& verdict, const char* key) {
  const auto found = verdict.find(key);
  if (found == verdict.end() || !found->is_object())
    return std::nullopt;
  if (const auto amount = found->find("money"); amount != found->end())
    return domain::money{amount->get<std::int64_t>()};
  if (const auto count = found->find("count"); count != found->end())
    return domain::quantity{count->get<std::int64_t>()};
  if (const auto word = found->find("word"); word != found->end())
    if (const auto known = parse_word<domain::condition_word>(word->get<std::string>()))
      return *known;
  return std::nullopt;
}

domain::failure unknown_rule(const row& from) {
  return {domain::failure_code::malformed_input,
          "the store has '" + std::to_string(from.integer("rule")) + "' as rule"};
}

result<past_command> read_command(const row& from) {
  const auto rule = domain::rule_id_of(from.integer("rule"));
  if (!rule)
    return unknown_rule(from);
  past_command out;
  out.id = from.id<domain::command_id>("command");
  out.name = from.text("name");
  out.contract = from.id<domain::contract_id>("contract");
  if (!from.is_null("order_id"))
    out.order = from.id<domain::order_id>("order_id");
  if (const auto size = from.maybe_integer("size"))
    out.size = domain::quantity{*size};
  out.rule = *rule;
  out.cause = from.text("cause");
  out.attempt = from.integer("attempt");
  out.decided = from.time("sent");
  return out;
}

/// Notes an answer, unless there is one already. Zero stands for what did not happen.
void take_answer(past_command& into, const row& from) {
  if (into.outcome)
    return;
  const auto when = [&from](const char* column) {
    const auto found = domain::duration{from.integer(column)};
    return found > domain::duration::zero() ? std::optional{found} : std::nullopt;
  };
  into.outcome = from.text("outcome");
  into.detail = from.text("detail");
  into.to_wire = when("to_wire");
  into.to_reply = when("to_reply");
}

/// The least number in `[low, high)` whose row is not before `instant`; `high` if there is none.
/// @param sql Returns the time of the first row that has the bound number or a higher one; 0 if
/// there is none.
result<std::int64_t> search_time(connection& database, std::string_view sql, std::int64_t low,
                                 std::int64_t high, time_point instant) {
  auto query = database.prepare(sql);
  if (!query)
    return query.error();
  while (low < high) {
    const auto middle = low + (high - low) / 2;
    const auto found = query->read_integer(middle);
    if (!found)
      return found.error();
    if (time_point{domain::duration{*found}} < instant)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

} // namespace

result<past_breach> read_past_breach(const row& from) {
  const auto verdict = parse_json(from.text("verdict"));
  if (!verdict.is_object())
    return domain::failure{domain::failure_code::malformed_input,
                           "the store has a verdict that cannot be read"};
  const auto rule = domain::rule_id_of(from.integer("rule"));
  if (!rule)
    return unknown_rule(from);
  past_breach out;
  out.account = from.id<domain::account_id>("account");
  out.name = from.text("name");
  out.id = from.id<domain::breach_id>("breach");
  out.at = from.time("at");
  out.rule = *rule;
  out.about = verdict.value("contract", verdict.value("product", ""));
  out.observed = measure_in(verdict, "observed");
  out.limit = measure_in(verdict, "limit");
  out.unit = verdict.value("unit", "");
  out.action = verdict.value("action", "");
  out.cause = static_cast<std::uint64_t>(from.integer("cause"));
  out.closed = from.maybe_time("closed");
  return out;
}

result<std::vector<past_command>> read_commands(connection& database, const account_stretch& wanted,
                                                std::int64_t count) {
  auto commands = database.prepare(commands_decided);
  if (!commands)
    return commands.error();
  auto answers = database.prepare(answers_given);
  if (!answers)
    return answers.error();
  std::vector<past_command> out;
  std::map<numbered_command, std::size_t> places;
  auto done = commands->each(
    [&](const row& from) -> result<void> {
      places.emplace(numbered_command{from.integer("run"), from.integer("command")}, out.size());
      auto found = read_command(from);
      if (!found)
        return found.error();
      out.push_back(std::move(*found));
      return {};
    },
    wanted.account, wanted.from, wanted.to, count);
  if (!done)
    return done.error();
  done = answers->each(
    [&](const row& from) -> result<void> {
      const auto place = places.find({from.integer("run"), from.integer("command")});
      if (place != places.end())
        take_answer(out[place->second], from);
      return {};
    },
    wanted.account, wanted.from, wanted.to + answer_time_max);
  if (!done)
    return done.error();
  return out;
}

result<std::int64_t> first_event_from(connection& database, time_point instant) {
  const auto highest = database.read_integer("SELECT max(id) FROM events");
  if (!highest)
    return highest.error();
  return search_time(database, "SELECT received FROM events WHERE id >= :id ORDER BY id LIMIT 1", 1,
                     *highest + 1, instant);
}

result<std::int64_t> first_record_from(connection& database, std::int64_t chain,
                                       time_point instant) {
  const auto of_chain = std::to_string(chain);
  const auto highest = database.read_integer("SELECT max(n) FROM audit WHERE chain = " + of_chain);
  if (!highest)
    return highest.error();
  return search_time(
    database, "SELECT at FROM audit WHERE chain = " + of_chain + " AND n >= :n ORDER BY n LIMIT 1",
    1, *highest + 1, instant);
}

} // namespace riskd::sqlite
