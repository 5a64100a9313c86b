// The tables of what a class understood: by clause, by question, by place and post, and by person.
import { useState } from 'react'
import { SelectField } from '../../../kit/fields.tsx'
import { ThreadLink } from '../../../kit/marks.tsx'
import { Section } from '../../../kit/page.tsx'
import { ShareBar } from '../../../kit/shares.tsx'
import { Empty } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { formatNumber, nameOf, t } from '../../../kit/words.ts'
import { clauseTitle } from '../../policies/rules.ts'
import type { ResultsReply } from '../shapes.ts'

type Told = Pick<ResultsReply['clauses'][number], 'understood' | 'count'>

export const percentOf = ({ understood, count }: Told, answered: number | null): number =>
  count === null || !answered ? understood.percent : (count / answered) * 100

/** '11 of 17' to who sees each answer with its name, a rounded share to everybody else. */
function Understood({ of, answered }: { of: Told; answered: number | null }) {
  if (of.count === null || answered === null) return <ShareBar share={of.understood} />
  const said = t('{n} of {all}', { n: formatNumber(of.count), all: formatNumber(answered) })
  return <ShareBar share={{ sign: 'about', percent: percentOf(of, answered) }} said={said} />
}

export function ByClause({ of: { clauses, answered, people } }: { of: ResultsReply }) {
  return (
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
  )
}

export function ByQuestion({ of: { questions, answered } }: { of: ResultsReply }) {
  return (
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
            cell: ({ right, count }) => <Understood of={{ understood: right, count }} answered={answered} />,
            sort: ({ right, count }) => percentOf({ understood: right, count }, answered),
          },
        ]}
      />
    </Section>
  )
}

/** What those of one place or one post understood, in a check that was declared named. */
export function Parts({ parts, clauses }: Pick<ResultsReply, 'parts' | 'clauses'>) {
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
        'This check was declared named before it opened. Only places and posts are shown of which so many answered, and beside which so many are left over, that nobody’s answer can be worked out.',
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

/** What each had right, to who sees the names. */
export function ByPerson({
  people,
  isClosed,
}: {
  people: NonNullable<ResultsReply['people']>
  isClosed: boolean
}) {
  return (
    <Section
      title={t('By person')}
      note={
        isClosed
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
  )
}
