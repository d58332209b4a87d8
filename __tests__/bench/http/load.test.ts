import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { newMessages } from '../../../bench/common/messages';
import { Load } from '../../../bench/http/load';
import { viberRequest } from '../../../bench/http/signed-requests';

let server: Server | undefined;
let load: Load | undefined;

afterEach(async () => {
  load?.close();
  await new Promise((resolve) => server?.close(resolve));
});

async function loadOn(listener: RequestListener, connections: number): Promise<Load> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  load = new Load((server.address() as AddressInfo).port, connections);
  return load;
}

describe('Load', () => {
  it('sends each request once, over all of its connections', async () => {
    const bodies: string[] = [];
    const ports = new Set<number | undefined>();
    const sender = await loadOn((req, res) => {
      ports.add(req.socket.remotePort);
      let body = '';
      req.on('data', (chunk: Buffer) => (body += chunk.toString()));
      req.on('end', () => {
        bodies.push(body);
        res.end();
      });
    }, 3);
    const messages = newMessages(30);
    await sender.sendAll(messages.map(viberRequest));
    expect(bodies.toSorted()).toEqual(messages.map(({ signed }) => signed.body).toSorted());
    expect(ports.size).toBe(3);
  });

  it('counts the time that a request waits because the server is busy with others', async () => {
    let arrivedCount = 0;
    const sender = await loadOn((req, res) => {
      req.resume();
      arrivedCount += 1;
      if (arrivedCount > 1) res.end();
      else setTimeout(() => res.end(), 50); // as if the server stood still
    }, 1);
    // All of them are due at once and wait for the only connection. From its sending, the first one took longest.
    const latencies = await sender.sendAtRate(newMessages(5).map(viberRequest), 1_000_000);
    expect(latencies).toHaveLength(5);
    expect(latencies).toEqual(latencies.toSorted((a, b) => a - b));
  });

  it('fails if a response is not a 200', async () => {
    const sender = await loadOn((_req, res) => res.writeHead(401).end(), 2);
    const requests = newMessages(4).map(viberRequest);
    await expect(sender.sendAll(requests)).rejects.toThrow(/401/);
  });

  it('fails at a constant rate too', async () => {
    const sender = await loadOn((_req, res) => res.writeHead(401).end(), 2);
    const requests = newMessages(4).map(viberRequest);
    await expect(sender.sendAtRate(requests, 1000)).rejects.toThrow(/401/);
  });
});
