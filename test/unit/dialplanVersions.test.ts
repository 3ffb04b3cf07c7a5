import assert from 'node:assert/strict';
import { loadProject, type DialplanProject } from '../../src/dialplan/index/project';
import { lintProject } from '../../src/dialplan/lint/lint';
import { generateDialplan } from '../asterisk/dialplan/generate';
import { randomFrom } from '../support/faults/mutate';

const PATH = '/etc/extensions.conf';
const SEEDS = 12;
const EDITS = 25;
const WORDS = [
  'x',
  '\n',
  '1',
  ',',
  ')',
  '[b]\n',
  '[globals]\nX=1\n',
  'exten => 1,n,NoOp()\n',
  '#include "part.conf"\n',
  ';',
];

function reading(text: () => string): {
  read: (path: string) => Promise<string | undefined>;
  list: () => Promise<string[]>;
} {
  const part = '[part]\nexten => s,1,Return()\n';
  return {
    read: (path) => Promise.resolve(path === PATH ? text() : path === '/etc/part.conf' ? part : undefined),
    list: () => Promise.resolve(['extensions.conf', 'part.conf']),
  };
}

describe('a version of a dialplan that was read from the one before', () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    it(`is what it would be alone (${seed})`, async () => {
      const random = randomFrom(seed);
      const below = (end: number): number => Math.floor(random() * end);
      let text = generateDialplan(seed).slice(0, 12_000);
      const reader = reading(() => text);
      let project: DialplanProject | undefined;
      for (let edit = 0; edit < EDITS; edit++) {
        project = await loadProject(reader, PATH, project);
        const alone = await loadProject(reader, PATH);
        assert.deepEqual(project.loaded.dialplan, alone.loaded.dialplan);
        assert.deepEqual(project.loaded.problems, alone.loaded.problems);
        assert.deepEqual(lintProject(project), lintProject(alone));
        const at = below(text.length);
        const behind = text.slice(at + (below(3) === 0 ? below(40) : 0));
        text = text.slice(0, at) + (WORDS[below(WORDS.length)] ?? '') + behind;
      }
    }).timeout(20_000);
  }
});
