// What is entered of a person: names and telephone, and no more than the work needs.
import type { Names } from '../../../base/words.ts'
import { type At, inside } from '../../../kit/draft.ts'
import { FieldRow } from '../../../kit/field.tsx'
import { TextField } from '../../../kit/fields.tsx'
import { t } from '../../../kit/words.ts'

/** `hint` stands at the last field. */
export function PersonFields({ names, phone, hint }: { names: At<Names>; phone: At<string>; hint?: string }) {
  return (
    <>
      <FieldRow>
        <TextField
          at={inside(names, 'zh')}
          label={t('Name in Chinese')}
          lang='zh-Hans'
          maxLength={200}
          required
        />
        <TextField at={inside(names, 'en')} label={t('Pinyin or English name')} maxLength={200} required />
      </FieldRow>
      <TextField at={phone} label={t('Telephone')} hint={hint} maxLength={40} required={false} />
    </>
  )
}
