import { randomBytes } from 'node:crypto';
import type { OptionCheck } from '../../shared/options';
import { boolean, group, parseOptions, string, wholeNumber } from '../../shared/options';

/** The profile of an emulated user. */
export interface UserProfile {
  /** @default Base64 of 16 random bytes */
  id: string;
  /** @default `User` and a number */
  name: string;
  /** URL of the photo. */
  avatar: string;
  /** ISO 3166 alpha-2. @default 'GB' */
  country: string;
  /** @default 'en' */
  language: string;
  /** API level of the user's client. @default 10 */
  apiVersion: number;
  // Each device sends its own `delivered`. [seen]
  /** Number of devices, 0 to 20; each reports a message as delivered. @default 1 */
  devices: number;
  /** "Content Personalization": whether bots may see the name and the photo. @default true */
  personalization: boolean;
  /** What a `share-phone` button sends. */
  phoneNumber: string;
  /** What a `location-picker` button sends. */
  location: { lat: number; lon: number };
}

/**
 * A complete profile. @param number - of the user, for the default name
 *
 * @throws `TypeError` for an unknown field or a wrong value
 */
export function newProfile(fields: Partial<UserProfile>, number: number): UserProfile {
  const defaults: UserProfile = {
    id: randomBytes(16).toString('base64'),
    name: `User ${String(number)}`,
    avatar: 'https://example.com/avatar.jpg',
    country: 'GB',
    language: 'en',
    apiVersion: 10,
    devices: 1,
    personalization: true,
    phoneNumber: '+447700900123',
    location: { lat: 51.5007, lon: -0.1246 },
  };
  return changedProfile(defaults, fields);
}

/**
 * Applies changes to a profile.
 *
 * @throws `TypeError` for an unknown field or a wrong value
 */
export function changedProfile(current: UserProfile, changes: Partial<UserProfile>): UserProfile {
  const checks = {
    id: string({ default: current.id, min: 1 }),
    name: string({ default: current.name }),
    avatar: string({ default: current.avatar }),
    country: string({ default: current.country }),
    language: string({ default: current.language }),
    apiVersion: wholeNumber({ default: current.apiVersion }),
    devices: wholeNumber({ default: current.devices, min: 0, max: 20 }),
    personalization: boolean(current.personalization),
    phoneNumber: string({ default: current.phoneNumber }),
    location: group({ lat: coordinate(current.location.lat), lon: coordinate(current.location.lon) }),
  } satisfies Record<keyof UserProfile, OptionCheck<unknown>>;
  return parseOptions('profile', checks, changes);
}

function coordinate(defaultValue: number): OptionCheck<number> {
  return (value = defaultValue, name) => {
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    throw new TypeError(`${name} must be a number of degrees.`);
  };
}
