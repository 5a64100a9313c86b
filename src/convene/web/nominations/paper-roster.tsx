// The roster: everybody accepted, county by county, numbered through.
import type { CallReply } from '../../../base/call.ts'
import { PersonName } from '../../../kit/marks.tsx'
import { Paper, PaperList, Signatures } from '../../../kit/paper.tsx'
import { Empty } from '../../../kit/states.tsx'
import { formatNumber, nameOf, t } from '../../../kit/words.ts'
import type { roster } from '../../nominations/contract.ts'
import { rosterPaper } from '../../papers/rules.ts'
import { byPlace, shortPost } from '../called.ts'
import { IllustrativeNote, PaperActions, wordsOf } from '../classes/paper-note.tsx'
import { periodOf } from '../period.ts'
import type { Head } from '../shapes.ts'

type Person = CallReply<typeof roster>['people'][number]

export function Roster({ head, people }: { head: Head; people: Person[] }) {
  const { title, signatures } = wordsOf(rosterPaper, head)
  const hasPhone = people.some((one) => one.phone)
  return (
    <Paper
      title={title}
      issuer={nameOf(head.class.place.names)}
      number={t('{n} people', { n: formatNumber(people.length) })}
      lead={`${nameOf(head.class.names)} · ${nameOf(head.class.hostPlace.names)} · ${periodOf(head.class)}`}
      actions={<PaperActions classId={head.class.id} />}
    >
      {people.length === 0 ? (
        <Empty>{t('Nobody has been accepted yet. People appear here as nominations are accepted.')}</Empty>
      ) : (
        <PaperList
          label={title}
          numbered
          rowKey={({ personId }) => personId}
          groups={byPlace(head.places, people)}
          columns={[
            { title: t('Full name'), className: 'tight', cell: ({ names }) => <PersonName of={names} /> },
            { title: t('Post'), cell: ({ postId }) => shortPost(head.posts, postId) },
            { title: t('Unit'), cell: ({ organisation }) => nameOf(organisation) },
            ...(hasPhone ? [{ title: t('Telephone'), cell: ({ phone }: Person) => phone }] : []),
          ]}
        />
      )}
      <IllustrativeNote is={people.some((one) => one.illustrative)} />
      <Signatures of={signatures} />
    </Paper>
  )
}
