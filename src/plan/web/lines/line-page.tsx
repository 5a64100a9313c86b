// One line with everything about it: its figures by month, where it comes from, who does what, the conditions of its
// trade beside it, and the talk between county and district.
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { useCall, useSend } from '../../../kit/api.ts'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { Confirm } from '../../../kit/dialog.tsx'
import { Illustrative, Quiet, Tag, ThreadLink } from '../../../kit/marks.tsx'
import { Columns, Facts, Page, Particulars, Rows, Section } from '../../../kit/page.tsx'
import { Loaded } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { formatMonth, nameOf, saySaid, t } from '../../../kit/words.ts'
import { plannedPhasing, plannedTarget } from '../../figures/rules.ts'
import { stands } from '../../indicators/rules.ts'
import { removeLine } from '../../lines/contract.ts'
import { planPage, planSources } from '../../plans/contract.ts'
import { Comments } from '../comments/comments.tsx'
import { changeText, figureText } from '../figures.tsx'
import { listedName, Prose, StateTag } from '../marks.tsx'
import { lineTitle } from '../parts/lines.ts'
import { unitText } from '../parts/units.ts'
import { questionsIn } from '../plans/questions.tsx'
import type { Line, Plan } from '../shapes.ts'
import { ConditionsBeside } from '../sheets/conditions-beside.tsx'
import { DecideButton } from './decide.tsx'
import { LineGone } from './line-gone.tsx'

export function LinePage({ planId, planLineId }: { planId: string; planLineId: string }) {
  const plan = useCall(planPage, { params: { planId } })
  return (
    <Loaded of={plan}>
      {(plan) => {
        const line = plan.lines.find((one) => one.id === planLineId)
        return line ? <LineView plan={plan} line={line} /> : <LineGone plan={plan} />
      }}
    </Loaded>
  )
}

function LineView({ plan, line }: { plan: Plan; line: Line }) {
  const { unit } = line.indicator
  const planned = plannedTarget(plan.state, line)
  const says = (value: number) => figureText(value, unit)
  return (
    <Page
      title={lineTitle(line)}
      beside={
        <>
          <StateTag of={plan} /> {plan.illustrative && <Illustrative />}
        </>
      }
      crumbs={[
        { text: t('Plans'), href: `/plan?period=${plan.period.id}` },
        { text: nameOf(plan.place.names), href: `/plan/${plan.id}` },
        ...(line.section === null ? [] : [{ text: listedName(plan.sections, line.section) }]),
      ]}
      lead={t('{place}, {period}; figures in {unit}.', {
        place: nameOf(plan.place.names),
        period: nameOf(plan.period.names),
        unit: unitText(unit),
      })}
      actions={
        <>
          <ThreadLink kind='plan_line' id={line.id} />
          {plan.mayReview && <DecideButton line={line}>{t('Decide')}</DecideButton>}
          {plan.mayEdit && !line.binding && <Remove plan={plan} line={line} />}
          {plan.mayEdit && (
            <ButtonLink kind='primary' href={`/plan/${plan.id}/lines/${line.id}/edit`}>
              {t('Edit')}
            </ButtonLink>
          )}
        </>
      }
    >
      <Columns side={<Beside plan={plan} line={line} />}>
        <Facts
          of={[
            { label: t('Baseline'), figure: says(line.baseline) },
            {
              label: t('The {planner}’s proposal'),
              figure: (
                <span className={planned === line.target ? undefined : 'replaced'}>{says(line.target)}</span>
              ),
            },
            ...(line.decidedTarget === null
              ? []
              : [{ label: t('The {reviewer}’s decision'), figure: says(line.decidedTarget) }]),
            {
              label: t('Difference'),
              figure: planned === line.baseline ? t('hold') : changeText(line.baseline, planned, unit),
            },
          ]}
        />
        {line.decidedReason && (
          <p>
            <Quiet>{t('The {reviewer} says:')}</Quiet> <Prose of={line.decidedReason} />
          </p>
        )}
        <Months plan={plan} line={line} />
        <Reporters line={line} />
        <Section title={t('How')}>
          <Particulars
            of={[
              { label: t('Definition'), value: <Prose of={line.indicator.definition} /> },
              { label: t('Means'), value: said(line.means) },
              { label: t('Risk'), value: said(line.risk) },
              { label: t('Note'), value: said(line.note) },
              {
                label: t('Post that answers for it'),
                value: line.ownerPost ? nameOf(line.ownerPost.names) : '–',
              },
            ]}
          />
        </Section>
        <Actions line={line} />
        <Sources plan={plan} line={line} />
        <Comments plan={plan} line={line} />
      </Columns>
    </Page>
  )
}

const said = (text: Line['note']) => (text.zh || text.en ? <Prose of={text} /> : '–')

function Months({ plan, line }: { plan: Plan; line: Line }) {
  const { unit, kind, cumulative } = line.indicator
  const together = kind === 'average' ? t('On average') : t('Together')
  const planned = plannedPhasing(plan.state, line)
  const isOther = planned !== line.phasing && line.decidedTarget !== line.target
  const rows = Object.keys(line.phasing).sort()
  return (
    <Section
      title={t('By month')}
      note={
        stands(line.indicator) ? t('What stands at the end of each month.') : t('What falls in each month.')
      }
    >
      <Table
        label={t('By month')}
        phone='scroll'
        rows={rows}
        rowKey={(month) => month}
        columns={[
          { key: 'month', title: t('Month'), cell: formatMonth, sum: cumulative ? undefined : together },
          {
            key: 'proposal',
            title: t('Proposal'),
            num: true,
            cell: (month) => figureText(line.phasing[month], unit),
            sum: cumulative ? undefined : figureText(line.target, unit),
          },
          ...(isOther
            ? [
                {
                  key: 'decision',
                  title: t('Decision'),
                  num: true,
                  cell: (month: string) => figureText(planned[month] ?? 0, unit),
                  sum: cumulative ? undefined : figureText(line.decidedTarget ?? 0, unit),
                },
              ]
            : []),
        ]}
      />
    </Section>
  )
}

/** Who reports it, where that is not the place that plans. */
function Reporters({ line }: { line: Line }) {
  const { unit } = line.indicator
  if (line.reporters.length === 0) return null
  return (
    <Section
      title={t('Reported by')}
      note={t('Each reports its own figures, and they are added up here. Those of two levels never are.')}
    >
      <Table
        label={t('Reported by')}
        rows={line.reporters}
        rowKey={({ place }) => place.id}
        columns={[
          {
            key: 'place',
            title: t('Place'),
            cell: ({ place, isInside }) => (
              <>
                {nameOf(place.names)} {!isInside && <Quiet>{t('lies elsewhere by now')}</Quiet>}
              </>
            ),
            sum: t('Together'),
          },
          {
            key: 'baseline',
            title: t('Baseline'),
            num: true,
            cell: ({ baseline }) => figureText(baseline, unit),
            sum: figureText(line.baseline, unit),
          },
        ]}
      />
    </Section>
  )
}

function Actions({ line }: { line: Line }) {
  if (line.actions.length === 0) return null
  return (
    <Section title={t('Actions')}>
      <Rows
        stacks
        of={line.actions.map((action) => ({
          key: action.id,
          mark: saySaid(action.fromSaid),
          text: <Prose of={action.what} />,
          note: [
            nameOf(action.who),
            nameOf(action.where),
            t('until {when}', { when: saySaid(action.toSaid) }),
          ]
            .filter(Boolean)
            .join(' · '),
        }))}
      />
    </Section>
  )
}

function Sources({ plan, line }: { plan: Plan; line: Line }) {
  const sources = useCall(
    planSources,
    { params: { planId: plan.id } },
    { enabled: line.citations.length > 0 },
  )
  const kinds = { clause: t('clause'), case_step: t('case step'), misconception: t('misconception') }
  return (
    <Section title={t('Where it comes from')}>
      {line.citations.length === 0 ? (
        <p>
          <Quiet>{t('This line cites nothing yet.')}</Quiet>
        </p>
      ) : (
        <Loaded of={sources} lines={2}>
          {({ sources }) => (
            <Rows
              of={sources
                .filter((source) =>
                  line.citations.some((one) => one.kind === source.kind && one.id === source.id),
                )
                .map((source) => ({
                  key: source.id,
                  mark: <Quiet>{kinds[source.kind]}</Quiet>,
                  text: <Link href={source.href}>{nameOf(source.title)}</Link>,
                  note: nameOf(source.of),
                }))}
            />
          )}
        </Loaded>
      )}
    </Section>
  )
}

function Beside({ plan, line }: { plan: Plan; line: Line }) {
  const sheet = plan.sheets.find((one) => one.trade.id === line.trade?.id)
  const questions = questionsIn(plan).filter((one) => one.lineId === line.id)
  return (
    <>
      {questions.length > 0 && (plan.mayEdit || plan.mayReview) && (
        <Section title={t('Please confirm')}>
          <Rows
            of={questions.map((one) => ({
              key: one.code,
              mark: <Tag tone='warn'>?</Tag>,
              text: t(one.text, one.params),
            }))}
          />
        </Section>
      )}
      {sheet && <ConditionsBeside sheet={sheet} outlooks={plan.outlooks} />}
    </>
  )
}

function Remove({ plan, line }: { plan: Plan; line: Line }) {
  const [, go] = useLocation()
  const [isAsking, ask] = useState(false)
  const remove = useSend(removeLine)
  const input = { params: { planLineId: line.id }, query: { editVersion: line.editVersion } }
  return (
    <>
      <Button kind='danger' onClick={() => ask(true)}>
        {t('Take out')}
      </Button>
      <Confirm
        title={t('Take this line out of the plan')}
        open={isAsking}
        onClose={() => ask(false)}
        action={t('Take out')}
        danger
        onConfirm={() => remove.send(input).then(() => go(`/plan/${plan.id}`))}
      >
        {lineTitle(line)}
      </Confirm>
    </>
  )
}
