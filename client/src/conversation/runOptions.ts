import type { RunOptions } from "../../webview/conversation/panelMessages.ts";
import { texts } from "../debug/messages.ts";

type Configuration = Readonly<Record<string, unknown>>;

/** What a panel shows and changes of a launch configuration. */
export function optionsOf(configuration: Configuration): RunOptions {
  const { preset, mocks, seed, now, recordings } = configuration;
  return {
    ...textAt(configuration, "start"),
    ...textAt(configuration, "language"),
    ...textAt(configuration, "user"),
    presets: typeof preset === "string" ? [preset] : texts(preset),
    ...(typeof seed === "number" ? { seed } : {}),
    ...(typeof now === "string" ? { now } : typeof now === "number" ? { now: new Date(now).toISOString() } : {}),
    ...(recordings === "replay" || recordings === "keep" ? { recordings } : {}),
    mocks: mocks === "on" || (Array.isArray(mocks) && mocks.length > 0),
  };
}

/** The configuration with these options in the place of its own. Mocks that it names one by one stay, unless all are off. */
export function withOptions<T extends Configuration>(configuration: T, options: RunOptions): T {
  const { presets, mocks, ...rest } = options;
  const {
    start: _,
    language: __,
    user: ___,
    preset: ____,
    seed: _____,
    now: ______,
    recordings: _______,
    ...kept
  } = configuration;
  const named = Array.isArray(configuration["mocks"]) && configuration["mocks"].length > 0;
  const choice = mocks ? (named ? configuration["mocks"] : "on") : "off";
  const preset = presets.length === 0 ? {} : { preset: presets };
  // What is left out of a configuration is typed as what may be there.
  return { ...(kept as T), ...rest, ...preset, mocks: choice };
}

function textAt<K extends string>(configuration: Configuration, key: K): { readonly [key in K]?: string } {
  const value = configuration[key];
  return typeof value === "string" && value !== "" ? ({ [key]: value } as { readonly [key in K]: string }) : {};
}
