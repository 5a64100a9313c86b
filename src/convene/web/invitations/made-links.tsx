// The links just made, shown this once: as a list, as a file, and on paper as slips to cut out, eight a page.
import { csvOf } from '../../../base/csv.ts'
import { Button } from '../../../kit/button.tsx'
import { CopyButton } from '../../../kit/copy-button.tsx'
import { PrintButton } from '../../../kit/paper.tsx'
import { QR } from '../../../kit/qr.tsx'
import { Notice } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { formatInstant, nameAmong, nameOf, t, tn } from '../../../kit/words.ts'
import { shortPost } from '../called.ts'
import type { Attendee, Head } from '../shapes.ts'
import './slips.css'

type Made = { personId: string; login: string; secret: string; expiresAt: string }
type Props = { head: Head; people: Attendee[]; made: Made[]; onDone: () => void }
type Slip = {
  id: string
  name: string
  place: string
  post: string
  login: string
  link: string
  until: string
}

function slipsOf({ head, people, made }: Props): Slip[] {
  return made.flatMap(({ personId, login, secret, expiresAt }) => {
    const one = people.find((person) => person.personId === personId)
    if (!one) return []
    return {
      id: personId,
      name: nameOf(one.names),
      place: nameAmong(head.places, one.placeId),
      post: shortPost(head.posts, one.postId),
      login,
      link: `${location.origin}/invite/${secret}`,
      until: formatInstant(expiresAt),
    }
  })
}

export function MadeLinks(props: Props) {
  const { head, onDone } = props
  const slips = slipsOf(props)
  const file = csvOf([
    [t('Full name'), t('Place'), t('Post'), t('Sign-in name'), t('Link')],
    ...slips.map(({ name, place, post, login, link }) => [name, place, post, login, link]),
  ])
  return (
    <>
      <div className='stack made-links'>
        <Notice tone='warn' title={t('These links are shown only now.')}>
          {t(
            'Each works once, until {when}. Whoever has a link can sign in with it: give each to its person only.',
            { when: slips[0]?.until ?? '' },
          )}
        </Notice>
        <div className='actions'>
          <PrintButton>{t('Print the slips')}</PrintButton>
          <a
            className='btn'
            href={`data:text/csv;charset=utf-8,${encodeURIComponent(file)}`}
            download={`${nameOf(head.class.names)}.csv`}
          >
            {t('Save as a file')}
          </a>
          <CopyButton
            text={slips.map(({ name, place, post, link }) => [name, place, post, link].join('\t')).join('\n')}
            done={t('The list is copied.')}
            failed={t('Copying did not work: please save the file.')}
          >
            {t('Copy the list')}
          </CopyButton>
          <Button kind='primary' onClick={onDone}>
            {t('Done')}
          </Button>
        </div>
        <Table
          label={tn('{n} link', '{n} links', slips.length)}
          rows={slips}
          rowKey={({ id }) => id}
          columns={[
            { key: 'name', title: t('Full name'), cell: ({ name }) => name },
            { key: 'place', title: t('Place'), cell: ({ place }) => place },
            { key: 'post', title: t('Post'), cell: ({ post }) => post },
            { key: 'login', title: t('Sign-in name'), cell: ({ login }) => <code>{login}</code> },
            { key: 'link', title: t('Link'), cell: ({ link }) => <code>{link}</code> },
          ]}
        />
      </div>
      <ol className='slips' aria-label={t('Slips to cut out')}>
        {slips.map((slip) => (
          <li key={slip.id}>
            <QR text={slip.link} label={t('The link as a code for a phone’s camera')} size={132} />
            <div>
              <strong>{slip.name}</strong>
              <span>{[slip.place, slip.post].filter(Boolean).join(' · ')}</span>
              <span>{nameOf(head.class.names)}</span>
              <span>{t('Sign-in name: {login}', { login: slip.login })}</span>
              <span>{t('Once, until {when}', { when: slip.until })}</span>
              <code>{slip.link}</code>
            </div>
          </li>
        ))}
      </ol>
    </>
  )
}
