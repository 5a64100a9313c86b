// Condition sheets, county by trade: who knows what about which trade, and where counties see it differently.
import { Link, useSearchParams } from 'wouter'
import type { CallReply } from '../../../base/call.ts'
import { useCall } from '../../../kit/api.ts'
import { HeatCell, heatOf, PlaceName, Quiet } from '../../../kit/marks.tsx'
import { Page, Tabs } from '../../../kit/page.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { capital, formatNumber, nameOf, t } from '../../../kit/words.ts'
import { periods } from '../../periods/contract.ts'
import { sheetGrid } from '../../sheets/contract.ts'
import { type Outlook, outlookNames, outlooks } from '../../sheets/rules.ts'
import { NoPeriod, NotRead } from '../nothing.tsx'
import '../plan.css'

type Grid = CallReply<typeof sheetGrid>

export function GridPage() {
  const [query] = useSearchParams()
  const known = useCall(periods, {})
  return (
    <Loaded of={known}>
      {({ periods, dueId }) => {
        const periodId = query.get('period') ?? dueId
        const tabs = periods.map((period) => ({
          text: capital(nameOf(period.names)),
          href: `/plan/conditions?period=${period.id}`,
          current: period.id === periodId,
        }))
        return (
          <Page
            title={t('Condition sheets')}
            crumbs={[{ text: t('Plans'), href: `/plan?period=${periodId ?? ''}` }]}
            lead={t(
              'What each {planner} knows about each trade: artisans, and what it thinks the trade should do.',
            )}
          >
            <Tabs label={t('Period')} of={tabs} />
            {periodId ? <GridOf periodId={periodId} /> : <NoPeriod />}
          </Page>
        )
      }}
    </Loaded>
  )
}

function GridOf({ periodId }: { periodId: string }) {
  const grid = useCall(sheetGrid, { query: { periodId } }, { keep: true })
  return <Loaded of={grid}>{(grid) => (grid.mayRead ? <Matrix grid={grid} /> : <NotRead />)}</Loaded>
}

function Matrix({ grid }: { grid: Grid }) {
  const { counties, trades, sheets } = grid
  const at = new Map(sheets.map((sheet) => [`${sheet.placeId} ${sheet.tradeId}`, sheet]))
  const largest = Math.max(0, ...sheets.map((sheet) => sheet.artisans))
  const letters: Record<Outlook, string> = {
    develop: t('D (develop)'),
    maintain: t('M (maintain)'),
    restrict: t('R (restrict)'),
    convert: t('C (convert)'),
  }
  const letter = (outlook: Outlook) => letters[outlook].slice(0, 1)
  const sumOf = (tradeId: string) => {
    const here = sheets.filter((sheet) => sheet.tradeId === tradeId)
    const parts = outlooks.map(
      (outlook) => [outlook, here.filter((sheet) => sheet.outlook === outlook).length] as const,
    )
    return parts
      .filter(([, n]) => n > 0)
      .map(([outlook, n]) => `${letter(outlook)} ${n}`)
      .join(' · ')
  }
  return (
    <>
      <Table
        label={t('Condition sheets')}
        matrix
        rows={counties}
        rowKey={(county) => county.place.id}
        empty={<Empty>{t('There is no {planner} here by the borders of this period.')}</Empty>}
        columns={[
          {
            key: 'place',
            title: t('{PlanningPlace}'),
            cell: ({ place }) => <PlaceName of={place.names} />,
            sum: t('What {planners} think'),
          },
          ...trades.map((trade) => ({
            key: trade.id,
            title: capital(nameOf(trade.names)),
            middle: true,
            sum: <Quiet>{sumOf(trade.id)}</Quiet>,
            cell: (county: Grid['counties'][number]) => {
              const sheet = at.get(`${county.place.id} ${trade.id}`)
              if (!sheet)
                return county.mayWrite ? (
                  <NewCell county={county} trade={trade} periodId={grid.period.id} />
                ) : (
                  ''
                )
              const label = t('{trade} in {place}: {n} artisans, {outlook}', {
                trade: nameOf(trade.names),
                place: nameOf(county.place.names),
                n: sheet.artisans,
                outlook: t(outlookNames[sheet.outlook]),
              })
              return (
                <Link className='trade-cell' href={`/plan/conditions/${sheet.id}`} aria-label={label}>
                  <HeatCell
                    level={heatOf(sheet.artisans, largest)}
                    gap={sheet.outlook === 'restrict' || sheet.outlook === 'convert'}
                  >
                    {formatNumber(sheet.artisans)} {letter(sheet.outlook)}
                  </HeatCell>
                </Link>
              )
            },
          })),
        ]}
      />
      <p>
        <Quiet>
          {t('Figures are artisans in the trade.')} {outlooks.map((outlook) => letters[outlook]).join(' · ')}
        </Quiet>
      </p>
    </>
  )
}

type CellProps = { county: Grid['counties'][number]; trade: Grid['trades'][number]; periodId: string }

const NewCell = ({ county, trade, periodId }: CellProps) => (
  <Link
    className='trade-cell'
    href={`/plan/conditions/new?place=${county.place.id}&period=${periodId}&trade=${trade.id}`}
    aria-label={t('New condition sheet: {trade}', { trade: nameOf(trade.names) })}
  >
    +
  </Link>
)
