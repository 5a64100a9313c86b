// The sign-in sheet of one session: a line to sign for everybody expected, county by county.
import { useCall } from '../../../kit/api.ts'
import { ButtonLink } from '../../../kit/button.tsx'
import { PersonName } from '../../../kit/marks.tsx'
import { Paper, PaperList, PrintButton, Signatures } from '../../../kit/paper.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { formatDay, nameOf, t } from '../../../kit/words.ts'
import { sessionAttendance } from '../../attendance/contract.ts'
import { signInPaper } from '../../papers/rules.ts'
import { clock } from '../../sessions/rules.ts'
import { byPlace, shortPost } from '../called.ts'
import '../convene.css'
import { IllustrativeNote } from '../classes/paper-note.tsx'
import { paperWords } from '../parts/paper-words.ts'

export function SignInSheet({ sessionId }: { sessionId: string }) {
  const sheet = useCall(sessionAttendance, { params: { sessionId } })
  return (
    <Loaded of={sheet} lines={12}>
      {({ session, className, classId, places, posts, people, paper }) => {
        const { title, signatures } = paperWords(signInPaper, paper, { name: nameOf(className) })
        return (
          <Paper
            title={title}
            issuer={nameOf(className)}
            number={`${formatDay(session.onDay)} ${clock(session.startsAt)}–${clock(session.endsAt)}`}
            lead={[nameOf(session.title), nameOf(session.room)].filter(Boolean).join(' · ')}
            actions={
              <>
                <ButtonLink href={`/classes/${classId}/papers`}>{t('Back to the class')}</ButtonLink>
                <PrintButton />
              </>
            }
          >
            {people.length === 0 ? (
              <Empty>{t('Nobody had a seat in the class on this day.')}</Empty>
            ) : (
              <PaperList
                label={title}
                className='sign-in'
                numbered
                rowKey={({ personId }) => personId}
                groups={byPlace(places, people)}
                columns={[
                  {
                    title: t('Full name'),
                    className: 'tight',
                    cell: ({ names }) => <PersonName of={names} />,
                  },
                  { title: t('Post'), cell: ({ postId }) => shortPost(posts, postId) },
                  { title: t('Signature'), className: 'signature', cell: () => null },
                ]}
              />
            )}
            <IllustrativeNote is={session.illustrative} />
            <Signatures of={signatures} day={false} />
          </Paper>
        )
      }}
    </Loaded>
  )
}
