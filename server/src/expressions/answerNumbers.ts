import { createLru } from "../base/lru.ts";
import { localeOf } from "./locales.ts";

const signs = /[\p{Sc}\s\u00a0\u202f'’]/gu;

const separators = createLru<string, "," | ".">(50);

/** The decimal separator of a language, `,` or `.`. */
function decimalSeparator(language: string): "," | "." {
  const known = separators.get(language);
  if (known !== undefined) return known;
  const parts = new Intl.NumberFormat(localeOf(language)).formatToParts(1.5);
  const separator = parts.find((part) => part.type === "decimal")?.value === "," ? "," : ".";
  separators.set(language, separator);
  return separator;
}

/**
 * The number that a person wrote: `1.250,50` in Dutch, `1,250.50` in English, `€ 5`, `-3`. A single separator that
 * cannot group thousands is a decimal one in any language. Its digits are `0` to `9`.
 */
export function readNumber(answer: string, language: string): number | undefined {
  const text = answer.replace(signs, "").replace(/^\+/, "").replace(/^−/, "-");
  if (/[٫٬]/.test(text)) return readArabic(text);
  if (!/^-?[\d.,]*\d[\d.,]*$/.test(text)) return undefined;
  const decimal = decimalOf(text, language);
  if (decimal === undefined) return undefined;
  const [whole = "", fraction = ""] = decimal === "" ? [text] : text.split(decimal);
  const grouped = whole.replace("-", "");
  if (/[.,]/.test(fraction) || !/^(\d+|\d{1,3}([.,]\d{2,3})*[.,]\d{3}|)$/.test(grouped)) return undefined;
  const number = Number(`${whole.replace(/[.,]/g, "") || "0"}.${fraction || "0"}`);
  return Number.isFinite(number) ? number : undefined;
}

/** Arabic has separators of its own, which cannot be taken for each other. */
function readArabic(text: string): number | undefined {
  if (!/^-?(\d+|\d{1,3}(٬\d{3})+)?(٫\d+)?$/.test(text) || !/\d/.test(text)) return undefined;
  const number = Number(text.replaceAll("٬", "").replace("٫", "."));
  return Number.isFinite(number) ? number : undefined;
}

/** Which character divides whole and fraction: `""` where none does, `undefined` where the text is no number. */
function decimalOf(text: string, language: string): "," | "." | "" | undefined {
  const points = text.split(".").length - 1;
  const commas = text.split(",").length - 1;
  if (points === 0 && commas === 0) return "";
  if (points > 0 && commas > 0) {
    const last = text.lastIndexOf(".") > text.lastIndexOf(",") ? "." : ",";
    return (last === "." ? points : commas) === 1 ? last : undefined;
  }
  const only = points > 0 ? "." : ",";
  if (points + commas > 1) return "";
  const groups = /^-?[1-9]\d{0,2}[.,]\d{3}$/.test(text);
  return groups && only !== decimalSeparator(language) ? "" : only;
}
