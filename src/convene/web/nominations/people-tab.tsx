// The people of the class: by county or by post, with search by Chinese, Latin and code.
import { useRef } from 'react'
import { useSearchParams } from 'wouter'
import type { CallReply } from '../../../base/call.ts'
import { isFoundIn } from '../../../base/spelling.ts'
import type { Names } from '../../../base/words.ts'
import { useCall } from '../../../kit/api.ts'
import { ButtonLink } from '../../../kit/button.tsx'
import { Contents } from '../../../kit/contents.tsx'
import { Field } from '../../../kit/field.tsx'
import { TextField } from '../../../kit/fields.tsx'
import { Illustrative, PersonName } from '../../../kit/marks.tsx'
import { Section } from '../../../kit/page.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { type Column, Table } from '../../../kit/table.tsx'
import { capital, formatNumber, nameAmong, nameOf, t, tn } from '../../../kit/words.ts'
import { roster } from '../../nominations/contract.ts'
import { shortPost } from '../called.ts'
import type { TabProps } from '../shapes.ts'

type Person = CallReply<typeof roster>['people'][number]

export function PeopleTab({ head }: TabProps) {
  const people = useCall(roster, { params: { classId: head.class.id } })
  return (
    <Loaded of={people} lines={12}>
      {({ people }) =>
        people.length === 0 ? (
          <Empty>{t('Nobody has been accepted yet. People appear here as nominations are accepted.')}</Empty>
        ) : (
          <Groups head={head} people={people} />
        )
      }
    </Loaded>
  )
}

function Groups({ head, people }: TabProps & { people: Person[] }) {
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
  const found = people.filter((one) =>
    isFoundIn(text, [...Object.values(one.names), one.code, ...Object.values(one.organisation)]),
  )
  const keyOf = (one: Person) => (by === 'post' ? one.postId : one.placeId)
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
              <option value='place'>{capital(t('by {planningPlace}'))}</option>
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
          <ButtonLink href={`/classes/${head.class.id}/invitations`}>{t('Invite the class')}</ButtonLink>
        )}
      </div>
      {found.length === 0 && <Empty>{t('Nobody of the class matches “{text}”.', { text })}</Empty>}
      <Contents page={parts} />
      <div ref={parts}>
        {(by === 'post' ? head.posts : head.places).map((group) => (
          <Group
            key={group.id}
            head={head}
            by={by}
            names={group.names}
            people={found.filter((one) => keyOf(one) === group.id)}
          />
        ))}
      </div>
    </>
  )
}

type GroupProps = TabProps & { by: 'post' | 'place'; names: Names; people: Person[] }

/** The people of one place, each with the post, or of one post, each with the place. */
function Group({ head, by, names, people }: GroupProps) {
  if (people.length === 0) return null
  const title = t('{name} ({n})', { name: nameOf(names), n: formatNumber(people.length) })
  const columns: Column<Person>[] = [
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
  ]
  if (people.some((one) => one.phone))
    columns.push({ key: 'phone', title: t('Telephone'), cell: (one) => one.phone ?? '' })
  return (
    <Section stays title={title}>
      <Table label={title} rows={people} rowKey={(one) => one.personId} columns={columns} />
    </Section>
  )
}
