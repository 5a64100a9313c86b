// How far the plans of a district are, in figures that add up to its counties.
import { Facts } from '../../../kit/page.tsx'
import { formatNumber, t, tn } from '../../../kit/words.ts'
import { countedState, type PlanState } from '../../plans/rules.ts'
import type { BoardCounty } from '../shapes.ts'

/** Each county once, so that the figures add up: an approved plan stands, whatever is being revised. */
const isUnder = ({ state, standingVersion }: BoardCounty, under: PlanState) =>
  countedState({ state: state ?? 'draft', standingVersion }) === under

export function PlanFacts({ counties }: { counties: BoardCounty[] }) {
  const among = (under: PlanState) => counties.filter((county) => isUnder(county, under))
  const approved = among('approved')
  const revised = approved.filter((county) => county.state !== 'approved').length
  const again = approved.filter((county) => county.state === 'submitted').length
  const late = (of: BoardCounty[]) => {
    const n = of.filter((county) => county.late).length
    return n > 0 && <small> {t('({n} late)', { n: formatNumber(n) })}</small>
  }
  const withSheets = counties.filter((county) => county.sheets > 0).length
  return (
    <Facts
      of={[
        {
          label: t('Approved'),
          figure: (
            <>
              {t('{n} of {all}', { n: approved.length, all: counties.length })}
              {revised > 0 && <small> {t('({n} being revised)', { n: formatNumber(revised) })}</small>}
            </>
          ),
        },
        {
          label: t('Submitted, to be decided'),
          figure: (
            <>
              {formatNumber(among('submitted').length)}
              {again > 0 && <small> {tn('(and {n} revision)', '(and {n} revisions)', again)}</small>}
            </>
          ),
        },
        {
          label: t('Returned'),
          figure: (
            <>
              {formatNumber(among('returned').length)}
              {late(among('returned'))}
            </>
          ),
        },
        {
          label: t('Not submitted yet'),
          figure: (
            <>
              {formatNumber(among('draft').length)}
              {late(among('draft'))}
            </>
          ),
        },
        {
          label: t('{Planners} with conditions known'),
          figure: t('{n} of {all}', { n: withSheets, all: counties.length }),
        },
      ]}
    />
  )
}
