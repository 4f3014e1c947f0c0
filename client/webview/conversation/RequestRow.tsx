import type { RequestEvent, ResponseEvent, SourcePlace, Value } from "../../../server/src/runtime/events.ts";
import { Icon } from "../messages/Icon.tsx";
import { JsonTree } from "../messages/JsonTree.tsx";
import { webUrl } from "../messages/links.ts";
import type { RequestItem } from "./model.ts";

export interface RequestRowProps {
  readonly item: RequestItem;
  readonly reveal: (place: SourcePlace) => void;
  readonly copy: (text: string) => void;
}

/** An API step: one line that opens to all that was sent and all that came back. */
export function RequestRow({ item, reveal, copy }: RequestRowProps) {
  const { request, response } = item;
  const standing = standingOf(item);
  return (
    <details class={`request ${standing}`} aria-live="off">
      <summary title={request.url} aria-label={`API step: ${summaryOf(item)}`}>
        <span class="method">{request.method}</span>
        <span class="path">{pathOf(request.url)}</span>
        {response?.mock !== undefined && <span class="badge">mock</span>}
        <span class="outcome">{outcomeOf(item)}</span>
      </summary>
      <div class="request-body">
        {response?.error !== undefined && <p class="reason">{response.error}</p>}
        <Request request={request} copy={copy} />
        {response !== undefined && <Response response={response} copy={copy} />}
        {request.source !== undefined && <SourceButton place={request.source} reveal={reveal} />}
      </div>
    </details>
  );
}

/** What a request line says, also for readers of the screen: `POST /transaction, 200, 34 ms`. */
function summaryOf(item: RequestItem): string {
  return `${item.request.method} ${pathOf(item.request.url)}, ${outcomeOf(item)}`;
}

function Request({ request, copy }: { readonly request: RequestEvent; readonly copy: (text: string) => void }) {
  return (
    <section>
      <h2>Request</h2>
      <p class="url">{request.url}</p>
      <HeaderList headers={request.headers} />
      <Body body={request.body} copy={copy} />
    </section>
  );
}

function Response({ response, copy }: { readonly response: ResponseEvent; readonly copy: (text: string) => void }) {
  const { mock } = response;
  return (
    <section>
      <h2>
        Response {response.status ?? "none"}
        {mock !== undefined && <span class="badge">mock {mock}</span>}
      </h2>
      <HeaderList headers={response.headers} />
      <Body body={response.body} copy={copy} />
    </section>
  );
}

function HeaderList({ headers }: { readonly headers: Readonly<Record<string, string>> }) {
  const entries = Object.entries(headers);
  if (entries.length === 0) return null;
  return (
    <details class="headers">
      <summary>
        {entries.length} {entries.length === 1 ? "header" : "headers"}
      </summary>
      <dl>
        {entries.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function Body({ body, copy }: { readonly body: Value; readonly copy: (text: string) => void }) {
  if (body === null || body === "") return <p class="nothing">No body</p>;
  const text = typeof body === "string" ? body : JSON.stringify(body, undefined, 2);
  return (
    <div class="body">
      {typeof body === "string" ? <pre>{body}</pre> : <JsonTree value={body} name="body" />}
      <button type="button" class="tool copy" title="Copy" aria-label="Copy the body" onClick={() => copy(text)}>
        <Icon name="copy" />
      </button>
    </div>
  );
}

/** Leads to a place in a flow. */
export function SourceButton({
  place,
  reveal,
}: {
  readonly place: SourcePlace;
  readonly reveal: (place: SourcePlace) => void;
}) {
  const { file, range } = place;
  return (
    <button type="button" class="source" title="Show in the editor" onClick={() => reveal(place)}>
      {file}:{range.start.line + 1}
    </button>
  );
}

function standingOf({ response, abandoned }: RequestItem): "pending" | "good" | "bad" {
  if (response === undefined) return abandoned ? "bad" : "pending";
  return response.outcome === "success" ? "good" : "bad";
}

function outcomeOf({ response, abandoned }: RequestItem): string {
  if (response === undefined) return abandoned ? "no answer" : "…";
  const { status, outcome, ms } = response;
  const said =
    outcome === "timeout" || status === null ? (outcome === "timeout" ? "timeout" : "no answer") : String(status);
  const invalid = outcome === "invalid" ? " · not readable" : "";
  return `${said}${invalid} · ${ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`}`;
}

/** The path with its query; the host is in the open row. */
function pathOf(address: string): string {
  const url = webUrl(address);
  return url === undefined ? address : `${url.pathname}${url.search}`;
}
