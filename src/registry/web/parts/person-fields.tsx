// What is entered of a person: names and telephone, and no more than the work needs.
import type { Names } from '../../../base/words.ts'
import { type At, inside } from '../../../kit/draft.ts'
import { FieldRow } from '../../../kit/field.tsx'
import { TextField } from '../../../kit/fields.tsx'
import { htmlLang, sides, t } from '../../../kit/words.ts'

/** `hint` stands at the last field. */
export function PersonFields({ names, phone, hint }: { names: At<Names>; phone: At<string>; hint?: string }) {
  return (
    <>
      <FieldRow>
        {sides().map((code) => (
          <TextField
            key={code}
            at={inside(names, code)}
            label={code === 'zh' ? t('Full name in Chinese') : t('Pinyin or English name')}
            lang={htmlLang(code)}
            maxLength={200}
            required
          />
        ))}
      </FieldRow>
      <TextField at={phone} label={t('Telephone')} hint={hint} maxLength={40} required={false} />
    </>
  )
}
