import type { Account, Position } from "../contract/account";
import { durationText } from "../model/durations";
import { Result, StopCover } from "./figures";
import { Moment } from "./moments";
import { DataTable, Panel } from "./panel";

const columns = [
  { title: "Position" },
  { title: "Open USD", isNumber: true },
  { title: "Stops" },
  { title: "Average", isNumber: true },
  { title: "Mark", isNumber: true },
  { title: "Opened" },
  { title: "Contract" },
];

const oldMarkSeconds = 30;

function Mark({ position }: { position: Position }) {
  const { mark, mark_age_seconds: age } = position;
  if (mark === null) return <span class="is-caution">no price</span>;
  return (
    <>
      {mark}
      {age !== null && age > oldMarkSeconds && (
        <span class="is-caution"> {durationText(age)} old</span>
      )}
    </>
  );
}

function Row({ position }: { position: Position }) {
  return (
    <tr>
      <th scope="row">
        {position.direction} <span class="number">{position.size}</span> {position.product}
      </th>
      <td class="number">
        <Result text={position.unrealized} />
      </td>
      <td>
        <StopCover covered={position.stop_coverage} size={position.size} />
      </td>
      <td class="number">{position.average ?? "–"}</td>
      <td class="number">
        <Mark position={position} />
      </td>
      <td class="time">
        <Moment time={position.opened} />
      </td>
      <td class="quiet">{position.contract}</td>
    </tr>
  );
}

export function PositionsPanel({ account }: { account: Account }) {
  const { positions } = account;
  return (
    <Panel title="Positions" aside={<span class="count-aside number">{positions.length}</span>}>
      {positions.length === 0 ? (
        <p class="quiet panel-text">Flat: no position is open.</p>
      ) : (
        <DataTable name="Positions" columns={columns}>
          {positions.map((each) => (
            <Row key={each.contract} position={each} />
          ))}
        </DataTable>
      )}
    </Panel>
  );
}
