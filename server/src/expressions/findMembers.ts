/** Finds the members of a list entity in a sentence, also mistyped within bounds. */
import { editDistance } from "../base/editDistance.ts";
import type * as ast from "../language/ast.ts";
import { foldWord } from "./answerScript.ts";
import { type AnswerContext, plain, wordsOfMember } from "./answers.ts";
import type { FoundAnswer } from "./foundAnswer.ts";
import { hasWordAt } from "./wordBounds.ts";

/** A word or several that name a member. */
interface Naming {
  readonly member: string;
  readonly folded: string;
  readonly words: number;
}

/** A place that a member takes in the text. */
interface Candidate extends FoundAnswer {
  readonly distance: number;
}

/** Names of one entity, and words of a text, that are compared letter by letter. */
const mostNamings = 2_000;
const mostWords = 40;

/** The members that a text names, in order, each where it stands. Where two overlap, the one nearer to its name and longer wins. */
export function findMembers(entity: ast.Entity, text: string, context: AnswerContext): readonly FoundAnswer[] {
  const namings = namingsOf(entity, context);
  const candidates = [...exactly(namings, text), ...nearly(namings, text)];
  const best = candidates.toSorted((a, b) => a.distance - b.distance || b.end - b.start - (a.end - a.start));
  const taken: Candidate[] = [];
  for (const each of best) {
    const rival = best.some((other) => isRival(each, other));
    if (!rival && taken.every(({ start, end }) => each.end <= start || each.start >= end)) taken.push(each);
  }
  return taken.toSorted((a, b) => a.start - b.start).map(({ start, end, value }) => ({ start, end, value }));
}

/** Two members that are mistyped alike at one place: neither can be meant. */
function isRival(a: Candidate, b: Candidate): boolean {
  return a.distance > 0 && a.distance === b.distance && a.value !== b.value && a.start === b.start && a.end === b.end;
}

function namingsOf(entity: ast.Entity, context: AnswerContext): readonly Naming[] {
  return entity.members
    .flatMap((member) =>
      wordsOfMember(member, context).map((word) => {
        const folded = fold(word);
        return { member: member.name.text, folded, words: folded.split(" ").length };
      }),
    )
    .filter(({ folded }) => folded !== "")
    .slice(0, mostNamings);
}

function fold(text: string): string {
  return foldWord(plain(text)).replace(/\s+/g, " ");
}

function exactly(namings: readonly Naming[], text: string): readonly Candidate[] {
  const haystack = fold(text);
  // Folding may make a text shorter; then places in it are not those in the text.
  if (haystack.length !== text.length) return inPieces(namings, text);
  return namings.flatMap(({ folded, member }) => {
    const found: Candidate[] = [];
    for (let at = haystack.indexOf(folded); at >= 0; at = haystack.indexOf(folded, at + folded.length)) {
      const end = at + folded.length;
      if (hasWordAt(haystack, at, end)) found.push({ start: at, end, value: member, distance: 0 });
    }
    return found;
  });
}

function inPieces(namings: readonly Naming[], text: string): readonly Candidate[] {
  return windows(text, namings).flatMap(({ start, end, folded, words }) =>
    namings
      .filter((naming) => naming.words === words && naming.folded === folded)
      .map(({ member }) => ({ start, end, value: member, distance: 0 })),
  );
}

function nearly(namings: readonly Naming[], text: string): readonly Candidate[] {
  const pieces = windows(text, namings);
  return namings.flatMap((naming) => {
    const most = mistakes(naming.folded);
    if (most === 0) return [];
    return pieces.flatMap(({ start, end, folded, words }): readonly Candidate[] => {
      if (words !== naming.words) return [];
      const distance = editDistance(folded, naming.folded, most);
      return distance === undefined || distance === 0 ? [] : [{ start, end, value: naming.member, distance }];
    });
  });
}

/** How many letters of a word may be wrong: none of a short one, for it would be another word. */
function mistakes(word: string): number {
  return word.length < 5 ? 0 : word.length < 9 ? 1 : 2;
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly folded: string;
  readonly words: number;
}

/** As many words in a row as a naming has, at every place. */
function windows(text: string, namings: readonly Naming[]): readonly Piece[] {
  const words = [...text.matchAll(/[\p{L}\p{M}\p{N}'’-]+/gu)].slice(0, mostWords);
  const counts = new Set(namings.map((naming) => naming.words).filter((count) => count <= 4));
  return [...counts].flatMap((count) =>
    words.slice(0, Math.max(0, words.length - count + 1)).map((first, at) => {
      const last = words[at + count - 1] ?? first;
      const end = last.index + last[0].length;
      return { start: first.index, end, folded: fold(text.slice(first.index, end)), words: count };
    }),
  );
}
