// The sign-in sheet of one session: a line to sign for everybody expected, county by county.
import { useCall } from '../../../kit/api.ts'
import { ButtonLink } from '../../../kit/button.tsx'
import { PersonName } from '../../../kit/marks.tsx'
import { Paper, PrintButton, Signatures } from '../../../kit/paper.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { formatDay, nameOf, t } from '../../../kit/words.ts'
import { clock } from '../../rules.ts'
import { sessionAttendance } from '../../sessions/contract.ts'
import '../convene.css'
import { IllustrativeNote } from '../classes/paper-note.tsx'

export function SignInSheet({ sessionId }: { sessionId: string }) {
  const sheet = useCall(sessionAttendance, { params: { sessionId } })
  return (
    <Loaded of={sheet} lines={12}>
      {({ session, className, classId, places, posts, people }) => {
        const numbers = new Map(people.map((one, at) => [one.personId, at + 1]))
        return (
          <Paper
            title={t('Sign-in sheet')}
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
              <Empty>{t('Nobody has been accepted for this class yet.')}</Empty>
            ) : (
              <table className='table list sign-in' aria-label={t('Sign-in sheet')}>
                <thead>
                  <tr>
                    <th scope='col' className='num'>
                      {t('No.')}
                    </th>
                    <th scope='col'>{t('Full name')}</th>
                    <th scope='col'>{t('Post')}</th>
                    <th scope='col'>{t('Signature')}</th>
                  </tr>
                </thead>
                {places.map((place) => {
                  const own = people.filter((one) => one.placeId === place.id)
                  if (own.length === 0) return null
                  return (
                    <tbody key={place.id}>
                      <tr className='group'>
                        <th scope='rowgroup' colSpan={4}>
                          {t('{name} ({n})', { name: nameOf(place.names), n: own.length })}
                        </th>
                      </tr>
                      {own.map((one) => (
                        <tr key={one.personId}>
                          <td className='num'>{numbers.get(one.personId)}</td>
                          <td className='tight'>
                            <PersonName of={one.names} />
                          </td>
                          <td>
                            {nameOf(
                              posts.find((post) => post.id === one.postId)?.short ?? { zh: '', en: '' },
                            )}
                          </td>
                          <td className='signature' />
                        </tr>
                      ))}
                    </tbody>
                  )
                })}
              </table>
            )}
            <IllustrativeNote is={session.illustrative} />
            <Signatures of={[t('Kept by')]} day={false} />
          </Paper>
        )
      }}
    </Loaded>
  )
}
