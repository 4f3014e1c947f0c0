/** Outlines on a grid of 16 by 16, drawn in the colour of the text. */
const outlines = {
  restart: "M13 8a5 5 0 1 1-1.6-3.7M13.2 2.2v2.6h-2.6",
  stop: "M4 4h8v8H4z",
  send: "M2.5 8 13.500 2.800 9.800 13.200 7.600 8.500ZM7.600 8.500 13.500 2.800",
  open: "M6.500 3.500h-3v9h9v-3M9.500 2.500h4v4M13.200 2.800 7.500 8.500",
  dial: "M3.500 2.500h2.300l1.100 2.900-1.400 1a8 8 0 0 0 4.100 4.100l1-1.400 2.900 1.100v2.300a1 1 0 0 1-1.100 1A10.500 10.500 0 0 1 2.500 3.600a1 1 0 0 1 1-1.100Z",
  chevron: "M6 4l4 4-4 4",
  down: "M4 6l4 4 4-4",
  arrow: "M3 8h9M9 5l3 3-3 3",
  error: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2ZM8 5v3.500M8 10.800v.2",
  warning: "M8 2.500 14.200 13.200H1.800ZM8 6.500v3M8 11.300v.2",
  information: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2ZM8 7.500V11M8 5v.2",
  pause: "M5.500 3.500v9M10.500 3.500v9",
  play: "M5 3.200v9.600L12.500 8Z",
  copy: "M5.500 5.500h8v8h-8zM10.500 5.500v-3h-8v8h3",
  image: "M2.500 3.500h11v9h-11zM2.500 10.500l3-3 3 3 2-2 3 3M10.500 6.200v.1",
  video: "M2.500 4.500h7.500v7h-7.500zM10 7.200l3.500-2v5.600l-3.500-2",
  audio: "M3 6.500h2l3-2.800v8.600l-3-2.800H3zM10.500 6a3 3 0 0 1 0 4M12.300 4.200a5.500 5.500 0 0 1 0 7.600",
  file: "M4 2.500h5l3 3v8H4zM9 2.500v3h3",
  location:
    "M8 14s4.500-4.300 4.500-7.500a4.500 4.500 0 0 0-9 0C3.500 9.700 8 14 8 14ZM8 5.200a1.400 1.400 0 1 1 0 2.800 1.400 1.400 0 0 1 0-2.800Z",
} as const;

export type IconName = keyof typeof outlines;

/** An icon beside a text, or in a button that has a label of its own: readers of the screen pass it over. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={outlines[name]} />
    </svg>
  );
}
