// What the class understood, clause by clause. Figures of people, never of a person, except where declared beforehand.
import { msg } from '../../../base/words.ts'
import { useCall } from '../../../kit/api.ts'
import { Illustrative } from '../../../kit/marks.tsx'
import { Facts, Page } from '../../../kit/page.tsx'
import { Loaded, Notice } from '../../../kit/states.tsx'
import { formatDay, formatNumber, nameOf, t, tn } from '../../../kit/words.ts'
import { checkResults } from '../../checks/contract.ts'
import type { ResultsReply } from '../shapes.ts'
import { ByClause, ByPerson, ByQuestion, Parts, percentOf } from './results-tables.tsx'
import '../study.css'

export function ResultsPage({ checkId }: { checkId: string }) {
  const asked = useCall(checkResults, { params: { checkId } })
  return <Loaded of={asked}>{(reply) => <Results of={reply} />}</Loaded>
}

function Results({ of: reply }: { of: ResultsReply }) {
  const { check, clauses, withheld, parts, people } = reply
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
      <Withheld of={reply} />
      {!withheld && (
        <>
          <Whole of={reply} />
          <ByClause of={reply} />
          <ByQuestion of={reply} />
        </>
      )}
      {parts.length > 0 && <Parts parts={parts} clauses={clauses} />}
      {people && <ByPerson people={people} isClosed={check.state === 'closed'} />}
    </Page>
  )
}

/** What is not told, and why. */
function Withheld({ of: { check, withheld, floor, repeated, people } }: { of: ResultsReply }) {
  return (
    <>
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
    </>
  )
}

function Whole({ of: { check, clauses, answered } }: { of: ResultsReply }) {
  const weak = clauses.filter((clause) => percentOf(clause, answered) < 60)
  return (
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
  )
}
