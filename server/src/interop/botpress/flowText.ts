/**
 * A flow of Botpress as a flow: each node is a state. A node that waits is a state with `on any`, in which the transitions
 * stand; where no transition fits, Botpress ends the conversation, and so does the state.
 */
import { expressionOf } from "./condition.ts";
import { type ContentReading, sayOf } from "./content.ts";
import type { BotpressBot, BotpressFlow, BotpressNode, BotpressTransition, Lose } from "./files.ts";
import { callApi, choice, jsonValue } from "./skills.ts";
import { nameOf, onlyPath, pathOf, template } from "./words.ts";

/** What a flow is called here: `main.flow.json` is `main`. */
export function flowName(name: string): string {
  return name.replace(/\.flow\.json$/, "");
}

/** The name of the state in which a flow begins; `undefined` where it has none. */
export function startOf(flow: BotpressFlow): string | undefined {
  const start = flow.nodes.find(({ name }) => name === flow.startNode) ?? flow.nodes[0];
  return start?.name;
}

interface FlowReading extends ContentReading {
  readonly name: string;
  readonly flow: BotpressFlow;
}

/** The text of a flow, not yet laid out. */
export function flowText(bot: BotpressBot, name: string, flow: BotpressFlow, lose: Lose): string {
  const seen = new Set<string>();
  const states = flow.nodes.flatMap((node) => {
    const reading: FlowReading = {
      bot,
      name,
      flow,
      lose: (message) => lose(`flows/${name}`, `Node ${node.name}: ${message}`, node.name),
    };
    if (seen.has(node.name)) {
      reading.lose("There is another node of this name; the first is taken.");
      return [];
    }
    seen.add(node.name);
    return [`state ${nameOf(node.name)} {\n${stateLines(node, reading).join("\n")}\n}`];
  });
  return `flow ${nameOf(flowName(name))}\n\n${states.join("\n\n")}\n`;
}

function stateLines(node: BotpressNode, reading: FlowReading): readonly string[] {
  const enter = (node.onEnter ?? []).flatMap((each) => instruction(each, reading));
  const skill = node.type === "skill-call" ? skillLines(node, reading) : [];
  const ways = waysOf(node, reading);
  if (node.onReceive === null || node.onReceive === undefined) return [...enter, ...skill, ...ways];
  const receive = [...(reading.flow.catchAll?.onReceive ?? []), ...node.onReceive];
  const lines = [...receive.flatMap((each) => instruction(each, reading)), ...ways];
  return [...enter, ...skill, `on any {\n${lines.join("\n")}\n}`];
}

/** The transitions, in order: those of the flow that do not lead to the node itself, then its own. */
function waysOf(node: BotpressNode, reading: FlowReading): readonly string[] {
  const everywhere = (reading.flow.catchAll?.next ?? []).filter((each) => each.node !== node.name);
  const own = (node.next ?? []).filter((each) => skillOutcome(node, each) !== "failure");
  const lines: string[] = [];
  for (const transition of [...everywhere, ...own]) {
    const condition = skillOutcome(node, transition) === "success" ? "true" : transition.condition.trim();
    const go = target(transition.node ?? "", reading);
    if (condition === "true" || condition === "") {
      lines.push(go);
      if (go.startsWith("->")) return lines;
      continue;
    }
    const expression = expressionOf(condition);
    if (expression === undefined) reading.lose(`A flow cannot say the condition ${condition}: its way is left out.`);
    else lines.push(`if ${expression} { ${go} }`);
  }
  return [...lines, "-> end"];
}

/** The two ways out of a skill that is an API step or a question here are in that step. */
function skillOutcome(
  { type, skill }: BotpressNode,
  { condition, caption }: BotpressTransition,
): "success" | "failure" | undefined {
  if (type !== "skill-call") return undefined;
  if (skill === "CallAPI") {
    if (/^\s*!\s*temp\b.*valid/.test(condition) || caption === "On failure") return "failure";
    return /^\s*temp\b.*valid/.test(condition) || caption === "On success" ? "success" : undefined;
  }
  if (skill !== "choice")
    return caption === "On failure" ? "failure" : caption === "On success" ? "success" : undefined;
  return /skill-choice-valid-.*(?:===?\s*false|!==?\s*true)|^\s*!\s*temp.*skill-choice-valid/.test(condition) ||
    caption === "On failure"
    ? "failure"
    : undefined;
}

function skillLines(node: BotpressNode, reading: FlowReading): readonly string[] {
  const data = reading.bot.flows.get(node.flow ?? "")?.skillData ?? {};
  const failed = (node.next ?? []).find((each) => skillOutcome(node, each) === "failure");
  const otherwise = failed === undefined ? "-> end" : target(failed.node ?? "", reading, true);
  if (node.skill === "CallAPI") return callApi(data, otherwise, reading);
  const question = node.skill === "choice" ? choice(data, otherwise, reading) : undefined;
  if (question === undefined)
    reading.lose(`The skill ${node.skill ?? ""} is left out; it goes on as if all went well.`);
  return question ?? [];
}

/** A jump; to a flow that comes back it is a `call`, after which the other ways of the node are looked at. */
function target(wanted: string, { bot, name, flow, lose }: FlowReading, mustJump = false): string {
  if (wanted === "" || wanted === "END") return "-> end";
  if (wanted.startsWith("#")) {
    if (!/^##?$/.test(wanted))
      lose(`${wanted} goes back to a node of the flow before; here it goes back to where that flow was left.`);
    return "-> return";
  }
  const [file = "", node] = wanted.includes(".flow.json") ? wanted.split("#") : [name, wanted];
  const other = file === name ? flow : bot.flows.get(file);
  const state =
    other === undefined
      ? undefined
      : node === undefined
        ? startOf(other)
        : other.nodes.find((each) => each.name === node)?.name;
  if (other === undefined || state === undefined) {
    lose(`There is no ${wanted} to go to: the conversation ends.`);
    return "-> end";
  }
  const ref = file === name ? nameOf(state) : `${nameOf(flowName(file))}.${nameOf(state)}`;
  return file !== name && comesBack(other) && !mustJump
    ? `call ${ref}`
    : `-> ${file === name && isWord(state) ? `\`${state}\`` : ref}`;
}

function comesBack({ nodes }: BotpressFlow): boolean {
  return nodes.some(({ next }) => (next ?? []).some(({ node }) => node?.startsWith("#") === true));
}

/** A state that is called like one of the targets that are words. */
function isWord(name: string): boolean {
  return ["end", "back", "return", "restart"].includes(name);
}

function instruction(source: string, reading: FlowReading): readonly string[] {
  const { bot, lose } = reading;
  const [, action = "", rest = ""] = /^(\S+)\s*([\s\S]*)$/.exec(source.trim()) ?? [];
  if (action === "say") {
    const id = /^#!(\S+)/.exec(rest)?.[1];
    const element = bot.elements.get(id ?? "");
    if (element !== undefined) return [sayOf(element, reading)].filter((each) => each !== "");
    const inline = /^#(\S+)\s+(\{[\s\S]*\})$/.exec(rest);
    const data = argumentsOf(inline?.[2] ?? "");
    if (inline !== null && data !== undefined)
      return [sayOf({ id: inline[1] ?? "", formData: data }, reading)].filter((each) => each !== "");
    lose(`There is no content ${rest} to say.`);
    return [];
  }
  const data = argumentsOf(rest) ?? {};
  switch (action) {
    case "builtin/setVariable":
      return setVariable(data, reading);
    case "builtin/wait": {
      const ms = Number(data["delay"] ?? data["time"] ?? 1000);
      return Number.isFinite(ms) && ms > 0 ? [`wait ${Math.round(ms)}ms`] : [];
    }
    case "builtin/resetSession":
      return ["clear session"];
    case "builtin/switchLanguage":
      return typeof data["lang"] === "string"
        ? [`language ${onlyPath(data["lang"]) ?? template(data["lang"], lose)}`]
        : [];
    default:
      lose(`The action ${action} runs code that a flow has not: write what it does as steps, or as an API step.`);
      return [];
  }
}

function argumentsOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const read: unknown = JSON.parse(text === "" ? "{}" : text);
    return typeof read === "object" && read !== null && !Array.isArray(read) ? { ...read } : undefined;
  } catch {
    return undefined;
  }
}

function setVariable(data: Readonly<Record<string, unknown>>, { lose }: FlowReading): readonly string[] {
  const [scope, name, value] = [data["type"], data["name"], data["value"]];
  const path =
    typeof scope === "string" && typeof name === "string" ? pathOf([scope, ...name.trim().split(".")]) : undefined;
  if (path === undefined || path === "user.id" || path.startsWith("event.")) {
    lose(`A flow has no variable ${String(scope)}.${String(name)} to set.`);
    return [];
  }
  return value === null || value === undefined ? [`clear ${path}`] : [`set ${path} = ${jsonValue(value, lose)}`];
}
