// Texts that people write, in the language they work in; what stands in the other language stays.
import type { Names } from '../../base/words.ts'
import type { At } from '../../kit/draft.ts'
import type { FieldProps } from '../../kit/field.tsx'
import { TextArea } from '../../kit/fields.tsx'
import { htmlLang, nameOf, side } from '../../kit/words.ts'

export const nothing: Names = { zh: '', en: '' }

/** Emptied here means emptied: the other language must not speak on for a text that was taken back. */
const withText = (before: Names, text: string): Names =>
  text === '' ? nothing : { ...before, [side()]: text }

/** What was typed once, as data. */
export const written = (text: string): Names => withText(nothing, text)

export function WrittenField({ at, rows = 2, ...field }: FieldProps & { at: At<Names>; rows?: number }) {
  const own = {
    pointer: at.pointer,
    value: nameOf(at.value),
    set: (text: string) => at.set(withText(at.value, text)),
  }
  return <TextArea at={own} rows={rows} lang={htmlLang(side())} maxLength={2000} {...field} />
}
