// One's own account: language, password, tokens, and where one is signed in.
import { useState } from 'react'
import { hrefOf, useCall, useSend } from '../../../kit/api.ts'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { Form } from '../../../kit/form.tsx'
import { Tag } from '../../../kit/marks.tsx'
import { Columns, Page, Particulars, Section } from '../../../kit/page.tsx'
import { Loaded, Notice } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import {
  formatInstant,
  htmlLang,
  language,
  languageName,
  languages,
  nameOf,
  setLanguage,
  t,
} from '../../../kit/words.ts'
import { roleNames } from '../../rules.ts'
import {
  changeLanguage,
  changePassword,
  endOtherSignIns,
  endSignIn,
  listSignIns,
  me,
} from '../../sign-in/contract.ts'
import { ownData } from '../../ways/contract.ts'
import { NewPassword, PresentPassword } from '../password-fields.tsx'
import { Tokens } from '../tokens/tokens.tsx'
import { sayAgent } from './agent.ts'
import { OwnWays } from './own-ways.tsx'

export function AccountPage() {
  const who = useCall(me, {})
  return (
    <Loaded of={who}>
      {({ account }) =>
        account && (
          <Page
            title={nameOf(account.name)}
            beside={account.login}
            lead={t('Your account: how you sign in, and on which devices you are signed in.')}
            actions={
              <>
                {account.personId && (
                  <ButtonLink href={`/people/${account.personId}/memberships`}>
                    {t('Your memberships')}
                  </ButtonLink>
                )}
                <ButtonLink href='/journal?about=own'>{t('What is recorded about you')}</ButtonLink>
                {account.maySeeAccounts && (
                  <ButtonLink href='/accounts'>{t('Accounts of others')}</ButtonLink>
                )}
              </>
            }
          >
            <Columns
              side={
                <>
                  <Section title={t('Your roles')}>
                    <Particulars
                      of={account.roles.map(({ role, place }) => ({
                        label: t(roleNames[role]),
                        value: nameOf(place.names),
                      }))}
                    />
                  </Section>
                  <Tongue />
                  <Section
                    title={t('Personal data')}
                    note={t('All that is held about you. To have it erased, ask your {reviewer}’s officer.')}
                  >
                    <ButtonLink href={hrefOf(ownData, {})} file>
                      {t('Everything held, as a file')}
                    </ButtonLink>
                  </Section>
                </>
              }
            >
              <SignIns />
              <Password hasPassword={account.hasPassword} />
              <OwnWays hasPassword={account.hasPassword} />
              <Tokens hasPassword={account.hasPassword} />
            </Columns>
          </Page>
        )
      }
    </Loaded>
  )
}

function Tongue() {
  const save = useSend(changeLanguage, {
    onDone: (_reply, { body }) => body.language && setLanguage(body.language),
  })
  return (
    <Section title={t('Language')} note={t('Screens and refusals; on a new device they begin in it too.')}>
      <div className='actions'>
        {languages().map((code) => (
          <Button
            key={code}
            kind={code === language() ? 'primary' : 'plain'}
            busy={save.busy}
            onClick={() => save.start({ body: { language: code } })}
          >
            <span lang={htmlLang(code)}>{languageName(code)}</span>
          </Button>
        ))}
      </div>
    </Section>
  )
}

function SignIns() {
  const found = useCall(listSignIns, {})
  const end = useSend(endSignIn)
  const endOthers = useSend(endOtherSignIns)
  return (
    <Loaded of={found}>
      {({ signIns }) => (
        <Section
          title={t('Where you are signed in')}
          actions={
            signIns.length > 1 && (
              <Button small busy={endOthers.busy} onClick={() => endOthers.start({})}>
                {t('End all others')}
              </Button>
            )
          }
        >
          {end.refusal && <Notice tone='accent' title={end.refusal.title} />}
          <Table
            label={t('Where you are signed in')}
            rows={signIns}
            rowKey={(one) => one.id}
            columns={[
              { key: 'agent', title: t('Device'), cell: (one) => sayAgent(one.agent) },
              { key: 'made', title: t('Since'), cell: (one) => formatInstant(one.madeAt) },
              { key: 'seen', title: t('Last seen'), cell: (one) => formatInstant(one.seenAt) },
              {
                key: 'end',
                title: '',
                cell: (one) =>
                  one.isThis ? (
                    <Tag tone='good'>{t('this device')}</Tag>
                  ) : (
                    <Button kind='link' onClick={() => end.start({ params: { signInId: one.id } })}>
                      {t('End')}
                    </Button>
                  ),
              },
            ]}
          />
        </Section>
      )}
    </Loaded>
  )
}

function Password({ hasPassword }: { hasPassword: boolean }) {
  const draft = useDraft({ current: '', password: '' })
  const [round, setRound] = useState(0)
  const save = useSend(changePassword)
  return (
    <Section
      title={hasPassword ? t('Change the password') : t('Set a password')}
      note={
        hasPassword
          ? t('All other devices are signed out.')
          : t('This account has none yet: it was entered by one click or by a link.')
      }
    >
      <Form
        key={round}
        draft={draft}
        action={t('Save the password')}
        saidAfter={t('The password is changed.')}
        submit={(body) => save.send({ body })}
        onDone={() => {
          draft.reset({ current: '', password: '' })
          setRound(round + 1)
        }}
      >
        {hasPassword && <PresentPassword at={draft.at('current')} />}
        <NewPassword at={draft.at('password')} />
      </Form>
    </Section>
  )
}
