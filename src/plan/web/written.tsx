// Texts that people write, in the language they work in; what stands in the other language stays.
import type { Names } from '../../base/words.ts'
import type { At } from '../../kit/draft.ts'
import type { FieldProps } from '../../kit/field.tsx'
import { TextArea, TextField } from '../../kit/fields.tsx'
import { htmlLang, nameOf, side } from '../../kit/words.ts'

type Props = FieldProps & { at: At<Names>; rows?: number; short?: boolean }

/** The text in the reader's language; where it has none, what was written in the other. */
export function WrittenField({ at, rows = 2, short, ...field }: Props) {
  const own = {
    pointer: at.pointer,
    value: nameOf(at.value),
    set: (text: string) => at.set(withText(at.value, text)),
  }
  const lang = htmlLang(side())
  return short ? (
    <TextField at={own} lang={lang} maxLength={4000} {...field} />
  ) : (
    <TextArea at={own} rows={rows} lang={lang} maxLength={4000} {...field} />
  )
}

/** Emptied here means emptied: the other language must not speak on for a text that was taken back. */
const withText = (before: Names, text: string): Names =>
  text === '' ? { zh: '', en: '' } : { ...before, [side()]: text }

/** What was typed once, as data. */
export const written = (text: string): Names => withText({ zh: '', en: '' }, text)

export const Prose = ({ of }: { of: Names }) => <span className='prose-line'>{nameOf(of)}</span>
