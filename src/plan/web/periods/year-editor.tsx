// A year with its quarters, half-years or months, all at once: the names come from a pattern, and are seen before
// anything is saved.
import type { Names } from '../../../base/words.ts'
import { useSend } from '../../../kit/api.ts'
import { Bilingual } from '../../../kit/bilingual.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { FieldRow } from '../../../kit/field.tsx'
import { NumberField, RadioGroup, TextField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import type { TypedNumber } from '../../../kit/numbers.ts'
import { Table } from '../../../kit/table.tsx'
import { formatDay, nameOf, t } from '../../../kit/words.ts'
import { addYear } from '../../periods/contract.ts'
import { type Split, yearOf } from '../../periods/year.ts'
import { dueText } from './due.ts'

const patterns: Record<Split, Names> = {
  quarter: { zh: '{year}年第{n}季度', en: '{year}, quarter {n}' },
  'half-year': { zh: '{year}年第{n}半年', en: '{year}, half-year {n}' },
  month: { zh: '{month}', en: '{month}' },
}

const isWithin = (typed: TypedNumber, [from, to]: [number, number]): typed is number =>
  Number.isInteger(typed) && Number(typed) >= from && Number(typed) <= to

type Props = { programmeId: string; yearFrom: number; nextYear: number | null; onClose: () => void }

export function YearEditor({ programmeId, yearFrom, nextYear, onClose }: Props) {
  const draft = useDraft({
    year: nextYear as TypedNumber,
    split: 'quarter' as Split,
    pattern: { zh: '{year}年', en: '{year}' },
    partPattern: patterns.quarter,
    dueDays: 0 as TypedNumber,
    code: '',
  })
  const add = useSend(addYear)
  const { year, split, pattern, partPattern, dueDays } = draft.value
  const isReady = isWithin(year, [1700, 2200]) && isWithin(dueDays, [0, 366])
  const code = draft.value.code.trim() || `${year}`
  const all = isReady ? yearOf({ year, code, yearFrom, split, pattern, partPattern, dueDays }) : []
  return (
    <Form
      draft={draft}
      action={t('Open the year')}
      submit={() => add.send({ body: { programmeId, whole: all[0], parts: all.slice(1) } })}
      onDone={onClose}
    >
      <FieldRow>
        <NumberField
          at={draft.at('year')}
          label={t('Year in which it begins')}
          whole
          min={1700}
          max={2200}
          required
        />
        <NumberField
          at={draft.at('dueDays')}
          label={t('Plans are due so many days before each part begins')}
          whole
          min={0}
          max={366}
          required
        />
      </FieldRow>
      <RadioGroup
        at={{
          ...draft.at('split'),
          set: (next) => draft.set({ ...draft.value, split: next, partPattern: patterns[next] }),
        }}
        label={t('Its parts')}
        options={[
          { value: 'quarter', text: t('quarters') },
          { value: 'half-year', text: t('half-years') },
          { value: 'month', text: t('months') },
        ]}
        inline
        required
      />
      <Bilingual at={draft.at('pattern')} label={t('Name of the year')} required />
      <Bilingual
        at={draft.at('partPattern')}
        label={t('Names of its parts')}
        hint={t(
          'In the place of a word in braces stand the year, the number of the part, or its first month.',
        )}
        required
      />
      <TextField
        at={{ ...draft.at('code'), pointer: '/whole/code' }}
        label={t('Code')}
        hint={t('Where nothing stands, the year in which it begins')}
        required={false}
      />
      <Table
        label={t('What will be opened')}
        rows={all}
        rowKey={(one) => one.code}
        columns={[
          { key: 'name', title: t('Period'), cell: (one) => nameOf(one.names) },
          { key: 'code', title: t('Code'), cell: (one) => one.code },
          { key: 'from', title: t('From'), cell: (one) => formatDay(one.fromOn) },
          { key: 'due', title: t('Plans due'), cell: (one) => dueText(one.plansDueOn) },
        ]}
      />
    </Form>
  )
}
