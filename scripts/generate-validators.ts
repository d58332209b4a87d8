/** Writes the validators of lib/protocol from its schemas: `npm run generate`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { KeywordCxt, KeywordDefinition, Options } from 'ajv';
import { _, Ajv, Name } from 'ajv';
import ucs2length from 'ajv/dist/runtime/ucs2length';
import standaloneCode from 'ajv/dist/standalone';
import * as callbacks from '../lib/protocol/callbacks/callback-schemas';
import { MESSAGE_KEYWORDS } from '../lib/protocol/messages/message-keywords';
import { outgoingMessageSchemas } from '../lib/protocol/messages/message-schemas';

/** The schemas to compile, and the export and module they come from. */
interface SchemaExport {
  schemas: Readonly<Record<string, object>>;
  name: string;
  module: string;
}

const STRICT: Options = { strict: true, strictRequired: false, allowUnionTypes: true };

/** The first error of a callback is enough, because it is only reported. */
export const CALLBACK_OPTIONS: Options = STRICT;

/** Every error of a message is needed, with its value and the part of the schema, which contains the rule. */
export const MESSAGE_OPTIONS: Options = {
  ...STRICT,
  strictTypes: false,
  allErrors: true,
  verbose: true,
  messages: false, // problems.ts writes its own.
  inlineRefs: false, // What several schemas refer to becomes one function.
};

/** The keywords of `MessageRule`, which check nothing. */
export const RULE_KEYWORDS = ['severity', 'rule', 'source'];

/** Returns the content of each generated file by its path in the repository. */
export function generateValidators(): Record<string, string> {
  const callbackModule = '../callbacks/callback-schemas';
  return {
    'lib/protocol/generated/callback-validators.ts': validatorsFile(
      'callbackValidators',
      { schemas: callbacks.callbackSchemas, name: 'callbackSchemas', module: callbackModule },
      CALLBACK_OPTIONS,
    ),
    'lib/protocol/generated/received-message-validators.ts': validatorsFile(
      'receivedMessageValidators',
      { schemas: callbacks.receivedMessageSchemas, name: 'receivedMessageSchemas', module: callbackModule },
      CALLBACK_OPTIONS,
    ),
    'lib/protocol/generated/outgoing-message-validators.ts': validatorsFile(
      'outgoingMessageValidators',
      {
        schemas: outgoingMessageSchemas,
        name: 'outgoingMessageSchemas',
        module: '../messages/message-schemas',
      },
      {
        ...MESSAGE_OPTIONS,
        keywords: [...RULE_KEYWORDS, ...Object.keys(MESSAGE_KEYWORDS).map(keywordDefinition)],
      },
    ),
  };
}

function validatorsFile(constant: string, { schemas, name, module }: SchemaExport, options: Options): string {
  const ajv = new Ajv({ ...options, schemas: { ...schemas }, code: { source: true, lines: true } });
  // Without these names, ajv would repeat each schema as a literal, and require its own function.
  for (const [key, schema] of Object.entries(schemas)) {
    ajv.scope.value('schema', { ref: schema, code: _`${new Name(name)}[${key}]` });
  }
  ajv.scope.value('func', { ref: ucs2length, code: _`countCodePoints` });

  const exportsOf = Object.fromEntries(Object.keys(schemas).map((key) => [key, key]));
  const code = standaloneCode(ajv, exportsOf)
    .replace('"use strict";', '')
    .replace(/^exports(?=[.[])/gm, constant)
    // ajv copies all earlier errors for each schema that another refers to, so many broken buttons would take very long.
    .replace(
      /vErrors = vErrors === null \? (\w+)\.errors : vErrors\.concat\(\1\.errors\);/g,
      'if(vErrors === null){ vErrors = $1.errors; } else { vErrors.push(...$1.errors); }',
    );
  if (code.includes('.concat('))
    throw new Error(`ajv joins errors of ${name} in a way that this script does not know.`);
  return `// Written by \`npm run generate\` from ${module}.ts. Do not edit.
// @ts-nocheck
${[
  importOf(name, module),
  code.includes('MESSAGE_KEYWORDS') ? importOf('MESSAGE_KEYWORDS', '../messages/message-keywords') : '',
  code.includes('countCodePoints') ? importOf('countCodePoints', '../schema-validator') : '',
].join('')}import type { SchemaValidator } from '../schema-validator';

export const ${constant} = {} as Record<keyof typeof ${name}, SchemaValidator>;
${code}`;
}

function importOf(name: string, module: string): string {
  return `import { ${name} } from '${module}';\n`;
}

/** Makes the code of a keyword of messages: a call of its function. */
function keywordDefinition(keyword: string): KeywordDefinition {
  return {
    keyword,
    code: (context: KeywordCxt) => {
      const { gen, schemaCode, data } = context;
      const check = gen.scopeValue('keyword', {
        ref: MESSAGE_KEYWORDS[keyword as keyof typeof MESSAGE_KEYWORDS],
        code: _`MESSAGE_KEYWORDS.${new Name(keyword)}`,
      });
      context.fail(_`!${check}(${schemaCode}, ${data}, ${new Name('rootData')})`);
    },
  };
}

if (require.main === module) {
  for (const [path, content] of Object.entries(generateValidators())) {
    const file = join(__dirname, '..', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}
