import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromOutside, type LeftOut, parseOutside } from "../../server/src/expressions/fromOutside.ts";
import { fillInFromOutside } from "../../server/src/expressions/outsideTexts.ts";
import { valueAt } from "../../server/src/expressions/paths.ts";
import { isObject, type Value } from "../../server/src/expressions/values.ts";
import { runs } from "../support/runs.ts";

describe("texts from outside", () => {
  const memory = fromOutside({
    account: { limit: 5, list: [1, 2] },
    secret: { TOKEN: "sesame" },
    loop: "{account.limit}",
  });
  const fill = (text: string): string =>
    fillInFromOutside(
      text,
      (keys) => valueAt(memory, keys),
      () => {},
    );

  test.each([
    ["You have {account.limit} left", "You have 5 left"],
    ["{ account.limit }", "5"],
    ["{account.list[1]} {account.list}", "2 1, 2"],
    ['{account["limit"]}', "5"],
    ["{nothing.here}", ""],
    ["{loop}", "{account.limit}"],
    ["{secret.TOKEN}", "{secret.TOKEN}"],
    ['{env("HOME")} {1 + 1} {upper(account.limit)}', '{env("HOME")} {1 + 1} {upper(account.limit)}'],
    ["{account.limit ?? 1}", "{account.limit ?? 1}"],
    ["{account.__proto__} {constructor}", "{account.__proto__} {constructor}"],
    ["{ { } {} {account. {", "{ { } {} {account. {"],
    ['{"json": "{account.limit}"}', '{"json": "5"}'],
  ])("%s", (text, wanted) => {
    expect(fill(text)).toBe(wanted);
  });

  test("unset paths are told", () => {
    const unset: string[] = [];
    fillInFromOutside(
      "{a.b} {c}",
      () => undefined,
      (path) => unset.push(path),
    );
    expect(unset).toEqual(["a.b", "c"]);
  });

  test("no text shows a secret, hangs or throws", () => {
    const part = fc.constantFrom(
      "{",
      "}",
      "secret",
      ".",
      "TOKEN",
      "[",
      "]",
      '"',
      "account",
      "\\",
      " ",
      "{secret.TOKEN}",
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
        expect(fill(parts.join(""))).not.toContain("sesame");
      }),
      { numRuns: runs(5_000) },
    );
    expect(fill("{a".repeat(300_000)).length).toBe(600_000);
  });
});

describe("values from outside", () => {
  const read = (text: string): { value: Value | undefined; leftOut: readonly LeftOut[] } => {
    const leftOut: LeftOut[] = [];
    return { value: parseOutside(text, (what) => leftOut.push(what)), leftOut };
  };

  test("objects have no prototype and no refused keys", () => {
    const { value, leftOut } = read('{"__proto__": {"polluted": 1}, "a": {"constructor": 2, "b": 3}, "prototype": 4}');
    expect(JSON.stringify(value)).toBe('{"a":{"b":3}}');
    expect(leftOut).toEqual(["refused key"]);
    expect(value !== undefined && isObject(value) && Object.getPrototypeOf(value)).toBeNull();
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  test("what is nested 10,000 deep is cut", () => {
    const { value, leftOut } = read(`${"[".repeat(10_000)}${"]".repeat(10_000)}`);
    expect(leftOut).toEqual(["too deep"]);
    expect(JSON.stringify(value)).toMatch(/^\[+null\]+$/);
  });

  test("what is too long is cut", () => {
    expect(read(JSON.stringify("x".repeat(2_000_000))).leftOut).toEqual(["too long"]);
    expect(read(JSON.stringify(Array.from({ length: 200_000 }, () => 1))).leftOut).toEqual(["too long"]);
    expect(
      read(JSON.stringify(Array.from({ length: 90 }, () => Array.from({ length: 9_000 }, () => 1)))).leftOut,
    ).toEqual(["too long"]);
  });

  test("what is no JSON is undefined", () => {
    expect(read("{").value).toBeUndefined();
    expect(read("").value).toBeUndefined();
  });

  test("any JSON stays what it is", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (raw) => {
        fc.pre(!JSON.stringify(raw).match(/__proto__|constructor|prototype/));
        expect(JSON.stringify(fromOutside(raw))).toBe(JSON.stringify(raw));
      }),
      { numRuns: runs(2_000) },
    );
  });

  test("functions, dates and numbers without JSON are null", () => {
    expect(fromOutside({ a: () => 1, b: Number.NaN, c: 1n, d: undefined })).toEqual(
      fromOutside({ a: null, b: null, c: null, d: null }),
    );
  });
});
