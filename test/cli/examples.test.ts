/** The four examples, whole, against their backends, in each of their languages; and each told again from its transcript. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../support/commandLine.ts";
import { startExample } from "../support/exampleBackend.ts";

interface Walk {
  readonly lines: readonly string[];
  /** What the bot says at the end of it. */
  readonly last: RegExp;
}

interface Example {
  readonly variable: string;
  /** The file with its `bot`. */
  readonly bot: string;
  readonly walks: { readonly [language: string]: Walk };
}

const examples: { readonly [name: string]: Example } = {
  bank: {
    variable: "BANK_URL",
    bot: "bank.flow",
    walks: {
      en: { lines: ["Transfer money", "100", "Alice", "Yes"], last: /€\d+ left/ },
      nl: { lines: ["geld overmaken", "25", "Carla", "Ja"], last: /€475/ },
    },
  },
  restaurant: {
    variable: "RESTAURANT_URL",
    bot: "restaurant.flow",
    walks: {
      en: {
        lines: ["a table for 4 tomorrow", "8pm", "outside", "Ada", "her birthday", "yes, please"],
        last: /Your booking is LU-\d{3}/,
      },
    },
  },
  shop: {
    variable: "SHOP_URL",
    bot: "shop.flow",
    walks: { en: { lines: ["where is my order", "P-1002", "ada@example.com"], last: /P-1002|parcel/ } },
  },
  helpdesk: {
    variable: "HELPDESK_URL",
    bot: "helpdesk.flow",
    walks: {
      en: {
        lines: ["the printer on floor 4 is broken", "Ada", "ada@example.com", "yesterday", "It jams", "no photo", "no"],
        last: /Your report is H-\d{3}\./,
      },
      nl: {
        lines: [
          "de verwarming op verdieping 5 doet het niet",
          "Bo",
          "Liever niet",
          "vandaag",
          "Koud",
          "geen foto",
          "nee",
        ],
        last: /melding H-105\. 2 mensen/,
      },
      ar: {
        lines: ["الواي فاي في الطابق ٢ لا تعمل", "ليلى", "أفضّل عدم ذكره", "أمس", "يتقطّع كل دقيقة", "بلا صورة", "لا"],
        last: /البلاغ H-104/,
      },
    },
  },
};

describe.each(Object.entries(examples))("%s", (name, { variable, bot, walks }) => {
  test("is walked through in each language that its bot lists", () => {
    const source = readFileSync(new URL(`../../examples/${name}/${bot}`, import.meta.url), "utf8");
    const languages = /^\s*languages (.*)$/m.exec(source)?.[1]?.split(/\s*,\s*/);
    expect(Object.keys(walks).toSorted()).toEqual(languages?.toSorted());
  });

  test.each(Object.entries(walks))("runs from end to end in %s, and is told again", async (language, walk) => {
    using example = await startExample(name, variable);
    await using folder = await temporaryFolder({});
    const transcript = join(folder.path, "talk.txt");
    const flags = ["--language", language, "--now", "2026-03-04T12:00", "--seed", "7"];
    const events = await example.events(walk.lines, [...flags, "--transcript", transcript]);
    const said = events.flatMap(({ type, message }) => (type === "message" ? [JSON.stringify(message)] : []));
    expect(
      said.some((each) => walk.last.test(each)),
      said.join("\n"),
    ).toBe(true);
    expect(events.filter(({ type }) => type === "report")).toEqual([]);
    const answers = events.filter(({ type }) => type === "response");
    expect(answers.length).toBeGreaterThan(0);
    expect(answers.map(({ outcome }) => outcome)).toEqual(answers.map(() => "success"));
    expect(await example.events([], ["--replay", transcript])).toEqual(events);
  });
});
