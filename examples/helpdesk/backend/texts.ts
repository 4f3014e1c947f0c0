/** What the desk says itself, in its three languages. Texts of tickets use what the same answer stores. */
export type Language = "en" | "nl" | "ar";

export type Topic = "network" | "printer" | "heating" | "door" | "coffee";

interface Texts {
  readonly topics: Readonly<Record<Topic, string>>;
  readonly status: Readonly<Record<"open" | "urgent" | "escalated" | "closed", string>>;
  /** `NUMBER`, `TOPIC` and `FLOOR` stand for what they say. */
  readonly outage: string;
  readonly report: string;
}

export const texts: Readonly<Record<Language, Texts>> = {
  en: {
    topics: {
      network: "the network",
      printer: "the printer",
      heating: "the heating",
      door: "a door",
      coffee: "the coffee machine",
    },
    status: {
      open: "{ticket.number}, {ticket.label}: we look at it today.",
      urgent: "{ticket.number}, {ticket.label}: we look at it first.",
      escalated: "{ticket.number}, {ticket.label}: somebody is at it right now.",
      closed: "{ticket.number}, {ticket.label}: done.",
    },
    outage: "NUMBER: TOPIC, floor FLOOR",
    report: "Report something",
  },
  nl: {
    topics: {
      network: "het netwerk",
      printer: "de printer",
      heating: "de verwarming",
      door: "een deur",
      coffee: "de koffieautomaat",
    },
    status: {
      open: "{ticket.number}, {ticket.label}: we kijken er vandaag naar.",
      urgent: "{ticket.number}, {ticket.label}: die pakken we als eerste.",
      escalated: "{ticket.number}, {ticket.label}: er is nu iemand mee bezig.",
      closed: "{ticket.number}, {ticket.label}: klaar.",
    },
    outage: "NUMBER: TOPIC, verdieping FLOOR",
    report: "Iets melden",
  },
  ar: {
    topics: { network: "الشبكة", printer: "الطابعة", heating: "التدفئة", door: "أحد الأبواب", coffee: "آلة القهوة" },
    status: {
      open: "{ticket.number}، {ticket.label}: سننظر في الأمر اليوم.",
      urgent: "{ticket.number}، {ticket.label}: سننظر في الأمر أولًا.",
      escalated: "{ticket.number}، {ticket.label}: أحدنا يعمل عليه الآن.",
      closed: "{ticket.number}، {ticket.label}: انتهى العمل.",
    },
    outage: "NUMBER: TOPIC، الطابق FLOOR",
    report: "الإبلاغ عن عطل",
  },
};

/** The language that a request asks for first; English where the desk does not speak it. */
export function languageOf(header: string | undefined): Language {
  const wanted = header?.slice(0, 2).toLowerCase();
  return wanted === "nl" || wanted === "ar" ? wanted : "en";
}
