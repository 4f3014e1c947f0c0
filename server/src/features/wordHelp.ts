/**
 * What the words of the language mean, in a sentence each: the one table that hover reads. A word may mean different
 * things at different places, so each meaning names the nodes of the tree that it belongs to.
 */
import type { NodeKind } from "../language/ast.ts";
import type { Keyword } from "../language/tokens.ts";

/** The sections of `docs/language.md`, by the anchor of their heading. */
export const sections = {
  names: "2-files-names-and-projects",
  texts: "3-lexical-elements",
  memory: "4-memory",
  grammar: "5-grammar",
  runs: "6-how-a-conversation-runs",
  functions: "8-functions",
} as const;

/** One meaning of a word. */
export interface WordMeaning {
  /** The nodes in which the word has this meaning. */
  readonly in: readonly NodeKind[];
  /** One sentence or two, Markdown. */
  readonly text: string;
  readonly section: keyof typeof sections;
}

const type: WordMeaning = meaning("ScalarType", "", "grammar");
const method = (text: string): WordMeaning => meaning("Method", text, "grammar");

/** The meanings of every word; a type tells about itself, see `typeHelp`. */
export const wordHelp: Readonly<Record<Keyword, readonly WordMeaning[]>> = {
  flow: [meaning("FlowHeader", "Names the flow of this file; without it the flow is called like the file.", "names")],
  bot: [
    meaning("Bot", "Declares the bot: its folder is a project, with all flows below it.", "names"),
    meaning("TestBot", "What the bot says next: a text, a pattern, a part of a text, or nothing more.", "grammar"),
  ],
  service: [meaning("Service", "Declares a backend: its address and what all requests to it have in common.", "runs")],
  var: [meaning("Var", "Declares a variable: its type, and its first value whenever its scope begins.", "memory")],
  intent: [
    meaning("Intent", "Declares something users want, by phrases in which they say it.", "grammar"),
    meaning("IntentTrigger", "Takes a text that means this intent best, and well enough.", "runs"),
  ],
  entity: [meaning("Entity", "Declares a kind of value, by a pattern or a list of members with synonyms.", "grammar")],
  state: [
    meaning("State", "Declares a dialog state: steps that run one after the other when the state is entered.", "names"),
    meaning("StateValue", "A state as a value, for a backend: its wire id.", "texts"),
    meaning("ExpectState", "The state in which the conversation has to wait now.", "grammar"),
  ],
  mock: [
    meaning("Mock", "Declares answers that stand in for a backend's.", "grammar"),
    meaning("TestMock", "Answers a request in this test, or turns on a mock of the project.", "grammar"),
  ],
  preset: [meaning("Preset", "Declares values of memory to begin a conversation or a test with.", "memory")],
  test: [meaning("Test", "Declares a conversation that has to go as written.", "grammar")],
  languages: [meaning("BotLanguages", "The languages that the bot speaks; the first is its default.", "grammar")],
  start: [meaning("BotState", "The state in which a conversation begins.", "runs")],
  fallback: [
    meaning(
      "BotState",
      "The state that answers what nothing else understands; then the conversation waits on where it waited.",
      "runs",
    ),
  ],
  failure: [
    meaning("BotState", "The state that is entered when an API step fails and says nothing of that itself.", "runs"),
    meaning("Outcome", "When the step failed in any way that no other `on` of it names.", "runs"),
  ],
  profile: [meaning("BotProfile", "The channel whose limits are checked, such as `whatsapp` or `web`.", "grammar")],
  threshold: [meaning("BotThreshold", "How sure an intent has to be to count, from 0 to 1; 0.5 if not said.", "runs")],
  base: [meaning("ServiceBase", "The address that is put before those of the requests.", "runs")],
  headers: [meaning("Headers", "The headers of the request, or of a mock's answer; `null` is left out.", "runs")],
  query: [meaning("Query", "What stands behind the `?` of the address, percent-encoded; `null` is left out.", "runs")],
  auth: [meaning("Auth", "How requests prove who sends them: `bearer`, `basic` or `hmac`.", "grammar")],
  timeout: [
    meaning("Timeout", "How long one attempt may take; 20 seconds if not said.", "runs"),
    meaning("Outcome", "When no answer came in time.", "runs"),
    meaning("AnswerFault", "Never answers.", "grammar"),
  ],
  retry: [meaning("Retry", "How often to try again after no answer, status 429 or 5xx.", "runs")],
  openapi: [
    meaning(
      "ServiceOpenApi",
      "The OpenAPI document (JSON) that describes this backend: its keys are offered where a request is written.",
      "grammar",
    ),
  ],
  every: [meaning("Retry", "How long to pause before each new attempt; 500 ms if not said.", "runs")],
  bearer: [meaning("Auth", "Sends a token in the header `Authorization`.", "grammar")],
  basic: [meaning("Auth", "Sends a name and a password in the header `Authorization`.", "grammar")],
  hmac: [meaning("Auth", "Sends a signature of the body: its SHA-256 under a key, hexadecimal.", "grammar")],
  header: [meaning("Auth", "The header that carries the signature.", "grammar")],
  sensitive: [meaning("Var", "Masks the values of this variable in every view, log, trace and file.", "grammar")],
  text: [type, meaning("TextTrigger", "Takes a text: the whole of it, or what a pattern matches in it.", "runs")],
  number: [type],
  integer: [type],
  boolean: [type],
  date: [type],
  time: [type],
  datetime: [type],
  duration: [type],
  email: [type],
  phone: [type],
  url: [type],
  location: [type, meaning("Location", "Shows a place, by latitude and longitude.", "grammar")],
  attachment: [type, meaning("AttachmentTrigger", "Takes whatever the user sends along.", "runs")],
  language: [type, meaning("Language", "Changes the user's language.", "grammar")],
  any: [type, meaning("AnyTrigger", "Takes any text, tap or attachment.", "runs")],
  one: [meaning("OneOfType", "One of these texts; `|` parts synonyms, and the first of them is stored.", "texts")],
  of: [
    meaning("OneOfType", "One of these texts; `|` parts synonyms, and the first of them is stored.", "texts"),
    meaning("ListType", "Several values of one type.", "grammar"),
  ],
  list: [meaning("ListType", "Several values of one type.", "grammar")],
  id: [meaning("State", "The name under which backends know the state; its full name if not said.", "names")],
  say: [meaning("Say", "Sends a message: a text, quick replies, buttons, cards, media.", "grammar")],
  ask: [meaning("Ask", "Asks a question, waits for an answer that fits the type, and stores it.", "runs")],
  api: [meaning("Api", "Sends a request to a backend, and does what its answer says.", "runs")],
  set: [meaning("Set", "Gives a variable a value.", "memory")],
  clear: [meaning("Clear", "Removes a value, or gives a `var` its first value again.", "memory")],
  if: [meaning(["If", "IfBranch"], "Runs its steps where the condition holds.", "grammar")],
  else: [
    meaning("Check", "What is said where the check fails.", "runs"),
    meaning(["If", "IfBranch"], "Runs where no condition before it holds.", "grammar"),
    meaning(["Match", "MatchArm"], "Runs where no value before it fits.", "grammar"),
  ],
  match: [meaning("Match", "Runs the steps of the first value that fits.", "grammar")],
  call: [meaning("Call", "Enters a state and comes back to the next step at `-> return`.", "runs")],
  wait: [meaning("Wait", "Delays the next step; in a test it moves the clock.", "runs")],
  track: [meaning("Track", "Reports an event to those who count.", "grammar")],
  handover: [meaning("Handover", "Asks the channel for a person; the outcome comes as an event.", "runs")],
  context: [meaning("Context", "Makes a context active for some turns, for the routes that ask for it.", "grammar")],
  for: [meaning("Context", "For how many turns after this one; 5 if not said.", "grammar")],
  reply: [
    meaning("Reply", "Offers a quick reply.", "runs"),
    meaning("TestBotPart", "A quick reply that the message has to offer.", "grammar"),
  ],
  value: [meaning("Reply", "What the reply stands for; its title if not said.", "runs")],
  button: [
    meaning("Button", "Offers a button, which goes on, opens a page or calls a number.", "grammar"),
    meaning("TestBotPart", "A button that the message has to offer.", "grammar"),
  ],
  open: [meaning("Button", "The page that the button opens.", "grammar")],
  dial: [meaning("Button", "The number that the button calls.", "grammar")],
  card: [meaning("Card", "A card of a carousel.", "grammar")],
  item: [meaning("Item", "An entry of a list.", "grammar")],
  subtitle: [meaning("Subtitle", "A second line under the title.", "grammar")],
  image: [
    meaning("Media", "Shows an image, by its address.", "grammar"),
    meaning("TestBotPart", "The message has to show an image.", "grammar"),
  ],
  video: [meaning("Media", "Shows a video, by its address.", "grammar")],
  audio: [meaning("Media", "Plays a sound, by its address.", "grammar")],
  file: [meaning("Media", "Offers a file, by its address.", "grammar")],
  payload: [meaning("Payload", "A message as the channel itself writes it.", "grammar")],
  as: [meaning("Ask", "The type that an answer has to fit.", "runs")],
  check: [meaning("Check", "A condition that the answer, called `value`, has to meet.", "runs")],
  invalid: [
    meaning("Invalid", "What is said where the answer does not fit the type.", "runs"),
    meaning("Outcome", "When the answer cannot be read, or names no state.", "runs"),
  ],
  attempts: [meaning("Attempts", "After that many answers that do not fit it goes elsewhere.", "runs")],
  skip: [meaning("SkipWhen", "Does not ask where the condition holds.", "grammar")],
  when: [
    meaning("SkipWhen", "Does not ask where the condition holds.", "grammar"),
    meaning("Route", "Takes the input only where the condition holds.", "grammar"),
    meaning(["MockRequest", "ExpectRequest"], "Only for requests that meet the condition.", "grammar"),
  ],
  GET: [method("Asks the backend for something; without a body.")],
  POST: [method("Hands something to the backend.")],
  PUT: [method("Stores or replaces something at the backend.")],
  PATCH: [method("Changes a part of something at the backend.")],
  DELETE: [method("Removes something at the backend.")],
  HEAD: [method("Asks for the headers alone; without a body.")],
  body: [meaning("Body", "What is sent: a text as it is, anything else as JSON.", "runs")],
  form: [meaning("Form", "What is sent, as a web form sends it.", "runs")],
  save: [meaning("Save", "Where the answer is kept: `status`, `headers`, `body`, `ms`.", "runs")],
  session: [meaning("SessionContract", "What the answer may store, and under which name.", "runs")],
  nextDialogstate: [meaning("NextDialogstate", "The states to which the answer may lead.", "runs")],
  on: [
    meaning("Route", "Takes an input that comes while the conversation waits.", "runs"),
    meaning("OnOutcome", "Runs after an answer of that kind; the most specific one does.", "runs"),
  ],
  success: [meaning("Outcome", "When the step did not fail, and the answer leads nowhere.", "runs")],
  event: [
    meaning("EventTrigger", "Takes an event by its name.", "runs"),
    meaning("TestEvent", "Sends an event to the bot.", "grammar"),
  ],
  silence: [meaning("SilenceTrigger", "When nothing came for so long.", "runs")],
  change: [meaning("ChangeTrigger", "Right after a step or an answer that changed this value.", "runs")],
  in: [
    meaning("Route", "Only while that context is active.", "grammar"),
    meaning("Test", "The languages in which the test runs.", "grammar"),
    meaning("Binary", "Whether a list, the keys of an object or a text hold the value.", "grammar"),
  ],
  end: [meaning("TargetWord", "Ends the conversation and forgets `session` and `temp`.", "runs")],
  back: [meaning("TargetWord", "Goes back to where the conversation waited before, in another state.", "runs")],
  return: [meaning("TargetWord", "Comes back from a `call`, to the step after it.", "runs")],
  restart: [meaning("TargetWord", "Ends the conversation and begins a new one at once.", "runs")],
  status: [meaning("AnswerStatus", "The status of the answer; 200 if not said.", "grammar")],
  delay: [meaning("AnswerDelay", "How long the answer takes.", "grammar")],
  fault: [meaning("AnswerFault", "Fails instead of answering.", "grammar")],
  // biome-ignore lint/suspicious/noThenProperty: the words of the language are what they are, and nobody awaits them.
  then: [meaning("MockRequest", "The answer to the next request; the last one repeats.", "grammar")],
  reset: [meaning("AnswerFault", "Breaks the connection.", "grammar")],
  malformed: [meaning("AnswerFault", "Says that it is JSON, and is not.", "grammar")],
  empty: [meaning("AnswerFault", "Answers with nothing.", "grammar")],
  with: [meaning("Test", "The presets to begin with.", "grammar")],
  at: [meaning("Test", "The state to begin in.", "grammar")],
  each: [meaning("Test", "Runs the test once for each row, read as `row.NAME`.", "grammar")],
  user: [meaning("TestUser", "What the user writes.", "grammar")],
  tap: [meaning("TestTap", "The reply or button that the user taps.", "grammar")],
  attach: [meaning("TestAttach", "What the user sends along.", "grammar")],
  contains: [
    meaning("TestBot", "A part of what the bot says.", "grammar"),
    meaning("Binary", "Whether a list, the keys of an object or a text hold the value.", "grammar"),
  ],
  nothing: [meaning("TestBot", "The bot has said all.", "grammar")],
  expect: [
    meaning(
      ["ExpectState", "ExpectEnded", "ExpectRequest", "ExpectNoRequest", "ExpectError", "ExpectValue"],
      "Something that has to hold now.",
      "grammar",
    ),
  ],
  ended: [meaning("ExpectEnded", "The conversation has to be over.", "grammar")],
  request: [meaning(["ExpectRequest", "ExpectNoRequest"], "A request that the bot sent.", "grammar")],
  times: [meaning("ExpectRequest", "How often the request has to have been sent.", "grammar")],
  no: [meaning("ExpectNoRequest", "No request may have been sent.", "grammar")],
  error: [meaning("ExpectError", "The code of something that has to have gone wrong.", "grammar")],
  true: [meaning("Boolean", "Holds.", "texts")],
  false: [meaning("Boolean", "Does not hold.", "texts")],
  null: [meaning("Null", "No value.", "texts")],
  not: [meaning("Unary", "Turns a condition round; gives `true` or `false`.", "grammar")],
  and: [meaning("Binary", "Whether both sides hold.", "grammar")],
  or: [meaning("Binary", "Whether one of the sides holds.", "grammar")],
  matches: [meaning("Binary", "Whether a pattern matches any part of the text.", "grammar")],
};

function meaning(where: NodeKind | readonly NodeKind[], text: string, section: WordMeaning["section"]): WordMeaning {
  return { in: typeof where === "string" ? [where] : where, text, section };
}
