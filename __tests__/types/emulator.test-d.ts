/** Checks which uses of an emulator compile, with `npm run typecheck`. The functions are never called. */
import { expectTypeOf } from 'expect-type';
import type { ApiCall, EmulatedUser, TimelineEntry, ViberEmulator } from 'express-viber/emulator';
import type { MessageProblem } from 'express-viber';

export function apiCalls(emulator: ViberEmulator): void {
  expectTypeOf(emulator.apiCalls).toEqualTypeOf<readonly ApiCall[]>();
  const [call] = emulator.apiCalls;
  expectTypeOf(call?.warnings).toEqualTypeOf<readonly MessageProblem[] | undefined>();
  if (call?.state === 'refused') expectTypeOf(call.status).toEqualTypeOf<number | undefined>();
  // @ts-expect-error -- no such state
  if (call?.state === 'acknowledged') throw new Error();
}

export async function sending(emulator: ViberEmulator, user: EmulatedUser): Promise<void> {
  expectTypeOf(await emulator.sendCallback('{}')).toEqualTypeOf<TimelineEntry>();
  await emulator.sendCallback('{}', { newToken: true });
  // @ts-expect-error -- misspelled
  await emulator.sendCallback('{}', { newTokn: true });
  // @ts-expect-error -- the body is a text, since it is sent byte for byte
  await emulator.sendCallback({ event: 'seen' });
  expectTypeOf(emulator.curlCommand('{}')).toEqualTypeOf<string>();
  await user.openLink('viber://pa?chatURI=localbot');
}
