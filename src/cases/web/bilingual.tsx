// Texts that may be written in both languages: the reader's own stands open, the other where it is asked for.
import { createContext, useContext } from 'react'
import type { Names } from '../../base/words.ts'
import { type At, inside } from '../../kit/draft.ts'
import { TextArea, TextField } from '../../kit/fields.tsx'
import { htmlLang, side, t } from '../../kit/words.ts'

/** Whether the fields of the other language are open. */
export const BothLanguages = createContext(false)

type Props = {
  at: At<Names>
  label: string
  hint?: string
  rows?: number
  required?: boolean
  maxLength?: number
}

/** One line where `rows` is not given, otherwise an area. */
export function Bilingual({ at, label, hint, rows, required, maxLength = rows ? 4000 : 200 }: Props) {
  const isBoth = useContext(BothLanguages)
  const mine = side()
  const other = mine === 'zh' ? 'en' : 'zh'
  const Control = rows ? TextArea : TextField
  const otherLabel =
    other === 'zh' ? t('{label}, in Chinese', { label }) : t('{label}, in English', { label })
  // What stands only in the other language is no gap: it may not be forced out of somebody who reads this one.
  const isNeeded = required && at.value[other].trim() === '' ? true : undefined
  return (
    <>
      <Control
        at={{ ...inside(at, mine), pointer: at.pointer }}
        label={label}
        hint={hint}
        rows={rows}
        required={isNeeded}
        maxLength={maxLength}
        lang={htmlLang(mine)}
      />
      {isBoth && (
        <Control
          at={inside(at, other)}
          label={otherLabel}
          rows={rows}
          maxLength={maxLength}
          lang={htmlLang(other)}
        />
      )}
    </>
  )
}
