// The official SignalR client, set up the way trading clients use it, with a record of its events.

import signalr from "@microsoft/signalr";

const events = [
  "GatewayUserAccount", "GatewayUserOrder", "GatewayUserPosition", "GatewayUserTrade",
  "GatewayQuote", "GatewayTrade", "GatewayDepth", "GatewayLogout",
];

/** How long anything may take that should happen at once. */
const patience = 5_000;

export class HubClient {
  /** Without negotiation, token in the address, as the venue's documents do it. */
  static direct(url, token, reconnect) {
    return HubClient.#make(`${url}?access_token=${encodeURIComponent(token)}`, {
      skipNegotiation: true,
      transport: signalr.HttpTransportType.WebSockets,
    }, reconnect);
  }

  /** With negotiation, token through the callback. */
  static negotiated(url, token, reconnect) {
    return HubClient.#make(url, { accessTokenFactory: () => token }, reconnect);
  }

  static #make(url, options, reconnect) {
    const builder = new signalr.HubConnectionBuilder()
      .withUrl(url, options)
      .configureLogging(signalr.LogLevel.None);
    if (reconnect) builder.withAutomaticReconnect(reconnect);
    return new HubClient(builder.build());
  }

  constructor(connection) {
    this.connection = connection;
    this.received = [];
    this.waiting = [];
    for (const target of events)
      connection.on(target, (...args) => this.#note(target, args));
    this.closed = new Promise((resolve) => connection.onclose((error) => resolve(error ?? null)));
    this.reconnected = new Promise((resolve) => connection.onreconnected(() => resolve(true)));
  }

  async start(test) {
    test.after(() => this.connection.stop());
    await this.connection.start();
    return this;
  }

  invoke(method, ...args) {
    return this.connection.invoke(method, ...args);
  }

  /** Subscribes to everything a user hub has. */
  async subscribeAccount(accountId) {
    await this.invoke("SubscribeAccounts");
    await this.invoke("SubscribeOrders", accountId);
    await this.invoke("SubscribePositions", accountId);
    await this.invoke("SubscribeTrades", accountId);
  }

  all(target) {
    return this.received.filter((event) => event.target === target).map((event) => event.args);
  }

  /** The arguments of the first event of `target`, past or future, that satisfies `wanted`. */
  event(target, wanted = () => true) {
    const found = this.received.find((event) => event.target === target && wanted(...event.args));
    if (found) return Promise.resolve(found.args);
    return within(new Promise((resolve) => this.waiting.push({ target, wanted, resolve })), target);
  }

  #note(target, args) {
    this.received.push({ target, args });
    this.waiting = this.waiting.filter((one) => {
      if (one.target !== target || !one.wanted(...args)) return true;
      one.resolve(args);
      return false;
    });
  }
}

/** Fails if `promise` takes longer than it may. */
export async function within(promise, what, milliseconds = patience) {
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: nothing within ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
}
