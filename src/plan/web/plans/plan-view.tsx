// A plan as a ledger: its lines section by section, the conditions it stands on, its way and its versions.
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useCall } from '../../../kit/api.ts'
import { ButtonLink } from '../../../kit/button.tsx'
import { Illustrative, Quiet, Tag } from '../../../kit/marks.tsx'
import { Page, Rows, Section } from '../../../kit/page.tsx'
import { Empty, Loaded, Notice } from '../../../kit/states.tsx'
import { capital, formatDay, nameOf, t } from '../../../kit/words.ts'
import { GoneInto } from '../../../registry/web/parts/merged-into.tsx'
import { bySection } from '../../lists/rules.ts'
import { planPage } from '../../plans/contract.ts'
import { isReopening, openIn } from '../../plans/rules.ts'
import { sayOpen } from '../comments/open-comments.tsx'
import { CiteHere, readCited } from '../lines/cite-here.tsx'
import { OutlookTag, Prose, StateTag, sectionTitle } from '../marks.tsx'
import { Reopened } from '../parts/reopened.tsx'
import { noPlansAsked } from '../periods/due.ts'
import type { Plan } from '../shapes.ts'
import { Decisions } from './decisions.tsx'
import { Ledger } from './ledger.tsx'
import { Questions, questionsIn } from './questions.tsx'
import { Submit } from './submit.tsx'

/** The county's own plan, under the tabs of its periods. */
export function OwnPlan({ planId, above, cite }: { planId: string; above: ReactNode; cite: string | null }) {
  const plan = useCall(planPage, { params: { planId } })
  const cited = readCited(cite)
  return (
    <Loaded of={plan}>
      {(plan) => (
        <PlanView plan={plan} above={above} cited={cited && <CiteHere plan={plan} cited={cited} />} />
      )}
    </Loaded>
  )
}

type Props = { plan: Plan; above?: ReactNode; cited?: ReactNode }

export function PlanView({ plan, above, cited }: Props) {
  return (
    <Page
      title={t('Plan of {place}', { place: nameOf(plan.place.names) })}
      beside={
        <>
          <StateTag of={plan} /> {plan.illustrative && <Illustrative />}
        </>
      }
      crumbs={above ? undefined : [{ text: t('Plans'), href: `/plan?period=${plan.period.id}` }]}
      lead={leadOf(plan)}
      actions={
        <>
          <ButtonLink href={`/plan/${plan.id}/paper`}>{t('Paper')}</ButtonLink>
          {plan.versions.length > 0 && (
            <ButtonLink href={`/plan/${plan.id}/versions`}>{t('Versions')}</ButtonLink>
          )}
          {plan.mayEdit && (
            <ButtonLink
              kind={plan.lines.length === 0 ? 'primary' : 'plain'}
              href={`/plan/${plan.id}/lines/new`}
            >
              {t('New line')}
            </ButtonLink>
          )}
          {plan.mayEdit && plan.lines.length > 0 && <Submit plan={plan} />}
        </>
      }
    >
      {above}
      <Reopened of={plan.period} />
      {cited}
      <GoneInto of={plan.place} gone={plan.gone} />
      <LastReason plan={plan} />
      {(plan.mayReview || plan.mayReopen) && <Decisions plan={plan} />}
      {plan.lines.length === 0 && <NoLine plan={plan} />}
      {bySection(plan.lines, plan.sections).map(({ section, lines }) => (
        <Section
          key={section?.code ?? ''}
          title={sectionTitle(section, plan)}
          note={section ? nameOf(section.about) : undefined}
        >
          <Ledger plan={plan} lines={lines} label={sectionTitle(section, plan)} />
        </Section>
      ))}
      {(plan.mayEdit || plan.mayReview) && <Questions plan={plan} />}
      <Conditions plan={plan} />
      <Way plan={plan} />
    </Page>
  )
}

function leadOf({ period, state, standingVersion, versions, today }: Plan): string {
  const due = period.plansDueOn
  const names = { period: capital(nameOf(period.names)), day: due === null ? '' : formatDay(due) }
  if (period.state === 'closed') return t('{period}. The period is closed.', names)
  const last = versions[versions.length - 1]
  if (state === 'approved' && last)
    return t('{period}. Approved on {day}, version {n}.', {
      ...names,
      day: formatDay(last.on),
      n: last.number,
    })
  if (standingVersion !== null && state !== 'approved')
    return t('{period}. Version {n} stands and is reported against until this revision is approved.', {
      ...names,
      n: standingVersion,
    })
  if (state === 'submitted' && last)
    return t('{period}. Submitted on {day}, version {n}; the {reviewer} decides.', {
      ...names,
      day: formatDay(last.on),
      n: last.number,
    })
  if (due === null) return noPlansAsked(period)
  if (today > due) return t('{period}. It was due by {day}.', names)
  return t('{period}: due by {day}.', names)
}

/** Why it came back, above everything, as long as it is to be mended. */
function LastReason({ plan }: { plan: Plan }) {
  const at = plan.events.findLastIndex((event) => event.kind === 'returned')
  const last = plan.events[at]
  if (plan.state !== 'returned' || !last) return null
  const open = openIn(plan.lines)
  const said = { day: formatDay(last.on), who: nameOf(last.by) }
  return (
    <Notice
      tone='accent'
      title={
        isReopening(plan.events, at)
          ? t('Opened for revision on {day} by {who}', said)
          : t('Returned on {day} by {who}', said)
      }
    >
      <p>
        <Prose of={last.text} />
      </p>
      {open.length > 0 && <p>{sayOpen(open)}</p>}
    </Notice>
  )
}

function NoLine({ plan }: { plan: Plan }) {
  if (plan.sheets.length === 0) {
    return (
      <Empty
        action={
          plan.mayEdit && (
            <ButtonLink
              kind='primary'
              href={`/plan/conditions/new?place=${plan.place.id}&period=${plan.period.id}`}
            >
              {t('Fill in a condition sheet')}
            </ButtonLink>
          )
        }
      >
        {t(
          'No line yet. Conditions come before targets: begin with the condition sheet of the most important trade.',
        )}
      </Empty>
    )
  }
  return (
    <Empty
      action={
        plan.mayEdit && (
          <ButtonLink kind='primary' href={`/plan/${plan.id}/lines/new`}>
            {t('New line')}
          </ButtonLink>
        )
      }
    >
      {t('No line yet. Each line sets one target for one trade.')}
    </Empty>
  )
}

function Conditions({ plan }: { plan: Plan }) {
  const asked = new Set(questionsIn(plan).map((one) => one.lineId))
  return (
    <Section
      title={t('Conditions it stands on')}
      actions={
        plan.mayEdit && (
          <ButtonLink href={`/plan/conditions/new?place=${plan.place.id}&period=${plan.period.id}`}>
            {t('New condition sheet')}
          </ButtonLink>
        )
      }
    >
      {plan.sheets.length === 0 ? (
        <p>
          <Quiet>{t('No trade is described yet.')}</Quiet>
        </p>
      ) : (
        <Rows
          of={plan.sheets.map((sheet) => {
            const { artisans, unorganised } = sheet.figures
            const lines = plan.lines.filter((line) => line.trade?.id === sheet.trade.id)
            return {
              key: sheet.id,
              mark: <OutlookTag of={plan.outlooks} code={sheet.outlook} />,
              text: <Link href={`/plan/conditions/${sheet.id}`}>{capital(nameOf(sheet.trade.names))}</Link>,
              note: (
                <>
                  {t('{n} artisans, {m} of them not organised.', { n: artisans.value, m: unorganised.value })}{' '}
                  <Prose of={sheet.outlookReason} />
                </>
              ),
              end:
                lines.some((line) => asked.has(line.id)) && plan.mayEdit ? (
                  <Tag tone='warn'>{t('please confirm')}</Tag>
                ) : undefined,
            }
          })}
        />
      )}
    </Section>
  )
}

function Way({ plan }: { plan: Plan }) {
  const words: Record<Plan['events'][number]['kind'], string> = {
    opened: t('draft opened'),
    submitted: t('submitted'),
    returned: t('returned for revision'),
    approved: t('approved'),
  }
  return (
    <Section title={t('The way of this plan')}>
      <Rows
        of={plan.events.map((event, at) => ({
          key: `${event.kind} ${at}`,
          mark: formatDay(event.on),
          text: (
            <>
              {isReopening(plan.events, at) ? t('opened for revision') : words[event.kind]}{' '}
              <Quiet>{nameOf(event.by)}</Quiet>
              {event.isBySubmitter && <Tag tone='warn'>{t('by the same person')}</Tag>}
              {event.submittedByOpened && (
                <Tag tone='warn'>
                  {t('submitted by {account}, opened by {officer}', {
                    account: nameOf(event.submittedByOpened),
                    officer: nameOf(event.by),
                  })}
                </Tag>
              )}
            </>
          ),
          note: (
            <>
              {(event.text.zh || event.text.en) && <Prose of={event.text} />}{' '}
              {event.aboutOpen && t('About open comments: {what}', { what: nameOf(event.aboutOpen) })}
            </>
          ),
          end:
            event.kind === 'submitted' || event.kind === 'approved' ? (
              <Link href={`/plan/${plan.id}/versions`}>{t('version {n}', { n: event.version })}</Link>
            ) : undefined,
        }))}
      />
    </Section>
  )
}
