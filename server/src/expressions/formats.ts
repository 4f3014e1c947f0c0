import type { EvaluationContext } from "./context.ts";
import { localeOf } from "./locales.ts";
import { wrong } from "./numbers.ts";
import type { Value } from "./values.ts";

type DateStyle = "short" | "medium" | "long" | "full";

/** True for the styles of `formatDate`. */
export function isDateStyle(style: string): style is DateStyle {
  return style === "short" || style === "medium" || style === "long" || style === "full";
}

/** A day in the user's language, in UTC. */
export function formatDate(milliseconds: number, style: string, context: EvaluationContext): Value {
  if (!isDateStyle(style)) {
    return wrong(context, '`formatDate` knows the styles "short", "medium", "long" and "full".');
  }
  const format = new Intl.DateTimeFormat(localeOf(context.language), { dateStyle: style, timeZone: "UTC" });
  return format.format(milliseconds);
}

/** A number in the user's language. */
export function formatNumber(n: number, digits: number | undefined, context: EvaluationContext): string {
  const places = digits === undefined ? undefined : Math.min(20, Math.max(0, Math.trunc(digits)));
  const options =
    places === undefined
      ? { maximumFractionDigits: 10 }
      : { minimumFractionDigits: places, maximumFractionDigits: places };
  return new Intl.NumberFormat(localeOf(context.language), options).format(n);
}

/** True for what may be a code of ISO 4217. */
export function isCurrencyCode(currency: string): boolean {
  return /^[A-Za-z]{3}$/.test(currency);
}

/** An amount of money in the user's language; `currency` is an ISO 4217 code. */
export function formatCurrency(n: number, currency: string, context: EvaluationContext): Value {
  if (!isCurrencyCode(currency)) return wrong(context, '`formatCurrency` needs a currency such as "EUR".');
  return new Intl.NumberFormat(localeOf(context.language), {
    style: "currency",
    currency: currency.toUpperCase(),
  }).format(n);
}
