import { asRecord } from '../exact-json';
import type { Button, Keyboard, RichMedia } from './keyboard';
import type { Problem } from './problems';
import { problem } from './problems';

// The `min_api_version` that a field needs. [doc] Where the documentation's versions leave a level open, as they do
// for Map, Frame and parts of InternalBrowser, none is asked for.

const LAYOUT_LEVELS: Readonly<Partial<Record<keyof Keyboard, number>>> = {
  CustomDefaultHeight: 3,
  HeightScale: 3,
  ButtonsGroupColumns: 4,
  ButtonsGroupRows: 4,
  InputFieldState: 4,
  FavoritesMetadata: 6,
};

// A carousel may have its grid at any level, as the documentation's carousel of level 2 has.
const CAROUSEL_LEVELS: Readonly<Partial<Record<keyof RichMedia, number>>> = {
  HeightScale: 3,
  FavoritesMetadata: 6,
};

const BUTTON_LEVELS: Readonly<Partial<Record<keyof Button, number>>> = {
  InternalBrowser: 3,
  TextPaddings: 4,
  TextShouldFit: 6,
  BgMediaScaleType: 6,
  ImageScaleType: 6,
  MediaPlayer: 6,
};

const PICKER_LEVEL = 3;
const PICKERS: readonly unknown[] = ['location-picker', 'share-phone'] satisfies Button['ActionType'][];

/** The fields of a message whose API level is above its `min_api_version`. */
export function levelProblems(message: Record<string, unknown>): Problem[] {
  const given = message['min_api_version'];
  // What is no level has a problem of its own.
  if (given !== undefined && typeof given !== 'number') return [];
  return [
    ...layoutNeeds(message['keyboard'], '/keyboard', LAYOUT_LEVELS),
    ...layoutNeeds(message['rich_media'], '/rich_media', CAROUSEL_LEVELS),
  ]
    .filter(({ level }) => level > (given ?? 1))
    .map(({ path, level }) => {
      const found = given === undefined ? 'is left out, which means 1' : `is ${String(given)}`;
      return problem(path, `needs a min_api_version of ${String(level)} or more, but it ${found}`);
    });
}

interface Need {
  path: string;
  level: number;
}

function layoutNeeds(layout: unknown, path: string, levels: Readonly<Record<string, number>>): Need[] {
  const fields = asRecord(layout) ?? {};
  const buttons: unknown[] = Array.isArray(fields['Buttons']) ? fields['Buttons'] : [];
  return [
    ...fieldNeeds(fields, path, levels),
    ...buttons.flatMap((button, index) =>
      buttonNeeds(asRecord(button) ?? {}, `${path}/Buttons/${String(index)}`),
    ),
  ];
}

function buttonNeeds(button: Record<string, unknown>, path: string): Need[] {
  const needs = fieldNeeds(button, path, BUTTON_LEVELS);
  const isPicker = PICKERS.includes(button['ActionType']);
  return isPicker ? [{ path: `${path}/ActionType`, level: PICKER_LEVEL }, ...needs] : needs;
}

function fieldNeeds(
  fields: Record<string, unknown>,
  path: string,
  levels: Readonly<Record<string, number>>,
): Need[] {
  return Object.entries(levels)
    .filter(([name]) => fields[name] !== undefined)
    .map(([name, level]) => ({ path: `${path}/${name}`, level }));
}
