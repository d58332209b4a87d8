import express from 'express';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReplaySummary } from '../../../lib/cli/replay/replay-summary';
import { createViberEmulator } from '../../../lib/emulator/index';
import type { Callback } from '../../../lib/index';
import { ViberWebhook } from '../../../lib/index';
import { closeServers, serve } from '../../fixtures/servers';
import { runInProcess } from '../run-in-process';

const authToken = 'a-token';
const environment = { VIBER_AUTH_TOKEN: authToken };

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'viber-replay-'));
  file = join(folder, 'recording');
});

afterEach(async () => {
  await rm(folder, { recursive: true });
  await closeServers();
});

/** Starts a bot that records the callbacks it receives. */
async function startBot(): Promise<{ url: string; received: Callback[] }> {
  const viber = new ViberWebhook({ authToken });
  const received: Callback[] = [];
  viber.on('callback', (callback) => void received.push(callback));
  viber.welcome(() => ({ type: 'text', text: 'Hello again' }));
  return { url: `${await serve(express().use(viber.middleware()))}/viber`, received };
}

function replay(url: string, ...args: string[]) {
  return runInProcess(['replay', file, url, '--speed', '0', ...args], environment);
}

describe('express-viber replay', () => {
  it('replays a saved timeline of the emulator, so that a bot receives the same callbacks', async () => {
    const first = await startBot();
    const emulator = createViberEmulator({ authToken, encoding: 'escaped' });
    const page = await emulator.listen();
    const api = { 'X-Viber-Auth-Token': authToken };
    const body = JSON.stringify({ url: first.url });
    await fetch(`${emulator.apiUrl}/set_webhook`, { method: 'POST', headers: api, body });
    const user = emulator.addUser({ name: 'Zoë 😀' });
    await user.openChat();
    await user.send({ type: 'text', text: 'Grüße "{[,' });
    await emulator.settled();
    const saved = await (await fetch(`${page}/control/timeline.jsonl`)).text();
    const entries = JSON.stringify(emulator.timeline, undefined, 2);
    await emulator.close();
    expect(first.received.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['webhook', 'conversation_started', 'message']),
    );

    for (const recording of [saved, entries]) {
      await writeFile(file, recording);
      const { received, url } = await startBot();
      const { code, stdout, stderr } = await replay(url);
      expect([code, stderr]).toEqual([0, '']);
      expect(received).toEqual(first.received);
      const count = String(received.length);
      expect(stdout).toMatch(new RegExp(`^\\[1/${count}\\] {2}webhook +200 `));
      expect(stdout).toMatch(/conversation_started +200 .*\{.*Hello again/);
      expect(stdout).toContain(`${count} of ${count} acknowledged with 200 in `);
    }
  });

  it('prints the summary as one line of JSON, and progress on stderr', async () => {
    await writeFile(file, '{"event":"seen","message_token":1}\n{"event":"webhook","message_token":2}\n');
    const origin = await serve((_req, res) => res.writeHead(500).end('broken'));
    const { code, stdout, stderr } = await replay(origin, '--json');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^[^\n]+\n$/);
    const { durationMs, slowest, ...summary } = JSON.parse(stdout) as ReplaySummary;
    expect([typeof durationMs, typeof slowest?.latencyMs]).toEqual(['number', 'number']);
    expect(summary).toMatchObject({
      ok: false,
      recorded: 2,
      sent: 2,
      acknowledged: 0,
      statuses: { 500: 2 },
      responses: [
        { line: 1, event: 'seen', status: 500, body: 'broken' },
        { line: 2, event: 'webhook', status: 500, body: 'broken' },
      ],
    });
    expect(stderr).toMatch(/^\[1\/2\] {2}seen .*\n\[2\/2\] {2}webhook .*\n$/);
  });

  it('prints what failed as text', async () => {
    await writeFile(file, '[{"event":"seen"}]');
    const { url } = await startBot();
    const wrongToken = await runInProcess(['replay', file, url], { VIBER_AUTH_TOKEN: 'another' });
    expect(wrongToken.code).toBe(1);
    expect(wrongToken.stdout).toMatch(/^\[1\/1\] {2}seen +401 .*invalid_signature/);
    expect(wrongToken.stdout).toContain('0 of 1 acknowledged with 200');
    expect(wrongToken.stdout).toContain('\nFailed   1 × 401\nSlowest  ');
  });

  it('sends nothing from a recording with an invalid entry', async () => {
    await writeFile(file, '{"event":"seen"}\n{"event":"see');
    const { url, received } = await startBot();
    const { code, stdout, stderr } = await replay(url);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /^error: .*nothing was sent: line 2: it is not valid JSON\.\n {2}The file must be a JSON array/,
    );
    expect(received).toEqual([]);
    const missing = await runInProcess(['replay', join(folder, 'none'), url, '--json'], environment);
    expect(JSON.parse(missing.stdout)).toMatchObject({ error: { code: 'unreadable_recording' } });
  });

  it('warns before it posts to another machine', async () => {
    await writeFile(file, '{"event":"seen"}');
    const { code, stderr } = await replay('http://bot.invalid/viber', '--timeout-ms', '100');
    expect(code).toBe(1);
    expect(stderr).toContain('warning: bot.invalid is not this machine.');
  });
});
