#define CAF_SUITE domain.judgement

#include "domain/rules/evaluation.hpp"

#include <caf/test/unit_test.hpp>

#include <optional>
#include <utility>

namespace domain_judgement {

using namespace riskd::domain;
using namespace riskd::domain::rules;

namespace {

const lock_request request{rule_id::daily_realized_loss, lock_kind::hard, lock_policy::flatten,
                           std::nullopt};

judgement with(finding what) {
  judgement out;
  out.findings.push_back(std::move(what));
  return out;
}

judgement with_breach(std::optional<lock_request> lock) {
  found_breach breach;
  breach.what.rule = rule_id::daily_realized_loss;
  breach.what.lock = std::move(lock);
  return with(breach);
}

lock_set locked_by(rule_id rule) {
  lock held;
  held.rule = rule;
  lock_set out;
  out.engage(held);
  return out;
}

} // namespace

CAF_TEST(a lock begins where its rule has none) {
  CAF_CHECK(begins_lock(with_breach(request), {}));
  CAF_CHECK(begins_lock(with(request), {}));
  CAF_CHECK(begins_lock(with_breach(request), locked_by(rule_id::cooldown_after_loss)));
}

CAF_TEST(a lock in force never begins again) {
  CAF_CHECK(!begins_lock(with_breach(request), locked_by(rule_id::daily_realized_loss)));
  CAF_CHECK(!begins_lock(with(request), locked_by(rule_id::daily_realized_loss)));
}

CAF_TEST(nothing begins without a lock) {
  CAF_CHECK(!begins_lock({}, {}));
  CAF_CHECK(!begins_lock(with_breach(std::nullopt), {}));
  CAF_CHECK(!begins_lock(with(condition_over{rule_id::daily_realized_loss}), {}));
}

} // namespace domain_judgement
