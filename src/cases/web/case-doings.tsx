// What can be done about a case by whoever may: consent, handing in, publishing, returning, withdrawing.
import { useState } from 'react'
import { useSend } from '../../kit/api.ts'
import { Button } from '../../kit/button.tsx'
import { Confirm, Dialog } from '../../kit/dialog.tsx'
import { useDraft } from '../../kit/draft.ts'
import { DayField, RadioGroup, TextField } from '../../kit/fields.tsx'
import { Form } from '../../kit/form.tsx'
import { said } from '../../kit/said.tsx'
import { Notice } from '../../kit/states.tsx'
import { formatDay, nameOf, t } from '../../kit/words.ts'
import * as calls from '../contract.ts'
import { consentHowNames, consentHows } from '../rules.ts'
import type { Case } from './telling.tsx'

type Open = 'consent' | 'unconsent' | 'return' | 'withdraw'

export function CaseDoings({ of: one }: { of: Case }) {
  const [open, setOpen] = useState<Open | null>(null)
  const params = { caseId: one.id }
  const submit = useSend(calls.submitCase, { onDone: () => said(t('Handed in.')) })
  const publish = useSend(calls.publishCase, { onDone: () => said(t('Published.')) })
  const reopen = useSend(calls.reopenCase, { onDone: () => said(t('A draft again.')) })
  const refusal = submit.refusal ?? publish.refusal ?? reopen.refusal
  const isAny = one.mayEdit || one.mayReopen || one.mayConsent || one.mayPublish || one.mayWithdraw
  if (!isAny) return null
  return (
    <aside className='doings' aria-label={t('State of this case')}>
      <Standing of={one} />
      <div className='actions'>
        {one.mayPublish && (
          <Button kind='primary' busy={publish.busy} onClick={() => publish.start({ params })}>
            {t('Publish')}
          </Button>
        )}
        {one.mayEdit && (
          <Button busy={submit.busy} onClick={() => submit.start({ params })}>
            {t('Hand in')}
          </Button>
        )}
        {one.mayPublish && <Button onClick={() => setOpen('return')}>{t('Return with a reason')}</Button>}
        {one.mayReopen && (
          <Button busy={reopen.busy} onClick={() => reopen.start({ params })}>
            {t('Make it a draft again')}
          </Button>
        )}
        {one.mayConsent && !one.consent && (
          <Button onClick={() => setOpen('consent')}>{t('Record consent')}</Button>
        )}
        {one.mayConsent && one.consent && (
          <Button onClick={() => setOpen('unconsent')}>{t('Take consent back')}</Button>
        )}
        {one.mayWithdraw && <Button onClick={() => setOpen('withdraw')}>{t('Withdraw the case')}</Button>}
      </div>
      {refusal && (
        <Notice
          tone='accent'
          title={refusal.errors.length > 0 ? t('Not yet possible:') : refusal.detail || refusal.title}
        >
          {refusal.errors.length > 0 && (
            <ul>
              {refusal.errors.map((error) => (
                <li key={error.pointer}>{error.detail}</li>
              ))}
            </ul>
          )}
        </Notice>
      )}
      <DoingDialogs of={one} open={open} onClose={() => setOpen(null)} />
    </aside>
  )
}

/** Whether the presenter agreed, when it was published, and why it was returned or withdrawn. */
function Standing({ of: one }: { of: Case }) {
  return (
    <dl>
      <div>
        <dt>{t('Consent of the presenter')}</dt>
        <dd>
          {one.consent
            ? t('{day}, {how}', {
                day: formatDay(one.consent.givenOn),
                how: t(consentHowNames[one.consent.how]),
              })
            : t('not given')}
        </dd>
        {one.consent?.note && <dd className='quiet'>{one.consent.note}</dd>}
      </div>
      {one.reason && (
        <div>
          <dt>{one.state === 'withdrawn' ? t('Why it was withdrawn') : t('Why it was returned')}</dt>
          <dd>{one.reason}</dd>
        </div>
      )}
      {one.publishedOn && (
        <div>
          <dt>{t('Published')}</dt>
          <dd>{formatDay(one.publishedOn)}</dd>
        </div>
      )}
    </dl>
  )
}

type DialogsProps = { of: Case; open: Open | null; onClose: () => void }

/** What is asked before it is done. */
function DoingDialogs({ of: one, open, onClose }: DialogsProps) {
  const params = { caseId: one.id }
  const unconsent = useSend(calls.withdrawConsent)
  const sendBack = useSend(calls.returnCase)
  const withdraw = useSend(calls.withdrawCase)
  return (
    <>
      <Dialog title={t('Consent of the presenter')} open={open === 'consent'} onClose={onClose}>
        <ConsentForm of={one} onDone={onClose} />
      </Dialog>
      <Confirm
        title={t('Take the consent back?')}
        open={open === 'unconsent'}
        onClose={onClose}
        action={t('Take consent back')}
        danger
        onConfirm={() => unconsent.send({ params })}
        saidAfter={t('Consent taken back.')}
      >
        <p>
          {one.state === 'published'
            ? t(
                'The case is withdrawn at the same moment and no longer shown below. Plans that cite its steps keep their text.',
              )
            : t('The case cannot be published until consent is given again.')}
        </p>
      </Confirm>
      <Confirm
        title={t('Return the case')}
        open={open === 'return'}
        onClose={onClose}
        action={t('Return it')}
        reason={t('What should be changed')}
        onConfirm={(reason) => sendBack.send({ params, body: { reason } })}
        saidAfter={t('Returned to its writer.')}
      />
      <Confirm
        title={t('Withdraw the case')}
        open={open === 'withdraw'}
        onClose={onClose}
        action={t('Withdraw the case')}
        danger
        reason={t('Reason')}
        onConfirm={(reason) => withdraw.send({ params, body: { reason } })}
        saidAfter={t('Withdrawn.')}
      >
        <p>{t('It is then seen only where it was written and at the {reviewer}.')}</p>
      </Confirm>
    </>
  )
}

type ConsentHow = (typeof consentHows)[number]

function ConsentForm({ of: one, onDone }: { of: Case; onDone: () => void }) {
  const record = useSend(calls.recordConsent)
  const draft = useDraft({ givenOn: '', how: '' as ConsentHow | '', note: '' })
  return (
    <Form
      draft={draft}
      action={t('Record consent')}
      saidAfter={t('Consent recorded.')}
      submit={({ how, ...body }) =>
        record.send({ params: { caseId: one.id }, body: { ...body, how: how as ConsentHow } })
      }
      onDone={onDone}
    >
      <p>
        {t(
          '{person} agrees that this case, with name and figures, is shown to everybody in the programme. The consent can be taken back at any time.',
          { person: nameOf(one.presenter.names) },
        )}
      </p>
      <DayField at={draft.at('givenOn')} label={t('Given on')} required />
      <RadioGroup
        at={draft.at('how')}
        label={t('How it was given')}
        required
        options={consentHows.map((how) => ({ value: how, text: t(consentHowNames[how]) }))}
      />
      <TextField
        at={draft.at('note')}
        label={t('Note')}
        hint={t('A witness, or what the consent leaves out.')}
        required={false}
        maxLength={300}
      />
    </Form>
  )
}
