// While a person or a unit is typed: who of one's own places is perhaps the same, before it is entered a second time.
import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import type { CallReply } from '../../../base/call.ts'
import { useCall } from '../../../kit/api.ts'
import { PersonName, Quiet } from '../../../kit/marks.tsx'
import { Rows } from '../../../kit/page.tsx'
import { Notice } from '../../../kit/states.tsx'
import { nameOf, t } from '../../../kit/words.ts'
import { nearOrganisations, nearPeople } from '../../twins/contract.ts'
import type { Likeness } from '../../twins/rules.ts'
import { formName } from '../parts/forms.ts'

type Near = CallReply<typeof nearPeople>['near']
type Entry = Near[number]['entry']

/** What is typed, once the typing pauses. */
function usePause<T>(value: T): T {
  const [paused, setPaused] = useState(value)
  const text = JSON.stringify(value)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(JSON.parse(text)), 300)
    return () => clearTimeout(timer)
  }, [text])
  return paused
}

type PersonProps = { placeId: string; zh: string; en: string; phone: string; exceptPersonId?: string }

export function NearPeople(props: PersonProps) {
  const query = usePause(props)
  const enabled =
    [...query.zh.trim()].length > 1 || query.en.trim().length > 2 || query.phone.trim().length > 5
  const found = useCall(nearPeople, { query }, { enabled, keep: true })
  return (
    <Hint of={enabled ? found.data?.near : undefined} title={t('Perhaps the same person')} path='/people' />
  )
}

type UnitProps = { placeId: string; zh: string; en: string; exceptOrganisationId?: string }

export function NearOrganisations(props: UnitProps) {
  const query = usePause(props)
  const enabled = [...query.zh.trim()].length > 1 || query.en.trim().length > 2
  const found = useCall(nearOrganisations, { query }, { enabled, keep: true })
  return (
    <Hint
      of={enabled ? found.data?.near : undefined}
      title={t('Perhaps the same unit')}
      path='/organisations'
    />
  )
}

function Hint({ of, title, path }: { of: Near | undefined; title: string; path: string }) {
  return (
    <div role='status'>
      {of && of.length > 0 && (
        <Notice title={title}>
          <Rows
            of={of.map(({ entry, alike }) => ({
              key: entry.id,
              // In a tab of its own, so that what is typed here stays.
              text: (
                <a href={`${path}/${entry.id}`} target='_blank' rel='noopener'>
                  <PersonName of={entry.names} />
                </a>
              ),
              note: sayEntry(entry),
              end: <Quiet>{sayAlike(alike)}</Quiet>,
            }))}
          />
        </Notice>
      )}
    </div>
  )
}

/** Where an entry belongs and what it does, in one line. */
export function sayEntry(entry: Entry): ReactNode {
  const parts = [
    nameOf(entry.place.names),
    ...(entry.form ? [formName(entry.form)] : []),
    ...(entry.trade ? [nameOf(entry.trade)] : []),
    ...entry.posts.map(({ post, organisation }) =>
      t('{post} at {organisation}', { post: nameOf(post), organisation: nameOf(organisation) }),
    ),
  ]
  return parts.join(' · ')
}

export const sayAlike = (alike: readonly Likeness[]): string =>
  alike.map((one) => likenessWords()[one]).join(' · ')

const likenessWords = (): Record<Likeness, string> => ({
  name: t('same name'),
  sound: t('sounds the same'),
  like: t('similar name'),
  phone: t('same telephone'),
  place: t('same place'),
})
