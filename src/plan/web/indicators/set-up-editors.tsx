// The forms for one period and for one unit of figures.
import type { CallReply } from '../../../base/call.ts'
import { addDays } from '../../../base/dates.ts'
import { emptyText } from '../../../base/words.ts'
import { useSend } from '../../../kit/api.ts'
import { Bilingual } from '../../../kit/bilingual.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { CodeField, RetiredField } from '../../../kit/entry-list.tsx'
import { FieldRow } from '../../../kit/field.tsx'
import { DayField, NumberField, RadioGroup, SelectField, TextField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import type { TypedNumber } from '../../../kit/numbers.ts'
import { numberOf } from '../../../kit/typed-number.ts'
import { nameOf, t } from '../../../kit/words.ts'
import { addPeriod, changePeriod, type periods } from '../../periods/contract.ts'
import { inNest } from '../../periods/rules.ts'
import { addUnit, changeUnit, type listUnits } from '../../units/contract.ts'
import { soundsLikeShare } from '../../units/rules.ts'
import { indented } from '../parts/nest.ts'

type Period = CallReply<typeof periods>['periods'][number]
type Unit = CallReply<typeof listUnits>['units'][number]

type PeriodProps = { period: Period | null; all: Period[]; programmeId: string; onClose: () => void }

export function PeriodEditor({ period, all, programmeId, onClose }: PeriodProps) {
  const draft = useDraft({
    code: period?.code ?? '',
    names: period?.names ?? emptyText,
    fromOn: period?.fromOn ?? '',
    lastOn: period?.bordersOn ?? '',
    plansDueOn: period?.plansDueOn ?? '',
    parentPeriodId: period?.parentId ?? '',
  })
  const others = all.filter((one) => one.id !== period?.id)
  const [add, edit] = [useSend(addPeriod), useSend(changePeriod)]
  return (
    <Form
      draft={draft}
      action={period ? t('Save') : t('Open the period')}
      submit={({ code, lastOn, parentPeriodId, plansDueOn, ...rest }) => {
        const body = {
          ...rest,
          toOn: addDays(lastOn, 1),
          plansDueOn: plansDueOn || null,
          parentPeriodId: parentPeriodId || null,
        }
        return period
          ? edit.send({ params: { periodId: period.id }, body })
          : add.send({ body: { ...body, programmeId, code } })
      }}
      onDone={onClose}
    >
      <Bilingual at={draft.at('names')} label={t('Name')} required />
      {!period && <CodeField at={draft.at('code')} />}
      <FieldRow>
        <DayField
          at={draft.at('fromOn')}
          label={t('First day')}
          hint={t('The first day of a month')}
          required
        />
        <DayField
          at={{ ...draft.at('lastOn'), pointer: '/toOn' }}
          label={t('Last day')}
          hint={t('The last day of a month')}
          required
        />
      </FieldRow>
      <DayField
        at={draft.at('plansDueOn')}
        label={t('Plans are due on')}
        hint={t('Empty where it only adds up its parts, and no plans of its own are asked for')}
        required={false}
      />
      {others.length > 0 && (
        <SelectField
          at={draft.at('parentPeriodId')}
          label={t('Part of the period')}
          hint={t('For example a half-year of a year, which then adds up its parts')}
          none={t('Nothing longer')}
          options={inNest(others.map((one) => ({ ...one, parentId: one.parentId ?? null }))).map(
            ({ period: one, depth }) => ({ value: one.id, text: indented(nameOf(one.names), depth) }),
          )}
          required={false}
        />
      )}
    </Form>
  )
}

export function UnitEditor({ unit, onClose }: { unit: Unit | null; onClose: () => void }) {
  const draft = useDraft({
    code: unit?.code ?? '',
    names: unit?.names ?? emptyText,
    scale: unit?.scale ?? (1 as TypedNumber),
    scaledNames: unit?.scaledNames ?? emptyText,
    figures: unit ? (unit.isShare ? 'shares' : 'quantities') : ('' as 'shares' | 'quantities' | ''),
    retired: Boolean(unit?.retiredOn),
  })
  const [add, edit] = [useSend(addUnit), useSend(changeUnit)]
  const isScaled = typeof draft.value.scale === 'number' && draft.value.scale > 1
  return (
    <Form
      draft={draft}
      action={unit ? t('Save') : t('Add')}
      submit={({ code, names, scaledNames, figures, retired, ...rest }) => {
        const scale = numberOf(rest.scale, '/scale') ?? 1
        const isShare = figures === 'shares'
        const body = { names, scale, scaledNames: scale > 1 ? scaledNames : null, isShare }
        return unit
          ? edit.send({ params: { unitId: unit.id }, body: { ...body, retired } })
          : add.send({ body: { ...body, code } })
      }}
      onDone={onClose}
    >
      <Bilingual at={draft.at('names')} label={t('Name')} required />
      {!unit && <TextField at={draft.at('code')} label={t('Code')} maxLength={20} required />}
      <RadioGroup
        at={{ ...draft.at('figures'), pointer: '/isShare' }}
        label={t('What its figures are')}
        hint={
          soundsLikeShare(draft.value)
            ? t('By what it is called, these would be shares or rates.')
            : undefined
        }
        options={[
          { value: 'quantities', text: t('quantities, which are added up') },
          { value: 'shares', text: t('shares or rates, which are never added up') },
        ]}
        required
      />
      <NumberField
        at={draft.at('scale')}
        label={t('Figures are written in so many of it')}
        hint={t('1 unless figures are large: 10,000 writes 1,250,000 as 125')}
        whole
        min={1}
        max={1_000_000}
        disabled={unit?.isUsed}
        required
      />
      {isScaled && (
        <Bilingual at={draft.at('scaledNames')} label={t('What so many of it are called')} required='one' />
      )}
      {unit && <RetiredField at={draft.at('retired')} />}
    </Form>
  )
}
