// Sending the plan to the district: what would be asked is shown first, what is refused is named line by line.
import { useState } from 'react'
import { Link } from 'wouter'
import { useSend } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { Dialog } from '../../../kit/dialog.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { TextArea } from '../../../kit/fields.tsx'
import { Form } from '../../../kit/form.tsx'
import { t } from '../../../kit/words.ts'
import { written } from '../../../kit/written.tsx'
import { submitPlan } from '../../plans/contract.ts'
import { openIn } from '../../plans/rules.ts'
import { OpenComments } from '../comments/open-comments.tsx'
import { lineTitle } from '../parts/lines.ts'
import type { Plan } from '../shapes.ts'
import { QuestionRows, questionsIn } from './questions.tsx'

export function Submit({ plan }: { plan: Plan }) {
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <Button kind='primary' onClick={() => setOpen(true)}>
        {t('Submit')}
      </Button>
      <Dialog title={t('Submit the plan to the {reviewer}')} open={isOpen} onClose={close}>
        <Question plan={plan} onClose={close} />
      </Dialog>
    </>
  )
}

function Question({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const submit = useSend(submitPlan)
  const draft = useDraft({ aboutOpen: '' })
  const questions = questionsIn(plan)
  const isOpen = openIn(plan.lines).length > 0
  return (
    <Form
      draft={draft}
      submit={({ aboutOpen }) =>
        submit.send({
          params: { planId: plan.id },
          body: { editVersion: plan.editVersion, ...(isOpen && { aboutOpen: written(aboutOpen) }) },
        })
      }
      saidAfter={t('Submitted.')}
      onDone={onClose}
      about={(pointer) => <LineOf plan={plan} pointer={pointer} />}
    >
      {questions.length > 0 ? (
        <div>
          <p>{t('Please confirm these once more. They do not stop the plan.')}</p>
          <QuestionRows plan={plan} questions={questions} />
        </div>
      ) : (
        <p>
          {t(
            'A version is kept that nobody can change. Until the {reviewer} decides, the plan stays as it is.',
          )}
        </p>
      )}
      <OpenComments plan={plan} />
      {isOpen && (
        <TextArea at={draft.at('aboutOpen')} label={t('Why you submit it with open comments')} required />
      )}
      <div className='form-end'>
        <Button kind='primary' submit>
          {questions.length > 0 ? t('Confirm and submit') : t('Submit')}
        </Button>
        <Button onClick={onClose}>{t('Cancel')}</Button>
      </div>
    </Form>
  )
}

/** A refusal's pointer names the line by its id: '/lines/<id>/note'. */
function LineOf({ plan, pointer }: { plan: Plan; pointer: string }) {
  const line = plan.lines.find((one) => pointer.startsWith(`/lines/${one.id}/`))
  return line && <Link href={`/plan/${plan.id}/lines/${line.id}/edit`}>{lineTitle(line)}</Link>
}
