// A commitment as it was said, and the question what became of it.
import { useState } from 'react'
import { Link } from 'wouter'
import { isErasedText } from '../../../base/erased.ts'
import { emptyText } from '../../../base/words.ts'
import { useSend } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { Dialog } from '../../../kit/dialog.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { RadioGroup } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { Quiet } from '../../../kit/marks.tsx'
import { formatDay, nameOf, t } from '../../../kit/words.ts'
import { WrittenField } from '../../../kit/written.tsx'
import { closeCommitment } from '../../commitments/contract.ts'
import { commitmentStateNames, isDueSoon, isOverdue } from '../../commitments/rules.ts'
import { CommitmentTag } from '../marks.tsx'
import type { Commitment } from '../shapes.ts'
import '../carry-out.css'

/** "If …, then I will …" in one sentence of the reader's language. */
export const promiseText = (of: Pick<Commitment, 'ifText' | 'thenText'>): string =>
  isErasedText(of.thenText)
    ? nameOf(of.thenText)
    : t('{occasion}, {step}.', { occasion: nameOf(of.ifText), step: nameOf(of.thenText) })

export function PromiseQuote({ of, today }: { of: Commitment; today: string }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <div className='promise'>
      <p>
        <Link href={`/carry-out/commitments/${of.id}`}>{promiseText(of)}</Link>
      </p>
      <Quiet>
        {t('My commitment, due {day}', { day: formatDay(of.dueOn) })}{' '}
        {(isOverdue(of, today) || isDueSoon(of, today)) && (
          <CommitmentTag state={of.state} overdue={isOverdue(of, today)} />
        )}
      </Quiet>
      {of.mayClose && (
        <div>
          <Button small onClick={() => setOpen(true)}>
            {t('Done?')}
          </Button>
        </div>
      )}
      <CloseDialog of={of} open={isOpen} onClose={() => setOpen(false)} />
    </div>
  )
}

type Closing = 'done' | 'partly' | 'dropped'

export function CloseDialog({ of, open, onClose }: { of: Commitment; open: boolean; onClose: () => void }) {
  return (
    <Dialog title={t('What became of it?')} open={open} onClose={onClose}>
      <CloseForm of={of} onClose={onClose} />
    </Dialog>
  )
}

function CloseForm({ of, onClose }: { of: Commitment; onClose: () => void }) {
  const close = useSend(closeCommitment)
  const draft = useDraft({ state: '' as Closing | '', reason: emptyText })
  const states: Closing[] = ['done', 'partly', 'dropped']
  return (
    <Form
      draft={draft}
      submit={({ state, reason }) =>
        close.send({ params: { commitmentId: of.id }, body: { state: state as Closing, reason } })
      }
      onDone={onClose}
      action={t('Save')}
    >
      <p>{promiseText(of)}</p>
      <RadioGroup
        at={draft.at('state')}
        label={t('State')}
        required
        options={states.map((value) => ({ value, text: t(commitmentStateNames[value]) }))}
      />
      <WrittenField
        maxLength={2000}
        at={draft.at('reason')}
        label={draft.value.state === 'done' ? t('What came of it') : t('Why')}
        required={draft.value.state === 'done' ? false : undefined}
      />
    </Form>
  )
}
