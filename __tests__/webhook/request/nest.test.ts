import 'reflect-metadata';
import type { MiddlewareConsumer } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express from 'express';
import { ViberWebhook } from '../../../lib/index';
import { BODIES } from '../../fixtures/bodies';
import { AUTH_TOKEN, postSigned } from '../../fixtures/posts';
import { closeServers } from '../../fixtures/servers';
import { startObservedApp } from '../observed-app';

const json = { 'Content-Type': 'application/json' };
const REMEDY = /Nest parses it .* NestFactory\.create\(AppModule, \{ rawBody: true \}\)\. Or .* app\.use\(/;

let app: NestExpressApplication | undefined;
let errors: string[] = [];

afterEach(async () => {
  errors = [];
  await app?.close();
  await closeServers();
});

/** Starts a Nest application with a webhook at /viber, mounted by its module or by `app.use`, and returns its URL. */
async function startNest(mountedBy: 'module' | 'app.use', rawBody: boolean): Promise<string> {
  const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
  class AppModule {
    configure(consumer: MiddlewareConsumer): void {
      if (mountedBy === 'module') consumer.apply(viber.middleware()).forRoutes('viber');
    }
  }
  Module({})(AppModule);
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- Nest documents a plain object
  app = await NestFactory.create<NestExpressApplication>(AppModule, { logger: false, rawBody });
  if (mountedBy === 'app.use') app.use('/viber', viber.middleware());
  app.useGlobalFilters({
    catch: (error: Error, host) => {
      errors.push(error.message);
      host.switchToHttp().getResponse<express.Response>().sendStatus(500);
    },
  });
  await app.listen(0, '127.0.0.1');
  return `${await app.getUrl()}/viber`;
}

describe('a webhook in Nest', () => {
  it('causes an error that says to keep the raw body if a module mounts it', async () => {
    const url = await startNest('module', false);
    expect((await postSigned(url, BODIES.webhook, json)).status).toBe(500);
    expect(errors).toEqual([expect.stringMatching(REMEDY)]);
  });

  it.each([
    ['module', true],
    ['app.use', false],
  ] as const)('receives callbacks if it is mounted by %s, with rawBody %p', async (mountedBy, rawBody) => {
    const url = await startNest(mountedBy, rawBody);
    expect((await postSigned(url, BODIES.webhook, json)).status).toBe(200);
    expect(errors).toEqual([]);
  });
});

describe('a version of Nest whose adapter has no request hook', () => {
  it('is told by its loaded module', async () => {
    const { url } = await startObservedApp(
      express,
      {},
      (application) => void application.use(express.json()),
    );
    expect((await postSigned(url, BODIES.webhook, json)).text).toMatch(REMEDY);
  });
});
