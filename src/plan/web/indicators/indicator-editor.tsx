// The form for one indicator: what it is called, how it adds up, and what a plan asks of it.
import type { CallReply } from '../../../base/call.ts'
import { emptyText } from '../../../base/words.ts'
import { useCall, useSend } from '../../../kit/api.ts'
import { Bilingual } from '../../../kit/bilingual.tsx'
import { CheckGroup } from '../../../kit/check-group.tsx'
import { type At, type Draft, useDraft } from '../../../kit/draft.ts'
import { CodeField, RetiredField } from '../../../kit/entry-list.tsx'
import { FieldRow } from '../../../kit/field.tsx'
import { CheckField, RadioGroup, SelectField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { Notice } from '../../../kit/states.tsx'
import { numberOf } from '../../../kit/typed-number.ts'
import { nameOf, t } from '../../../kit/words.ts'
import { listDisaggregations } from '../../disaggregations/contract.ts'
import { type Frequency, frequencies } from '../../frequency/rules.ts'
import { addIndicator, changeIndicator, type listIndicators } from '../../indicators/contract.ts'
import { countableNames } from '../../indicators/counted-in.ts'
import { frequencyNames } from '../../indicators/frequency.ts'
import { type Countable, type CountedIn, countables, type IndicatorKind } from '../../indicators/rules.ts'
import { FromWhen, nextBeginning, sentFrom } from '../parts/from-when.tsx'
import { allUnits, unitText } from '../parts/units.ts'
import { BalanceFields } from './balance-fields.tsx'
import { isDefinedOtherwise } from './definitions.tsx'
import { FormulaFields, noTerm, type TermDraft } from './formula-fields.tsx'

type Found = CallReply<typeof listIndicators>
type Indicator = Found['indicators'][number]

type Props = {
  indicator: Indicator | null
  others: Indicator[]
  beginnings: Found['beginnings']
  programmeId: string
  /** whether a period is a part of another: only then it matters in which an indicator counts */
  isNested: boolean
  onClose: () => void
}

type OverMonths = 'flows' | 'stands' | 'averaged'
const overMonths = ({ cumulative, averaged }: Indicator): OverMonths =>
  averaged ? 'averaged' : cumulative ? 'stands' : 'flows'

type IndicatorDraft = ReturnType<typeof beginWith>
const beginWith = (indicator: Indicator | null, beginnings: Found['beginnings']) => ({
  code: indicator?.code ?? '',
  names: indicator?.names ?? emptyText,
  definition: indicator?.definition ?? emptyText,
  unit: indicator?.unit ?? '',
  kind: (indicator && (indicator.averaged ? 'additive' : indicator.kind)) ?? ('' as IndicatorKind | ''),
  numeratorId: indicator?.numeratorId ?? '',
  denominatorId: indicator?.denominatorId ?? '',
  terms: (indicator?.terms ?? [noTerm]) as TermDraft[],
  balance: indicator?.balance ?? [],
  cumulative: indicator ? overMonths(indicator) : ('' as OverMonths | ''),
  byTrade: indicator?.byTrade ?? false,
  byForm: indicator?.byForm ?? false,
  needsAction: indicator?.needsAction ?? false,
  counts: indicator?.counts ?? ('' as Countable | ''),
  countedIn: indicator?.countedIn ?? ('parts' as CountedIn),
  frequency: indicator?.frequency ?? ('month' as Frequency),
  disaggregationIds: indicator?.disaggregations.map(({ id }) => id) ?? [],
  retired: Boolean(indicator?.retiredOn),
  /** whether words or weights are corrected, or the id of the period with which others begin */
  fromPeriodId: (indicator && nextBeginning(indicator, beginnings)?.id) ?? '',
})

/** What is sent: of each kind what belongs to it, whatever was typed before it was chosen. */
function bodyOf(
  {
    kind,
    cumulative,
    counts,
    countedIn,
    frequency,
    numeratorId,
    denominatorId,
    terms,
    balance,
    disaggregationIds,
    ...rest
  }: Omit<IndicatorDraft, 'code' | 'retired' | 'fromPeriodId'>,
  isNested: boolean,
) {
  const [isAdditive, isRatio] = [kind === 'additive', kind === 'ratio']
  return {
    ...rest,
    cumulative: cumulative === 'stands',
    averaged: isAdditive && cumulative === 'averaged',
    balance: isAdditive && cumulative === 'stands' && balance.length > 0 ? balance : null,
    disaggregationIds: isAdditive ? disaggregationIds : [],
    counts: isAdditive ? counts || null : null,
    frequency: isAdditive && cumulative !== 'averaged' ? frequency : 'month',
    countedIn: isNested ? (isAdditive ? countedIn : 'parts') : undefined,
    numeratorId: isRatio ? numeratorId || null : null,
    denominatorId: isRatio ? denominatorId || null : null,
    terms:
      kind === 'formula'
        ? terms.map(({ indicatorId, weight }, at) => ({
            indicatorId,
            weight: numberOf(weight, `/terms/${at}/weight`) ?? 0,
          }))
        : null,
  }
}

export function IndicatorEditor({ indicator, others, beginnings, programmeId, isNested, onClose }: Props) {
  const draft = useDraft(() => beginWith(indicator, beginnings))
  const [add, edit] = [useSend(addIndicator), useSend(changeIndicator)]
  const isUsed = indicator?.isUsed ?? false
  const isAsked = indicator !== null && isDefinedOtherwise(indicator, draft.value)
  const { kind } = draft.value
  const isRatio = kind === 'ratio'
  const units = allUnits()
    .filter((one) => one.retiredOn === null || one.code === draft.value.unit)
    .map((one) => ({ value: one.code, text: unitText(one.code) }))
  const offered = (all: Indicator[]) =>
    all.filter((one) => one.id !== indicator?.id).map((one) => ({ value: one.id, text: nameOf(one.names) }))
  const quantities = offered(others.filter((one) => one.isSummed && !one.averaged))
  const flows = offered(others.filter((one) => one.isSummed && overMonths(one) === 'flows'))
  const weighable = offered(others.filter((one) => one.isSummed || one.kind === 'ratio'))
  return (
    <Form
      draft={draft}
      action={indicator ? t('Save') : t('Add')}
      submit={({ code, retired, fromPeriodId, ...value }) => {
        const body = bodyOf(value, isNested)
        return indicator
          ? edit.send({
              params: { indicatorId: indicator.id },
              body: { ...body, retired, ...(isAsked && sentFrom(fromPeriodId)) },
            })
          : add.send({ body: { ...body, programmeId, code } })
      }}
      onDone={onClose}
    >
      {isUsed && (
        <Notice>
          {t('Figures were made with this indicator: names and definition may change, what it counts stays.')}
        </Notice>
      )}
      <Bilingual at={draft.at('names')} label={t('Name')} required />
      <Bilingual
        at={draft.at('definition')}
        label={t('Definition')}
        rows={3}
        maxLength={2000}
        required='one'
      />
      {!indicator && <CodeField at={draft.at('code')} />}
      <FieldRow>
        <RadioGroup
          at={{ ...draft.at('kind'), pointer: isRatio ? '/kind' : '/numeratorId' }}
          label={t('How it adds up')}
          options={[
            { value: 'additive', text: t('It is added up') },
            { value: 'ratio', text: t('It is one quantity divided by another') },
            { value: 'formula', text: t('It is a weighted sum of others') },
          ]}
          disabled={isUsed}
          required
        />
        <SelectField at={draft.at('unit')} label={t('Unit')} options={units} disabled={isUsed} required />
      </FieldRow>
      {isRatio && <RatioFields {...{ draft, isUsed, quantities }} />}
      {kind === 'formula' && <FormulaFields at={draft.at('terms')} weighable={weighable} />}
      {kind === 'additive' && <AdditiveFields {...{ draft, isUsed }} />}
      {kind === 'additive' && draft.value.cumulative !== 'averaged' && (
        <SelectField
          at={draft.at('frequency')}
          label={t('How often it is reported')}
          hint={t('The parts of the year are counted from the month that the programme’s year begins with.')}
          options={frequencies.map((value) => ({ value, text: t(frequencyNames[value]) }))}
          disabled={isUsed}
          required
        />
      )}
      {kind === 'additive' && draft.value.cumulative === 'stands' && (
        <BalanceFields at={draft.at('balance')} parts={flows} />
      )}
      {kind === 'additive' && isNested && (
        <RadioGroup
          at={draft.at('countedIn')}
          label={t('Where a period has parts')}
          hint={t('The figures of the other are shown beside, and not added.')}
          options={[
            { value: 'parts', text: t('its parts count, for example the quarters of a year') },
            { value: 'whole', text: t('the plan for the whole period counts') },
          ]}
          required
        />
      )}
      {kind === 'additive' && <ApartFields at={draft.at('disaggregationIds')} programmeId={programmeId} />}
      <CheckField at={draft.at('byTrade')} label={t('Planned by trade')} disabled={isUsed} />
      <CheckField at={draft.at('byForm')} label={t('Planned by form of unit')} disabled={isUsed} />
      <CheckField at={draft.at('needsAction')} label={t('A target needs at least one action')} />
      {indicator && isAsked && (
        <FromWhen at={draft.at('fromPeriodId')} indicator={indicator} among={beginnings} />
      )}
      {indicator && <RetiredField at={draft.at('retired')} />}
    </Form>
  )
}

type ApartProps = { at: At<string[]>; programmeId: string }

/** What its figures are told apart by: nothing is asked where the programme has none. */
function ApartFields({ at, programmeId }: ApartProps) {
  const { data } = useCall(listDisaggregations, { query: { programmeId } })
  const offered =
    data?.disaggregations.filter(({ id, retiredOn }) => !retiredOn || at.value.includes(id)) ?? []
  if (offered.length === 0) return null
  return (
    <CheckGroup
      label={t('Told apart by')}
      pointer={at.pointer}
      options={offered.map(({ id, names }) => ({ value: id, text: nameOf(names) }))}
      chosen={at.value}
      onChange={at.set}
    />
  )
}

type QuantityProps = {
  draft: Draft<IndicatorDraft>
  /** Figures were made with it: what it counts stays. */
  isUsed: boolean
}

type RatioProps = QuantityProps & { quantities: { value: string; text: string }[] }

/** What is divided by what. */
function RatioFields({ draft, isUsed, quantities }: RatioProps) {
  return (
    <FieldRow>
      <SelectField
        at={draft.at('numeratorId')}
        label={t('Divided')}
        options={quantities}
        disabled={isUsed}
        required
      />
      <SelectField
        at={draft.at('denominatorId')}
        label={t('by')}
        options={quantities}
        disabled={isUsed}
        required
      />
    </FieldRow>
  )
}

/** How the figures of a quantity are added up, and what the records count of it by themselves. */
function AdditiveFields({ draft, isUsed }: QuantityProps) {
  return (
    <FieldRow>
      <RadioGroup
        at={draft.at('cumulative')}
        label={t('Counted')}
        options={[
          { value: 'flows', text: t('month by month, and summed') },
          { value: 'stands', text: t('as it stands at the end of the month') },
          { value: 'averaged', text: t('as it stands each month, and averaged over the months') },
        ]}
        disabled={isUsed}
        required
      />
      <SelectField
        at={draft.at('counts')}
        label={t('What it counts')}
        none={t('something else')}
        options={countables.map((value) => ({ value, text: t(countableNames[value]) }))}
        disabled={isUsed}
        required={false}
      />
    </FieldRow>
  )
}
