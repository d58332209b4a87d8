import https from 'node:https';
import type { ViberClientOptions } from '../../lib/client/client-options';
import { ViberClient } from '../../lib/client/viber-client';
import { ViberConnectionError } from '../../lib/errors';
import type { ApiCall, ApiReply } from '../fixtures/fake-viber-api';
import { FakeViberApi, OK } from '../fixtures/fake-viber-api';
import { AUTH_TOKEN } from '../fixtures/posts';
import { closeServers } from '../fixtures/servers';
import { failureOf } from './failure-of';

const URL_OF_BOT = 'https://bot.example.com/viber';

let api: FakeViberApi;
let client: ViberClient;

beforeEach(async () => {
  api = await FakeViberApi.start();
  client = new ViberClient({ authToken: AUTH_TOKEN, apiUrl: api.url });
});

afterEach(async () => {
  jest.restoreAllMocks();
  jest.useRealTimers();
  await closeServers();
});

describe('ViberClient', () => {
  describe('constructor', () => {
    it.each([[undefined], [null], [''], [42], [['token']]])('refuses an auth token of %j', (authToken) => {
      expect(() => new ViberClient({ authToken: authToken as never })).toThrow(TypeError);
      expect(() => new ViberClient({ authToken: authToken as never })).toThrow(
        /authToken.*(?:missing or empty|not a string)/,
      );
    });

    it.each([[`${AUTH_TOKEN}\n`], [` ${AUTH_TOKEN}`]])(
      'refuses white space around the auth token, without showing it',
      (authToken) => {
        const create = () => new ViberClient({ authToken });
        expect(create).toThrow(TypeError);
        expect(create).toThrow(/white space/);
        expect(create).not.toThrow(AUTH_TOKEN);
      },
    );

    it.each([
      ['authtoken', 'authToken'],
      ['auth_token', 'authToken'],
      ['apiURL', 'apiUrl'],
      ['senders', 'sender'],
    ])('refuses the option %s and asks whether %s was meant', (misspelled, meant) => {
      const options = { authToken: AUTH_TOKEN, [misspelled]: undefined };
      expect(() => new ViberClient(options)).toThrow(TypeError);
      expect(() => new ViberClient(options)).toThrow(`"${misspelled}"`);
      expect(() => new ViberClient(options)).toThrow(`Did you mean "${meant}"?`);
    });

    it('refuses an option unlike any known one, without a guess', () => {
      const options = { authToken: AUTH_TOKEN, maxInFlight: 9 } as ViberClientOptions;
      expect(() => new ViberClient(options)).toThrow(TypeError);
      expect(() => new ViberClient(options)).toThrow(/"maxInFlight"/);
      expect(() => new ViberClient(options)).not.toThrow(/Did you mean/);
    });

    it.each([[''], ['chatapi.viber.com/pa'], ['/pa'], ['ftp://chatapi.viber.com/pa'], [42], [null]])(
      'refuses an apiUrl of %j',
      (apiUrl) => {
        const create = () => new ViberClient({ authToken: AUTH_TOKEN, apiUrl: apiUrl as never });
        expect(create).toThrow(TypeError);
        expect(create).toThrow(/apiUrl/);
      },
    );
  });

  describe('apiUrl', () => {
    it.each([
      ['', '/set_webhook'],
      ['/', '/set_webhook'],
      ['/pa', '/pa/set_webhook'],
      ['/pa/', '/pa/set_webhook'],
      ['/viber/emulator/pa//', '/viber/emulator/pa/set_webhook'],
    ])('puts the method under a base path of "%s"', async (basePath, path) => {
      await new ViberClient({ authToken: AUTH_TOKEN, apiUrl: api.origin + basePath }).removeWebhook();
      expect(api.calls.map((call) => call.path)).toEqual([path]);
    });

    it("is Viber's by default", async () => {
      const request = jest.spyOn(https, 'request').mockImplementation(() => {
        throw new Error('Tests do not call Viber.');
      });
      const failure = await failureOf(
        new ViberClient({ authToken: AUTH_TOKEN }).setWebhook({ url: URL_OF_BOT }),
      );
      expect(failure).toBeInstanceOf(ViberConnectionError);
      expect(request.mock.calls[0]?.[0]).toMatchObject({
        hostname: 'chatapi.viber.com',
        path: '/pa/set_webhook',
        method: 'POST',
      });
    });
  });

  describe('getAccountInfo', () => {
    it('sends an empty body and resolves with the response unchanged', async () => {
      const json = {
        status: 0,
        status_message: 'ok',
        id: 'pa:75346594275468546724',
        name: 'account name',
        uri: 'accountUri',
        location: { lon: 0.1, lat: 0.2 },
        webhook: URL_OF_BOT,
        event_types: ['delivered', 'seen'],
        subscribers_count: 35,
        members: [{ id: '01234567890A=', name: 'my name', avatar: 'http://example.com', role: 'admin' }],
      };
      api.reply({ json });
      await expect(client.getAccountInfo()).resolves.toEqual(json);
      expect(api.calls).toMatchObject([
        {
          verb: 'POST',
          path: '/pa/get_account_info',
          headers: { 'x-viber-auth-token': AUTH_TOKEN },
          body: {},
        },
      ]);
    });
  });

  describe('getUserDetails', () => {
    it('sends the id and resolves with every digit of the token', async () => {
      api.reply({
        text: '{"status":0,"status_message":"ok","message_token":4912661846655238145,"user":{"id":"01234567890A=","name":"John McClane","api_version":1,"mcc":1,"mnc":1}}',
      });
      await expect(client.getUserDetails('01234567890A=')).resolves.toEqual({
        status: 0,
        status_message: 'ok',
        message_token: '4912661846655238145',
        user: { id: '01234567890A=', name: 'John McClane', api_version: 1, mcc: 1, mnc: 1 },
      });
      expect(api.calls).toMatchObject([
        { verb: 'POST', path: '/pa/get_user_details', body: { id: '01234567890A=' } },
      ]);
    });

    it.each<[unknown]>([[undefined], [''], [7], [null], [{}]])('refuses the id %j', async (id) => {
      const failure = await failureOf(client.getUserDetails(id as never));
      expect(failure).toBeInstanceOf(TypeError);
      expect(failure.message).toMatch(/userId/);
      expect(api.calls).toEqual([]);
    });

    it('does not retry after a status 12, whose limit lasts for 12 hours', async () => {
      api.reply({ json: { status: 12, status_message: 'tooManyRequests' } }, OK);
      await expect(client.getUserDetails('ann')).rejects.toMatchObject({
        viberStatus: 12,
        hint: expect.stringMatching(/12 hours/) as unknown,
      });
      expect(api.calls).toHaveLength(1);
    });

    it.each([[{ status: 0 }], [{ status: 0, user: null }], [{ status: 0, user: [] }]])(
      'rejects a response without a user: %j',
      async (json) => {
        api.reply({ json });
        const failure = await failureOf(client.getUserDetails('ann'));
        expect(failure).toBeInstanceOf(ViberConnectionError);
        expect(failure.message).toMatch(/no user/);
      },
    );
  });

  describe('getOnline', () => {
    const everybodyOnline = ({ body }: ApiCall): ApiReply => ({
      json: { status: 0, users: (body as { ids: string[] }).ids.map((id) => ({ id, online_status: 0 })) },
    });

    it('sends the ids and resolves with what Viber knows about each', async () => {
      const users = [
        { id: 'ann', online_status: 0, online_status_message: 'online' },
        { id: 'bob', online_status: 1, online_status_message: 'offline', last_online: 1457764197627 },
      ];
      api.reply({ json: { status: 0, status_message: 'ok', users } });
      await expect(client.getOnline(['ann', 'bob'])).resolves.toEqual({ status: 0, users });
      expect(api.calls).toMatchObject([
        { verb: 'POST', path: '/pa/get_online', body: { ids: ['ann', 'bob'] } },
      ]);
    });

    it.each([
      [100, [100]],
      [101, [100, 1]],
      [250, [100, 100, 50]],
    ])('sends %i ids in lists of 100 and joins the responses in order', async (count, sizes) => {
      const ids = Array.from({ length: count }, (_, index) => `user-${String(index)}`);
      api.reply(everybodyOnline);
      const { users } = await client.getOnline(ids);
      expect(api.bodies.map((body) => (body as { ids: string[] }).ids.length)).toEqual(sizes);
      expect(users.map(({ id }) => id)).toEqual(ids);
    });

    it('sends an id once that is listed twice', async () => {
      api.reply(everybodyOnline);
      await client.getOnline(['ann', 'bob', 'ann']);
      expect(api.bodies).toEqual([{ ids: ['ann', 'bob'] }]);
    });

    it('sends nothing for an empty list', async () => {
      await expect(client.getOnline([])).resolves.toEqual({ status: 0, users: [] });
      expect(api.calls).toEqual([]);
    });

    it.each<[unknown]>([[undefined], ['ann'], [{}], [['']], [[7]], [Array(2)]])(
      'refuses the list %j',
      async (ids) => {
        const failure = await failureOf(client.getOnline(ids as never));
        expect(failure).toBeInstanceOf(TypeError);
        expect(failure.message).toMatch(/userIds/);
        expect(api.calls).toEqual([]);
      },
    );

    it('fails as a whole if one of its requests fails', async () => {
      api.reply(everybodyOnline, { json: { status: 7 } });
      const ids = Array.from({ length: 150 }, (_, index) => String(index));
      await expect(client.getOnline(ids)).rejects.toMatchObject({ viberStatus: 7, method: 'get_online' });
    });

    it('rejects a response without users', async () => {
      const failure = await failureOf(client.getOnline(['ann']));
      expect(failure).toBeInstanceOf(ViberConnectionError);
      expect(failure.message).toMatch(/no users/);
    });
  });
});
