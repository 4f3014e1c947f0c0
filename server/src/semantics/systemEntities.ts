/** Entities that every project has; a scalar type of the same name is a type first. */
export const SYSTEM_ENTITIES: ReadonlySet<string> = new Set([
  "number",
  "integer",
  "date",
  "time",
  "datetime",
  "duration",
  "money",
  "email",
  "phone",
  "url",
  "ordinal",
  "quantity",
  "temperature",
  "distance",
]);
