/**
 * How answers of other scripts are written. Digits have ten forms in each of several scripts, texts that mix directions
 * carry marks that nobody sees, and Arabic letters have forms that people leave out when they type.
 */

/** The zeros of the scripts whose digits people type: Arabic, Persian and Urdu, Devanagari, Bengali, Thai, full width. */
const zeros = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50, 0xff10];

const foreignDigits = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59\uff10-\uff19]/g;

/** Marks that only say in which direction a text is written. */
const directionMarks = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The text without the marks that only say in which direction it is written. */
export function withoutDirectionMarks(text: string): string {
  return text.replace(directionMarks, "");
}

/** The text with the digits of every script as `0` to `9`, and without marks of direction. */
export function withPlainDigits(text: string): string {
  return withoutDirectionMarks(text).replace(foreignDigits, (digit) => {
    const code = digit.charCodeAt(0);
    return String(zeros.map((zero) => code - zero).find((value) => value >= 0 && value <= 9) ?? digit);
  });
}

/**
 * A word as the words that the runner knows are compared: in small letters, with plain apostrophes, and in Arabic
 * without vowel signs and with one form each of alif, ya and the ending that sounds like an a.
 */
export function foldWord(text: string): string {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replace(/’/g, "'")
    .replace(/[\u064b-\u0652\u0640]/g, "")
    .replace(/[أإآ]/g, "ا")
    .replace(/ى/g, "ي")
    .replace(/ة/g, "ه");
}
