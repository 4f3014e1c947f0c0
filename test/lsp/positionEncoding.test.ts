import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SymbolInformation } from "vscode-languageserver";
import { createLineMap } from "../../server/src/language/lineMap.ts";
import {
  chosenEncoding,
  encodedPosition,
  offsetOfEncoded,
  type PositionEncoding,
} from "../../server/src/lsp/positionEncoding.ts";
import { memoryUri } from "../support/memoryFileSystem.ts";
import { allCapabilities, type MockClient, startMockClient } from "../support/mockClient.ts";
import { runs } from "../support/runs.ts";

const encodings: readonly PositionEncoding[] = ["utf-8", "utf-16", "utf-32"];
const pieces = fc.constantFrom("a", "é", "€", "😀", "👩‍👧", "\n", "\r\n", "\r", "e\u0301", " ", "字", "\ud800");
const texts = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(""));

describe("every place has one position in each encoding", () => {
  test.each(encodings)("%s", (encoding) => {
    fc.assert(
      fc.property(texts, (text) => {
        const lines = createLineMap(text);
        for (let offset = 0; offset <= text.length; offset++) {
          const isInside =
            (text[offset - 1] === "\r" && text[offset] === "\n") ||
            (offset > 0 && (text.codePointAt(offset - 1) ?? 0) > 0xffff);
          if (isInside) continue;
          const position = encodedPosition(text, lines, offset, encoding);
          expect(offsetOfEncoded(text, lines, position, encoding)).toBe(offset);
          const before = text.slice(lines.lineStart(position.line), offset);
          const length = { "utf-8": Buffer.from(before).length, "utf-16": before.length, "utf-32": [...before].length };
          expect(position.character).toBe(length[encoding]);
        }
      }),
      { numRuns: runs(500) },
    );
  });

  test("one inside of a character is the place before it, one behind the line its end", () => {
    const text = "a😀b\nc";
    const lines = createLineMap(text);
    const at = (character: number, encoding: PositionEncoding) =>
      offsetOfEncoded(text, lines, { line: 0, character }, encoding);
    expect([2, 3, 4].map((character) => at(character, "utf-8"))).toEqual([1, 1, 1]);
    expect(at(5, "utf-8")).toBe(3);
    expect(encodings.map((encoding) => at(99, encoding))).toEqual([4, 4, 4]);
  });
});

test("the client's favourite is chosen, and UTF-16 where it says nothing that we know", () => {
  expect(chosenEncoding(["utf-8", "utf-16"])).toBe("utf-8");
  expect(chosenEncoding(["utf-7", "utf-32"])).toBe("utf-32");
  expect([chosenEncoding(undefined), chosenEncoding([]), chosenEncoding(["latin"])]).toEqual(Array(3).fill("utf-16"));
});

const flow = `flow main
state \`😀 hé\` { say "naïve 👩‍👧 {session.näme}" -> \`字 two\` } // €
state \`字 two\` { set session.näme = "😀😀" say "x" -> \`😀 hé\` }
`;

/** A client that counts in `encoding`, and what its answers mean as stretches of the text. */
async function editorIn(encoding: PositionEncoding) {
  const capabilities = { ...allCapabilities, general: { positionEncodings: [encoding] } };
  const editor = await startMockClient({ files: { "/bot/main.flow": flow }, capabilities });
  expect(editor.initialized?.capabilities.positionEncoding).toBe(encoding);
  await editor.open("/bot/main.flow", flow);
  return editor;
}

const textDocument = { uri: memoryUri("/bot/main.flow") };

/** What requests of all kinds answer at an offset, with each range as the text that it covers and where. */
async function answersAt(editor: MockClient, text: string, offset: number, encoding: PositionEncoding) {
  const lines = createLineMap(text);
  const position = encodedPosition(text, lines, offset, encoding);
  const toOffset = (at: { line: number; character: number }) => offsetOfEncoded(text, lines, at, encoding);
  const inOffsets = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(inOffsets);
    if (typeof value !== "object" || value === null) return value;
    if ("line" in value && "character" in value) return toOffset(value as { line: number; character: number });
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, inOffsets(member)]));
  };
  const at = { textDocument, position };
  const requests: readonly (readonly [string, object])[] = [
    ["textDocument/hover", at],
    ["textDocument/definition", at],
    ["textDocument/references", { ...at, context: { includeDeclaration: true } }],
    ["textDocument/documentHighlight", at],
    ["textDocument/completion", at],
    ["textDocument/selectionRange", { textDocument, positions: [position] }],
    ["textDocument/linkedEditingRange", at],
    ["textDocument/prepareCallHierarchy", at],
    ["textDocument/documentSymbol", { textDocument }],
    ["textDocument/codeLens", { textDocument }],
    ["textDocument/formatting", { textDocument, options: { tabSize: 2, insertSpaces: true } }],
    ["textDocument/diagnostic", { textDocument }],
  ];
  const answers: Record<string, unknown> = {};
  for (const [method, params] of requests) {
    const answer = inOffsets(await editor.request(method, params));
    answers[method] = withoutIds(answer);
  }
  answers["tokens"] = decoded(await tokensOf(editor), text, encoding);
  return answers;
}

async function tokensOf(editor: MockClient): Promise<readonly number[]> {
  return (await editor.request<{ data: number[] }>("textDocument/semanticTokens/full", { textDocument })).data;
}

/** Tokens as the texts that they colour. */
function decoded(data: readonly number[], text: string, encoding: PositionEncoding): readonly string[] {
  const lines = createLineMap(text);
  const found: string[] = [];
  let [line, character] = [0, 0];
  for (let at = 0; at < data.length; at += 5) {
    const [down = 0, right = 0, length = 0] = data.slice(at, at + 3);
    character = down === 0 ? character + right : right;
    line += down;
    const start = offsetOfEncoded(text, lines, { line, character }, encoding);
    const end = offsetOfEncoded(text, lines, { line, character: character + length }, encoding);
    found.push(`${start} ${text.slice(start, end)}`);
  }
  return found;
}

/** The offsets at which no character is split. */
function boundaries(text: string): readonly number[] {
  const found = [0];
  for (const part of text) found.push((found.at(-1) ?? 0) + part.length);
  return found;
}

function withoutIds(value: unknown): unknown {
  const dropped = new Set(["resultId", "data"]);
  const parsed: unknown = JSON.parse(JSON.stringify(value), (key, member: unknown) =>
    dropped.has(key) ? undefined : member,
  );
  return parsed;
}

test("clients that count in different ways mean the same places, in requests, answers and edits", async () => {
  const editors = await Promise.all(encodings.map(editorIn));
  let version = 1;
  const check = async (text: string, share: number) => {
    const points = boundaries(text);
    const offset = points[Math.floor(share * (points.length - 1))] ?? 0;
    const [first, ...others] = await Promise.all(
      editors.map((editor, at) => answersAt(editor, text, offset, encodings[at] ?? "utf-16")),
    );
    for (const other of others) expect(other).toEqual(first);
    return points;
  };
  await fc.assert(
    fc.asyncProperty(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.array(fc.tuple(fc.nat(), fc.nat(4), fc.constantFrom("", "😀", "x", "`", "é\n", "-> `字 two`")), {
        maxLength: 3,
      }),
      async (share, edits) => {
        let text = flow;
        const changes = encodings.map((): object[] => [{ text: flow }]);
        for (const [where, length, inserted] of edits) {
          const points = boundaries(text);
          const from = where % points.length;
          const [start = 0, end = start] = [points[from], points[Math.min(from + length, points.length - 1)]];
          const lines = createLineMap(text);
          for (const [at, encoding] of encodings.entries()) {
            const positionOf = (offset: number) => encodedPosition(text, lines, offset, encoding);
            changes[at]?.push({ range: { start: positionOf(start), end: positionOf(end) }, text: inserted });
          }
          const [a, b] = [lines.offsetAt(lines.positionAt(start)), lines.offsetAt(lines.positionAt(end))];
          text = text.slice(0, a) + inserted + text.slice(b);
        }
        version++;
        for (const [at, editor] of editors.entries()) {
          const params = { textDocument: { ...textDocument, version }, contentChanges: changes[at] };
          await editor.notify("textDocument/didChange", params);
        }
        await check(text, share);
      },
    ),
    { numRuns: runs(200) },
  );
});

test("symbols of the workspace too", async () => {
  const found = await Promise.all(
    encodings.map(async (encoding) => {
      const editor = await editorIn(encoding);
      const symbols = await editor.request<SymbolInformation[]>("workspace/symbol", { query: "two" });
      const [symbol] = symbols;
      const lines = createLineMap(flow);
      return (
        symbol && offsetOfEncoded(flow, lines, symbol.location.range?.start ?? { line: 0, character: 0 }, encoding)
      );
    }),
  );
  expect(new Set(found).size).toBe(1);
});
