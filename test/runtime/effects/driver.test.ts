import { describe, expect, test } from "vitest";
import { type Clock, realClock, virtualClock } from "../../../server/src/runtime/effects/clock.ts";
import { ConversationDriver, type DriverOptions } from "../../../server/src/runtime/effects/driver.ts";
import type { RequestResolver } from "../../../server/src/runtime/effects/ports.ts";
import type { RunEvent } from "../../../server/src/runtime/events.ts";
import { createMachine } from "../../../server/src/runtime/machine.ts";
import type { MachineState } from "../../../server/src/runtime/machineState.ts";
import type { HttpResult } from "../../../server/src/runtime/transition.ts";
import { programOf } from "../../support/program.ts";

interface Driven extends Disposable {
  readonly driver: ConversationDriver;
  readonly events: readonly RunEvent[];
  /** What the bot said so far, one text an entry. */
  said(): readonly string[];
}

function drive(source: string, changes: Partial<DriverOptions> & { readonly clock?: Clock } = {}): Driven {
  const events: RunEvent[] = [];
  const driver = new ConversationDriver({
    machine: createMachine(programOf(source), {}),
    clock: virtualClock(1000),
    resolvers: [],
    onEvent: (event) => events.push(event),
    ...changes,
  });
  return {
    driver,
    events,
    said: () => events.flatMap((event) => (event.type === "message" ? [event.message.text ?? ""] : [])),
    [Symbol.dispose]: () => driver.dispose(),
  };
}

const options = { user: "u", conversation: "c", seed: 1 };

function answer(body: string, status = 200): HttpResult {
  return { kind: "answer", status, headers: { "content-type": "application/json" }, body, url: "http://h/", ms: 1 };
}

const echo = `
state start { ask session.name as text "Name?" -> hello }
state hello { say "Hello {session.name}" { reply "Again" -> start } }
`.replace('"Name?" -> hello', '"Name?"\n  -> hello');

describe("a conversation", () => {
  test("begins, takes inputs and rests after each", async () => {
    using driven = drive(echo);
    await driven.driver.begin(options);
    expect(driven.said()).toEqual(["Name?"]);
    await driven.driver.send({ type: "text", text: "Ann" });
    expect(driven.said()).toEqual(["Name?", "Hello Ann"]);
    expect(driven.driver.state?.status).toBe("waiting");
  });

  test("takes inputs that come at once in their order", async () => {
    using driven = drive(echo);
    const begun = driven.driver.begin(options);
    for (const text of ["Ann", "Again", "Bob", "again", "Eve"]) void driven.driver.send({ type: "text", text });
    await begun;
    await driven.driver.settled();
    expect(driven.said()).toEqual(["Name?", "Hello Ann", "Name?", "Hello Bob", "Name?", "Hello Eve"]);
  });

  test("is the same twice", async () => {
    const run = async (): Promise<string> => {
      using driven = drive(echo);
      await driven.driver.begin(options);
      await driven.driver.send({ type: "text", text: "Ann" });
      return JSON.stringify(driven.events);
    };
    expect(await run()).toBe(await run());
  });

  test("begins anew in place of the one under way", async () => {
    using driven = drive(echo);
    await driven.driver.begin(options);
    await driven.driver.send({ type: "text", text: "Ann" });
    await driven.driver.begin({ ...options, conversation: "d" });
    expect(driven.said().at(-1)).toBe("Name?");
    expect(driven.driver.state?.conversation).toBe("d");
  });
});

describe("the gate before each step", () => {
  const steps = `state start { set session.a = 1  set session.b = 2  say "Done" { reply "x" -> start } }`;

  test("holds the conversation as long as it likes", async () => {
    const held: MachineState[] = [];
    let open = (): void => {};
    using driven = drive(steps, {
      beforeStep: (state) => {
        held.push(state);
        return new Promise<void>((resolve) => {
          open = resolve;
        });
      },
    });
    const begun = driven.driver.begin(options);
    for (let step = 1; step <= 3; step += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      expect(held).toHaveLength(step);
      expect(driven.driver.state).toBe(held.at(-1));
      expect(driven.said()).toEqual([]);
      open();
    }
    await begun;
    expect(driven.said()).toEqual(["Done"]);
    expect(held.map((state) => state.status)).toEqual(["running", "running", "running"]);
  });

  test("a conversation can go back to a snapshot while it is held", async () => {
    const held: MachineState[] = [];
    let release = (): void => {};
    let stopAt = 2;
    using driven = drive(steps, {
      beforeStep: (state) => {
        held.push(state);
        if (held.length !== stopAt) return;
        return new Promise<void>((resolve) => {
          release = resolve;
        });
      },
    });
    const begun = driven.driver.begin(options);
    await new Promise((resolve) => setTimeout(resolve, 5));
    stopAt = 0;
    const [first] = held;
    if (first !== undefined) driven.driver.restore(first);
    release();
    await begun;
    expect(held[2]).toBe(first);
    expect(driven.said()).toEqual(["Done"]);
  });
});

describe("API steps", () => {
  const api = `
    state start { api GET "http://127.0.0.1:1/x" { on failure { say "Failed" } on success { say "Fine {temp.response.body.a}" } } -> rest }
    state rest { say "Rest" { reply "Again" -> start } }
  `;

  test("are answered by the first resolver that takes them", async () => {
    const urls: string[] = [];
    const none: RequestResolver = {
      resolve: async ({ url }) => {
        urls.push(url);
        return undefined;
      },
    };
    const some: RequestResolver = { resolve: async () => ({ result: answer('{"a":5}'), final: false }) };
    using driven = drive(api, { resolvers: [none, some] });
    await driven.driver.begin(options);
    expect(urls).toEqual(["http://127.0.0.1:1/x"]);
    expect(driven.said()).toEqual(["Fine 5", "Rest"]);
  });

  test("of a snapshot are sent again while they are among the latest, else they fail", async () => {
    const source = `
      state start { ask session.go as text "Go?" api GET "http://h/" { on failure { say "Too old" } on success { say "Sent" } } -> start }
    `;
    const calling: MachineState[] = [];
    const resolver: RequestResolver = { resolve: async () => ({ result: answer("{}"), final: true }) };
    using driven = drive(source, {
      resolvers: [resolver],
      onTransition: (state) => void (state.status === "calling" && calling.push(state)),
    });
    await driven.driver.begin(options);
    for (let i = 0; i < 150; i++) await driven.driver.send({ type: "text", text: "go" });
    const goOnFrom = async (state: MachineState | undefined): Promise<string | undefined> => {
      if (state !== undefined) driven.driver.restore(state);
      await driven.driver.settled();
      return driven.said().at(-2);
    };
    expect(await goOnFrom(calling[140])).toBe("Sent");
    expect(await goOnFrom(calling[10])).toBe("Too old");
  });

  test("fail where nothing answers", async () => {
    using driven = drive(api);
    await driven.driver.begin(options);
    expect(driven.said()).toEqual(["Failed", "Rest"]);
  });

  test("are cancelled when the conversation is over, also where nobody listens, and nothing follows", async () => {
    const signals: AbortSignal[] = [];
    const never: RequestResolver = {
      resolve: (_request, _attempt, signal) => {
        signals.push(signal);
        return new Promise(() => {});
      },
    };
    using driven = drive(api, { resolvers: [never] });
    const begun = driven.driver.begin(options);
    await new Promise((resolve) => setTimeout(resolve, 10));
    const before = driven.events.length;
    driven.driver.dispose();
    await begun;
    expect(signals[0]?.aborted).toBe(true);
    expect(driven.events).toHaveLength(before);
    expect(driven.driver.state).toBeUndefined();
  });

  test("inputs that come meanwhile wait their turn", async () => {
    let give = (): void => {};
    const slow: RequestResolver = {
      resolve: () =>
        new Promise((resolve) => {
          give = () => resolve({ result: answer("{}"), final: false });
        }),
    };
    using driven = drive(api, { resolvers: [slow] });
    const begun = driven.driver.begin(options);
    await new Promise((resolve) => setTimeout(resolve, 5));
    void driven.driver.send({ type: "text", text: "Again" });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(driven.events.filter(({ type }) => type === "input")).toEqual([]);
    give();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(driven.events.filter(({ type }) => type === "input")).toHaveLength(1);
    give();
    await begun;
    await driven.driver.settled();
    expect(driven.events.filter(({ type }) => type === "request")).toHaveLength(2);
  });
});

describe("time", () => {
  const waits = `state start { say "One"  wait 2s  say "Two" { reply "x" -> start } }`;

  test("a virtual clock jumps over a `wait`", async () => {
    using driven = drive(waits);
    await driven.driver.begin(options);
    expect(driven.said()).toEqual(["One", "Two"]);
    const times = driven.events.flatMap((event) => (event.type === "message" ? [event.at] : []));
    expect(times).toEqual([1000, 3000]);
  });

  test("a real one waits, and an input cuts it short", async () => {
    using driven = drive(waits.replace("2s", "60ms"), { clock: realClock() });
    const before = performance.now();
    await driven.driver.begin(options);
    expect(performance.now() - before).toBeGreaterThanOrEqual(55);
    using short = drive(waits.replace("2s", "30s"), { clock: realClock() });
    const begun = short.driver.begin(options);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(short.said()).toEqual(["One"]);
    void short.driver.send({ type: "text", text: "hurry" });
    await begun;
    expect(short.said().slice(0, 2)).toEqual(["One", "Two"]);
  });

  const silent =
    `state start { say "Well?" { reply "x" -> start }  on silence 30s { say "Still there?" }  on silence 60s -> gone }
    state gone { say "Bye" -> end }`.replace('"Bye" -> end', '"Bye"\n -> end');

  test("silence moves the virtual clock, and each route acts at its time", async () => {
    using driven = drive(silent);
    await driven.driver.begin(options);
    await driven.driver.send({ type: "silence", ms: 40_000 });
    expect(driven.said()).toEqual(["Well?", "Still there?"]);
    await driven.driver.send({ type: "silence", ms: 30_000 });
    expect(driven.said()).toEqual(["Well?", "Still there?", "Bye"]);
    expect(driven.driver.state?.status).toBe("ended");
  });

  test("in one silence both routes act", async () => {
    using driven = drive(silent);
    await driven.driver.begin(options);
    await driven.driver.send({ type: "silence", ms: 90_000 });
    expect(driven.said()).toEqual(["Well?", "Still there?", "Bye"]);
  });

  test("a silence that nothing takes is told", async () => {
    using driven = drive(echo);
    await driven.driver.begin(options);
    await driven.driver.send({ type: "silence", ms: 1000 });
    expect(driven.events.at(-1)).toMatchObject({ type: "report", code: "dropped-event" });
  });

  test("real silence wakes the conversation", async () => {
    using driven = drive(silent.replace("30s", "30ms").replace("60s", "80ms"), { clock: realClock() });
    await driven.driver.begin(options);
    for (let tries = 0; driven.driver.state?.status !== "ended" && tries < 100; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(driven.said()).toEqual(["Well?", "Still there?", "Bye"]);
  });
});

test("a silence or a wait of any length leaves the clock at a time that dates can name", async () => {
  const source = 'state s { wait 99999999999999999999d say "Later." on silence 5s { say "Hm?" } }';
  using driven = drive(source);
  await driven.driver.begin(options);
  for (const ms of [1e308, 1e308, Number.POSITIVE_INFINITY, Number.NaN, -1]) {
    await driven.driver.send({ type: "silence", ms });
  }
  expect(driven.events.every(({ at }) => Number.isFinite(at) && at <= 8.64e15)).toBe(true);
  expect(driven.events.at(-1)?.at).toBe(8.64e15);
});
