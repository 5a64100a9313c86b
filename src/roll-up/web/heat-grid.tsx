// Places by months for one indicator: how far the phased target was reached. A month without a report is hatched and
// carries no figure: it is silence, not failure.
import { figureText } from '../../carry-out/web/parts/figures.tsx'
import { saySent } from '../../carry-out/web/parts/sent.ts'
import { SelectField } from '../../kit/fields.tsx'
import { HeatCell, PlaceName, Quiet, Tag, Unseen } from '../../kit/marks.tsx'
import { Section } from '../../kit/page.tsx'
import { Empty } from '../../kit/states.tsx'
import { type Column, Table } from '../../kit/table.tsx'
import { formatMonth, formatMonthShort, formatNumber, nameOf, t } from '../../kit/words.ts'
import { type PlanState, planStateNames } from '../../plan/plans/rules.ts'
import { MergedInto } from '../../registry/web/parts/merged-into.tsx'
import { type Answer, type Asked, queryOf, sameAs } from './asked.ts'

type GridRow = Answer['grid']['rows'][number]
type Props = { of: Answer; onChange: (change: Partial<Asked>) => void }

const tones: Record<PlanState, 'plain' | 'good' | 'warn' | 'accent'> = {
  draft: 'plain',
  submitted: 'warn',
  returned: 'accent',
  approved: 'good',
}

export function HeatGrid({ of, onChange }: Props) {
  const { grid, months, rows } = of
  const additive = rows.filter((row) => row.indicator.isSummed)
  const drawn = additive.find((row) => row.indicator.id === grid.indicatorId)?.indicator
  if (!drawn) return null
  const columns: Column<GridRow>[] = [
    {
      key: 'place',
      title: grid.rows.every(({ place }) => place.tier === 'planning') ? t('{PlanningPlaces}') : t('Places'),
      cell: (row) => (
        <>
          <PlaceName of={row.place.names} />
          <MergedInto of={row.mergedInto} />
        </>
      ),
      sort: (row) => nameOf(row.place.names),
    },
    {
      key: 'plan',
      title: t('Plan'),
      cell: (row) => <PlanOf row={row} />,
      sort: (row) => row.planState ?? '',
    },
    ...months.map(
      (month, at): Column<GridRow> => ({
        key: month,
        title: formatMonthShort(month),
        middle: true,
        cell: (row) => <GridCell row={row} at={at} unit={drawn.unit} />,
      }),
    ),
  ]
  return (
    <Section
      title={t('How far the phased target was reached, in per cent')}
      actions={
        <SelectField
          at={{
            pointer: '/gridIndicatorId',
            value: drawn.id,
            set: (gridIndicatorId) => onChange({ gridIndicatorId }),
          }}
          label={t('Indicator')}
          unlabelled
          options={additive.map(({ indicator }) => ({ value: indicator.id, text: nameOf(indicator.names) }))}
        />
      }
    >
      <Table
        label={t('Places by months')}
        matrix
        begin={of.month}
        columns={columns}
        rows={grid.rows}
        rowKey={(row) => row.place.id}
        href={(row) =>
          row.place.id === of.place.id
            ? undefined
            : `/roll-up?${queryOf({ ...sameAs(of), placeId: row.place.id, gridIndicatorId: drawn.id })}`
        }
        empty={<Empty>{t('No place lies below this one on these borders.')}</Empty>}
      />
      <p className='note'>
        {t(
          'The darker, the further behind. Hatched: nothing was sent for the month, and nothing is put in its place.',
        )}
      </p>
    </Section>
  )
}

function PlanOf({ row }: { row: GridRow }) {
  if (!row.isHere) return <Quiet>{sayHere(row)}</Quiet>
  if (row.place.tier !== 'planning') {
    return (
      <Quiet>
        {t('{n} of {all} approved', { n: formatNumber(row.approved), all: formatNumber(row.counties) })}
      </Quiet>
    )
  }
  return row.planState ? (
    <Tag tone={tones[row.planState]}>{t(planStateNames[row.planState])}</Tag>
  ) : (
    <Quiet>{t('no plan yet')}</Quiet>
  )
}

/** Of a place that lies elsewhere in the part that holds the month: in which months it counted here. */
function sayHere({ cells }: GridRow): string {
  const here = cells.filter(({ isHere }) => isHere).map(({ month }) => formatMonthShort(month))
  return t('counted here {from} to {to}', { from: here[0] ?? '', to: here.at(-1) ?? '' })
}

/** The darker, the further behind: what needs the reader stands out, what is on its way stays pale. */
const levelOf = (share: number): 0 | 1 | 2 | 3 | 4 | 5 =>
  share >= 1 ? 0 : share >= 0.97 ? 1 : share >= 0.93 ? 2 : share >= 0.87 ? 3 : share >= 0.75 ? 4 : 5

function GridCell({ row, at, unit }: { row: GridRow; at: number; unit: string }) {
  const sent = row.cells[at]
  const { month, state, actual, phased, expected, reported } = sent
  if (!sent.isHere) return <Unseen>{t('counted elsewhere')}</Unseen>
  // Of counties together it is said how many were sent: when each was due only their own rows know.
  const told =
    row.place.tier === 'planning' || expected === 0
      ? saySent(sent)
      : t('{n} of {all} sent', { n: formatNumber(reported), all: formatNumber(expected) })
  if (reported === 0 || actual === null) {
    const title = t('{what}: {rest}', { what: formatMonth(month), rest: told })
    const isSilent = state === 'missing' || state === 'waiting'
    return (
      <span className={isSilent ? 'silent' : undefined} title={title}>
        {state === 'missing' ? '–' : ''}
        <Unseen> {told}</Unseen>
      </span>
    )
  }
  const label = t('{month}: {actual} of {phased}; {sent}', {
    month: formatMonth(month),
    actual: figureText(actual, unit),
    phased: figureText(phased, unit),
    sent: told,
  })
  if (phased === 0) return <span title={label}>{figureText(actual, unit)}</span>
  return (
    <HeatCell level={levelOf(actual / phased)} label={label} gap={reported < expected}>
      {formatNumber(Math.round((actual / phased) * 100))}
    </HeatCell>
  )
}
