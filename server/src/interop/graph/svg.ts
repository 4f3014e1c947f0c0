import type { DrawnFlow, DrawnState } from "../../semantics/drawnGraph.ts";
import { type Arrow, arrowsOf } from "./arrows.ts";
import { type Box, layoutOf } from "./layout.ts";

const style = [
  "text { font: 13px sans-serif; fill: #1f2937 } .flow { fill: #f8fafc; stroke: #cbd5e1 } .flow-name { font-weight: bold }",
  ".state { fill: #ffffff; stroke: #475569 } .entry { stroke-width: 2.5 } .unreached { stroke-dasharray: 4 3 }",
  ".word { fill: #e2e8f0; stroke: #94a3b8 } .missing { fill: #fef2f2; stroke: #dc2626 }",
  ".arrow { fill: none; stroke: #64748b } .arrow:hover { stroke: #0f766e; stroke-width: 2.5 }",
  "@media (prefers-color-scheme: dark) { text { fill: #e5e7eb } .flow { fill: #1e293b; stroke: #475569 }",
  ".state { fill: #0f172a; stroke: #94a3b8 } .word { fill: #334155 } .missing { fill: #450a0a } .arrow { stroke: #94a3b8 } }",
].join("\n");

/** A picture that needs no script: each arrow tells its two ends and its causes when it is pointed at. */
export function svg(flows: readonly DrawnFlow[], bot: string): string {
  const { arrows, outside } = arrowsOf(flows);
  const { width, height, flows: boxes, nodes } = layoutOf(flows, outside);
  const at = (id: string): Box => nodes.get(id) ?? { x: 0, y: 0, width: 0, height: 0 };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>The states of ${xml(bot)}</title>`,
    `<style>${style}</style>`,
    '<defs><marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0 L8 4 L0 8 z" fill="#64748b"/></marker></defs>',
    ...flows.flatMap(({ name }) => {
      const box = boxes.get(name);
      if (box === undefined) return [];
      return [
        rectangle(box, "flow"),
        `<text class="flow-name" x="${box.x + 14}" y="${box.y + 24}">${xml(name)}</text>`,
      ];
    }),
    ...arrows.map((arrow) => drawnArrow(arrow, at(arrow.from), at(arrow.to))),
    ...flows.flatMap(({ states }) => states.map((state) => drawnNode(at(state.id), state.name, classesOf(state)))),
    ...outside.map(({ id, text, kind }) => drawnNode(at(id), text, kind)),
    "</svg>",
    "",
  ].join("\n");
}

function classesOf({ isEntry, isReached }: DrawnState): string {
  return ["state", ...(isEntry ? ["entry"] : []), ...(isReached ? [] : ["unreached"])].join(" ");
}

function rectangle({ x, y, width, height }: Box, name: string): string {
  return `<rect class="${name}" x="${x}" y="${y}" width="${width}" height="${height}" rx="8"/>`;
}

function drawnNode(box: Box, text: string, name: string): string {
  const middle = `x="${box.x + box.width / 2}" y="${box.y + box.height / 2 + 4.5}" text-anchor="middle"`;
  return `<g>${rectangle(box, name)}<text ${middle}>${xml(text)}</text></g>`;
}

/** A curve from the lower edge of a box to the upper one of another; back to where it came from it goes round the side. */
function drawnArrow({ from, to, label }: Arrow, a: Box, b: Box): string {
  const words = `${from} → ${to.replace(/^(word|missing):/, "")}${label === "" ? "" : `: ${label}`}`;
  return `<path class="arrow" marker-end="url(#head)" d="${curve(a, b)}"><title>${xml(words)}</title></path>`;
}

function curve(a: Box, b: Box): string {
  const [x1, x2] = [a.x + a.width / 2, b.x + b.width / 2];
  if (b.y > a.y + a.height) {
    const bend = Math.min(60, (b.y - a.y - a.height) / 2);
    return `M${x1} ${a.y + a.height} C${x1} ${a.y + a.height + bend} ${x2} ${b.y - bend} ${x2} ${b.y}`;
  }
  if (a === b) return `M${x1 - 8} ${a.y} C${x1 - 16} ${a.y - 20} ${x1 + 16} ${a.y - 20} ${x1 + 8} ${a.y}`;
  // In one row it goes over what stands between, so that one sees which of them it joins.
  if (a.y === b.y) {
    const rise = Math.min(34, 12 + Math.abs(x1 - x2) / 12);
    return `M${x1} ${a.y} C${x1} ${a.y - rise} ${x2} ${a.y - rise} ${x2} ${a.y}`;
  }
  if (Math.abs(x1 - x2) > 150 && a.y > b.y + b.height) {
    const bend = Math.min(60, (a.y - b.y - b.height) / 2);
    return `M${x1} ${a.y} C${x1} ${a.y - bend} ${x2} ${b.y + b.height + bend} ${x2} ${b.y + b.height}`;
  }
  const [y1, y2, right] = [a.y + a.height / 2, b.y + b.height / 2, Math.max(a.x + a.width, b.x + b.width)];
  const bend = 24 + Math.min(60, Math.abs(y1 - y2) / 6);
  return `M${a.x + a.width} ${y1} C${right + bend} ${y1} ${right + bend} ${y2} ${b.x + b.width} ${y2}`;
}

function xml(text: string): string {
  return (
    text
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
      // What no XML may hold.
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
  );
}
