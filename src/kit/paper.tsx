// What is printed: an A4 sheet, shown on screen as one, with its head, its running title and lines to sign.
import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { useTitle } from './page.tsx'
import { t } from './words.ts'

export function PrintButton({ children }: { children?: ReactNode }) {
  return <Button onClick={() => print()}>{children ?? t('Print')}</Button>
}

type Props = {
  title: string
  /** Who issues it, above the title. */
  issuer?: ReactNode
  /** A number or reference at the right of the head. */
  number?: ReactNode
  /** Under the title: place, days, as-of day. */
  lead?: ReactNode
  /** Above the sheet on screen only: back link, print button. */
  actions?: ReactNode
  /** For wide tables. */
  landscape?: boolean
  children: ReactNode
}

/** One document. Tables inside keep their heads on every page and never break within a row. */
export function Paper({ title, issuer, number, lead, actions, landscape, children }: Props) {
  useTitle(title)
  return (
    <div className={landscape ? 'paper-desk landscape' : 'paper-desk'}>
      <div className='paper-actions'>{actions ?? <PrintButton />}</div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone a wide sheet scrolls within itself, by keyboard too */}
      <article className='paper' tabIndex={0} aria-label={title}>
        <header>
          <div className='paper-issuer'>
            <span>{issuer}</span>
            <span>{number}</span>
          </div>
          <h1>{title}</h1>
          {lead && <p>{lead}</p>}
        </header>
        {children}
      </article>
    </div>
  )
}

type ListProps<Row> = {
  label: string
  className?: string
  columns: {
    title: string
    /** `before` is the row above it in its group. */
    cell: (row: Row, before?: Row) => ReactNode
    className?: string
  }[]
  rowKey: (row: Row) => string
  /** Without a title where the list has no parts; a group without rows is left out. */
  groups: { key: string; title?: string; rows: Row[] }[]
  /** Numbered through, from one group to the next. */
  numbered?: boolean
}

/** A list of people or sessions, each in a row: to read, to call out, to sign. */
export function PaperList<Row>(props: ListProps<Row>) {
  const { label, className, columns, rowKey, groups, numbered } = props
  let count = 0
  return (
    <table className={className ? `table list ${className}` : 'table list'} aria-label={label}>
      <thead>
        <tr>
          {numbered && (
            <th scope='col' className='num'>
              {t('No.')}
            </th>
          )}
          {columns.map(({ title }) => (
            <th key={title} scope='col'>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      {groups
        .filter(({ rows }) => rows.length > 0)
        .map(({ key, title, rows }) => (
          <tbody key={key}>
            {title && (
              <tr className='group'>
                <th scope='rowgroup' colSpan={columns.length + (numbered ? 1 : 0)}>
                  {title}
                </th>
              </tr>
            )}
            {rows.map((row, at) => (
              <tr key={rowKey(row)}>
                {numbered && <td className='num'>{++count}</td>}
                {columns.map((column) => (
                  <td key={column.title} className={column.className}>
                    {column.cell(row, rows[at - 1])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
    </table>
  )
}

/** Lines to sign on, each with the post below it, and the day; none where nobody signs. */
export function Signatures({ of, day }: { of: ReactNode[]; day?: boolean }) {
  if (of.length === 0) return null
  return (
    <div className='signatures'>
      {of.map((post, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list in a fixed order
        <div key={at}>
          <i />
          {post}
        </div>
      ))}
      {day !== false && (
        <div>
          <i />
          {t('Date')}
        </div>
      )}
    </div>
  )
}
