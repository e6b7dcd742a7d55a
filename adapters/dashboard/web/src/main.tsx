import { render } from "preact";
import { takeToken } from "./link/login_link";
import { Session } from "./link/session";
import { Store } from "./link/store";
import { SharedContext } from "./link/use";
import "uplot/dist/uPlot.min.css";
import "./style/tokens.css";
import "./style/base.css";
import "./style/parts.css";
import "./style/frame.css";
import "./style/account_list.css";
import "./style/account_rows.css";
import "./style/account_page.css";
import "./style/story.css";
import "./style/phone.css";
import { App } from "./view/app";

const store = new Store();
const session = new Session(store);
const token = takeToken();
// Before whatever else follows the address.
addEventListener("hashchange", () => {
  const newToken = takeToken();
  if (newToken !== null) void session.logInByLink(newToken);
});
render(
  <SharedContext.Provider value={{ store, session }}>
    <App />
  </SharedContext.Provider>,
  document.getElementById("page")!,
);
store.beginTicking();
if (token === null) session.start();
else void session.logInByLink(token);
