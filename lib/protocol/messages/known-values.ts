// The values that Viber documents [doc, hub], and those that bots are seen to send [code]. Viber may add others at any
// time, so every list is open: another value compiles, and is sent with a warning.

/** One of the known values, which an editor completes, or any other string. */
export type Known<Values extends readonly string[]> = Values[number] | (string & Record<never, never>);

export const ACTION_TYPES = [
  'reply',
  'open-url',
  'location-picker',
  'share-phone',
  'none',
  'buy',
  'open-map',
  'subscribe-bot', // [code]
] as const;

/** The actions that ask the user for a location or a phone number. */
export const PICKERS = ['location-picker', 'share-phone'] as const satisfies (typeof ACTION_TYPES)[number][];

export const REPLY_TYPES = ['message', 'query'] as const; // [code]

// The tables of the documentation have neither "medium" nor the TextHAlign "middle", but its samples use both.
export const TEXT_SIZES = ['small', 'regular', 'medium', 'large'] as const;
export const VERTICAL_ALIGNMENTS = ['top', 'middle', 'bottom'] as const;
export const HORIZONTAL_ALIGNMENTS = ['left', 'center', 'middle', 'right'] as const;

export const BACKGROUND_MEDIA_TYPES = ['picture', 'gif'] as const;
export const SCALE_TYPES = ['crop', 'fill', 'fit'] as const;
export const INPUT_FIELD_STATES = ['regular', 'minimized', 'hidden'] as const;

export const URL_TYPES = ['internal', 'external'] as const;
export const URL_MEDIA_TYPES = ['not-media', 'video', 'gif', 'picture', 'audio'] as const;
export const BROWSER_ACTIONS = ['forward', 'send', 'open-externally', 'send-to-bot', 'none'] as const;
export const BROWSER_TITLES = ['domain', 'default'] as const;
export const BROWSER_MODES = [
  'fullscreen',
  'fullscreen-portrait',
  'fullscreen-landscape',
  'partial-size',
] as const;
export const BROWSER_FOOTERS = ['default', 'hidden'] as const;

export const PAYMENT_TYPES = ['GooglePay', 'ApplePay'] as const;

/** The endings of files that Viber does not deliver. [hub] */
export const FORBIDDEN_FILE_ENDINGS: readonly string[] = (
  'action apk app bat bin cmd com command cpl csh exe gadget inf1 ins inx ipa isu job jse ksh lnk msc msi msp mst osx ' +
  'out paf pif ps1 reg rgs run sct shb shs u3p vb vbe vbs vbscript workflow ws wsf'
).split(' ');
