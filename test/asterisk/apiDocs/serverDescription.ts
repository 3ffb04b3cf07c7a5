/** The API description that a running Asterisk serves below `/ari/api-docs`, Swagger 1.1 with Asterisk's own additions. */
import type { Asterisk } from '../../support/asterisk/asterisk';

export interface FieldDescription {
  readonly type: string;
  readonly required?: boolean;
  readonly allowableValues?: { readonly values?: readonly string[] };
}

export interface ModelDescription {
  readonly id: string;
  readonly subTypes?: readonly string[];
  readonly properties: Readonly<Record<string, FieldDescription>>;
}

export interface ParameterDescription {
  readonly name: string;
  readonly paramType: 'path' | 'query' | 'body';
  readonly dataType: string;
  readonly required?: boolean;
  readonly allowMultiple?: boolean;
  readonly allowableValues?: { readonly values?: readonly string[] };
}

export interface OperationDescription {
  readonly httpMethod: string;
  readonly nickname: string;
  readonly responseClass: string;
  readonly parameters?: readonly ParameterDescription[];
  /** The statuses of its refusals (some are written as text), each with a sentence. */
  readonly errorResponses?: readonly { readonly code: number | string; readonly reason: string }[];
  /** Below `/ari`, such as `/channels/{channelId}`. */
  readonly path: string;
}

export interface ServerDescription {
  readonly models: ReadonlyMap<string, ModelDescription>;
  readonly operations: readonly OperationDescription[];
}

interface DescriptionFile {
  readonly apis: readonly {
    readonly path: string;
    readonly operations?: readonly Omit<OperationDescription, 'path'>[];
  }[];
  readonly models?: Readonly<Record<string, ModelDescription>>;
}

/** Reads every file of the description. */
export async function describe(asterisk: Asterisk): Promise<ServerDescription> {
  const read = async (file: string): Promise<DescriptionFile> => {
    const { user, password, url } = asterisk;
    const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    const response = await fetch(`${url}/ari/api-docs/${file}`, { headers: { authorization } });
    return (await response.json()) as DescriptionFile;
  };
  const index = await read('resources.json');
  const files = await Promise.all(
    index.apis.map(({ path }) => read(path.replace('/api-docs/', '').replace('{format}', 'json'))),
  );
  return {
    models: new Map(files.flatMap((file) => Object.entries(file.models ?? {}))),
    operations: files.flatMap((file) =>
      file.apis.flatMap(({ path, operations = [] }) => operations.map((operation) => ({ ...operation, path }))),
    ),
  };
}

/** The fields of a model with those it inherits: a model names its heirs, not its parent. */
export function fieldsOf(
  models: ServerDescription['models'],
  name: string,
): Readonly<Record<string, FieldDescription>> {
  const parent = [...models.values()].find((model) => model.subTypes?.includes(name));
  return { ...(parent && fieldsOf(models, parent.id)), ...models.get(name)?.properties };
}

/** The documented operation that a request of ours is: its method fits, its path too, with as few variables as possible. */
export function operationOf(
  { operations }: ServerDescription,
  method: string,
  path: string,
): OperationDescription | undefined {
  const variables = (operation: OperationDescription): number => operation.path.split('{').length;
  return operations
    .filter((operation) => operation.httpMethod === method && patternOf(operation.path).test(`/${path}`))
    .sort((a, b) => variables(a) - variables(b))[0];
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{[^}]*\}/g, '[^/]+')}$`);
}
