/**
 * Recorded sessions, one file of `golden/` for each thing that the adapter can do: what a client asks (`>`), and what it is
 * told. A change of what people see at a stop shows there as a change of text.
 */
import type { DebugProtocol } from "@vscode/debugprotocol";
import { describe, expect, it } from "vitest";
import type { SaveTestBody, TestedBody } from "../../server/src/debug/protocol.ts";
import { type DebugClient, type DebugOptions, debugFixture, projectFolder } from "../support/debugClient.ts";
import { bank } from "./bankFixture.ts";

type Script = (client: DebugClient, write: (path: string, text: string) => void) => Promise<void>;

interface Golden {
  readonly name: string;
  readonly source?: string;
  readonly options?: DebugOptions;
  readonly run: Script;
}

const file = { source: { path: `${projectFolder}/bank.flow` } };

/** The bank's backend: the first payment is refused, the balance is there. */
const backend: NonNullable<DebugOptions["backend"]> = ({ url }) => {
  if (url.endsWith("/balance")) return { body: { session: { namespace: "account", data: { amount: 70 } } } };
  if (url.endsWith("/broken")) return { body: { nextDialogstate: "nowhere" } };
  return { status: 500, body: { error: "The vault is closed" } };
};

const rows = ({ variables }: DebugProtocol.VariablesResponse["body"]): readonly string[] =>
  variables.map(({ name, value, evaluateName, presentationHint }) => {
    const hint = presentationHint?.attributes?.includes("readOnly") ? " (read only)" : "";
    return `${name} = ${value}${evaluateName === undefined ? "" : `  ${evaluateName}`}${hint}`;
  });

const verified = ({ breakpoints }: { readonly breakpoints: readonly DebugProtocol.Breakpoint[] }): readonly string[] =>
  breakpoints.map(({ id, verified: isVerified, line, message }) => {
    return `${id ?? "-"}: ${isVerified ? `verified${line === undefined ? "" : ` at line ${line}`}` : (message ?? "not verified")}`;
  });

const labels = ({ targets }: { readonly targets: readonly { readonly label: string }[] }): readonly string[] =>
  targets.map(({ label }) => label);

async function targetId(client: DebugClient, label: string): Promise<number | undefined> {
  const { targets } = await client.tell<DebugProtocol.StepInTargetsResponse["body"]>(
    "stepInTargets",
    { frameId: 1 },
    labels,
  );
  return targets.find((target) => target.label === label)?.id;
}

/** Opens a scope of the top frame and tells its rows. */
async function tellScope(client: DebugClient, name: string, page: object = {}): Promise<number> {
  const [frame] = await client.frames();
  const { scopes } = await client.ask<DebugProtocol.ScopesResponse["body"]>("scopes", { frameId: frame?.id });
  const scope = scopes.find((one) => one.name === name);
  client.trace.push(`> variables of ${name}${Object.keys(page).length === 0 ? "" : ` ${JSON.stringify(page)}`}`);
  const reference = scope?.variablesReference ?? 0;
  const body = { variables: [...(await client.variables(reference, page))] };
  client.trace.push(...rows(body).map((row) => `  ${row}`));
  return reference;
}

async function tellEvaluate(client: DebugClient, expression: string, context = "repl"): Promise<void> {
  await client.tell<DebugProtocol.EvaluateResponse["body"]>(
    "evaluate",
    { expression, context },
    ({ result }) => result,
  );
}

const goldens = (): readonly Golden[] => [
  {
    name: "thread, stack frame and scopes",
    run: async (client) => {
      await client.start({ seed: 1, now: 0, user: "ada" }, ["help.flow:4"]);
      await client.settle();
      await client.tell<DebugProtocol.ThreadsResponse["body"]>("threads", {}, ({ threads }) =>
        threads.map(({ name }) => name),
      );
      client.trace.push("> stackTrace", ...(await client.stack()).map((line) => `  ${line}`));
      for (const name of ["event", "temp", "session", "user", "bot", "turn", "last API call"])
        await tellScope(client, name);
    },
  },
  {
    name: "paging",
    source: `state start { set session.list = [10, 20, 30, 40, 50]  say "{length(session.list)}" }`,
    run: async (client) => {
      await client.start({}, ["main.flow:1"]);
      await client.settle();
      await client.go("next");
      const reference = await tellScope(client, "session");
      const [list] = await client.variables(reference);
      const variablesReference = list?.variablesReference ?? 0;
      await client.tell("variables", { variablesReference, filter: "indexed", start: 1, count: 2 }, rows);
      await client.tell("variables", { variablesReference, filter: "named" }, rows);
    },
  },
  {
    name: "line breakpoints",
    run: async (client) => {
      await client.ask("initialize", {});
      await client.ask("launch", { program: projectFolder, now: 0 });
      const breakpoints = [{ line: 4 }, { line: 6 }, { line: 12 }, { line: 15 }, { line: 40 }].map((one) => ({
        ...one,
      }));
      await client.tell("setBreakpoints", { ...file, breakpoints }, verified);
      await client.tell<DebugProtocol.BreakpointLocationsResponse["body"]>(
        "breakpointLocations",
        { ...file, line: 6, endLine: 14 },
        ({ breakpoints: places }) => places.map(({ line, column }) => `${line}:${column}`),
      );
      await client.ask("configurationDone");
      await client.settle();
      await client.go("continue");
      await client.say("Ada");
      await client.go("continue");
      await client.say("Pay");
    },
  },
  {
    name: "condition, hit count and log message",
    source: `
      --- main.flow
      state start {
        set session.n = (session.n ?? 0) + 1
        if session.n < 7 { -> start }
        say "Done"
      }
    `,
    run: async (client) => {
      await client.start({}, [
        { at: "main.flow:2", condition: "session.n > 1", hitCondition: "% 2", logMessage: "n is {session.n}" },
        { at: "main.flow:3", condition: "session.n > 1", hitCondition: "== 3" },
      ]);
      await client.settle();
      await client.go("continue");
    },
  },
  {
    name: "function breakpoints",
    run: async (client) => {
      await client.ask("initialize", {});
      await client.ask("launch", { program: projectFolder, now: 0 });
      const breakpoints = [
        { name: "help.*" },
        { name: "menu", condition: 'session.name == "Ada"' },
        { name: "nobody" },
      ];
      await client.tell("setFunctionBreakpoints", { breakpoints }, verified);
      await client.ask("configurationDone");
      await client.settle();
      await client.go("continue");
      await client.say("Ada");
    },
  },
  {
    name: "data breakpoints",
    run: async (client) => {
      await client.start({ now: 0, stopOnEntry: true });
      await client.settle();
      const info = await client.tell<DebugProtocol.DataBreakpointInfoResponse["body"]>(
        "dataBreakpointInfo",
        { name: "session.account.amount" },
        ({ dataId, accessTypes }) => `${dataId}: ${accessTypes?.join(" ")}`,
      );
      await client.tell<DebugProtocol.DataBreakpointInfoResponse["body"]>(
        "dataBreakpointInfo",
        { name: "1 + 1" },
        ({ dataId, description }) => `${dataId}: ${description}`,
      );
      const breakpoints = [
        { dataId: info.dataId, condition: "session.account.amount > 50" },
        { dataId: "session.name" },
        { dataId: "session.name", accessType: "read" },
        { dataId: "session.name", accessType: "oops" },
      ];
      await client.tell("setDataBreakpoints", { breakpoints }, verified);
      await client.go("continue");
      await client.say("Ada");
      await client.go("continue");
      await client.go("continue");
      await client.say("Balance");
      await tellEvaluate(client, "session.account.amount");
    },
  },
  ...(
    ["apiFailure", "unhandledApiFailure", "brokenNext", "notUnderstood", "expressionError", "endlessLoop"] as const
  ).map(
    (filterId): Golden => ({
      name: `exception filter ${filterId}`,
      run: async (client) => {
        await client.start({ now: 0, start: filterId === "notUnderstood" ? "menu" : `failing.${filterId}` });
        await client.settle();
        const filterOptions = [{ filterId, condition: "session.wanted" }, { filterId: "nobody" }];
        await client.tell("setExceptionBreakpoints", { filters: [], filterOptions }, verified);
        // Where the condition does not hold, nothing stops.
        await client.say("go");
        await tellEvaluate(client, "session.wanted = true");
        await tellEvaluate(client, filterId === "notUnderstood" ? "/go menu" : `/go failing.${filterId}`);
        await client.settle();
        await client.say("go");
        await client.tell<DebugProtocol.ExceptionInfoResponse["body"]>("exceptionInfo", { threadId: 1 }, (body) => [
          `${body.exceptionId} (${body.breakMode})`,
          ...(body.description ?? "").split("\n"),
        ]);
        await client.ask("continue");
        await client.request("threads");
      },
    }),
  ),
  {
    name: "next, stepIn and stepOut",
    run: async (client) => {
      await client.start({ stopOnEntry: true, now: 0 });
      await client.settle();
      await client.go("next");
      await client.go("stepIn");
      await client.go("stepOut");
      await client.go("stepBack");
      await client.go("next");
    },
  },
  {
    name: "stepInTargets",
    run: async (client) => {
      await client.start({ start: "menu", stopOnInput: true, now: 0 });
      await client.stop();
      const choose = async (label: string): Promise<void> => {
        const id = await targetId(client, label);
        client.trace.push(`> stepIn ${label}`);
        await client.ask("stepIn", { targetId: id });
        await client.stop();
      };
      await choose('reply "Pay"');
      await choose("goes on");
      await choose("on 409");
      await choose("goes on");
      await choose("if temp.response.status == 500");
      await client.ask("stepIn");
      await client.stop();
      await choose("goes on");
      await choose("goes on");
      await choose("on intent bye");
    },
  },
  {
    name: "stepBack over an API answer, and another answer",
    run: async (client) => {
      await client.start({ start: "menu", now: 0 }, ["bank.flow:27"]);
      await client.settle();
      await client.say("Balance");
      await client.go("next");
      await tellEvaluate(client, "session.account.amount");
      await client.go("stepBack");
      await tellEvaluate(client, "session.account.amount");
      await client.go("next");
      await client.go("stepBack");
      await client.tell("flow/answer", { id: "request-1", status: 409, body: { why: "closed" } });
      await client.go("next");
      await tellEvaluate(client, "temp.response.body.why");
      await client.tell("flow/answer", { id: "request-9", status: 200 });
    },
  },
  {
    name: "another answer at the outcome",
    run: async (client) => {
      await client.start({ start: "menu", now: 0 }, ["bank.flow:21", "bank.flow:22"]);
      await client.settle();
      await client.say("Pay");
      await client.tell("flow/answer", { status: 409, body: {} });
      await client.settle();
      await client.go("continue");
    },
  },
  {
    name: "reverseContinue",
    run: async (client) => {
      await client.start({ now: 0 }, [
        "bank.flow:7",
        { at: "help.flow:5", condition: "temp.shown == 1" },
        "bank.flow:12",
      ]);
      await client.settle();
      await client.go("continue");
      await client.go("continue");
      await client.say("Ada");
      for (let times = 0; times < 4; times += 1) await client.go("reverseContinue");
    },
  },
  {
    name: "restartFrame",
    run: async (client) => {
      await client.start({ now: 0 }, ["help.flow:5"]);
      await client.settle();
      const frames = await client.frames();
      client.trace.push(...(await client.stack()).map((line) => `  ${line}`));
      await client.go("restartFrame", { frameId: frames[0]?.id });
      const caller = (await client.frames()).find(({ name }) => name === "bank.start");
      await client.go("restartFrame", { frameId: caller?.id });
      await client.tell("restartFrame", { frameId: 99 });
    },
  },
  {
    name: "gotoTargets and goto",
    run: async (client) => {
      await client.start({ stopOnEntry: true, now: 0 });
      await client.settle();
      for (const [line, label] of [
        [11, "state menu"],
        [27, "api"],
      ] as const) {
        const { targets } = await client.tell<DebugProtocol.GotoTargetsResponse["body"]>(
          "gotoTargets",
          { ...file, line },
          labels,
        );
        await client.go("goto", { targetId: targets.find((target) => target.label === label)?.id });
      }
      await client.go("stepIn");
      await client.go("continue");
    },
  },
  {
    name: "pause while it waits",
    run: async (client) => {
      await client.start({ now: 0 });
      await client.settle();
      await client.go("pause");
      client.trace.push("> stackTrace", ...(await client.stack()).map((line) => `  ${line}`));
      await tellScope(client, "temp");
      await client.say("Ada");
    },
  },
  {
    name: "stopOnEntry and stopOnInput",
    run: async (client) => {
      await client.start({ stopOnEntry: true, stopOnInput: true, now: 0 });
      await client.stop();
      await client.ask("continue");
      await client.stop();
      await client.ask("flow/input", { type: "text", text: "Ada" });
      await client.stop();
      client.trace.push("> stackTrace", ...(await client.stack()).map((line) => `  ${line}`));
    },
  },
  {
    name: "setVariable and setExpression",
    run: async (client) => {
      await client.start({ now: 0 }, ["bank.flow:12"]);
      await client.settle();
      await client.say("Ada");
      const session = await tellScope(client, "session");
      const said = ({ value, type }: { value: string; type?: string }): string => `${type} ${value}`;
      await client.tell("setVariable", { variablesReference: session, name: "name", value: '"Grace"' }, said);
      await client.tell("setExpression", { expression: "session.account.limit", value: "2 * 50" }, said);
      await client.tell("setExpression", { expression: "event.text", value: "1" }, said);
      await client.tell("setExpression", { expression: "session.name", value: "1 +" }, said);
      await client.tell("setExpression", { expression: "1 + 1", value: "3" }, said);
      await tellEvaluate(client, "session", "watch");
      await client.go("continue");
    },
  },
  {
    name: "evaluate without side effects",
    run: async (client) => {
      await client.start({ stopOnEntry: true, now: 0 });
      await client.settle();
      for (const context of ["watch", "hover", "clipboard"]) {
        await tellEvaluate(client, "set session.name = 1", context);
        await tellEvaluate(client, "session.name = 1", context);
        await tellEvaluate(client, "/say hello", context);
        await tellEvaluate(client, 'session.name ?? upper("nobody")', context);
      }
      await tellScope(client, "session");
    },
  },
  {
    name: "console",
    run: async (client) => {
      await client.start({ now: 0 });
      await client.settle();
      for (const text of [
        'set session.name = "Ada"',
        "name = upper(name)",
        "session.name",
        "event.text = 1",
        "/preset rich",
        "session.account.amount",
        "/preset nobody",
        "/go nowhere",
        "/nonsense",
        "/say",
      ])
        await tellEvaluate(client, text);
      await tellEvaluate(client, "/say Grace");
      await client.settle();
      await tellEvaluate(client, "/tap Balance");
      await client.settle();
      await tellEvaluate(client, "/go menu");
      await client.settle();
      await tellEvaluate(client, '/event moved {"to": "Ghent"}');
      await client.settle();
      await tellEvaluate(client, "event.payload.to");
    },
  },
  {
    name: "completions",
    run: async (client) => {
      await client.start({ now: 0, preset: "rich" });
      await client.settle();
      await client.say("Ada");
      for (const text of [
        "session.",
        "session.acc",
        "account.",
        "upp",
        "ses",
        "/",
        "/g",
        "/go me",
        "/tap B",
        "/preset ",
        "/event ",
      ]) {
        await client.tell<DebugProtocol.CompletionsResponse["body"]>(
          "completions",
          { text, column: text.length + 1 },
          ({ targets }) => targets.slice(0, 8).map(({ label, start, length }) => `${label} @${start}+${length}`),
        );
      }
    },
  },
  {
    name: "locations",
    run: async (client) => {
      await client.start({ now: 0 }, ["bank.flow:12"]);
      await client.settle();
      await client.say("Ada");
      const own = await client.scopeRows("session");
      const below = await Promise.all(own.map((row) => client.variables(row.variablesReference)));
      for (const row of [...own, ...below.flat()]) {
        const { declarationLocationReference: declared, valueLocationReference: written } = row;
        client.trace.push(`${row.name} = ${row.value}`);
        const said = (body: DebugProtocol.LocationsResponse["body"]): string =>
          `${body?.source.name}:${body?.line}:${body?.column}`;
        if (declared !== undefined) await client.tell("locations", { locationReference: declared }, said);
        if (written !== undefined) await client.tell("locations", { locationReference: written }, said);
      }
      await client.tell("locations", { locationReference: 99 });
    },
  },
  {
    name: "output groups",
    run: async (client) => {
      await client.start({ now: 0 });
      await client.settle();
      await client.say("Ada");
      await client.say("Balance");
      const groups = client.events
        .filter(({ event }) => event === "output")
        .map(({ body }) => body as { group?: string; output: string });
      client.trace.push(
        "",
        "groups:",
        ...groups.map(({ group, output }) => `${(group ?? "").padEnd(6)}${output.trimEnd()}`),
      );
    },
  },
  {
    name: "loadedSources",
    run: async (client) => {
      await client.start({ now: 0 });
      await client.settle();
      await client.tell<DebugProtocol.LoadedSourcesResponse["body"]>("loadedSources", {}, ({ sources }) =>
        sources.map(({ path = "" }) => path),
      );
      // An editor jumps to the cursor only in a file that was named to it.
      const told = client.events.filter(({ event }) => event === "loadedSource");
      client.trace.push(...told.map(({ body }) => `loadedSource ${JSON.stringify(body)}`));
    },
  },
  {
    name: "terminate and restart",
    run: async (client) => {
      await client.start({ now: 0 });
      await client.settle();
      await client.say("Ada");
      await client.tell("restart", {});
      await client.settle();
      await client.settle();
      await client.tell("terminate", {});
      await client.event("terminated");
      await tellEvaluate(client, "session.name");
      await client.tell("stepBack", {});
    },
  },
  {
    name: "rewind to a turn",
    run: async (client) => {
      await client.start({ now: 0 });
      await client.settle();
      await client.say("Ada");
      await client.say("Balance");
      await client.tell("flow/rewind", { turn: 7 });
      await client.tell("flow/rewind", { turn: 1 });
      await tellEvaluate(client, "session.account.amount");
      await client.say("Balance");
      await client.tell("flow/rewind", { turn: 0 });
      await client.say("Grace");
    },
  },
  {
    name: "mocks and answers of a step",
    run: async (client) => {
      await client.start({ now: 0, start: "menu" });
      await client.settle();
      const said = (body: {
        mocks: readonly { name: string; on: boolean }[];
        steps: readonly object[];
      }): readonly string[] => [
        ...body.mocks.map(({ name, on }) => `mock ${name}: ${on ? "on" : "off"}`),
        ...body.steps.map((step) => JSON.stringify(step)),
      ];
      await client.tell("flow/mocks", {}, said);
      await client.tell("flow/mocks", { mocks: ["vault"] }, said);
      await client.say("Pay");
      await client.tell("flow/mocks", { step: { file: "bank.flow", line: 19 }, answer: { status: 409 } }, said);
      await client.say("Pay");
      await client.tell("flow/mocks", { mocks: ["nobody"] }, said);
      await client.tell("flow/mocks", { step: { file: "bank.flow", line: 1 }, answer: { status: 409 } }, said);
    },
  },
  {
    name: "saved flows while it runs",
    run: async (client, write) => {
      await client.ask("initialize", { supportsInvalidatedEvent: true });
      await client.ask("launch", { program: projectFolder, now: 0 });
      await client.tell("setBreakpoints", { ...file, breakpoints: [{ line: 12 }] }, verified);
      await client.ask("configurationDone");
      await client.settle();
      const said = ({ changes }: { changes: readonly string[] }): readonly string[] => changes;
      write(`${projectFolder}/help.flow`, "flow help\n\nstate tips {\n  oops\n}\n");
      await client.tell("flow/reload", {}, said);
      write(`${projectFolder}/help.flow`, 'flow help\n\nstate tips {\n  say "Another tip"\n}\n');
      await client.tell("flow/reload", {}, said);
      write(`${projectFolder}/bank.flow`, `// One more line\n${bankText.replace("What now?", "And now?")}`);
      await client.tell("flow/reload", {}, said);
      await client.say("Ada");
      await client.go("continue");
      write(
        `${projectFolder}/bank.flow`,
        bankText.replaceAll("state menu", "state choice").replaceAll("-> menu", "-> choice"),
      );
      await client.tell("flow/reload", {}, said);
      await client.tell<{ state: string }>("flow/variables", {}, ({ state }) => state);
    },
  },
  {
    name: "a test that is played",
    source: `${bank}${tested}`,
    run: async (client) => {
      const test = { file: `${projectFolder}/bank.test.flow`, name: "balance" };
      await client.start({ test }, ["bank.test.flow:4"]);
      for (const command of ["next", "stepBack", "stepIn", "continue"]) {
        await client.stop();
        client.trace.push("> stackTrace", ...(await client.stack()).map((line) => `  ${line}`), `> ${command}`);
        await client.ask(command, { threadId: 1 });
      }
      await client.stop();
      await client.tell<{ description: string }>("exceptionInfo", {}, ({ description }) => description.split("\n"));
      client.trace.push("> continue");
      await client.ask("continue", { threadId: 1 });
      const { body } = (await client.event("flow/tested")) as { readonly body: TestedBody };
      client.trace.push(`${body.name} ${body.status}: ${body.failure?.message}`);
      await client.event("terminated");
    },
  },
  {
    name: "saveTest",
    run: async (client) => {
      await client.start({ seed: 1, now: 0 });
      await client.settle();
      await client.say("Ada");
      await client.say("Pay");
      const shown = ({ file: path, text }: SaveTestBody): readonly string[] => [path, ...text.split("\n")];
      await client.tell("flow/saveTest", { name: "a payment" }, shown);
      await client.tell("flow/saveTest", { file: "/elsewhere.flow" });
    },
  },
];

const tested = `
--- bank.test.flow
test "balance" at bank.menu {
  mock GET "/balance" { body { session: { namespace: "account", data: { amount: 70 } } } }
  bot "What now, you?"
  tap "Balance"
  bot "You have 5"
}
`;

const bankText = bank.slice(bank.indexOf("flow bank"), bank.indexOf("--- help.flow"));

describe("recorded sessions", () => {
  it.each(goldens())("$name", async ({ name, source = bank, options = { backend }, run }) => {
    const { client, write } = debugFixture(source, options);
    await run(client, write);
    const path = `golden/${name.replaceAll(/[^A-Za-z]+/g, "-")}.txt`;
    await expect(`${client.trace.join("\n")}\n`).toMatchFileSnapshot(path);
  });
});
