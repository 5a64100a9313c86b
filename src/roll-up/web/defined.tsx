// Below the row of an indicator: what it is made of, and that it is defined anew amid the period.
import { Quiet } from '../../kit/marks.tsx'
import { nameOf, t } from '../../kit/words.ts'
import { sayFormula } from '../../plan/web/parts/formula.ts'
import { sayAnew } from './anew.ts'
import type { Answer, Row } from './asked.ts'

/** What a formula is made of: each part stands in a row of its own, and opens there. */
export function Formula({ of, row: { indicator, figures, isReweighed } }: { of: Answer; row: Row }) {
  if (!indicator.terms) return null
  const formula = sayFormula(
    indicator.terms,
    of.rows.map((row) => row.indicator),
  )
  return (
    <tr className='part'>
      <td colSpan={7}>
        <Quiet>
          = {formula}
          {isReweighed
            ? ` · ${t('no figures of this period: its parts are weighed otherwise, each is looked at by itself')}`
            : figures.actual === null && ` · ${t('an actual only where each of these has one')}`}
        </Quiet>
      </td>
    </tr>
  )
}

/** What is counted by another definition from a part on: it is added, and the reader knows. */
export function DefinedAnew({ row: { anew } }: { row: Row }) {
  if (anew.length === 0) return null
  return (
    <tr className='part'>
      <td colSpan={7}>
        <Quiet>
          {anew.map((one) => (
            <span key={one.on} title={`${nameOf(one.names)}: ${nameOf(one.definition)}`}>
              {sayAnew(one)}{' '}
            </span>
          ))}
        </Quiet>
      </td>
    </tr>
  )
}
