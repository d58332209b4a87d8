import type { DefinedError, ErrorObject, Options, ValidateFunction } from 'ajv';
import type Ajv from 'ajv';

/** Says what is wrong with a value, one line a problem with its path and rule; `undefined` when it fits. */
export type Validator = (value: unknown) => readonly string[] | undefined;

/** Every fault of a value, with what was found at its place and the schema that refuses it. */
export type FaultFinder = (value: unknown) => readonly DefinedError[];

let ajv: Ajv | undefined;
let thoroughAjv: Ajv | undefined;

/**
 * A validator that loads ajv and compiles its schema when it is first called: ajv alone takes longer to load
 * than the rest of this package, and an application that starts should not wait for it.
 *
 * Problems name the path, below `path`, and the rule, never the offending value, which may be somebody's words.
 */
export function lazyValidator(schema: object, path = ''): Validator {
  let validate: ValidateFunction | undefined;
  return (value) => {
    validate ??= (ajv ??= createAjv()).compile(schema);
    return validate(value) ? undefined : (validate.errors ?? []).map((error) => describe(error, path));
  };
}

/** As lazy as {@link lazyValidator}, but does not stop at the first fault; makes its schema when first called too. */
export function lazyFaultFinder(schema: () => object): FaultFinder {
  let validate: ValidateFunction | undefined;
  return (value) => {
    validate ??= (thoroughAjv ??= createAjv({ allErrors: true, verbose: true })).compile(schema());
    return validate(value) ? [] : ((validate.errors ?? []) as DefinedError[]);
  };
}

function createAjv(options?: Options): Ajv {
  // A dynamic import() would not do: in a CommonJS build it stays one, and Jest's default environment refuses it.
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the one way to load lazily in CommonJS
  const { Ajv: AjvClass } = require('ajv') as typeof import('ajv');
  return new AjvClass({ strict: true, strictRequired: false, allowUnionTypes: true, ...options });
}

function describe({ instancePath, message = 'is not valid', params }: ErrorObject, path: string): string {
  const allowed: unknown = params['allowedValues'] ?? params['allowedValue'];
  const detail = allowed === undefined ? '' : `: ${JSON.stringify(allowed)}`;
  return `${path + instancePath || 'the value'} ${message}${detail}`;
}
