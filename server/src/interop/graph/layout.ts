/**
 * Where the states of a graph are drawn. Each flow is a box; in it the states stand in rows, by how many steps of the
 * flow they are away from where it begins, and the boxes stand beside each other as long as there is room. That takes
 * no time even for thousands of states, and a state that is added moves what comes after it only.
 */
import type { DrawnFlow, DrawnState } from "../../semantics/drawnGraph.ts";
import type { Outside } from "./arrows.ts";

/** Upper left corner and size, in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** By the name of the flow. */
  readonly flows: ReadonlyMap<string, Box>;
  /** By `id`: states, and places outside. */
  readonly nodes: ReadonlyMap<string, Box>;
}

const row = { height: 28, gap: 44 };
const gap = 20;
const padding = 20;
const heading = 26;
/** A row of boxes is not wider than this, unless one box is. */
const page = 1600;
/** A row of a flow is broken after this. */
const widest = 900;

export function layoutOf(flows: readonly DrawnFlow[], outside: readonly Outside[]): Layout {
  const boxes = new Map<string, Box>();
  const nodes = new Map<string, Box>();
  let [x, y, tallest, width] = [gap, gap, 0, 0];
  const place = (size: { readonly width: number; readonly height: number }): Box => {
    if (x > gap && x + size.width > page) [x, y, tallest] = [gap, y + tallest + gap * 2, 0];
    const box = { x, y, ...size };
    x += size.width + gap * 2;
    tallest = Math.max(tallest, size.height);
    width = Math.max(width, box.x + box.width);
    return box;
  };
  for (const flow of flows) {
    const inside = insideOf(rowsOf(flow));
    const box = place(inside);
    boxes.set(flow.name, box);
    for (const [id, own] of inside.nodes) nodes.set(id, { ...own, x: own.x + box.x, y: own.y + box.y });
  }
  // Words such as `end` are no part of a flow: they stand below all.
  if (outside.length > 0) [x, y, tallest] = [gap, y + tallest + gap * 2, 0];
  for (const { id, text } of outside) nodes.set(id, place({ width: widthOf(text), height: row.height }));
  // An arrow may go round the right side of the last box.
  return { width: width + 80, height: y + tallest + gap, flows: boxes, nodes };
}

/** The states by their distance from where the flow begins; those that its own states do not lead to come last. */
function rowsOf({ states }: DrawnFlow): readonly (readonly DrawnState[])[] {
  const own = new Map(states.map((state) => [state.id, state]));
  const [first] = states;
  const begin = states.filter((state) => state.isEntry || state.name === "start");
  const depth = new Map<string, number>();
  let reached = begin.length > 0 || first === undefined ? begin : [first];
  for (let at = 0; reached.length > 0 || depth.size < own.size; at++) {
    if (reached.length === 0) reached = states.filter(({ id }) => !depth.has(id)).slice(0, 1);
    for (const { id } of reached) depth.set(id, at);
    const next = reached.flatMap(({ edges }) =>
      edges.flatMap(({ to }) => (to === undefined ? [] : (own.get(to) ?? []))),
    );
    reached = [...new Set(next)].filter(({ id }) => !depth.has(id));
  }
  const rows: DrawnState[][] = Array.from({ length: Math.max(0, ...depth.values()) + 1 }, () => []);
  for (const state of states) rows[depth.get(state.id) ?? 0]?.push(state);
  return rows;
}

function insideOf(rows: readonly (readonly DrawnState[])[]) {
  const nodes = new Map<string, Box>();
  let [y, width] = [heading + padding, 120];
  for (const states of rows) {
    let x = padding;
    for (const { id, name } of states) {
      const own = widthOf(name);
      if (x > padding && x + own > widest) [x, y] = [padding, y + row.height + gap];
      nodes.set(id, { x, y, width: own, height: row.height });
      x += own + gap;
      width = Math.max(width, x - gap + padding);
    }
    y += row.height + row.gap;
  }
  return { nodes, width, height: y - row.gap + padding };
}

/** A guess that fits most letters; wide ones of other scripts count double. */
function widthOf(text: string): number {
  const units = Array.from(text).reduce((sum, letter) => sum + ((letter.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1), 0);
  return Math.round(units * 7.5) + 24;
}
