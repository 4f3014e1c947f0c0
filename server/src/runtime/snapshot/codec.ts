import { fromOutside } from "../../expressions/fromOutside.ts";
import type { Value } from "../../expressions/values.ts";

/** A packed value: JSON. */
export type Packed = null | boolean | number | string | readonly Packed[] | { readonly [key: string]: Packed };

/** What a packed value does not say itself because it stands once in a table. */
export class Table {
  readonly entries: Packed[];
  readonly #places = new Map<string, number>();

  constructor(entries: readonly Packed[] = []) {
    this.entries = [...entries];
  }

  /** The place of an entry, added where it is new. */
  put(entry: Packed): number {
    const key = JSON.stringify(entry);
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#places.set(key, this.entries.length);
    return this.entries.push(entry) - 1;
  }

  at(place: Packed): Packed {
    const entry = typeof place === "number" ? this.entries[place] : undefined;
    return entry === undefined ? broken("a place in the table") : entry;
  }
}

/** How values of one type are packed. `unpack` throws a `SnapshotError` where the packed value is none of them. */
export interface Codec<T> {
  pack(value: T, table: Table): Packed;
  unpack(packed: Packed, table: Table): T;
}

/** What was read is no snapshot, or one of a version that this one does not know. */
export class SnapshotError extends Error {}

export function broken(expected: string): never {
  throw new SnapshotError(`This snapshot cannot be read: ${expected} was expected.`);
}

export const text: Codec<string> = plain("a text", (packed) => typeof packed === "string");
export const number: Codec<number> = plain("a number", (packed) => typeof packed === "number");

/** Written as 1 and 0. */
export const truth: Codec<boolean> = {
  pack: (value) => (value ? 1 : 0),
  unpack: (packed) => (packed === 1 || packed === 0 ? packed === 1 : broken("1 or 0")),
};

/** A value of memory or of a message, as it is; its objects come back without prototypes. */
export const value: Codec<Value> = {
  pack: (given) => given,
  unpack: (packed) => fromOutside(packed),
};

/** An object of values, as it is. */
export const members: Codec<{ readonly [key: string]: Value }> = {
  pack: (given) => given,
  unpack(packed) {
    const read = fromOutside(packed);
    return typeof read === "object" && read !== null && !isRow(read) ? read : broken("an object");
  },
};

/** One of these words, written as its place among them. */
export function word<T extends string>(...words: readonly T[]): Codec<T> {
  return {
    pack: (given) => words.indexOf(given),
    unpack: (packed) => (typeof packed === "number" ? words[packed] : undefined) ?? broken(words.join(" or ")),
  };
}

/** A value or `null`. */
export function orNull<T>(codec: Codec<T>): Codec<T | null> {
  return {
    pack: (given, table) => (given === null ? null : codec.pack(given, table)),
    unpack: (packed, table) => (packed === null ? null : codec.unpack(packed, table)),
  };
}

export function list<T>(codec: Codec<T>): Codec<readonly T[]> {
  return {
    pack: (given, table) => given.map((item) => codec.pack(item, table)),
    unpack: (packed, table) => rowOf(packed).map((item) => codec.unpack(item, table)),
  };
}

/** Something that may well stand in several places: it is written once. */
export function shared<T>(codec: Codec<T>): Codec<T> {
  return {
    pack: (given, table) => table.put(codec.pack(given, table)),
    unpack: (packed, table) => codec.unpack(table.at(packed), table),
  };
}

/** Another form of a type. */
export function as<T, U>(codec: Codec<U>, to: (value: T) => U, from: (value: U) => T): Codec<T> {
  return {
    pack: (given, table) => codec.pack(to(given), table),
    unpack: (packed, table) => from(codec.unpack(packed, table)),
  };
}

/** What each member of a record is packed with, in the order of the row, and what it usually is. */
type Columns<T> = { readonly [K in keyof T]-?: Column<T[K]> };
interface Column<T> {
  readonly codec: Codec<T>;
  readonly usual?: T;
}

export function column<T>(codec: Codec<T>, usual?: T): Column<T> {
  return usual === undefined ? { codec } : { codec, usual };
}

/** A record as a row without the names of its members; what is as usual at its end is left out. */
export function row<T extends object>(columns: Columns<T>): Codec<T> {
  const names = Object.keys(columns) as (keyof T)[];
  return {
    pack(record, table) {
      const cells = names.map((name) => columns[name].codec.pack(record[name], table));
      let length = names.length;
      while (length > 0 && isUsual(columns, names[length - 1], cells[length - 1], table)) length--;
      return cells.slice(0, length);
    },
    unpack(packed, table) {
      const cells = rowOf(packed);
      if (cells.length > names.length) broken("a shorter row");
      const read = names.map((name, i) => [name, cellOf(columns[name], cells[i], table)] as const);
      return Object.fromEntries(read) as T;
    },
  };
}

function isUsual<T>(columns: Columns<T>, name: keyof T | undefined, cell: Packed | undefined, table: Table): boolean {
  if (name === undefined) return false;
  const { codec, usual } = columns[name];
  return usual !== undefined && JSON.stringify(codec.pack(usual, table)) === JSON.stringify(cell);
}

function cellOf<T>({ codec, usual }: Column<T>, cell: Packed | undefined, table: Table): T {
  if (cell !== undefined) return codec.unpack(cell, table);
  return usual === undefined ? broken("a longer row") : usual;
}

function rowOf(packed: Packed): readonly Packed[] {
  return isRow(packed) ? packed : broken("a list");
}

function isRow(packed: Packed | Value): packed is readonly Packed[] & readonly Value[] {
  return Array.isArray(packed);
}

function plain<T extends Packed>(expected: string, is: (packed: Packed) => packed is T): Codec<T> {
  return { pack: (given) => given, unpack: (packed) => (is(packed) ? packed : broken(expected)) };
}
