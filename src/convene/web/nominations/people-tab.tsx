// The people of the class: by county or by post, with search by Chinese, Latin and code.

import { useRef } from 'react'
import { useSearchParams } from 'wouter'
import { isFoundIn } from '../../../base/spelling.ts'
import { useCall } from '../../../kit/api.ts'
import { ButtonLink } from '../../../kit/button.tsx'
import { Contents } from '../../../kit/contents.tsx'
import { Field } from '../../../kit/field.tsx'
import { TextField } from '../../../kit/fields.tsx'
import { Illustrative, PersonName } from '../../../kit/marks.tsx'
import { Section } from '../../../kit/page.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { capital, formatNumber, nameAmong, nameOf, t, tn } from '../../../kit/words.ts'
import { roster } from '../../nominations/contract.ts'
import { shortPost } from '../called.ts'
import type { TabProps } from '../shapes.ts'

export function PeopleTab({ head }: TabProps) {
  const people = useCall(roster, { params: { classId: head.class.id } })
  const [query, setQuery] = useSearchParams()
  const parts = useRef<HTMLDivElement>(null)
  const text = query.get('text') ?? ''
  const by = query.get('by') === 'post' ? 'post' : 'place'
  const set = (name: string, value: string) =>
    setQuery(
      (old) => {
        if (value) old.set(name, value)
        else old.delete(name)
        return old
      },
      { replace: true },
    )
  return (
    <Loaded of={people} lines={12}>
      {({ people }) => {
        if (people.length === 0) {
          return (
            <Empty>
              {t('Nobody has been accepted yet. People appear here as nominations are accepted.')}
            </Empty>
          )
        }
        const found = people.filter((one) =>
          isFoundIn(text, [...Object.values(one.names), one.code, ...Object.values(one.organisation)]),
        )
        const groups = by === 'post' ? head.posts : head.places
        const keyOf = (one: (typeof people)[number]) => (by === 'post' ? one.postId : one.placeId)
        return (
          <>
            <div className='filters'>
              <TextField
                at={{ pointer: '/text', value: text, set: (next) => set('text', next) }}
                label={t('Search')}
                type='search'
                placeholder={t('Name, unit or code')}
              />
              <Field label={t('Grouped')}>
                {(ties) => (
                  <select
                    {...ties}
                    value={by}
                    onChange={(event) => set('by', event.target.value === 'post' ? 'post' : '')}
                  >
                    <option value='place'>{capital(t('by county and city'))}</option>
                    <option value='post'>{capital(t('by post'))}</option>
                  </select>
                )}
              </Field>
              <p className='note'>
                {tn('{n} person', '{n} people', found.length)}
                {people.some((one) => one.illustrative) && (
                  <>
                    {' · '}
                    {t('names')} <Illustrative />
                  </>
                )}
              </p>
              {head.mayInvite && (
                <ButtonLink href={`/classes/${head.class.id}/invitations`}>
                  {t('Invite the class')}
                </ButtonLink>
              )}
            </div>
            {found.length === 0 && <Empty>{t('Nobody of the class matches “{text}”.', { text })}</Empty>}
            <Contents page={parts} />
            <div ref={parts}>
              {groups.map((group) => {
                const own = found.filter((one) => keyOf(one) === group.id)
                if (own.length === 0) return null
                return (
                  <Section
                    stays
                    key={group.id}
                    title={t('{name} ({n})', { name: nameOf(group.names), n: formatNumber(own.length) })}
                  >
                    <Table
                      label={t('{name} ({n})', { name: nameOf(group.names), n: formatNumber(own.length) })}
                      rows={own}
                      rowKey={(one) => one.personId}
                      columns={[
                        {
                          key: 'name',
                          title: t('Full name'),
                          width: '28%',
                          cell: (one) => <PersonName of={one.names} />,
                          sort: (one) => nameOf(one.names),
                        },
                        by === 'post'
                          ? {
                              key: 'place',
                              title: t('Place'),
                              width: '20%',
                              cell: (one) => nameAmong(head.places, one.placeId),
                            }
                          : {
                              key: 'post',
                              title: t('Post'),
                              width: '20%',
                              cell: (one) => shortPost(head.posts, one.postId),
                            },
                        { key: 'unit', title: t('Unit'), cell: (one) => nameOf(one.organisation) },
                        ...(own.some((one) => one.phone)
                          ? [
                              {
                                key: 'phone',
                                title: t('Telephone'),
                                cell: (one: (typeof own)[number]) => one.phone ?? '',
                              },
                            ]
                          : []),
                      ]}
                    />
                  </Section>
                )
              })}
            </div>
          </>
        )
      }}
    </Loaded>
  )
}
