import type { Account, Order } from "../contract/account";
import { Moment } from "./moments";
import { DataTable, Panel } from "./panel";

const columns = [
  { title: "Order" },
  { title: "Contract" },
  { title: "Filled", isNumber: true },
  { title: "Stop at", isNumber: true },
  { title: "Limit at", isNumber: true },
  { title: "Status" },
  { title: "Updated" },
  { title: "Number", isNumber: true },
];

function Row({ order }: { order: Order }) {
  return (
    <tr>
      <th scope="row">
        {order.side} <span class="number">{order.size}</span> {order.type}
      </th>
      <td class="quiet">{order.contract}</td>
      <td class="number">{order.filled}</td>
      <td class="number">{order.stop_price ?? "–"}</td>
      <td class="number">{order.limit_price ?? "–"}</td>
      <td>{order.status}</td>
      <td class="time">{order.updated ? <Moment time={order.updated} /> : "–"}</td>
      <td class="number quiet">{order.order}</td>
    </tr>
  );
}

export function OrdersPanel({ account }: { account: Account }) {
  const { orders } = account;
  return (
    <Panel title="Working orders" aside={<span class="count-aside number">{orders.length}</span>}>
      {orders.length === 0 ? (
        <p class="quiet panel-text">No order is working.</p>
      ) : (
        <DataTable name="Working orders" columns={columns}>
          {orders.map((each) => (
            <Row key={each.order} order={each} />
          ))}
        </DataTable>
      )}
    </Panel>
  );
}
