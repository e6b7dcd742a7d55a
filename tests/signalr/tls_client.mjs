// Logs in and connects to a hub over TLS, verifying the certificate. Prints the connection's state.

import signalr from "@microsoft/signalr";

const [rest, hub] = process.argv.slice(2);

const reply = await fetch(`${rest}/api/Auth/loginKey`, {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({ userName: "trader", apiKey: "secret" }),
});
const { token } = await reply.json();
const connection = new signalr.HubConnectionBuilder()
  .withUrl(hub, { accessTokenFactory: () => token })
  .configureLogging(signalr.LogLevel.None)
  .build();
await connection.start();
await connection.invoke("SubscribeAccounts");
console.log(connection.state);
await connection.stop();
