// Stands in for the native module @vscode/spdlog, which needs a compiler: VS Code writes its logs and the text of output
// channels through it. Lines are gathered for one turn of the event loop, then appended in order.
const fs = require('node:fs');
const path = require('node:path');

const LEVELS = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];

function timestamp() {
  const now = new Date();
  const two = (value) => String(value).padStart(2, '0');
  const date = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-');
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join(':');
  return `${date} ${time}.${String(now.getMilliseconds()).padStart(3, '0')}`;
}

// One listener for all: an extension host has more loggers than Node lets one process have listeners without a warning.
const open = new Set();
process.once('exit', () => {
  for (const logger of open) logger.flush();
});

class Logger {
  #file;
  #sizeLimit;
  #oldFiles;
  #level = 2;
  // Without a pattern the text is written as it is, with no end of line: that is what output channels want.
  #isPlain = false;
  #pending = [];
  #timer;

  constructor(_type, _name, file, sizeLimit, oldFiles) {
    this.#file = file;
    this.#sizeLimit = sizeLimit;
    this.#oldFiles = oldFiles;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.appendFileSync(file, '');
    open.add(this);
  }

  trace(message) {
    this.#write(0, message);
  }
  debug(message) {
    this.#write(1, message);
  }
  info(message) {
    this.#write(2, message);
  }
  warn(message) {
    this.#write(3, message);
  }
  error(message) {
    this.#write(4, message);
  }
  critical(message) {
    this.#write(5, message);
  }

  getLevel() {
    return this.#level;
  }
  setLevel(level) {
    this.#level = level;
  }
  setPattern() {
    this.#isPlain = false;
  }
  clearFormatters() {
    this.#isPlain = true;
  }

  flush() {
    clearImmediate(this.#timer);
    this.#timer = undefined;
    if (!this.#pending.length) return;
    const text = this.#pending.splice(0).join('');
    const size = fs.statSync(this.#file, { throwIfNoEntry: false })?.size ?? 0;
    if (size > 0 && size + text.length > this.#sizeLimit) this.#rotate();
    fs.appendFileSync(this.#file, text);
  }

  drop() {
    this.flush();
    open.delete(this);
  }

  #write(level, message) {
    if (level < this.#level) return;
    this.#pending.push(this.#isPlain ? message : `${timestamp()} [${LEVELS[level]}] ${message}\n`);
    this.#timer ??= setImmediate(() => this.flush());
  }

  #rotate() {
    const { dir, name, ext } = path.parse(this.#file);
    const numbered = (number) => (number ? path.join(dir, `${name}.${number}${ext}`) : this.#file);
    for (let number = this.#oldFiles; number > 0; number--) {
      if (fs.existsSync(numbered(number - 1))) fs.renameSync(numbered(number - 1), numbered(number));
    }
  }
}

const createLogger = (type) => async (name, file, sizeLimit, oldFiles) =>
  new Logger(type, name, file, sizeLimit, oldFiles);

exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = createLogger('rotating');
exports.createAsyncRotatingLogger = createLogger('rotating_async');
