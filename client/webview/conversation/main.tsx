import { render } from "preact";
import { ConversationView } from "./ConversationView.tsx";
import { connectToHost } from "./host.ts";
import "@vscode/codicons/dist/codicon.css";
import "./conversation.css";

const place = document.querySelector("#conversation");
if (place !== null) render(<ConversationView host={connectToHost()} />, place);
