/** Our own declarations of ARI, read with the TypeScript compiler: what they say, and whether a real value is as they say. */
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const folder = path.resolve('src/ari');

function sources(below: string): string[] {
  return fs
    .readdirSync(path.join(folder, below), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(folder, below, entry.name));
}

const modelFiles = [path.join(folder, 'resources.ts'), path.join(folder, 'rtpStatistics.ts'), ...sources('eventTypes')];
const operationFiles = sources('operations');
const config = ts.parseJsonConfigFileContent(
  ts.readConfigFile('tsconfig.json', (file) => ts.sys.readFile(file)).config,
  ts.sys,
  '.',
);
const program = ts.createProgram([...modelFiles, ...operationFiles, path.join(folder, 'events.ts')], config.options);

/** The compiler's view of our code. */
export const checker = program.getTypeChecker();

function exportsOf(file: string): readonly ts.Symbol[] {
  const source = program.getSourceFile(file);
  const symbol = source && checker.getSymbolAtLocation(source);
  if (!symbol) throw new Error(`${file} exports nothing`);
  return checker.getExportsOfModule(symbol);
}

/** Every exported interface and type of `src/ari` that stands for something on the wire, by name. */
export const models: ReadonlyMap<string, ts.Type> = new Map(
  modelFiles.flatMap(exportsOf).map((symbol) => [symbol.name, checker.getDeclaredTypeOfSymbol(symbol)]),
);

/** Every function of `src/ari/operations`, by `noun.name`. */
export const operations: ReadonlyMap<string, ts.Signature> = new Map(
  operationFiles.flatMap((file) =>
    exportsOf(file).flatMap((symbol) => {
      const signature = checker.getTypeOfSymbol(symbol).getCallSignatures()[0];
      return signature ? [[`${path.basename(file, '.ts')}.${symbol.name}`, signature] as const] : [];
    }),
  ),
);

/** A field of an interface, or a parameter of an operation. */
export interface Field {
  readonly optional: boolean;
  readonly type: ts.Type;
}

/** The fields of an interface, its parents' included. */
export function fields(type: ts.Type): ReadonlyMap<string, Field> {
  return new Map(
    checker.getPropertiesOfType(type).map((symbol) => [symbol.name, fieldOf(symbol, checker.getTypeOfSymbol(symbol))]),
  );
}

/** The parameters that an operation sends: its own, and the fields of those that are objects. */
export function parametersOf(signature: ts.Signature): ReadonlyMap<string, Field> {
  return new Map(
    signature.parameters.slice(1).flatMap((symbol): [string, Field][] => {
      const declaration = symbol.valueDeclaration;
      const omissible = declaration && ts.isParameter(declaration) && checker.isOptionalParameter(declaration);
      const { type } = fieldOf(symbol, checker.getTypeOfSymbol(symbol));
      const isObject =
        !isList(type) && (type.isUnion() ? type.types : [type]).every((t) => t.flags & ts.TypeFlags.Object);
      return isObject ? [...fields(type)] : [[symbol.name, { type, optional: omissible === true }]];
    }),
  );
}

function fieldOf(symbol: ts.Symbol, type: ts.Type): Field {
  return { optional: (symbol.flags & ts.SymbolFlags.Optional) !== 0, type: checker.getNonNullableType(type) };
}

/** Whether it is an array, read-only or not. */
export function isList(type: ts.Type): boolean {
  return checker.isArrayType(type);
}

/** What an array holds; the type itself when it is none. */
export function elementOf(type: ts.Type): ts.Type {
  return isList(type) ? (checker.getTypeArguments(type as ts.TypeReference)[0] ?? type) : type;
}

/** The texts that a type names, or nothing when it allows any. */
export function literalsOf(type: ts.Type): readonly string[] {
  return membersOf(type).flatMap((member) => (member.isStringLiteral() ? [member.value] : []));
}

function membersOf(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types : [type];
}

/** Whether our type can carry what the server's type name says: `string`, `int`, `List[Channel]`, `Bridge` … */
export function carries(type: ts.Type, serverType: string): boolean {
  const list = /^List\[(.*)\]$/.exec(serverType)?.[1];
  if (list !== undefined) return isList(type) && carries(elementOf(type), list);
  const all = (flag: ts.TypeFlags): boolean => membersOf(type).every((member) => (member.flags & flag) !== 0);
  switch (serverType) {
    case 'string':
    case 'Date':
      return all(ts.TypeFlags.StringLike);
    case 'int':
    case 'long':
    case 'double':
      return all(ts.TypeFlags.NumberLike);
    case 'boolean':
      return all(ts.TypeFlags.BooleanLike);
    case 'object':
      return all(ts.TypeFlags.Object) && !isList(type);
    default:
      return type === models.get(serverType);
  }
}

/** How a real value differs from its declared type; nothing when it does not. Says the place, such as `channel.state`. */
export function misfits(value: unknown, type: ts.Type, place: string): readonly string[] {
  if (type.isUnion())
    return type.types.some((t) => misfits(value, t, place).length === 0) ? [] : [refusal(value, type, place)];
  if (type.flags & ts.TypeFlags.Unknown) return [];
  if (isList(type)) {
    if (!Array.isArray(value)) return [refusal(value, type, place)];
    return value.flatMap((item, index) => misfits(item, elementOf(type), `${place}[${index}]`));
  }
  if (type.flags & ts.TypeFlags.Object) return objectMisfits(value, type, place);
  return isPrimitive(value, type) ? [] : [refusal(value, type, place)];
}

function objectMisfits(value: unknown, type: ts.Type, place: string): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [refusal(value, type, place)];
  const known = fields(type);
  const rest = checker.getIndexInfoOfType(type, ts.IndexKind.String);
  const entries = Object.entries(value);
  const missing = [...known].filter(([name, { optional }]) => !optional && !(name in value));
  return [
    ...missing.map(([name]) => `${place}.${name} is missing`),
    ...entries.flatMap(([name, inner]) => {
      const expected = known.get(name)?.type ?? rest?.type;
      return expected ? misfits(inner, expected, `${place}.${name}`) : [`${place}.${name} is not declared`];
    }),
  ];
}

function isPrimitive(value: unknown, type: ts.Type): boolean {
  if (type.isStringLiteral()) return value === type.value;
  if (type.flags & ts.TypeFlags.BooleanLiteral) return String(value) === checker.typeToString(type);
  if (type.flags & ts.TypeFlags.TemplateLiteral) return typeof value === 'string' && value.includes('(');
  if (type.flags & ts.TypeFlags.StringLike) return typeof value === 'string';
  if (type.flags & ts.TypeFlags.NumberLike) return typeof value === 'number';
  return type.flags & ts.TypeFlags.Void ? value === undefined : false;
}

function refusal(value: unknown, type: ts.Type, place: string): string {
  return `${place}: ${JSON.stringify(value)} is no ${checker.typeToString(type)}`;
}
