/**
 * Proves at compile time, with `npm run typecheck`, that the schemas and the interfaces of callbacks agree. If a field is
 * added, removed, retyped or made optional on one side only, this file does not compile. The schemas of outgoing messages
 * are checked where they stand, in `message-schemas.ts` and `keyboard-schemas.ts`.
 */
import type { StrictEqualUsingTSInternalIdenticalToOperator as Equal } from 'expect-type';
import type { FromSchema, JSONSchema } from 'json-schema-to-ts';
import type { callbackSchemas, receivedMessageSchemas } from '../../lib/protocol/callbacks/callback-schemas';
import type { Callbacks } from '../../lib/protocol/callbacks/callbacks';
import type { OutgoingMessages } from '../../lib/protocol/messages/outgoing-messages';
import type { ReceivedMessages } from '../../lib/protocol/callbacks/received-messages';

/** Compiles only for `never`. Otherwise the error names what has drifted. */
type Nothing<Drifted extends never> = Drifted;

/** The keys whose types are not identical, and the keys of one side only. */
type Drift<A, B> = {
  [Key in keyof A | keyof B]: Key extends keyof A & keyof B
    ? Equal<A[Key], B[Key]> extends true
      ? never
      : Key
    : Key;
}[keyof A | keyof B];

/** The type that each schema describes. */
type Described<Schemas> = {
  [Name in keyof Schemas]: Schemas[Name] extends JSONSchema ? Closed<FromSchema<Schemas[Name]>> : never;
};

/**
 * json-schema-to-ts gives open schemas an index signature. The interfaces have none, so that a misspelled field does not
 * compile. An object without named fields keeps it: `Record<string, unknown>`.
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

export type ReceivedMessageDrift = Nothing<Drift<Described<typeof receivedMessageSchemas>, ReceivedMessages>>;

/** The names that differ from the value of the discriminating field. */
type Misnamed<Interfaces, Field extends string> = {
  [Name in keyof Interfaces]: Interfaces[Name] extends Record<Field, Name> ? never : Name;
}[keyof Interfaces];

export type MisnamedEvents = Nothing<Misnamed<Callbacks, 'event'>>;
export type MisnamedReceivedTypes = Nothing<Misnamed<ReceivedMessages, 'type'>>;
export type MisnamedOutgoingTypes = Nothing<Misnamed<OutgoingMessages, 'type'>>;
