import { createLru } from "../base/lru.ts";

const known = createLru<string, string>(100);

/** The language as `Intl` takes it; English where it is no language tag, or of a language that `Intl` does not know. */
export function localeOf(language: string): string {
  const cached = known.get(language);
  if (cached !== undefined) return cached;
  let locale = "en";
  try {
    // `Intl` would take an unknown language for that of the machine, and the same conversation would differ elsewhere.
    locale = Intl.NumberFormat.supportedLocalesOf(language.replace("_", "-"))[0] ?? "en";
  } catch {
    // Not a tag: English.
  }
  known.set(language, locale);
  return locale;
}

/** The language without its region or script: `pt` of `pt-BR`. */
export function baseLanguage(language: string): string {
  return (language.split(/[-_]/)[0] ?? language).toLowerCase();
}
