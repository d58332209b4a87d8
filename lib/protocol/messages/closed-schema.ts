/** The parts of a JSON schema that hold further schemas, as far as this package uses them. */
interface Schema {
  properties?: Record<string, object>;
  items?: object | object[];
}

/**
 * The schema that refuses what the given one does not name, at every depth. An object of which nothing is named
 * stays open.
 */
export function closedSchema(schema: object): object {
  const { properties, items }: Schema = schema;
  return {
    ...schema,
    ...(properties !== undefined && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, property]) => [name, closedSchema(property)]),
      ),
      additionalProperties: false,
    }),
    ...(items !== undefined && {
      items: Array.isArray(items) ? items.map(closedSchema) : closedSchema(items),
    }),
  };
}
