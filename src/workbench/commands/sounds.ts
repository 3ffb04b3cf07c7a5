import type * as vscode from 'vscode';
import type { Sound } from '../../ari/resources';
import { label } from '../common/text';

/** Languages in which a sound is installed, in alphabetical order. */
export function languagesOf({ formats }: Sound): readonly string[] {
  return [...new Set(formats.map(({ language }) => language))].sort();
}

/** A line of a picker: its words are searched, too. */
export function soundItem(sound: Sound): vscode.QuickPickItem & { readonly sound: Sound } {
  const forms = languagesOf(sound).map((language) => {
    const formats = sound.formats.filter((form) => form.language === language).map(({ format }) => format);
    return `${language}: ${formats.join(', ')}`;
  });
  const installed = label(forms.join(' · '));
  return {
    label: `$(unmute) ${label(sound.id)}`,
    // One line a sound where the server has no texts, as with Debian's packages.
    ...(sound.text ? { description: label(sound.text), detail: installed } : { description: installed }),
    sound,
  };
}
