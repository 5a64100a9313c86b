// What the district does with a whole plan: accept what is not decided yet, approve it, give it back.
import { useState } from 'react'
import { useSend } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { Confirm } from '../../../kit/dialog.tsx'
import { Facts } from '../../../kit/page.tsx'
import { Notice } from '../../../kit/states.tsx'
import { formatNumber, t } from '../../../kit/words.ts'
import { written } from '../../../kit/written.tsx'
import { acceptLines, approvePlan, returnPlan } from '../../plans/contract.ts'
import type { Plan } from '../shapes.ts'

export function Decisions({ plan }: { plan: Plan }) {
  const [asking, ask] = useState<'approve' | 'return' | null>(null)
  const accept = useSend(acceptLines)
  const approve = useSend(approvePlan)
  const sendBack = useSend(returnPlan)
  const params = { planId: plan.id }
  const { editVersion } = plan
  const undecided = plan.lines.filter((line) => line.decidedTarget === null).length
  const otherwise = plan.lines.filter(
    (line) => line.decidedTarget !== null && line.decidedTarget !== line.target,
  ).length
  if (plan.mayReopen) {
    return (
      <div className='actions'>
        <Button onClick={() => ask('return')}>{t('Open for revision')}</Button>
        <Confirm
          title={t('Open the approved plan for revision')}
          open={asking === 'return'}
          onClose={() => ask(null)}
          reason={t('Why it is to be revised')}
          action={t('Open for revision')}
          onConfirm={(reason) => sendBack.send({ params, body: { editVersion, reason: written(reason) } })}
        >
          {t('The approved version is kept. Until it is approved anew, the plan counts as returned.')}
        </Confirm>
      </div>
    )
  }
  return (
    <>
      <Facts
        of={[
          { label: t('Lines'), figure: formatNumber(plan.lines.length) },
          { label: t('Not decided yet'), figure: formatNumber(undecided) },
          { label: t('Decided otherwise'), figure: formatNumber(otherwise) },
        ]}
      />
      {accept.refusal && (
        <Notice tone='accent' title={accept.refusal.title}>
          {accept.refusal.detail}
        </Notice>
      )}
      <div className='actions'>
        {undecided > 0 && (
          <Button busy={accept.busy} onClick={() => accept.start({ params, body: { editVersion } })}>
            {t('Accept all that are not decided')}
          </Button>
        )}
        <Button onClick={() => ask('return')}>{t('Return')}</Button>
        <Button kind='primary' onClick={() => ask('approve')}>
          {t('Approve')}
        </Button>
      </div>
      <Confirm
        title={t('Approve the plan')}
        open={asking === 'approve'}
        onClose={() => ask(null)}
        action={t('Approve')}
        onConfirm={() => approve.send({ params, body: { editVersion, conditions: { zh: '', en: '' } } })}
        saidAfter={t('Approved.')}
      >
        {undecided > 0
          ? t('{n} lines without a decision stand as proposed. A version is kept that nobody can change.', {
              n: undecided,
            })
          : t('A version is kept that nobody can change.')}
      </Confirm>
      <Confirm
        title={t('Return the plan')}
        open={asking === 'return'}
        onClose={() => ask(null)}
        action={t('Return')}
        reason={t('What is to be mended')}
        reasonHint={t('Comments on single lines go with it.')}
        onConfirm={(reason) => sendBack.send({ params, body: { editVersion, reason: written(reason) } })}
        saidAfter={t('Returned.')}
      />
    </>
  )
}
