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

/** A bot that keeps what it hears, and where it is. */
async function startBot(): Promise<{ url: string; heard: Callback[] }> {
  const viber = new ViberWebhook({ authToken });
  const heard: Callback[] = [];
  viber.on('callback', (callback) => void heard.push(callback));
  viber.welcome(() => ({ type: 'text', text: 'Hello again' }));
  return { url: `${await serve(express().use(viber.middleware()))}/viber`, heard };
}

function replay(url: string, ...args: string[]) {
  return runInProcess(['replay', file, url, '--speed', '0', ...args], environment);
}

describe('express-viber replay', () => {
  it('replays what the emulator has saved, so that a bot hears the same again', async () => {
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
    expect(first.heard.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['webhook', 'conversation_started', 'message']),
    );

    for (const recording of [saved, entries]) {
      await writeFile(file, recording);
      const { heard, url } = await startBot();
      const { code, stdout, stderr } = await replay(url);
      expect([code, stderr]).toEqual([0, '']);
      expect(heard).toEqual(first.heard);
      const count = String(heard.length);
      expect(stdout).toMatch(new RegExp(`^\\[1/${count}\\] {2}webhook +200 `));
      expect(stdout).toMatch(/conversation_started +200 .*\{.*Hello again/);
      expect(stdout).toContain(`${count} of ${count} answered with 200 in `);
    }
  });

  it('prints the summary as one line of JSON, and the progress on stderr', async () => {
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
      accepted: 0,
      statuses: { 500: 2 },
      answers: [
        { line: 1, event: 'seen', status: 500, answer: 'broken' },
        { line: 2, event: 'webhook', status: 500, answer: 'broken' },
      ],
    });
    expect(stderr).toMatch(/^\[1\/2\] {2}seen .*\n\[2\/2\] {2}webhook .*\n$/);
  });

  it('says in words what failed', async () => {
    await writeFile(file, '[{"event":"seen"}]');
    const { url } = await startBot();
    const wrongToken = await runInProcess(['replay', file, url], { VIBER_AUTH_TOKEN: 'another' });
    expect(wrongToken.code).toBe(1);
    expect(wrongToken.stdout).toMatch(/^\[1\/1\] {2}seen +401 .*invalid_signature/);
    expect(wrongToken.stdout).toContain('0 of 1 answered with 200');
    expect(wrongToken.stdout).toContain('\nFailed   1 × 401\nSlowest  ');
  });

  it('sends nothing of a recording with a fault in it', async () => {
    await writeFile(file, '{"event":"seen"}\n{"event":"see');
    const { url, heard } = await startBot();
    const { code, stdout, stderr } = await replay(url);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /^error: .*nothing was sent: line 2: it is not JSON\.\n {2}The file is a JSON array/,
    );
    expect(heard).toEqual([]);
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
