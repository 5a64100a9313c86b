// The figures of a class under its summary: by post and by place, and what they were when it had ended.
import type { CallReply } from '../../../base/call.ts'
import { Section } from '../../../kit/page.tsx'
import { Table } from '../../../kit/table.tsx'
import { formatNumber, nameOf, t } from '../../../kit/words.ts'
import type { classSummary } from '../../classes/contract.ts'

type Summary = CallReply<typeof classSummary>
type Part = Omit<Summary['figures']['posts'][number], 'names'>
type PartsProps = {
  label: string
  title: string
  all: string
  rows: Summary['figures']['posts']
  of: Part
}

export const sayOf = (n: number, all: number): string =>
  t('{n} of {all}', { n: formatNumber(n), all: formatNumber(all) })

/** Seats, people and attendance by post or by place, with the sum of the whole class below. */
export function Parts({ label, title, all, rows, of }: PartsProps) {
  const figure = (key: string, title: string, say: (one: Part) => string) => ({
    key,
    title,
    num: true,
    cell: say,
    sum: say(of),
  })
  return (
    <Table
      label={label}
      rows={rows}
      rowKey={(one) => `${one.names.zh} ${one.names.en}`}
      columns={[
        { key: 'part', title, cell: (one) => nameOf(one.names), sum: all },
        figure('seats', t('Seats'), (one) => formatNumber(one.seats)),
        figure('accepted', t('Accepted'), (one) => formatNumber(one.accepted)),
        figure('took-part', t('Took part'), (one) => formatNumber(one.tookPart)),
        figure('attended', t('Times attended'), (one) => sayOf(one.attended, one.possible)),
      ]}
    />
  )
}

/** What the figures were when the class had ended, beside what they are now. */
export function AtEnd({ summary: { figures, atEnd } }: { summary: Summary }) {
  if (!atEnd) return null
  const { present, excused, absent } = figures.attendance
  const rows = [
    { what: t('Seats'), atEnd: atEnd.seats, now: figures.seats },
    { what: t('Accepted'), atEnd: atEnd.accepted, now: figures.accepted },
    { what: t('Took part'), atEnd: atEnd.tookPart, now: figures.tookPart },
    { what: t('Times attended'), atEnd: atEnd.present, now: present },
    { what: t('Times excused'), atEnd: atEnd.excused, now: excused },
    { what: t('Times absent'), atEnd: atEnd.absent, now: absent },
    { what: t('Times marked'), atEnd: atEnd.possible, now: figures.possible },
  ]
  return (
    <Section
      title={t('When the class ended, and now')}
      note={t('Corrections have changed these figures since; the text above follows what holds now.')}
    >
      <Table
        label={t('When the class ended, and now')}
        rows={rows}
        rowKey={(row) => row.what}
        columns={[
          { key: 'what', title: t('Figure'), cell: (row) => row.what },
          {
            key: 'at-end',
            title: t('When the class ended'),
            num: true,
            cell: (row) => formatNumber(row.atEnd),
          },
          { key: 'now', title: t('Now'), num: true, cell: (row) => formatNumber(row.now) },
        ]}
      />
    </Section>
  )
}
