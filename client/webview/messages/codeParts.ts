/** A part of a sentence: plain, or a name that stands in backticks. */
export interface SentencePart {
  readonly text: string;
  readonly code: boolean;
}

/** Splits a sentence at the names in backticks; a backtick without its other half stays as it is. */
export function codeParts(sentence: string): readonly SentencePart[] {
  return sentence
    .split(/(`[^`]+`)/)
    .filter((part) => part !== "")
    .map((part) => (/^`[^`]+`$/.test(part) ? { text: part.slice(1, -1), code: true } : { text: part, code: false }));
}
