// One step in the form: what, when, who, and the clauses that it applies.
import { Button } from '../../kit/button.tsx'
import { type At, inside } from '../../kit/draft.ts'
import { SaidDateField } from '../../kit/said-date-field.tsx'
import { t } from '../../kit/words.ts'
import { ClausePicker } from '../../study/web/parts/clause-picker.tsx'
import { Bilingual } from './bilingual.tsx'
import type { StepEntry } from './case-draft.ts'

export function StepFields({ at }: { at: At<StepEntry> }) {
  const clauses = inside(at, 'clauseIds')
  const put = (index: number, id: string) =>
    clauses.set(clauses.value.map((old, other) => (other === index ? id : old)))
  const onSaid: At<string> = {
    pointer: `${at.pointer}/onSaid`,
    value: at.value.onSaid ?? '',
    set: (value) => at.set({ ...at.value, onSaid: value || null }),
  }
  return (
    <>
      <Bilingual at={inside(at, 'title')} label={t('In one line')} required />
      <Bilingual at={inside(at, 'who')} label={t('Who acted')} required />
      <SaidDateField at={onSaid} label={t('When it was done')} required={false} />
      <Bilingual at={inside(at, 'what')} label={t('What was done')} rows={3} required />
      {clauses.value.map((id, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a picker has no other identity than its place
        <div className='clause-row' key={index}>
          <ClausePicker
            value={id}
            onChange={(next) => put(index, next)}
            label={t('Clause that it applies')}
          />
          <Button small onClick={() => clauses.set(clauses.value.filter((_, other) => other !== index))}>
            {t('Take out')}
          </Button>
        </div>
      ))}
      {clauses.value.length < 10 && (
        <Button kind='link' small onClick={() => clauses.set([...clauses.value, ''])}>
          {t('Name a clause that it applies')}
        </Button>
      )}
    </>
  )
}
