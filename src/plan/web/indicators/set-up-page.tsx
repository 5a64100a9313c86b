// What plans are made of: indicators in their order, periods, outlooks and sections, units of figures. What figures
// were made with stays.
import { useState } from 'react'
import type { CallReply } from '../../../base/call.ts'
import { useCall, useSend } from '../../../kit/api.ts'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { Dialog } from '../../../kit/dialog.tsx'
import { EntryList, RetiredTag } from '../../../kit/entry-list.tsx'
import { Quiet, Tag } from '../../../kit/marks.tsx'
import { Page } from '../../../kit/page.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { formatDay, formatNumber, nameOf, t } from '../../../kit/words.ts'
import { listIndicators, orderIndicators } from '../../indicators/contract.ts'
import { countedInNames } from '../../indicators/counted-in.ts'
import { frequencyNames } from '../../indicators/frequency.ts'
import { periods } from '../../periods/contract.ts'
import { inNest, periodStateNames } from '../../periods/rules.ts'
import { listUnits } from '../../units/contract.ts'
import { DisaggregationList } from '../disaggregations/disaggregation-list.tsx'
import { PlanLists } from '../lists/plan-lists.tsx'
import { sayFormula } from '../parts/formula.ts'
import { indented } from '../parts/nest.ts'
import { sayReopened } from '../parts/reopened.tsx'
import { unitText } from '../parts/units.ts'
import { dueText } from '../periods/due.ts'
import { YearEditor } from '../periods/year-editor.tsx'
import { Earlier } from './definitions.tsx'
import { IndicatorEditor } from './indicator-editor.tsx'
import { PeriodEditor, UnitEditor } from './set-up-editors.tsx'

type Indicators = CallReply<typeof listIndicators>
type Indicator = Indicators['indicators'][number]
type Period = CallReply<typeof periods>['periods'][number]
type Unit = CallReply<typeof listUnits>['units'][number]

export function SetUpPage() {
  const indicators = useCall(listIndicators, { query: {} })
  const all = useCall(periods, {})
  const units = useCall(listUnits, {})
  return (
    <Page
      title={t('What plans are made of')}
      crumbs={[{ text: t('Plans'), href: '/plan' }]}
      lead={t(
        'Indicators with their definitions, what figures are told apart by, periods, outlooks of trades, sections of plans, and the units in which figures are written.',
      )}
    >
      <Loaded of={indicators}>
        {(found) =>
          found.programme ? (
            <>
              <IndicatorList
                found={found}
                programmeId={found.programme.id}
                isNested={all.data?.periods.some(({ parentId }) => parentId) ?? false}
              />
              <DisaggregationList programmeId={found.programme.id} />
              <Loaded of={all}>
                {({ periods }) => (
                  <PeriodList
                    periods={periods}
                    programmeId={found.programme?.id ?? ''}
                    yearFrom={found.programme?.yearFrom ?? 1}
                    mayChange={found.mayChange}
                  />
                )}
              </Loaded>
              <PlanLists programmeId={found.programme.id} />
            </>
          ) : (
            <Empty action={<ButtonLink href='/set-up'>{t('Set up the programme')}</ButtonLink>}>
              {t('There is no programme yet. Indicators and periods belong to one.')}
            </Empty>
          )
        }
      </Loaded>
      <Loaded of={units}>{({ units, mayChange }) => <UnitList units={units} mayChange={mayChange} />}</Loaded>
    </Page>
  )
}

type IndicatorsProps = { found: Indicators; programmeId: string; isNested: boolean }

function IndicatorList({ found, programmeId, isNested }: IndicatorsProps) {
  const { indicators, beginnings, mayChange } = found
  const order = useSend(orderIndicators)
  const how = (one: Indicator) =>
    [
      one.terms
        ? sayFormula(one.terms, indicators)
        : one.kind === 'ratio'
          ? t('a ratio')
          : one.cumulative
            ? t('as it stands')
            : one.averaged
              ? t('averaged over the months')
              : t('month by month'),
      one.byTrade && t('by trade'),
      one.byForm && t('by form'),
      one.frequency !== 'month' && t('reported {often}', { often: t(frequencyNames[one.frequency]) }),
      one.countedIn === 'whole' && t(countedInNames.whole),
      ...one.disaggregations.map(({ names }) => nameOf(names)),
    ]
      .filter(Boolean)
      .join(', ')
  return (
    <EntryList
      title={t('Indicators')}
      add={t('Add an indicator')}
      empty={t('No indicator yet. Targets are set for indicators: add the first one.')}
      entries={indicators}
      mayChange={mayChange}
      nameOf={({ names }) => nameOf(names)}
      onOrder={(ids) => order.start({ params: { programmeId }, body: { ids } })}
      columns={[
        {
          key: 'name',
          title: t('Indicator'),
          width: '46%',
          cell: (one) => (
            <>
              {nameOf(one.names)} <RetiredTag of={one} /> <Quiet>{nameOf(one.definition)}</Quiet>
              <Earlier of={one} mayChange={mayChange} />
            </>
          ),
        },
        { key: 'unit', title: t('Unit'), cell: (one) => unitText(one.unit) },
        { key: 'how', title: t('Counted'), cell: how },
      ]}
      editor={(indicator, close) => (
        <IndicatorEditor
          indicator={indicator}
          others={indicators}
          beginnings={beginnings}
          programmeId={programmeId}
          isNested={isNested}
          onClose={close}
        />
      )}
    />
  )
}

type PeriodsProps = { periods: Period[]; programmeId: string; yearFrom: number; mayChange: boolean }

function PeriodList({ periods, programmeId, yearFrom, mayChange }: PeriodsProps) {
  const [isYear, setYear] = useState(false)
  const nested = inNest(periods.map((one) => ({ ...one, parentId: one.parentId ?? null })))
  const depthOf = new Map(nested.map(({ period, depth }) => [period.id, depth]))
  const last = periods
    .map(({ toOn }) => toOn)
    .sort()
    .at(-1)
  return (
    <>
      <EntryList
        title={t('Periods')}
        add={t('Open a period')}
        empty={t('No period yet. Plans are drawn up for a period: open the first one.')}
        entries={nested.map(({ period }) => period)}
        mayChange={mayChange}
        nameOf={({ names }) => nameOf(names)}
        href={(one) => `/plan?period=${one.id}`}
        columns={[
          {
            key: 'name',
            title: t('Period'),
            cell: (one) => indented(nameOf(one.names), depthOf.get(one.id) ?? 0),
          },
          { key: 'from', title: t('From'), cell: (one) => formatDay(one.fromOn) },
          { key: 'to', title: t('Last day'), cell: (one) => formatDay(one.bordersOn) },
          { key: 'due', title: t('Plans due'), cell: (one) => dueText(one.plansDueOn) },
          {
            key: 'state',
            title: t('State'),
            cell: (one) => (
              <>
                <Tag>{t(periodStateNames[one.state])}</Tag>{' '}
                {one.reopened && <Quiet>{sayReopened(one.reopened)}</Quiet>}
              </>
            ),
          },
        ]}
        editor={(period, close) => (
          <PeriodEditor period={period} all={periods} programmeId={programmeId} onClose={close} />
        )}
      />
      {mayChange && <Button onClick={() => setYear(true)}>{t('Open a year with its parts')}</Button>}
      <Dialog title={t('Open a year with its parts')} open={isYear} onClose={() => setYear(false)}>
        <YearEditor
          programmeId={programmeId}
          yearFrom={yearFrom}
          nextYear={last === undefined ? null : Number(last.slice(0, 4))}
          onClose={() => setYear(false)}
        />
      </Dialog>
    </>
  )
}

function UnitList({ units, mayChange }: { units: Unit[]; mayChange: boolean }) {
  return (
    <EntryList
      title={t('Units of figures')}
      add={t('Add a unit')}
      entries={units}
      mayChange={mayChange}
      nameOf={({ names }) => nameOf(names)}
      columns={[
        {
          key: 'name',
          title: t('Unit'),
          cell: (one) => (
            <>
              {nameOf(one.names)} <RetiredTag of={one} />
            </>
          ),
        },
        {
          key: 'scale',
          title: t('Written in'),
          cell: (one) =>
            one.scaledNames
              ? t('{unit} ({n})', { unit: nameOf(one.scaledNames), n: formatNumber(one.scale) })
              : t('single units'),
        },
        {
          key: 'figures',
          title: t('Figures'),
          cell: (one) => (one.isShare ? t('shares or rates') : t('quantities')),
        },
        { key: 'code', title: t('Code'), cell: (one) => <code>{one.code}</code> },
      ]}
      editor={(unit, close) => <UnitEditor unit={unit} onClose={close} />}
    />
  )
}
