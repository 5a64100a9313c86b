// Sending the plan to the district: what would be asked is shown first, what is refused is named line by line.
import { useState } from 'react'
import { Link } from 'wouter'
import { useSend } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { Dialog } from '../../../kit/dialog.tsx'
import { TextArea } from '../../../kit/fields.tsx'
import { Rows } from '../../../kit/page.tsx'
import type { Refusal } from '../../../kit/refusal.ts'
import { said } from '../../../kit/said.tsx'
import { Notice } from '../../../kit/states.tsx'
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
  const submit = useSend(submitPlan, {
    onDone: () => {
      setOpen(false)
      said(t('Submitted.'))
    },
  })
  const [word, setWord] = useState('')
  const questions = questionsIn(plan)
  const open = openIn(plan.lines).length
  const about = open > 0 ? { aboutOpen: written(word) } : {}
  const start = () =>
    submit.start({ params: { planId: plan.id }, body: { editVersion: plan.editVersion, ...about } })
  return (
    <>
      <Button kind='primary' onClick={() => setOpen(true)}>
        {t('Submit')}
      </Button>
      <Dialog title={t('Submit the plan to the district')} open={isOpen} onClose={() => setOpen(false)}>
        {submit.refusal && <Reasons plan={plan} refusal={submit.refusal} />}
        {questions.length > 0 ? (
          <>
            <p>{t('Please confirm these once more. They do not stop the plan.')}</p>
            <QuestionRows plan={plan} questions={questions} />
          </>
        ) : (
          <p>
            {t(
              'A version is kept that nobody can change. Until the district decides, the plan stays as it is.',
            )}
          </p>
        )}
        <OpenComments plan={plan} />
        {open > 0 && (
          <TextArea
            at={{ pointer: '/aboutOpen', value: word, set: setWord }}
            label={t('Why you submit it with open comments')}
            error={submit.refusal?.errors.find(({ pointer }) => pointer === '/aboutOpen')?.detail}
            required
          />
        )}
        <div className='form-end'>
          <Button kind='primary' busy={submit.busy} onClick={start}>
            {questions.length > 0 ? t('Confirm and submit') : t('Submit')}
          </Button>
          <Button onClick={() => setOpen(false)}>{t('Cancel')}</Button>
        </div>
      </Dialog>
    </>
  )
}

/** A refusal's pointer names the line by its id: '/lines/<id>/note'. */
function Reasons({ plan, refusal }: { plan: Plan; refusal: Refusal }) {
  return (
    <Notice tone='accent' title={refusal.title}>
      {refusal.detail && <p>{refusal.detail}</p>}
      <Rows
        of={refusal.errors.map((error) => {
          const line = plan.lines.find((one) => error.pointer.startsWith(`/lines/${one.id}/`))
          return {
            key: `${error.pointer} ${error.code}`,
            text: error.detail,
            note: line && <Link href={`/plan/${plan.id}/lines/${line.id}/edit`}>{lineTitle(line)}</Link>,
          }
        })}
      />
    </Notice>
  )
}
