import type { DefinedError, ErrorObject, Options, ValidateFunction } from 'ajv';
import type Ajv from 'ajv';

/** Returns the problems of a value, each with its path and rule; `undefined` if the value is valid. */
export type Validator = (value: unknown) => readonly string[] | undefined;

/** Returns every schema error of a value, with the value at its path and the schema that it violates. */
export type ErrorFinder = (value: unknown) => readonly DefinedError[];

let ajv: Ajv | undefined;
let thoroughAjv: Ajv | undefined;

/**
 * Makes a validator that loads ajv and compiles its schema at its first call. Loading ajv takes longer than loading the
 * rest of this package, and should not delay the start of an application.
 *
 * Problems name the path, below `path`, and the rule. They never quote the value, which may be a user's text.
 */
export function lazyValidator(schema: object, path = ''): Validator {
  let validate: ValidateFunction | undefined;
  return (value) => {
    validate ??= (ajv ??= createAjv()).compile(schema);
    return validate(value) ? undefined : (validate.errors ?? []).map((error) => describe(error, path));
  };
}

/** Like {@link lazyValidator}, but finds all errors, and also makes its schema at its first call. */
export function lazyErrorFinder(schema: () => object): ErrorFinder {
  let validate: ValidateFunction | undefined;
  return (value) => {
    validate ??= (thoroughAjv ??= createAjv({ allErrors: true, verbose: true })).compile(schema());
    return validate(value) ? [] : ((validate.errors ?? []) as DefinedError[]);
  };
}

function createAjv(options?: Options): Ajv {
  // Not a dynamic import(): a CommonJS build keeps it as it is, and Jest's default environment cannot run it.
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the only way to load lazily in CommonJS
  const { Ajv: AjvClass } = require('ajv') as typeof import('ajv');
  return new AjvClass({ strict: true, strictRequired: false, allowUnionTypes: true, ...options });
}

function describe({ instancePath, message = 'is not valid', params }: ErrorObject, path: string): string {
  const allowed: unknown = params['allowedValues'] ?? params['allowedValue'];
  const detail = allowed === undefined ? '' : `: ${JSON.stringify(allowed)}`;
  return `${path + instancePath || 'the value'} ${message}${detail}`;
}
