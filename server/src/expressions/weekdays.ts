/**
 * Days that are said by their name: `Friday`, `last Friday`, `Friday next week`. What `Intl` says of weeks and days is known
 * in every language; the words beside it are those of the languages that bots are most often written in.
 */
import { calendarNames } from "./calendarNames.ts";
import { printDate } from "./dates.ts";

const day = 86_400_000;

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(" "));
}

/** Words that may stand before or after the name of a day that is to come. */
const comingWords = wordSet(
  "on next coming this am an kommenden nachsten nächsten diesen op aanstaande komende volgende deze le prochain ce el este proximo próximo prossimo يوم القادم المقبل",
);

/** Words that make it the day of that name that is over. */
const pastWords = wordSet(
  "last past previous letzten letzter vergangenen vorigen vorige afgelopen laatste dernier passé pasado último ultimo scorso الماضي الماضيه",
);

/** Words between the name of a day and its week. */
const joiningWords = wordSet("on of in the de des der het van la el le del am يوم");

/** Weeks as people say them beside what `Intl` says: how many from this one. */
const otherWeeks: ReadonlyMap<string, number> = new Map([
  ["the coming week", 1],
  ["komende week", 1],
  ["afgelopen week", -1],
  ["nächster woche", 1],
  ["kommende woche", 1],
  ["kommender woche", 1],
  ["dieser woche", 0],
  ["letzter woche", -1],
  ["vergangene woche", -1],
  ["la semana que viene", 1],
  ["semana que viene", 1],
  ["la semana próxima", 1],
]);

/** The week that a text names, with what is left of it. */
function weekIn(text: string, language: string): { readonly weeks: number; readonly rest: string } | undefined {
  const line = ` ${text.replace(/[\s,،]+/g, " ")} `;
  const known = [...calendarNames(language).relativeWeeks, ...otherWeeks];
  const found = known.find(([phrase]) => line.includes(` ${phrase} `));
  return found === undefined ? undefined : { weeks: found[1], rest: line.replace(` ${found[0]} `, " ").trim() };
}

/** Whether a text (folded) says which of the days of that name it means, so that no other week may be meant. */
export function namesItsWeek(text: string, language: string): boolean {
  return weekIn(text, language) !== undefined || text.split(/[\s,،]+/).some((word) => pastWords.has(word));
}

/** The day of a name (folded) as `2026-03-01`: the next of it (on a Friday, `Friday` is the one in a week), or the one that is told. */
export function readWeekday(text: string, language: string, now: number): string | undefined {
  const week = weekIn(text, language);
  const words = (week?.rest ?? text).split(/[\s,،]+/).filter((word) => word !== "");
  const isBeside = (word: string): boolean =>
    comingWords.has(word) || pastWords.has(word) || (week !== undefined && joiningWords.has(word));
  const names = words.filter((word) => !isBeside(word));
  const wanted = names.length === 1 ? calendarNames(language).weekdays.get(names[0] ?? "") : undefined;
  if (wanted === undefined) return undefined;
  const today = new Date(now).getUTCDay();
  // Weeks begin on Monday, as dates are written where weeks have numbers.
  if (week !== undefined) return printDate(now + (week.weeks * 7 + mondayFirst(wanted) - mondayFirst(today)) * day);
  const isPast = words.some((word) => pastWords.has(word));
  const away = (isPast ? today - wanted + 7 : wanted - today + 7) % 7 || 7;
  return printDate(now + (isPast ? -away : away) * day);
}

function mondayFirst(weekday: number): number {
  return (weekday + 6) % 7;
}
