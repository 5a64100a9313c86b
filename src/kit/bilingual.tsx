// A text in Chinese and English, both to be written where somebody can.
import { isEmptyText, type Names } from '../base/words.ts'
import { type At, inside } from './draft.ts'
import { FieldRow } from './field.tsx'
import { TextArea, TextField } from './fields.tsx'
import { useFormState } from './form-state.ts'
import { htmlLang, sides, t } from './words.ts'

type Props = {
  at: At<Names>
  label: string
  hint?: string
  /** Both, at least one of them, or neither. */
  required?: boolean | 'one'
  rows?: number
  maxLength?: number
}

/** The reader's language stands first. One line each where `rows` is not given. */
export function Bilingual({ at, label, hint, required, rows, maxLength = rows ? 4000 : 200 }: Props) {
  const Control = rows ? TextArea : TextField
  const form = useFormState()
  const isLacking = required === 'one' && isEmptyText(at.value)
  // What is written in one language answers what was asked of either.
  const change = (value: Names) => {
    at.set(value)
    if (required === 'one') for (const code of sides()) form?.forget(inside(at, code).pointer)
  }
  return (
    <FieldRow>
      {sides().map((code, n) => (
        <Control
          key={code}
          at={inside({ ...at, set: change }, code)}
          refused={
            isLacking && n === 0 ? t('Please write this in Chinese, in English or in both.') : undefined
          }
          label={code === 'zh' ? t('{label}, in Chinese', { label }) : t('{label}, in English', { label })}
          hint={n === 0 ? hint : undefined}
          required={required === 'one' ? undefined : required}
          rows={rows}
          maxLength={maxLength}
          lang={htmlLang(code)}
        />
      ))}
    </FieldRow>
  )
}
