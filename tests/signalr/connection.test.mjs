// Connecting, staying connected and losing the connection, seen by the official client.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { HubClient, within } from "./hub_client.mjs";
import { accountId, otherAccountId, Risksim } from "./risksim.mjs";

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe("hub connections", { concurrency: true }, () => {
  for (const hub of ["user_hub", "market_hub"]) {
    for (const way of ["direct", "negotiated"]) {
      it(`${hub} ${way}: connects`, async (test) => {
        const simulator = await Risksim.start(test);
        const client = HubClient[way](simulator.ready[hub], await simulator.login());
        await client.start(test);
        assert.equal(client.connection.state, "Connected");
        const [connection] = (await simulator.state()).connections;
        assert.equal(connection.user, "trader");
        assert.equal(`${connection.hub}_hub`, hub);
      });

      it(`${hub} ${way}: a bad token is refused with 401`, async (test) => {
        const simulator = await Risksim.start(test);
        const forged = `${await simulator.login()}x`;
        const client = HubClient[way](simulator.ready[hub], forged);
        // The client names the status only where it sees it, which is during negotiation.
        await assert.rejects(client.start(test), way === "negotiated" ? /401/ : /./);
        assert.deepEqual((await simulator.state()).connections, []);
        const negotiation = await fetch(`${simulator.ready[hub]}/negotiate?negotiateVersion=1`, {
          method: "POST", headers: { Authorization: `Bearer ${forged}` },
        });
        assert.equal(negotiation.status, 401);
      });
    }
  }

  it("an expired token is refused", async (test) => {
    const simulator = await Risksim.start(test);
    await simulator.control("/control/settings", { token_lifetime_s: 1 });
    const token = await simulator.login();
    await pause(1_100);
    const client = HubClient.negotiated(simulator.ready.user_hub, token);
    await assert.rejects(client.start(test), /401/);
    assert.equal((await simulator.rest("/api/Account/search", {}, token)).status, 401);
  });

  it("the client keeps the connection for 40 idle seconds", async (test) => {
    const simulator = await Risksim.start(test);
    const token = await simulator.login();
    const client = await HubClient.direct(simulator.ready.user_hub, token).start(test);
    await client.invoke("SubscribeAccounts");
    // Longer than the client waits for a server that is silent (30 s): pings must have come.
    await pause(40_000);
    assert.equal(client.connection.state, "Connected");
    await simulator.control("/control/can_trade", { account: accountId, can_trade: false });
    const [event] = await client.event("GatewayUserAccount");
    assert.equal(event.data.canTrade, false);
  });

  it("a client without pings is closed after the client timeout", async (test) => {
    const simulator = await Risksim.start(test, ["--set", "client_timeout_ms=400"]);
    const client = HubClient.direct(simulator.ready.user_hub, await simulator.login());
    client.connection.keepAliveIntervalInMilliseconds = 60_000;
    await client.start(test);
    const error = await within(client.closed, "close");
    assert.match(error.message, /Client timeout elapsed/);
  });

  it("a close record without permission to reconnect ends the connection", async (test) => {
    const simulator = await Risksim.start(test);
    const client = await HubClient.direct(simulator.ready.user_hub, await simulator.login(), [0, 0]).start(test);
    await simulator.control("/control/fault", {
      kind: "hub", action: "close", hub: "user", error: "Connection closed with an error.",
    });
    const error = await within(client.closed, "close");
    assert.match(error.message, /Server returned an error on close: Connection closed with an error/);
  });

  it("a close record with permission makes the client reconnect", async (test) => {
    const simulator = await Risksim.start(test);
    const client = await HubClient.direct(simulator.ready.user_hub, await simulator.login(), [0, 0]).start(test);
    await simulator.control("/control/fault", { kind: "hub", action: "close", allow_reconnect: true });
    await within(client.reconnected, "reconnect");
    await client.subscribeAccount(accountId);
    assert.equal((await simulator.state()).connections.length, 1);
  });

  it("a dropped connection comes back without its subscriptions", async (test) => {
    const simulator = await Risksim.start(test);
    const client = await HubClient.negotiated(simulator.ready.user_hub, await simulator.login(), [0, 100]).start(test);
    await client.subscribeAccount(accountId);
    await simulator.control("/control/fault", { kind: "hub", action: "drop" });
    await within(client.reconnected, "reconnect");
    const [connection] = (await simulator.state()).connections;
    assert.deepEqual(connection.topics, []);
  });

  it("connections are refused for as long as ordered", async (test) => {
    const simulator = await Risksim.start(test);
    const token = await simulator.login();
    const attempt = () => HubClient.negotiated(simulator.ready.user_hub, token).start(test);
    // Long enough for a machine that has much else to do to try it meanwhile.
    await simulator.control("/control/fault", { kind: "hub", action: "drop", refuse_ms: 10_000 });
    await assert.rejects(attempt(), /503/);
    let client;
    for (let tries = 0; !client && tries < 100; ++tries) {
      await pause(500);
      client = await attempt().catch((error) => assert.match(error.message, /503/));
    }
    assert.equal(client?.connection.state, "Connected");
  });

  it("a half-open connection is noticed by the client", async (test) => {
    const simulator = await Risksim.start(test);
    const client = HubClient.direct(simulator.ready.user_hub, await simulator.login());
    client.connection.serverTimeoutInMilliseconds = 600;
    await client.start(test);
    const reply = await simulator.control("/control/fault", { kind: "hub", action: "half_open" });
    assert.equal(reply.connections, 1);
    const error = await within(client.closed, "close");
    assert.match(error.message, /Server timeout elapsed without receiving a message from the server/);
  });

  it("a second login kicks the first with a logout event", async (test) => {
    const simulator = await Risksim.start(test, ["--single-session"]);
    const first = await simulator.login();
    const client = await HubClient.direct(simulator.ready.user_hub, first).start(test);
    const second = await simulator.login();
    await client.event("GatewayLogout");
    await within(client.closed, "close");
    assert.equal((await simulator.rest("/api/Account/search", {}, first)).status, 401);
    assert.equal((await simulator.rest("/api/Account/search", {}, second)).status, 200);
  });

  it("unknown methods, wrong arguments and foreign accounts are errors", async (test) => {
    const simulator = await Risksim.start(test);
    const client = await HubClient.direct(simulator.ready.user_hub, await simulator.login()).start(test);
    await assert.rejects(client.invoke("Ping"), /Failed to invoke 'Ping'.*Method does not exist/);
    await assert.rejects(client.invoke("SubscribeContractQuotes", "x"), /Method does not exist/);
    await assert.rejects(client.invoke("SubscribeOrders"), /0 argument\(s\) but target expects 1/);
    await assert.rejects(client.invoke("SubscribeOrders", otherAccountId), /Account not found/);
    assert.equal(await client.invoke("subscribeorders", accountId), null);
  });

  it("sigterm ends the program cleanly with clients connected", async (test) => {
    const simulator = await Risksim.start(test);
    await HubClient.direct(simulator.ready.user_hub, await simulator.login()).start(test);
    assert.equal(await simulator.stop(), 0);
  });
});
