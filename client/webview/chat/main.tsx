import { render } from "preact";
import { readableOn, textOn } from "./accent.ts";
import { ChatView } from "./ChatView.tsx";
import "@vscode/codicons/dist/codicon.css";
import "./chat.css";

const place = document.querySelector<HTMLElement>("#chat");
if (place !== null) {
  paint(place.dataset["accent"] ?? "#0a5bd3");
  const query = new URLSearchParams(location.search);
  const bot = query.get("bot") ?? undefined;
  const language = query.get("language") ?? undefined;
  const wanted = { ...(bot === undefined ? {} : { bot }), ...(language === undefined ? {} : { language }) };
  render(<ChatView wanted={wanted} />, place);
}

/** The one colour that a server chooses, so that it can be read wherever it stands; the grounds are those of chat.css. */
function paint(accent: string): void {
  const { style } = document.documentElement;
  style.setProperty("--accent-ground", accent);
  style.setProperty("--on-accent", textOn(accent));
  style.setProperty("--accent-on-light", readableOn(accent, "#e6e9ed"));
  style.setProperty("--accent-on-dark", readableOn(accent, "#2e3238"));
}
