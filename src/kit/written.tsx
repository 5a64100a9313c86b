// Texts that people write, in the language they work in; what stands in the other language stays.
import { emptyText, type Names } from '../base/words.ts'
import type { At } from './draft.ts'
import type { FieldProps } from './field.tsx'
import { TextArea, TextField } from './fields.tsx'
import { htmlLang, nameOf, side } from './words.ts'

type Props = FieldProps & { at: At<Names>; rows?: number; short?: boolean; maxLength?: number }

/** The text in the reader's language; where it has none, what was written in the other. */
export function WrittenField({ at, rows = 2, short, maxLength = 4000, ...field }: Props) {
  const own = {
    pointer: at.pointer,
    value: nameOf(at.value),
    set: (text: string) => at.set(withText(at.value, text)),
  }
  const more = { at: own, lang: htmlLang(side()), maxLength, ...field }
  return short ? <TextField {...more} /> : <TextArea rows={rows} {...more} />
}

/** Emptied here means emptied: the other language must not speak on for a text that was taken back. */
const withText = (before: Names, text: string): Names =>
  text === '' ? emptyText : { ...before, [side()]: text }

/** What was typed once, as data. */
export const written = (text: string): Names => withText(emptyText, text)
