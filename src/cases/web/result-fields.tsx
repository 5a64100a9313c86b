// One result in the form: the indicator, its unit, both figures with their dates, and where they come from.
import { type At, inside } from '../../kit/draft.ts'
import { FieldRow } from '../../kit/field.tsx'
import { CheckField, NumberField } from '../../kit/fields.tsx'
import { SaidDateField } from '../../kit/said-date-field.tsx'
import { t } from '../../kit/words.ts'
import { Bilingual } from './bilingual.tsx'
import type { ResultEntry } from './case-draft.ts'

export function ResultFields({ at }: { at: At<ResultEntry> }) {
  return (
    <>
      <Bilingual at={inside(at, 'indicator')} label={t('Indicator')} required />
      <Bilingual
        at={inside(at, 'unit')}
        label={t('Unit of measure')}
        hint={t('For example: old yuan, dozen, %')}
        required
      />
      <FieldRow>
        <NumberField at={inside(at, 'beforeValue')} label={t('Before')} required />
        <SaidDateField at={inside(at, 'beforeSaid')} label={t('As of')} required />
      </FieldRow>
      <FieldRow>
        <NumberField at={inside(at, 'afterValue')} label={t('After')} required />
        <SaidDateField at={inside(at, 'afterSaid')} label={t('As of')} required />
      </FieldRow>
      <CheckField at={inside(at, 'lessIsBetter')} label={t('Less is better (loss, cost, complaints)')} />
      <Bilingual
        at={inside(at, 'source')}
        label={t('Source')}
        hint={t('The book or paper in which the figure stands.')}
        required
      />
    </>
  )
}
