// Every county of a district and how far its plan is, each leading to the plan.
import { PlaceName, Quiet, Tag } from '../../../kit/marks.tsx'
import { Empty, Notice } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { formatDay, formatNumber, nameOf, t, tn } from '../../../kit/words.ts'
import { MergedInto } from '../../../registry/web/parts/merged-into.tsx'
import { StateTag } from '../marks.tsx'
import type { Board, BoardCounty } from '../shapes.ts'

type Props = Pick<Board, 'counties' | 'more' | 'mayReview'>

export function CountiesTable({ counties, more, mayReview }: Props) {
  return (
    <>
      <Table
        label={t('{PlanningPlaces}')}
        rows={counties}
        rowKey={(county) => county.place.id}
        href={(county) => (county.planId ? `/plan/${county.planId}` : undefined)}
        marked={(county) => county.late || (mayReview && county.state === 'submitted')}
        empty={<Empty>{t('There is no {planner} here by the borders of this period.')}</Empty>}
        columns={[
          {
            key: 'place',
            title: t('{PlanningPlace}'),
            width: '21%',
            cell: (c) => (
              <>
                <PlaceName of={c.place.names} />
                <MergedInto of={c.mergedInto} />
              </>
            ),
            sort: (c) => nameOf(c.place.names),
          },
          { key: 'state', title: t('State'), cell: (c) => <PlanCell county={c} />, sort: (c) => c.state },
          {
            key: 'submitted',
            wideOnly: true,
            title: t('Submitted'),
            num: true,
            cell: (c) => (c.submittedOn ? formatDay(c.submittedOn) : ''),
            sort: (c) => c.submittedOn,
          },
          {
            key: 'decided',
            wideOnly: true,
            title: t('Decided'),
            num: true,
            cell: (c) => (c.decidedOn ? formatDay(c.decidedOn) : ''),
            sort: (c) => c.decidedOn,
          },
          {
            key: 'sheets',
            title: t('Trades known'),
            num: true,
            wideOnly: true,
            cell: (c) => formatNumber(c.sheets),
            sort: (c) => c.sheets,
          },
          {
            key: 'lines',
            title: t('Lines'),
            num: true,
            wideOnly: true,
            cell: (c) => (c.planId ? formatNumber(c.lines) : '–'),
            sort: (c) => c.lines,
          },
          {
            key: 'decisions',
            title: t('Decided otherwise'),
            num: true,
            wideOnly: true,
            cell: (c) => (c.decisions ? formatNumber(c.decisions) : ''),
            sort: (c) => c.decisions,
          },
          {
            key: 'comments',
            title: t('Lines with open comments'),
            num: true,
            cell: (c) => (c.openComments ? formatNumber(c.openComments) : ''),
            sort: (c) => c.openComments,
          },
        ]}
      />
      {more > 0 && (
        <Notice>
          {tn(
            '{n} more {planner} is not shown here. The roll-up shows them all.',
            '{n} more {planners} are not shown here. The roll-up shows them all.',
            more,
          )}
        </Notice>
      )}
    </>
  )
}

const PlanCell = ({ county }: { county: BoardCounty }) => (
  <span>
    <StateTag of={county} /> {county.late && <Tag tone='accent'>{t('late')}</Tag>}
    {county.version > 0 && <Quiet> {t('version {n}', { n: county.version })}</Quiet>}
    {county.standingVersion !== null && county.state === 'submitted' && (
      <Quiet> · {t('version {n} stands', { n: county.standingVersion })}</Quiet>
    )}
  </span>
)
