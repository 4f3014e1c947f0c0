import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Store, StoreCounts } from "./storage/store.ts";

/** What a server counts, for Prometheus. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = new Counter({
    name: "flowstate_http_requests_total",
    help: "Requests that were answered.",
    labelNames: ["method", "route", "status"],
    registers: [this.#registry],
  });
  readonly #requestSeconds = new Histogram({
    name: "flowstate_http_request_seconds",
    help: "Time from a request to its answer.",
    labelNames: ["route"],
    buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
    registers: [this.#registry],
  });
  readonly #inputs = new Counter({
    name: "flowstate_inputs_handled_total",
    help: "Inputs of users that were handled.",
    registers: [this.#registry],
  });
  readonly #messages = new Counter({
    name: "flowstate_messages_total",
    help: "Messages of bots.",
    registers: [this.#registry],
  });
  readonly #deliveries = new Counter({
    name: "flowstate_deliveries_total",
    help: "Attempts at webhooks, by what came of them.",
    labelNames: ["result"],
    registers: [this.#registry],
  });
  readonly #deliverySeconds = new Histogram({
    name: "flowstate_delivery_seconds",
    help: "Time that webhooks take to answer.",
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 10],
    registers: [this.#registry],
  });
  readonly #store: Gauge<"what">;

  constructor(store: Store) {
    collectDefaultMetrics({ register: this.#registry });
    this.#store = new Gauge({
      name: "flowstate_store",
      help: "What is in the store.",
      labelNames: ["what"],
      registers: [this.#registry],
      // A store that is away has no figures; those of the process are asked for all the more.
      collect: async () => this.#collect(await store.counts().catch(() => undefined)),
    });
  }

  answered(method: string, route: string, status: number, ms: number): void {
    this.#requests.inc({ method, route, status });
    this.#requestSeconds.observe({ route }, ms / 1_000);
  }

  handled(inputs: number, messages: number): void {
    this.#inputs.inc(inputs);
    this.#messages.inc(messages);
  }

  delivery(result: string, ms: number): void {
    this.#deliveries.inc({ result });
    this.#deliverySeconds.observe(ms / 1_000);
  }

  /** The text that Prometheus reads, and its media type. */
  async read(): Promise<{ readonly text: string; readonly type: string }> {
    return { text: await this.#registry.metrics(), type: this.#registry.contentType };
  }

  #collect(counts: StoreCounts | undefined): void {
    this.#store.reset();
    if (counts === undefined) return;
    const { conversations, pendingInputs, pendingDeliveries, deadLetters } = counts;
    this.#store.set({ what: "conversations" }, conversations);
    this.#store.set({ what: "pending_inputs" }, pendingInputs);
    this.#store.set({ what: "pending_deliveries" }, pendingDeliveries);
    this.#store.set({ what: "dead_letters" }, deadLetters);
  }
}
