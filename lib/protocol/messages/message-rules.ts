import { FORBIDDEN_FILE_ENDINGS } from './known-values';

/** What happens to a message that breaks a rule, and where the rule comes from. */
export interface MessageRule {
  /**
   * `error`: Viber is known to refuse the message, in its API or on the phone, so it is not sent. `warning`: it looks
   * wrong, but Viber may take it, so it is sent. Where sources disagree, the rule is a warning.
   */
  readonly severity: 'error' | 'warning';
  /** A stable id, such as `text-length`. */
  readonly rule: string;
  /** Where the rule is documented. */
  readonly source: string;
}

/** A part of a JSON schema. A part that can fail is a {@link MessageRule} too; a test proves it. */
export type Schema = Readonly<Record<string, unknown>>;

export const MESSAGES = "Viber's documentation, Message Data Model";
export const RICH_MEDIA = "Viber's documentation, Message Data Model, Rich Media Message";
export const KEYBOARDS = "Viber's documentation, Keyboards";
export const PAYMENTS = "Viber's documentation, Send Payment Request";
export const SENDING = "Viber's documentation, Send a Message";

/** A part of a schema whose violation Viber is known to refuse. */
export function refused(rule: string, source: string, assertion: object): Schema {
  return { severity: 'error', rule, source, ...assertion };
}

/** A part of a schema whose violation looks wrong. */
export function warned(rule: string, source: string, assertion: object): Schema {
  return { severity: 'warning', rule, source, ...assertion };
}

/** A schema with several rules. */
export function all(...schemas: readonly Schema[]): Schema {
  return { allOf: schemas };
}

/** The kinds of values, as documented on one page. A kind that no client was seen to send is refused. */
export function kindsOf(source: string) {
  const ofKind = (kind: string) => refused('wrong-kind', source, { kind });
  const number = all(ofKind('number'), warned('number-as-string', source, { type: 'number' }));
  return {
    string: ofKind('string'),
    /** A string that looks wrong if it is longer. */
    text: (rule: string, maxLength: number) => all(ofKind('string'), warned(rule, source, { maxLength })),
    number,
    wholeNumber: all(number, warned('whole-number', source, { multipleOf: 1 })),
    boolean: all(ofKind('boolean'), warned('boolean-as-string', source, { type: 'boolean' })),
    /** A string. Bots fill it from a database, where it may be a number, so a number is only a warning. */
    stringPreferred: all(
      ofKind('number or string'),
      warned('string-as-number', source, { type: 'string', description: 'a string' }),
    ),
    /** Documented as a number, and as a string in samples. */
    numberOrString: ofKind('number or string'),
    /** Documented as a number, and as a string of digits in samples. */
    degrees: (max: number) => all(ofKind('number'), warned('coordinates', source, { range: [-max, max] })),
    /** An object with any fields. */
    anyObject: ofKind('object'),
    objectOrArray: ofKind('object or array'),
    listOf: (items: Schema, ...rules: readonly Schema[]) => all(ofKind('array'), ...rules, { items }),
    /** A string from a list that Viber may extend. */
    known: (values: readonly string[]) =>
      all(ofKind('string'), warned('unknown-value', source, { enum: values })),
    color: all(
      ofKind('string'),
      warned('color', source, { pattern: '^#[0-9a-fA-F]{6}$', description: 'a color of the form #RRGGBB' }),
    ),
    /**
     * An object with the fields of an interface. The compiler checks that no field is missing here, and that there is
     * no other.
     *
     * @param required - the fields without which Viber refuses the object
     */
    object: <Fields>(
      properties: { readonly [Name in keyof Required<Fields>]: Schema },
      required: readonly (keyof Fields & string)[] = [],
      ...rules: readonly Schema[]
    ) =>
      all(
        ofKind('object'),
        refused('required-field', source, { required }),
        ...rules,
        warned('unknown-field', source, { properties, additionalProperties: false }),
      ),
  };
}

/** The rule of a field that needs an API level. */
export function fromLevel(apiLevel: number): Schema {
  return warned('api-level', `${MESSAGES}; ${KEYBOARDS}`, { apiLevel });
}

/** The rule for the name of a file. */
export const notForbidden = warned('forbidden-file-format', `${MESSAGES}, Forbidden File Formats`, {
  forbiddenEndings: FORBIDDEN_FILE_ENDINGS,
});
