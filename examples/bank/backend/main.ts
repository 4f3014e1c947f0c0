/**
 * The backend of the Little Bank. `node main.ts` starts it on PORT (4100).
 *
 * It answers as the API step of a conversation understands it: `session` is stored, `messages` are sent, and
 * `action.nextDialogstate` says where the conversation goes. Nothing is kept: every conversation gets fresh accounts.
 */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import Fastify from "fastify";

const envFile = fileURLToPath(new URL("../.env", import.meta.url));
if (existsSync(envFile)) process.loadEnvFile(envFile);

const port = Number(process.env["PORT"] ?? 4100);
const token = process.env["BANK_TOKEN"] ?? "demo";

interface Account {
  amount: number;
  /** How far the account may be overdrawn. */
  readonly limit: number;
}

type Accounts = Map<string, Account>;

const conversations = new Map<string, Accounts>();

function accountsOf(conversation: string): Accounts {
  const known = conversations.get(conversation);
  if (known !== undefined) return known;
  // A backend that runs for weeks must not remember every conversation.
  if (conversations.size >= 1000) conversations.clear();
  const fresh = new Map<string, Account>([
    ["debit", { amount: 500, limit: 250 }],
    ["savings", { amount: 4200, limit: 0 }],
  ]);
  conversations.set(conversation, fresh);
  return fresh;
}

const texts = {
  en: {
    balance: "Your {type} account holds €{amount}, and may be overdrawn by €{limit}.",
    menu: "Back to the menu",
    unknownAccount: "There is no account of that kind.",
    types: { debit: "debit", savings: "savings" },
  },
  nl: {
    balance: "Op je {type} staat €{amount}, en je mag €{limit} rood staan.",
    menu: "Terug naar het menu",
    unknownAccount: "Zo'n rekening is er niet.",
    types: { debit: "betaalrekening", savings: "spaarrekening" },
  },
} as const;

function textsFor(language: string | undefined): (typeof texts)["en" | "nl"] {
  return language?.startsWith("nl") === true ? texts.nl : texts.en;
}

function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}

const server = Fastify({ logger: false, forceCloseConnections: true });

server.addHook("onRequest", async (request, reply) => {
  const isPublic = request.url === "/health" || request.url === "/card.svg";
  if (!isPublic && request.headers.authorization !== `Bearer ${token}`)
    return reply.code(401).send({ error: "The bearer token is wrong." });
});

const conversationHeader = {
  type: "object",
  properties: { "x-conversation": { type: "string", default: "anonymous" } },
} as const;

interface ConversationHeaders {
  "x-conversation": string;
}

server.get("/health", async () => ({ ok: true }));

server.get("/card.svg", async (_, reply) => reply.type("image/svg+xml").send(card));

interface Transaction {
  readonly amount: number;
  readonly destination: string;
  readonly accountType: string;
  readonly transactionSuccess: string;
  readonly transactionNoMoney: string;
}

const transactionSchema = {
  type: "object",
  required: ["amount", "destination", "accountType", "transactionSuccess", "transactionNoMoney"],
  properties: {
    amount: { type: "number", exclusiveMinimum: 0 },
    destination: { type: "string" },
    accountType: { type: "string" },
    transactionSuccess: { type: "string" },
    transactionNoMoney: { type: "string" },
  },
} as const;

server.post<{ Body: Transaction; Headers: ConversationHeaders }>(
  "/transaction",
  { schema: { body: transactionSchema, headers: conversationHeader } },
  async (request, reply) => {
    const { amount, accountType, transactionSuccess, transactionNoMoney } = request.body;
    const account = accountsOf(request.headers["x-conversation"]).get(accountType);
    if (account === undefined) return reply.code(404).send({ error: `There is no account ${accountType}.` });
    const hasMoney = account.amount + account.limit - amount >= 0;
    if (hasMoney) account.amount -= amount;
    return {
      session: { namespace: "account", data: { limit: account.limit, amount: account.amount } },
      action: { nextDialogstate: hasMoney ? transactionSuccess : transactionNoMoney },
    };
  },
);

server.get<{ Params: { type: string }; Querystring: { menu?: string }; Headers: ConversationHeaders }>(
  "/accounts/:type",
  { schema: { headers: conversationHeader } },
  async (request) => {
    const say = textsFor(request.headers["accept-language"]);
    const { type } = request.params;
    const account = accountsOf(request.headers["x-conversation"]).get(type);
    if (account === undefined || (type !== "debit" && type !== "savings"))
      return { messages: [{ type: "text", config: { textMessages: [{ text: say.unknownAccount }] } }] };
    const text = fill(say.balance, { ...account, type: say.types[type] });
    const button = { type: "postback", title: say.menu, payload: { nextDialogstateId: request.query.menu ?? "" } };
    return {
      session: { namespace: "account", data: { limit: account.limit, amount: account.amount } },
      messages: [{ type: "buttons", config: { textMessages: [{ text }], buttons: [button] } }],
    };
  },
);

/** Slow, but within the time that the service allows. */
server.get("/archive", async () => {
  await new Promise((resolve) => setTimeout(resolve, 3000));
  return { statements: 12 };
});

/** Always fails. */
server.get("/ledger", async (_, reply) => reply.code(500).send({ error: "The ledger is being repaired." }));

/** Names a state that no flow of the example has. */
// flowstate-ignore unknown-state: this is how the bot is seen to deal with it
server.post("/wrong-turn", async () => ({ action: { nextDialogstate: "transfer.confirmed" } }));

const card = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200" width="320" height="200">
  <defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="#0f766e"/><stop offset="1" stop-color="#1e3a8a"/></linearGradient></defs>
  <rect width="320" height="200" rx="16" fill="url(#g)"/>
  <rect x="28" y="70" width="44" height="34" rx="6" fill="#fcd34d"/>
  <text x="28" y="44" font-family="sans-serif" font-size="20" font-weight="600" fill="#fff">Little Bank</text>
  <text x="28" y="148" font-family="monospace" font-size="20" fill="#fff">5412 •••• •••• 0042</text>
  <text x="28" y="176" font-family="sans-serif" font-size="13" fill="#e0f2fe">DEBIT</text>
</svg>`;

const address = await server.listen({ port, host: "127.0.0.1" });
process.stdout.write(`The bank listens on ${address}\n`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void server.close().then(() => process.exit(0)));
}
