import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "../../server/src/language/parse.ts";
import { printEdits } from "../../server/src/language/print.ts";
import { answers, clock, json, noAnswer, silence, tap, text } from "../support/conversation.ts";
import { madeTest } from "../support/madeTest.ts";
import { backends, inputs, programs } from "../support/programs.ts";
import { runs } from "../support/runs.ts";

const bank = `
--- bank.flow
bot bank { languages en, nl start bank.menu }
service ledger { base env("LEDGER", "https://ledger.test/v1") headers { Authorization: "Bearer {secret.KEY}" } }
var session.pin: text sensitive
preset known { session.name = "Ada" }

state menu {
  say { en "Hello." | "Welcome." nl "Hallo." } {
    reply "Send" -> send
    reply "Pin" -> pin
    button "Call" dial "+32"
  }
  on silence 30s { say "Still there?" }
  on event "paid" { say "Paid {event.payload.amount}." }
  on attachment { say "Thanks." }
}
state send {
  ask session.amount as number "How much?"
  api ledger POST "/transfers" {
    body { amount: session.amount }
    retry 1
    nextDialogstate done, refused
    on failure -> trouble
  }
  say "No answer."
}
state done id "d-1" { say "Sent {session.amount}." { image "https://x.test/1.png" } -> menu }
state refused { say "Refused: {account.limit}." -> end }
state trouble { say "Try later." -> end }
state pin {
  ask session.pin as r"[0-9]{4}" "Your pin?" { invalid "Four digits." }
  say "Your pin is {session.pin}."
  -> end
}
mock accepted POST "/transfers" { body { nextDialogstate: state done } }
`;

async function made(...args: Parameters<typeof madeTest>): Promise<string> {
  const { test: result, outcome, reason } = await madeTest(...args);
  if (result === undefined) return reason ?? "";
  const notes = result.notes.map((note) => `! ${note}`);
  return [result.text, ...notes, ...(outcome === "passed" ? [] : [outcome])].join("\n");
}

describe("a test of a conversation", () => {
  test("says what was tapped and said, what the bot said to it, and where it ended; mocks of the project serve", async () => {
    const backend = answers(json({ nextDialogstate: "d-1" }));
    expect(await made(bank, [tap("Send"), "5"], { backend })).toMatchInlineSnapshot(`
      "test "Send" {
        mock accepted
        bot "Hello." | "Welcome." { reply "Send" reply "Pin" button "Call" }
        tap "Send"
        bot "How much?"
        user "5"
        expect request POST "/transfers"
        bot "Sent 5."
        bot "" { image }
        bot "Hello." | "Welcome." { reply "Send" reply "Pin" button "Call" }
        expect state bank.menu
      }"
    `);
  });

  test("answers of the backend stand in it where no mock says the same", async () => {
    const backend = answers(
      json({
        nextDialogstate: "refused",
        session: { namespace: "account", data: { limit: 7, "odd key": [1, -2.5, null] } },
      }),
    );
    expect(await made(bank, [tap("Send"), "5"], { backend })).toMatchInlineSnapshot(`
      "test "Send" {
        mock POST "/transfers" {
          body {
            nextDialogstate: "refused"
            session: { namespace: "account", data: { limit: 7, "odd key": [1, -2.5, null] } }
          }
        }
        bot "Hello." | "Welcome." { reply "Send" reply "Pin" button "Call" }
        tap "Send"
        bot "How much?"
        user "5"
        expect request POST "/transfers"
        bot "Refused: 7."
        expect ended
      }"
    `);
  });

  test("answers that came one after the other, attempts included", async () => {
    const backend = answers(json({}, 503), json({ nextDialogstate: "bank.done" }));
    const given = [tap("Send"), "5", tap("Send"), "6", tap("Send"), "7"];
    expect(await made(bank, given, { backend })).toMatchInlineSnapshot(`
      "test "Send" {
        mock POST "/transfers" {
          status 503
          body {}
        } then {
          status 503
          body {}
        } then {
          body { nextDialogstate: "bank.done" }
        }
        bot "Hello." | "Welcome." { reply "Send" reply "Pin" button "Call" }
        tap "Send"
        bot "How much?"
        user "5"
        expect request POST "/transfers"
        bot "Try later."
        user "Send"
        bot "Hello." | "Welcome." { reply "Send" reply "Pin" button "Call" }
        user "6"
        bot "Sorry, I did not understand that."
        tap "Send"
        bot "How much?"
        user "7"
        bot "Sent 7."
        bot "" { image }
        bot "Hello." | "Welcome." { reply "Send" reply "Pin" button "Call" }
        expect state bank.menu
      }"
    `);
  });

  test("no answer, and one that cannot be read", async () => {
    expect(await made(bank, [tap("Send"), "5"], { backend: () => noAnswer("timeout") })).toMatchInlineSnapshot(`
      "test "Send" {
        mock POST "/transfers" {
          fault timeout
        }
        bot "Hello." | "Welcome." { reply "Send" reply "Pin" button "Call" }
        tap "Send"
        bot "How much?"
        user "5"
        expect request POST "/transfers"
        bot "Try later."
        expect ended
      }"
    `);
    const html = () => text("<html>", "text/html");
    expect(await made(bank, [tap("Send"), "5"], { backend: html })).toMatchInlineSnapshot(`
      "test "Send" {
        mock POST "/transfers" {
          headers { "content-type": "text/html" }
          body "<html>"
        }
        bot "Hello." | "Welcome." { reply "Send" reply "Pin" button "Call" }
        tap "Send"
        bot "How much?"
        user "5"
        expect request POST "/transfers"
        bot "No answer."
        expect state bank.send
      }"
    `);
    const broken = () => text("{", "application/json");
    expect(await made(bank, [tap("Send"), "5"], { backend: broken })).toMatchInlineSnapshot(`
      "test "Send" {
        mock POST "/transfers" {
          fault malformed
        }
        bot "Hello." | "Welcome." { reply "Send" reply "Pin" button "Call" }
        tap "Send"
        bot "How much?"
        user "5"
        expect request POST "/transfers"
        bot "Try later."
        expect ended
      }"
    `);
    const lost = () => json({ nextDialogstate: "nowhere" });
    expect(await made(bank, [tap("Send"), "5"], { backend: lost })).toMatchInlineSnapshot(`
      "test "Send" {
        mock POST "/transfers" {
          body {
            // flowstate-ignore unknown-state: this is what the backend answered
            nextDialogstate: "nowhere"
          }
        }
        bot "Hello." | "Welcome." { reply "Send" reply "Pin" button "Call" }
        tap "Send"
        bot "How much?"
        user "5"
        expect request POST "/transfers"
        expect error "broken-next"
        bot "Try later."
        expect ended
      }"
    `);
  });

  test("events, files and silence", async () => {
    const picture = {
      type: "attachment",
      data: { type: "image", url: "https://x.test/a.png", name: "a.png" },
    } as const;
    const paid = { type: "event", name: "paid", data: { amount: 3 } } as const;
    const given = [paid, picture, clock(30_012), silence(31_000)];
    expect(await made(bank, given)).toMatchInlineSnapshot(`
      "test "the beginning" {
        bot "Hello." | "Welcome." { reply "Send" reply "Pin" button "Call" }
        event "paid" { amount: 3 }
        bot "Paid 3."
        attach { type: "image", url: "https://x.test/a.png", name: "a.png" }
        bot "Thanks."
        wait 30s
        bot "Still there?"
        wait 1s
        expect state bank.menu
      }"
    `);
  });

  test("what must not be seen is in none of it", async () => {
    const environment = { KEY: "topsecret" };
    const drawn = await made(bank, [tap("Pin"), "12", "4711"], { environment });
    expect(drawn).not.toMatch(/4711|topsecret/);
    expect(drawn).toMatchInlineSnapshot(`
      "test "Pin" {
        bot "Hello." | "Welcome." { reply "Send" reply "Pin" button "Call" }
        tap "Pin"
        bot "Your pin?"
        user "•••"
        bot "Four digits."
        user "1234"
        bot "Your pin is •••."
        expect ended
      }
      ! What must not be seen has been replaced: look at what the user says."
    `);
  });

  test("where it began: a state, presets, a language", async () => {
    const begin = { start: "bank.pin", presets: ["known"], language: "nl" };
    expect(await made(bank, [], { begin })).toMatchInlineSnapshot(`
      "test "the beginning" with known at bank.pin in nl {
        bot "Your pin?"
        expect state bank.pin
      }"
    `);
  });

  test("a tap on what is not offered in a test is left out, and said", async () => {
    expect(await made(bank, [tap("Elsewhere", { nextDialogstateId: "trouble" })])).toMatchInlineSnapshot(`
      "test "Elsewhere" {
        bot "Hello." | "Welcome." { reply "Send" reply "Pin" button "Call" }
        expect state bank.menu
      }
      ! \`tap "Elsewhere"\` is not in the test: There is no reply or button "Elsewhere" to tap.
      ! The bot said "Try later."; in the test it says nothing.
      ! The conversation came to \`bank.trouble\`, the test to \`bank.menu\`."
    `);
  });
});

describe("where it stands", () => {
  test("a new file beside the flow, an existing one, the only one there is", async () => {
    const fresh = await madeTest(bank, []);
    expect(fresh.test?.edit.file).toBe("bank.test.flow");
    expect(fresh.test?.isNewFile).toBe(true);
    const other = await madeTest(`${bank}\n--- all.test.flow\ntest "x" {\n}`, []);
    expect(other.test?.edit).toMatchObject({ file: "all.test.flow", range: { start: { line: 1, character: 1 } } });
    const own = await madeTest(`${bank}\n--- bank.test.flow\n--- all.test.flow\n`, []);
    expect(own.test?.edit.file).toBe("bank.test.flow");
  });

  test("in the file of the flow its states need no flow", async () => {
    const there = await madeTest(bank, [], {}, { file: "bank.flow", name: 'a "name" {x}' });
    expect(there.test?.text).toContain("expect state menu");
    expect(there.test?.name).toBe('a "name" {x}');
    expect(there.outcome).toBe("passed");
  });

  test("a file with the line ends of Windows keeps them", async () => {
    const source = `${bank}\n--- bank.test.flow\n`;
    const there = await madeTest(`${source}test "x" {\r\n}\r\n`, []);
    expect(there.test?.edit.newText.replaceAll("\r\n", "")).not.toContain("\n");
    expect(there.outcome).toBe("passed");
  });

  test("the same name gets a number", async () => {
    const source = `${bank}\n--- bank.test.flow\ntest "Send" {\n}\n`;
    expect((await madeTest(source, [tap("Send")])).test?.name).toBe("Send 2");
  });

  test("no file outside of the project, and none that is no flow", async () => {
    for (const file of ["../x.flow", "/x.flow", "c:/x.flow", "x.txt", "a//b.flow", ""]) {
      expect((await madeTest(bank, [], {}, { file })).reason).toContain("no .flow file of this project");
    }
  });
});

test("a random conversation, made a test, passes, and is laid out as every file is", async () => {
  await fc.assert(
    fc.asyncProperty(programs, inputs, backends, async (source, given, results) => {
      const environment = { TOKEN: "s3cr3t-t0ken" };
      const talk = { backend: answers(...results), environment };
      const { test: result, outcome, reason } = await madeTest(source, given, talk);
      expect(JSON.stringify(result)).not.toContain(environment.TOKEN);
      expect(reason).toBeUndefined();
      expect(outcome).toBe("passed");
      expect(printEdits(parse(`${result?.text}\n`))).toEqual([]);
    }),
    { numRuns: runs(1_000) },
  );
}, 120_000);
