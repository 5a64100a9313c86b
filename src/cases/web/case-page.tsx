// One practice case, to be read from beginning to end: conditions, choices, steps, results, limits, questions.
import { useEffect } from 'react'
import { Link, useLocation } from 'wouter'
import { useCall } from '../../kit/api.ts'
import { ButtonLink } from '../../kit/button.tsx'
import { Illustrative, PlaceName, Quiet, Tag, ThreadLink } from '../../kit/marks.tsx'
import { Page, Section } from '../../kit/page.tsx'
import { Loaded, Notice } from '../../kit/states.tsx'
import { formatDay, nameOf, t, tn } from '../../kit/words.ts'
import { casePage } from '../contract.ts'
import { VerifyButton } from './verify-button.tsx'
import './cases.css'
import { CaseDoings } from './case-doings.tsx'
import { stateTone, stateWord } from './marks.tsx'
import { Questions } from './questions.tsx'
import { Results } from './results.tsx'
import {
  Arrangements,
  Beginning,
  type Case,
  Choices,
  FactStrip,
  Limits,
  Provenance,
  type Step,
  Steps,
} from './telling.tsx'

export function CasePage({ caseId }: { caseId: string }) {
  const asked = useCall(casePage, { params: { caseId } })
  return <Loaded of={asked}>{(one) => <Reading of={one} />}</Loaded>
}

/** An address that names a step ('#step-3') leads to it once the case is there. */
function useNamedStep(): void {
  useEffect(() => {
    const named = location.hash ? document.getElementById(location.hash.slice(1)) : null
    named?.scrollIntoView({ block: 'start' })
    named?.focus({ preventScroll: true })
  }, [])
}

function Reading({ of: one }: { of: Case }) {
  useNamedStep()
  return (
    <Page
      title={nameOf(one.title)}
      beside={
        one.state === 'published' ? undefined : <Tag tone={stateTone(one.state)}>{stateWord(one.state)}</Tag>
      }
      crumbs={[{ text: t('Practice cases'), href: '/cases' }, { text: nameOf(one.unit.names) }]}
      lead={nameOf(one.record.summary)}
      actions={
        <>
          {one.mayEdit && (
            <ButtonLink href={`/cases/${one.id}/edit`} kind='primary'>
              {t('Edit')}
            </ButtonLink>
          )}
          <ButtonLink href={`/cases/${one.id}/paper`}>{t('Print for the session')}</ButtonLink>
        </>
      }
    >
      <CaseDoings of={one} />
      <FactStrip of={one} />
      {one.illustrative && <Provenance of={one} />}
      <Presented of={one} />
      <article className='telling'>
        <Beginning of={one} />
        <Choices of={one} />
        <Steps of={one} beside={(step) => <BesideStep step={step} of={one} />} />
        <Section title={t('What came of it')}>
          {one.results.length === 0 ? (
            <p className='quiet'>{t('No result has been written yet.')}</p>
          ) : (
            <Results
              results={one.results}
              illustrative={one.illustrative && <Illustrative />}
              end={(result) => one.mayVerify && <VerifyButton caseId={one.id} result={result} />}
            />
          )}
        </Section>
        <Limits of={one} />
        <Arrangements of={one} />
      </article>
      <Adoptions of={one} />
      <Questions of={one} />
    </Page>
  )
}

function BesideStep({ step, of: one }: { step: Step; of: Case }) {
  return (
    <div className='beside-step'>
      {step.clauses.map((clause) => (
        <Link key={clause.id} href={clause.href} title={nameOf(clause.of)}>
          {t('applies {clause}', { clause: nameOf(clause.title) })}
        </Link>
      ))}
      {one.state === 'published' && <ThreadLink kind='case_step' id={step.id} />}
      {step.adoptedBy > 0 && (
        <Quiet>{tn('adopted by {n} {planner}', 'adopted by {n} {planners}', step.adoptedBy)}</Quiet>
      )}
      {one.mayAdopt && <Link href={`/plan?cite=case_step:${step.id}`}>{t('Adopt into our plan')}</Link>}
    </div>
  )
}

/** A county that took a step up in several lines stands there once, by the first of them. */
const onceEach = (adoptions: Case['steps'][number]['adoptions']) =>
  adoptions.filter((one, at) => adoptions.findIndex((other) => other.place.id === one.place.id) === at)

/** What became of the case: who took up which step. Places that the reader may not see are counted, not named. */
function Adoptions({ of: one }: { of: Case }) {
  const [, go] = useLocation()
  const adopted = one.steps.filter((step) => step.adoptedBy > 0)
  if (one.state !== 'published' || adopted.length === 0) return null
  return (
    <Section title={tn('Adopted by {n} {planner}', 'Adopted by {n} {planners}', one.adoptedBy)}>
      <ul className='rows'>
        {adopted.map((step) => {
          const named = new Set(step.adoptions.map((one) => one.place.id)).size
          return (
            <li key={step.id}>
              <span className='mark'>{t('Step {n}', { n: step.n })}</span>
              <div>
                <a
                  href={`#step-${step.n}`}
                  onClick={(event) => {
                    event.preventDefault()
                    go(`/cases/${one.id}#step-${step.n}`, { replace: true })
                    document.getElementById(`step-${step.n}`)?.scrollIntoView({ behavior: 'smooth' })
                  }}
                >
                  {nameOf(step.title)}
                </a>
                <div className='adopted-places'>
                  {onceEach(step.adoptions).map(({ planLineId, place, adoptedOn }) => (
                    <Link
                      key={planLineId}
                      href={`/thread/plan_line/${planLineId}`}
                      title={formatDay(adoptedOn)}
                    >
                      <PlaceName of={place.names} />
                    </Link>
                  ))}
                  {step.adoptedBy > named && (
                    <Quiet>
                      {tn('and {n} more {planner}', 'and {n} more {planners}', step.adoptedBy - named)}
                    </Quiet>
                  )}
                </div>
              </div>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

/** In which sessions of which class it was presented. */
function Presented({ of: one }: { of: Case }) {
  if (one.sessions.length === 0) return null
  return (
    <Notice>
      {t('Presented in class:')}{' '}
      {one.sessions.map((session, at) => (
        <span key={session.id}>
          {at > 0 && ' · '}
          <Link href={`/classes/${session.classId}`}>{nameOf(session.title)}</Link>{' '}
          <Quiet>{nameOf(session.className)}</Quiet>
        </span>
      ))}
    </Notice>
  )
}
