/**
 * A conversation as it is kept: a small JSON value with a version. Taking one and giving it back changes nothing.
 *
 * There are many conversations, and each is written after each of its turns. So records are rows without names, names of
 * states and blocks stand once in a table, and what is as it usually is, is left out.
 */
import { areEqual, memberOf, type ObjectValue, objectOf, type Value, withMembers } from "../../expressions/values.ts";
import { eventOf } from "../eventMembers.ts";
import type { BotMessage, UserInput } from "../events.ts";
import type {
  Activation,
  Checkpoint,
  Frame,
  FrameEnd,
  MachineState,
  Memory,
  Offer,
  Position,
  SuspendedActivation,
  WaitPoint,
} from "../machineState.ts";
import {
  as,
  broken,
  type Codec,
  column,
  list,
  members,
  number,
  orNull,
  type Packed,
  row,
  shared,
  Table,
  text,
  truth,
  value,
  word,
} from "./codec.ts";

/** The version of the form; another one is refused. */
const snapshotVersion = 1;

/** A kept conversation. What is in it is for `restoreSnapshot` alone. */
export interface Snapshot {
  readonly version: number;
  readonly table: readonly Packed[];
  readonly state: Packed;
}

/** The conversation as a JSON value. It holds what the conversation holds, sensitive values too; secrets are not in it. */
export function takeSnapshot(state: MachineState): Snapshot {
  const table = new Table();
  const packed = machineState.pack(state, table);
  return { version: snapshotVersion, table: table.entries, state: packed };
}

/** The conversation of a snapshot that was read from JSON; throws a `SnapshotError` where it is none. */
export function restoreSnapshot(snapshot: Snapshot): MachineState {
  // What comes from a store may be anything.
  if (typeof snapshot !== "object" || snapshot === null) broken("a snapshot");
  const { version, table, state } = snapshot;
  if (!Array.isArray(table)) broken("a table");
  if (version !== snapshotVersion) broken(`version ${snapshotVersion}`);
  return machineState.unpack(state ?? null, new Table(table));
}

const name = shared(text);

/** A value that is JSON and comes from nobody but the machine. */
function json<T>(): Codec<T> {
  return as<T, Value>(
    value,
    (given) => given as Value,
    (read) => read as T,
  );
}

/** The id of a block inside of another: the other's name, and the way from there. */
const blockName: Codec<string> = {
  pack(id, table) {
    const at = id.indexOf("#");
    return at < 0 ? table.put(id) : [table.put(id.slice(0, at)), id.slice(at + 1)];
  },
  unpack(packed, table) {
    const [of, way] = Array.isArray(packed) ? (packed as readonly Packed[]) : [packed];
    return way === undefined ? name.unpack(of ?? null, table) : `${name.unpack(of ?? null, table)}#${String(way)}`;
  },
};

const position = row<Position>({ block: column(blockName), index: column(number, 0) });

const wait = shared(
  row<WaitPoint>({
    since: column(number),
    kind: column(word("offers", "ask", "rest"), "offers"),
    step: column(orNull(blockName), null),
    misses: column(number, 0),
    silenced: column(list(text), []),
  }),
);

/** A text as it stands; a text and its quick replies; else the whole message. */
const message = shared(
  as<BotMessage, Value>(
    value,
    (given) => {
      const { type, text: said, replies, ...others } = given;
      const isPlain = type === "text" && Object.keys(others).length === 0 && said !== undefined;
      if (!isPlain || replies?.some((reply) => Object.hasOwn(reply, "value"))) return given as unknown as Value;
      return replies === undefined ? said : [said, ...replies.map(({ title }) => title)];
    },
    (read) => {
      if (typeof read === "string") return { type: "text", text: read };
      if (!Array.isArray(read)) return read as unknown as BotMessage;
      const [said, ...titles] = read.map(String);
      return { type: "text", text: said ?? "", replies: titles.map((title) => ({ title })) };
    },
  ),
);

/** The frame of a block that has no body of a state is rare, and so is any end but that of a state. */
const frame: Codec<Frame> = {
  pack: (given, table) => frameRow.pack(given, table),
  unpack: (packed, table) => frameRow.unpack(packed, table),
};

const activationColumns = {
  stay: column(number),
  frames: column(list(frame)),
  flow: column(orNull(name), null),
  lastMessage: column(orNull(message), null),
};

const suspended = row<SuspendedActivation>({ ...activationColumns, temp: column(members, objectOf([])) });

const checkpoint: Codec<Checkpoint> = row<Checkpoint>({
  activation: column(suspended),
  state: column(orNull(name)),
  calls: column(list(suspended), []),
});

const frameEnd: Codec<FrameEnd> = {
  pack(end, table) {
    switch (end.kind) {
      case "state":
        return 0;
      case "waitOn":
        return 1;
      case "restore":
        return [0, end.to === null ? null : checkpoint.pack(end.to, table)];
      case "answer":
        return [1, end.value];
      case "goOn":
        return [2, end.route];
    }
  },
  unpack(packed, table) {
    if (packed === 0) return { kind: "state" };
    if (packed === 1) return { kind: "waitOn" };
    const [kind, what] = Array.isArray(packed) ? (packed as readonly Packed[]) : [];
    if (kind === 0) return { kind: "restore", to: what === null ? null : checkpoint.unpack(what ?? null, table) };
    if (kind === 1) return { kind: "answer", value: value.unpack(what ?? null, table) };
    if (kind === 2) return { kind: "goOn", route: text.unpack(what ?? null, table) };
    return broken("the end of a block");
  },
};

const frameRow = row<Frame>({
  position: column(position),
  state: column(orNull(name)),
  wait: column(orNull(wait), null),
  end: column(frameEnd, { kind: "state" }),
  cause: column(word("go", "reply", "route"), "go"),
  isGlobal: column(truth, false),
});

const offer = row<Offer>({
  title: column(text),
  stay: column(orNull(number)),
  block: column(orNull(blockName), null),
  kind: column(word("reply", "button"), "reply"),
  value: column(value, null),
  ask: column(orNull(blockName), null),
  next: column(json<Offer["next"]>(), null),
});

const memory = row<Memory>({
  user: column(members),
  event: column(members, objectOf([])),
  session: column(members, objectOf([])),
  temp: column(members, objectOf([])),
  bot: column(members, objectOf([])),
});

const plainState = row<MachineState>({
  conversation: column(text),
  user: column(text),
  turn: column(number),
  now: column(number),
  random: column(number),
  memory: column(memory),
  activation: column(row<Activation>(activationColumns)),
  history: column(list(shared(checkpoint))),
  origin: column(
    row<MachineState["origin"]>({
      conversation: column(text),
      start: column(orNull(name), null),
      file: column(orNull(text), null),
      presets: column(list(text), []),
    }),
  ),
  stays: column(number),
  input: column(orNull(json<UserInput>()), null),
  offers: column(list(offer), []),
  wait: column(orNull(wait), null),
  transitions: column(number, 0),
  turnCharacters: column(number, 0),
  conversations: column(number, 1),
  status: column(word("waiting", "running", "calling", "delayed", "ended"), "waiting"),
  isOver: column(truth, false),
  isInputSensitive: column(truth, false),
  queue: column(list(json<UserInput>()), []),
  calls: column(list(suspended), []),
  contexts: column(json<MachineState["contexts"]>(), {}),
  pending: column(json<MachineState["pending"]>(), null),
  delayedUntil: column(orNull(number), null),
  requests: column(number, 0),
  turnRequests: column(number, 0),
  turnWork: column(number, 0),
  failed: column(truth, false),
  sensitive: column(list(text), []),
  changed: column(list(text), []),
  lastCall: column(json<MachineState["lastCall"]>(), null),
});

/** Members of `event` and `user` that say again what the state says elsewhere are left out. */
const machineState = as<MachineState, MachineState>(
  plainState,
  (state) => ({
    ...state,
    memory: {
      ...state.memory,
      event: without(state.memory.event, eventAnew(state)),
      user: without(state.memory.user, userAnew(state)),
    },
  }),
  (state) => {
    const user = withMembers(userAnew(state), state.memory.user);
    const event = eventAnew({ ...state, memory: { ...state.memory, user } });
    return { ...state, memory: { ...state.memory, user, event: withMembers(event, state.memory.event) } };
  },
);

function userAnew({ user }: MachineState): ObjectValue {
  return objectOf([["id", user]]);
}

function eventAnew({ memory: { user }, input }: MachineState): ObjectValue {
  const language = memberOf(user, "language");
  return eventOf(typeof language === "string" ? language : "", input);
}

/** The members that another object does not have alike. */
function without(object: ObjectValue, other: ObjectValue): ObjectValue {
  return objectOf(
    Object.entries(object).filter(([key, member]) => {
      const same = memberOf(other, key);
      return same === undefined || !areEqual(member, same);
    }),
  );
}
