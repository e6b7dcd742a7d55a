import type { CostOfDelay, PastCommand, Stage, Timeline } from "../contract/story";
import { readTimelines } from "../link/api";
import { useFetched } from "../link/use";
import { delayText } from "../model/durations";
import { formatMoney, parseMoney } from "../model/money";
import { ruleName } from "../model/rules";
import { plainWords } from "../model/words";
import type { Entry } from "../model/world";
import { Moment } from "./moments";
import { Loaded } from "./notices";
import { DataTable, Panel } from "./panel";

function stageDelay(stage: Stage): string {
  if (stage.delay_us !== null) return delayText(stage.delay_us);
  return stage.at_most_us === null ? "–" : `≤ ${delayText(stage.at_most_us)}`;
}

function StageStep({ stage }: { stage: Stage }) {
  const isKnown = stage.delay_us !== null || stage.at_most_us !== null;
  return (
    <li class={isKnown ? "stage" : "stage is-unknown"}>
      <span class="stage-name">{stage.stage}</span>
      <span class="stage-delay number">{stageDelay(stage)}</span>
      {stage.note && <span class="stage-note">{stage.note}</span>}
    </li>
  );
}

function Cost({ cost }: { cost: CostOfDelay }) {
  if (cost.lost === null)
    return (
      <p class="cost quiet">
        Cost of delay not known: {cost.unknown_because ?? "nothing is on record"}.
      </p>
    );
  const lost = parseMoney(cost.lost) ?? 0n;
  return (
    <p class="cost">
      Cost of delay{" "}
      <strong class={`number is-${lost > 0n ? "loss" : "even"}`}>{formatMoney(cost.lost)}</strong>
      <span class="quiet tabular">
        {" "}
        (breach at {formatMoney(cost.figure)}, came to {formatMoney(cost.result)}, closing cost{" "}
        {formatMoney(cost.costs)})
      </span>
    </p>
  );
}

const commandColumns = [
  { title: "Command" },
  { title: "Contract" },
  { title: "Try", isNumber: true },
  { title: "Outcome" },
  { title: "To wire", isNumber: true },
  { title: "To reply", isNumber: true },
];

function microseconds(x: number | null): string {
  return x === null ? "–" : delayText(x);
}

function CommandRow({ command }: { command: PastCommand }) {
  return (
    <tr>
      <th scope="row">{plainWords(command.command)}</th>
      <td class="quiet">{command.contract}</td>
      <td class="number">{command.attempt}</td>
      <td>{plainWords(command.outcome ?? "–")}</td>
      <td class="number">{microseconds(command.to_wire_us)}</td>
      <td class="number">{microseconds(command.to_reply_us)}</td>
    </tr>
  );
}

function Commands({ timeline }: { timeline: Timeline }) {
  if (timeline.commands.length === 0) return null;
  const count = `${timeline.commands.length}${timeline.has_more_commands ? " and more" : ""}`;
  return (
    <details>
      <summary>Commands: {count}</summary>
      <DataTable name={`Commands of breach ${timeline.breach.breach}`} columns={commandColumns}>
        {timeline.commands.map((each, at) => (
          <CommandRow key={at} command={each} />
        ))}
      </DataTable>
    </details>
  );
}

function Story({ timeline }: { timeline: Timeline }) {
  const { breach, mode } = timeline;
  const figure = (text: string | null) =>
    breach.unit === "usd" ? formatMoney(text) : (text ?? "–");
  return (
    <article class="story" aria-labelledby={`breach-${breach.breach}`}>
      <h3 id={`breach-${breach.breach}`}>
        <Moment time={breach.ts} /> {ruleName(breach.rule)}
        {breach.about && ` in ${breach.about}`}
        <span class="quiet">
          {" "}
          breach {breach.breach}, {breach.rule}
        </span>
      </h3>
      <p>
        Found <span class="number">{figure(breach.observed)}</span>, limit{" "}
        <span class="number">{figure(breach.limit)}</span>: {plainWords(breach.action)}
        {mode === "shadow" && <span class="is-caution"> (shadow mode: nothing was sent)</span>}
      </p>
      <ol class="stages" aria-label="Stages and their delays">
        {timeline.stages.map((each) => (
          <StageStep key={each.stage} stage={each} />
        ))}
      </ol>
      <Cost cost={timeline.cost_of_delay} />
      <Commands timeline={timeline} />
    </article>
  );
}

export function TimelinesPanel({ entry, version }: { entry: Entry; version: string }) {
  const [state, again] = useFetched(() => readTimelines(entry.daemon, entry.account.name), version);
  return (
    <Panel title="Enforcement timelines">
      <Loaded state={state} again={again} what="The timelines">
        {(timelines) =>
          timelines.length === 0 ? (
            <p class="panel-text quiet">No breach is on record: nothing had to be enforced.</p>
          ) : (
            <div class="stories">
              {timelines.map((each) => (
                <Story key={each.breach.breach} timeline={each} />
              ))}
            </div>
          )
        }
      </Loaded>
    </Panel>
  );
}
