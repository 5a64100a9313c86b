// A place's plans and reports read together, as of the end of a month and on the borders of a day.
import { endOfMonth } from '../../base/dates.ts'
import { hrefOf, useCall } from '../../kit/api.ts'
import { ButtonLink } from '../../kit/button.tsx'
import { Illustrative } from '../../kit/marks.tsx'
import { Facts, Page } from '../../kit/page.tsx'
import { PrintButton } from '../../kit/paper.tsx'
import { Empty, Loaded } from '../../kit/states.tsx'
import { capital, formatDay, formatMonth, formatNumber, formatShare, nameOf, t } from '../../kit/words.ts'
import { rollUp, rollUpCsv } from '../contract.ts'
import { countingNames } from '../rules.ts'
import { type Answer, type Asked, queryOf, sameAs, useAsked } from './asked.ts'
import { changeLine } from './change-line.ts'
import { Choices } from './choices.tsx'
import { HeatGrid } from './heat-grid.tsx'
import { sayMadeOf } from './made-of.ts'
import { TotalsTable } from './totals-table.tsx'
import './roll-up.css'

export function RollUpPage() {
  const [asked, change] = useAsked()
  const answer = useCall(rollUp, { query: asked }, { keep: true })
  const data = answer.data
  // A programme that has no period yet has no roll-up either; that is no fault of the reader's.
  const isBare = answer.error?.kind === 'not-found' && !asked.placeId && !asked.periodId
  return (
    <Page
      title={
        data
          ? t('{period}, as of {day}', {
              period: capital(nameOf(data.period.names)),
              day: formatDay(endOfMonth(data.month)),
            })
          : t('Roll-up')
      }
      beside={data && nameOf(data.place.names)}
      crumbs={data && pathTo(data)}
      lead={data && leadOf(data)}
      actions={
        data && (
          <>
            <PrintButton />
            <ButtonLink href={hrefOf(rollUpCsv, { query: sameAs(data) })} file>
              {t('Export')}
            </ButtonLink>
          </>
        )
      }
    >
      {isBare ? (
        <Empty action={<ButtonLink href='/plan'>{t('Plan')}</ButtonLink>}>
          {t('There is nothing to sum up yet: a period and its plans come first.')}
        </Empty>
      ) : (
        <Loaded
          of={answer}
          closed={t('Your role does not read the roll-up. Classes, policies and cases are open to you.')}
        >
          {(data) => <Body of={data} onChange={change} />}
        </Loaded>
      )}
    </Page>
  )
}

function Body({ of, onChange }: { of: Answer; onChange: (change: Partial<Asked>) => void }) {
  return (
    <>
      <Choices of={of} onChange={onChange} />
      <Facts of={factsOf(of)} />
      {of.madeOf.length > 0 && <p className='note'>{sayCurrent(of)}</p>}
      <TotalsTable of={of} />
      <p className='note'>
        {t(
          'The black mark is where the phased target stands on {day}. Ratios and formulas are recomputed from their parts. Change is measured on the lines that have reported; where their baseline is another one, it stands beside.',
          { day: formatDay(endOfMonth(of.month)) },
        )}{' '}
        <span className='on-screen'>{t('Every figure opens down to its rows.')} </span>
        {of.facts.illustrative && <Illustrative />}
      </p>
      <HeatGrid of={of} onChange={onChange} />
    </>
  )
}

/** Plans and reports are counted in one part at a time: four quarters are not four plans of a place. */
const sayCurrent = ({ current, month }: Answer): string =>
  current
    ? t('These are the plans and reports of {period}, which holds {month}.', {
        period: nameOf(current.names),
        month: formatMonth(month),
      })
    : t('In {month} the place was another’s to read: nothing is said of its plans and reports.', {
        month: formatMonth(month),
      })

/** The places above, each with its own roll-up as far as the reader may see it. */
function pathTo(data: Answer) {
  const path = data.above.map((at) => ({
    text: nameOf(at.names),
    href: `/roll-up?${queryOf({ ...sameAs(data), placeId: at.id })}`,
  }))
  return [...path, { text: nameOf(data.place.names) }, { text: t('Roll-up') }]
}

function leadOf(data: Answer) {
  const plans = t(countingNames[data.counting])
  const borders =
    data.madeOf.length > 0
      ? t('Plans that count: {plans}.', { plans })
      : t('On the borders of {day}; {plans}.', { day: formatDay(data.bordersOn), plans })
  return (
    <>
      {sayMadeOf(data)} {borders} <span className='on-screen'>{changeLine(data, 'screen')}</span>
      <span className='on-paper'>{changeLine(data, 'paper')}</span>
    </>
  )
}

function factsOf({ facts, month, place, mayOpen }: Answer) {
  const of = (n: number, all = facts.counties) =>
    t('{n} of {all}', { n: formatNumber(n), all: formatNumber(all) })
  const opened = (href: string) => (mayOpen ? href : undefined)
  const when = { month: formatMonth(month), n: formatNumber(facts.reportedPartly) }
  const due = facts.approved - facts.nothingDue
  const reported =
    facts.reportedPartly > 0
      ? t('reported {month} in full, {n} more in part', when)
      : t('reported {month} in full', when)
  return [
    { figure: of(facts.conditionsKnown), label: t('conditions known'), href: opened('/plan/conditions') },
    { figure: of(facts.submitted), label: t('plans submitted'), href: opened('/plan') },
    { figure: of(facts.approved), label: t('plans approved') },
    {
      // Reports follow an approved plan, of which something is due: the others are not expected to send any.
      figure: due === 0 && facts.approved > 0 ? '–' : of(facts.reported, due),
      label: due === 0 && facts.approved > 0 ? t('nothing due in {month}', when) : reported,
      href: opened(place.tier === 'planning' ? `/carry-out/places/${place.id}` : '/carry-out/counties'),
    },
    {
      figure: formatShare(facts.verified, facts.reports),
      label:
        facts.disputed > 0
          ? t('of figures verified on the spot, {n} disputed', { n: formatNumber(facts.disputed) })
          : t('of figures verified on the spot'),
    },
  ]
}
