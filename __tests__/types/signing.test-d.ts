/** Functions that sign, verify and build callbacks. Checked by `npm run typecheck`; nothing here runs. */
import { expectTypeOf } from 'expect-type';
import type {
  Callback,
  MessageCallback,
  MessageCallbackOf,
  ReceivedText,
  SubscribedCallback,
} from 'express-viber';
import { verifySignature } from 'express-viber';
import { messageCallback, signCallback, subscribedCallback } from 'express-viber/testing';

/** A signature is only checked with tokens that are certainly set. */
export function signatures(body: Buffer, header: string | undefined): void {
  expectTypeOf(verifySignature(body, header, 'a token')).toEqualTypeOf<boolean>();
  verifySignature('{}', header, ['new', 'old'] as const);

  // @ts-expect-error the variable may be unset
  verifySignature(body, header, process.env['VIBER_AUTH_TOKEN']);
  // @ts-expect-error a parsed body instead of its bytes
  verifySignature({ event: 'webhook' }, header, 'a token');
}

/** The builders of callbacks return the types that listeners receive. */
export function builders(): void {
  expectTypeOf(messageCallback()).toEqualTypeOf<MessageCallback<ReceivedText>>();
  expectTypeOf(messageCallback({ type: 'sticker', sticker_id: 1 })).toExtend<MessageCallbackOf<'sticker'>>();
  expectTypeOf(messageCallback({ type: 'sticker', sticker_id: 1 })).toExtend<Callback>();
  expectTypeOf(subscribedCallback({ user: { id: 'x' } })).toEqualTypeOf<SubscribedCallback>();
  expectTypeOf(signCallback(messageCallback(), 'a token').body).toEqualTypeOf<string>();

  // @ts-expect-error a text without text
  messageCallback({ type: 'text' });
  // @ts-expect-error unknown field
  subscribedCallback({ user_id: 'x' });
  // @ts-expect-error the token is missing
  signCallback(messageCallback());
}
