/**
 * The help desk of Marsa House. `node main.ts` starts it on PORT (4103).
 *
 * It answers as the API step of a conversation understands it: `session` is stored, `messages` are sent, and
 * `action.nextDialogstate` says where the conversation goes. What it says itself is in the language that the request
 * asks for; the Arabic is written from right to left, and holds numbers and names that are not. Tickets are kept as
 * long as it runs.
 */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import Fastify from "fastify";
import { type Language, languageOf, type Topic, texts } from "./texts.ts";

const envFile = fileURLToPath(new URL("../.env", import.meta.url));
if (existsSync(envFile)) process.loadEnvFile(envFile);

const port = Number(process.env["PORT"] ?? 4103);
const token = process.env["HELPDESK_TOKEN"] ?? "demo";

/** How many people the desk has at hand for what is urgent. */
const people = 2;

interface Ticket {
  readonly number: string;
  readonly topic: Topic;
  readonly floor: number;
  readonly since: string;
  status: "open" | "urgent" | "escalated" | "closed";
  /** How many people reported it. */
  people: number;
  notes: number;
}

/** By number. */
const tickets = new Map<string, Ticket>(
  [
    { topic: "network" as const, floor: 2, since: "2026-03-03", status: "open" as const, people: 3 },
    { topic: "heating" as const, floor: 5, since: "2026-02-27", status: "escalated" as const, people: 1 },
    { topic: "coffee" as const, floor: 0, since: "2026-02-20", status: "closed" as const, people: 11 },
  ].map((ticket, at) => [`H-${104 + at}`, { ...ticket, number: `H-${104 + at}`, notes: 0 }]),
);

/** Visitors leave the letter and the hyphen out. */
function ticketOf(number: string): Ticket | undefined {
  return tickets.get(number.replace(/^(H-?)?/i, "H-"));
}

/** What a conversation keeps of a ticket. */
function sessionOf({ number, topic, status, since, people: waiting }: Ticket, language: Language) {
  const label = texts[language].topics[topic];
  return { namespace: "ticket", data: { number, label, status, since, people: waiting } };
}

function text(said: string) {
  return { type: "text", config: { textMessages: [{ text: said }] } };
}

const server = Fastify({ logger: false, forceCloseConnections: true });

server.addHook("onRequest", async (request, reply) => {
  if (request.url !== "/health" && request.headers.authorization !== `Bearer ${token}`)
    return reply.code(401).send({ error: "The bearer token is wrong." });
});

server.get("/health", async () => ({ ok: true }));

interface Report {
  readonly topic: Topic;
  readonly floor: number;
  readonly since: string;
  readonly text: string;
  readonly photo: string | null;
  readonly urgent: boolean;
  readonly noted: string;
  readonly known: string;
}

const reportSchema = {
  type: "object",
  required: ["topic", "floor", "since", "text", "urgent", "noted", "known"],
  properties: {
    topic: { enum: ["network", "printer", "heating", "door", "coffee"] },
    floor: { type: "integer", minimum: 0, maximum: 7 },
    since: { type: "string", pattern: "^\\d{4}-\\d\\d-\\d\\d$" },
    text: { type: "string", minLength: 1 },
    photo: { type: ["string", "null"] },
    urgent: { type: "boolean" },
    noted: { type: "string" },
    known: { type: "string" },
  },
} as const;

server.post<{ Body: Report }>("/tickets", { schema: { body: reportSchema } }, async ({ body, headers }) => {
  const { topic, floor, since, photo, urgent, noted, known } = body;
  const language = languageOf(headers["accept-language"]);
  const same = [...tickets.values()].find(
    (ticket) => ticket.topic === topic && ticket.floor === floor && ticket.status !== "closed",
  );
  if (same !== undefined) {
    same.people += 1;
    return { session: sessionOf(same, language), action: { nextDialogstate: known } };
  }
  const number = `H-${104 + tickets.size}`;
  const status = urgent ? ("urgent" as const) : ("open" as const);
  const ticket = { number, topic, floor, since, status, people: 1, notes: photo === null ? 0 : 1 };
  tickets.set(number, ticket);
  return { session: sessionOf(ticket, language), action: { nextDialogstate: noted } };
});

/** Says how a ticket stands: the text uses what the same answer stores in the session. */
server.get<{ Params: { number: string } }>("/tickets/:number", async ({ params, headers }, reply) => {
  const ticket = ticketOf(params.number);
  if (ticket === undefined) return reply.code(404).send({ error: `There is no ticket ${params.number}.` });
  const language = languageOf(headers["accept-language"]);
  return { session: sessionOf(ticket, language), messages: [text(texts[language].status[ticket.status])] };
});

interface Note {
  readonly text: string | null;
  readonly photo: string | null;
}

const noteSchema = {
  type: "object",
  properties: { text: { type: ["string", "null"] }, photo: { type: ["string", "null"] } },
} as const;

server.post<{ Params: { number: string }; Body: Note }>(
  "/tickets/:number/notes",
  { schema: { body: noteSchema } },
  async ({ params, body }, reply) => {
    const ticket = ticketOf(params.number);
    if (ticket === undefined) return reply.code(404).send({ error: `There is no ticket ${params.number}.` });
    if (ticket.status === "closed") return reply.code(409).send({ error: "The ticket is closed." });
    if (body.text === null && body.photo === null) return reply.code(400).send({ error: "There is nothing to note." });
    ticket.notes += 1;
    return reply.code(201).send({});
  },
);

interface Urgent {
  readonly somebody: string;
  readonly nobody: string;
}

const urgentSchema = {
  type: "object",
  required: ["somebody", "nobody"],
  properties: { somebody: { type: "string" }, nobody: { type: "string" } },
} as const;

/** Puts a ticket on top of the pile, once; where everybody has one already, nobody can come. */
server.post<{ Params: { number: string }; Body: Urgent }>(
  "/tickets/:number/escalate",
  { schema: { body: urgentSchema } },
  async ({ params, body }, reply) => {
    const ticket = ticketOf(params.number);
    if (ticket === undefined) return reply.code(404).send({ error: `There is no ticket ${params.number}.` });
    if (ticket.status === "escalated") return reply.code(409).send({ error: "It is on top of the pile already." });
    const waiting = [...tickets.values()].filter(({ status }) => status === "escalated").length;
    ticket.status = "escalated";
    const nextDialogstate = waiting < people ? body.somebody : body.nobody;
    return { session: { namespace: "queue", data: { waiting } }, action: { nextDialogstate } };
  },
);

server.post<{ Params: { number: string } }>("/tickets/:number/close", async ({ params }, reply) => {
  const ticket = ticketOf(params.number);
  if (ticket === undefined) return reply.code(404).send({ error: `There is no ticket ${params.number}.` });
  if (ticket.status === "closed") return reply.code(409).send({ error: "It is closed already." });
  ticket.status = "closed";
  return {};
});

/** What many people have reported, as a message with a button that leads to a report of one's own. */
server.get<{ Querystring: { report: string; nothing: string } }>("/outages", async ({ query, headers }) => {
  const { outage, report, topics } = texts[languageOf(headers["accept-language"])];
  const known = [...tickets.values()].filter(({ status, people: waiting }) => status !== "closed" && waiting > 1);
  if (known.length === 0) return { action: { nextDialogstate: query.nothing } };
  const lines = known.map(({ number, topic, floor }) =>
    outage.replace("NUMBER", number).replace("TOPIC", topics[topic]).replace("FLOOR", String(floor)),
  );
  const buttons = [{ type: "postback", title: report, payload: { nextDialogstateId: query.report } }];
  return { messages: [{ type: "buttons", config: { textMessages: [{ text: lines.join("\n") }], buttons } }] };
});

const callSchema = {
  type: "object",
  required: ["phone"],
  properties: { phone: { type: "string", pattern: "^\\+?\\d{5,15}$" } },
} as const;

/** A number to call back. A real desk would ring a phone here. */
server.post("/calls", { schema: { body: callSchema } }, async (_, reply) => reply.code(202).send({}));

const address = await server.listen({ port, host: "127.0.0.1" });
process.stdout.write(`The help desk is open on ${address}\n`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void server.close().then(() => process.exit(0)));
}
