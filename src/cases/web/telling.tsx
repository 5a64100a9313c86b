// The telling of a case, set like a teaching case: the same on the page and on paper. A part that says nothing is left
// out.
import type { ReactNode } from 'react'
import type { CallReply } from '../../base/call.ts'
import { isEmptyText, type Names } from '../../base/words.ts'
import { Illustrative } from '../../kit/marks.tsx'
import { Section } from '../../kit/page.tsx'
import { capital, htmlLang, nameOf, saySaid, side, t, tn } from '../../kit/words.ts'
import { formName } from '../../registry/web/parts/forms.ts'
import type { casePage } from '../contract.ts'
import { conditionParts, ruleParts } from '../rules.ts'
import { conditionWords, ruleWords } from './part-words.ts'

export type Case = CallReply<typeof casePage>
export type Step = Case['steps'][number]

/** The language a text is shown in: the reader's, or the other where the writer gave only that. */
const langOf = (text: Names): string => htmlLang(text[side()] ? side() : side() === 'zh' ? 'en' : 'zh')

export const Told = ({ of }: { of: Names }) => <span lang={langOf(of)}>{nameOf(of)}</span>

/** One text under its own small heading. */
function Part({ title, of }: { title: string; of: Names }) {
  if (isEmptyText(of)) return null
  return (
    <div className='case-part'>
      <dt>{title}</dt>
      <dd>
        <Told of={of} />
      </dd>
    </div>
  )
}

/** Who, where, when, from which form to which: the strip of facts under the title. */
export function FactStrip({ of: one }: { of: Case }) {
  const facts: [string, ReactNode][] = [
    [t('Unit'), nameOf(one.unit.names)],
    [t('Place'), nameOf(one.place.names)],
    [t('Trade'), nameOf(one.trade.names)],
    [t('Form'), `${formName(one.formBefore)} → ${formName(one.formAfter)}`],
    [t('Began and ended'), t('{from} to {to}', { from: saySaid(one.fromSaid), to: saySaid(one.toSaid) })],
    [t('People'), tn('{n} at the start', '{n} at the start', one.people)],
    [
      t('Presented by'),
      t('{name}, {post}', { name: nameOf(one.presenter.names), post: nameOf(one.post.names) }),
    ],
  ]
  return (
    <dl className='case-facts'>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{typeof value === 'string' ? capital(value) : value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What stood at the beginning, and the problem in the members' words. */
export function Beginning({ of: one }: { of: Case }) {
  const { record } = one
  const hasConditions = conditionParts.some((part) => !isEmptyText(record.conditions[part]))
  return (
    <Section title={t('How it stood at the start')}>
      {!isEmptyText(record.problem) && (
        <blockquote className='problem'>
          <Told of={record.problem} />
          <footer>{t('The members')}</footer>
        </blockquote>
      )}
      {hasConditions && (
        <dl className='case-parts'>
          {conditionParts.map((part) => (
            <Part key={part} title={conditionWords(part)} of={record.conditions[part]} />
          ))}
        </dl>
      )}
    </Section>
  )
}

/** Where the unit had to choose, and what was said against it. */
export function Choices({ of: one }: { of: Case }) {
  const { decisions, objections } = one.record
  return (
    <>
      {decisions.length > 0 && (
        <Section title={t('Where it had to choose')}>
          {decisions.map(({ question, chosen, rejected }) => (
            <div className='choice-point' key={question.zh + question.en}>
              <h3 className='choice-asked'>
                <Told of={question} />
              </h3>
              <dl className='case-parts'>
                <Part title={t('Chosen')} of={chosen} />
                <Part title={t('Rejected')} of={rejected} />
              </dl>
            </div>
          ))}
        </Section>
      )}
      {objections.length > 0 && (
        <Section title={t('What was objected, and the answer')}>
          <dl className='case-parts'>
            {objections.map(({ said, answer }) => (
              <div className='case-part' key={said.zh + said.en}>
                <dt className='spoken'>
                  <Told of={said} />
                </dt>
                <dd>
                  <Told of={answer} />
                </dd>
              </div>
            ))}
          </dl>
        </Section>
      )}
    </>
  )
}

/** The numbered steps; `beside` adds what can be done with one. */
export function Steps({ of: one, beside }: { of: Case; beside?: (step: Step) => ReactNode }) {
  return (
    <Section title={t('What was done, step by step')}>
      {one.steps.length === 0 && <p className='quiet'>{t('No step has been written yet.')}</p>}
      <ol className='case-steps'>
        {one.steps.map((step) => (
          <li key={step.id} id={`step-${step.n}`} tabIndex={-1}>
            <span className='n' aria-hidden='true'>
              {step.n}
            </span>
            <div>
              <h3>
                <span className='unseen'>{t('Step {n}', { n: step.n })}: </span>
                <Told of={step.title} />
              </h3>
              <p className='step-when'>
                {step.onSaid ? `${saySaid(step.onSaid)} · ` : ''}
                <Told of={step.who} />
              </p>
              <p>
                <Told of={step.what} />
              </p>
              {beside?.(step)}
            </div>
          </li>
        ))}
      </ol>
    </Section>
  )
}

/** Rules adopted, supply and marketing, who paid. */
export function Arrangements({ of: one }: { of: Case }) {
  const { rules, arrangements, costs } = one.record
  const hasRules = ruleParts.some((part) => !isEmptyText(rules[part]))
  if (!hasRules && isEmptyText(arrangements) && isEmptyText(costs)) return null
  return (
    <Section title={t('Rules, supply and costs')}>
      <dl className='case-parts'>
        {ruleParts.map((part) => (
          <Part key={part} title={ruleWords(part)} of={rules[part]} />
        ))}
        <Part title={t('Supply and marketing')} of={arrangements} />
        <Part title={t('Costs, and who paid')} of={costs} />
      </dl>
    </Section>
  )
}

/** What went wrong, what it needs, where it would not work, and advice: never folded away. */
export function Limits({ of: one }: { of: Case }) {
  const { wentWrong, necessary, notWhere, advice } = one.record
  if ([wentWrong, necessary, notWhere, advice].every(isEmptyText)) return null
  return (
    <Section title={t('What to know before you follow')}>
      <dl className='case-parts limits'>
        <Part title={t('What went wrong')} of={wentWrong} />
        <Part title={t('What it needs')} of={necessary} />
        <Part title={t('Where it would not work')} of={notWhere} />
        <Part title={t('Advice')} of={advice} />
      </dl>
    </Section>
  )
}

/** What of a case of the sample is on record, and what was invented. */
export function Provenance({ of: one }: { of: Case }) {
  return (
    <p className='provenance'>
      <Illustrative />{' '}
      {one.isUnitOnRecord
        ? t(
            'That this unit presented its experience is on record (People’s Daily, 27 March 1954); its figures and particulars here are invented.',
          )
        : t('This unit, its people and its figures are invented.')}
    </p>
  )
}
