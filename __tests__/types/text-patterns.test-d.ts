/** Checks which uses of `onText` compile. The function is never called. */
import { expectTypeOf } from 'expect-type';
import type {
  MessageCallback,
  MessageCallbackOf,
  ReceivedText,
  Reply,
  ReplyContext,
  TextListener,
  TextMatchContext,
  ViberWebhook,
} from 'express-viber';

/** The state of a webhook without a type for it. */
type AnyState = Record<string, unknown>;

declare const viber: ViberWebhook;
declare const anyString: string;

/** The pattern determines the type of the match. */
export function textPatterns(): void {
  viber.onText(/^order (\d+)/i, (arrived, context) => {
    expectTypeOf(arrived).toEqualTypeOf<MessageCallbackOf<'text'>>();
    expectTypeOf(context).toEqualTypeOf<TextMatchContext<RegExp, AnyState>>();
    expectTypeOf(context.match).toEqualTypeOf<RegExpExecArray>();
    expectTypeOf(context.reply).toEqualTypeOf<Reply>();
  });
  viber.onText('menu', (arrived, context) => {
    expectTypeOf(arrived.message).toEqualTypeOf<ReceivedText>();
    expectTypeOf(context.match).toEqualTypeOf<'menu'>();
    expectTypeOf(context).toExtend<ReplyContext>();
  });
  viber.onText(anyString, (_arrived, { match }) => {
    expectTypeOf(match).toEqualTypeOf<string>();
  });
  for (const pattern of ['help', /^\?+$/]) {
    viber.onText(pattern, (_arrived, { match }) => {
      expectTypeOf(match).toEqualTypeOf<string | RegExpExecArray>();
    });
  }
  viber.onText(['menu', 'help'], (_arrived, { match }) => {
    expectTypeOf(match).toEqualTypeOf<'menu' | 'help'>();
  });
  viber.onText([/^a/, /^b/] as const, (_arrived, context) => {
    expectTypeOf(context).toEqualTypeOf<TextMatchContext<RegExp, AnyState>>();
  });
  viber.onText(['menu', /^m/], (_arrived, { match }) => {
    expectTypeOf(match).toEqualTypeOf<'menu' | RegExpExecArray>();
  });
  const dynamic: readonly string[] = [anyString];
  viber.onText(dynamic, (_arrived, { match }) => {
    expectTypeOf(match).toEqualTypeOf<string>();
  });
  // @ts-expect-error a number instead of a pattern
  viber.onText(['menu', 1], () => undefined);
  // @ts-expect-error a string has no groups
  viber.onText(['menu', /^m/], (_arrived, { match }) => match.groups);
  const onOrder: TextListener = async ({ message: { text } }, context) =>
    context.reply({ type: 'text', text: `${context.match[1] ?? ''} of ${text}` });
  const onMenu: TextListener<string> = (_arrived, { match }) => match.length;
  const onEither = ({ sender }: MessageCallback, { reply: send }: ReplyContext) =>
    send({ type: 'text', text: sender.id });
  const chained = viber
    .onText(/^order (\d+)/, onOrder)
    .onText('menu', onMenu)
    .onText('menu', onEither)
    .onText(/menu/, onEither)
    .onText(/menu/, () => 'dropped')
    .on('unmatched_text', onEither);
  expectTypeOf(chained).toEqualTypeOf<ViberWebhook>();

  // @ts-expect-error a listener without a pattern
  viber.onText(() => undefined);
  // @ts-expect-error a pattern without a listener
  viber.onText('menu');
  // @ts-expect-error a message instead of a listener
  viber.onText('menu', { type: 'text', text: 'Menu' });
  // @ts-expect-error a string has no groups
  viber.onText('menu', (_arrived, { match }) => match.groups);
  // @ts-expect-error the match of a regular expression is not a string
  viber.onText(/menu/, onMenu);
  // @ts-expect-error the match of a string is not an array
  viber.onText(anyString, onOrder);
  // @ts-expect-error no match without a pattern
  viber.on('unmatched_text', (_arrived, context) => context.match);
}
