import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commandLine, spawnCommandLine } from "../support/commandLine.ts";
import { type RunningExample, startExample, statesIn } from "../support/exampleBackend.ts";

let helpdesk: RunningExample;

beforeAll(async () => {
  helpdesk = await startExample("helpdesk", "HELPDESK_URL");
});

afterAll(() => {
  helpdesk[Symbol.dispose]();
});

/** A Wednesday. */
const now = ["--now", "2026-03-04T12:00"];
const inDutch = [...now, "--language", "nl"];
const inArabic = [...now, "--language", "ar"];
const ada = "ada@example.com";

test("the example has no problems at all", async () => {
  expect(await commandLine("check", helpdesk.folder)).toEqual({
    code: 0,
    out: "No problems in 10 files.\n",
    error: "",
  });
});

describe("a report", () => {
  test("in English asks only for what was not said", async () => {
    const lines = ["the printer on floor 4 is broken", "Ada", ada, "yesterday", "It eats the paper", "no photo", "no"];
    const { out, error } = await helpdesk.talk(lines, now);
    expect(error).toBe("");
    expect(out).not.toMatch(/What is broken\?|On which floor/);
    expect(out).toMatch(/bot: Noted: the printer, since March 3, 2026\. Your report is H-\d{3}\./);
  });

  test("in Dutch joins the people who wait for the same, and counts them", async () => {
    const lines = ["de verwarming op verdieping 5 doet het niet", "Bo", "Liever niet", "vandaag", "Koud", "geen foto"];
    const { out, error } = await helpdesk.talk([...lines, "nee"], inDutch);
    expect(error).toBe("");
    expect(out).toContain("bot: Dat weten we al: de verwarming, melding H-105. 2 mensen wachten erop.");
  });

  test("in Arabic takes the days, digits and words of an Arabic keyboard", async () => {
    using fresh = await startExample("helpdesk", "HELPDESK_URL");
    const lines = ["الواي فاي في الطابق ٢ لا تعمل", "ليلى", "أفضّل عدم ذكره", "أمس", "يتقطّع كل دقيقة", "بلا صورة", "لا"];
    const { out, error } = await fresh.talk(lines, inArabic);
    expect(error).toBe("");
    expect(out).not.toContain("في أي طابق؟");
    expect(out).toContain("bot: نعرف ذلك: الشبكة، البلاغ H-104. ينتظر 4 أشخاص إصلاحه.");
    const two = await fresh.talk(
      ["التدفئة", "ليلى", "أفضّل عدم ذكره", "٥", "غدًا", "١ مارس ٢٠٢٦", "بارد", "بلا صورة", "لا"],
      inArabic,
    );
    expect(two.out).toContain("bot: هذا لم يأتِ بعد.");
    expect(two.out).toContain("ينتظر شخصان إصلاحه.");
  });

  test("sends its photo along, and what cannot wait to a person", async () => {
    const photo = '{"type":"attachment","data":{"type":"image","url":"https://photos.example/1.jpg","name":"1.jpg"}}';
    const lines = ["Something is broken", "Cy", ada, "a door", "0", "today", "It does not open", photo, "yes"];
    const events = await helpdesk.events(lines, now);
    const [noted, escalated] = events.filter(({ type, method }) => type === "request" && method === "POST");
    expect(noted?.["body"]).toMatchObject({
      topic: "door",
      floor: 0,
      photo: "https://photos.example/1.jpg",
      urgent: true,
    });
    expect(escalated?.["url"]).toMatch(/\/tickets\/H-\d+\/escalate$/);
    expect(statesIn(events).slice(-2)).toEqual(["desk.fetch", "desk.waiting"]);
  });

  test("that takes long is waited for, and is not lost where the desk does not answer", async () => {
    const lines = ["printing", "Di", ada, "1", "today"];
    const silent = [
      ...lines,
      '{"type":"silence","ms":600000}',
      "Nothing comes out",
      "no photo",
      "no",
      "Try again",
      "Forget it",
    ];
    const input = `${silent.join("\n")}\n`;
    const { out } = await spawnCommandLine(["run", helpdesk.folder, "--json", ...now], {
      input,
      env: { HELPDESK_URL: "http://127.0.0.1:1" },
    });
    expect(out).toContain("Take your time, I keep what you said.");
    expect(out.match(/The report could not be noted/g)).toHaveLength(2);
    expect(out.trimEnd().split("\n").at(-1)).toContain('"type":"wait"');
  });
});

describe("the language", () => {
  test("changes in the middle of a question, which is asked again", async () => {
    const { out, error } = await helpdesk.talk(["Something is broken", "العربية", "آدا", "nederlands", "dutch"], now);
    expect(error).toBe("");
    expect(out).toMatch(/What is your name\?\nbot: من الآن فصاعدًا بالعربية\.\nbot: ما اسمك؟/);
    expect(out).toMatch(/البريد|بريدك[^\n]*\n[^\n]*\nbot: Vanaf nu in het Nederlands\.\nbot: En je e-mailadres, آدا\?/);
  });

  test("changes inside of a sub-flow, which still comes back to whoever called it", async () => {
    const events = await helpdesk.events(["Something is broken", "Ada", "nederlands", ada, "printer"], now);
    const states = statesIn(events);
    expect(states.slice(-3)).toEqual(["helpdesk.languageChanged", "who.start", "report.what"]);
    const said = events.filter(({ type }) => type === "message").map(({ message }) => JSON.stringify(message));
    expect(said.at(-2)).toContain("Wat is er stuk?");
    expect(said.at(-1)).toContain("Op welke verdieping?");
  });

  test("can be chosen by its name in any of them, and the backend speaks it too", async () => {
    const { out } = await helpdesk.talk(["Nederlands / العربية", "الهولندية", "Mijn melding", "١٠٤"], now);
    expect(out).toContain("bot: H-104, het netwerk: we kijken er vandaag naar.");
  });
});

describe("a report that was made", () => {
  test("is found by its number in any digits, and closed once", async () => {
    using fresh = await startExample("helpdesk", "HELPDESK_URL");
    const { out, error } = await fresh.talk(["بلاغي", "١٠٤", "عاد يعمل", "بلاغي", "h-104", "عاد يعمل"], inArabic);
    expect(error).toBe("");
    expect(out).toContain("bot: H-104، الشبكة: سننظر في الأمر اليوم.");
    expect(out).toContain("bot: يسعدني ذلك! أُغلق البلاغ H-104.");
    expect(out).toContain("bot: هو مغلق بالفعل.");
  });

  test("takes a photo as well as words, and leads to a new one where it is closed", async () => {
    const photo = '{"type":"attachment","data":{"type":"image","url":"https://photos.example/2.jpg","name":"2.jpg"}}';
    const open = await helpdesk.events(["my report", "105", "Add something", photo], now);
    expect(open.findLast(({ type }) => type === "request")).toMatchObject({
      body: { text: null, photo: "https://photos.example/2.jpg" },
    });
    expect(open.findLast(({ type }) => type === "response")).toMatchObject({ status: 201 });
    const closed = await helpdesk.events(["my report", "106", "Add something", "Still broken"], now);
    expect(statesIn(closed).slice(-2)).toEqual(["report.what", "who.start"]);
  });

  test("that does not exist is asked for again", async () => {
    const { out } = await helpdesk.talk(["my report", "H-999", "x", "104"], now);
    expect(out).toMatch(/There is no report H-999\.\nbot: What is the number[^\n]*\nbot: It is an H and three figures/);
    expect(out).toContain("H-104, the network");
  });
});

describe("a person", () => {
  const accepted = '{"type":"event","name":"handover.accepted"}';
  const closed = '{"type":"event","name":"handover.closed"}';

  test("takes over, and the assistant keeps quiet until they are done", async () => {
    const events = await helpdesk.events(["help", accepted, "Is anybody there?", "menu", closed], now);
    expect(statesIn(events).slice(-4)).toEqual(["desk.waiting", "desk.talking", "desk.afterwards", "helpdesk.menu"]);
    expect(events.filter(({ type, turn }) => type === "message" && (turn === 3 || turn === 4))).toEqual([]);
  });

  test("who does not come is asked to call back, after a word in between", async () => {
    const silence = (ms: number) => `{"type":"silence","ms":${ms}}`;
    const lines = ["iemand spreken", silence(60_000), silence(120_000), "bel me", "+٣١ ٢٠ ١٢٣ ٤٥٦٧"];
    const events = await helpdesk.events(lines, inDutch);
    const said = JSON.stringify(events.filter(({ type }) => type === "message"));
    expect(said).toMatch(/Ik zoek nog.*Niemand heeft op dit moment een hand vrij.*We bellen \+31201234567/);
  });

  test("is not sent for twice for one report, nor by a desk that has its hands full", async () => {
    using fresh = await startExample("helpdesk", "HELPDESK_URL");
    const again = await fresh.talk(["my report", "105", "It is urgent"], now);
    expect(again.out).toMatch(/← 409\nbot: H-105 is on top of the pile already\.\n\* handover desk/);
    await fresh.talk(["my report", "104", "It is urgent"], now);
    const door = ["a door", "Eve", ada, "7", "today", "Locked in", "no photo", "yes"];
    expect((await fresh.talk(door, now)).out).toContain("Nobody has a hand free just now.");
  });
});

test("the mocks answer in place of the desk", async () => {
  const input = "printing\n3\ntoday\nIt hums\nno photo\nno\nMy report\nMenu\nKnown problems\n";
  const flags = ["--mocks", "--preset", "ada", "--seed", "1", ...now];
  const { out, error, code } = await spawnCommandLine(["run", helpdesk.folder, ...flags], {
    input,
    env: { HELPDESK_URL: "http://127.0.0.1:1" },
  });
  expect({ error, code }).toEqual({ error: "", code: 0 });
  expect(out).toContain("bot: Noted: printer, since March 4, 2026. Your report is H-201.");
  expect(out).toContain("bot: H-201: printer, open.");
  expect(out).toContain("bot: All is well in the house");
});

test("the script of the example walks through all of it", async () => {
  using fresh = await startExample("helpdesk", "HELPDESK_URL");
  const script = await readFile(`${fresh.folder}/script.txt`, "utf8");
  const { out, error } = await fresh.talk(script.trimEnd().split("\n"), now);
  for (const text of [
    "We know of it: the network",
    "من الآن فصاعدًا بالعربية.",
    "أُغلق البلاغ H-107.",
    "Er is geen melding H-999.",
    "We bellen +31201234567.",
    "Verdieping 9?",
    "Een fijne dag nog!",
  ])
    expect(out).toContain(text);
  expect(out).not.toMatch(/did not get that|begreep ik niet|لم أفهم/);
  expect(error).toBe("");
});
