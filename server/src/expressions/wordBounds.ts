/** Letters of scripts that put no blanks between words: there a word may stand anywhere. */
const withoutBlanks =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Whether a word stands at that place of a text by itself, and is no part of a longer one. */
export function hasWordAt(text: string, start: number, end: number): boolean {
  return isBound(text.charAt(start - 1), text.charAt(start)) && isBound(text.charAt(end - 1), text.charAt(end));
}

/** Whether a word ends between two characters. */
function isBound(left: string, right: string): boolean {
  if (!isWordCharacter(left) || !isWordCharacter(right)) return true;
  return withoutBlanks.test(left) || withoutBlanks.test(right);
}

function isWordCharacter(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character);
}
