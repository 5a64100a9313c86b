// Two people changed the same line: what I typed and what stands now, side by side, for a person to choose.
import { Button } from '../../../kit/button.tsx'
import type { TypedNumber } from '../../../kit/numbers.ts'
import { Choice } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { formatMonth, formatNumber, nameOf, t } from '../../../kit/words.ts'
import { unitText } from '../parts/units.ts'
import type { Line } from '../shapes.ts'
import { draftOf, type LineDraft, reportersIn } from './line-draft.ts'

type Row = { key: string; what: string; mine: string; theirs: string }

function differing(mine: LineDraft, line: Line): Row[] {
  const theirs = draftOf(line)
  const figure = (value: TypedNumber) => (typeof value === 'number' ? formatNumber(value) : (value ?? '–'))
  const nameBy = new Map(line.reporters.map(({ place }) => [place.id, nameOf(place.names)]))
  const parts = (of: LineDraft) =>
    reportersIn(of)
      .map(([id, own]) => `${nameBy.get(id) ?? t('another place')} ${figure(own)}`)
      .join(t(', '))
  const rows: Row[] = [
    { key: 'baseline', what: t('Baseline'), mine: figure(mine.baseline), theirs: figure(theirs.baseline) },
    { key: 'target', what: t('Proposal'), mine: figure(mine.target), theirs: figure(theirs.target) },
    ...Object.keys(theirs.phasing).map((month) => ({
      key: month,
      what: formatMonth(month),
      mine: figure(mine.phasing[month] ?? null),
      theirs: figure(theirs.phasing[month]),
    })),
    {
      key: 'reporters',
      what: t('Reported by'),
      mine: parts(mine),
      theirs: parts(theirs),
    },
    { key: 'means', what: t('Means'), mine: nameOf(mine.means), theirs: nameOf(theirs.means) },
    { key: 'risk', what: t('Risk'), mine: nameOf(mine.risk), theirs: nameOf(theirs.risk) },
    { key: 'note', what: t('Note'), mine: nameOf(mine.note), theirs: nameOf(theirs.note) },
    {
      key: 'actions',
      what: t('Actions'),
      mine: mine.actions.map((one) => nameOf(one.what)).join('; '),
      theirs: theirs.actions.map((one) => nameOf(one.what)).join('; '),
    },
  ]
  return rows.filter((row) => row.mine !== row.theirs)
}

type Props = { mine: LineDraft; theirs: Line; onMine: () => void; onTheirs: () => void }

export function Clash({ mine, theirs, onMine, onTheirs }: Props) {
  return (
    <Choice title={t('Somebody changed this line while you were writing.')}>
      <p>{t('Nothing of yours is lost. Choose which shall stand.')}</p>
      <Table
        label={t('What differs')}
        rows={differing(mine, theirs)}
        rowKey={(row) => row.key}
        columns={[
          { key: 'what', title: unitText(theirs.indicator.unit), cell: (row) => row.what },
          { key: 'mine', title: t('What you typed'), cell: (row) => row.mine },
          { key: 'theirs', title: t('What stands now'), cell: (row) => row.theirs },
        ]}
      />
      <div className='actions'>
        <Button onClick={onMine}>{t('Keep mine, and save again')}</Button>
        <Button onClick={onTheirs}>{t('Take what stands now')}</Button>
      </div>
    </Choice>
  )
}
