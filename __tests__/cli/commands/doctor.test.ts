import express from 'express';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { createViberEmulator } from '../../../lib/emulator';
import { ViberClient, ViberWebhook } from '../../../lib/index';
import type { CheckResult } from '../../../lib/cli/doctor/check-result';
import type { Finding } from '../../../lib/cli/doctor/findings';
import { gate } from '../../fixtures/gate';
import { AUTH_TOKEN } from '../../fixtures/posts';
import { endProcesses, startProcess } from '../../fixtures/processes';
import { closeServers, serve } from '../../fixtures/servers';
import { issue, served } from '../doctor/certificates';
import { closeListening, defectiveWebhook, serveTls, webhook, WEBHOOK_CHECKS } from '../doctor/fixture';
import { runInProcess } from '../run-in-process';

jest.setTimeout(60_000); // a process that compiles TypeScript takes a while to start

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'express-viber-doctor-'));
});

afterEach(async () => {
  await endProcesses();
  await closeServers();
  await closeListening();
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

const SIGNATURE = /[0-9a-f]{64}/;

interface Report {
  ok: boolean;
  url: string;
  findings: Finding[];
  checks: CheckResult[];
}

function doctor(args: string[], environment: Record<string, string> = { VIBER_AUTH_TOKEN: AUTH_TOKEN }) {
  return startProcess('lib/cli/main.ts', ['doctor', ...args], environment);
}

function bot(): RequestListener {
  return express().use('/viber', new ViberWebhook({ authToken: AUTH_TOKEN }).middleware()) as RequestListener;
}

function failedIds(report: Report | undefined): string[] | undefined {
  return report?.checks.filter(({ outcome }) => outcome === 'fail').map(({ check }) => check);
}

describe('express-viber doctor', () => {
  it('passes the example, prints one line for each check that passed and one for the others, and exits with 0', async () => {
    const echo = startProcess('examples/echo.ts', [], { PORT: '0', VIBER_AUTH_TOKEN: AUTH_TOKEN });
    const [url = ''] = /http:\S+/.exec(await echo.printed(/listens on/)) ?? [];
    const { code, stdout, stderr } = await doctor([url]).ended();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toBe('✔ Nothing failed: 14 passed, 6 skipped.');
    expect(lines.slice(2, -1).map((line) => line.slice(0, 2))).toEqual(Array(14).fill('✔ '));
    expect(lines.at(-1)).toBe(
      '– Skipped: 1 because the URL is local (Viber itself needs https on a public host), 1 because localhost needs no DNS, 4 because the URL is http',
    );
    expect(stdout).not.toContain(AUTH_TOKEN);
    expect(stdout).not.toMatch(SIGNATURE);
    expect(stdout).not.toContain('\u001b');
  });

  it('trusts the roots in NODE_EXTRA_CA_CERTS, and prints one JSON document', async () => {
    const root = issue({ name: 'Test root' });
    const intermediate = issue({ name: 'Test intermediate', issuer: root });
    const leaf = issue({ name: 'localhost', issuer: intermediate, hosts: ['localhost'] });
    const roots = join(folder, 'roots.pem');
    await writeFile(roots, root.certificatePem);
    const environment = { VIBER_AUTH_TOKEN: AUTH_TOKEN, NODE_EXTRA_CA_CERTS: roots };
    const run = async (origin: string) => {
      const { code, stdout, stderr } = await doctor([`${origin}/viber?sig=1`, '--json'], environment).ended();
      expect(stderr).toBe('');
      return { code, report: JSON.parse(stdout) as Report };
    };
    const [full, incomplete] = await Promise.all(
      [served(leaf, intermediate), served(leaf)].map(async (certificates) =>
        run(await serveTls(certificates, bot())),
      ),
    );
    expect(full?.report.checks.map(({ check }) => check)).toEqual(WEBHOOK_CHECKS);
    // The URL fails because of its query, which the report leaves out.
    expect(failedIds(full?.report)).toEqual(['url']);
    expect(full?.report.url).toMatch(/^https:\/\/localhost:\d+\/viber$/);
    expect(full?.code).toBe(1);
    expect(failedIds(incomplete?.report)).toEqual(['url', 'certificate-chain']);
  });

  it('exits with 1 for a wrong token, says what was seen and what to do, and prints neither token', async () => {
    const { code, stdout, stderr } = await doctor([`${await serve(bot())}/viber`], {
      VIBER_AUTH_TOKEN: 'token-of-another-bot',
      FORCE_COLOR: '1',
    }).ended();
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const plain = stripVTControlCharacters(stdout);
    expect(plain).toMatch(
      /^✖ The tokens differ: .*\n {4}seen: Check call: HTTP 401 .*\n {4}fix: {2}Make sure that /,
    );
    expect(plain).toMatch(/\n1 failed, 1 passed, 18 skipped\.\n$/);
    expect(stdout).toContain('\u001b[31m✖');
    expect(stdout).not.toContain('token-of-another-bot');
    expect(stdout).not.toContain(AUTH_TOKEN);
    expect(stdout).not.toMatch(SIGNATURE);
  });

  it('says how to set a missing token, and calls nothing', async () => {
    let calls = 0;
    const url = await serve((_req, res) => {
      calls += 1;
      res.end();
    });
    const { code, stdout, stderr } = await doctor([url], {}).ended();
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/No auth token is set\.\n.*VIBER_AUTH_TOKEN.*--token-file/);
    const asJson = await doctor([url, '--json'], {}).ended();
    expect(JSON.parse(asJson.stdout)).toMatchObject({ ok: false, error: { code: 'missing_auth_token' } });
    expect(asJson.code).toBe(1);
    expect(calls).toBe(0);
  });

  it('ends on Ctrl+C while a webhook does not respond', async () => {
    const called = gate();
    const url = await serve(
      webhook(() => {
        called.open();
        return 'never';
      }),
    );
    const { child, ended } = doctor([url]);
    await called.opened;
    child.kill('SIGINT');
    const [{ code, stdout, stderr }] = await Promise.all([ended(), once(child, 'exit')]);
    expect(code).toBe(130);
    expect(stderr).toContain('Stopped by SIGINT.');
    expect(stdout).toBe('');
  });

  it('reads the token from a file', async () => {
    const tokenFile = join(folder, 'token');
    await writeFile(tokenFile, `${AUTH_TOKEN}\n`);
    const url = `${await serve(bot())}/viber`;
    const { code, stdout } = await runInProcess(['doctor', url, '--token-file', tokenFile, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, url });
    expect(await runInProcess(['doctor', url, '--token-file', tokenFile])).toMatchObject({ code: 0 });
    const elsewhere = await runInProcess([
      'doctor',
      url.replace('/viber', '/bot'),
      '--token-file',
      tokenFile,
    ]);
    expect(elsewhere).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(
        /^✖ An Express application responds, but nothing in it handles POST \/bot\.\n +seen: Check call: HTTP 404/,
      ) as unknown,
    });
  });

  it('reports a URL that cannot be called', async () => {
    const environment = { VIBER_AUTH_TOKEN: AUTH_TOKEN };
    const { code, stdout } = await runInProcess(['doctor', 'bot.example.com/viber', '--json'], environment);
    const report = JSON.parse(stdout) as Report;
    expect({ code, url: report.url, failed: failedIds(report) }).toEqual({
      code: 1,
      url: 'bot.example.com/viber',
      failed: ['url'],
    });
  });

  it.each([
    ['ftp://me:PASSWORD@bot.example.com/viber?sig=SIGNATURE', 'ftp://bot.example.com/viber'],
    ['me:PASSWORD@bot.example.com/viber#SIGNATURE', 'bot.example.com/viber'],
    ['https:\\\\me:PASS?PASSWORD@bot.example.com/viber', 'https:\\\\bot.example.com/viber'],
    ['http://me:PASSWORD@[::1/viber?sig=SIGNATURE', 'http://[::1/viber'],
    ['http://me:PASSWORD@localhost:0/viber?sig=SIGNATURE', 'http://localhost:0/viber'],
  ])('does not print the secrets in the URL %s', async (address, shown) => {
    const environment = { VIBER_AUTH_TOKEN: AUTH_TOKEN };
    const asJson = await runInProcess(['doctor', address, '--json'], environment);
    expect((JSON.parse(asJson.stdout) as Report).url).toBe(shown);
    const asText = await runInProcess(['doctor', address], environment);
    for (const { code, stdout, stderr } of [asJson, asText]) {
      expect(code).toBe(1);
      expect(stdout + stderr).not.toMatch(/PASS|SIGNATURE/);
    }
  });

  it('exits with 0 if there are only warnings, and prints them in JSON too', async () => {
    const url = await serve(
      defectiveWebhook(({ method, header }) => (method === 'POST' && header === undefined ? 401 : undefined)),
    );
    const environment = { VIBER_AUTH_TOKEN: AUTH_TOKEN };
    const { code, stdout } = await runInProcess(['doctor', url, '--json'], environment);
    const { ok, findings, checks } = JSON.parse(stdout) as Report;
    expect({ code, ok }).toEqual({ code: 0, ok: true });
    expect(findings).toEqual([
      {
        outcome: 'warning',
        cause: expect.stringMatching(/sig query parameter/) as unknown,
        fix: expect.stringMatching(/^Nothing needs to be done/) as unknown,
        checks: ['signature-query'],
        details: [expect.stringMatching(/^Signature in \?sig= only: HTTP 401 in/)],
      },
    ]);
    expect(checks.find(({ check }) => check === 'signature-query')).toMatchObject({ outcome: 'warning' });
  });

  it('compares the webhook with what the emulator has registered, only when asked to', async () => {
    const emulator = createViberEmulator({ authToken: AUTH_TOKEN });
    await emulator.listen({ port: 0 });
    try {
      const url = `${await serve(bot())}/viber`;
      const environment = { VIBER_AUTH_TOKEN: AUTH_TOKEN, VIBER_API_URL: emulator.apiUrl };
      const run = (...args: string[]) => runInProcess(['doctor', url, ...args], environment);
      expect(await run()).toMatchObject({ code: 0 });
      expect(await run('--registered')).toMatchObject({
        code: 1,
        stdout: expect.stringMatching(/^✖ No webhook is registered, so Viber calls nothing\./) as unknown,
      });
      await new ViberClient({ authToken: AUTH_TOKEN, apiUrl: emulator.apiUrl }).setWebhook({
        url,
        eventTypes: ['delivered'],
      });
      expect(await run('--events', 'delivered')).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/^✔ Nothing failed: 17 passed, 6 skipped\./) as unknown,
      });
      expect(await run('--registered')).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(
          /^✔ Nothing failed: 1 warning.*\n\n! The event conversation_st/,
        ) as unknown,
      });
      const all = await run('--events', 'all', '--json');
      expect(all.code).toBe(1);
      expect(failedIds(JSON.parse(all.stdout) as Report)).toEqual(['registered-events']);
    } finally {
      await emulator.close();
    }
  });

  it('shows on a terminal which check has ended, and removes that line', async () => {
    const { isTTY } = process.stderr;
    process.stderr.isTTY = true;
    try {
      const environment = { VIBER_AUTH_TOKEN: AUTH_TOKEN };
      const { stdout, stderr } = await runInProcess(['doctor', `${await serve(bot())}/viber`], environment);
      expect(stderr).toMatch(/\rCheck call: pass\r/);
      expect(stderr).toMatch(/\r$/);
      expect(stdout).not.toContain('\r');
    } finally {
      process.stderr.isTTY = isTTY;
    }
  });

  it('explains what it sends, and requires a URL', async () => {
    const { code, stdout } = await runInProcess(['doctor', '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/only callbacks that have no effect on users/);
    expect(stdout).toMatch(
      /Exit codes: 0 if nothing failed, also with warnings; 1 .* 2 .* 130 after Ctrl\+C/s,
    );
    expect(stdout).toMatch(/express-viber doctor https:\/\/bot\.example\.com\/viber/);
    expect(await runInProcess(['doctor'])).toMatchObject({ code: 2 });
  });
});
