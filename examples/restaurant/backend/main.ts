/**
 * The book of tables of Osteria Lume. `node main.ts` starts it on PORT (4101).
 *
 * It answers as the API step of a conversation understands it: `session` is stored, and `action.nextDialogstate` says
 * where the conversation goes. Bookings are kept as long as it runs. Every Saturday at 20:00 the regulars have the house.
 */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import Fastify from "fastify";

const envFile = fileURLToPath(new URL("../.env", import.meta.url));
if (existsSync(envFile)) process.loadEnvFile(envFile);

const port = Number(process.env["PORT"] ?? 4101);
const token = process.env["RESTAURANT_TOKEN"] ?? "demo";

type Seating = "inside" | "terrace" | "bar";

interface Table {
  readonly name: string;
  readonly seating: Seating;
  readonly seats: number;
}

interface Booking {
  readonly reference: string;
  readonly guests: number;
  readonly day: string;
  readonly time: string;
  readonly table: string;
}

const tables: readonly Table[] = [
  { name: "Fico", seating: "inside", seats: 2 },
  { name: "Oliva", seating: "inside", seats: 4 },
  { name: "Limone", seating: "inside", seats: 8 },
  { name: "Rosmarino", seating: "terrace", seats: 4 },
  { name: "Salvia", seating: "terrace", seats: 8 },
  { name: "Banco", seating: "bar", seats: 2 },
];

/** How long a table is taken, and how far beside the hour another one is offered; in minutes. */
const stay = 120;
const step = 30;

const opening = minutesOf("17:30");
const lastSeating = minutesOf("21:30");

/** By reference. */
const bookings = new Map<string, Booking>([
  ["LU-100", { reference: "LU-100", guests: 2, day: "2030-06-01", time: "19:00", table: "Fico" }],
]);
let lastReference = 203;

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function timeOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

function overlaps(a: number, b: number): boolean {
  return Math.abs(a - b) < stay;
}

/** The smallest table that is free, if there is one. */
function freeTable(day: string, at: number, guests: number, seating: Seating): Table | undefined {
  const isSaturday = new Date(`${day}T00:00:00Z`).getUTCDay() === 6;
  if (isSaturday && at === minutesOf("20:00")) return undefined;
  const taken = new Set(
    [...bookings.values()]
      .filter((booking) => booking.day === day && overlaps(minutesOf(booking.time), at))
      .map((booking) => booking.table),
  );
  return tables
    .filter((table) => table.seating === seating && table.seats >= guests && !taken.has(table.name))
    .toSorted((a, b) => a.seats - b.seats)[0];
}

/** Up to two times of the same day at which there is a table, the nearest first. */
function freeTimes({ day, time, guests, seating }: Wish): readonly string[] {
  const wanted = minutesOf(time);
  const times = [];
  for (let at = opening; at <= lastSeating; at += step) {
    if (freeTable(day, at, guests, seating) !== undefined) times.push(at);
  }
  return times
    .toSorted((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted))
    .slice(0, 2)
    .map(timeOf);
}

const server = Fastify({ logger: false, forceCloseConnections: true });

server.addHook("onRequest", async (request, reply) => {
  if (request.url !== "/health" && request.headers.authorization !== `Bearer ${token}`)
    return reply.code(401).send({ error: "The bearer token is wrong." });
});

server.get("/health", async () => ({ ok: true }));

interface Wish {
  readonly guests: number;
  readonly day: string;
  readonly time: string;
  readonly seating: Seating;
  readonly booked: string;
  readonly full: string;
}

const wishSchema = {
  type: "object",
  required: ["guests", "day", "time", "seating", "booked", "full"],
  properties: {
    guests: { type: "integer", minimum: 1, maximum: 8 },
    day: { type: "string", pattern: "^\\d{4}-\\d\\d-\\d\\d$" },
    time: { type: "string", pattern: "^\\d\\d:\\d\\d$" },
    seating: { enum: ["inside", "terrace", "bar"] },
    booked: { type: "string" },
    full: { type: "string" },
  },
} as const;

server.post<{ Body: Wish }>("/bookings", { schema: { body: wishSchema } }, async ({ body }) => {
  const { guests, day, time, seating, booked, full } = body;
  const table = freeTable(day, minutesOf(time), guests, seating);
  if (table === undefined)
    return { session: { namespace: "free", data: { times: freeTimes(body) } }, action: { nextDialogstate: full } };
  const reference = `LU-${++lastReference}`;
  const booking = { reference, guests, day, time, table: table.name };
  bookings.set(reference, booking);
  return { session: { namespace: "reservation", data: booking }, action: { nextDialogstate: booked } };
});

server.get<{ Params: { reference: string } }>("/bookings/:reference", async ({ params }, reply) => {
  // Guests leave the hyphen out.
  const reference = params.reference.replace(/^([A-Z]{2})-?/, "$1-");
  const booking = bookings.get(reference);
  if (booking === undefined) return reply.code(404).send({ error: `There is no booking ${reference}.` });
  return { session: { namespace: "reservation", data: booking } };
});

server.delete<{ Params: { reference: string } }>("/bookings/:reference", async ({ params }, reply) => {
  if (!bookings.delete(params.reference))
    return reply.code(404).send({ error: `There is no booking ${params.reference}.` });
  return reply.code(204).send();
});

const callSchema = {
  type: "object",
  required: ["phone"],
  properties: { phone: { type: "string", minLength: 5 } },
} as const;

/** A number to call back. A real house would ring a phone here. */
server.post("/calls", { schema: { body: callSchema } }, async (_, reply) => reply.code(202).send({}));

const address = await server.listen({ port, host: "127.0.0.1" });
process.stdout.write(`The book of tables is open on ${address}\n`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void server.close().then(() => process.exit(0)));
}
