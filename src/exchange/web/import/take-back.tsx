// Taking back a file that went in: says beforehand what would go, and what stands in the way.
import { useCall, useSend } from '../../../kit/api.ts'
import { Dialog } from '../../../kit/dialog.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { Form } from '../../../kit/form.tsx'
import { Loaded } from '../../../kit/states.tsx'
import { t, tn } from '../../../kit/words.ts'
import { Resting } from '../../../registry/web/parts/resting.tsx'
import { previewTakingBack, takeBackImport } from '../../import/contract.ts'

export function TakeBackImport({ importId, onClose }: { importId: string; onClose: () => void }) {
  const params = { importId }
  const found = useCall(previewTakingBack, { params })
  const draft = useDraft({})
  const send = useSend(takeBackImport)
  return (
    <Dialog title={t('Take this import back?')} open onClose={onClose}>
      <Loaded of={found} lines={2}>
        {({ made, changed, resting }) =>
          resting.length > 0 ? (
            <Resting of={resting} />
          ) : (
            <Form
              draft={draft}
              action={t('Take back')}
              saidAfter={t('The import is taken back.')}
              submit={() => send.send({ params })}
              onDone={onClose}
            >
              <ul>
                <li>{tn('{n} entry that it made goes', '{n} entries that it made go', made)}</li>
                {changed > 0 && (
                  <li>
                    {tn(
                      '{n} entry that it changed is as it was before',
                      '{n} entries that it changed are as they were before',
                      changed,
                    )}
                  </li>
                )}
              </ul>
            </Form>
          )
        }
      </Loaded>
    </Dialog>
  )
}
