/** Makes each test of a suite fail in which a promise rejects without anybody handling it. */
export function expectNoUnhandledRejections(): void {
  const unhandled: unknown[] = [];
  const collect = (reason: unknown) => unhandled.push(reason);

  beforeAll(() => process.on('unhandledRejection', collect));
  afterAll(() => process.off('unhandledRejection', collect));
  afterEach(() => {
    expect(unhandled.splice(0)).toEqual([]);
  });
}
