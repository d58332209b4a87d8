import { randomBytes } from 'node:crypto';
import { rejectUnknownOptions } from '../../shared/nearest-name';
import { lazyValidator } from '../../protocol/schema-validator';

/** What a person is made of; everything has a default. */
export interface UserProfile {
  /** Base64 of 16 bytes. */
  id: string;
  name: string;
  avatar: string;
  /** ISO 3166 alpha-2. */
  country: string;
  language: string;
  /** API level of their client. */
  apiVersion: number;
  /** Devices they have; each sends its own `delivered`. [seen] */
  devices: number;
  /** "Content Personalization": whether bots may see name and photo. */
  personalization: boolean;
  /** What `share-phone` sends. */
  phoneNumber: string;
  /** What `location-picker` sends. */
  location: { lat: number; lon: number };
}

const string = { type: 'string' } as const;

const properties = {
  id: { type: 'string', minLength: 1 },
  name: string,
  avatar: string,
  country: string,
  language: string,
  apiVersion: { type: 'integer', minimum: 1 },
  devices: { type: 'integer', minimum: 0, maximum: 20 },
  personalization: { type: 'boolean' },
  phoneNumber: string,
  location: {
    type: 'object',
    required: ['lat', 'lon'],
    properties: { lat: { type: 'number' }, lon: { type: 'number' } },
  },
} satisfies Record<keyof UserProfile, object>;

const profileProblems = lazyValidator({ type: 'object', properties });

/** @throws `TypeError` for an unknown name or a wrong value */
export function checkProfile(profile: Partial<UserProfile>): void {
  rejectUnknownOptions(profile, properties, 'profile');
  const problems = profileProblems(profile);
  if (problems !== undefined) throw new TypeError(`The profile is not valid: ${problems.join('; ')}.`);
}

/** A profile with a default for everything that is not given. @param number - of the user, for the name */
export function completeProfile(profile: Partial<UserProfile>, number: number): UserProfile {
  return {
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
    ...profile,
  };
}
