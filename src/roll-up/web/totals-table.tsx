// The totals by indicator, opened by trade and by form. Coverage stands beside every figure, losses beside growth.
import { type ReactNode, useState } from 'react'
import { Link } from 'wouter'
import { changeText, figureText, UnitOf } from '../../carry-out/web/parts/figures.tsx'
import { Bar } from '../../kit/bar.tsx'
import { Quiet } from '../../kit/marks.tsx'
import { capital, formatNumber, formatPercent, nameAmong, nameOf, t } from '../../kit/words.ts'
import { isReckoned } from '../../plan/indicators/rules.ts'
import { shown } from '../../plan/web/parts/units.ts'
import { formName, formPlace } from '../../registry/web/parts/forms.ts'
import type { CellMeasure } from '../period-rules.ts'
import type { TradeForm } from '../rules.ts'
import { type Answer, queryOf, type Row, sameAs } from './asked.ts'
import { DefinedAnew, Formula } from './defined.tsx'

type Part = Row['parts'][number]

export function TotalsTable({ of }: { of: Answer }) {
  // Then the sum holds figures of counties that the last column does not count.
  const hasOlder = of.rows.some(({ coverage }) => coverage.reported < coverage.expected)
  return (
    <div className='table-frame'>
      <table className='table cards totals' aria-label={t('Totals by indicator')}>
        <thead>
          <tr>
            <th scope='col'>{t('Indicator')}</th>
            <th scope='col' className='num'>
              {t('Baseline')}
            </th>
            <th scope='col' className='num'>
              {t('Target')}
            </th>
            <th scope='col' className='num'>
              {t('Actual')}
            </th>
            <th scope='col' className='num'>
              {t('Against baseline')}
            </th>
            <th scope='col'>{t('Actual against phased target')}</th>
            <th scope='col' className='num'>
              {t('{Planners} with figures of the month')}
            </th>
          </tr>
        </thead>
        {of.rows.map((row) => (
          <IndicatorRows key={row.indicator.id} of={of} row={row} />
        ))}
      </table>
      {hasOlder && (
        <p>
          <Quiet>
            {t(
              'Actual: what each {planner} last reported, also of an earlier month where this month’s is missing.',
            )}
          </Quiet>
        </p>
      )}
    </div>
  )
}

const stepOf = ({ form }: Part): number => (form ? formPlace(form) : -1)
/** From the first step of the path to the last. */
const inOrder = (parts: Part[]): Part[] => [...parts].sort((a, b) => stepOf(a) - stepOf(b))

function IndicatorRows({ of, row }: { of: Answer; row: Row }) {
  const [isOpen, setOpen] = useState(false)
  const { indicator, parts } = row
  const name = nameOf(indicator.names)
  const byForm = inOrder(parts.filter((part) => !part.tradeId && part.form))
  const byTrade = parts.filter((part) => part.tradeId && !part.form)
  const inTrade = (tradeId: string | null) =>
    inOrder(parts.filter((part) => part.tradeId === tradeId && part.form))
  const tradeName = (id: string | null) => capital(nameAmong(of.trades, id))
  const canOpen = byForm.length + byTrade.length + row.disaggregations.length > 0
  const whole = { tradeId: null, form: null, ...row }
  return (
    <tbody>
      <Line
        of={of}
        row={row}
        part={whole}
        head={
          <>
            {canOpen ? (
              <button
                type='button'
                className='opener'
                aria-expanded={isOpen}
                title={nameOf(indicator.definition)}
                onClick={() => setOpen(!isOpen)}
              >
                <span aria-hidden='true'>{isOpen ? '▾' : '▸'}</span> {name}
              </button>
            ) : (
              <span className='no-opener' title={nameOf(indicator.definition)}>
                {name}
              </span>
            )}{' '}
            <UnitOf unit={indicator.unit} />
          </>
        }
      />
      <Formula of={of} row={row} />
      <DefinedAnew row={row} />
      <Apart of={of} row={row} />
      {isOpen && <Disaggregated of={of} row={row} part={whole} depth={1} />}
      {isOpen &&
        byForm.map((part) => [
          <Line
            key={`form ${part.form}`}
            of={of}
            row={row}
            part={part}
            depth={1}
            head={part.form && capital(formName(part.form))}
          />,
          <Disaggregated key={`parts ${part.form}`} of={of} row={row} part={part} depth={2} />,
        ])}
      {isOpen &&
        byTrade.map((part) => [
          <Line
            key={`trade ${part.tradeId}`}
            of={of}
            row={row}
            part={part}
            depth={1}
            head={tradeName(part.tradeId)}
          />,
          <Disaggregated key={`parts ${part.tradeId}`} of={of} row={row} part={part} depth={2} />,
          ...inTrade(part.tradeId).map((inner) => [
            <Line
              key={`${part.tradeId} ${inner.form}`}
              of={of}
              row={row}
              part={inner}
              depth={2}
              head={inner.form && capital(formName(inner.form))}
            />,
            <Disaggregated
              key={`parts ${part.tradeId} ${inner.form}`}
              of={of}
              row={row}
              part={inner}
              depth={2}
            />,
          ]),
        ])}
    </tbody>
  )
}

function Line({
  of,
  row,
  part,
  head,
  depth = 0,
}: {
  of: Answer
  row: Row
  part: Part
  head: ReactNode
  depth?: 0 | 1 | 2
}) {
  const { indicator } = row
  const { figures, coverage } = part
  const { unit } = indicator
  const open = (measure: CellMeasure, value: number | null, text: ReactNode) =>
    value === null || !indicator.isSummed ? (
      text
    ) : (
      <Link href={cellHref(of, indicator.id, part, measure)}>{text}</Link>
    )
  const drawn = (value: number | null) => (value === null ? null : shown(value, unit))
  return (
    <tr className={depth === 0 ? undefined : `part depth-${depth}`}>
      <th scope='row'>{head}</th>
      <td className='num' data-label={t('Baseline')}>
        {open('baseline', figures.baseline, figureText(figures.baseline, unit))}
      </td>
      <td className='num' data-label={t('Target')}>
        {open('target', figures.target, figureText(figures.target, unit))}
      </td>
      <td className='num' data-label={t('Actual')}>
        <b>{open('actual', figures.actual, figureText(figures.actual, unit))}</b>
        <Beside of={of} row={row} part={part} />
      </td>
      <td className='num' data-label={t('Against baseline')} title={changeReason(row, part)}>
        {changeText(figures.change, unit)}
        <WhyNone of={of} row={row} part={part} />
        {figures.change !== null && figures.reportedBaseline !== figures.baseline && (
          <Quiet>
            {' '}
            <span className='beside-figure'>
              {open(
                'reportedBaseline',
                figures.reportedBaseline,
                t('from {n}', { n: figureText(figures.reportedBaseline, unit) }),
              )}
            </span>
          </Quiet>
        )}
      </td>
      <td data-label={t('Actual against phased target')} className='drawn'>
        {indicator.counts !== 'left' && (
          <Bar actual={drawn(figures.actual)} phased={drawn(figures.phased)} target={drawn(figures.target)} />
        )}
      </td>
      <td className='num' data-label={t('{Planners} with figures of the month')}>
        <Quiet>
          {coverage.expected === 0
            ? indicator.frequency !== 'month' && figures.target !== null
              ? t('nothing due')
              : '–'
            : t('{n} of {all}', {
                n: formatNumber(coverage.reported),
                all: formatNumber(coverage.expected),
              })}
        </Quiet>
      </td>
    </tr>
  )
}

type ToldProps = { of: Answer; row: Row; part: Part; depth: 1 | 2 }

/** What the figure is told apart by: each part with its share, and what nobody told apart. */
function Disaggregated({ of, row: { indicator }, part, depth }: ToldProps) {
  return part.disaggregations.map(({ id, names, parts, notSaid }) => (
    <tr key={id} className={`part depth-${depth}`}>
      <th scope='row'>{nameOf(names)}</th>
      <td colSpan={6}>
        {parts.map((one, at) => {
          const text = t('{what}: {n}', { what: nameOf(one.names), n: figureText(one.value, indicator.unit) })
          return (
            <span key={one.id}>
              {at > 0 && ' · '}
              {one.value === null ? (
                t('{what}: {n}', { what: nameOf(one.names), n: t('withheld') })
              ) : (
                <Link href={`${cellHref(of, indicator.id, part, 'actual')}&part=${one.id}`}>{text}</Link>
              )}
              {one.share !== null && <Quiet> {formatPercent(one.share * 100)}</Quiet>}
            </span>
          )
        })}
        {notSaid !== null && (
          <Quiet> · {t('not said: {n}', { n: figureText(notSaid, indicator.unit) })}</Quiet>
        )}
      </td>
    </tr>
  ))
}

/** Where the longer period and its parts both hold figures: those of the other, beside what is added. */
function Apart({ of, row: { indicator, apart } }: { of: Answer; row: Row }) {
  if (!apart) return null
  const other = indicator.countedIn === 'parts' ? 'whole' : 'parts'
  const holdsSome = of.madeOf.some(({ id }) => id === of.period.id)
  const figures = {
    target: figureText(apart.target, indicator.unit),
    actual: figureText(apart.actual, indicator.unit),
  }
  const text =
    other === 'parts'
      ? t('Counted in the whole period. In its parts: target {target}, actual {actual}, not added.', figures)
      : holdsSome
        ? t(
            'For the whole period: target {target}, actual {actual}; added of it are the months that no part holds.',
            figures,
          )
        : t('For the whole period: target {target}, actual {actual}, not added.', figures)
  const measure = apart.target === null ? 'actual' : 'target'
  return (
    <tr className='apart'>
      <td colSpan={7}>
        <Quiet>
          <Link
            href={`${cellHref(of, indicator.id, { tradeId: null, form: null }, measure)}&counted=${other}`}
          >
            {text}
          </Link>
        </Quiet>
      </td>
    </tr>
  )
}

/** Growth never stands alone: who left beside the members, what lies dormant beside the units. */
function Beside({ of, row, part }: { of: Answer; row: Row; part: Part }) {
  const { counts, id } = row.indicator
  const left = of.rows.find((one) => one.indicator.counts === 'left')
  const isWhole = part.tradeId === null && part.form === null
  if (counts === 'members' && isWhole && left) {
    const n = left.figures.actual
    const text = n === null ? t('nobody said how many left') : t('{n} left', { n: formatNumber(n) })
    return (
      <Quiet>
        {' '}
        <span className='beside-figure'>
          {n === null ? text : <Link href={cellHref(of, left.indicator.id, part, 'actual')}>{text}</Link>}
        </span>
      </Quiet>
    )
  }
  if (counts === 'organisations' && (isWhole ? part.figures.dormant !== null : part.figures.dormant)) {
    const text = t('{n} dormant', { n: formatNumber(part.figures.dormant ?? 0) })
    return (
      <Quiet>
        {' '}
        <span className='beside-figure'>
          <Link href={cellHref(of, id, part, 'dormant')}>{text}</Link>
        </span>
      </Quiet>
    )
  }
  return null
}

/** Figures have come, and are not yet held against the baseline: why, where the reader looks for the change. */
function WhyNone({ of, row, part }: { of: Answer; row: Row; part: Part }) {
  const { figures, coverage } = part
  if (figures.change !== null || !row.indicator.isSummed || coverage.reports === 0) return null
  return (
    <Quiet>
      {' '}
      <span className='beside-figure'>
        {figures.baseline === null && figures.target !== null
          ? t('no baseline of these months alone')
          : of.month === of.months.at(-1) || row.indicator.kind === 'average'
            ? t('a month is missing')
            : t('the period is not over')}
      </span>
    </Quiet>
  )
}

function changeReason({ indicator }: Row, { figures, coverage }: Part): string | undefined {
  if (!isReckoned(indicator.kind) && !indicator.isSummed)
    return t('Shares and rates are not added up. They stand line by line in plans and reports.')
  if (figures.change !== null || isReckoned(indicator.kind)) return undefined
  if (coverage.reports === 0) return t('Nothing was reported yet.')
  if (indicator.kind === 'average') return t('There is a mean over the months only where none is missing.')
  return t(
    'A sum over months is held against the baseline only when the period is over and no month is missing.',
  )
}

function cellHref(
  of: Answer,
  indicatorId: string,
  { tradeId, form }: TradeForm,
  measure: CellMeasure,
): string {
  const query = queryOf(sameAs(of))
  query.set('indicator', indicatorId)
  query.set('measure', measure)
  if (tradeId) query.set('trade', tradeId)
  if (form) query.set('form', form)
  return `/roll-up/cell?${query}`
}
