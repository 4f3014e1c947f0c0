import { describe, expect, test } from "vitest";
import { talk } from "../support/conversation.ts";

/** Sunday, 1 March 2026, 12:00 UTC: what is said to an answer of a `date` with a check. */
function said(check: string, answer: string, type = "date", language = "en"): string | undefined {
  const source = `bot b { languages en, nl start s } state s { ask d as ${type} "When?" { check ${check} else "Not {value}." } say "{d}" -> end }`;
  return talk(source, [answer], { show: ["message"], begin: { language } })
    .split("\n")
    .at(-1);
}

describe("a date whose check leaves one meaning has that meaning", () => {
  test.each([
    ["value > today()", "4 May", "2026-05-04"],
    ["value > today()", "4 January", "2027-01-04"],
    ["value > today()", "1/4", "2027-01-04"],
    ["value < today()", "4 May", "2025-05-04"],
    ["value < today()", "31 December", "2025-12-31"],
    ["value > today()", "2 January", "2027-01-02"],
    ["value <= today()", "It has been so since Friday", "2026-02-27"],
    ["value > today()", "make it 4 January, please", "2027-01-04"],
  ])("%s: %s", (check, answer, date) => {
    expect(said(check, answer)).toBe(`< ${date}`);
  });

  test("in other languages and with a time", () => {
    expect(said("value > today()", "04-01", "date", "nl")).toBe("< 2027-01-04");
    expect(said("value > now()", "4 January 2:30 pm", "datetime")).toBe("< 2027-01-04T14:30:00.000Z");
  });
});

describe("a time whose check leaves one half of the day is in that half", () => {
  test.each([
    ["half past seven", "19:30"],
    ["7:30", "19:30"],
    ["7:30 am", "Not 07:30."],
    ["07:30", "Not 07:30."],
    ["half past four", "Not 04:30."],
    ["13:00", "Not 13:00."],
  ])("%s", (answer, expected) => {
    expect(said('value >= "17:30" and value <= "21:30"', answer, "time")).toBe(`< ${expected}`);
  });
});

describe("any other date fails its check", () => {
  test.each([
    ["value > today()", "yesterday", "2026-02-28"],
    ["value < today()", "tomorrow", "2026-03-02"],
    ["value > today()", "4 May 2025", "2025-05-04"],
    ["value > today()", "last Friday", "2026-02-27"],
    ["value < today()", "Friday next week", "2026-03-06"],
    ["value > today()", "2025-05-04", "2025-05-04"],
    ['value > "2030-01-01"', "4 May", "2026-05-04"],
  ])("%s: %s", (check, answer, date) => {
    expect(said(check, answer)).toBe(`< Not ${date}.`);
  });
});

test("a place that the user shares is a location", () => {
  const source =
    'state s { ask p as location "Where?" { invalid "No place." } say "{p.latitude} {p.longitude}" -> end }';
  const share = (type: string, url: string) =>
    talk(source, [{ type: "attachment", data: { type, url, name: "" } }], { show: ["message"] })
      .split("\n")
      .at(-1);
  expect(share("location", "geo:52.37,4.89")).toBe("< 52.37 4.89");
  expect(share("location", "https://x.test/")).toBe("< No place.");
  expect(share("image", "geo:52.37,4.89")).toBe("< No place.");
});
