/** The parts of viber-bot 1.0.18 that the tests use; it has no types of its own. */
declare module 'viber-bot' {
  import type { EventEmitter } from 'node:events';
  import type { RequestListener } from 'node:http';

  export interface UserProfile {
    id: string;
    name: string;
    avatar: string | null;
  }

  export interface Response {
    userProfile: UserProfile;
    send(messages: Message.Any | Message.Any[], trackingData?: object): Promise<unknown[]>;
  }

  export interface BotOptions {
    authToken: string;
    name: string;
    avatar: string;
    registerToEvents?: string[];
  }

  export class Bot extends EventEmitter {
    constructor(options: BotOptions);
    /** Private, with the base URL of the API in a field that nothing else sets. */
    readonly _client: { _url: string };
    middleware(): RequestListener;
    setWebhook(url: string): Promise<Record<string, unknown>>;
    getBotProfile(): Promise<Record<string, unknown>>;
    getUserDetails(profile: { id: string }): Promise<Record<string, unknown>>;
    getOnlineStatus(ids: string[]): Promise<Record<string, unknown>>;
    sendMessage(profile: { id: string }, messages: Message.Any | Message.Any[]): Promise<unknown[]>;
    postToPublicChat(profile: { id: string }, messages: Message.Any | Message.Any[]): Promise<unknown[]>;
    onTextMessage(pattern: RegExp, listener: (message: Message.Text, response: Response) => void): void;
    onConversationStarted(
      listener: (
        profile: UserProfile,
        isSubscribed: boolean,
        context: string | undefined,
        onFinish: (message: Message.Any | null) => void,
      ) => void,
    ): void;
    onSubscribe(listener: (response: Response) => void): void;
    onUnsubscribe(listener: (userId: string) => void): void;
    onError(listener: (error: unknown) => void): void;
  }

  export const Events: Readonly<Record<string, string>>;

  export namespace Message {
    /** What every message has. */
    class Any {
      readonly token?: string;
      readonly trackingData: object;
    }
    class Text extends Any {
      constructor(text: string, keyboard?: object, trackingData?: object);
      readonly text: string;
    }
    class Url extends Any {
      constructor(url: string);
    }
    class Contact extends Any {
      constructor(name: string, phoneNumber: string, avatar?: string);
    }
    class File extends Any {
      constructor(url: string, sizeInBytes: number, fileName: string);
    }
    class Location extends Any {
      constructor(latitude: number | string, longitude: number | string);
    }
    class Picture extends Any {
      constructor(url: string, text?: string, thumbnail?: string);
    }
    class Video extends Any {
      constructor(url: string, size: number, text?: string, thumbnail?: string, duration?: number);
    }
    class Sticker extends Any {
      constructor(stickerId: number);
    }
    class RichMedia extends Any {
      constructor(richMedia: object);
    }
    class Keyboard extends Any {
      constructor(keyboard: object);
    }
  }
}
