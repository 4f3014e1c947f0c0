/**
 * What is done with a claimed conversation: what is due and what is pending is given to the machine, one after the other, and after each
 * the new state, the messages and what was handled are committed together. A claim that is lost on the way ends it: all that was
 * not committed has not happened.
 */
import { hashText } from "../../base/hash.ts";
import type { RequestResolver } from "../../runtime/effects/ports.ts";
import type { BotMessage, RunEvent, Value } from "../../runtime/events.ts";
import type { MachineState } from "../../runtime/machineState.ts";
import type { Transition } from "../../runtime/transition.ts";
import type { Channel } from "../channel.ts";
import type { ChannelDirectory } from "../channelDirectory.ts";
import type { Log } from "../log.ts";
import type { Claim, ConversationKey, InboxEntry, Store } from "../storage/store.ts";
import { botMemoryChange, readBotMemory, withFirstValues } from "./botMemory.ts";
import type { Bot, Bots } from "./bots.ts";
import { choiceInput } from "./choices.ts";
import { AbandonedError, type Drive, dueOf, settle, takeInput, takeTick, takeTransition } from "./drive.ts";
import { type Incoming, readIncoming, type SentMessage, type Setting } from "./incoming.ts";
import { givenMemory } from "./setting.ts";
import {
  readConversation,
  restoreConversation,
  type StoredConversation,
  writeConversation,
} from "./storedConversation.ts";

/** What conversations are handled with. */
export interface ConversationServices {
  readonly store: Store;
  readonly bots: Bots;
  readonly directory: ChannelDirectory;
  readonly resolvers: readonly RequestResolver[];
  readonly log: Log;
  readonly now: () => number;
  /** Whether the texts of users and bots are logged. */
  readonly logsMessages: boolean;
  /** Somebody who looks on, as a debugger does. */
  readonly observer?: Observer;
  /** Called after each commit. */
  readonly committed: (key: ConversationKey, turn: { readonly messages: number; readonly handled: number }) => void;
}

/** Somebody who looks at conversations while they are handled. */
export interface Observer {
  onEvent(key: ConversationKey, event: RunEvent): void;
  /** Awaited before each step. */
  beforeStep(key: ConversationKey, state: MachineState): Promise<void>;
}

/**
 * How often a conversation may go down with its process before what does that is passed over. Far more often than bad luck comes in a row:
 * those that were under way beside the culprit go down with it each time, too.
 */
export const mostAttempts = 20;

/** How long a conversation waits for a process that serves its bot, in milliseconds. */
const pauseForBot = 2_000;

/** Ticks in one go: more are a bot that never rests. */
const mostTicks = 100;

/**
 * Handles all that a claim holds and gives it back. Keeps its `lease` (milliseconds) up meanwhile. Rejects where the store does not
 * answer, and where the machine has a bug.
 */
export async function handleClaim(
  claim: Claim,
  services: ConversationServices,
  lease: number,
  signal: AbortSignal,
): Promise<void> {
  const known = await services.directory.find(claim.key.channel);
  const stored = readConversation(claim.state);
  const name = botOf(claim, stored, known?.record?.deployments[0]?.bot);
  const bot = name === undefined ? undefined : services.bots.get(name);
  if (known === undefined || bot === undefined) {
    services.log.debug({ channel: claim.key.channel, bot: name }, "No bot of this process is on the channel.");
    return services.store.inbox.release(claim, pauseForBot, false);
  }
  const lost = new AbortController();
  const handling = new Handling(claim, stored, bot, known.channel, services, AbortSignal.any([signal, lost.signal]));
  const renewal = setInterval(() => void handling.renew(lease).then((isOurs) => isOurs || lost.abort()), lease / 3);
  try {
    await handling.run();
  } catch (error) {
    if (!(error instanceof AbandonedError)) throw error;
    // Where we are about to stop, others may go on at once.
    if (signal.aborted) await handling.giveBack();
  } finally {
    clearInterval(renewal);
  }
}

/** The bot that the claim is about: that of the next input, else the one that the user talks to, else the channel's first. */
function botOf(claim: Claim, stored: StoredConversation | undefined, first: string | undefined): string | undefined {
  const [next] = claim.inputs;
  const named = next === undefined ? undefined : readIncoming(next.input)?.bot;
  return named ?? stored?.bot ?? first;
}

/** One claim in the hands of this process. */
class Handling {
  #claim: Claim;
  readonly #services: ConversationServices;
  readonly #signal: AbortSignal;
  readonly #channel: Channel;
  #stored: StoredConversation | undefined;
  #bot: Bot;
  #state: MachineState | undefined;
  #botMemory = readBotMemory(null);
  #messages: { readonly sent: SentMessage; readonly entry: string | null }[] = [];
  #events: RunEvent[] = [];
  /** Inputs that are in the state, with their outcome; `null` while their turn goes on. */
  #handled = new Map<string, string | null>();
  /** The input whose turn is under way. */
  #entry: string | null;
  #hasAnswers = false;

  constructor(
    claim: Claim,
    stored: StoredConversation | undefined,
    bot: Bot,
    channel: Channel,
    services: ConversationServices,
    signal: AbortSignal,
  ) {
    this.#claim = claim;
    this.#stored = stored;
    this.#bot = bot;
    this.#channel = channel;
    this.#services = services;
    this.#signal = signal;
    this.#entry = stored?.open ?? null;
  }

  async run(): Promise<void> {
    await this.#open(this.#bot);
    if (this.#claim.attempts > mostAttempts) await this.#giveUp();
    if (this.#state?.status === "running") await this.#goOn((state) => settle(state, this.#drive));
    for (;;) {
      const [entry, ...others] = this.#claim.inputs;
      await this.#tickUntil(entry?.acceptedAt ?? this.#services.now());
      if (entry === undefined) return this.#commit(true);
      const incoming = readIncoming(entry.input);
      const bot = incoming?.bot == null ? this.#bot : this.#services.bots.get(incoming.bot);
      if (bot === undefined) return this.#services.store.inbox.release(this.#claim, pauseForBot, false);
      if (bot !== this.#bot) await this.#open(bot);
      await this.#take(entry, incoming);
      await this.#commit(others.length === 0);
      if (others.length === 0) return;
    }
  }

  /** Keeps the claim for another `lease` milliseconds; false where it is lost. Where the store does not answer, the lease runs on. */
  async renew(lease: number): Promise<boolean> {
    const claim = this.#claim;
    const isOurs = await this.#services.store.inbox.renew(claim, lease).catch(() => true);
    // A commit meanwhile has given it another version.
    return isOurs || this.#claim !== claim;
  }

  /** Lets somebody else go on from the last commit. */
  async giveBack(): Promise<void> {
    await this.#services.store.inbox.release(this.#claim, 0, false);
  }

  async #open(bot: Bot): Promise<void> {
    this.#bot = bot;
    const kept = readBotMemory(await this.#services.store.inbox.botMemory(bot.name));
    this.#botMemory = withFirstValues(kept, bot.firstMemory);
    const restored = restoreConversation(this.#stored, bot, this.#services.bots, this.#botMemory);
    this.#state = restored?.state;
    for (const misfit of restored?.misfits ?? []) this.#services.log.warn({ bot: bot.name }, misfit);
  }

  /** What has ended its process again and again is passed over, so that the others get their turn. */
  async #giveUp(): Promise<void> {
    const [entry] = this.#claim.inputs;
    const { channel } = this.#claim.key;
    const what = "An input is passed over: it has ended its process several times.";
    this.#services.log.error({ channel, entry: this.#entry ?? entry?.id }, what);
    const isInTurn = this.#state?.status === "running" || this.#state?.status === "delayed";
    if (isInTurn || entry === undefined) this.#state = this.#begin({}, "given-up", true).state;
    else this.#handled.set(entry.id, "{}");
    await this.#commit(false);
  }

  async #take(entry: InboxEntry, incoming: Incoming | undefined): Promise<void> {
    if (incoming === undefined) {
      this.#services.log.error({ entry: entry.id }, "An input of another version cannot be read and is passed over.");
      this.#handled.set(entry.id, "{}");
      return;
    }
    if (incoming.type === "backend" && isNowhere(incoming.nextDialogstate)) {
      this.#handled.set(entry.id, "{}");
      this.#state = await this.#hearBackend(incoming, entry.id);
      return;
    }
    // The turn that this input interrupts in its `wait` is over.
    if (this.#entry !== null) this.#handled.set(this.#entry, "{}");
    this.#handled.set(entry.id, null);
    this.#entry = entry.id;
    this.#events = [];
    if (incoming.type === "start") {
      this.#state = await takeTransition(this.#begin(incoming.setting, entry.id, false), this.#drive);
      return;
    }
    if (incoming.type === "backend") {
      this.#state = await this.#hearBackend(incoming, entry.id);
      return;
    }
    const state = this.#stateFor(entry.id);
    const input =
      incoming.type === "choice" ? choiceInput(incoming.title, incoming.value, state.offers) : incoming.input;
    this.#state = await takeInput(state, input, givenMemory(incoming.setting), this.#drive);
  }

  #hearBackend(said: Extract<Incoming, { type: "backend" }>, entry: string): Promise<MachineState> {
    const { session, messages, nextDialogstate } = said;
    const intervention = { kind: "backend", session, messages, nextDialogstate } as const;
    return takeTransition(this.#bot.machine.intervene(this.#stateFor(entry), intervention), this.#drive);
  }

  /** The conversation as it is, or one in which the user has the first word. */
  #stateFor(entry: string): MachineState {
    return this.#state ?? this.#begin({}, entry, true).state;
  }

  /** A new conversation; what the bot knows of the user stays. */
  #begin(setting: Setting, reason: string, userBegins: boolean): Transition {
    const { channel, user } = this.#claim.key;
    const conversation = `${channel}.${user}.${reason}`;
    return this.#bot.machine.begin({
      user,
      conversation,
      // Tried again after a crash it says the same.
      seed: Number.parseInt(hashText(conversation).slice(0, 8), 16),
      now: this.#services.now(),
      userBegins,
      botMemory: this.#botMemory,
      ...(this.#state === undefined ? {} : { userMemory: this.#state.memory.user }),
      given: givenMemory(setting),
    });
  }

  async #tickUntil(time: number): Promise<void> {
    for (let ticks = 0; ticks < mostTicks && this.#state !== undefined; ticks += 1) {
      const due = dueOf(this.#bot.machine, this.#state);
      if (due === null || due > time) return;
      // What a silence leads to answers no input; what comes after a `wait` does.
      if (this.#state.status !== "delayed") this.#events = [];
      await this.#goOn((state) => takeTick(state, this.#drive));
    }
  }

  async #goOn(drive: (state: MachineState) => Promise<MachineState>): Promise<void> {
    if (this.#state === undefined) return;
    this.#state = await drive(this.#state);
    await this.#commit(false);
  }

  get #drive(): Drive {
    const { resolvers, now, observer } = this.#services;
    const { key } = this.#claim;
    return {
      machine: this.#bot.machine,
      understander: this.#bot.understander,
      resolvers,
      now,
      onEvent: (event) => this.#onEvent(event),
      beforeRequest: async (state) => {
        // A turn that has neither said nor asked anything yet may as well begin again.
        if (this.#messages.length === 0 && !this.#hasAnswers) return;
        this.#state = state;
        await this.#commit(false);
      },
      ...(observer === undefined ? {} : { beforeStep: (state) => observer.beforeStep(key, state) }),
      signal: this.#signal,
    };
  }

  #onEvent(event: RunEvent): void {
    this.#services.observer?.onEvent(this.#claim.key, event);
    this.#events.push(event);
    if (event.type === "response") this.#hasAnswers = true;
    if (event.type === "message") this.#say(event.message, this.#entry);
    if (this.#services.logsMessages) this.#logText(event);
    if (event.type !== "report") return;
    const { code, state } = event;
    this.#services.log.debug({ bot: this.#bot.name, code, state }, "The bot reports.");
  }

  /** The events hide what is sensitive. */
  #logText(event: RunEvent): void {
    const about = { ...this.#claim.key, bot: this.#bot.name };
    if (event.type === "input") this.#services.log.info({ ...about, input: event.input }, "The user says something.");
    if (event.type === "message") this.#services.log.info({ ...about, said: event.message }, "The bot says something.");
  }

  #say(message: BotMessage, entry: string | null): void {
    const intent = this.#events.findLast((each) => each.type === "match")?.intent;
    const sent = { message, at: this.#services.now(), bot: this.#bot.name };
    this.#messages.push({ sent: intent === undefined ? sent : { ...sent, intent }, entry });
  }

  /** Keeps all there is in one transaction; throws an `AbandonedError` where the claim is lost. */
  async #commit(release: boolean): Promise<void> {
    const state = this.#state;
    const isOver = state?.status !== "running" && state?.status !== "delayed";
    if (isOver && this.#entry !== null) this.#handled.set(this.#entry, this.#outcome());
    const memory = state === undefined ? null : botMemoryChange(this.#botMemory, state.memory.bot);
    const open = isOver ? null : this.#entry;
    const next = await this.#services.store.inbox.commit(this.#claim, {
      state: state === undefined ? "null" : writeConversation(this.#stored, this.#bot, state, open),
      due: state === undefined ? null : dueOf(this.#bot.machine, state),
      handled: [...this.#handled].map(([entry, outcome]) => ({ entry, outcome })),
      messages: this.#messages.map(({ sent, entry }) => ({
        delivery: this.#channel.delivery,
        message: JSON.stringify(sent),
        entry,
      })),
      botMemory: memory === null ? null : { bot: this.#bot.name, apply: memory },
      release,
    });
    if (next === undefined) throw new AbandonedError();
    const handled = this.#claim.inputs.filter(({ id }) => this.#handled.has(id)).length;
    this.#services.committed(this.#claim.key, { messages: this.#messages.length, handled });
    this.#claim = next;
    this.#stored = readConversation(next.state);
    if (state !== undefined) this.#botMemory = state.memory.bot;
    this.#handled = new Map();
    this.#messages = [];
    this.#hasAnswers = false;
    this.#entry = open;
  }

  #outcome(): string {
    const { key } = this.#claim;
    const state = this.#state;
    if (state === undefined || this.#channel.outcomeOf === undefined) return "{}";
    const { name: bot, machine } = this.#bot;
    return JSON.stringify(this.#channel.outcomeOf({ key, bot, machine, events: this.#events, state }));
  }
}

function isNowhere(nextDialogstate: Value): boolean {
  return nextDialogstate === null || nextDialogstate === "";
}
