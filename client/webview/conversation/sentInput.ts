import type { UserInput } from "../../../server/src/runtime/events.ts";
import type { IconName } from "../messages/icons.ts";
import { readJson } from "./readJson.ts";

/** What can be sent beside texts and taps. */
export type SentKind = "event" | "attachment" | "location" | "silence";

export interface SentField {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly choices?: readonly string[];
  readonly isLong?: boolean;
}

/** The kinds, with the fields that each needs. */
export const sentKinds: readonly {
  readonly kind: SentKind;
  readonly icon: IconName;
  readonly label: string;
  readonly fields: readonly SentField[];
}[] = [
  {
    kind: "event",
    icon: "event",
    label: "Event",
    fields: [
      { name: "name", label: "Name", value: "" },
      { name: "data", label: "Data, as JSON", value: "", isLong: true },
    ],
  },
  {
    kind: "attachment",
    icon: "attachment",
    label: "Attachment",
    fields: [
      { name: "type", label: "Kind", value: "image", choices: ["image", "video", "audio", "file"] },
      { name: "url", label: "Address", value: "https://" },
      { name: "name", label: "Name", value: "" },
    ],
  },
  {
    kind: "location",
    icon: "location",
    label: "Location",
    fields: [
      { name: "latitude", label: "Latitude", value: "50.8466" },
      { name: "longitude", label: "Longitude", value: "4.3528" },
    ],
  },
  {
    kind: "silence",
    icon: "silence",
    label: "Silence",
    fields: [{ name: "seconds", label: "Seconds", value: "60" }],
  },
];

/** The input that the fields amount to, or a sentence that says what is wrong with them. */
export function readSent(
  kind: SentKind,
  fields: { readonly [name: string]: string },
): { readonly ok: true; readonly input: UserInput } | { readonly ok: false; readonly problem: string } {
  const at = (name: string) => (fields[name] ?? "").trim();
  switch (kind) {
    case "event": {
      const data = readJson(at("data"));
      if (at("name") === "") return { ok: false, problem: "Write the name of the event." };
      if (!data.ok) return data;
      return {
        ok: true,
        input: { type: "event", name: at("name"), ...(data.value === undefined ? {} : { data: data.value }) },
      };
    }
    case "attachment": {
      const url = at("url");
      if (!URL.canParse(url))
        return { ok: false, problem: "Write the whole address, such as https://example.com/a.png." };
      return {
        ok: true,
        input: { type: "attachment", data: { type: at("type"), url, name: at("name") || lastPart(url) } },
      };
    }
    case "location": {
      const place = [numberOf(at("latitude")), numberOf(at("longitude"))] as const;
      if (!(Math.abs(place[0]) <= 90 && Math.abs(place[1]) <= 180))
        return { ok: false, problem: "A latitude goes from -90 to 90, a longitude from -180 to 180." };
      // What an `ask … as location` reads.
      return { ok: true, input: { type: "text", text: `geo:${place[0]},${place[1]}` } };
    }
    case "silence": {
      const seconds = numberOf(at("seconds"));
      if (!(seconds >= 0)) return { ok: false, problem: "Write how many seconds pass." };
      return { ok: true, input: { type: "silence", ms: Math.round(seconds * 1000) } };
    }
  }
}

/** NaN where nothing is written. */
function numberOf(text: string): number {
  return text === "" ? Number.NaN : Number(text);
}

function lastPart(url: string): string {
  return new URL(url).pathname.split("/").filter(Boolean).at(-1) ?? url;
}
