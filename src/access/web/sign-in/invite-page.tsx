// The other end of an invitation link: whom it is for, a password, and in.
import { send, useCall } from '../../../kit/api.ts'
import { ButtonLink } from '../../../kit/button.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { TextField } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { useTitle } from '../../../kit/page.tsx'
import { Loading, Notice } from '../../../kit/states.tsx'
import { formatInstant, nameOf, t } from '../../../kit/words.ts'
import { acceptInvitation, readInvitation } from '../../sign-in/contract.ts'
import { NewPassword } from '../password-fields.tsx'
import { Entrance, enter } from './entrance.tsx'
import { OtherWays } from './other-ways.tsx'

export function InvitePage({ secret }: { secret: string }) {
  useTitle(t('Invitation'))
  const invitation = useCall(readInvitation, { params: { secret } })
  const draft = useDraft({ password: '' })
  const found = invitation.data
  return (
    <Entrance>
      <div className='entrance-alone'>
        {invitation.isPending && <Loading lines={4} />}
        {invitation.error && (
          <>
            <h1>{t('This link cannot be used')}</h1>
            <Notice tone='warn' title={invitation.error.detail || invitation.error.title} />
            <p>
              <ButtonLink href='/sign-in'>{t('To the sign-in page')}</ButtonLink>
            </p>
          </>
        )}
        {found && (
          <>
            <h1>{t('Welcome, {name}', { name: nameOf(found.names) })}</h1>
            <p className='lead'>
              {found.isNew
                ? t('Choose a password for your account. The link works once, until {when}.', {
                    when: formatInstant(found.expiresAt),
                  })
                : t(
                    'Choose a new password. All devices that are still signed in will have to sign in again.',
                  )}
            </p>
            <Form
              draft={draft}
              action={t('Set the password and sign in')}
              saidAfter=''
              submit={(body) => send(acceptInvitation, { params: { secret }, body })}
              onDone={() => enter('/')}
            >
              {/* Shown and not typed, so that password managers learn the name that goes with the password. */}
              <TextField
                at={{ pointer: '/login', value: found.login, set: () => {} }}
                label={t('Sign-in name')}
                autoComplete='username'
                hint={t('You will need it to sign in next time.')}
                disabled
              />
              <NewPassword at={draft.at('password')} />
            </Form>
            <OtherWays then={null} invitation={secret} />
          </>
        )}
      </div>
    </Entrance>
  )
}
