// The roster: everybody accepted, county by county, numbered through.
import type { CallReply } from '../../../base/call.ts'
import { PersonName } from '../../../kit/marks.tsx'
import { Paper, Signatures } from '../../../kit/paper.tsx'
import { Empty } from '../../../kit/states.tsx'
import { formatNumber, nameOf, t } from '../../../kit/words.ts'
import type { roster } from '../../nominations/contract.ts'
import { IllustrativeNote, PaperActions } from '../classes/paper-note.tsx'
import { periodOf } from '../period.ts'
import type { Head } from '../shapes.ts'

type Person = CallReply<typeof roster>['people'][number]

export function Roster({ head, people }: { head: Head; people: Person[] }) {
  const hasPhone = people.some((one) => one.phone)
  const postOf = (id: string) =>
    nameOf(head.posts.find((post) => post.id === id)?.short ?? { zh: '', en: '' })
  const numbers = new Map(people.map((one, at) => [one.personId, at + 1]))
  return (
    <Paper
      title={t('Roster')}
      issuer={nameOf(head.class.place.names)}
      number={t('{n} people', { n: formatNumber(people.length) })}
      lead={`${nameOf(head.class.names)} · ${nameOf(head.class.hostPlace.names)} · ${periodOf(head.class)}`}
      actions={<PaperActions classId={head.class.id} />}
    >
      {people.length === 0 ? (
        <Empty>{t('Nobody has been accepted yet. People appear here as nominations are accepted.')}</Empty>
      ) : (
        <table className='table list' aria-label={t('Roster')}>
          <thead>
            <tr>
              <th scope='col' className='num'>
                {t('No.')}
              </th>
              <th scope='col'>{t('Full name')}</th>
              <th scope='col'>{t('Post')}</th>
              <th scope='col'>{t('Unit')}</th>
              {hasPhone && <th scope='col'>{t('Telephone')}</th>}
            </tr>
          </thead>
          {head.places.map((place) => {
            const own = people.filter((one) => one.placeId === place.id)
            if (own.length === 0) return null
            return (
              <tbody key={place.id}>
                <tr className='group'>
                  <th scope='rowgroup' colSpan={hasPhone ? 5 : 4}>
                    {t('{name} ({n})', { name: nameOf(place.names), n: own.length })}
                  </th>
                </tr>
                {own.map((one) => (
                  <tr key={one.personId}>
                    <td className='num'>{numbers.get(one.personId)}</td>
                    <td className='tight'>
                      <PersonName of={one.names} />
                    </td>
                    <td>{postOf(one.postId)}</td>
                    <td>{nameOf(one.organisation)}</td>
                    {hasPhone && <td>{one.phone}</td>}
                  </tr>
                ))}
              </tbody>
            )
          })}
        </table>
      )}
      <IllustrativeNote is={people.some((one) => one.illustrative)} />
      <Signatures of={[t('Head of the class')]} />
    </Paper>
  )
}
