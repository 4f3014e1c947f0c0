import { readNumber } from "./answerNumbers.ts";
import { foldWord } from "./answerScript.ts";
import { objectOf, type Value } from "./values.ts";

const signs: readonly (readonly [sign: string, currency: string])[] = [
  ["€", "EUR"],
  ["£", "GBP"],
  ["¥", "JPY"],
  ["₹", "INR"],
  ["$", "USD"],
];

/** What currencies are called beside their codes, where only one is meant; folded. */
const words: ReadonlyMap<string, string> = new Map([
  ["euro", "EUR"],
  ["euros", "EUR"],
  ["يورو", "EUR"],
  ["dollar", "USD"],
  ["dollars", "USD"],
  ["دولار", "USD"],
  ["دولارات", "USD"],
]);

/** The amount of money that a person wrote, as `{ amount, currency }`; the currency is a code, or `null` if none is said. */
export function readMoney(answer: string, language: string): Value | undefined {
  const text = answer.replaceAll("US$", "$");
  const amount = readNumber(text.replace(/\p{L}+/gu, ""), language);
  if (amount === undefined) return undefined;
  const word = /\p{L}+/u.exec(text)?.[0] ?? "";
  const named = words.get(foldWord(word)) ?? (/^[a-z]{3}$/i.test(word) ? word.toUpperCase() : undefined);
  if (word !== "" && named === undefined) return undefined;
  const currency = named ?? signs.find(([sign]) => text.includes(sign))?.[1] ?? null;
  return objectOf([
    ["amount", amount],
    ["currency", currency],
  ]);
}
