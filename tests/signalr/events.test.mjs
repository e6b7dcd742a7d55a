// What subscribers receive, seen by the official client.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { HubClient } from "./hub_client.mjs";
import { accountId, Risksim } from "./risksim.mjs";

const timestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?\+00:00$/;

async function userClient(test, extra = []) {
  const simulator = await Risksim.start(test, extra);
  const token = await simulator.login();
  const client = await HubClient.direct(simulator.ready.user_hub, token).start(test);
  await client.subscribeAccount(accountId);
  const place = (order) => simulator.rest("/api/Order/place",
    { accountId, contractId: simulator.contractId, type: 2, side: 0, size: 1, ...order }, token);
  return { simulator, token, client, place };
}

const isFlat = (event) => event.action === 2;

describe("user events", { concurrency: true }, () => {
  it("a market order reports order, trade, position and account in the documented shapes", async (test) => {
    const { simulator, client, place } = await userClient(test);
    const reply = await place({ size: 2, customTag: "tag-1" });
    assert.equal(reply.body.success, true);
    const [account] = await client.event("GatewayUserAccount");
    const [pending, filled] = client.all("GatewayUserOrder").map(([event]) => event);
    assert.equal(pending.action, 1);
    assert.equal(pending.data.status, 6);
    assert.deepEqual(Object.keys(filled.data), [
      "id", "accountId", "contractId", "symbolId", "creationTimestamp", "updateTimestamp", "status",
      "type", "side", "size", "fillVolume", "filledPrice", "customTag",
    ]);
    assert.equal(filled.data.id, reply.body.orderId);
    assert.equal(filled.data.status, 2);
    assert.equal(filled.data.fillVolume, 2);
    assert.equal(filled.data.filledPrice, 21500.25);
    assert.equal(filled.data.updateTimestamp, filled.data.creationTimestamp);
    assert.match(filled.data.creationTimestamp, timestamp);
    const [trade] = await client.event("GatewayUserTrade");
    assert.equal(trade.action, 0);
    const { id, creationTimestamp, ...rest } = trade.data;
    assert.ok(id > 3e9);
    assert.match(creationTimestamp, timestamp);
    assert.deepEqual(rest, {
      accountId, contractId: simulator.contractId, price: 21500.25, fees: 0.72, commissions: 0.5,
      side: 0, size: 2, voided: false, orderId: reply.body.orderId,
    });
    const [position] = await client.event("GatewayUserPosition");
    assert.equal(position.action, 1);
    assert.deepEqual(Object.keys(position.data), [
      "id", "accountId", "contractId", "contractDisplayName", "creationTimestamp", "type", "size",
      "averagePrice",
    ]);
    assert.equal(position.data.type, 1);
    assert.equal(position.data.averagePrice, 21500.25);
    assert.deepEqual(account, {
      action: 1,
      data: {
        id: accountId, name: "PRAC-V2-1", balance: 49998.78, canTrade: true, isVisible: true, simulated: true,
      },
    });
    const order = client.received.map((event) => event.target).slice(-4);
    assert.deepEqual(order, [
      "GatewayUserOrder", "GatewayUserTrade", "GatewayUserPosition", "GatewayUserAccount",
    ]);
  });

  it("going flat reports the entry average with size 0 and the gross profit", async (test) => {
    const { simulator, token, client, place } = await userClient(test);
    await place({ side: 1 });
    await simulator.control("/control/price", { contract: "MNQ", price: 21510, bid: 21509.75, ask: 21510 });
    const reply = await simulator.rest("/api/Position/closeContract",
      { accountId, contractId: simulator.contractId }, token);
    assert.deepEqual(reply.body, { success: true, errorCode: 0, errorMessage: null });
    const [flat] = await client.event("GatewayUserPosition", isFlat);
    assert.equal(flat.data.type, 0);
    assert.equal(flat.data.size, 0);
    assert.equal(flat.data.averagePrice, 21500);
    const [trade] = await client.event("GatewayUserTrade", (event) => event.data.side === 0);
    assert.equal(trade.data.profitAndLoss, -20);
    const positions = await simulator.rest("/api/Position/searchOpen", { accountId }, token);
    assert.deepEqual(positions.body.positions, []);
  });

  it("a bracketed entry is reported as it was seen on the wire", async (test) => {
    const { client, place } = await userClient(test);
    await place({
      customTag: "b", stopLossBracket: { ticks: -40, type: 4 }, takeProfitBracket: { ticks: 80, type: 1 },
    });
    const isLeg = (type) => (event) => event.data.status === 1 && event.data.type === type;
    const [stop] = await client.event("GatewayUserOrder", isLeg(4));
    const [target] = await client.event("GatewayUserOrder", isLeg(1));
    assert.equal(stop.data.stopPrice, 21490.25);
    assert.equal(target.data.limitPrice, 21520.25);
    assert.equal(stop.data.customTag, "b-SL");
    assert.equal(target.data.linkedOrderId, stop.data.id);
    assert.equal(target.data.trailDistance, 80);
    const first = client.all("GatewayUserOrder").slice(0, 3).map(([event]) => event.data.status);
    assert.deepEqual(first, [8, 6, 8]);
  });

  it("what the trader does in the platform reaches the stream", async (test) => {
    const { simulator, client } = await userClient(test);
    const placed = await simulator.control("/control/trader/order",
      { account: accountId, contract: "MNQ", side: "buy", type: "limit", limit_price: 21400 });
    const [open] = await client.event("GatewayUserOrder");
    assert.equal(open.data.id, placed.order);
    assert.equal(open.data.status, 1);
    assert.equal("customTag" in open.data, false);
    await simulator.control("/control/trader/cancel", { account: accountId, order: placed.order });
    await client.event("GatewayUserOrder", (event) => event.data.status === 3);
  });

  it("events are duplicated and take other shapes on request", async (test) => {
    const { simulator, client } = await userClient(test);
    await simulator.control("/control/fault", { kind: "event", action: "duplicate", copies: 3, target: "GatewayUserAccount" });
    await simulator.control("/control/can_trade", { account: accountId, can_trade: false });
    await simulator.control("/control/clear_faults");
    await simulator.control("/control/settings", { event_shape: "bare", ids_as_strings: true });
    await simulator.control("/control/can_trade", { account: accountId, can_trade: true });
    const [bare] = await client.event("GatewayUserAccount", (event) => !("action" in event));
    assert.equal(bare.id, String(accountId));
    assert.equal(bare.canTrade, true);
    assert.equal(client.all("GatewayUserAccount").length, 4);
    await simulator.control("/control/settings", { event_shape: "array", split_records: "fragments" });
    await simulator.control("/control/can_trade", { account: accountId, can_trade: false });
    const [list] = await client.event("GatewayUserAccount", (event) => Array.isArray(event));
    assert.equal(list[0].data.canTrade, false);
  });
});

describe("market events", { concurrency: true }, () => {
  async function marketClient(test, extra = []) {
    const simulator = await Risksim.start(test, extra);
    const client = await HubClient.negotiated(simulator.ready.market_hub, await simulator.login()).start(test);
    return { simulator, client };
  }

  it("the first quote is full and the next say what changed", async (test) => {
    const { simulator, client } = await marketClient(test);
    await client.invoke("SubscribeContractQuotes", simulator.contractId);
    const [contract, full] = await client.event("GatewayQuote");
    assert.equal(contract, simulator.contractId);
    assert.deepEqual(Object.keys(full), [
      "symbol", "symbolName", "lastPrice", "change", "changePercent", "bestBid", "bestAsk", "open",
      "high", "low", "volume", "lastUpdated", "timestamp",
    ]);
    assert.equal(full.symbol, "F.US.MNQ");
    await simulator.control("/control/price", { contract: "MNQ", price: 21500, bid: 21499.75, ask: 21500.25 });
    const [, change] = await client.event("GatewayQuote", (_, quote) => !("symbolName" in quote));
    assert.deepEqual(Object.keys(change), ["symbol", "bestBid", "volume", "lastUpdated", "timestamp"]);
    assert.equal(change.bestBid, 21499.75);
    assert.match(change.lastUpdated, timestamp);
  });

  it("prints come as arrays", async (test) => {
    const { simulator, client } = await marketClient(test);
    await client.invoke("SubscribeContractTrades", simulator.contractId);
    await simulator.control("/control/price", { contract: "MNQ", price: 21499.5 });
    const [contract, [print]] = await client.event("GatewayTrade");
    assert.equal(contract, simulator.contractId);
    assert.deepEqual({ ...print, timestamp: "" },
      { symbolId: "F.US.MNQ", price: 21499.5, timestamp: "", type: 1, volume: 1 });
  });

  it("depth begins with a reset and goes on with changes", async (test) => {
    const { simulator, client } = await marketClient(test);
    await client.invoke("SubscribeContractMarketDepth", simulator.contractId);
    const [, first] = await client.event("GatewayDepth");
    assert.equal(first[0].type, 6);
    assert.equal(first.filter((row) => row.type === 1).length, 10);
    await simulator.control("/control/price", { contract: "MNQ", price: 21505 });
    const [, next] = await client.event("GatewayDepth", (_, rows) => rows[0].type !== 6);
    assert.equal(next.find((row) => row.type === 9).price, 21505);
  });

  it("a thousand quotes a second arrive", async (test) => {
    const { simulator, client } = await marketClient(test,
      ["--quotes-per-second", "1000", "--trades-per-second", "100"]);
    await client.invoke("SubscribeContractQuotes", simulator.contractId);
    const begin = Date.now();
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    const seconds = (Date.now() - begin) / 1000;
    const rate = client.all("GatewayQuote").length / seconds;
    assert.ok(rate > 800, `${rate} quotes a second`);
  });
});
