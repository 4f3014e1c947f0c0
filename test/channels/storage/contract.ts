import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Arrival, Changes, Claim, NewMessage, Store } from "../../../server/src/channels/storage/store.ts";

/** A store under test, whose clock the test moves. */
export interface StoreUnderTest {
  open(now: () => number): Promise<Store>;
  /** Another process on the same data; absent where nobody else can see it. */
  readonly openAgain?: (now: () => number) => Promise<Store>;
  /** Removes what it kept. */
  clean(): Promise<void>;
}

const lease = 10_000;

function arrival(user: string | null, inputs: readonly string[] = ["hi"], more: Partial<Arrival> = {}): Arrival {
  return { channel: "c", user, key: null, inputs, attachments: [], limit: null, ...more };
}

function changes(more: Partial<Changes> = {}): Changes {
  return { state: "S", due: null, handled: [], messages: [], botMemory: null, release: true, ...more };
}

function push(message: string, entry: string | null = null): NewMessage {
  return { delivery: "push", message, entry };
}

/** What every store has to do, whatever stands behind it. */
export function storeContract(name: string, underTest: () => Promise<StoreUnderTest>): void {
  describe(name, () => {
    let subject: StoreUnderTest;
    let store: Store;
    let time = 1_000_000;
    const now = (): number => time;

    beforeEach(async () => {
      time = 1_000_000;
      subject = await underTest();
      store = await subject.open(now);
    });
    afterEach(async () => {
      await store.close();
      await subject.clean();
    });

    async function accepted(from: Arrival): Promise<{ readonly user: string; readonly entries: readonly string[] }> {
      const acceptance = await store.inbox.accept(from);
      if (acceptance.kind !== "accepted") throw new Error("It was not accepted.");
      return acceptance;
    }

    async function claimed(of: Store = store): Promise<Claim> {
      const claim = await of.inbox.claim(lease);
      if (claim === undefined) throw new Error("There was nothing to claim.");
      return claim;
    }

    /** Handles everything that is pending of one conversation. */
    async function handle(messages: readonly NewMessage[] = [], due: number | null = null): Promise<Claim> {
      const claim = await claimed();
      const handled = claim.inputs.map(({ id }) => ({ entry: id, outcome: `out ${id}` }));
      expect(await store.inbox.commit(claim, changes({ handled, messages, due }))).toBeDefined();
      return claim;
    }

    describe("inputs", () => {
      test("an input is handed out once, in its order, with what the conversation has kept", async () => {
        await accepted(arrival("ann", ["one", "two"]));
        await accepted(arrival("ann", ["three"]));
        const claim = await claimed();
        expect(claim).toMatchObject({ key: { channel: "c", user: "ann" }, state: null, due: null, attempts: 1 });
        expect(claim.inputs.map(({ input }) => input)).toEqual(["one", "two", "three"]);
        expect(claim.inputs.map(({ acceptedAt }) => acceptedAt)).toEqual([time, time, time]);
        const [one, two, three] = claim.inputs.map(({ id }) => ({ entry: id, outcome: null }));
        if (one === undefined || two === undefined || three === undefined) throw new Error("Three were expected.");
        const next = await store.inbox.commit(claim, changes({ state: "A", handled: [one, two], release: false }));
        expect(next?.inputs.map(({ input }) => input)).toEqual(["three"]);
        expect(next?.state).toBe("A");
        if (next === undefined) return;
        await store.inbox.commit(next, changes({ state: "B", handled: [three] }));
        expect(await store.inbox.claim(lease)).toBeUndefined();
        expect(await store.inbox.state({ channel: "c", user: "ann" })).toBe("B");
        await accepted(arrival("ann", ["four"]));
        expect((await claimed()).inputs.map(({ input }) => input)).toEqual(["four"]);
      });

      test("what comes while a conversation is claimed waits for its release", async () => {
        await accepted(arrival("ann", ["one"]));
        const claim = await claimed();
        await accepted(arrival("ann", ["two"]));
        expect(await store.inbox.claim(lease)).toBeUndefined();
        const handled = claim.inputs.map(({ id }) => ({ entry: id, outcome: null }));
        const next = await store.inbox.commit(claim, changes({ handled }));
        expect(next?.inputs.map(({ input }) => input)).toEqual(["two"]);
        expect((await claimed()).inputs.map(({ input }) => input)).toEqual(["two"]);
      });

      test("conversations are handed out in the order in which they began to wait", async () => {
        for (const user of ["a", "b", "c"]) {
          await accepted(arrival(user));
          time += 1;
        }
        const users = [await claimed(), await claimed(), await claimed()].map(({ key }) => key.user);
        expect(users).toEqual(["a", "b", "c"]);
        expect(await store.inbox.claim(lease)).toBeUndefined();
      });

      test("new users are numbered from 1 on, each channel by itself, and no number is given twice", async () => {
        expect((await accepted(arrival(null))).user).toBe("1");
        expect((await accepted(arrival(null))).user).toBe("2");
        await accepted(arrival("3"));
        expect((await accepted(arrival(null))).user).toBe("4");
        expect((await accepted(arrival(null, ["x"], { channel: "other" }))).user).toBe("1");
        const many = await Promise.all(Array.from({ length: 20 }, () => accepted(arrival(null))));
        expect(new Set(many.map(({ user }) => user)).size).toBe(20);
      });

      test("a request with a key that was there before is answered as then, and taken once", async () => {
        const first = await store.inbox.accept(arrival(null, ["one"], { key: "k" }));
        const again = await store.inbox.accept(arrival(null, ["one"], { key: "k" }));
        expect(again).toEqual({ ...first, isRepeated: true });
        expect(first).toMatchObject({ kind: "accepted", user: "1", isRepeated: false });
        const elsewhere = await store.inbox.accept(arrival(null, ["one"], { key: "k", channel: "other" }));
        expect(elsewhere).toMatchObject({ isRepeated: false });
        expect((await claimed()).inputs).toHaveLength(1);
      });

      test("a channel takes as many as its limit says, from the first one on", async () => {
        const limit = { count: 2, window: 60_000 };
        const send = () => store.inbox.accept(arrival("ann", ["x"], { limit }));
        await send();
        time += 1_000;
        await send();
        time += 1_000;
        expect(await send()).toEqual({ kind: "limited", retryAfter: 58_000 });
        expect(await store.inbox.accept(arrival("ann", ["x"], { limit, channel: "other" }))).toMatchObject({
          kind: "accepted",
        });
        time += 58_000;
        expect(await send()).toMatchObject({ kind: "accepted" });
        const mine = await claimed();
        expect(mine.inputs).toHaveLength(3);
      });

      test("a repeated request does not count, and a limited one takes no key and no number", async () => {
        const limit = { count: 1, window: 60_000 };
        await store.inbox.accept(arrival(null, ["x"], { limit, key: "a" }));
        expect(await store.inbox.accept(arrival(null, ["x"], { limit, key: "a" }))).toMatchObject({ isRepeated: true });
        expect(await store.inbox.accept(arrival(null, ["x"], { limit, key: "b" }))).toMatchObject({ kind: "limited" });
        time += 60_000;
        expect(await store.inbox.accept(arrival(null, ["x"], { limit, key: "b" }))).toMatchObject({
          user: "2",
          isRepeated: false,
        });
      });

      test("what became of an input is known once it is handled", async () => {
        const { entries } = await accepted(arrival("ann"));
        const entry = entries[0] ?? "";
        expect(await store.inbox.outcome(entry)).toBeUndefined();
        await handle([push("m", entry), push("n")]);
        expect(await store.inbox.outcome(entry)).toBe(`out ${entry}`);
        expect((await store.outbox.answersTo(entry)).map(({ message }) => message)).toEqual(["m"]);
        expect(await store.inbox.outcome("no such")).toBeUndefined();
      });

      test("an input whose turn goes on is not handed out again, and its outcome comes later", async () => {
        const { entries } = await accepted(arrival("ann"));
        const entry = entries[0] ?? "";
        const claim = await claimed();
        await store.inbox.commit(claim, changes({ handled: [{ entry, outcome: null }], due: time + 100 }));
        expect(await store.inbox.outcome(entry)).toBeUndefined();
        time += 100;
        const later = await claimed();
        expect(later.inputs).toEqual([]);
        await store.inbox.commit(later, changes({ handled: [{ entry, outcome: "done" }] }));
        expect(await store.inbox.outcome(entry)).toBe("done");
      });

      test("attachments are kept with what brought them", async () => {
        const bytes = new Uint8Array([0, 1, 255]);
        await accepted(arrival("ann", ["x"], { attachments: [{ id: "file", type: "image/png", bytes }] }));
        const kept = await store.inbox.attachment("file");
        expect(kept?.type).toBe("image/png");
        expect([...(kept?.bytes ?? [])]).toEqual([0, 1, 255]);
        expect(await store.inbox.attachment("other")).toBeUndefined();
      });
    });

    describe("claims", () => {
      test("a lease that ran out goes to the next one, and the first one can change nothing any more", async () => {
        const { entries } = await accepted(arrival("ann"));
        const dead = await claimed();
        time += lease - 1;
        expect(await store.inbox.claim(lease)).toBeUndefined();
        time += 1;
        const next = await claimed();
        expect(next.attempts).toBe(2);
        expect(next.inputs).toEqual(dead.inputs);
        const handled = [{ entry: entries[0] ?? "", outcome: null }];
        expect(
          await store.inbox.commit(dead, changes({ state: "late", handled, messages: [push("m")] })),
        ).toBeUndefined();
        expect(await store.inbox.renew(dead, lease)).toBe(false);
        await store.inbox.release(dead, 0, true);
        expect(await store.inbox.claim(lease)).toBeUndefined();
        expect(await store.outbox.claim(10, lease, [])).toEqual([]);
        expect(await store.inbox.commit(next, changes({ state: "right", handled }))).toBeDefined();
        expect(await store.inbox.state(next.key)).toBe("right");
      });

      test("a claim that is renewed is kept", async () => {
        await accepted(arrival("ann"));
        const claim = await claimed();
        time += lease - 1;
        expect(await store.inbox.renew(claim, lease)).toBe(true);
        time += lease - 1;
        expect(await store.inbox.claim(lease)).toBeUndefined();
        expect(await store.inbox.commit(claim, changes())).toBeDefined();
      });

      test("a commit can be used once", async () => {
        await accepted(arrival("ann"));
        const claim = await claimed();
        expect(await store.inbox.commit(claim, changes({ release: false }))).toBeDefined();
        expect(await store.inbox.commit(claim, changes({ state: "twice" }))).toBeUndefined();
        expect(await store.inbox.state(claim.key)).toBe("S");
      });

      test("a claim that is given back comes again after its delay", async () => {
        await accepted(arrival("ann"));
        await store.inbox.release(await claimed(), 500, true);
        expect(await store.inbox.claim(lease)).toBeUndefined();
        time += 500;
        const again = await claimed();
        expect(again.attempts).toBe(2);
        await store.inbox.release(again, 0, false);
        expect((await claimed()).attempts).toBe(2);
      });

      test("a conversation is woken at its time, also by a process that came later", async () => {
        await accepted(arrival("ann"));
        await handle([], time + 5_000);
        expect(await store.inbox.claim(lease)).toBeUndefined();
        expect(await store.inbox.nextDue()).toBe(time + 5_000);
        time += 5_000;
        const claim = await claimed();
        expect(claim).toMatchObject({ state: "S", due: time, inputs: [] });
        await store.inbox.commit(claim, changes({ due: null }));
        expect(await store.inbox.nextDue()).toBeNull();
      });

      test("an input that comes before the time wakes it at once, and the time stays known", async () => {
        await accepted(arrival("ann"));
        await handle([], time + 5_000);
        time += 10;
        await accepted(arrival("ann"));
        expect(await store.inbox.nextDue()).toBe(time);
        expect((await claimed()).due).toBe(time + 4_990);
      });

      test("many claims at once are of different conversations", async () => {
        for (let user = 0; user < 20; user++) await accepted(arrival(`u${user}`));
        const claims = await Promise.all(Array.from({ length: 30 }, () => store.inbox.claim(lease)));
        const users = claims.flatMap((claim) => (claim === undefined ? [] : [claim.key.user]));
        expect(users).toHaveLength(20);
        expect(new Set(users).size).toBe(20);
      });

      test("the memory of a bot is changed as the store has it at the commit", async () => {
        await accepted(arrival("ann"));
        await accepted(arrival("ben"));
        const [one, two] = [await claimed(), await claimed()];
        const add = (text: string) => ({ bot: "bank", apply: (memory: string | null) => `${memory ?? ""}${text}` });
        expect(await store.inbox.botMemory("bank")).toBeNull();
        await store.inbox.commit(one, changes({ botMemory: add("1") }));
        await store.inbox.commit(two, changes({ botMemory: add("2") }));
        await store.inbox.commit(two, changes({ botMemory: add("lost") }));
        expect(await store.inbox.botMemory("bank")).toBe("12");
      });
    });

    describe("messages", () => {
      /** Has the bot say something to a user. */
      async function say(user: string, ...texts: readonly string[]): Promise<void> {
        await accepted(arrival(user));
        const claim = await claimed();
        const handled = claim.inputs.map(({ id }) => ({ entry: id, outcome: null }));
        await store.inbox.commit(claim, changes({ handled, messages: texts.map((text) => push(text)) }));
      }
      const claimAll = async (except: readonly string[] = []) => store.outbox.claim(100, lease, except);
      const textsOf = (deliveries: readonly { readonly message: string }[]) => deliveries.map(({ message }) => message);

      test("those of one user go one after the other, those of others beside them", async () => {
        await say("ann", "a1", "a2");
        await say("ben", "b1");
        const [first, other, ...rest] = (await claimAll()).toSorted((a, b) => (a.message < b.message ? -1 : 1));
        expect(rest).toEqual([]);
        expect(other?.message).toBe("b1");
        expect(first).toMatchObject({ message: "a1", sequence: 1, attempt: 1, key: { channel: "c", user: "ann" } });
        expect(await claimAll()).toEqual([]);
        await say("ann", "a3");
        expect(await claimAll()).toEqual([]);
        if (first !== undefined) await store.outbox.delivered(first);
        const [second] = await claimAll();
        expect(second).toMatchObject({ message: "a2", sequence: 2 });
        if (second !== undefined) await store.outbox.delivered(second);
        expect(await claimAll()).toMatchObject([{ message: "a3", sequence: 3 }]);
      });

      test("one that is to be tried again holds up its user alone, and keeps its id", async () => {
        await say("ann", "a1", "a2");
        await say("ben", "b1");
        const [first] = (await claimAll()).filter(({ message }) => message === "a1");
        if (first === undefined) throw new Error("It was expected.");
        await store.outbox.retryLater(first, 3_000, "no answer");
        expect(await claimAll()).toEqual([]);
        expect(await store.outbox.nextDue()).toBe(time + 3_000);
        time += 3_000;
        expect(await claimAll()).toMatchObject([
          { id: first.id, message: "a1", attempt: 2, createdAt: first.createdAt },
        ]);
      });

      test("one whose process died is tried again, and what that process says later counts for nothing", async () => {
        await say("ann", "a1", "a2");
        const [first] = await claimAll();
        time += lease;
        const [again] = await claimAll();
        expect(again).toMatchObject({ id: first?.id, attempt: 2 });
        if (first !== undefined) await store.outbox.delivered(first);
        expect(await claimAll()).toEqual([]);
        if (first !== undefined) await store.outbox.retryLater(first, 0, "late");
        expect(await claimAll()).toEqual([]);
        if (again !== undefined) await store.outbox.delivered(again);
        expect(textsOf(await claimAll())).toEqual(["a2"]);
      });

      test("a dead letter is listed, lets the next one go, and can be sent again behind what waits", async () => {
        await say("ann", "a1", "a2", "a3");
        const [first] = await claimAll();
        if (first === undefined) throw new Error("It was expected.");
        await store.outbox.deadLetter(first, "It answers 500.");
        expect(await store.outbox.deadLetters(null)).toMatchObject([
          { id: first.id, message: "a1", attempts: 1, error: "It answers 500.", key: { channel: "c", user: "ann" } },
        ]);
        expect(await store.outbox.deadLetters("other")).toEqual([]);
        expect(await store.outbox.deadLetters("c")).toHaveLength(1);
        expect(await store.outbox.resend([first.id, "no such"])).toBe(1);
        expect(await store.outbox.resend([first.id])).toBe(0);
        const order: string[] = [];
        for (;;) {
          const [next] = await claimAll();
          if (next === undefined) break;
          order.push(next.message);
          if (next.message === "a1") expect(next.id).toBe(first.id);
          await store.outbox.delivered(next);
        }
        expect(order).toEqual(["a2", "a3", "a1"]);
        await say("ann", "a4");
        expect(textsOf(await claimAll())).toEqual(["a4"]);
      });

      test("channels that have enough under way are passed over", async () => {
        await say("ann", "a1");
        expect(await claimAll(["c"])).toEqual([]);
        expect(await claimAll(["other"])).toHaveLength(1);
      });

      test("not more are claimed than were asked for", async () => {
        for (let user = 0; user < 5; user++) await say(`u${user}`, "m");
        expect(await store.outbox.claim(3, lease, [])).toHaveLength(3);
        expect(await store.outbox.claim(3, lease, [])).toHaveLength(2);
      });

      test("messages that are fetched are kept in their order and delivered by nobody", async () => {
        await accepted(arrival("ann"));
        await handle([
          { delivery: "pull", message: "m1", entry: null },
          { delivery: "pull", message: "m2", entry: null },
        ]);
        expect(await claimAll()).toEqual([]);
        const key = { channel: "c", user: "ann" };
        expect(textsOf(await store.outbox.after(key, 0, 10))).toEqual(["m1", "m2"]);
        expect(await store.outbox.after(key, 1, 10)).toMatchObject([{ message: "m2", sequence: 2 }]);
        expect(textsOf(await store.outbox.after(key, 0, 1))).toEqual(["m1"]);
        expect(await store.outbox.after({ channel: "c", user: "ben" }, 0, 10)).toEqual([]);
      });

      test("each message has an id of its own", async () => {
        await say("ann", "same", "same");
        await say("ben", "same");
        const all = await Promise.all(["ann", "ben"].map((user) => store.outbox.after({ channel: "c", user }, 0, 10)));
        expect(new Set(all.flat().map(({ id }) => id)).size).toBe(3);
      });
    });

    describe("channels", () => {
      const channel = {
        id: "x",
        kind: "api-medium",
        token: "t",
        verifyToken: null,
        webhook: "http://localhost/",
        deployments: [{ bot: "bank", keyword: "#bank" }],
        createdAt: 1,
      } as const;

      test("are kept as they were added, in their order, and can be replaced", async () => {
        await store.channels.put(channel);
        await store.channels.put({ ...channel, id: "a" });
        await store.channels.put({ ...channel, token: "new" });
        expect(await store.channels.get("x")).toEqual({ ...channel, token: "new" });
        expect(await store.channels.get("no such")).toBeUndefined();
        expect((await store.channels.list()).map(({ id }) => id)).toEqual(["x", "a"]);
      });
    });

    describe("forgetting", () => {
      test("a user goes with all that belongs to them, and nobody else does", async () => {
        const attachments = [{ id: "file", type: "image/png", bytes: new Uint8Array(1) }];
        const { entries } = await accepted(arrival("ann", ["x"], { attachments, key: "k" }));
        await accepted(arrival("ben"));
        await accepted(arrival("ann", ["x"], { channel: "other" }));
        await handle([push("m")]);
        const late = await claimed();
        await store.inbox.release(late, 0, true);
        expect(await store.channelsOfUser("ann")).toEqual(["c", "other"]);
        expect(await store.deleteUser({ channel: "c", user: "ann" })).toBe(true);
        expect(await store.deleteUser({ channel: "c", user: "ann" })).toBe(false);
        expect(await store.channelsOfUser("ann")).toEqual(["other"]);
        expect(await store.inbox.attachment("file")).toBeUndefined();
        expect(await store.inbox.outcome(entries[0] ?? "")).toBeUndefined();
        expect(await store.inbox.state({ channel: "c", user: "ann" })).toBeUndefined();
        expect(await store.outbox.claim(10, lease, [])).toEqual([]);
        expect(await store.inbox.accept(arrival("ann", ["x"], { key: "k" }))).toMatchObject({ isRepeated: false });
        expect((await store.counts()).conversations).toBe(3);
      });

      test("a commit for a user who was forgotten meanwhile changes nothing, also where a new one has their name", async () => {
        await accepted(arrival("ann"));
        const claim = await claimed();
        await store.deleteUser(claim.key);
        time += 1;
        await accepted(arrival("ann", ["new"]));
        expect(await store.inbox.commit(claim, changes({ state: "old", messages: [push("m")] }))).toBeUndefined();
        const next = await claimed();
        expect(next.state).toBeNull();
        expect(await store.inbox.commit(claim, changes({ state: "old" }))).toBeUndefined();
      });

      test("what is over goes when it is old enough; what is pending and who has been heard of stays", async () => {
        const attachments = [{ id: "file", type: "image/png", bytes: new Uint8Array(1) }];
        const { entries } = await accepted(arrival("ann", ["x"], { attachments }));
        await handle([{ delivery: "pull", message: "m", entry: null }]);
        time += 1_000;
        await accepted(arrival("ben"));
        await store.purge({ messages: time, users: null });
        expect(await store.inbox.outcome(entries[0] ?? "")).toBeUndefined();
        expect(await store.inbox.attachment("file")).toBeUndefined();
        expect(await store.outbox.after({ channel: "c", user: "ann" }, 0, 10)).toEqual([]);
        expect(await store.inbox.state({ channel: "c", user: "ann" })).toBe("S");
        time += 1_000;
        await store.purge({ messages: 0, users: time });
        expect(await store.channelsOfUser("ann")).toEqual([]);
        expect((await claimed()).key.user).toBe("ben");
      });
    });

    test("the figures count what is there", async () => {
      await store.check();
      await accepted(arrival("ann", ["a", "b"]));
      await accepted(arrival("ben"));
      expect(await store.counts()).toEqual({
        conversations: 2,
        pendingInputs: 3,
        pendingDeliveries: 0,
        deadLetters: 0,
      });
      await handle([push("m"), push("n")]);
      const [first] = await store.outbox.claim(10, lease, []);
      if (first !== undefined) await store.outbox.deadLetter(first, "x");
      expect(await store.counts()).toEqual({
        conversations: 2,
        pendingInputs: 1,
        pendingDeliveries: 1,
        deadLetters: 1,
      });
    });

    test("two processes share the work, and neither loses what the other has", async (context) => {
      const second = await subject.openAgain?.(now);
      if (second === undefined) return context.skip();
      try {
        const users = Array.from({ length: 30 }, (_, user) => `u${user}`);
        await Promise.all(users.map((user, i) => (i % 2 === 0 ? store : second).inbox.accept(arrival(user))));
        const work = async (of: Store): Promise<string[]> => {
          const done: string[] = [];
          for (;;) {
            const claim = await of.inbox.claim(lease);
            if (claim === undefined) return done;
            const handled = claim.inputs.map(({ id }) => ({ entry: id, outcome: null }));
            const messages = [push(claim.key.user)];
            if ((await of.inbox.commit(claim, changes({ handled, messages }))) !== undefined) done.push(claim.key.user);
          }
        };
        const done = (await Promise.all([work(store), work(second), work(store), work(second)])).flat();
        expect(done.toSorted()).toEqual(users.toSorted());
        const deliveries = await Promise.all([store.outbox.claim(20, lease, []), second.outbox.claim(20, lease, [])]);
        expect(
          deliveries
            .flat()
            .map(({ message }) => message)
            .toSorted(),
        ).toEqual(users.toSorted());
      } finally {
        await second.close();
      }
    });

    test("what was accepted is there after the store was closed and opened again", async (context) => {
      if (subject.openAgain === undefined) return context.skip();
      await accepted(arrival("ann", ["kept"]));
      await store.close();
      store = await subject.openAgain(now);
      expect((await claimed()).inputs.map(({ input }) => input)).toEqual(["kept"]);
    });
  });
}
