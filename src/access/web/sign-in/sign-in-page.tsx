// The way in: by name and password, or, while the sample is shown, by choosing whom to be.
import { useState } from 'react'
import type { Static } from 'typebox'
import { useSearchParams } from 'wouter'
import { msg } from '../../../base/words.ts'
import { send, useCall, useSend } from '../../../kit/api.ts'
import { useDraft } from '../../../kit/draft.ts'
import { TextField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { useTitle } from '../../../kit/page.tsx'
import { Loaded, Loading, Notice } from '../../../kit/states.tsx'
import { capital, nameOf, t } from '../../../kit/words.ts'
import { type Role, roleNames } from '../../rules.ts'
import { listCast, me, signIn, signInAsCast } from '../../sign-in/contract.ts'
import { waysIn } from '../../ways/contract.ts'
import { Entrance, enter } from './entrance.tsx'
import { OtherWays } from './other-ways.tsx'

export function SignInPage() {
  useTitle(t('Sign in'))
  const who = useCall(me, {})
  const [query] = useSearchParams()
  const then = query.get('then')
  if (!who.data) return <Loading />
  if (!who.data.demo) {
    return (
      <Entrance
        lead={t(
          'Calling together, studying, planning and carrying out, from the class to figures that can be trusted.',
        )}
      >
        <div className='entrance-alone'>
          <h1>{t('Sign in')}</h1>
          <PasswordForm then={then} />
        </div>
      </Entrance>
    )
  }
  return (
    <Entrance
      lead={t('The training class of Xuchang, 1954: once round the loop, from the call to the results.')}
    >
      <div className='entrance-cols'>
        <div>
          <h1>{t('Whom would you like to be?')}</h1>
          <p className='lead'>
            {t(
              'This is a sample. One click signs you in; you can change over at any time. People’s names are invented.',
            )}
          </p>
          <Cast then={then} />
        </div>
        <section>
          <h2>{t('With your own account')}</h2>
          <PasswordForm then={then} />
        </section>
      </div>
    </Entrance>
  )
}

function PasswordForm({ then }: { then: string | null }) {
  const draft = useDraft({ login: '', password: '' })
  const isNew = useCall(waysIn, {}).data?.isNew
  return (
    <>
      <Form
        draft={draft}
        action={t('Sign in')}
        saidAfter=''
        submit={(body) => send(signIn, { body })}
        onDone={() => enter(then)}
      >
        <TextField at={draft.at('login')} label={t('Sign-in name')} autoComplete='username' required />
        <TextField
          at={draft.at('password')}
          label={t('Password')}
          type='password'
          autoComplete='current-password'
          required
        />
      </Form>
      <OtherWays then={then} />
      <p className='note'>
        {isNew
          ? t(
              'Nobody has signed in here yet. The first administrator signs in by the link that stands in the window where Hezuo was started.',
            )
          : t(
              'No account, or the password is lost? Whoever runs the programme where you are, or the administrator, gives you a link.',
            )}
      </p>
    </>
  )
}

type Member = Static<typeof listCast.reply>['cast'][number]

/** In the order in which a newcomer understands the programme best. */
const order: { role: Role; does: string }[] = [
  {
    role: 'reviewer',
    does: msg('Calls the class, reviews and approves plans, sees everything below.'),
  },
  {
    role: 'planner',
    does: msg('Nominates people, draws up the plan of the place, reports what was done.'),
  },
  { role: 'trainer', does: msg('Runs the sessions, the checks of understanding and the examination.') },
  { role: 'presenter', does: msg('Writes down the experience of a unit and presents it.') },
  { role: 'trainee', does: msg('Studies, answers for themselves, takes commitments home.') },
  { role: 'reporter', does: msg('Sends the progress figures of a place.') },
  { role: 'reader', does: msg('Reads everything of a place and below, changes nothing.') },
  { role: 'administrator', does: msg('Sets up places, lists and accounts.') },
]

function Cast({ then }: { then: string | null }) {
  const cast = useCall(listCast, {})
  const [chosen, setChosen] = useState('')
  const come = useSend(signInAsCast, { onDone: () => enter(then) })
  const choose = (accountId: string) => {
    setChosen(accountId)
    come.start({ body: { accountId } })
  }
  return (
    <Loaded of={cast}>
      {({ cast }) => (
        <div className='cast'>
          {come.refusal && (
            <Notice tone='accent' title={come.refusal.title}>
              {come.refusal.detail}
            </Notice>
          )}
          {order.map(({ role, does }) => {
            const people = cast.filter((one) => one.roles[0]?.role === role)
            if (people.length === 0) return null
            return (
              <section className='cast-group' key={role} aria-labelledby={`cast-${role}`}>
                <h2 id={`cast-${role}`}>{capital(t(roleNames[role]))}</h2>
                <p>{t(does)}</p>
                <ul className='cast-people'>
                  {people.map((one) => (
                    <li key={one.accountId}>
                      <button
                        type='button'
                        data-login={one.login}
                        disabled={come.busy}
                        aria-busy={come.busy && chosen === one.accountId}
                        onClick={() => choose(one.accountId)}
                      >
                        {nameOf(one.names)}
                        <small>{where(one)}</small>
                      </button>
                    </li>
                  ))}
                </ul>
              </section>
            )
          })}
        </div>
      )}
    </Loaded>
  )
}

function where(one: Member): string {
  const places = [...new Set(one.roles.map(({ place }) => nameOf(place.names)))].join(', ')
  const others = one.roles.slice(1).map(({ role }) => t(roleNames[role]))
  return others.length > 0 ? t('{place}; also {roles}', { place: places, roles: others.join(', ') }) : places
}
