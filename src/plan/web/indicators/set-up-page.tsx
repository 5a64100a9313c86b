// What plans are made of: indicators in their order, periods, units of figures. What figures were made with stays.
import { useState } from 'react'
import type { CallReply } from '../../../base/call.ts'
import { useCall, useSend } from '../../../kit/api.ts'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { Dialog } from '../../../kit/dialog.tsx'
import { Quiet, Tag } from '../../../kit/marks.tsx'
import { OrderButtons } from '../../../kit/order.tsx'
import { Page, Section } from '../../../kit/page.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { formatDay, formatNumber, nameOf, t } from '../../../kit/words.ts'
import { listIndicators, listUnits, orderIndicators } from '../../indicators/contract.ts'
import { periods } from '../../plans/contract.ts'
import { unitText } from '../parts/units.ts'
import { IndicatorEditor, PeriodEditor, UnitEditor } from './set-up-editors.tsx'

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
      lead={t('Indicators with their definitions, periods, and the units in which figures are written.')}
    >
      <Loaded of={indicators}>
        {(found) =>
          found.programme ? (
            <>
              <IndicatorList found={found} programmeId={found.programme.id} />
              <Loaded of={all}>
                {({ periods }) => (
                  <PeriodList
                    periods={periods}
                    programmeId={found.programme?.id ?? ''}
                    mayChange={found.mayChange}
                  />
                )}
              </Loaded>
            </>
          ) : (
            <Empty action={<ButtonLink href='/programme'>{t('Set up the programme')}</ButtonLink>}>
              {t('There is no programme yet. Indicators and periods belong to one.')}
            </Empty>
          )
        }
      </Loaded>
      <Loaded of={units}>{({ units, mayChange }) => <UnitList units={units} mayChange={mayChange} />}</Loaded>
    </Page>
  )
}

function IndicatorList({ found, programmeId }: { found: Indicators; programmeId: string }) {
  const { indicators, mayChange } = found
  const [open, setOpen] = useState<Indicator | 'new' | null>(null)
  const order = useSend(orderIndicators)
  const ids = indicators.map((one) => one.id)
  const how = (one: Indicator) =>
    [
      one.kind === 'ratio' ? t('a ratio') : one.cumulative ? t('as it stands') : t('month by month'),
      one.byTrade && t('by trade'),
      one.byForm && t('by form'),
    ]
      .filter(Boolean)
      .join(', ')
  return (
    <Section
      title={t('Indicators')}
      actions={mayChange && <Button onClick={() => setOpen('new')}>{t('Add an indicator')}</Button>}
    >
      <Table
        label={t('Indicators')}
        rows={indicators}
        rowKey={(one) => one.id}
        empty={<Empty>{t('No indicator yet. Targets are set for indicators: add the first one.')}</Empty>}
        columns={[
          {
            key: 'name',
            title: t('Indicator'),
            width: '46%',
            cell: (one) => (
              <>
                {nameOf(one.names)} {one.retiredOn && <Tag>{t('no longer offered')}</Tag>}{' '}
                <Quiet>{nameOf(one.definition)}</Quiet>
              </>
            ),
          },
          { key: 'unit', title: t('Unit'), cell: (one) => unitText(one.unit) },
          { key: 'how', title: t('Counted'), cell: how },
          ...(mayChange
            ? [
                {
                  key: 'change',
                  title: '',
                  width: '12rem',
                  cell: (one: Indicator) => (
                    <>
                      <OrderButtons
                        ids={ids}
                        id={one.id}
                        name={nameOf(one.names)}
                        onOrder={(next) => order.start({ params: { programmeId }, body: { ids: next } })}
                      />{' '}
                      <Button
                        small
                        label={t('Change {name}', { name: nameOf(one.names) })}
                        onClick={() => setOpen(one)}
                      >
                        {t('Change')}
                      </Button>
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
      <Dialog
        title={open === 'new' ? t('Add an indicator') : t('Change the indicator')}
        open={open !== null}
        onClose={() => setOpen(null)}
      >
        <IndicatorEditor
          indicator={open === 'new' ? null : open}
          others={indicators}
          programmeId={programmeId}
          onClose={() => setOpen(null)}
        />
      </Dialog>
    </Section>
  )
}

type PeriodsProps = { periods: Period[]; programmeId: string; mayChange: boolean }

function PeriodList({ periods, programmeId, mayChange }: PeriodsProps) {
  const [open, setOpen] = useState<Period | 'new' | null>(null)
  return (
    <Section
      title={t('Periods')}
      actions={mayChange && <Button onClick={() => setOpen('new')}>{t('Open a period')}</Button>}
    >
      <Table
        label={t('Periods')}
        rows={periods}
        rowKey={(one) => one.id}
        href={(one) => `/plan?period=${one.id}`}
        empty={<Empty>{t('No period yet. Counties plan for a period: open the first one.')}</Empty>}
        columns={[
          { key: 'name', title: t('Period'), cell: (one) => nameOf(one.names) },
          { key: 'from', title: t('From'), cell: (one) => formatDay(one.fromOn) },
          { key: 'to', title: t('Last day'), cell: (one) => formatDay(one.bordersOn) },
          { key: 'due', title: t('Plans due'), cell: (one) => formatDay(one.plansDueOn) },
          {
            key: 'state',
            title: t('State'),
            cell: (one) => <Tag>{one.state === 'open' ? t('open to plans') : t('closed')}</Tag>,
          },
          ...(mayChange
            ? [
                {
                  key: 'change',
                  title: '',
                  width: '8rem',
                  cell: (one: Period) => (
                    <Button
                      small
                      label={t('Change {name}', { name: nameOf(one.names) })}
                      onClick={() => setOpen(one)}
                    >
                      {t('Change')}
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
      <Dialog
        title={open === 'new' ? t('Open a period') : t('Change the period')}
        open={open !== null}
        onClose={() => setOpen(null)}
      >
        <PeriodEditor
          period={open === 'new' ? null : open}
          all={periods}
          programmeId={programmeId}
          onClose={() => setOpen(null)}
        />
      </Dialog>
    </Section>
  )
}

function UnitList({ units, mayChange }: { units: Unit[]; mayChange: boolean }) {
  const [open, setOpen] = useState<Unit | 'new' | null>(null)
  return (
    <Section
      title={t('Units of figures')}
      actions={mayChange && <Button onClick={() => setOpen('new')}>{t('Add a unit')}</Button>}
    >
      <Table
        label={t('Units of figures')}
        rows={units}
        rowKey={(one) => one.id}
        columns={[
          {
            key: 'name',
            title: t('Unit'),
            cell: (one) => (
              <>
                {nameOf(one.names)} {one.retiredOn && <Tag>{t('no longer offered')}</Tag>}
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
          { key: 'code', title: t('Code'), cell: (one) => <code>{one.code}</code> },
          ...(mayChange
            ? [
                {
                  key: 'change',
                  title: '',
                  width: '8rem',
                  cell: (one: Unit) => (
                    <Button
                      small
                      label={t('Change {name}', { name: nameOf(one.names) })}
                      onClick={() => setOpen(one)}
                    >
                      {t('Change')}
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
      <Dialog
        title={open === 'new' ? t('Add a unit') : t('Change the unit')}
        open={open !== null}
        onClose={() => setOpen(null)}
      >
        <UnitEditor unit={open === 'new' ? null : open} onClose={() => setOpen(null)} />
      </Dialog>
    </Section>
  )
}
