import { describe, expect, test, vi } from "vitest";
import { answerRequest } from "../../../server/src/runtime/effects/attempts.ts";
import { pause, realClock, virtualClock } from "../../../server/src/runtime/effects/clock.ts";
import type { AttemptResult, RequestResolver } from "../../../server/src/runtime/effects/ports.ts";
import type { HttpResult, RequestEffect } from "../../../server/src/runtime/transition.ts";

const effect: RequestEffect = {
  type: "request",
  id: "1",
  method: "GET",
  url: "http://h/",
  headers: {},
  body: null,
  timeout: 1000,
  retry: { count: 2, every: 0 },
  credentials: [],
  source: { file: "a.flow", range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } } },
};

function status(code: number): HttpResult {
  return { kind: "answer", status: code, headers: {}, body: "", url: effect.url, ms: 0 };
}

const refused: HttpResult = { kind: "none", reason: "refused", message: "no", ms: 0 };

/** Answers one after the other, and counts. */
function answering(...results: readonly HttpResult[]): RequestResolver & { readonly attempts: number[] } {
  const attempts: number[] = [];
  return {
    attempts,
    resolve: async (_request, attempt): Promise<AttemptResult | undefined> => {
      attempts.push(attempt);
      const result = results[attempts.length - 1];
      return result === undefined ? undefined : { result, final: false };
    },
  };
}

const signal = new AbortController().signal;

describe("a request is repeated", () => {
  test.each([
    ["no answer", refused],
    ["a timeout", { ...refused, reason: "timeout" } as const],
    ["429", status(429)],
    ["503", status(503)],
  ])("after %s", async (_, first) => {
    const resolver = answering(first, status(200));
    expect(await answerRequest(effect, [resolver], signal)).toEqual(status(200));
    expect(resolver.attempts).toEqual([0, 1]);
  });

  test("as often as its step says, and the last result counts", async () => {
    const resolver = answering(status(500), status(502), status(503), status(200));
    expect(await answerRequest(effect, [resolver], signal)).toEqual(status(503));
    expect(resolver.attempts).toHaveLength(3);
  });
});

describe("a request is not repeated", () => {
  test.each([200, 204, 302, 400, 404])("after %i", async (code) => {
    const resolver = answering(status(code), status(200));
    expect(await answerRequest(effect, [resolver], signal)).toEqual(status(code));
  });

  test("where another attempt cannot help, or nobody waits any more", async () => {
    const final: RequestResolver = { resolve: async () => ({ result: refused, final: true }) };
    const resolve = vi.spyOn(final, "resolve");
    await answerRequest(effect, [final], signal);
    expect(resolve).toHaveBeenCalledTimes(1);
    const resolver = answering(refused, status(200));
    await answerRequest(effect, [resolver], AbortSignal.abort());
    expect(resolver.attempts).toEqual([0]);
  });
});

test("the pause between attempts is in real time, but not for mocks", async () => {
  const endless = { ...effect, retry: { count: 1, every: 3_600_000 } };
  await answerRequest(endless, [answering({ ...refused, mock: "m" }, status(200))], signal);
  const slow = { ...effect, retry: { count: 1, every: 80 } };
  const before = performance.now();
  await answerRequest(slow, [answering(refused, status(200))], signal);
  expect(performance.now() - before).toBeGreaterThanOrEqual(75);
});

test("the first resolver that takes a request answers it; without one there is no answer", async () => {
  const none: RequestResolver = { resolve: async () => undefined };
  expect(await answerRequest(effect, [none, answering(status(200))], signal)).toEqual(status(200));
  expect(await answerRequest(effect, [none], signal)).toMatchObject({
    kind: "none",
    reason: "refused",
    message: "Nothing answers GET http://h/: no mock fits and live requests are off.",
  });
});

describe("clocks", () => {
  test("the real one goes forward and wakes", async () => {
    const clock = realClock();
    const start = clock.now();
    await new Promise<void>((resolve) => {
      clock.wakeAt(start + 30, resolve);
    });
    expect(clock.now()).toBeGreaterThanOrEqual(start + 29);
    let woken = false;
    const cancel = clock.wakeAt(clock.now() + 10, () => {
      woken = true;
    });
    cancel();
    await pause(30, signal);
    expect(woken).toBe(false);
  });

  test("far away is not at once", async () => {
    let woken = false;
    const clock = realClock();
    const cancel = clock.wakeAt(clock.now() + 2 ** 40, () => {
      woken = true;
    });
    await pause(20, signal);
    cancel();
    expect(woken).toBe(false);
  });

  test("the virtual one stands until it is moved, and never back", () => {
    const clock = virtualClock(1000);
    clock.moveTo?.(1500);
    clock.moveTo?.(1200);
    expect(clock.now()).toBe(1500);
  });

  test("a pause ends when nobody waits for it", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 20);
    await expect(pause(3_600_000, controller.signal)).resolves.toBeUndefined();
  });
});
