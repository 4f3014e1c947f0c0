/** The editor's own icons, by what they stand for here. */
const codicons = {
  restart: "debug-restart",
  stop: "debug-stop",
  send: "send",
  open: "link-external",
  dial: "call-outgoing",
  down: "arrow-down",
  arrow: "arrow-small-right",
  error: "error",
  warning: "warning",
  information: "info",
  pause: "debug-pause",
  play: "debug-continue",
  copy: "copy",
  image: "file-media",
  video: "device-camera-video",
  audio: "unmute",
  file: "file",
  location: "location",
  why: "question",
  back: "discard",
  edit: "edit",
  source: "go-to-file",
  variables: "symbol-variable",
  mocks: "beaker",
  options: "settings-gear",
  more: "ellipsis",
  add: "add",
  close: "close",
  left: "chevron-left",
  right: "chevron-right",
  event: "symbol-event",
  attachment: "attach",
  silence: "watch",
  replay: "debug-rerun",
  terminal: "terminal",
  find: "search",
  zoomIn: "zoom-in",
  zoomOut: "zoom-out",
  window: "multiple-windows",
  another: "comment",
  keys: "record-keys",
  history: "history",
  user: "person",
  check: "check",
} as const;

export type IconName = keyof typeof codicons;

/** An icon beside a text, or in a button that has a label of its own: readers of the screen pass it over. */
export function Icon({ name }: { readonly name: IconName }) {
  return <span class={`icon codicon codicon-${codicons[name]}`} aria-hidden="true" />;
}
