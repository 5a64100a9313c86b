// A check of understanding. A trainee answers it, one question a screen; who teaches opens and closes it here.
import { useState } from 'react'
import { type Role, roleNames } from '../../../access/rules.ts'
import { me } from '../../../access/sign-in/contract.ts'
import { fewest } from '../../../base/shares.ts'
import { useCall, useSend } from '../../../kit/api.ts'
import { LateAnswers } from '../../../kit/ballot-desk.tsx'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { ConfirmClosing } from '../../../kit/closing.tsx'
import { Confirm } from '../../../kit/dialog.tsx'
import { Illustrative, Tag } from '../../../kit/marks.tsx'
import { Facts, Page, Section } from '../../../kit/page.tsx'
import { RosterNotice, RosterStanding } from '../../../kit/roster-notice.tsx'
import { Loaded, Notice } from '../../../kit/states.tsx'
import { turnsIn } from '../../../kit/until.ts'
import { formatDay, formatNumber, nameOf, t, tn } from '../../../kit/words.ts'
import { changeCheckClosing, checkPage, closeCheck, openCheck } from '../../checks/contract.ts'
import { checkStateNames } from '../../checks/rules.ts'
import type { CheckReply } from '../shapes.ts'
import { AnonymousAnswer, ClosedQuestions, NamedAnswer } from './check-answer.tsx'
import '../study.css'

export function CheckPage({ checkId }: { checkId: string }) {
  const asked = useCall(
    checkPage,
    { params: { checkId } },
    { every: (found) => turnsIn(found?.roster, { closes: found?.mayChange }) },
  )
  const who = useCall(me, {})
  return (
    <Loaded of={asked}>
      {(reply) => <Check of={reply} account={who.data?.account?.id ?? ''} today={who.data?.today} />}
    </Loaded>
  )
}

const tones = { draft: 'plain', open: 'accent', closed: 'good' } as const

function Check({ of: reply, account, today }: { of: CheckReply; account: string; today?: string }) {
  const { check, questions, mayChange, mayFigures, isTrainee } = reply
  const answers = check.state === 'open' && isTrainee
  return (
    <Page
      title={nameOf(check.title)}
      narrow={!mayChange}
      beside={
        <Tag tone={tones[check.state]}>
          {reply.roster?.isOver ? t('the time is over') : t(checkStateNames[check.state])}
        </Tag>
      }
      crumbs={[{ text: t('Study'), href: '/study' }, { text: nameOf(check.class) }]}
      lead={
        <>
          {check.named
            ? t(
                'This check was declared named beforehand: each result is kept and seen by the trainee, by those who teach or organise the class, and by who stands above it.',
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
          {mayChange && <Doings of={reply} today={today} />}
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
            { figure: formatNumber(questions.length), label: tn('question', 'questions', questions.length) },
            ...(reply.ballots === null
              ? []
              : [
                  {
                    figure: formatNumber(reply.ballots),
                    label: tn('ballot taken', 'ballots taken', reply.ballots),
                  },
                ]),
            ...(reply.handedIn ? [{ figure: ofAll(reply.handedIn), label: t('handed in') }] : []),
          ]}
        />
      )}
      {mayChange && reply.roster && (
        <RosterStanding of={reply.roster} ballots={reply.ballots} mayClose={reply.mayClose} />
      )}
      {mayChange && !answers && reply.roster && (
        <RosterNotice of={reply.roster} today={today} roleName={(role) => t(roleNames[role as Role])} />
      )}
      {answers &&
        (check.named ? (
          <NamedAnswer of={reply} />
        ) : (
          <AnonymousAnswer of={reply} account={account} today={today} />
        ))}
      {check.state === 'open' && !isTrainee && !mayChange && (
        <Notice title={t('This check is answered by the trainees of the class.')}>
          {t('You can read the questions; the results come when it is closed.')}
        </Notice>
      )}
      {!answers && isTrainee && <LateAnswers of={`${account}.check.${check.id}`} />}
      {!answers && (
        <Section title={t('Questions')}>
          <ClosedQuestions of={reply} account={account} />
        </Section>
      )}
    </Page>
  )
}

const ofAll = ({ n, of }: NonNullable<CheckReply['handedIn']>) =>
  t('{n} of {all}', { n: formatNumber(n), all: formatNumber(of) })

function Doings({ of: { check, roster, mayClose, handedIn }, today }: { of: CheckReply; today?: string }) {
  const [asks, setAsks] = useState<'open' | 'longer' | 'close' | null>(null)
  const open = useSend(openCheck)
  const lengthen = useSend(changeCheckClosing)
  const close = useSend(closeCheck)
  const params = { checkId: check.id }
  const { version } = check
  const stop = () => setAsks(null)
  return (
    <>
      <ButtonLink href={`/examine/checks/${check.id}`}>{t('Misconceptions tested')}</ButtonLink>
      {check.state === 'draft' && (
        <>
          <ButtonLink href={`/study/checks/${check.id}/edit`}>{t('Edit')}</ButtonLink>
          {(!roster || roster.size >= fewest) && (
            <Button kind='primary' onClick={() => setAsks('open')}>
              {t('Open the check')}
            </Button>
          )}
        </>
      )}
      {check.state === 'open' && (
        <>
          {roster && !roster.isOver && <Button onClick={() => setAsks('longer')}>{t('Longer')}</Button>}
          {mayClose && (
            <Button kind='primary' onClick={() => setAsks('close')}>
              {t('Close the check')}
            </Button>
          )}
        </>
      )}
      <Confirm
        title={t('Open this check?')}
        open={asks === 'open' && check.named}
        onClose={stop}
        action={t('Open the check')}
        onConfirm={() => open.send({ params, body: { version } })}
      >
        {t(
          'It is named: each trainee’s result will be kept and seen by that trainee, by those who teach or organise the class, and by who stands above it. This cannot be changed afterwards.',
        )}
      </Confirm>
      <ConfirmClosing
        title={asks === 'longer' ? t('Let people answer longer?') : t('Open this check?')}
        open={asks === 'longer' || (asks === 'open' && !check.named)}
        onClose={stop}
        action={asks === 'longer' ? t('Longer') : t('Open the check')}
        stands={asks === 'longer' ? (roster?.closesAt ?? undefined) : undefined}
        today={today}
        onConfirm={(closesAt) =>
          asks === 'longer'
            ? lengthen.send({ params, body: { closesAt } })
            : open.send({ params, body: { version, closesAt } })
        }
      >
        {asks === 'open' &&
          t(
            'It is answered without names. Who may answer is frozen now: whoever signs in for the first time afterwards is not among them. This and the questions cannot be changed afterwards.',
          )}
      </ConfirmClosing>
      <Confirm
        title={t('Close this check?')}
        open={asks === 'close'}
        onClose={stop}
        action={t('Close the check')}
        onConfirm={() => close.send({ params })}
      >
        {handedIn && <p>{t('Handed in so far: {n}.', { n: ofAll(handedIn) })}</p>}
        {check.named
          ? t(
              'The results are made once, from everything that was handed in; what each trainee had right is then seen by name. It cannot be opened again.',
            )
          : t(
              'The results are made once, from the answers that came in time. It cannot be opened again: a second result could be subtracted from the first.',
            )}
      </Confirm>
    </>
  )
}
