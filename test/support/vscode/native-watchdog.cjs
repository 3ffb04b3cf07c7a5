// Stands in for the native module @vscode/native-watchdog, which needs a compiler: a process of VS Code ends when the one
// that started it is gone.
const INTERVAL_MS = 1000;
const GONE = 87;

exports.start = (pid) => {
  setInterval(() => {
    try {
      process.kill(pid, 0);
    } catch {
      process.exit(GONE);
    }
  }, INTERVAL_MS).unref();
};
exports.exit = (code) => process.exit(code ?? 0);
