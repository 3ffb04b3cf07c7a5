import type { Range } from './source';
import type { TargetReader } from './targetReader';

type Read = (reader: TargetReader, data: Range) => void;

/** How the targets of an application are found, by its name in lower case. */
export const TARGETS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['goto', (reader, data) => reader.location(data, 'goto')],
  ['gosub', (reader, data) => reader.location(data, 'gosub')],
  ['gotoif', (reader, data) => branches(reader, data)],
  ['gotoiftime', (reader, data) => branches(reader, data)],
  ['gosubif', (reader, data) => either(reader, data, (branch) => reader.location(branch, 'gosub'))],
  ['execif', (reader, data) => either(reader, data, (branch) => reader.nested(branch))],
  ['execiftime', (reader, data) => reader.nested(reader.cutAt(data, '?')?.[1])],
  ['exec', (reader, data) => reader.nested(data)],
  ['tryexec', (reader, data) => reader.nested(data)],
  ['macro', (reader, data) => reader.routine(data, 'macro')],
  ['macroexclusive', (reader, data) => reader.routine(data, 'macro')],
  ['macroif', (reader, data) => either(reader, data, (branch) => reader.routine(branch, 'macro'))],
  ['dial', (reader, data) => dial(reader, reader.split(data))],
  ['retrydial', (reader, data) => dial(reader, reader.split(data).slice(3))],
  ['page', (reader, data) => page(reader, reader.split(data))],
  ['queue', (reader, data) => queue(reader, reader.split(data))],
  ['followme', (reader, data) => calling(reader, reader.split(data)[1])],
  ['bridge', (reader, data) => calling(reader, reader.split(data)[1])],
  ['originate', (reader, data) => originate(reader, reader.split(data))],
  ['park', (reader, data) => park(reader, reader.split(data))],
  ['parkandannounce', (reader, data) => park(reader, reader.split(data))],
  ['blindtransfer', (reader, data) => transfer(reader, reader.split(data))],
  ['channelredirect', (reader, data) => redirect(reader, data)],
  ['background', (reader, data) => reader.context(reader.split(data)[3])],
  ['readexten', (reader, data) => reader.context(reader.split(data)[2])],
  ['disa', (reader, data) => reader.context(reader.split(data)[1])],
  ['directory', (reader, data) => reader.context(reader.split(data)[1])],
  ['privacymanager', (reader, data) => reader.context(reader.split(data)[3])],
  ['voicemail', (reader, data) => voicemail(reader, reader.split(data))],
  ['addqueuemember', (reader, data) => member(reader, reader.split(data))],
  ['pickup', (reader, data) => pickup(reader, data)],
  ['extenspy', (reader, data) => reader.mention(reader.split(data)[0])],
  ['set', (reader, data) => assignment(reader, data)],
  ['mset', (reader, data) => reader.split(data).forEach((one) => assignment(reader, one))],
]);

/** Variables that name a context in which somebody's digits are looked for. */
export const VARIABLES_OF_CONTEXTS: ReadonlySet<string> = new Set([
  'TRANSFER_CONTEXT',
  'FORWARD_CONTEXT',
  'SPY_EXIT_CONTEXT',
  'MEETME_EXIT_CONTEXT',
]);

/** `condition?target:target`, cut at the very first of each. */
function branches(reader: TargetReader, data: Range): void {
  const behind = reader.cutAt(data, '?')?.[1];
  if (!behind) return;
  const [yes, no] = reader.cutAt(behind, ':') ?? [behind];
  reader.location(yes, 'goto');
  if (no) reader.location(no, 'goto');
}

/** `condition?…:…`, where those in parentheses and quotes do not count. */
function either(reader: TargetReader, data: Range, read: (branch: Range) => void): void {
  const behind = reader.split(data, '?')[1];
  if (!behind) return;
  const rest: Range = [behind[0], data[1]];
  for (const branch of reader.split(rest, ':').slice(0, 2)) read(branch);
}

function dial(reader: TargetReader, [devices, , options]: readonly Range[]): void {
  reader.dialString(devices);
  calling(reader, options);
}

function page(reader: TargetReader, [devices, options]: readonly Range[]): void {
  reader.dialString(devices);
  calling(reader, options);
}

/** The options that Dial has in common with others that call. */
function calling(reader: TargetReader, options: Range | undefined): void {
  reader.options(options, (letter, argument) => {
    if (letter === 'b' || letter === 'B') reader.location(argument, 'gosub', '^,');
    else if (letter === 'F' || letter === 'G') reader.location(argument, 'goto', '^,');
    else if (letter === 'U') reader.routine(argument, 'gosub', '^,');
    else if (letter === 'M') reader.routine(argument, 'macro', '^,');
  });
}

function queue(reader: TargetReader, parts: readonly Range[]): void {
  calling(reader, parts[1]);
  const subroutine = parts[6];
  if (subroutine) reader.routine(subroutine, 'gosub');
}

function originate(reader: TargetReader, parts: readonly Range[]): void {
  const [device, type, first, second, third, , options] = parts;
  reader.dialString(device);
  if (type && reader.text(type).toLowerCase() === 'exten' && first) {
    if (second && reader.text(second) !== '') reader.place(first, second, third);
    else reader.context(first);
  }
  calling(reader, options);
}

function park(reader: TargetReader, [, options]: readonly Range[]): void {
  reader.options(options, (letter, argument) => {
    if (letter === 'c') reader.location(argument, 'goto');
  });
}

function transfer(reader: TargetReader, [extension, context]: readonly Range[]): void {
  reader.place(context, extension);
}

function redirect(reader: TargetReader, data: Range): void {
  const behind = reader.cutAt(data, ',')?.[1];
  if (behind) reader.location(behind, 'goto');
}

function voicemail(reader: TargetReader, [, options]: readonly Range[]): void {
  reader.options(options, (letter, argument) => {
    if (letter === 'd') reader.context(argument);
  });
}

function member(reader: TargetReader, [, device, , , , watched]: readonly Range[]): void {
  reader.dialString(device);
  reader.mention(watched && reader.behind('hint:', watched), 'default');
}

/** `extension@context&extension@context`; before `@PICKUPMARK` stands the value of a variable. */
function pickup(reader: TargetReader, data: Range): void {
  for (const one of reader.split(data, '&')) {
    const mark = reader.cutAt(one, '@')?.[1];
    if (!mark || reader.text(mark).toUpperCase() !== 'PICKUPMARK') reader.mention(one);
  }
}

/** What is set to a place: `CHANNEL(hangup_handler_push)=context,extension,priority(arguments)` and its like. */
function assignment(reader: TargetReader, data: Range): void {
  const [name, value] = reader.cutAt(data, '=') ?? [];
  if (!name || !value) return;
  const written = reader.text(name);
  const variable = /^(?:GLOBAL\()?_{0,2}(\w+)\)?$/.exec(written)?.[1] ?? '';
  if (/^CHANNEL\(hangup_handler_(push|pop|wipe)\)$/i.test(written)) reader.location(value, 'gosub');
  else if (/^CHANNEL\(after_bridge_goto\)$/i.test(written)) reader.location(value, 'goto');
  else if (variable === 'GOTO_ON_BLINDXFR') reader.location(value, 'goto', '^,');
  else if (VARIABLES_OF_CONTEXTS.has(variable)) reader.context(value);
}
