import { z } from 'zod';
import { configSchema } from './schema.js';

/** One setting of the configuration, as the loader, the printer and the documentation see it. */
export interface Setting {
  /** Its place; `*` stands for the name of a connection. */
  readonly path: readonly string[];
  readonly type: 'string' | 'integer' | 'number' | 'boolean';
  readonly description: string;
  /** Undefined when there is none, or when it follows from another setting. */
  readonly defaultValue: string | number | boolean | undefined;
  readonly required: boolean;
  /** Printed as `***`. */
  readonly secret: boolean;
  /** What is allowed, for messages: `a whole number from 1 to 64`. */
  readonly allowed: string;
  /** The setting applies only while the setting at `path` has one of these values. */
  readonly onlyWhen: { readonly path: readonly string[]; readonly values: readonly string[] } | null;
}

/** The parts of JSON Schema that our zod schemas turn into. */
interface JsonSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly oneOf?: readonly JsonSchema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: string | number | boolean;
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly format?: string;
  readonly secret?: boolean;
}

type Condition = Setting['onlyWhen'];

/** Every setting of the schema, in its order. */
export const SETTINGS: readonly Setting[] = mergeVariants(
  settingsOf(z.toJSONSchema(configSchema, { io: 'input' }) as JsonSchema, [], true, null),
);

/** The setting at a path, the name of a connection in place of `*`; undefined when there is none. */
export function settingAt(path: readonly string[]): Setting | undefined {
  return SETTINGS.find(
    (setting) =>
      setting.path.length === path.length &&
      setting.path.every((part, index) => part === '*' || part === path[index]),
  );
}

/** `SOURCESENSE_TEMPORAL_ADDRESS` for `temporal.address`. */
export function environmentName(path: readonly string[]): string {
  return ['SOURCESENSE', ...path]
    .join('_')
    .replaceAll(/[^A-Za-z0-9*]/g, '_')
    .toUpperCase();
}

function settingsOf(
  schema: JsonSchema,
  path: readonly string[],
  required: boolean,
  onlyWhen: Condition,
): Setting[] {
  if (schema.oneOf !== undefined) {
    return schema.oneOf.flatMap((variant) =>
      settingsOf(variant, path, required, variantCondition(variant, path)),
    );
  }
  if (schema.properties !== undefined) {
    return Object.entries(schema.properties).flatMap(([name, child]) =>
      settingsOf(child, [...path, name], schema.required?.includes(name) ?? false, onlyWhen),
    );
  }
  if (typeof schema.additionalProperties === 'object') {
    return settingsOf(schema.additionalProperties, [...path, '*'], false, onlyWhen);
  }
  return [leafSetting(schema, path, required, onlyWhen)];
}

/** A variant of a union is told by its constant property: `store: local`. */
function variantCondition(variant: JsonSchema, path: readonly string[]): Condition {
  const discriminator = Object.entries(variant.properties ?? {}).find(
    ([, child]) => child.const !== undefined,
  );
  return discriminator === undefined
    ? null
    : { path: [...path, discriminator[0]], values: [String(discriminator[1].const)] };
}

function leafSetting(
  schema: JsonSchema,
  path: readonly string[],
  required: boolean,
  onlyWhen: Condition,
): Setting {
  const { type } = schema;
  return {
    path,
    type: type === 'integer' || type === 'number' || type === 'boolean' ? type : 'string',
    description: schema.description ?? '',
    defaultValue: schema.default,
    required: required && schema.default === undefined,
    secret: schema.secret ?? false,
    allowed: allowedText(schema),
    onlyWhen,
  };
}

function allowedText(schema: JsonSchema): string {
  const choices = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
  if (choices !== undefined) return choices.map(String).join(' or ');
  if (schema.type === 'boolean') return 'true or false';
  if (schema.type === 'integer' || schema.type === 'number') {
    const kind = schema.type === 'integer' ? 'a whole number' : 'a number';
    const { minimum, maximum = Number.MAX_SAFE_INTEGER } = schema;
    if (minimum === undefined) return kind;
    return maximum < Number.MAX_SAFE_INTEGER
      ? `${kind} from ${minimum} to ${maximum}`
      : `${kind} from ${minimum}`;
  }
  return schema.format === 'uri' ? 'a URL' : 'text';
}

/** A setting that several variants of a union have becomes one, allowed what any of them allows. */
function mergeVariants(settings: readonly Setting[]): Setting[] {
  const merged = new Map<string, Setting>();
  for (const setting of settings) {
    const key = setting.path.join('.');
    const known = merged.get(key);
    merged.set(key, known === undefined ? setting : mergeTwo(known, setting));
  }
  return [...merged.values()].map((setting) =>
    setting.onlyWhen?.path.join('.') === setting.path.join('.') ? { ...setting, onlyWhen: null } : setting,
  );
}

function mergeTwo(a: Setting, b: Setting): Setting {
  const onlyWhen =
    a.onlyWhen === null || b.onlyWhen === null
      ? null
      : { path: a.onlyWhen.path, values: [...a.onlyWhen.values, ...b.onlyWhen.values] };
  const isMerged = a.allowed.includes(' or ');
  const before = isMerged ? a.description : `${a.allowed}: ${a.description}`;
  const description =
    a.description === b.description ? a.description : `${before} ${b.allowed}: ${b.description}`;
  return {
    ...a,
    description,
    onlyWhen,
    allowed: a.allowed === b.allowed ? a.allowed : `${a.allowed} or ${b.allowed}`,
    defaultValue: a.defaultValue ?? b.defaultValue,
  };
}
