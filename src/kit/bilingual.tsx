// A text in Chinese and English, both to be written where somebody can.
import type { Names } from '../base/words.ts'
import { type At, inside } from './draft.ts'
import { FieldRow } from './field.tsx'
import { TextArea, TextField } from './fields.tsx'
import { htmlLang, sides, t } from './words.ts'

type Props = {
  at: At<Names>
  label: string
  hint?: string
  /** Both, or neither; where it is not given, one of them. */
  required?: boolean
  rows?: number
  maxLength?: number
}

/** The reader's language stands first. One line each where `rows` is not given. */
export function Bilingual({ at, label, hint, required, rows, maxLength = rows ? 4000 : 200 }: Props) {
  const Control = rows ? TextArea : TextField
  return (
    <FieldRow>
      {sides().map((code, n) => (
        <Control
          key={code}
          at={inside(at, code)}
          label={code === 'zh' ? t('{label}, in Chinese', { label }) : t('{label}, in English', { label })}
          hint={n === 0 ? hint : undefined}
          required={required}
          rows={rows}
          maxLength={maxLength}
          lang={htmlLang(code)}
        />
      ))}
    </FieldRow>
  )
}
