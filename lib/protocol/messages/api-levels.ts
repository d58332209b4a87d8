import { asRecord } from '../exact-json';
import type { Button, Keyboard, RichMedia } from './keyboard';
import type { Problem } from './problems';
import { problem } from './problems';

// The `min_api_version` that each field needs. [doc] Fields whose level is not certain, such as Map, Frame and parts of
// InternalBrowser, are not listed.

const LAYOUT_LEVELS: Readonly<Partial<Record<keyof Keyboard, number>>> = {
  CustomDefaultHeight: 3,
  HeightScale: 3,
  ButtonsGroupColumns: 4,
  ButtonsGroupRows: 4,
  InputFieldState: 4,
  FavoritesMetadata: 6,
};

// A carousel may set its grid at any level: the carousel in the documentation does so at level 2. [doc]
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

/** Finds the fields that need a higher API level than the `min_api_version` of their message. */
export function levelProblems(message: Record<string, unknown>): Problem[] {
  const given = message['min_api_version'];
  // The schema reports a level that is not a number.
  if (given !== undefined && typeof given !== 'number') return [];
  return [
    ...layoutNeeds(message['keyboard'], '/keyboard', LAYOUT_LEVELS),
    ...layoutNeeds(message['rich_media'], '/rich_media', CAROUSEL_LEVELS),
  ]
    .filter(({ level }) => level > (given ?? 1))
    .map(({ path, level }) => {
      const found = given === undefined ? 'is missing, which means 1' : `is ${String(given)}`;
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
