// What the class understood, clause by clause. Figures of people, never of a person, except where declared beforehand.
import { useState } from 'react'
import type { CallReply } from '../../base/call.ts'
import { msg } from '../../base/words.ts'
import { useCall } from '../../kit/api.ts'
import { SelectField } from '../../kit/fields.tsx'
import { Illustrative, ThreadLink } from '../../kit/marks.tsx'
import { Facts, Page, Section } from '../../kit/page.tsx'
import { ShareBar } from '../../kit/shares.tsx'
import { Empty, Loaded, Notice } from '../../kit/states.tsx'
import { Table } from '../../kit/table.tsx'
import { formatDay, formatNumber, nameOf, t, tn } from '../../kit/words.ts'
import { checkResults } from '../checks/contract.ts'
import { clauseTitle } from '../policies/rules.ts'
import './study.css'

type Reply = CallReply<typeof checkResults>

export function ResultsPage({ checkId }: { checkId: string }) {
  const asked = useCall(checkResults, { params: { checkId } })
  return <Loaded of={asked}>{(reply) => <Results of={reply} />}</Loaded>
}

function Results({ of: reply }: { of: Reply }) {
  const { check, clauses, questions, answered, withheld, floor, repeated, parts, people } = reply
  const weak = clauses.filter((clause) => percentOf(clause, answered) < 60)
  return (
    <Page
      title={t('What was understood')}
      beside={check.illustrative ? <Illustrative /> : undefined}
      crumbs={[
        { text: t('Study'), href: '/study' },
        { text: nameOf(check.title), href: `/study/checks/${check.id}` },
      ]}
      lead={
        people
          ? t(
              'By clause, for the class: what to take up again. By person, since the check was declared named.',
            )
          : check.named
            ? t('By clause, for the class: what to take up again. Nobody’s own result stands here.')
            : t('By clause, for the class. It says what to take up again, not who should.')
      }
    >
      {withheld === 'not closed' && (
        <Notice title={t('The results come when the check is closed.')}>
          {check.named
            ? t('They are made once, from everything that has been handed in by then.')
            : t(
                'Before that there are none: two results at two moments could be subtracted from each other.',
              )}
        </Notice>
      )}
      {withheld === 'below the floor' && (
        <Notice
          title={t(
            check.named
              ? msg('Withheld: fewer than {n} have answered.')
              : msg('Withheld: fewer answers can be counted than the floor of {n}.'),
            { n: formatNumber(floor) },
          )}
        >
          {people
            ? t(
                'With so few, figures by clause would tell which questions one person had wrong; by name only how many were right is told.',
              )
            : t('A figure about so few people could be put down to one of them.')}
        </Notice>
      )}
      {repeated.length > 0 && (
        <Notice title={t('Withheld: nearly the same people were asked the same before.')}>
          {t(
            'Comparing the two groups would lay bare the few by whom they differ. Clauses that rest on these questions are left out too.',
          )}
          <ul>
            {repeated.map(({ id, text }) => (
              <li key={id}>{nameOf(text)}</li>
            ))}
          </ul>
        </Notice>
      )}
      {!withheld && (
        <>
          <Facts
            of={[
              { figure: formatNumber(answered ?? 0), label: tn('answered', 'answered', answered ?? 0) },
              {
                figure: formatNumber(clauses.length),
                label: tn('clause asked about', 'clauses asked about', clauses.length),
              },
              {
                figure: formatNumber(weak.length),
                label: tn('understood by fewer than 60%', 'understood by fewer than 60%', weak.length),
              },
              { figure: formatDay(check.onDay), label: t('held') },
            ]}
          />
          <Section
            title={t('By clause')}
            note={
              people
                ? undefined
                : t('Shares are rounded to 5%; “or more” and “or less” keep one single answer from showing.')
            }
          >
            <Table
              label={t('By clause')}
              rows={clauses}
              rowKey={({ clause }) => clause.id}
              href={({ clause }) => `/study/policies/${clause.policyId}#clause-${clause.id}`}
              empty={<Empty>{t('No clause was asked about.')}</Empty>}
              sort={{ key: 'share', down: false }}
              columns={[
                {
                  key: 'clause',
                  title: t('Clause'),
                  cell: ({ clause }) => nameOf(clauseTitle(clause.number, clause.text)),
                  sort: ({ clause }) => clause.number,
                },
                { key: 'policy', title: t('Policy'), cell: ({ clause }) => nameOf(clause.policy) },
                {
                  key: 'questions',
                  title: t('Questions'),
                  num: true,
                  cell: (row) => formatNumber(row.questions),
                },
                {
                  key: 'share',
                  title: t('Understood by'),
                  cell: (clause) => <Understood of={clause} answered={answered} />,
                  sort: (clause) => percentOf(clause, answered),
                },
                {
                  key: 'thread',
                  title: t('Thread'),
                  wideOnly: true,
                  cell: ({ clause }) => <ThreadLink kind='clause' id={clause.id} />,
                },
              ]}
            />
          </Section>
          <Section title={t('By question')}>
            <Table
              label={t('By question')}
              rows={questions}
              rowKey={(question) => question.id}
              columns={[
                { key: 'question', title: t('Question'), cell: (question) => nameOf(question.text) },
                {
                  key: 'right',
                  title: t('Answered right by'),
                  cell: ({ right, count }) => (
                    <Understood of={{ understood: right, count }} answered={answered} />
                  ),
                  sort: ({ right, count }) => percentOf({ understood: right, count }, answered),
                },
              ]}
            />
          </Section>
        </>
      )}
      {parts.length > 0 && <Parts parts={parts} clauses={clauses} />}
      {people && (
        <Section
          title={t('By person')}
          note={
            check.state === 'closed'
              ? t('This check was declared named before it opened. In order of names: it is no ranking.')
              : t('Who has handed in so far. What each had right is told once the check is closed.')
          }
        >
          <Table
            label={t('By person')}
            rows={people}
            rowKey={(person) => person.personId}
            empty={<Empty>{t('Nobody has handed in yet.')}</Empty>}
            columns={[
              { key: 'name', title: t('Full name'), cell: (person) => nameOf(person.names) },
              {
                key: 'right',
                title: t('Right answers'),
                num: true,
                cell: (person) => (person.right === null ? '–' : formatNumber(person.right)),
              },
            ]}
          />
        </Section>
      )}
    </Page>
  )
}

type Told = Pick<Reply['clauses'][number], 'understood' | 'count'>

const percentOf = ({ understood, count }: Told, answered: number | null): number =>
  count === null || !answered ? understood.percent : (count / answered) * 100

/** '11 of 17' to who sees each answer with its name, a rounded share to everybody else. */
function Understood({ of, answered }: { of: Told; answered: number | null }) {
  if (of.count === null || answered === null) return <ShareBar share={of.understood} />
  const said = t('{n} of {all}', { n: formatNumber(of.count), all: formatNumber(answered) })
  return <ShareBar share={{ sign: 'about', percent: percentOf(of, answered) }} said={said} />
}

/** What those of one place or one post understood, in a check that was declared named. */
function Parts({ parts, clauses }: Pick<Reply, 'parts' | 'clauses'>) {
  const [chosen, choose] = useState(parts[0].id)
  const part = parts.find(({ id }) => id === chosen) ?? parts[0]
  const cited = new Map(clauses.map(({ clause }) => [clause.id, clause]))
  const rows = part.clauses.flatMap(({ clauseId, ...figure }) => {
    const clause = cited.get(clauseId)
    return clause ? [{ clause, ...figure }] : []
  })
  return (
    <Section
      title={t('By place and by post')}
      note={t(
        'This check was declared named before it opened. Places and posts of fewer than five who answered, or by which fewer than five would be left over, are not shown.',
      )}
    >
      <SelectField
        at={{ pointer: '/part', value: part.id, set: choose }}
        label={t('Place or post')}
        options={parts.map(({ by, id, names, answered }) => ({
          value: id,
          text:
            by === 'place'
              ? t('Place: {name} ({n} answered)', { name: nameOf(names), n: formatNumber(answered) })
              : t('Post: {name} ({n} answered)', { name: nameOf(names), n: formatNumber(answered) }),
        }))}
      />
      <Table
        label={t('By place and by post')}
        rows={rows}
        rowKey={({ clause }) => clause.id}
        columns={[
          {
            key: 'clause',
            title: t('Clause'),
            cell: ({ clause }) => nameOf(clauseTitle(clause.number, clause.text)),
          },
          {
            key: 'share',
            title: t('Understood by'),
            cell: (row) => <Understood of={row} answered={part.answered} />,
          },
        ]}
      />
    </Section>
  )
}
