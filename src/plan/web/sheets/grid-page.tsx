// Condition sheets, county by trade: who knows what about which trade, and where counties see it differently.
import { Link, useSearchParams } from 'wouter'
import type { CallReply } from '../../../base/call.ts'
import { useCall } from '../../../kit/api.ts'
import { HeatCell, heatOf, PlaceName, Quiet } from '../../../kit/marks.tsx'
import { Page, Tabs } from '../../../kit/page.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { capital, formatNumber, nameOf, t } from '../../../kit/words.ts'
import { marksOf } from '../../lists/rules.ts'
import { periods } from '../../periods/contract.ts'
import { sheetGrid } from '../../sheets/contract.ts'
import { listedName } from '../marks.tsx'
import { NoPeriod, NotRead } from '../nothing.tsx'
import '../plan.css'

type Grid = CallReply<typeof sheetGrid>

export function GridPage() {
  const [query] = useSearchParams()
  const known = useCall(periods, {})
  const asked = query.get('period') ?? known.data?.dueId ?? ''
  const grid = useCall(sheetGrid, { query: { periodId: asked } }, { keep: true, enabled: asked !== '' })
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
            lead={
              grid.data?.outlooks.length === 0
                ? t('What each {planner} knows about each trade: its artisans.')
                : t(
                    'What each {planner} knows about each trade: artisans, and what it thinks the trade should do.',
                  )
            }
          >
            <Tabs label={t('Period')} of={tabs} />
            {periodId ? (
              <Loaded of={grid}>{(grid) => (grid.mayRead ? <Matrix grid={grid} /> : <NotRead />)}</Loaded>
            ) : (
              <NoPeriod />
            )}
          </Page>
        )
      }}
    </Loaded>
  )
}

function Matrix({ grid }: { grid: Grid }) {
  const { counties, trades, sheets } = grid
  const at = new Map(sheets.map((sheet) => [`${sheet.placeId} ${sheet.tradeId}`, sheet]))
  const largest = Math.max(0, ...sheets.map((sheet) => sheet.artisans))
  const outlooks = markedOutlooks(grid)
  const markOf = (outlook: string | null) => outlooks.find(({ code }) => code === outlook)?.mark ?? ''
  const sumOf = (tradeId: string) => {
    const here = sheets.filter((sheet) => sheet.tradeId === tradeId)
    return outlooks
      .map(({ code, mark }) => ({ mark, n: here.filter((sheet) => sheet.outlook === code).length }))
      .filter(({ n }) => n > 0)
      .map(({ mark, n }) => `${mark} ${n}`)
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
            sum: outlooks.length > 0 ? t('What {planners} think') : undefined,
          },
          ...trades.map((trade) => ({
            key: trade.id,
            title: capital(nameOf(trade.names)),
            middle: true,
            sum: outlooks.length > 0 ? <Quiet>{sumOf(trade.id)}</Quiet> : undefined,
            cell: (county: Grid['counties'][number]) => {
              const sheet = at.get(`${county.place.id} ${trade.id}`)
              if (!sheet)
                return county.mayWrite ? (
                  <NewCell county={county} trade={trade} periodId={grid.period.id} />
                ) : (
                  ''
                )
              const said = {
                trade: nameOf(trade.names),
                place: nameOf(county.place.names),
                n: sheet.artisans,
                outlook: listedName(grid.outlooks, sheet.outlook),
              }
              const label = said.outlook
                ? t('{trade} in {place}: {n} artisans, {outlook}', said)
                : t('{trade} in {place}: {n} artisans', said)
              return (
                <Link className='trade-cell' href={`/plan/conditions/${sheet.id}`} aria-label={label}>
                  <HeatCell
                    level={heatOf(sheet.artisans, largest)}
                    gap={outlooks.some(({ code, barsGrowth }) => code === sheet.outlook && barsGrowth)}
                  >
                    {formatNumber(sheet.artisans)} {markOf(sheet.outlook)}
                  </HeatCell>
                </Link>
              )
            },
          })),
        ]}
      />
      <p>
        <Quiet>
          {t('Figures are artisans in the trade.')}{' '}
          {outlooks.map(({ mark, name }) => t('{mark} ({name})', { mark, name })).join(' · ')}
        </Quiet>
      </p>
    </>
  )
}

/** The outlooks that are offered or stand somewhere, each with the letter that stands for it in a cell. */
function markedOutlooks({ outlooks, sheets }: Grid) {
  const shown = outlooks.filter(
    ({ code, retiredOn }) => retiredOn === null || sheets.some(({ outlook }) => outlook === code),
  )
  const names = shown.map(({ names, short }) => nameOf(short ?? names))
  const marks = marksOf(names.map(capital))
  return shown.map((one, at) => ({ ...one, name: names[at], mark: marks[at] }))
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
