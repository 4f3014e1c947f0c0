import { useState } from "preact/hooks";
import type { RequestEvent, ResponseEvent, Value } from "../../../server/src/runtime/events.ts";
import { IconButton } from "../messages/IconButton.tsx";
import { JsonTree } from "../messages/JsonTree.tsx";
import { webUrl } from "../messages/links.ts";
import { curlOf } from "./curl.ts";
import type { ItemActions, Replays } from "./itemActions.ts";
import type { RequestItem } from "./items.ts";
import { SourceButton } from "./SourceButton.tsx";

export interface RequestRowProps {
  readonly item: RequestItem;
  readonly actions: ItemActions;
  readonly replays?: Replays;
}

/** An API step: one line that opens to all that was sent and all that came back. */
export function RequestRow({ item, actions, replays }: RequestRowProps) {
  const { request, response } = item;
  const { copy, reveal, replay } = actions;
  const [open, setOpen] = useState(false);
  const again = replays?.get(request.id);
  const standing = standingOf(item);
  return (
    <details
      class={`request ${standing}`}
      aria-live="off"
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary title={request.url}>
        <span class="hidden">API step: </span>
        <span class="method">{request.method}</span> <span class="path">{pathOf(request.url)}</span>{" "}
        {response?.mock !== undefined && <span class="badge">mock</span>}
        {response?.recording !== undefined && <span class="badge">recording</span>}{" "}
        <span class="outcome">{outcomeOf(item)}</span>
      </summary>
      {open && (
        <div class="request-body">
          {response?.error !== undefined && <p class="reason">{response.error}</p>}
          <Request request={request} copy={copy} />
          {response !== undefined && <Response title="Response" response={response} copy={copy} />}
          {again !== undefined && <Response title="Sent again:" response={again} copy={copy} />}
          <div class="request-foot">
            {request.source !== undefined && <SourceButton place={request.source} reveal={reveal} />}
            <IconButton icon="terminal" label="Copy as curl" onClick={() => copy(curlOf(request))} />
            <IconButton icon="replay" label="Send this request again" onClick={() => replay(request.id)} />
          </div>
        </div>
      )}
    </details>
  );
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

function Response(props: {
  readonly title: string;
  readonly response: ResponseEvent;
  readonly copy: (text: string) => void;
}) {
  const { title, response, copy } = props;
  const { mock, recording, error } = response;
  return (
    <section>
      <h2>
        {title} {response.status ?? "none"} · {timeText(response.ms)}
        {mock !== undefined && <span class="badge">mock {mock}</span>}
        {recording !== undefined && <span class="badge">{recording}</span>}
      </h2>
      {title !== "Response" && error !== undefined && <p class="reason">{error}</p>}
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
      <IconButton icon="copy" class="copy" label="Copy the body" onClick={() => copy(text)} />
    </div>
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
  return `${said}${invalid} · ${timeText(ms)}`;
}

function timeText(ms: number): string {
  return ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** The path with its query; the host is in the open row. */
function pathOf(address: string): string {
  const url = webUrl(address);
  return url === undefined ? address : `${url.pathname}${url.search}`;
}
