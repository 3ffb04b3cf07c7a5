const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MINUTES_A_DAY = 24 * 60;

/** A moment as clocks and calendars somewhere show it. */
interface Moment {
  readonly minute: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** 0 is the first. */
  readonly day: number;
  /** 0 is January. */
  readonly month: number;
}

/**
 * Whether the times of an `include` hold at a moment: `times,weekdays,mdays,months[,timezone]`, to the minute. Ranges go
 * round, several are joined by `&`, and what cannot be read counts as never, as in Asterisk's ast_build_timing.
 *
 * @param timing the parts behind the context's name; always when there are none
 * @param timeZone where the server is, an IANA name; this machine's own when not given. One in the times goes before.
 */
export function isTime(timing: readonly string[], at: Date, timeZone?: string): boolean {
  const text = timing.join(',');
  if (text === '') return true;
  const own = timing.length === 5 ? timing[4] : undefined;
  const { minute, weekday, day, month } = momentOf(at, own || timeZone);
  const [times, weekdays, days, months] = text.split(/[|,]/);
  return (
    isInMonths(months, month) &&
    (days === undefined || hasNumber(days, day, 31)) &&
    (weekdays === undefined || hasNumber(weekdays, weekday, 7, WEEKDAYS)) &&
    hasMinute(times ?? '', minute)
  );
}

function isInMonths(months: string | undefined, month: number): boolean {
  return months === undefined || hasNumber(months, month, 12, MONTHS);
}

/** Asterisk takes a zone that it does not know for UTC. */
function momentOf(at: Date, timeZone: string | undefined): Moment {
  const format = (zone: string | undefined): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat('en-US', {
      ...(zone !== undefined && { timeZone: zone }),
      hourCycle: 'h23',
      weekday: 'short',
      day: 'numeric',
      month: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
  let parts: readonly Intl.DateTimeFormatPart[];
  try {
    parts = format(timeZone).formatToParts(at);
  } catch {
    parts = format('UTC').formatToParts(at);
  }
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((one) => one.type === type)?.value ?? '';
  return {
    minute: Number(part('hour')) * 60 + Number(part('minute')),
    weekday: WEEKDAYS.indexOf(part('weekday').toLowerCase()),
    day: Number(part('day')) - 1,
    month: Number(part('month')) - 1,
  };
}

function hasMinute(times: string, minute: number): boolean {
  if (times === '' || times === '*') return true;
  return times.split('&').some((range) => {
    const dash = range.indexOf('-');
    const from = minuteOf(dash < 0 ? range : range.slice(0, dash));
    const to = dash < 0 ? from : minuteOf(range.slice(dash + 1).replace(/^\D+/, ''));
    return from !== undefined && to !== undefined && isBetween(minute, from, to, MINUTES_A_DAY);
  });
}

/** As `sscanf` reads `%2d:%2d`: blanks before each number, anything behind them. */
function minuteOf(time: string): number | undefined {
  const [, hours, minutes] = /^\s*(\d{1,2}):\s*(\d{1,2})/.exec(time) ?? [];
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59) return undefined;
  return Number(hours) * 60 + Number(minutes);
}

function hasNumber(ranges: string, number: number, count: number, names: readonly string[] = []): boolean {
  if (ranges === '' || ranges === '*') return true;
  return ranges.split('&').some((range) => {
    const dash = range.indexOf('-');
    const from = numberOf(dash < 0 ? range : range.slice(0, dash), count, names);
    const to = dash < 0 ? from : numberOf(range.slice(dash + 1), count, names);
    return from !== undefined && to !== undefined && isBetween(number, from, to, count);
  });
}

/** From 0. A number, from 1, does for a name too. */
function numberOf(word: string, count: number, names: readonly string[]): number | undefined {
  const named = names.indexOf(word.toLowerCase());
  if (named >= 0) return named;
  const [, digits] = /^\s*\+?(\d{1,2})/.exec(word) ?? [];
  const number = Number(digits);
  return digits !== undefined && number >= 1 && number <= count ? number - 1 : undefined;
}

function isBetween(value: number, from: number, to: number, count: number): boolean {
  return (value - from + count) % count <= (to - from + count) % count;
}
