import type { ErrorObject, Options, ValidateFunction, Vocabulary } from 'ajv';
import type Ajv from 'ajv';

/** Returns the problems of a value, each with its path and rule; `undefined` if the value is valid. */
export type Validator = (value: unknown) => readonly string[] | undefined;

let ajv: Ajv | undefined;

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

/**
 * Returns a function that finds every error of a value against the schema of a name, with the value at its path and the
 * schema that it violates. Schemas may refer to each other by name. Like {@link lazyValidator}, it compiles a schema when
 * it is first needed.
 */
export function lazyErrorFinders<Name extends string>(
  schemas: Readonly<Record<Name, object>>,
  keywords: Vocabulary,
): (name: Name, value: unknown) => readonly ErrorObject[] {
  let thoroughAjv: Ajv | undefined;
  return (name, value) => {
    // Without inlining, what several schemas refer to is compiled once.
    thoroughAjv ??= createAjv({
      allErrors: true,
      verbose: true,
      strictTypes: false,
      inlineRefs: false,
      keywords,
      schemas: schemas as Record<string, object>,
    });
    const validate = thoroughAjv.getSchema(name) as ValidateFunction;
    return validate(value) ? [] : (validate.errors ?? []);
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
