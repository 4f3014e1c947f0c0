import { marked } from "marked";
import { describe, expect, test, vi } from "vitest";
import { sectionOf, withSectionLinks } from "../../client/src/documentation/sectionLinks.ts";
import { curlOf } from "../../client/webview/conversation/curl.ts";
import { prettyReport } from "../../server/src/cli/reports/pretty.ts";
import { Presenter } from "../../server/src/cli/run/presenter.ts";
import { TranscriptWriter } from "../../server/src/cli/run/readableTranscript.ts";
import { createStyle } from "../../server/src/cli/terminal.ts";
import { visible } from "../../server/src/cli/visible.ts";
import { hover } from "../../server/src/features/hover.ts";
import type { BotMessage, RunEvent } from "../../server/src/runtime/events.ts";
import { commandLine, runProgram, temporaryFolder } from "../support/commandLine.ts";
import type { fakeEditor } from "../support/fakeEditor.ts";
import { fileViewOf } from "../support/fileView.ts";

const editor = vi.hoisted(() => ({ current: undefined as ReturnType<typeof fakeEditor> | undefined }));

vi.mock("vscode", async () => {
  const { fakeEditor: create, vscodeOf } = await import("../support/fakeEditor.ts");
  editor.current = create();
  return vscodeOf(editor.current);
});

const { panelPage } = await import("../../client/src/conversation/page.ts");
const { openLink } = await import("../../client/src/conversation/links.ts");

/** Clears the screen, sets the title, writes to the clipboard, rubs out the line, turns the words around. */
const hostile = "a\u001b[2J\u001b]0;owned\u0007\u001b]52;c;ZXZpbA==\u0007\r\u009b31m\u0008\u007f\u202Eb";
const obeyed = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E]/;

/** The same as a flow writes it. */
const escaped = [...hostile].map((sign) => `\\u{${sign.charCodeAt(0).toString(16)}}`).join("");

const base = { turn: 1, at: 0 } as const;
const style = createStyle(false);
const presenter = () => new Presenter({ style, errorStyle: style, isInteractive: true, shown: (file) => file });

const everyMessage: BotMessage = {
  type: "text",
  text: hostile,
  replies: [{ title: hostile }],
  buttons: [
    { title: hostile, kind: "go" },
    { title: hostile, kind: "open", url: hostile },
    { title: hostile, kind: "dial", number: hostile },
  ],
  cards: [{ title: hostile, subtitle: hostile, image: hostile, buttons: [{ title: hostile, kind: "go" }] }],
  media: { kind: "image", url: hostile },
};
const events: readonly RunEvent[] = [
  { ...base, type: "message", message: everyMessage },
  { ...base, type: "message", message: { type: "payload", channel: hostile, raw: { [hostile]: hostile } } },
  { ...base, type: "request", id: "1", method: "GET", url: `http://x/${hostile}`, headers: {}, body: hostile },
  {
    ...base,
    type: "response",
    id: "1",
    status: null,
    headers: { x: hostile },
    body: hostile,
    ms: 1,
    outcome: "failure",
    error: hostile,
  },
  { ...base, type: "report", code: "bad-message", message: hostile, details: {} },
  { ...base, type: "action", action: "track", name: hostile, data: { [hostile]: hostile } },
  { ...base, type: "input", input: { type: "text", text: hostile } },
];

describe("rule 5, in the terminal", () => {
  test.each(events.map((event) => [event.type, event] as const))("a %s moves nothing", (_, event) => {
    const { out, error } = presenter().present(event);
    expect([...out, ...error].join("\n")).not.toMatch(obeyed);
  });

  test("a transcript moves nothing when it is shown", () => {
    const writer = new TranscriptWriter({
      transcript: 1,
      now: 0,
      seed: 1,
      presets: [],
      user: "u",
      conversation: "c",
    });
    for (const event of events) expect(writer.lines(event)).not.toMatch(obeyed);
  });

  test("a title that is tapped goes back as the bot wrote it", () => {
    const shown = presenter();
    shown.present({ ...base, type: "message", message: { type: "text", text: "?", replies: [{ title: hostile }] } });
    expect(shown.inputOf("1")).toEqual({ type: "tap", text: hostile });
  });

  test("neither do findings, with the lines of the file", () => {
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
    const place = { file: `${hostile}.flow`, range };
    const finding = {
      ...place,
      severity: "error",
      code: "syntax",
      message: hostile,
      related: [{ ...place, message: hostile }],
    } as const;
    const report = { files: [hostile], findings: [finding], textOf: () => hostile };
    expect(prettyReport(report, style)).not.toMatch(obeyed);
  });

  test("neither do flows that cannot run, failed tests and wrong words of a command line", async () => {
    await using folder = await temporaryFolder({
      "bad/main.flow": `state start { -> \`${hostile}\` }`,
      "broken/main.flow": `state start { say "${hostile}" }`,
      "test/main.flow": `state start { ask x as text "?" say "{x}" } test "a" { user "${escaped}" bot "other" }`,
    });
    const failed = await commandLine("test", `${folder.path}/test`);
    expect(failed.out).toContain("a␛[2J");
    const runs = [
      failed,
      await commandLine("run", `${folder.path}/bad`),
      await commandLine("check", `${folder.path}/bad`),
      await commandLine("test", `${folder.path}/broken`),
      await commandLine(hostile),
      await commandLine("run", hostile),
    ];
    for (const { out, error, code } of runs) {
      expect(code).not.toBe(0);
      expect(out + error).not.toMatch(obeyed);
    }
  });

  test("line ends and tabs stay, and so does every other text", () => {
    expect(visible("a\n\tb é 🙂 \u2066x\u2069 שלום")).toBe("a\n\tb é 🙂 \u2066x\u2069 שלום");
    expect(visible("\u001b[1m\u009b\u202e")).toBe("␛[1m[U+009B][U+202E]");
  });
});

describe("rule 5, in the editor", () => {
  test("the panel's page runs the one script with the nonce, a new one each time, and fetches nothing", () => {
    const webview = { cspSource: "vscode-resource:", asWebviewUri: (uri: { readonly path: string }) => uri.path };
    const page = () => panelPage(webview as never, { path: "/ext" } as never);
    const [one, other] = [page(), page()];
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(one)?.[1] ?? "";
    const directives = new Map(policy.split("; ").map((each) => [each.split(" ")[0], each.split(" ").slice(1)]));
    expect(directives.get("default-src")).toEqual(["'none'"]);
    expect(directives.get("script-src")).toEqual([expect.stringMatching(/^'nonce-[\w-]{22}'$/)]);
    for (const name of ["base-uri", "form-action"]) expect(directives.get(name), name).toEqual(["'none'"]);
    for (const name of ["connect-src", "frame-src", "object-src", "worker-src"])
      expect(directives.has(name), name).toBe(false);
    expect(policy).not.toMatch(/unsafe|data:|\*(?![;\s]|$)/);
    const nonce = /nonce-([\w-]+)'/.exec(policy)?.[1] ?? "-";
    expect([...one.matchAll(/<script[^>]*>/g)].map(([tag]) => tag.includes(`nonce="${nonce}"`))).toEqual([true]);
    expect(other).not.toContain(nonce);
  });

  test.each([
    "javascript:alert(1)",
    "command:workbench.action.terminal.new",
    "vscode://x",
    "file:///etc/passwd",
    "data:text/html,<script>",
    "\\\\host\\share",
    "//evil.example",
    " java\nscript:alert(1)",
  ])("a link to %j is not opened", async (url) => {
    const opened = editor.current?.opened ?? [];
    await openLink(url);
    expect(opened).toEqual([]);
  });

  test("a link of the web is opened by the editor", async () => {
    await openLink("https://bank.example/a");
    expect(editor.current?.opened.splice(0)).toEqual(["https://bank.example/a"]);
  });

  test.each([
    ["documentation", "/// TEXT\nstate start { -> other }\nstate other { -> start }"],
    ["what a state says", 'state start { say "TEXT" -> other }\nstate other { -> start }'],
    ["a name", "state start { -> `TEXT` }\nstate `TEXT` { -> start }"],
  ])("Markdown and HTML in %s are shown as they are written", (_, source) => {
    const evil = [
      "<img src=https://evil.example/x onerror=alert(1)><script>1</script>",
      "![p](https://evil.example/p.png) [c](command:x) [j](javascript:1)",
      "&lt;b&gt; `code` **bold** ~~s~~ <command:x> | a | # h",
    ];
    for (const each of evil) {
      // A name in backticks holds none.
      const text = source.replaceAll("TEXT", source.includes("`") ? each.replaceAll("`", "") : each);
      const file = fileViewOf([{ path: "main.flow", text }], "main.flow");
      const shown = [
        hover(file, text.indexOf("start {")),
        hover(file, text.lastIndexOf("-> ") + 3),
        hover(file, text.indexOf("-> ") + 5),
      ];
      expect(shown.some((one) => one !== undefined)).toBe(true);
      for (const one of shown) {
        const html = marked.parse(one?.markdown ?? "", { async: false });
        // A web address that can be seen may be opened by whoever wants to.
        const plain = html.replace(/<a href="(https:[^"]*)">\1<\/a>/g, "$1");
        expect(plain).not.toMatch(/<(img|script|a|del|table|h1)\b/);
        expect(html).not.toMatch(/<strong>bold/);
      }
    }
  });

  test("a link of a hover runs no command but the one that shows our own documentation, with nothing but its pages", () => {
    const docs = "file:///ext/docs";
    expect(withSectionLinks("[a](command:workbench.trust.manage)", docs)).not.toContain("showSection");
    expect(withSectionLinks("[a](file:///evil/docs/language.md#x)", docs)).not.toContain("command:");
    for (const page of ["../../etc/passwd.md", "/etc/x.md", "checks/../x.md", "x.html", "file:///x.md"])
      expect(sectionOf({ page, anchor: "a" }), page).toBeUndefined();
  });

  test("a request that is copied as a command line is one command, whatever it holds", async () => {
    const nasty = "'; touch owned; echo '$(touch owned)`touch owned`\n-o owned";
    const line = curlOf({
      ...base,
      type: "request",
      id: "1",
      method: nasty as "GET",
      url: `http://127.0.0.1:1/${nasty}`,
      headers: { [nasty]: nasty },
      body: nasty,
    });
    await using folder = await temporaryFolder({
      "x.mjs":
        "import { execFileSync } from 'node:child_process'; import { readdirSync } from 'node:fs'; const out = execFileSync('sh', ['-c', process.argv[2].replace(/^curl/, 'printf %s,')]); console.log(out.length > 0, readdirSync('.').join());",
    });
    const { out } = await runProgram(`${folder.path}/x.mjs`, [line], { cwd: folder.path });
    expect(out).toBe("true x.mjs\n");
  });
});
