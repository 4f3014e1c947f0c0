/**
 * The script for other pages: one button, and behind it the web chat in a frame of its own, so that neither page can reach into the
 * other. Everything is set by script, as pages with a strict policy want it.
 */
const script = document.currentScript;
if (script instanceof HTMLScriptElement) {
  const { bot, language, label = "Chat", side } = script.dataset;
  const address = new URL("./", script.src);
  if (bot !== undefined) address.searchParams.set("bot", bot);
  if (language !== undefined) address.searchParams.set("language", language);
  const mount = () => embed(address, label, side === "left" ? "left" : "right");
  if (document.body === null) addEventListener("DOMContentLoaded", mount, { once: true });
  else mount();
}

function embed(address: URL, label: string, side: "left" | "right"): void {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.setAttribute("aria-expanded", "false");
  put(button, {
    position: "fixed",
    bottom: "16px",
    [side]: "16px",
    "z-index": "2147483000",
    padding: "0 20px",
    "min-height": "48px",
    border: "2px solid #ffffff",
    "border-radius": "24px",
    background: "#1b2430",
    color: "#ffffff",
    font: "600 16px system-ui, sans-serif",
    cursor: "pointer",
  });
  let frame: HTMLIFrameElement | undefined;
  const show = (isOpen: boolean): void => {
    frame ??= frameOf(address, label, side);
    frame.style.setProperty("display", isOpen ? "block" : "none");
    button.setAttribute("aria-expanded", String(isOpen));
    (isOpen ? frame : button).focus();
  };
  button.addEventListener("click", () => show(button.getAttribute("aria-expanded") !== "true"));
  addEventListener("message", ({ source, origin, data }: MessageEvent<unknown>) => {
    if (frame === undefined || source !== frame.contentWindow || origin !== address.origin) return;
    if (typeof data === "object" && data !== null && "type" in data && data.type === "flowstate-chat:close")
      show(false);
  });
  document.body.append(button);
}

function frameOf(address: URL, label: string, side: "left" | "right"): HTMLIFrameElement {
  const frame = document.createElement("iframe");
  frame.src = address.href;
  frame.title = label;
  put(frame, {
    position: "fixed",
    bottom: "76px",
    [side]: "16px",
    "z-index": "2147483000",
    width: "min(400px, calc(100vw - 32px))",
    height: "min(640px, calc(100vh - 96px))",
    border: "1px solid #8c959f",
    "border-radius": "14px",
    background: "Canvas",
    "box-shadow": "0 8px 32px rgb(0 0 0 / 25%)",
  });
  document.body.append(frame);
  return frame;
}

function put({ style }: HTMLElement, properties: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(properties)) style.setProperty(name, value);
}
