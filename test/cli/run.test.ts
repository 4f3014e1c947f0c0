import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { commandLineFile, printedEvents, spawnCommandLine, temporaryFolder } from "../support/commandLine.ts";
import { startBackend } from "../support/fakeBackend.ts";

const bot = `flow main

bot tiny {
  languages en, nl
  start hello
}

var session.greeting: text = "Hello"

preset friendly { session.greeting = "Dear" }

service api { base env("API_URL", "http://127.0.0.1:9") }

mock there GET "/there" { body { mocked: true } }

state hello {
  say { en "{session.greeting} {user.id}." nl "Dag {user.id}." } {
    reply "Ask" -> ask
    reply "Call" -> call
    button "Leave" -> bye
    button "Site" open "https://bank.example"
  }
}

state ask {
  ask session.age as number "How old?" {
    invalid "A number."
  }
  say "You are {session.age}." { reply "Ask" -> ask }
}

state call {
  api api GET "/there" {
    on failure { say "No answer." }
    on success { say "Mocked: {temp.response.body.mocked ?? "no"}" }
  }
  -> hello
}

state bye {
  say "Bye."
  -> end
}
`;

const hello = "  1. Leave\n  Site: https://bank.example\n  2. Ask\n  3. Call\n";

describe("talking by lines", () => {
  test("the bot begins, offers are numbered, and the end of input is the end", async () => {
    await using folder = await temporaryFolder({ "main.flow": bot });
    const { out, error, code } = await spawnCommandLine(["run", folder.path], { input: "2\nold\n42\n" });
    expect({ error, code }).toEqual({ error: "", code: 0 });
    expect(out).toBe(`bot: Hello user.\n${hello}bot: How old?\nbot: A number.\nbot: You are 42.\n  1. Ask\n`);
  });

  test("titles answer too, the conversation may end, and the next line starts another", async () => {
    await using folder = await temporaryFolder({ "main.flow": bot });
    const { out } = await spawnCommandLine(["run", join(folder.path, "main.flow")], { input: "leave\nagain\n" });
    expect(out).toBe(
      `bot: Hello user.\n${hello}bot: Bye.\n— The conversation has ended. —\nbot: Hello user.\n${hello}`,
    );
  });

  test("--language, --user, --preset and --start", async () => {
    await using folder = await temporaryFolder({ "main.flow": bot });
    const first = async (...args: readonly string[]) =>
      (await spawnCommandLine(["run", folder.path, ...args])).out.split("\n")[0];
    expect(await first("--language", "nl", "--user", "ann")).toBe("bot: Dag ann.");
    expect(await first("--preset", "friendly")).toBe("bot: Dear user.");
    expect(await first("--start", "ask")).toBe("bot: How old?");
    expect(await first("--start", "main.bye")).toBe("bot: Bye.");
  });

  test.each([
    [["--start", "nowhere"], "There is no state `nowhere`"],
    [["--preset", "rude"], "There is no preset `rude`"],
    [["--seed", "-1"], "whole number"],
    [["--now", "yesterday"], "2026-03-01T12:00:00Z"],
    [["--now", "5"], "2026-03-01T12:00:00Z"],
    [["--replay", "missing.jsonl"], "missing.jsonl does not exist"],
    [["--transcript", "no/such/folder/file"], "cannot be written"],
  ])("%j is refused with one line and 2", async (args, message) => {
    await using folder = await temporaryFolder({ "main.flow": bot });
    const { code, out, error } = await spawnCommandLine(["run", ".", ...args], { cwd: folder.path });
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(error).toMatch(/^flowstate: [^\n]*\n$/);
    expect(error).toContain(message);
  });

  test("a program with errors is refused with their places and 1; other findings do not stop it", async () => {
    await using folder = await temporaryFolder({
      "bad.flow": `state start { say "Hi" { reply "x" -> nowhere } }`,
      "fine/rest.flow": `bot rest { start start }\nstate start { say "Hi" }`,
    });
    const bad = await spawnCommandLine(["run", "bad.flow"], { cwd: folder.path });
    expect(bad).toMatchObject({ code: 1, out: "" });
    expect(bad.error).toMatch(/^bad\.flow:1:39: unknown-state: There is no state `nowhere`/);
    const fine = await spawnCommandLine(["run", "fine"], { cwd: folder.path });
    expect(fine).toMatchObject({ code: 0, out: "bot: Hi\n" });
  });

  test("API steps are a line each; --mocks answers them without a request", async () => {
    await using backend = await startBackend(() => ({ body: { mocked: false } }));
    await using folder = await temporaryFolder({ "main.flow": bot, ".env": `API_URL=${backend.url}\n` });
    const live = await spawnCommandLine(["run", "."], { cwd: folder.path, input: "Call\n" });
    expect(live.out).toContain(`→ GET ${backend.url}/there\n← 200\nbot: Mocked: false\n`);
    expect(backend.requests).toHaveLength(1);
    const mocked = await spawnCommandLine(["run", ".", "--mocks"], { cwd: folder.path, input: "Call\n" });
    expect(mocked.out).toContain("← 200\nbot: Mocked: true\n");
    expect(backend.requests).toHaveLength(1);
  });

  test("reports stand on standard error with their place", async () => {
    await using backend = await startBackend(() => ({ body: { action: { nextDialogstate: "transfer.confirmd" } } }));
    await using folder = await temporaryFolder({ "main.flow": bot, ".env": `API_URL=${backend.url}\n` });
    const { error, code } = await spawnCommandLine(["run", "."], { cwd: folder.path, input: "Call\n" });
    expect(code).toBe(0);
    expect(error).toMatch(/^main\.flow:\d+:3: broken-next: .*transfer\.confirmd/m);
  });

  test("a file of secrets that git does not ignore is warned of", async () => {
    await using folder = await temporaryFolder({ "main.flow": bot, ".env": "A=1\n", ".git/HEAD": "" });
    const { out, error } = await spawnCommandLine(["run", "."], { cwd: folder.path });
    expect(out).toContain("Hello");
    expect(error).toMatch(/^`\.env` is not ignored by git: [^\n]*\n$/);
  });

  test("secrets are never shown", async () => {
    await using backend = await startBackend(({ headers }) => ({ body: { echo: headers["authorization"] } }));
    await using folder = await temporaryFolder({
      "main.flow": `state start { api GET "{env("API_URL", "")}/x" { auth bearer secret.TOKEN } say "{temp.response.body.echo}" { reply "x" -> start } }`,
      ".env": `API_URL=${backend.url}\nTOKEN=hush-hush\n`,
    });
    const { out, error } = await spawnCommandLine(["run", ".", "--json"], { cwd: folder.path });
    expect(backend.requests[0]?.headers["authorization"]).toBe("Bearer hush-hush");
    expect(out + error).not.toContain("hush-hush");
    expect(out).toContain("•••");
  });
});

test("an interrupted conversation ends cleanly, with what was said", async () => {
  await using folder = await temporaryFolder({ "main.flow": bot });
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", commandLineFile, "run", folder.path]);
  let out = "";
  let error = "";
  child.stderr.on("data", (chunk: Buffer) => {
    error += chunk.toString();
  });
  child.stdout.on("data", (chunk: Buffer) => {
    if (out === "") setTimeout(() => child.kill("SIGINT"), 100);
    out += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  expect({ code, out, error }).toEqual({ code: 0, out: `bot: Hello user.\n${hello}`, error: "" });
});

describe("--json", () => {
  test("one event a line; every input ends with a wait, an end, or in nothing", async () => {
    await using folder = await temporaryFolder({ "main.flow": bot });
    const input = [
      "Ask",
      '{"type":"text","text":"42"}',
      '{"type":"event","name":"nobody.listens","data":{"a":1}}',
      '{"type":"attachment","data":{"type":"image","url":"http://x/a.png","name":"a.png"}}',
      '{"type":"silence","ms":1000}',
      '{"type":"tap","text":"Leave"}',
    ];
    const { out, code, error } = await spawnCommandLine(["run", ".", "--json"], {
      cwd: folder.path,
      input: input.join("\n"),
    });
    expect({ code, error }).toEqual({ code: 0, error: "" });
    const events = printedEvents(out);
    expect(events[0]).toMatchObject({ type: "start", user: "user", language: "en", turn: 0 });
    const turns = Map.groupBy(events, ({ turn }) => turn);
    expect(turns.size).toBe(7);
    const endings = [...turns.values()].map((of) => of.at(-1)?.["code"] ?? of.at(-1)?.type);
    expect(endings).toEqual(["wait", "wait", "wait", "dropped-event", "wait", "dropped-event", "end"]);
  });

  test.each(['{"type":"shout","text":"x"}', '{"type":"text"}', '{"type":"text",'])(
    "%s cannot be used",
    async (line) => {
      await using folder = await temporaryFolder({ "main.flow": bot });
      const { code, error } = await spawnCommandLine(["run", ".", "--json"], { cwd: folder.path, input: `${line}\n` });
      expect(code).toBe(2);
      expect(error).toMatch(/^flowstate: The input .*\n$/);
    },
  );

  test("--now and --seed make it the same each time, and time moves only by `wait` and silence", async () => {
    await using folder = await temporaryFolder({
      "main.flow": `state start { say "a" | "b" | "c" | "d"  wait 90s  say "{random(1, 1000000)}" { reply "x" -> start }  on silence 1h { say "Hm?" } }`,
    });
    const run = async (seed: string) =>
      (
        await spawnCommandLine(["run", ".", "--json", "--mocks", "--now", "2026-03-01T12:00:00Z", "--seed", seed], {
          cwd: folder.path,
          input: 'hello\n{"type":"silence","ms":3600000}\n',
        })
      ).out;
    const first = await run("7");
    expect(await run("7")).toBe(first);
    expect(await run("8")).not.toBe(first);
    const events = printedEvents(first);
    const start = Date.UTC(2026, 2, 1, 12);
    const said = events.filter(({ type }) => type === "message").map(({ at }) => at - start);
    expect(events[0]?.at).toBe(start);
    expect(said.slice(0, 2)).toEqual([0, 90_000]);
    expect(said.at(-1)).toBe(90_000 + 3_600_000);
  });
});

describe("--transcript and --replay", () => {
  test("a replay says that what was masked may lead elsewhere, and says nothing where nothing was", async () => {
    await using folder = await temporaryFolder({
      "main.flow":
        'var session.pin: text sensitive\nstate start { ask session.pin as text "Pin?" if session.pin == "4711" { say "Right" } else { say "Wrong" } ask x as text "?" }',
    });
    const options = { cwd: folder.path };
    const run = (...args: readonly string[]) =>
      spawnCommandLine(["run", ".", ...args], { ...options, input: "4711\n" });
    expect((await run("--transcript", "t.txt")).out).toContain("Right");
    const replayed = await run("--replay", "t.txt");
    expect(replayed.out).toContain("Wrong");
    expect(replayed.error).toBe(
      "The recording holds ••• in the place of secret and sensitive values: what depends on them may go another way.\n",
    );
  });

  test("a conversation is told again without its backend, event for event", async () => {
    let count = 0;
    await using backend = await startBackend(({ url }) => {
      count += 1;
      if (url === "/text") return { body: "plain" };
      return count % 3 === 0
        ? { status: 503, body: { error: "x" } }
        : { body: { n: count, session: { namespace: "a", data: { b: [1, null] } } } };
    });
    await using folder = await temporaryFolder({
      "main.flow": `
        service s { base env("API_URL", "http://127.0.0.1:9") }
        state start {
          api s GET "/json" { on failure { say "Failed: {temp.response.status}" } }
          api s GET "/text" { }
          say "{temp.response.body} {session.a.b ?? "none"} {random(1, 1000)}" { reply "Again" -> start }
          on silence 10m { say "Hm?" }
        }`,
      ".env": `API_URL=${backend.url}\n`,
    });
    const input = 'Again\nwhat?\n{"type":"silence","ms":700000}\nagain\n';
    const recorded = await spawnCommandLine(["run", ".", "--json", "--transcript", "t.jsonl"], {
      cwd: folder.path,
      input,
    });
    expect(recorded).toMatchObject({ code: 0, error: "" });
    const requests = backend.requests.length;
    expect(requests).toBeGreaterThan(3);
    const replayed = await spawnCommandLine(["run", ".", "--json", "--replay", "t.jsonl"], {
      cwd: folder.path,
      input: "not read\n",
    });
    expect(replayed).toMatchObject({ code: 0, error: "" });
    expect(replayed.out).toBe(recorded.out);
    expect(backend.requests).toHaveLength(requests);
    expect((await readFile(join(folder.path, "t.jsonl"), "utf8")).split("\n").slice(1).join("\n")).toBe(recorded.out);
  });

  test("a transcript that people read is told again, too, event for event", async () => {
    await using folder = await temporaryFolder({
      "main.flow": `
        bot b { start start }
        mock there POST "http://127.0.0.1:9/x" {
          status 201 headers { "x-a": "1" } body { said: "a\\n\u2028{body.a}", session: { namespace: "n", data: { b: [1, null] } } }
        } then { fault malformed } then { fault timeout } then { status 404 body "none" }
        state start {
          say """
            One
            two
          """ { button "Go" -> start reply "Yes = 1" value { a: 1 } }
          wait 20ms
          api POST "http://127.0.0.1:9/x" { body { a: event.text } timeout 1s on failure { say "Failed: {temp.response.status}" } }
          say "{n.b} {random(1, 1000)} {uuid()}"
          on event "e" { say "Event {event.payload}" }
          on silence 10m { say "Hm?" }
        }`,
    });
    const inputs = [
      { type: "tap", text: "Go" },
      { type: "tap", text: "Yes = 1", value: { a: 1 } },
      { type: "text", text: 'two\nlines, "quoted" = \u2028 ' },
      { type: "text", text: '"' },
      { type: "event", name: "e", data: { a: ["\u2029"] } },
      { type: "attachment", data: { type: "image", url: "https://x.test/a.png", name: "a b.png" } },
      { type: "silence", ms: 600_000 },
      { type: "tap", text: "go" },
      { type: "tap", text: "go" },
    ];
    const input = inputs.map((each) => JSON.stringify(each)).join("\n");
    const run = async (...args: readonly string[]) =>
      await spawnCommandLine(["run", ".", "--json", "--mocks", ...args], { cwd: folder.path, input });
    const recorded = await run("--transcript", "talk.txt");
    expect(recorded).toMatchObject({ code: 0, error: "" });
    expect((await run("--replay", "talk.txt", "--transcript", "again.txt")).out).toBe(recorded.out);
    const written = await readFile(join(folder.path, "talk.txt"), "utf8");
    expect(await readFile(join(folder.path, "again.txt"), "utf8")).toBe(written);
    expect(written).toMatch(/^Flowstate transcript 1\nnow: "20\d\d-/);
    expect(written).toContain(
      "     0.000  bot: One\n                   two\n                1. Go\n                2. Yes = 1\n",
    );
    expect(written).toMatch(/^ +\d+\.\d{3} {2}tap: "Yes = 1" = \{"a":1\}$/m);
    expect(written).toMatch(/^ +\d+\.\d{3} {2}← 201 success in \d+ ms\n {14}headers \{/m);
    expect(written).toMatch(/^ +\d+\.\d{3} {2}waited \d+ ms$/m);
    expect(written).toContain("← - timeout in 1000 ms");
  });

  test.each([
    ["now: 1\n", "t.txt does not say at its top how the conversation was begun."],
    ["now: oops\n", "t.txt:2 cannot be read: JSON is expected, and this is none."],
    [
      'now: "2026-03-01"\nseed: 1\npresets: []\nuser: "u"\nconversation: "c"\n\n     0.000  tap: "x\n',
      "t.txt:8 cannot be read: JSON is expected, and this is none.",
    ],
    [
      'now: "2026-03-01"\nseed: 1\npresets: []\nuser: "u"\nconversation: "c"\n\n     0.000  ← x\n',
      "t.txt:8 holds no response that can be replayed.",
    ],
  ])("a readable transcript with %j is refused", async (text, message) => {
    await using folder = await temporaryFolder({ "main.flow": bot, "t.txt": `Flowstate transcript 1\n${text}` });
    const { code, error } = await spawnCommandLine(["run", ".", "--replay", "t.txt"], { cwd: folder.path });
    expect({ code, error }).toEqual({ code: 2, error: `flowstate: ${message}\n` });
  });

  test("what is no transcript is refused", async () => {
    await using folder = await temporaryFolder({ "main.flow": bot, "t.jsonl": '{"transcript":1}\nnonsense\n' });
    const { code, error } = await spawnCommandLine(["run", ".", "--replay", "t.jsonl"], { cwd: folder.path });
    expect({ code, error }).toEqual({
      code: 2,
      error: "flowstate: t.jsonl:2 is not a line of a transcript: each is one JSON object.\n",
    });
  });
});
