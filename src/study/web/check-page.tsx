// A check of understanding. A trainee answers it, one question a screen; who teaches opens and closes it here.
import { useState } from 'react'
import { me } from '../../access/sign-in/contract.ts'
import { useCall, useSend } from '../../kit/api.ts'
import { Button, ButtonLink } from '../../kit/button.tsx'
import { Confirm } from '../../kit/dialog.tsx'
import { Illustrative, Tag } from '../../kit/marks.tsx'
import { Facts, Page, Section } from '../../kit/page.tsx'
import { Loaded, Notice } from '../../kit/states.tsx'
import { formatDay, formatNumber, nameOf, t } from '../../kit/words.ts'
import { checkPage, closeCheck, openCheck } from '../checks/contract.ts'
import { checkStateNames } from '../checks/rules.ts'
import { AnonymousAnswer, ClosedQuestions, NamedAnswer } from './check-answer.tsx'
import type { CheckReply } from './shapes.ts'
import './study.css'

export function CheckPage({ checkId }: { checkId: string }) {
  const asked = useCall(checkPage, { params: { checkId } })
  const who = useCall(me, {})
  return <Loaded of={asked}>{(reply) => <Check of={reply} account={who.data?.account?.id ?? ''} />}</Loaded>
}

const tones = { draft: 'plain', open: 'accent', closed: 'good' } as const

function Check({ of: reply, account }: { of: CheckReply; account: string }) {
  const { check, questions, mayChange, mayFigures, isTrainee } = reply
  const answers = check.state === 'open' && isTrainee
  return (
    <Page
      title={nameOf(check.title)}
      narrow={!mayChange}
      beside={<Tag tone={tones[check.state]}>{t(checkStateNames[check.state])}</Tag>}
      crumbs={[{ text: t('Study'), href: '/study' }, { text: nameOf(check.class) }]}
      lead={
        <>
          {check.named
            ? t(
                'This check was declared named beforehand: your own result is kept, and you and who teaches the class can see it.',
              )
            : t(
                'Answered without names. The class learns which clauses were understood, never by whom.',
              )}{' '}
          {check.illustrative && <Illustrative />}
        </>
      }
      actions={
        <>
          {check.state === 'closed' && mayFigures && (
            <ButtonLink href={`/study/checks/${check.id}/results`} kind='primary'>
              {t('Results by clause')}
            </ButtonLink>
          )}
          {mayChange && <Doings of={reply} />}
        </>
      }
    >
      {mayChange && (
        <Facts
          of={[
            {
              figure: formatDay(check.onDay),
              label: check.state === 'draft' ? t('written') : t('opened on'),
            },
            { figure: formatNumber(questions.length), label: t('questions') },
            ...(reply.ballots === null
              ? []
              : [{ figure: formatNumber(reply.ballots), label: t('ballots taken') }]),
          ]}
        />
      )}
      {answers &&
        (check.named ? <NamedAnswer of={reply} /> : <AnonymousAnswer of={reply} account={account} />)}
      {check.state === 'open' && !isTrainee && !mayChange && (
        <Notice title={t('This check is answered by the trainees of the class.')}>
          {t('You can read the questions; the results come when it is closed.')}
        </Notice>
      )}
      {!answers && (
        <Section title={t('Questions')}>
          <ClosedQuestions of={reply} account={account} />
        </Section>
      )}
    </Page>
  )
}

function Doings({ of: { check } }: { of: CheckReply }) {
  const [asks, setAsks] = useState<'open' | 'close' | null>(null)
  const open = useSend(openCheck)
  const close = useSend(closeCheck)
  const params = { checkId: check.id }
  return (
    <>
      <ButtonLink href={`/examine/checks/${check.id}`}>{t('Misconceptions tested')}</ButtonLink>
      {check.state === 'draft' && (
        <>
          <ButtonLink href={`/study/checks/${check.id}/edit`}>{t('Edit')}</ButtonLink>
          <Button kind='primary' onClick={() => setAsks('open')}>
            {t('Open the check')}
          </Button>
        </>
      )}
      {check.state === 'open' && (
        <Button kind='primary' onClick={() => setAsks('close')}>
          {t('Close the check')}
        </Button>
      )}
      <Confirm
        title={t('Open this check?')}
        open={asks === 'open'}
        onClose={() => setAsks(null)}
        action={t('Open the check')}
        onConfirm={() => open.send({ params })}
      >
        {check.named
          ? t(
              'It is named: each trainee’s result will be kept and seen by that trainee and by who teaches. This cannot be changed afterwards.',
            )
          : t('It is answered without names. This and the questions cannot be changed afterwards.')}
      </Confirm>
      <Confirm
        title={t('Close this check?')}
        open={asks === 'close'}
        onClose={() => setAsks(null)}
        action={t('Close the check')}
        onConfirm={() => close.send({ params })}
      >
        {t(
          'The results are made once, from the answers that are there now. It cannot be opened again: a second result could be subtracted from the first.',
        )}
      </Confirm>
    </>
  )
}
