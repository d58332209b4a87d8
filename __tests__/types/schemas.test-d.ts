/**
 * Compile-time proof, checked by `npm run typecheck`, that the schemas, which decide at run time, and the interfaces,
 * which decide in the editor, say the same: a field that is added, dropped, retyped or made optional on one side only
 * does not compile here.
 */
import type { StrictEqualUsingTSInternalIdenticalToOperator as Equal } from 'expect-type';
import type { FromSchema, JSONSchema } from 'json-schema-to-ts';
import type { callbackSchemas, messageSchemas } from '../../lib/protocol/callbacks/callback-schemas';
import type { Callbacks } from '../../lib/protocol/callbacks/callbacks';
import type {
  outgoingKeyboardSchema,
  outgoingMessageSchemas,
} from '../../lib/protocol/messages/message-schemas';
import type { OutgoingKeyboard, OutgoingMessages } from '../../lib/protocol/messages/outgoing-messages';
import type { ActiveButton, Button, InactiveButton } from '../../lib/protocol/messages/keyboard';
import type { ReceivedMessages } from '../../lib/protocol/callbacks/received-messages';

/** Compiles for `never` alone, and the error names what has drifted. */
type Nothing<Drifted extends never> = Drifted;

/** The keys whose types are not identical, with those that only one side has. */
type Drift<A, B> = {
  [Key in keyof A | keyof B]: Key extends keyof A & keyof B
    ? Equal<A[Key], B[Key]> extends true
      ? never
      : Key
    : Key;
}[keyof A | keyof B];

/** What each schema says of the fields it names. */
type Described<Schemas> = {
  [Name in keyof Schemas]: Schemas[Name] extends JSONSchema ? Closed<FromSchema<Schemas[Name]>> : never;
};

/**
 * Schemas are open, which json-schema-to-ts writes as an index signature; the interfaces leave it out, so that a
 * misspelled field does not compile. An object of which nothing is named keeps it: `Record<string, unknown>`.
 */
type Closed<Value> = Value extends readonly unknown[]
  ? { [Index in keyof Value]: Closed<Value[Index]> }
  : Value extends object
    ? [NamedKeys<Value>] extends [never]
      ? Value
      : { [Key in keyof Value as Key extends NamedKeys<Value> ? Key : never]: Closed<Value[Key]> }
    : Value;

type NamedKeys<Value> = keyof {
  [Key in keyof Value as string extends Key ? never : Key]: true;
};

/** The schema of the `message` callback leaves the message itself to the schemas of the message types. */
type CallbacksWithOpenMessage = Omit<Callbacks, 'message'> & {
  message: {
    [Field in keyof Callbacks['message']]: Field extends 'message'
      ? Record<string, unknown>
      : Callbacks['message'][Field];
  };
};
export type CallbackDrift = Nothing<Drift<Described<typeof callbackSchemas>, CallbacksWithOpenMessage>>;

export type ReceivedMessageDrift = Nothing<Drift<Described<typeof messageSchemas>, ReceivedMessages>>;

/**
 * In a schema a button is one object, of which `if` and `else` say when it needs an ActionBody; json-schema-to-ts reads
 * past those, and `ActionBodyDrift` below says the same to the compiler.
 */
type MergedButton = { [Field in keyof Button]?: Exclude<Button[Field], undefined> };

type WithMergedButtons<Value> =
  Equal<Value, Button[]> extends true
    ? MergedButton[]
    : Value extends object
      ? { [Key in keyof Value]: WithMergedButtons<Value[Key]> }
      : Value;

export type OutgoingMessageDrift = Nothing<
  Drift<Described<typeof outgoingMessageSchemas>, WithMergedButtons<OutgoingMessages>>
>;

/** A field of one kind of button that the other has not. */
export type ButtonFieldDrift = Nothing<
  Drift<Record<keyof ActiveButton, true>, Record<keyof InactiveButton, true>>
>;

/** Whether the button of each ActionType, `undefined` for none, can be without an ActionBody. */
type CanLackActionBody = {
  [Kind in NonNullable<Button['ActionType']>]: { ActionType: Kind } extends Button ? true : false;
} & { undefined: object extends Button ? true : false };
export type ActionBodyDrift = Nothing<
  Drift<
    CanLackActionBody,
    {
      reply: false;
      'open-url': false;
      'location-picker': false;
      'share-phone': false;
      none: true;
      undefined: false;
    }
  >
>;

/** That a keyboard alone has no `type` is for the interface to say: its absence chooses the schema. */
export type OutgoingKeyboardDrift = Nothing<
  Drift<
    Described<{ keyboard: typeof outgoingKeyboardSchema }>,
    { keyboard: WithMergedButtons<Pick<OutgoingKeyboard, Exclude<keyof OutgoingKeyboard, 'type'>>> }
  >
>;
export type OutgoingKeyboardTypeDrift = Nothing<Drift<Pick<OutgoingKeyboard, 'type'>, { type?: never }>>;

/** The names that are not the value of the field that discriminates. */
type Misnamed<Interfaces, Field extends string> = {
  [Name in keyof Interfaces]: Interfaces[Name] extends Record<Field, Name> ? never : Name;
}[keyof Interfaces];

export type MisnamedEvents = Nothing<Misnamed<Callbacks, 'event'>>;
export type MisnamedReceivedTypes = Nothing<Misnamed<ReceivedMessages, 'type'>>;
export type MisnamedOutgoingTypes = Nothing<Misnamed<OutgoingMessages, 'type'>>;
