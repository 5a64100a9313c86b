// One commitment: what was said, what it serves, what support was promised, what came of it.
import { useState } from 'react'
import { Link } from 'wouter'
import { me } from '../../../access/sign-in/contract.ts'
import { emptyText } from '../../../base/words.ts'
import { useCall, useSend } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { Dialog } from '../../../kit/dialog.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { Form } from '../../../kit/form.tsx'
import { Illustrative, PersonName, PlaceName, Quiet, ThreadLink, UnitName } from '../../../kit/marks.tsx'
import { Page, Particulars } from '../../../kit/page.tsx'
import { Loaded, Notice } from '../../../kit/states.tsx'
import { formatDay, nameOf, t } from '../../../kit/words.ts'
import { WrittenField } from '../../../kit/written.tsx'
import { commitmentPage, promiseSupport } from '../../commitments/contract.ts'
import { evidenceTypeNames, isOverdue } from '../../commitments/rules.ts'
import { CommitmentTag } from '../marks.tsx'
import type { Commitment } from '../shapes.ts'
import { CloseDialog, promiseText } from './promise.tsx'

export function CommitmentPage({ commitmentId }: { commitmentId: string }) {
  const page = useCall(commitmentPage, { params: { commitmentId } })
  const today = useCall(me, {}).data?.today ?? ''
  const [open, setOpen] = useState<'close' | 'support' | null>(null)
  const one = page.data?.commitment
  const shut = () => setOpen(null)
  return (
    <Page
      title={t('Commitment')}
      beside={one && <CommitmentTag state={one.state} overdue={isOverdue(one, today)} />}
      crumbs={[
        { text: t('Carry out'), href: '/carry-out' },
        { text: t('Commitments'), href: '/carry-out/commitments' },
      ]}
      actions={
        <>
          <ThreadLink kind='commitment' id={commitmentId} />
          {one?.maySupport && <Button onClick={() => setOpen('support')}>{t('Promise support')}</Button>}
          {one?.mayClose && (
            <Button kind='primary' onClick={() => setOpen('close')}>
              {t('What became of it?')}
            </Button>
          )}
        </>
      }
    >
      <Loaded of={page}>
        {({ commitment, line, step }) => (
          <>
            <div className='promise'>
              <p>{promiseText(commitment)}</p>
            </div>
            <Said of={commitment} />
            <Particulars
              of={[
                { label: t('Undertaken by'), value: <PersonName of={commitment.person.names} /> },
                { label: t('Post'), value: nameOf(commitment.post.names) },
                { label: t('Unit'), value: <UnitName of={commitment.organisation.names} /> },
                { label: t('{PlanningPlace}'), value: <PlaceName of={commitment.place.names} /> },
                ...(commitment.holder && commitment.holder.id !== commitment.person.id
                  ? [{ label: t('Post now held by'), value: <PersonName of={commitment.holder.names} /> }]
                  : []),
                { label: t('Due on'), value: formatDay(commitment.dueOn) },
                {
                  label: t('What will show that it was done'),
                  value: t(evidenceTypeNames[commitment.evidenceType]),
                },
                ...(line
                  ? [
                      {
                        label: t('The line of the plan that it serves'),
                        value: <Link href={`/carry-out/lines/${line.id}`}>{nameOf(line.title)}</Link>,
                      },
                    ]
                  : []),
                ...(step
                  ? [
                      {
                        label: t('The step of a case that it follows'),
                        value: (
                          <>
                            <Link href={step.href}>{nameOf(step.title)}</Link>{' '}
                            <Quiet>{nameOf(step.of)}</Quiet>
                          </>
                        ),
                      },
                    ]
                  : []),
                ...(nameOf(commitment.supportAsked)
                  ? [{ label: t('Support asked for'), value: nameOf(commitment.supportAsked) }]
                  : []),
                ...(commitment.supportPromised && commitment.supportBy && commitment.supportOn
                  ? [
                      {
                        label: t('Support promised'),
                        value: (
                          <>
                            {nameOf(commitment.supportPromised)}{' '}
                            <Quiet>
                              {nameOf(commitment.supportBy)} · {formatDay(commitment.supportOn)}
                            </Quiet>
                          </>
                        ),
                      },
                    ]
                  : []),
                { label: t('Undertaken on'), value: formatDay(commitment.madeOn) },
              ]}
            />
            {commitment.illustrative && <Illustrative />}
            <CloseDialog of={commitment} open={open === 'close'} onClose={shut} />
            <SupportDialog of={commitment} open={open === 'support'} onClose={shut} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Said({ of }: { of: Commitment }) {
  if (!of.stateOn) return null
  return (
    <Notice
      tone={of.state === 'done' ? 'good' : 'plain'}
      title={t('Closed on {day}', { day: formatDay(of.stateOn) })}
    >
      {of.stateReason && nameOf(of.stateReason)}
    </Notice>
  )
}

function SupportDialog({ of, open, onClose }: { of: Commitment; open: boolean; onClose: () => void }) {
  return (
    <Dialog title={t('Promise support')} open={open} onClose={onClose}>
      <SupportForm of={of} onClose={onClose} />
    </Dialog>
  )
}

function SupportForm({ of, onClose }: { of: Commitment; onClose: () => void }) {
  const promise = useSend(promiseSupport)
  const draft = useDraft({ promised: emptyText })
  return (
    <Form
      draft={draft}
      submit={(body) => promise.send({ params: { commitmentId: of.id }, body })}
      onDone={onClose}
      action={t('Promise')}
    >
      {nameOf(of.supportAsked) && <p>{nameOf(of.supportAsked)}</p>}
      <WrittenField
        maxLength={2000}
        at={draft.at('promised')}
        label={t('What is promised, and by when')}
        required
      />
    </Form>
  )
}
