// What can be done about a case by whoever may: consent, handing in, publishing, returning, withdrawing, verifying.
import { useState } from 'react'
import { useSend } from '../../kit/api.ts'
import { Button } from '../../kit/button.tsx'
import { Confirm, Dialog } from '../../kit/dialog.tsx'
import { useDraft } from '../../kit/draft.ts'
import { DayField, RadioGroup, SelectField, TextField } from '../../kit/fields.tsx'
import { Form } from '../../kit/form.tsx'
import { said } from '../../kit/said.tsx'
import { Notice } from '../../kit/states.tsx'
import { formatDay, nameOf, t } from '../../kit/words.ts'
import { written } from '../../kit/written.tsx'
import * as calls from '../contract.ts'
import { consentHowNames, consentHows, evidenceLevels, evidenceNames } from '../rules.ts'
import type { Result } from './results.tsx'
import type { Case } from './telling.tsx'

type Open = 'consent' | 'unconsent' | 'return' | 'withdraw' | null

export function CaseDoings({ of: one }: { of: Case }) {
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  const params = { caseId: one.id }
  const submit = useSend(calls.submitCase, { onDone: () => said(t('Handed in.')) })
  const publish = useSend(calls.publishCase, { onDone: () => said(t('Published.')) })
  const reopen = useSend(calls.reopenCase, { onDone: () => said(t('A draft again.')) })
  const unconsent = useSend(calls.withdrawConsent)
  const sendBack = useSend(calls.returnCase)
  const withdraw = useSend(calls.withdrawCase)
  const refusal = submit.refusal ?? publish.refusal ?? reopen.refusal
  const isAny = one.mayEdit || one.mayReopen || one.mayConsent || one.mayPublish || one.mayWithdraw
  if (!isAny) return null
  return (
    <aside className='doings' aria-label={t('State of this case')}>
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
      <Dialog title={t('Consent of the presenter')} open={open === 'consent'} onClose={close}>
        <ConsentForm of={one} onDone={close} />
      </Dialog>
      <Confirm
        title={t('Take the consent back?')}
        open={open === 'unconsent'}
        onClose={close}
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
        onClose={close}
        action={t('Return it')}
        reason={t('What should be changed')}
        onConfirm={(reason) => sendBack.send({ params, body: { reason } })}
        saidAfter={t('Returned to its writer.')}
      />
      <Confirm
        title={t('Withdraw the case')}
        open={open === 'withdraw'}
        onClose={close}
        action={t('Withdraw the case')}
        danger
        reason={t('Reason')}
        onConfirm={(reason) => withdraw.send({ params, body: { reason } })}
        saidAfter={t('Withdrawn.')}
      >
        <p>{t('It is then seen only where it was written and at the district.')}</p>
      </Confirm>
    </aside>
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

/** Opens the question what evidence of one figure was seen. */
export function VerifyButton({ caseId, result }: { caseId: string; result: Result }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button
        kind='link'
        small
        label={t('Verify {indicator}', { indicator: nameOf(result.indicator) })}
        onClick={() => setOpen(true)}
      >
        {t('Verify')}
      </Button>
      <Dialog title={t('What was seen of this figure')} open={isOpen} onClose={() => setOpen(false)}>
        <VerifyForm caseId={caseId} result={result} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function VerifyForm({ caseId, result, onDone }: { caseId: string; result: Result; onDone: () => void }) {
  const verify = useSend(calls.verifyResult)
  const draft = useDraft({
    evidence: result.evidence,
    by: result.verifiedBy ? nameOf(result.verifiedBy) : '',
    on: result.verifiedOn ?? '',
  })
  const isSeen = draft.value.evidence !== 'self_reported'
  return (
    <Form
      draft={draft}
      action={t('Save')}
      saidAfter={t('Evidence saved.')}
      submit={({ evidence, by, on }) => {
        const kept = result.verifiedBy && nameOf(result.verifiedBy) === by ? result.verifiedBy : null
        const verifiedBy = kept ?? written(by)
        const verifiedOn = on || '1900-01-01'
        return verify.send({
          params: { caseId, resultId: result.id },
          body: { evidence, verifiedBy, verifiedOn },
        })
      }}
      onDone={onDone}
    >
      <p>{t('Source named by the unit: {source}', { source: nameOf(result.source) })}</p>
      <SelectField
        at={draft.at('evidence')}
        label={t('Evidence')}
        options={evidenceLevels.map((level) => ({ value: level, text: t(evidenceNames[level]) }))}
      />
      {isSeen && (
        <TextField
          at={{ ...draft.at('by'), pointer: '/verifiedBy' }}
          label={t('Who saw it')}
          hint={t('Name and post')}
          maxLength={200}
          required
        />
      )}
      {isSeen && (
        <DayField at={{ ...draft.at('on'), pointer: '/verifiedOn' }} label={t('When it was seen')} required />
      )}
    </Form>
  )
}
