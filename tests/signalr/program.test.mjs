// The program itself: command line, exit codes, recorded markets, TLS and load.

import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { HubClient, within } from "./hub_client.mjs";
import { accountId, Risksim } from "./risksim.mjs";

function run(...options) {
  const done = spawnSync(process.env.RISKSIM, options, { encoding: "utf8", timeout: 20_000 });
  return { code: done.status, out: done.stdout, error: done.stderr };
}

function temporaryFolder(test) {
  const folder = mkdtempSync(join(tmpdir(), "risksim-"));
  test.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

describe("command line", () => {
  it("help and version end with 0", () => {
    assert.match(run("--version").out, /^risksim \d+\.\d+\.\d+\n$/);
    const help = run("--help");
    assert.equal(help.code, 0);
    for (const option of ["--user", "--account", "--market", "--seed", "--tls-cert", "Examples:"])
      assert.ok(help.out.includes(option), option);
  });

  const usage = [["--nonsense"], ["--port", "x"], ["--market", "file"], ["--tls-cert", "file"]];
  for (const options of usage)
    it(`usage: ${options.join(" ")}`, () => assert.equal(run(...options).code, 64));

  const invalid = [
    [["--user", "nokey"], "--user: 'nokey' is not NAME:APIKEY"],
    [["--user", "a:b", "--account", "a:x"], "--account: 'a:x' is not USER:NAME:BALANCE[:ID]"],
    [["--user", "a:b", "--account", "c:x:1"], "--account: there is no --user named 'c'"],
    [["--user", "a:b", "--account", "a:x:lots"], "--account: 'a:x:lots' has no name or no balance in dollars"],
    [["--user", "a:b", "--account", "a:x:1:5", "--account", "a:y:1:5"], "--account: id 5 is given twice"],
    [["--contract", "NOPE"], "--contract: 'NOPE' is neither a contract id nor a known root"],
    [["--start-price", "21500.1"], "--start-price: 21500.1 is not on the tick of MNQ"],
    [["--start-price", "XY=1"], "--start-price: no listed contract has the root 'XY'"],
    [["--set", "nonsense=1"], "--set: there is no setting named 'nonsense'"],
    [["--speed", "0"], "--speed: '0' is not a number from 0.01 to 1000000"],
    [["--market", "/nonexistent", "--contract-id", "MNQ"], "--market: cannot read /nonexistent"],
    [["--tls-cert", "/nonexistent", "--tls-key", "/nonexistent"], "cannot use the certificate"],
  ];
  for (const [options, sentence] of invalid)
    it(`invalid: ${options.join(" ")}`, () => {
      const done = run(...options);
      assert.equal(done.code, 78);
      assert.ok(done.error.startsWith(`risksim: ${sentence}`), done.error);
    });

  it("a port that is taken is a failure", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const done = run("--port", String(taken.address().port));
    taken.close();
    assert.equal(done.code, 1);
    assert.match(done.error, /cannot listen on 127.0.0.1 port \d+/);
  });

  it("the control endpoint ends the program with 0", async (test) => {
    const simulator = await Risksim.start(test);
    const exit = once(simulator.child, "exit");
    await simulator.control("/control/quit");
    assert.deepEqual(await within(exit, "exit"), [0, null]);
  });
});

describe("markets", { concurrency: true }, () => {
  it("a recorded market plays and fills orders at its prices", async (test) => {
    const file = join(temporaryFolder(test), "market.csv");
    writeFileSync(file, "epoch_ms,price,size\n0,20000,1\n1000,20000.25,2\n60000,20005,3\n120000,20010,4\n");
    const simulator = await Risksim.start(test, ["--market", file, "--contract-id", "MNQ", "--speed", "100"]);
    const token = await simulator.login();
    const client = await HubClient.direct(simulator.ready.market_hub, token).start(test);
    await client.invoke("SubscribeContractTrades", simulator.contractId);
    await client.event("GatewayTrade", (_, [print]) => print.price === 20010);
    const prices = client.all("GatewayTrade").flatMap(([, prints]) => prints.map((print) => print.price));
    assert.deepEqual(prices.slice(-2), [20005, 20010]);
    const placed = await simulator.control("/control/trader/order", { account: accountId, contract: "MNQ", side: "sell" });
    assert.equal(placed.ok, true);
    const bars = await simulator.rest("/api/History/retrieveBars", {
      contractId: simulator.contractId, live: false, startTime: "2000-01-01T00:00:00Z",
      endTime: "2100-01-01T00:00:00Z", unit: 4, unitNumber: 1, limit: 1, includePartialBar: true,
    }, token);
    const [bar] = bars.body.bars;
    assert.deepEqual([bar.h, bar.l, bar.c, bar.v], [20010, 20000, 20010, 10]);
  });

  it("five hundred orders and a thousand quotes a second are served in time", async (test) => {
    const simulator = await Risksim.start(test, [
      "--quotes-per-second", "1000", "--trades-per-second", "200", "--set", "rate_limit=100000",
    ]);
    const token = await simulator.login();
    const user = await HubClient.direct(simulator.ready.user_hub, token).start(test);
    await user.subscribeAccount(accountId);
    const market = await HubClient.direct(simulator.ready.market_hub, token).start(test);
    await market.invoke("SubscribeContractQuotes", simulator.contractId);
    const begin = Date.now();
    for (let i = 0; i < 500; ++i) {
      const reply = await simulator.rest("/api/Order/place", {
        accountId, contractId: simulator.contractId, type: 1, side: 0, size: 1, limitPrice: 10_000 + i,
      }, token);
      assert.equal(reply.body.success, true);
    }
    const seconds = (Date.now() - begin) / 1000;
    await user.event("GatewayUserOrder", (event) => event.data.limitPrice === 10_499);
    assert.equal(user.all("GatewayUserOrder").length, 500);
    const rate = market.all("GatewayQuote").length / seconds;
    assert.ok(rate > 800, `${rate} quotes a second`);
  });
});

describe("tls", () => {
  it("the official client connects over TLS", async (test) => {
    const folder = temporaryFolder(test);
    const [certificate, key] = [join(folder, "certificate.pem"), join(folder, "key.pem")];
    const made = spawnSync("openssl", [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
      "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate,
    ], { encoding: "utf8" });
    assert.equal(made.status, 0, made.stderr);
    const simulator = await Risksim.start(test, ["--tls-cert", certificate, "--tls-key", key]);
    assert.match(simulator.ready.rest, /^https:/);
    // Node reads extra certificates when it starts, so the client is a process of its own.
    const script = fileURLToPath(new URL("tls_client.mjs", import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [script, simulator.ready.rest, simulator.ready.user_hub], {
      env: { ...process.env, NODE_EXTRA_CA_CERTS: certificate }, timeout: 20_000,
    });
    assert.equal(stdout, "Connected\n");
  });
});
