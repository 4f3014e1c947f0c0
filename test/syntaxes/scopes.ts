import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import oniguruma from "vscode-oniguruma";
import textmate from "vscode-textmate";

const require = createRequire(import.meta.url);
const grammarPath = new URL("../../syntaxes/flow.tmLanguage.json", import.meta.url);

/** One token of a line: `[start, end)` in UTF-16 code units and its scopes, outermost first, without `source.flow`. */
export interface ScopedToken {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly scopes: readonly string[];
}

let loading: Promise<textmate.IGrammar> | undefined;

function loadGrammar(): Promise<textmate.IGrammar> {
  loading ??= (async () => {
    const wasm = readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm"));
    await oniguruma.loadWASM(
      wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) satisfies ArrayBufferLike,
    );
    const registry = new textmate.Registry({
      onigLib: Promise.resolve({
        createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
        createOnigString: (text) => new oniguruma.OnigString(text),
      }),
      loadGrammar: async () => textmate.parseRawGrammar(readFileSync(grammarPath, "utf8"), "flow.tmLanguage.json"),
    });
    const grammar = await registry.loadGrammar("source.flow");
    if (grammar === null) throw new Error("The grammar has no scope name source.flow.");
    return grammar;
  })();
  return loading;
}

/** The tokens of a text as the editor colours it. */
export async function scopesOf(text: string): Promise<readonly ScopedToken[]> {
  const grammar = await loadGrammar();
  let stack: textmate.StateStack = textmate.INITIAL;
  return text.split("\n").flatMap((lineText, line) => {
    const result = grammar.tokenizeLine(lineText, stack);
    stack = result.ruleStack;
    return result.tokens.map((token) => ({
      line,
      start: token.startIndex,
      end: Math.min(token.endIndex, lineText.length),
      text: lineText.slice(token.startIndex, token.endIndex),
      scopes: token.scopes.slice(1).flatMap((scope) => scope.split(" ")),
    }));
  });
}

const expectation = /^\s*(\^+)\s+(!?)([\w.-]+)\s*$/;

/**
 * Checks the lines of carets in a text against the line above them: every marked character must have a scope that
 * begins with the one written, or, after `!`, none such. Returns one sentence a failure; throws where nothing is checked.
 */
export async function scopeFailures(marked: string): Promise<readonly string[]> {
  const lines: string[] = [];
  const checks: { line: number; start: number; end: number; not: boolean; scope: string }[] = [];
  for (const line of marked.split("\n")) {
    const found = expectation.exec(line);
    if (found === null) {
      lines.push(line);
      continue;
    }
    const [, carets = "", not = "", scope = ""] = found;
    const start = line.indexOf("^");
    checks.push({ line: lines.length - 1, start, end: start + carets.length, not: not === "!", scope });
  }
  if (checks.length === 0) throw new Error("No line of carets to check.");
  const tokens = await scopesOf(lines.join("\n"));
  return checks.flatMap((check) => {
    const marked = tokens.filter(
      (token) => token.line === check.line && token.start < check.end && token.end > check.start,
    );
    const fits = (token: ScopedToken) =>
      token.scopes.some((scope) => scope === check.scope || scope.startsWith(`${check.scope}.`)) !== check.not;
    if (marked.length > 0 && marked.every(fits)) return [];
    const seen = marked.map((token) => `${token.text}: ${token.scopes.join(" ") || "(none)"}`).join("; ");
    return [`${lines[check.line]} ⟶ ${check.not ? "not " : ""}${check.scope}, seen ${seen}`];
  });
}
