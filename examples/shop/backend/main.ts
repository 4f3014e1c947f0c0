/**
 * The backend of Lumen, a shop for lamps. `node main.ts` starts it on PORT (4102).
 *
 * It answers as the API step of a conversation understands it: `session` is stored, `messages` are sent, and
 * `action.nextDialogstate` says where the conversation goes. It plays the parcel service too, with its bad days.
 * What was returned is kept as long as it runs.
 */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import Fastify from "fastify";

const envFile = fileURLToPath(new URL("../.env", import.meta.url));
if (existsSync(envFile)) process.loadEnvFile(envFile);

const port = Number(process.env["PORT"] ?? 4102);
const token = process.env["SHOP_TOKEN"] ?? "demo";

interface Item {
  readonly id: string;
  readonly name: string;
  readonly price: number;
}

interface Order {
  readonly number: string;
  readonly status: "packing" | "shipped" | "delivered";
  readonly placed: string;
  readonly parcel: string;
  readonly items: readonly Item[];
  /** More than thirty days ago: only what is broken comes back. */
  readonly isOld: boolean;
}

const email = "ada@example.com";
const ember = { id: "ember", name: "Ember", price: 49 };
const noon = { id: "noon", name: "Noon", price: 119 };
const dusk = { id: "dusk", name: "Dusk", price: 229 };

const orders = new Map<string, Order>(
  [
    { number: "P-1001", status: "packing" as const, placed: "2026-03-03", parcel: "", items: [dusk], isOld: false },
    { number: "P-1002", status: "shipped" as const, placed: "2026-03-01", parcel: "ZX41", items: [noon], isOld: false },
    {
      number: "P-1003",
      status: "delivered" as const,
      placed: "2026-02-20",
      parcel: "ZX17",
      items: [ember, noon],
      isOld: false,
    },
    {
      number: "P-1004",
      status: "delivered" as const,
      placed: "2025-12-01",
      parcel: "ZX02",
      items: [ember],
      isOld: true,
    },
    { number: "P-1005", status: "shipped" as const, placed: "2026-03-01", parcel: "SLOW", items: [dusk], isOld: false },
    { number: "P-1006", status: "shipped" as const, placed: "2026-03-01", parcel: "DOWN", items: [dusk], isOld: false },
    {
      number: "P-1007",
      status: "shipped" as const,
      placed: "2026-03-04",
      parcel: "NEW1",
      items: [ember],
      isOld: false,
    },
  ].map((order) => [order.number, order]),
);

/** Order and item, such as `P-1003/noon`. */
const returned = new Set<string>();

const server = Fastify({ logger: false, forceCloseConnections: true });

server.addHook("onRequest", async (request, reply) => {
  const isPublic = request.url === "/health" || request.url.endsWith(".svg");
  if (!isPublic && request.headers.authorization !== `Bearer ${token}`)
    return reply.code(401).send({ error: "The bearer token is wrong." });
});

server.get("/health", async () => ({ ok: true }));

/** Customers leave the hyphen out. */
function orderOf(number: string): Order | undefined {
  return orders.get(number.replace(/^P-?/, "P-"));
}

server.get<{ Params: { number: string }; Querystring: { email?: string } }>(
  "/orders/:number",
  async ({ params, query }, reply) => {
    const order = orderOf(params.number);
    if (order === undefined || query.email?.toLowerCase() !== email)
      return reply.code(404).send({ error: `There is no order ${params.number} for that address.` });
    const { number, status, placed, parcel, items } = order;
    const total = items.reduce((sum, { price }) => sum + price, 0);
    return { session: { namespace: "order", data: { number, status, placed, parcel, total } } };
  },
);

/** The items that can come back, as cards whose buttons store the choice and name the next state. */
server.get<{ Params: { number: string }; Querystring: { chosen: string; nothing: string } }>(
  "/orders/:number/returnable",
  async ({ params, query }, reply) => {
    const order = orderOf(params.number);
    if (order === undefined) return reply.code(404).send({ error: `There is no order ${params.number}.` });
    const items = order.items.filter(
      ({ id }) => order.status === "delivered" && !returned.has(`${order.number}/${id}`),
    );
    if (items.length === 0) return { action: { nextDialogstate: query.nothing } };
    const elements = items.map(({ id, name, price }) => ({
      title: name,
      subTitle: `€${price}`,
      buttons: [
        {
          type: "postback",
          title: `Return ${name}`,
          payload: { nextDialogstateId: query.chosen, params: [{ key: "back.item", value: id }] },
        },
      ],
    }));
    return {
      messages: [{ type: "carousel", config: { textMessages: [{ text: "Which one shall come back?" }], elements } }],
    };
  },
);

interface Return {
  readonly order: string;
  readonly item: string;
  readonly reason: string;
  readonly way: "pickup" | "dropoff";
  readonly accepted: string;
  readonly tooLate: string;
}

const returnSchema = {
  type: "object",
  required: ["order", "item", "reason", "way", "accepted", "tooLate"],
  properties: {
    order: { type: "string" },
    item: { type: "string" },
    reason: { type: "string" },
    way: { enum: ["pickup", "dropoff"] },
    accepted: { type: "string" },
    tooLate: { type: "string" },
  },
} as const;

server.post<{ Body: Return }>("/returns", { schema: { body: returnSchema } }, async (request, reply) => {
  const { body } = request;
  const order = orderOf(body.order);
  const item = order?.items.find(({ id }) => id === body.item);
  if (order === undefined || item === undefined) return reply.code(404).send({ error: "There is no such item." });
  const key = `${order.number}/${item.id}`;
  if (returned.has(key)) return reply.code(409).send({ error: "It is on its way back already." });
  if (order.isOld && body.reason !== "broken") return { action: { nextDialogstate: body.tooLate } };
  returned.add(key);
  const id = `R-${returned.size}`;
  const label = `${request.protocol}://${request.host}/labels/${id}.svg`;
  const refund = { id, amount: item.price, label };
  return { session: { namespace: "refund", data: refund }, action: { nextDialogstate: body.accepted } };
});

server.get<{ Params: { id: string } }>("/carrier/parcels/:id", async ({ params }, reply) => {
  switch (params.id) {
    case "SLOW":
      await new Promise((resolve) => setTimeout(resolve, 3000));
      return { place: "Utrecht", arrives: "2026-03-06" };
    case "DOWN":
      return reply.code(503).send({ error: "The parcel service is being repaired." });
    case "ZX41":
      return { place: "Utrecht", arrives: "2026-03-05" };
    default:
      return reply.code(404).send({ error: `There is no parcel ${params.id}.` });
  }
});

const colours: Readonly<Record<string, string>> = { ember: "#ea580c", noon: "#facc15", dusk: "#6d28d9" };

server.get<{ Params: { name: string } }>("/lamps/:name.svg", async ({ params }, reply) =>
  reply.type("image/svg+xml").send(picture(colours[params.name] ?? "#64748b", "")),
);

const steps: Readonly<Record<string, string>> = { packing: "#0f766e", shipped: "#1d4ed8", delivered: "#15803d" };

server.get<{ Params: { step: string } }>("/steps/:step.svg", async ({ params }, reply) => {
  const colour = steps[params.step];
  if (colour === undefined) return reply.code(404).send();
  return reply.type("image/svg+xml").send(picture(colour, params.step));
});

server.get<{ Params: { id: string } }>("/labels/:id.svg", async ({ params }, reply) => {
  if (!/^R-\d+$/.test(params.id)) return reply.code(404).send();
  return reply.type("image/svg+xml").send(picture("#475569", params.id));
});

/** A lamp in a colour, with a word below. */
function picture(colour: string, word: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200" width="320" height="200">
  <rect width="320" height="200" rx="16" fill="#f8fafc"/>
  <path d="M160 0v50" stroke="#334155" stroke-width="4"/>
  <path d="M110 110l26-60h48l26 60z" fill="${colour}"/>
  <circle cx="160" cy="114" r="16" fill="#fef3c7"/>
  <text x="160" y="176" text-anchor="middle" font-family="sans-serif" font-size="20" fill="#334155">${word}</text>
</svg>`;
}

const address = await server.listen({ port, host: "127.0.0.1" });
process.stdout.write(`The shop is open on ${address}\n`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void server.close().then(() => process.exit(0)));
}
