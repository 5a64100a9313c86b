// The lines of one section of a plan: baseline, what the county proposes, what the district decided, and the course.
import { Quiet, Tag } from '../../../kit/marks.tsx'
import { Table } from '../../../kit/table.tsx'
import { capital, formatShare, nameOf, t, tn } from '../../../kit/words.ts'
import { plannedPhasing, plannedTarget } from '../../figures/rules.ts'
import { stands } from '../../indicators/rules.ts'
import { isHold } from '../../lines/rules.ts'
import { changeText, figureText } from '../figures.tsx'
import { DecideButton } from '../lines/decide.tsx'
import { whatOf } from '../parts/lines.ts'
import { unitText } from '../parts/units.ts'
import type { Line, Plan } from '../shapes.ts'
import { Spark } from './spark.tsx'

/** Beside each change stands its share of the baseline, where there is one to share. */
function changeOf(plan: Plan, line: Line): string {
  const target = plannedTarget(plan.state, line)
  if (isHold({ baseline: line.baseline, target })) return t('hold')
  const change = changeText(line.baseline, target, line.indicator.unit)
  return line.baseline > 0
    ? `${change} (${formatShare(target - line.baseline, line.baseline).replace('-', '−')})`
    : change
}

const isOpen = (line: Line) => line.comments.some((comment) => !comment.resolvedOn)

export function Ledger({ plan, lines, label }: { plan: Plan; lines: Line[]; label: string }) {
  // While a revision is written, what was approved stands beside it.
  const isRevised = plan.standingVersion !== null && plan.state !== 'approved'
  const hasDecision = plan.mayReview || lines.some((line) => line.decidedTarget !== null)
  return (
    <Table
      label={label}
      rows={lines}
      rowKey={(line) => line.id}
      href={(line) => `/plan/${plan.id}/lines/${line.id}`}
      marked={isOpen}
      columns={[
        {
          key: 'what',
          title: t('What is planned'),
          cell: (line) => (
            <>
              {line.trade && <strong>{capital(nameOf(line.trade.names))}</strong>} {whatOf(line)}{' '}
              <Quiet>{unitText(line.indicator.unit)}</Quiet>
            </>
          ),
        },
        {
          key: 'baseline',
          title: t('Baseline'),
          num: true,
          cell: (line) => figureText(line.baseline, line.indicator.unit),
          sort: (line) => line.baseline,
        },
        ...(isRevised
          ? [
              {
                key: 'standing',
                title: t('Stands'),
                num: true,
                cell: (line: Line) =>
                  line.standing ? figureText(line.standing.target, line.indicator.unit) : '–',
              },
            ]
          : []),
        {
          key: 'target',
          title: plan.state === 'approved' && !hasDecision ? t('Target') : t('Proposal'),
          num: true,
          cell: (line) => <Proposal plan={plan} line={line} />,
          sort: (line) => line.target,
        },
        ...(hasDecision
          ? [
              {
                key: 'decision',
                title: t('Decision'),
                num: true,
                cell: (line: Line) => <Decision plan={plan} line={line} />,
              },
            ]
          : []),
        { key: 'change', title: t('Difference'), num: true, cell: (line) => changeOf(plan, line) },
        {
          key: 'course',
          title: t('By month'),
          middle: true,
          wideOnly: true,
          cell: (line) => (
            <Spark
              phasing={plannedPhasing(plan.state, line)}
              cumulative={stands(line.indicator)}
              baseline={line.baseline}
              unit={line.indicator.unit}
            />
          ),
        },
        { key: 'marks', title: t('Remarks'), cell: marksOf },
      ]}
    />
  )
}

const Proposal = ({ plan, line }: { plan: Plan; line: Line }) => {
  const text = figureText(line.target, line.indicator.unit)
  const isReplaced = plannedTarget(plan.state, line) !== line.target
  return isReplaced ? <span className='replaced'>{text}</span> : text
}

function Decision({ plan, line }: { plan: Plan; line: Line }) {
  const text =
    line.decidedTarget === null
      ? null
      : line.decidedTarget === line.target
        ? t('as proposed')
        : figureText(line.decidedTarget, line.indicator.unit)
  if (plan.mayReview) return <DecideButton line={line}>{text ?? t('Decide')}</DecideButton>
  return text === null ? <Quiet>{plan.state === 'approved' ? t('as proposed') : '–'}</Quiet> : text
}

/** null where there is nothing to remark, so that a phone's card leaves the row out. */
function marksOf(line: Line) {
  const open = isOpen(line)
  const { citations, actions } = line
  if (!open && citations.length + actions.length === 0) return null
  const counts = [
    citations.length > 0 && tn('{n} source', '{n} sources', citations.length),
    actions.length > 0 && tn('{n} action', '{n} actions', actions.length),
  ]
  return (
    <span>
      {open && <Tag tone='accent'>{t('open comments')}</Tag>}{' '}
      <Quiet>{counts.filter(Boolean).join(', ')}</Quiet>
    </span>
  )
}
