/** The same program, inputs, answers, clock, seed and environment: the same events on any machine, in any time zone and locale. */
import { describe, expect, test } from "vitest";
import { commandLineFile, runProgram, temporaryFolder } from "../support/commandLine.ts";

const bot = `
bot everywhere { languages en, nl, ar start start }
var session.list = ["b", "a", "Z", "ä", "İ"]
mock there GET "http://127.0.0.1:9/x" when random() >= 0 { body { at: now(), dice: random(1, 1000000), id: uuid() } }
intent book { "book for {n: number} on {d: date}" }
entity size { small "S", "klein" large "L", "groß" }
on intent book { say "{event.entities}" }
state start {
  say "{today()} {now()} {dayOfWeek(today())} {addTime(now(), 36h)} {random(1, 1000000)} {uuid()} {hash("x")}"
  say "{formatDate(today(), "full")} {formatDate(now(), "long")} {formatNumber(1234567.891, 2)} {formatCurrency(1234.5, "EUR")}"
  say "{sort(list)} {upper("iıßi")} {lower("İI")} {plural(2, { one: "one", other: "more" })} {1 / 3} {0.1 + 0.2}"
  say "A" | "B" | "C" | "D" | "E"
  api GET "http://127.0.0.1:9/x" { }
  say "{temp.response.body}"
  ask day as date "Day?" { invalid "No." }
  ask time as time "Time?"
  ask moment as datetime "Moment?"
  ask amount as number "Amount?"
  ask size as size "Size?"
  ask sure as boolean "Sure?"
  ask tongue as language "Language?"
  language tongue
  say "{day} {time} {moment} {amount} {size} {sure} {formatDate(day, "full")} {formatNumber(amount, 1)} {formatCurrency(amount, "USD")}"
  wait 90s
  say "{diffTime(now(), moment)} {formatDate(now(), "medium")}" { reply "Again" -> start }
  on silence 1h { say "Hm? {now()}" }
}
`;

const inputs = [
  "nonsense",
  "book for 3 on 4 May",
  "1 March",
  "2:30 pm",
  "2026-11-01 01:30",
  "1,234.5",
  "a groß one",
  "yep",
  "Dutch",
  '{"type":"silence","ms":3600000}',
  "again",
  "31-12-2026",
  "14u30",
  "morgen 02:30",
  "1.234,5",
  "klein",
  "ja",
  "Arabisch",
];

/** The output of a run in an environment of its own. */
async function runIn(folder: string, env: Readonly<Record<string, string>>): Promise<string> {
  const args = ["run", folder, "--json", "--mocks", "--seed", "7", "--now", "2026-03-29T00:30:00Z"];
  const input = inputs.join("\n");
  const { out, error, code } = await runProgram(commandLineFile, args, { input, env });
  expect({ error, code }).toEqual({ error: "", code: 0 });
  return out;
}

describe("the same conversation", () => {
  test("in any time zone and with any locale of the machine", async () => {
    await using folder = await temporaryFolder({ "everywhere.flow": bot });
    const first = await runIn(folder.path, { TZ: "UTC", LANG: "C", LC_ALL: "C" });
    expect(first.match(/"type":"message"/g)?.length).toBeGreaterThan(20);
    const places = [
      { TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" },
      { TZ: "America/St_Johns", LANG: "ar_EG.UTF-8", LC_ALL: "ar_EG.UTF-8", LANGUAGE: "ar" },
      // The clocks change in the night of the conversation.
      { TZ: "Europe/Amsterdam", LANG: "th_TH.UTF-8", LC_ALL: "th_TH.UTF-8" },
    ];
    for (const env of places) expect(await runIn(folder.path, env)).toBe(first);
  });
});
