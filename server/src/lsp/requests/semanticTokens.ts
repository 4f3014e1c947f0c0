/** Tokens are never answered with an error of ours: all colours of the document would go. */
import type {
  SemanticTokens,
  SemanticTokensDelta,
  SemanticTokensDeltaParams,
  SemanticTokensLegend,
  SemanticTokensParams,
  SemanticTokensRangeParams,
} from "vscode-languageserver";
import { type SemanticToken, semanticTokens, tokenModifiers, tokenTypes } from "../../features/semanticTokens.ts";
import { lineMapOf } from "../../workspace/lineMaps.ts";
import type { FileView } from "../../workspace/snapshot.ts";
import { offsetOf } from "../convert.ts";
import { fileNow } from "../filePosition.ts";
import { encodedPosition, lengthBetween } from "../positionEncoding.ts";
import { describe } from "../schedule.ts";
import type { Session } from "../session.ts";

/** What the numbers of a token mean. */
export const legend: SemanticTokensLegend = { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] };

export function semanticTokensFull(session: Session, { textDocument: { uri } }: SemanticTokensParams): SemanticTokens {
  return session.semanticTokens.full(uri, dataOf(session, uri));
}

export function semanticTokensDelta(
  session: Session,
  { textDocument: { uri }, previousResultId }: SemanticTokensDeltaParams,
): SemanticTokens | SemanticTokensDelta {
  return session.semanticTokens.delta(uri, previousResultId, dataOf(session, uri));
}

export function semanticTokensRange(
  session: Session,
  { textDocument: { uri }, range }: SemanticTokensRangeParams,
): SemanticTokens {
  const inRange = (file: FileView, tokens: readonly SemanticToken[]) => {
    const [start, end] = [offsetOf(session, file, range.start), offsetOf(session, file, range.end)];
    return tokens.filter((token) => token.end > start && token.start < end);
  };
  return { data: [...dataOf(session, uri, inRange)] };
}

function dataOf(
  session: Session,
  uri: string,
  choose: (file: FileView, tokens: readonly SemanticToken[]) => readonly SemanticToken[] = (_, tokens) => tokens,
): readonly number[] {
  try {
    const file = fileNow(session, { uri })?.file;
    return file === undefined ? [] : encode(session, file, choose(file, semanticTokens(file)));
  } catch (error) {
    session.connection.console.error(`The colours of ${uri} failed: ${describe(error)}`);
    return session.semanticTokens.last(uri);
  }
}

/** Five numbers a token: lines and characters since the one before, its length, its type, its modifiers as bits. */
function encode({ client }: Session, { parsed }: FileView, tokens: readonly SemanticToken[]): readonly number[] {
  const lines = lineMapOf(parsed);
  const data: number[] = [];
  let before = { line: 0, character: 0 };
  for (const { start, end, type, modifiers } of tokens) {
    const at = encodedPosition(parsed.text, lines, start, client.positionEncoding);
    const onSameLine = at.line === before.line;
    const bits = modifiers.reduce((sum, modifier) => sum | (1 << tokenModifiers.indexOf(modifier)), 0);
    data.push(at.line - before.line, onSameLine ? at.character - before.character : at.character);
    data.push(lengthBetween(parsed.text, start, end, client.positionEncoding), tokenTypes.indexOf(type), bits);
    before = at;
  }
  return data;
}
