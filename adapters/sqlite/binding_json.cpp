#include "adapters/sqlite/binding_json.hpp"

#include "adapters/sqlite/json_reader.hpp"
#include "adapters/sqlite/json_writer.hpp"

#include <optional>
#include <utility>

namespace riskd::sqlite {

using domain::breach_opened;
using domain::directive_opened;
using domain::failure;
using domain::failure_code;
using domain::intent_entry;
using domain::lock;
using domain::lock_baseline;
using domain::lock_baselines;
using domain::lock_ended;
using domain::lock_request;
using domain::lock_stored;
using domain::measure;
using domain::result;
using domain::safe_mode;
using domain::safe_mode_stored;
using domain::verdict;
using nlohmann::json;

namespace {

// Writing

/// The member's name tells what is measured.
struct measure_writer {
  json_writer& out;

  void operator()(domain::money x) const {
    out.member("money", x);
  }
  void operator()(domain::quantity x) const {
    out.member("count", x);
  }
  void operator()(domain::condition_word x) const {
    out.member("word", to_string(x));
  }
};

void write(json_writer& out, const measure& x) {
  out.begin_object();
  std::visit(measure_writer{out}, x);
  out.end_object();
}

void write(json_writer& out, const lock_request& x) {
  out.begin_object();
  out.member("rule", x.rule);
  out.member("kind", to_string(x.kind));
  out.member("policy", to_string(x.policy));
  out.member("until", x.until);
  out.end_object();
}

void write(json_writer& out, const verdict& x) {
  out.begin_object();
  out.member("rule", x.rule);
  out.member("scope", to_string(x.scope));
  out.member("contract", x.contract);
  out.member("product", x.product);
  out.member("order", x.order);
  out.key("observed");
  write(out, x.observed);
  out.key("limit");
  write(out, x.limit);
  out.member("unit", to_string(x.unit));
  out.member("action", to_string(x.action));
  if (x.lock) {
    out.key("lock");
    write(out, *x.lock);
  }
  out.end_object();
}

void write(json_writer& out, const lock_baselines& x) {
  out.begin_object();
  for (const auto& [contract, base] : x) {
    out.key(contract.value());
    out.begin_object();
    out.member("held", to_string(base.held));
    out.member("size", base.size);
    out.end_object();
  }
  out.end_object();
}

struct entry_writer_visitor {
  json_writer& out;

  void operator()(const breach_opened& x) const {
    out.member("kind", "breach_opened");
    out.member("id", x.id);
    out.member("at", x.at);
    out.key("what");
    write(out, x.what);
    if (x.episode) {
      out.member("episode_rule", x.episode->rule);
      out.member("episode_about", x.episode->about);
    }
    out.member("cause", x.cause);
    out.member("config", x.config_hash);
  }

  void operator()(const lock_stored& x) const {
    out.member("kind", "lock_stored");
    out.member("rule", x.what.rule);
    out.member("lock", to_string(x.what.kind));
    out.member("policy", to_string(x.what.policy));
    out.member("created", x.what.created);
    out.member("until", x.what.until);
    out.member("cause", x.what.cause);
    out.member("day", x.what.day);
    out.key("baseline");
    write(out, x.what.baseline);
  }

  void operator()(const directive_opened& x) const {
    out.member("kind", "directive_opened");
    out.member("contract", x.key.contract);
    out.member("rule", x.key.rule);
    out.member("cause", x.cause);
    out.member("at", x.at);
  }

  void operator()(const lock_ended& x) const {
    out.member("kind", "lock_ended");
    out.member("rule", x.rule);
    out.member("at", x.at);
    out.member("reason", to_string(x.reason));
  }

  void operator()(const safe_mode_stored& x) const {
    out.member("kind", "safe_mode_stored");
    if (x.left)
      out.member("left", *x.left);
    if (!x.what)
      return;
    out.member("policy", to_string(x.what->policy));
    out.member("entered", x.what->entered);
    if (x.what->held_until)
      out.member("held_until", *x.what->held_until);
    out.key("baseline");
    write(out, x.what->baseline);
  }
};

// Reading

result<measure> read_measure(const json& object) {
  json_reader in{object};
  measure x;
  if (in.has("money"))
    x = in.number<domain::money>("money");
  else if (in.has("count"))
    x = in.number<domain::quantity>("count");
  else
    x = in.word<domain::condition_word>("word");
  return in.finish(x);
}

result<lock_request> read_request(const json& object) {
  json_reader in{object};
  lock_request x;
  x.rule = in.rule("rule");
  x.kind = in.word<domain::lock_kind>("kind");
  x.policy = in.word<domain::lock_policy>("policy");
  x.until = in.maybe("until", [&](const char* key) { return in.time(key); });
  return in.finish(x);
}

/// Takes an inner object out of its reading, or remembers why it cannot be read.
template <class T>
T unwrap(json_reader& in, result<T> inner) {
  if (inner)
    return std::move(*inner);
  in.note(inner.error());
  return {};
}

result<verdict> read_verdict(const json& object) {
  json_reader in{object};
  verdict x;
  x.rule = in.rule("rule");
  x.scope = in.word<domain::verdict_scope>("scope");
  x.contract
    = in.maybe("contract", [&](const char* key) { return domain::contract_id{in.text(key)}; });
  x.product = in.text("product");
  x.order = in.maybe_number<domain::order_id>("order");
  x.observed = unwrap(in, read_measure(in.raw("observed")));
  x.limit = unwrap(in, read_measure(in.raw("limit")));
  x.unit = in.word<domain::measure_unit>("unit");
  x.action = in.word<domain::remedy>("action");
  if (in.has("lock"))
    x.lock = unwrap(in, read_request(in.raw("lock")));
  return in.finish(std::move(x));
}

result<lock_baselines> read_baselines(const json& object) {
  json_reader whole{object};
  lock_baselines all;
  for (const auto& [contract, row] : object.items()) {
    json_reader in{row};
    lock_baseline base;
    base.held = in.word<domain::side>("held");
    base.size = in.number<domain::quantity>("size");
    all.emplace(domain::contract_id{contract}, unwrap(whole, in.finish(base)));
  }
  return whole.finish(std::move(all));
}

result<intent_entry> read_breach(json_reader& in) {
  breach_opened x;
  x.id = in.number<domain::breach_id>("id");
  x.at = in.time("at");
  x.what = unwrap(in, read_verdict(in.raw("what")));
  if (in.has("episode_rule"))
    x.episode = domain::episode_key{in.rule("episode_rule"), in.text("episode_about")};
  x.cause = in.natural("cause");
  x.config_hash = in.text("config");
  return in.finish(intent_entry{std::move(x)});
}

result<intent_entry> read_lock(json_reader& in) {
  lock x;
  x.rule = in.rule("rule");
  x.kind = in.word<domain::lock_kind>("lock");
  x.policy = in.word<domain::lock_policy>("policy");
  x.created = in.time("created");
  x.until = in.maybe("until", [&](const char* key) { return in.time(key); });
  x.cause = in.number<domain::breach_id>("cause");
  x.day = in.date("day");
  x.baseline = unwrap(in, read_baselines(in.raw("baseline")));
  return in.finish(intent_entry{lock_stored{std::move(x)}});
}

result<intent_entry> read_directive(json_reader& in) {
  directive_opened x;
  x.key.contract = domain::contract_id{in.text("contract")};
  x.key.rule = in.rule("rule");
  x.cause = in.number<domain::breach_id>("cause");
  x.at = in.time("at");
  return in.finish(intent_entry{std::move(x)});
}

result<intent_entry> read_lock_end(json_reader& in) {
  lock_ended x;
  x.rule = in.rule("rule");
  x.at = in.time("at");
  x.reason = in.word<domain::lock_end>("reason");
  return in.finish(intent_entry{x});
}

result<intent_entry> read_safe_mode(json_reader& in) {
  safe_mode_stored x;
  if (in.has("left"))
    x.left = in.time("left");
  if (in.has("policy")) {
    safe_mode mode;
    mode.policy = in.word<domain::safe_mode_policy>("policy");
    mode.entered = in.time("entered");
    mode.baseline = unwrap(in, read_baselines(in.raw("baseline")));
    if (in.has("held_until"))
      mode.held_until = in.time("held_until");
    x.what = std::move(mode);
  }
  return in.finish(intent_entry{std::move(x)});
}

template <class T>
std::string text_of(const T& x) {
  json_writer out;
  write(out, x);
  return out.take();
}

} // namespace

std::string to_json(const verdict& x) {
  return text_of(x);
}

std::string to_json(const lock_baselines& x) {
  return text_of(x);
}

result<lock_baselines> parse_baselines(std::string_view text) {
  return read_baselines(parse_json(text));
}

void write_entry(json_writer& out, const intent_entry& x) {
  out.begin_object();
  std::visit(entry_writer_visitor{out}, x);
  out.end_object();
}

result<intent_entry> read_entry(const json& object) {
  json_reader in{object};
  const auto kind = in.text("kind");
  if (kind == "breach_opened")
    return read_breach(in);
  if (kind == "lock_stored")
    return read_lock(in);
  if (kind == "directive_opened")
    return read_directive(in);
  if (kind == "lock_ended")
    return read_lock_end(in);
  if (kind == "safe_mode_stored")
    return read_safe_mode(in);
  return failure{failure_code::malformed_input, "an intent has the unknown kind \"" + kind + '"'};
}

} // namespace riskd::sqlite
