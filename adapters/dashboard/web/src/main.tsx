import { render } from "preact";
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
render(
  <SharedContext.Provider value={{ store, session }}>
    <App />
  </SharedContext.Provider>,
  document.getElementById("page")!,
);
store.beginTicking();
session.start();
