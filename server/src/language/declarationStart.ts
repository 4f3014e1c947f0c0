/** Tells where a declaration begins although the one before it is not closed: a guess for going on after a mistake. */
import { type IToken, type TokenType, tokenMatcher } from "chevrotain";
import { T } from "./lexer.ts";
import { Category, K } from "./tokens.ts";

type Look = (distance: number) => IToken;

const isName = (token: IToken): boolean => tokenMatcher(token, Category.Name);
const isType = (token: IToken, ...types: readonly TokenType[]): boolean => types.includes(token.tokenType);

/** What each word of a declaration is followed by; `look(0)` is the word itself. */
const heads: ReadonlyMap<TokenType, (look: Look) => boolean> = new Map([
  [K.state, (look: Look) => isName(look(1)) && isType(look(2), T.LCurly, K.id)],
  [K.bot, (look: Look) => namedBlock(look) && !isType(look(1), K.contains, K.nothing)],
  [K.service, namedBlock],
  [K.intent, namedBlock],
  [K.preset, namedBlock],
  [K.entity, (look: Look) => isName(look(1)) && isType(look(2), T.LCurly, T.Pattern)],
  [K.mock, (look: Look) => isName(look(1)) && tokenMatcher(look(2), Category.Method)],
  [K.test, (look: Look) => isType(look(1), T.String) && isType(look(2), T.LCurly, K.with, K.at, K.in, K.each)],
  [K.var, (look: Look) => isName(look(1)) && isType(look(2), T.Dot, T.Colon, T.Equals, T.LSquare)],
]);

function namedBlock(look: Look): boolean {
  return isName(look(1)) && isType(look(2), T.LCurly);
}

/**
 * True where a declaration seems to begin at `look(0)`. A word that may begin a thing of the open list (`starts`)
 * counts only with the whole head of a declaration behind it; any other already at the beginning of a line, where a
 * name follows.
 */
export function declarationSeemsToStart(look: Look, startsLine: () => boolean, starts: Uint8Array): boolean {
  const word = look(0);
  const head = heads.get(word.tokenType);
  if (head === undefined) return false;
  if (starts[word.tokenTypeIdx] === 1) return head(look);
  if (head(look)) return true;
  return (
    (isName(look(1)) || isType(look(1), T.LCurly, T.String)) && startsLine() && !isType(look(1), T.Colon, T.Equals)
  );
}
