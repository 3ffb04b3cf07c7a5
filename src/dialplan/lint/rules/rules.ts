import type { Rule } from '../finding';
import { brackets } from './brackets';
import { contextRules } from './contexts';
import { dangers } from './dangers';
import { subroutines } from './gosub';
import { grammar } from './grammar';
import { jumps } from './jumps';
import { loading } from './loading';
import { missing } from './missing';
import { names } from './names';
import { patternParts } from './patternParts';
import { patterns } from './patterns';
import { priorities } from './priorities';
import { variableRules } from './variables';

/** All that is looked for. */
export const RULES: readonly Rule[] = [
  grammar,
  loading,
  brackets,
  jumps,
  missing,
  names,
  priorities,
  patterns,
  patternParts,
  subroutines,
  contextRules,
  variableRules,
  dangers,
];
