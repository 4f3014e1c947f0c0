import { describe, expect, test } from "vitest";
import { z } from "zod";
import { graphFormats, writeGraph } from "../../server/src/interop/graph/graphFormats.ts";
import { layoutOf } from "../../server/src/interop/graph/layout.ts";
import { drawnGraph } from "../../server/src/semantics/drawnGraph.ts";
import { fixture } from "../support/fixture.ts";
import { projectOf } from "../support/project.ts";

const flows = `
  --- main.flow
  bot bank { start start fallback lost }
  state start {
    say "Hi" { reply "Help" -> help.agent reply "Again" -> start button "Help me" -> help.agent }
    api GET "/x" { nextDialogstate \`two "words"\` on failure -> gone }
  }
  state \`two "words"\` { -> end }
  state lost { say "?" }
  state lonely { -> start }
  --- help.flow
  on intent help -> agent
  state agent { -> main.start }
`;

const written = z.object({
  bot: z.string(),
  flows: z.array(z.object({ states: z.array(z.unknown()), name: z.string() })),
});

function graphOf(source: string) {
  return drawnGraph(projectOf(fixture(source)));
}

test("Mermaid: a subgraph for each flow, one arrow between two states, with all its causes", () => {
  expect(writeGraph(graphOf(flows), "mermaid", "bank")).toMatchInlineSnapshot(`
    "flowchart TD
      subgraph f0["help"]
        n0(["agent"])
      end
      subgraph f1["main"]
        n1(["start"])
        n2["#96;two #34;words#34;#96;"]
        n3(["lost"])
        n4["lonely"]
      end
      n5{{"gone: no such state"}}
      n6(("end"))
      n0 --> n1
      n1 -->|reply, button| n0
      n1 -->|reply| n1
      n1 -->|response| n2
      n1 -->|outcome| n5
      n2 --> n6
      n4 --> n1
      classDef unreached stroke-dasharray: 4 3
      class n4 unreached
    "
  `);
});

test("Graphviz: the same, with names as they are written", () => {
  expect(writeGraph(graphOf(flows), "dot", "bank")).toMatchInlineSnapshot(`
    "digraph "bank" {
      node [shape=box, style=rounded, fontname="sans-serif"]
      edge [fontname="sans-serif", fontsize=10]
      subgraph cluster_0 {
        label="help"
        "help.agent" [label="agent", style="rounded,bold"]
      }
      subgraph cluster_1 {
        label="main"
        "main.start" [label="start", style="rounded,bold"]
        "main.\`two \\"words\\"\`" [label="\`two \\"words\\"\`"]
        "main.lost" [label="lost", style="rounded,bold"]
        "main.lonely" [label="lonely", style="rounded,dashed"]
      }
      "missing:gone" [label="gone: no such state", style=dashed, color=red]
      "word:end" [label="end", shape=circle]
      "help.agent" -> "main.start"
      "main.start" -> "help.agent" [label="reply, button"]
      "main.start" -> "main.start" [label="reply"]
      "main.start" -> "main.\`two \\"words\\"\`" [label="response"]
      "main.start" -> "missing:gone" [label="outcome"]
      "main.\`two \\"words\\"\`" -> "word:end"
      "main.lonely" -> "main.start"
    }
    "
  `);
});

test("JSON: each state with each way out", () => {
  const { bot, flows: read } = written.parse(JSON.parse(writeGraph(graphOf(flows), "json", "bank")));
  expect(bot).toBe("bank");
  const states = read.flatMap((flow) => flow.states);
  expect(states).toHaveLength(5);
  expect(states[1]).toEqual({
    id: "main.start",
    name: "start",
    wireId: "main.start",
    entry: true,
    reached: true,
    edges: [
      { to: "help.agent", kind: "state", cause: "reply", target: "help.agent" },
      { to: "main.start", kind: "state", cause: "reply", target: "start" },
      { to: "help.agent", kind: "state", cause: "button", target: "help.agent" },
      { to: 'main.`two "words"`', kind: "state", cause: "next", target: '`two "words"`' },
      { to: null, kind: "missing", cause: "outcome", target: "gone" },
    ],
  });
  expect(states[4]).toMatchObject({ id: "main.lonely", entry: false, reached: false });
});

describe("SVG", () => {
  test("holds each state once, and each arrow with what it means", () => {
    const picture = writeGraph(graphOf(flows), "svg", "<bank> & co");
    expect(picture).toContain("<title>The states of &lt;bank&gt; &amp; co</title>");
    expect(picture.match(/<rect class="state/g)).toHaveLength(5);
    expect(picture).toContain("<title>main.start → help.agent: reply, button</title>");
    expect(picture).toContain("<title>main.start → gone: outcome</title>");
    expect(picture).toContain(">`two &quot;words&quot;`</text>");
    expect(picture).not.toMatch(/NaN|undefined|Infinity/);
  });

  test("no two states cover each other, and each lies in its flow", () => {
    const many = Array.from({ length: 60 }, (_, at) => `state s${at} { -> s${(at * 7) % 60} }`).join("\n");
    const drawn = graphOf(`--- a.flow\n${many}\n--- b.flow\n${many}\n--- c.flow\nstate start {}`);
    const { nodes, flows: boxes, width, height } = layoutOf(drawn, [{ id: "word:end", kind: "word", text: "end" }]);
    const all = [...nodes.values()];
    expect(all).toHaveLength(122);
    for (const [at, a] of all.entries()) {
      expect(a.x + a.width).toBeLessThanOrEqual(width);
      expect(a.y + a.height).toBeLessThanOrEqual(height);
      for (const b of all.slice(at + 1)) {
        const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
        expect(apart).toBe(true);
      }
    }
    for (const { name, states } of drawn) {
      const box = boxes.get(name);
      for (const { id } of states) {
        const node = nodes.get(id);
        expect(node?.x).toBeGreaterThan(box?.x ?? Number.NaN);
        expect((node?.x ?? 0) + (node?.width ?? 0)).toBeLessThanOrEqual((box?.x ?? 0) + (box?.width ?? 0));
      }
    }
  });

  test("of 2,000 states takes no second", () => {
    const states = Array.from({ length: 2000 }, (_, at) => `state s${at} { -> s${at + 1} }`).join("\n");
    const drawn = graphOf(`--- a.flow\n${states}`);
    const before = performance.now();
    expect(writeGraph(drawn, "svg", "long").length).toBeGreaterThan(100_000);
    expect(performance.now() - before).toBeLessThan(1000);
  });
});

test("states and flows that bear one name by mistake are drawn once", () => {
  const drawn = graphOf(`
    --- a.flow
    flow twin
    state start { -> other }
    state start { -> end }
    --- b.flow
    flow twin
    state other {}
  `);
  const text = writeGraph(drawn, "json", "b");
  expect(written.parse(JSON.parse(text)).flows).toMatchObject([
    { name: "twin", states: [{ id: "twin.start", edges: [{ to: "twin.other" }] }, { id: "twin.other" }] },
  ]);
  expect(writeGraph(drawn, "svg", "b").match(/<rect class="flow"/g)).toHaveLength(1);
});

test.each(graphFormats)("a project without states is an empty graph of format %s", (format) => {
  expect(writeGraph(graphOf("bot b {}"), format, "b")).toMatch(/\n$/);
});
