// The questions that stand ready with a policy: checks of every class may take them.
import { useLocation } from 'wouter'
import type { CallReply } from '../../../base/call.ts'
import { useCall, useSend } from '../../../kit/api.ts'
import { ButtonLink } from '../../../kit/button.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { Form } from '../../../kit/form.tsx'
import { Page } from '../../../kit/page.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { nameOf, t } from '../../../kit/words.ts'
import { changePolicyQuestions, policyQuestions } from '../../checks/contract.ts'
import { QuestionList, withoutBlanks } from '../checks/question-fields.tsx'
import '../study.css'

export function PolicyQuestionsPage({ policyId }: { policyId: string }) {
  const asked = useCall(policyQuestions, { params: { policyId } })
  return <Loaded of={asked}>{(reply) => <Edit of={reply} />}</Loaded>
}

function Edit({ of: { policy, questions } }: { of: CallReply<typeof policyQuestions> }) {
  const change = useSend(changePolicyQuestions)
  const [, go] = useLocation()
  const draft = useDraft(() => ({ questions }))
  const href = `/study/policies/${policy.id}`
  return (
    <Page
      title={t('Questions that stand ready')}
      crumbs={[
        { text: t('Study'), href: '/study' },
        { text: nameOf(policy.names), href },
      ]}
      lead={t(
        'Whoever writes a check of a class may take them. Trainees see none of them before, and a check that took one keeps it as it was.',
      )}
    >
      <Form
        draft={draft}
        submit={(entry) =>
          change.send({
            params: { policyId: policy.id },
            body: { questions: withoutBlanks(entry.questions), was: { questions } },
          })
        }
        onDone={() => go(href)}
        action={t('Save')}
        beside={<ButtonLink href={href}>{t('Cancel')}</ButtonLink>}
      >
        {draft.value.questions.length === 0 && (
          <Empty>{t('No question stands ready yet. A pack may bring some; others are added here.')}</Empty>
        )}
        <QuestionList at={draft.at('questions')} policyId={policy.id} least={0} />
      </Form>
    </Page>
  )
}
