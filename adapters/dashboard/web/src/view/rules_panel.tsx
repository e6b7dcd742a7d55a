import type { Account, Rule } from "../contract/account";
import { formatMoney } from "../model/money";
import { hasAmounts, nearnessOf, ruleName, rulesByUse } from "../model/rules";
import { roomText, UseBar } from "./figures";
import { Icon } from "./icons";
import { Panel } from "./panel";

function RuleState({ rule }: { rule: Rule }) {
  if (rule.in_breach)
    return (
      <span class="rule-state is-breach">
        <Icon name="critical" /> in breach
      </span>
    );
  if (rule.state === "failed")
    return (
      <span class="rule-state is-breach">
        <Icon name="unprotected" /> failed
      </span>
    );
  if (rule.state === "unproven")
    return (
      <span class="rule-state is-caution">
        <Icon name="warning" /> unproven
      </span>
    );
  return (
    <span class="rule-state is-fine">
      <Icon name="ok" /> armed
    </span>
  );
}

function figuresText(rule: Rule): string | null {
  if (rule.unit !== "usd" || rule.limit === null) return null;
  if (rule.observed === null) return `limit ${formatMoney(rule.limit)}`;
  return `now ${formatMoney(rule.observed)}, limit ${formatMoney(rule.limit)}`;
}

/** A rule that works and compares no amounts has nothing to draw. */
function isPlain(rule: Rule): boolean {
  return rule.state === "armed" && !rule.in_breach && !hasAmounts(rule);
}

function names(rules: readonly Rule[]): string {
  return rules.map((each) => ruleName(each.rule)).join(", ");
}

function RuleLine({ rule }: { rule: Rule }) {
  const used = rule.utilisation_percent;
  const figures = figuresText(rule);
  return (
    <li class={`rule-line is-${nearnessOf(rule)}`}>
      <span class="rule-name">
        {ruleName(rule.rule)} <span class="rule-number">{rule.rule}</span>
      </span>
      <span class="rule-room number">{rule.limit === null ? "" : roomText(rule)}</span>
      {used !== null && <UseBar rule={rule} />}
      <span class="rule-under">
        <RuleState rule={rule} />
        <span class="number quiet">
          {figures}
          {used !== null && `${figures ? " · " : ""}${used} % used`}
        </span>
      </span>
    </li>
  );
}

/** How far it is to each breach, the closest first. */
export function RulesPanel({ account }: { account: Account }) {
  const rules = rulesByUse(account.rules);
  const enabled = rules.filter((each) => each.state !== "disabled");
  const plain = enabled.filter(isPlain);
  const disabled = rules.filter((each) => each.state === "disabled");
  const armed = enabled.filter((each) => each.state === "armed").length;
  return (
    <Panel
      title="Distance to breach"
      aside={
        <span class="count-aside">
          <span class="number">
            {armed} of {enabled.length}
          </span>{" "}
          armed
        </span>
      }
    >
      {enabled.length === 0 ? (
        <p class="panel-text quiet">No rule is switched on.</p>
      ) : (
        <ul class="rule-list">
          {enabled
            .filter((each) => !isPlain(each))
            .map((each) => (
              <RuleLine key={each.rule} rule={each} />
            ))}
        </ul>
      )}
      {plain.length > 0 && (
        <p class="rule-rest">
          <span class="rule-state is-fine">
            <Icon name="ok" /> armed
          </span>{" "}
          {names(plain)}
        </p>
      )}
      {disabled.length > 0 && <p class="rule-rest quiet">off: {names(disabled)}</p>}
    </Panel>
  );
}
