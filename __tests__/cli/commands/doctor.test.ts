import express from 'express';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ViberWebhook } from '../../../lib/index';
import type { CheckResult } from '../../../lib/cli/doctor/check-result';
import { CHECKS } from '../../../lib/cli/doctor/check-result';
import { AUTH_TOKEN } from '../../fixtures/posts';
import { endProcesses, startProcess } from '../../fixtures/processes';
import { closeServers, serve } from '../../fixtures/servers';
import { issue, served } from '../doctor/certificates';
import { closeListening, serveTls, webhook } from '../doctor/fixture';
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
  it('passes the example, prints one line for each check, and exits with 0', async () => {
    const echo = startProcess('examples/echo.ts', [], { PORT: '0', VIBER_AUTH_TOKEN: AUTH_TOKEN });
    const [url = ''] = /http:\S+/.exec(await echo.printed(/listens on/)) ?? [];
    const { code, stdout, stderr } = await doctor([url]).ended();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line) => line.replace(/:.*/, ''))).toEqual([
      ...Object.values(CHECKS).map((title) =>
        /^(?:URL|Host name|TLS|Certificate .*)$/.test(title) ? `– ${title}` : `✔ ${title}`,
      ),
      '',
      'Nothing failed',
    ]);
    expect(lines[0]).toBe('– URL: a local URL; Viber itself needs https on a public host (skipped)');
    expect(lines.at(-1)).toBe('Nothing failed: 13 passed, 6 skipped.');
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
    expect(full?.report.checks.map(({ check }) => check)).toEqual(Object.keys(CHECKS));
    // The URL fails because of its query, which the report leaves out.
    expect(failedIds(full?.report)).toEqual(['url']);
    expect(full?.report.url).toMatch(/^https:\/\/localhost:\d+\/viber$/);
    expect(full?.code).toBe(1);
    expect(failedIds(incomplete?.report)).toEqual(['url', 'certificate-chain']);
  });

  it('exits with 1 for a wrong token, prints the fix below the check, and prints neither token', async () => {
    const { code, stdout, stderr } = await doctor([`${await serve(bot())}/viber`], {
      VIBER_AUTH_TOKEN: 'token-of-another-bot',
      FORCE_COLOR: '1',
    }).ended();
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const plain = stripVTControlCharacters(stdout);
    expect(plain).toMatch(/^✖ Check call: HTTP 401 in .*\n {4}fix: The tokens differ: /m);
    expect(plain).toMatch(/1 failed: 2 passed, 16 skipped\.\n$/);
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
    const url = await serve(webhook(({ method }) => (method === 'GET' ? 404 : 'never')));
    const { child, printed, ended } = doctor([url]);
    await printed(/✔ GET/);
    child.kill('SIGINT');
    const [{ code, stdout, stderr }] = await Promise.all([ended(), once(child, 'exit')]);
    expect(code).toBe(130);
    expect(stderr).toContain('Stopped by SIGINT.');
    expect(stdout).not.toContain('Check call');
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
      stdout: expect.stringMatching(/✖ Check call: HTTP 404 .*\n +fix: The path does not exist/) as unknown,
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

  it('explains what it sends, and requires a URL', async () => {
    const { code, stdout } = await runInProcess(['doctor', '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/only callbacks that have no effect on users/);
    expect(stdout).toMatch(/express-viber doctor https:\/\/bot\.example\.com\/viber/);
    expect(await runInProcess(['doctor'])).toMatchObject({ code: 2 });
  });
});
