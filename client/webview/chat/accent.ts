type Rgb = readonly [number, number, number];

/** What WCAG 2.2 AA asks of a text. */
const enough = 4.5;

/** The colour, taken towards black or white until a text in it can be read on the ground; both as `#rrggbb`. */
export function readableOn(colour: string, ground: string): string {
  const target: Rgb = luminance(rgb(ground)) > 0.18 ? [0, 0, 0] : [255, 255, 255];
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = mix(rgb(colour), target, share);
    if (contrast(mixed, rgb(ground)) >= enough) return hex(mixed);
  }
  return hex(target);
}

/** Black or white, whichever reads better on a colour. */
export function textOn(colour: string): "#000000" | "#ffffff" {
  const [onWhite, onBlack] = [contrast([255, 255, 255], rgb(colour)), contrast([0, 0, 0], rgb(colour))];
  return onWhite >= enough || onWhite >= onBlack ? "#ffffff" : "#000000";
}

/** The contrast of two colours, 1 to 21, as WCAG counts it. */
export function contrastOf(one: string, other: string): number {
  return contrast(rgb(one), rgb(other));
}

function contrast(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance([red, green, blue]: Rgb): number {
  const linear = (part: number) => (part <= 10.31475 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const part = (at: 0 | 1 | 2) => Math.round(from[at] + (to[at] - from[at]) * share);
  return [part(0), part(1), part(2)];
}

function rgb(colour: string): Rgb {
  const part = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16) || 0;
  return [part(1), part(3), part(5)];
}

function hex(colour: Rgb): string {
  return `#${colour.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}
