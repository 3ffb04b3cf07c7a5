#!/usr/bin/env node
// Stands in for desktop VS Code's program: @vscode/test-electron starts it with desktop VS Code's command line. This file is
// only the door, because a program has to be plain JavaScript.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import 'tsx';

process.env.ARI_WORKBENCH_ROOT ??= path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
await import('./launch.ts');
