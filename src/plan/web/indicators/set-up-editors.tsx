// The forms for one indicator, one period and one unit of figures.
import type { CallReply } from '../../../base/call.ts'
import { addDays } from '../../../base/dates.ts'
import { emptyText } from '../../../base/words.ts'
import { useSend } from '../../../kit/api.ts'
import { Bilingual } from '../../../kit/bilingual.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { CodeField, RetiredField } from '../../../kit/entry-list.tsx'
import { FieldRow } from '../../../kit/field.tsx'
import {
  CheckField,
  DayField,
  NumberField,
  RadioGroup,
  SelectField,
  TextField,
} from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { Notice } from '../../../kit/states.tsx'
import { nameOf, t } from '../../../kit/words.ts'
import { addIndicator, changeIndicator, type listIndicators } from '../../indicators/contract.ts'
import type { Countable, IndicatorKind } from '../../indicators/rules.ts'
import type { periods } from '../../periods/contract.ts'
import { addPeriod, changePeriod } from '../../periods/contract.ts'
import { addUnit, changeUnit, type listUnits } from '../../units/contract.ts'
import { soundsLikeShare } from '../../units/rules.ts'
import { allUnits, unitText } from '../parts/units.ts'

type Indicator = CallReply<typeof listIndicators>['indicators'][number]
type Period = CallReply<typeof periods>['periods'][number]
type Unit = CallReply<typeof listUnits>['units'][number]

type IndicatorProps = {
  indicator: Indicator | null
  others: Indicator[]
  programmeId: string
  onClose: () => void
}

export function IndicatorEditor({ indicator, others, programmeId, onClose }: IndicatorProps) {
  const draft = useDraft({
    code: indicator?.code ?? '',
    names: indicator?.names ?? emptyText,
    definition: indicator?.definition ?? emptyText,
    unit: indicator?.unit ?? '',
    kind: indicator?.kind ?? ('' as IndicatorKind | ''),
    numeratorId: indicator?.numeratorId ?? '',
    denominatorId: indicator?.denominatorId ?? '',
    cumulative: indicator ? (indicator.cumulative ? 'stands' : 'flows') : ('' as 'stands' | 'flows' | ''),
    byTrade: indicator?.byTrade ?? false,
    byForm: indicator?.byForm ?? false,
    needsAction: indicator?.needsAction ?? false,
    counts: indicator?.counts ?? ('' as Countable | ''),
    retired: Boolean(indicator?.retiredOn),
  })
  const [add, edit] = [useSend(addIndicator), useSend(changeIndicator)]
  const isUsed = indicator?.isUsed ?? false
  const isRatio = draft.value.kind === 'ratio'
  const units = allUnits()
    .filter((one) => one.retiredOn === null || one.code === draft.value.unit)
    .map((one) => ({ value: one.code, text: unitText(one.code) }))
  const parts = others
    .filter((one) => one.isSummed && one.id !== indicator?.id)
    .map((one) => ({ value: one.id, text: nameOf(one.names) }))
  return (
    <Form
      draft={draft}
      action={indicator ? t('Save') : t('Add')}
      submit={({ code, retired, kind, cumulative, counts, numeratorId, denominatorId, ...rest }) => {
        const body = {
          ...rest,
          cumulative: cumulative === 'stands',
          counts: isRatio ? null : counts || null,
          numeratorId: isRatio ? numeratorId || null : null,
          denominatorId: isRatio ? denominatorId || null : null,
        }
        return indicator
          ? edit.send({ params: { indicatorId: indicator.id }, body: { ...body, retired } })
          : add.send({ body: { ...body, programmeId, code } })
      }}
      onDone={onClose}
    >
      {isUsed && (
        <Notice>
          {t('Figures were made with this indicator: names and definition may change, what it counts stays.')}
        </Notice>
      )}
      <Bilingual at={draft.at('names')} label={t('Name')} />
      <Bilingual at={draft.at('definition')} label={t('Definition')} rows={3} maxLength={2000} />
      {!indicator && <CodeField at={draft.at('code')} />}
      <FieldRow>
        <RadioGroup
          at={{ ...draft.at('kind'), pointer: isRatio ? '/kind' : '/numeratorId' }}
          label={t('How it adds up')}
          options={[
            { value: 'additive', text: t('It is added up') },
            { value: 'ratio', text: t('It is one quantity divided by another') },
          ]}
          disabled={isUsed}
          required
        />
        <SelectField at={draft.at('unit')} label={t('Unit')} options={units} disabled={isUsed} required />
      </FieldRow>
      {isRatio && (
        <FieldRow>
          <SelectField
            at={draft.at('numeratorId')}
            label={t('Divided')}
            options={parts}
            disabled={isUsed}
            required
          />
          <SelectField
            at={draft.at('denominatorId')}
            label={t('by')}
            options={parts}
            disabled={isUsed}
            required
          />
        </FieldRow>
      )}
      {draft.value.kind === 'additive' && (
        <FieldRow>
          <RadioGroup
            at={draft.at('cumulative')}
            label={t('Counted')}
            options={[
              { value: 'flows', text: t('month by month, and summed') },
              { value: 'stands', text: t('as it stands at the end of the month') },
            ]}
            disabled={isUsed}
            required
          />
          <SelectField
            at={draft.at('counts')}
            label={t('What it counts')}
            none={t('something else')}
            options={[
              { value: 'organisations', text: t('units, with those that lie dormant') },
              { value: 'members', text: t('members') },
              { value: 'left', text: t('members who left, with the reasons') },
            ]}
            disabled={isUsed}
            required={false}
          />
        </FieldRow>
      )}
      <CheckField at={draft.at('byTrade')} label={t('Planned by trade')} disabled={isUsed} />
      <CheckField at={draft.at('byForm')} label={t('Planned by form of unit')} disabled={isUsed} />
      <CheckField at={draft.at('needsAction')} label={t('A target needs at least one action')} />
      {indicator && <RetiredField at={draft.at('retired')} />}
    </Form>
  )
}

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
      submit={({ code, lastOn, parentPeriodId, ...rest }) => {
        const body = { ...rest, toOn: addDays(lastOn, 1), parentPeriodId: parentPeriodId || null }
        return period
          ? edit.send({ params: { periodId: period.id }, body })
          : add.send({ body: { ...body, programmeId, code } })
      }}
      onDone={onClose}
    >
      <Bilingual at={draft.at('names')} label={t('Name')} />
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
      <DayField at={draft.at('plansDueOn')} label={t('Plans are due on')} required />
      {others.length > 0 && (
        <SelectField
          at={draft.at('parentPeriodId')}
          label={t('Part of the period')}
          hint={t('For example a half-year of a year')}
          none={t('Nothing longer')}
          options={others.map((one) => ({ value: one.id, text: nameOf(one.names) }))}
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
    scale: unit?.scale ?? (1 as number | null),
    scaledNames: unit?.scaledNames ?? emptyText,
    figures: unit ? (unit.isShare ? 'shares' : 'quantities') : ('' as 'shares' | 'quantities' | ''),
    retired: Boolean(unit?.retiredOn),
  })
  const [add, edit] = [useSend(addUnit), useSend(changeUnit)]
  const scale = draft.value.scale ?? 1
  return (
    <Form
      draft={draft}
      action={unit ? t('Save') : t('Add')}
      submit={({ code, names, scaledNames, figures, retired }) => {
        const isShare = figures === 'shares'
        const body = { names, scale, scaledNames: scale > 1 ? scaledNames : null, isShare }
        return unit
          ? edit.send({ params: { unitId: unit.id }, body: { ...body, retired } })
          : add.send({ body: { ...body, code } })
      }}
      onDone={onClose}
    >
      <Bilingual at={draft.at('names')} label={t('Name')} />
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
      {scale > 1 && <Bilingual at={draft.at('scaledNames')} label={t('What so many of it are called')} />}
      {unit && <RetiredField at={draft.at('retired')} />}
    </Form>
  )
}
