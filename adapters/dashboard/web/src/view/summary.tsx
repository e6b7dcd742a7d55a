import { useCallback } from "preact/hooks";
import { topic } from "../link/store";
import { useStore } from "../link/use";
import { badgeMeanings, badgesByPrecedence } from "../model/badge";
import type { Kept } from "../model/listing";
import { formatUnits } from "../model/money";
import { Icon } from "./icons";
import { unlessChanged } from "./unless_changed";

const tileNames: Partial<Record<Kept, string>> = {
  near: "near a limit",
  holding: "with positions",
};

interface TileProps {
  kind: Kept;
  count: number;
  isPressed: boolean;
  onPress: (kind: Kept) => void;
}

const Tile = unlessChanged(function ({ kind, count, isPressed, onPress }: TileProps) {
  const isBadge = kind !== "all" && kind !== "near" && kind !== "holding";
  return (
    <button
      type="button"
      class={`tile is-${kind} ${count === 0 ? "is-none" : ""}`}
      aria-pressed={isPressed}
      onClick={() => onPress(kind)}
      title={isBadge ? badgeMeanings[kind] : undefined}
    >
      <span class="tile-count number">{count.toLocaleString("en-US")}</span>
      <span class="tile-name">
        {isBadge && <Icon name={kind} />}
        {tileNames[kind] ?? kind}
      </span>
    </button>
  );
});

function Sum({ name, units }: { name: string; units: bigint }) {
  const tone = units > 0n ? "gain" : units < 0n ? "loss" : "even";
  return (
    <div class="sum">
      <dt>{name}</dt>
      <dd class={`number is-${tone}`}>
        {units > 0n ? "+" : ""}
        {formatUnits(units)}
      </dd>
    </div>
  );
}

const tiles: readonly Kept[] = ["all", ...badgesByPrecedence, "near", "holding"];

/** How many accounts are in which state; each number is also the filter that shows them. */
export function Summary() {
  const store = useStore(topic.list, topic.daemons, topic.view);
  const counts = store.counts();
  const press = useCallback(
    (kind: Kept) => store.setView({ kept: store.view.kept === kind ? "all" : kind }),
    [store],
  );
  return (
    <section class="summary" aria-labelledby="summary-title">
      <h2 id="summary-title" class="unseen">
        Summary, and filter by state
      </h2>
      <div class="tiles">
        {tiles.map((kind) => (
          <Tile
            key={kind}
            kind={kind}
            count={counts.of[kind]}
            isPressed={store.view.kept === kind}
            onPress={press}
          />
        ))}
      </div>
      <dl class="sums">
        <Sum name="Total today" units={counts.total} />
        <Sum name="Realized" units={counts.realized} />
      </dl>
    </section>
  );
}
