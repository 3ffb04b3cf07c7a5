/** Where a reader connects, from its environment: a server of ours on 127.0.0.1. */
export const PLACE = {
  port: Number(process.env['BENCH_PORT']),
  user: process.env['BENCH_USER'] ?? '',
  password: process.env['BENCH_PASSWORD'] ?? '',
  application: process.env['BENCH_APPLICATION'] ?? '',
  /** A folder for what the reader writes. */
  folder: process.env['BENCH_FOLDER'] ?? '',
};

export const URL = `http://127.0.0.1:${PLACE.port}`;
