// One webhook: what was sent to it and what came back.
import { useSearchParams } from 'wouter'
import { useCall, useSend } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { Tag } from '../../../kit/marks.tsx'
import { Page } from '../../../kit/page.tsx'
import { said } from '../../../kit/said.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { formatInstant, t } from '../../../kit/words.ts'
import { listDeliveries, sendAgain, tryWebhook } from '../../webhooks/contract.ts'
import { type DeliveryState, deliveryStateNames } from '../../webhooks/rules.ts'

const tones = { waiting: 'plain', delivered: 'good', given_up: 'warn' } as const satisfies Record<
  DeliveryState,
  string
>

/** What came back, in words: a number is an HTTP status, everything else a reason of this side. */
function answerIn(answer: string | null): string {
  if (answer === null) return t('not tried yet')
  if (/^\d+$/.test(answer)) return t('answered {status}', { status: answer })
  if (answer === 'inside') return t('refused here: the address leads into the office’s own network')
  if (answer === 'ENOTFOUND') return t('there is no such host')
  if (answer === 'ECONNREFUSED') return t('nobody listens at this address')
  return t('no answer ({why})', { why: answer })
}

export function WebhookPage({ webhookId }: { webhookId: string }) {
  const [query, setQuery] = useSearchParams()
  const after = query.get('after') ?? undefined
  const found = useCall(listDeliveries, { params: { webhookId }, query: { after } }, { keep: true })
  const attempt = useSend(tryWebhook)
  const again = useSend(sendAgain)
  const sendPing = async () => {
    await attempt.send({ params: { webhookId } })
    said(t('A message is on its way.'))
  }
  return (
    <Page
      title={t('Messages of a webhook')}
      lead={t(
        'A message that is not answered with success is sent again after seconds, minutes and hours, for three days; then it is given up.',
      )}
      crumbs={[{ text: t('Webhooks'), href: '/webhooks' }]}
      actions={
        <>
          <Button onClick={() => found.refetch()}>{t('Look again')}</Button>
          <Button kind='primary' onClick={sendPing}>
            {t('Send a trial message')}
          </Button>
        </>
      }
    >
      <Loaded of={found}>
        {({ deliveries, next }) => (
          <>
            <Table
              label={t('Messages')}
              rows={deliveries}
              rowKey={(one) => one.id}
              marked={(one) => one.state === 'given_up'}
              empty={
                <Empty>{t('Nothing was sent yet. A trial message shows whether the program hears.')}</Empty>
              }
              columns={[
                { key: 'type', title: t('Event'), cell: (one) => <code>{one.type}</code> },
                {
                  key: 'state',
                  title: t('State'),
                  cell: (one) => <Tag tone={tones[one.state]}>{t(deliveryStateNames[one.state])}</Tag>,
                },
                { key: 'attempts', title: t('Attempts'), num: true, cell: (one) => one.attempts },
                {
                  key: 'tried',
                  title: t('Last tried'),
                  cell: (one) => (one.triedAt ? formatInstant(one.triedAt) : t('never')),
                },
                { key: 'answer', title: t('What came back'), cell: (one) => answerIn(one.answer) },
                {
                  key: 'next',
                  title: t('Tried next'),
                  cell: (one) => (one.nextAt && one.attempts > 0 ? formatInstant(one.nextAt) : ''),
                },
                {
                  key: 'again',
                  title: '',
                  cell: (one) =>
                    one.state !== 'waiting' && (
                      <Button
                        kind='link'
                        onClick={() => again.send({ params: { webhookId, deliveryId: one.id } })}
                      >
                        {t('Send again')}
                      </Button>
                    ),
                },
              ]}
            />
            {(next || after) && (
              <div className='actions'>
                {after && <Button onClick={() => setQuery({})}>{t('To the latest')}</Button>}
                {next && <Button onClick={() => setQuery({ after: next })}>{t('Older ones')}</Button>}
              </div>
            )}
          </>
        )}
      </Loaded>
    </Page>
  )
}
