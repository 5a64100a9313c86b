// What the district does with a whole plan: accept what is not decided yet, approve it, give it back.
import { useState } from 'react'
import { emptyText } from '../../../base/words.ts'
import { useSend } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { Confirm } from '../../../kit/dialog.tsx'
import { Facts } from '../../../kit/page.tsx'
import { formatNumber, t, tn } from '../../../kit/words.ts'
import { written } from '../../../kit/written.tsx'
import { acceptLines, approvePlan, returnPlan } from '../../plans/contract.ts'
import { openIn } from '../../plans/rules.ts'
import { OpenComments } from '../comments/open-comments.tsx'
import type { Plan } from '../shapes.ts'

export function Decisions({ plan }: { plan: Plan }) {
  const [asking, ask] = useState<'approve' | 'return' | 'accept' | null>(null)
  const accept = useSend(acceptLines)
  const approve = useSend(approvePlan)
  const sendBack = useSend(returnPlan)
  const params = { planId: plan.id }
  const { editVersion } = plan
  const open = openIn(plan.lines).length
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
          {t(
            'The approved version stands: it counts and is reported against until the revision is approved in its place.',
          )}
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
      <div className='actions'>
        {undecided > 0 && (
          <Button onClick={() => ask('accept')}>{t('Accept all that are not decided')}</Button>
        )}
        <Button onClick={() => ask('return')}>{t('Return')}</Button>
        <Button kind='primary' onClick={() => ask('approve')}>
          {t('Approve')}
        </Button>
      </div>
      <Confirm
        title={t('Accept all that are not decided')}
        open={asking === 'accept'}
        onClose={() => ask(null)}
        action={t('Accept the proposals')}
        onConfirm={() => accept.send({ params, body: { editVersion } })}
      >
        {tn(
          '{n} line gets its proposal as decision. It can be taken back line by line until the plan is approved.',
          '{n} lines get their proposals as decisions. They can be taken back line by line until the plan is approved.',
          undecided,
        )}
      </Confirm>
      <Confirm
        title={t('Approve the plan')}
        open={asking === 'approve'}
        onClose={() => ask(null)}
        action={t('Approve')}
        reason={open > 0 ? t('Why you approve it with open comments') : undefined}
        reasonAt='aboutOpen'
        onConfirm={(word) =>
          approve.send({
            params,
            body: { editVersion, conditions: emptyText, ...(open > 0 ? { aboutOpen: written(word) } : {}) },
          })
        }
        saidAfter={t('Approved.')}
      >
        <OpenComments plan={plan} />
        <p>
          {undecided > 0
            ? t('{n} lines without a decision stand as proposed. A version is kept that nobody can change.', {
                n: undecided,
              })
            : t('A version is kept that nobody can change.')}
        </p>
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
