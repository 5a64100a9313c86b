// A text in Chinese and English, both to be written where somebody can; one of them must be there.
import type { Names } from '../base/words.ts'
import type { At } from './draft.ts'
import { FieldRow } from './field.tsx'
import { TextArea, TextField } from './fields.tsx'
import { htmlLang, side, t } from './words.ts'

type Props = { at: At<Names>; label: string; hint?: string; rows?: number; maxLength?: number }

/** The reader's language stands first. One line each where `rows` is not given. */
export function Bilingual({ at, label, hint, rows, maxLength = rows ? 4000 : 200 }: Props) {
  const Control = rows ? TextArea : TextField
  const order = side() === 'zh' ? (['zh', 'en'] as const) : (['en', 'zh'] as const)
  return (
    <FieldRow>
      {order.map((code, n) => (
        <Control
          key={code}
          at={{
            pointer: `${at.pointer}/${code}`,
            value: at.value[code],
            set: (text: string) => at.set({ ...at.value, [code]: text }),
          }}
          label={code === 'zh' ? t('{label}, in Chinese', { label }) : t('{label}, in English', { label })}
          hint={n === 0 ? hint : undefined}
          rows={rows}
          maxLength={maxLength}
          lang={htmlLang(code)}
        />
      ))}
    </FieldRow>
  )
}
