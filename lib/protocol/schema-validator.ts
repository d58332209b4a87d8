/** A validator of `generated/`. After a call that returned `false`, `errors` describes the value. */
export interface SchemaValidator {
  (value: unknown): boolean;
  errors?: SchemaError[] | null;
}

/** What is wrong with a value, in the form of ajv's `ErrorObject`. */
export interface SchemaError {
  /** The JSON pointer of the value. */
  instancePath: string;
  /** The keyword of the schema that the value violates. */
  keyword: string;
  params: Record<string, unknown>;
  /** Only for callbacks. */
  message?: string;
  /** Only for outgoing messages: the value of the keyword. */
  schema?: unknown;
  /** Only for outgoing messages: the part of the schema that has the keyword. */
  parentSchema?: Record<string, unknown>;
  /** Only for outgoing messages: the value. */
  data?: unknown;
}

/** Counts code points, as JSON Schema measures strings. Most emoji are one. */
export function countCodePoints(text: string): number {
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
}
