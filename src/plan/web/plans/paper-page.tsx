// The plan as the county's paper: A4, to be signed.
import { paperWords } from '../../../convene/web/parts/paper-words.ts'
import { useCall } from '../../../kit/api.ts'
import { ButtonLink } from '../../../kit/button.tsx'
import { Illustrative, Quiet } from '../../../kit/marks.tsx'
import { Paper, PrintButton, Signatures } from '../../../kit/paper.tsx'
import { Loaded } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { capital, formatDay, formatMonthShort, formatNumber, nameOf, saySaid, t } from '../../../kit/words.ts'
import { formPlace, formsName } from '../../../registry/web/parts/forms.ts'
import { plannedPhasing, plannedTarget } from '../../figures/rules.ts'
import { bySection } from '../../lists/rules.ts'
import { planPaper } from '../../papers/rules.ts'
import { planPage } from '../../plans/contract.ts'
import { formsIn } from '../../sheets/rules.ts'
import { figureText } from '../figures.tsx'
import { listedName, sectionTitle, stateText } from '../marks.tsx'
import { lineTitle } from '../parts/lines.ts'
import { unitText } from '../parts/units.ts'
import type { Line, Plan, Sheet } from '../shapes.ts'

export function PaperPage({ planId }: { planId: string }) {
  const plan = useCall(planPage, { params: { planId } })
  return <Loaded of={plan}>{(plan) => <PlanPaper plan={plan} />}</Loaded>
}

function PlanPaper({ plan }: { plan: Plan }) {
  const last = isVersion(plan) ? plan.versions[plan.versions.length - 1] : undefined
  const { title, signatures } = paperWords(planPaper, plan.paper, {
    place: nameOf(plan.place.names),
    period: nameOf(plan.period.names),
  })
  const months = [...new Set(plan.lines.flatMap(({ phasing }) => Object.keys(phasing)))].sort()
  return (
    <Paper
      landscape
      title={title}
      issuer={nameOf(plan.place.names)}
      number={last ? t('version {n}', { n: last.number }) : draftName(plan)}
      lead={
        <>
          {stateText(plan)}
          {last && ` · ${formatDay(last.on)}`} {plan.illustrative && <Illustrative />}
        </>
      }
      actions={
        <>
          <ButtonLink href={`/plan/${plan.id}`}>{t('Back')}</ButtonLink>
          <PrintButton />
        </>
      }
    >
      <h2>{t('Conditions it stands on')}</h2>
      <Table
        label={t('Conditions it stands on')}
        phone='scroll'
        rows={plan.sheets}
        rowKey={(sheet) => sheet.id}
        columns={[
          { key: 'trade', title: t('Trade'), cell: (sheet) => nameOf(sheet.trade.names) },
          {
            key: 'artisans',
            title: t('Artisans'),
            num: true,
            cell: (sheet) => formatNumber(sheet.figures.artisans.value),
          },
          ...formsOf(plan).map((form) => ({
            key: form,
            title: t('{forms} (members)', { forms: capital(formsName(form)) }),
            num: true,
            cell: ({ figures }: Sheet) =>
              pair(figures[`units:${form}`]?.value ?? 0, figures[`members:${form}`]?.value ?? 0),
          })),
          ...(plan.sheets.some((sheet) => sheet.outlook !== null) ? outlookColumns(plan) : []),
        ]}
      />
      {bySection(plan.lines, plan.sections).map(({ section, lines }) => (
        <SectionTable
          key={section?.code ?? ''}
          plan={plan}
          lines={lines}
          title={sectionTitle(section, plan)}
          months={months}
        />
      ))}
      <Actions plan={plan} />
      <Signatures of={signatures} />
    </Paper>
  )
}

const outlookColumns = ({ outlooks }: Plan) => [
  { key: 'outlook', title: t('Outlook'), cell: (sheet: Sheet) => listedName(outlooks, sheet.outlook) },
  {
    key: 'reason',
    title: t('What the outlook rests on'),
    width: '36%',
    cell: (sheet: Sheet) => nameOf(sheet.outlookReason),
  },
]

/** What is with the district or approved is a version that no longer changes; anything else is a draft. */
const isVersion = ({ state }: Plan) => state === 'submitted' || state === 'approved'

const draftName = ({ standingVersion: n }: Plan) =>
  n === null ? t('draft') : t('draft of a revision; version {n} stands', { n })

/** The forms that the plan’s sheets count, in the programme’s order. */
const formsOf = (plan: Plan): string[] =>
  [...new Set(plan.sheets.flatMap((sheet) => formsIn(sheet.figures)))].sort(
    (a, b) => formPlace(a) - formPlace(b),
  )

const pair = (units: number, members: number) =>
  units === 0 ? '–' : `${formatNumber(units)} (${formatNumber(members)})`

/** Nothing in a month in which the line is not reported. */
const monthText = (n: number | undefined, { indicator }: Line) =>
  n === undefined ? '' : figureText(n, indicator.unit)

function SectionTable({
  plan,
  lines,
  title,
  months,
}: {
  plan: Plan
  lines: Line[]
  title: string
  months: string[]
}) {
  const phased = (line: Line) => plannedPhasing(plan.state, line)
  // A draft has proposals alone: what was decided before was decided of others.
  const hasDecision =
    isVersion(plan) && lines.some((line) => line.decidedTarget !== null && line.decidedTarget !== line.target)
  return (
    <>
      <h2>{title}</h2>
      <Table
        label={title}
        phone='scroll'
        rows={lines}
        rowKey={(line) => line.id}
        columns={[
          {
            key: 'what',
            title: t('What is planned'),
            cell: (line) => (
              <>
                {lineTitle(line)} <Quiet>{unitText(line.indicator.unit)}</Quiet> <Reporters of={line} />
              </>
            ),
          },
          {
            key: 'baseline',
            title: t('Baseline'),
            num: true,
            cell: (line) => figureText(line.baseline, line.indicator.unit),
          },
          {
            key: 'proposal',
            title: plan.state === 'approved' && !hasDecision ? t('Target') : t('Proposal'),
            num: true,
            cell: (line) => figureText(line.target, line.indicator.unit),
          },
          ...(hasDecision
            ? [
                {
                  key: 'decision',
                  title: t('Decision'),
                  num: true,
                  cell: (line: Line) => figureText(plannedTarget('approved', line), line.indicator.unit),
                },
              ]
            : []),
          ...months.map((month) => ({
            key: month,
            title: formatMonthShort(month),
            num: true,
            cell: (line: Line) => monthText(phased(line)[month], line),
          })),
          {
            key: 'post',
            title: t('Post that answers for it'),
            width: '24%',
            cell: (line) => (line.ownerPost ? nameOf(line.ownerPost.names) : ''),
          },
        ]}
      />
    </>
  )
}

/** Who reports the line, where that is not the place that plans, each with its part of the baseline. */
function Reporters({ of: { reporters, indicator } }: { of: Line }) {
  if (reporters.length === 0) return null
  const each = reporters.map(({ place, baseline }) =>
    t('{what} ({n})', { what: nameOf(place.names), n: figureText(baseline, indicator.unit) }),
  )
  return <Quiet>{t('reported by {places}', { places: each.join(t(', ')) })}</Quiet>
}

function Actions({ plan }: { plan: Plan }) {
  const actions = plan.lines.flatMap((line) => line.actions.map((action) => ({ ...action, line })))
  if (actions.length === 0) return null
  return (
    <>
      <h2>{t('Actions')}</h2>
      <Table
        label={t('Actions')}
        phone='scroll'
        rows={actions}
        rowKey={(action) => action.id}
        columns={[
          { key: 'what', title: t('What'), cell: (action) => nameOf(action.what) },
          { key: 'for', title: t('For'), cell: (action) => lineTitle(action.line) },
          { key: 'where', title: t('Where'), cell: (action) => nameOf(action.where) },
          { key: 'who', title: t('Who'), cell: (action) => nameOf(action.who) },
          {
            key: 'when',
            title: t('When'),
            cell: (action) => `${saySaid(action.fromSaid)} – ${saySaid(action.toSaid)}`,
          },
        ]}
      />
    </>
  )
}
