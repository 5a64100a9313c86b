// The files that were brought in, or are being put right, and where to bring in another.
import { useSearchParams } from 'wouter'
import { useCall } from '../../../kit/api.ts'
import { ButtonLink } from '../../../kit/button.tsx'
import { Further } from '../../../kit/further.tsx'
import { Tag } from '../../../kit/marks.tsx'
import { Page } from '../../../kit/page.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { formatInstant, nameOf, t } from '../../../kit/words.ts'
import { importKinds, listImports } from '../../import/contract.ts'
import { countsInWords } from './import-words.ts'

export function ImportsPage() {
  const [query, setQuery] = useSearchParams()
  const after = query.get('after') ?? undefined
  const found = useCall(listImports, { query: { after } }, { keep: true })
  const kinds = found.data?.kinds ?? []
  const told = useCall(importKinds, {}).data?.kinds
  const begin = (
    <ButtonLink href='/imports/new' kind='primary'>
      {t('Import a file')}
    </ButtonLink>
  )
  return (
    <Page
      title={t('Imports')}
      crumbs={[{ text: t('Registers'), href: '/registers' }]}
      lead={t('A file is shown before anything changes, put right on the screen, and goes in as a whole.')}
      actions={kinds.length > 0 && begin}
    >
      <Loaded of={found}>
        {({ imports, next }) => (
          <>
            <Table
              label={t('Imports')}
              rows={imports}
              rowKey={(one) => one.id}
              href={(one) => `/imports/${one.id}`}
              marked={(one) => one.state === 'open' && one.isMine}
              empty={
                kinds.length > 0 ? (
                  <Empty action={begin}>
                    {t(
                      'No file was brought in yet. Take a roster or a list that you have as CSV or Excel workbook; a template of each kind shows the headings.',
                    )}
                  </Empty>
                ) : (
                  <Empty>
                    {t(
                      'No file was brought in yet. Officers bring in the rosters and lists of their places.',
                    )}
                  </Empty>
                )
              }
              columns={[
                { key: 'file', title: t('File'), cell: (one) => <span>{one.fileName}</span> },
                {
                  key: 'kind',
                  title: t('Kind'),
                  cell: (one) => told?.find(({ kind }) => kind === one.kind)?.title,
                },
                {
                  key: 'state',
                  title: t('State'),
                  cell: (one) =>
                    one.takenBack ? (
                      <Tag>{t('taken back')}</Tag>
                    ) : one.state === 'done' ? (
                      <Tag tone='good'>{t('brought in')}</Tag>
                    ) : (
                      <Tag tone='warn'>{t('being checked')}</Tag>
                    ),
                },
                { key: 'rows', title: t('Rows'), cell: (one) => countsInWords(one.counts as never) },
                { key: 'by', title: t('By'), cell: (one) => nameOf(one.madeBy) },
                { key: 'at', title: t('When'), cell: (one) => formatInstant(one.doneAt ?? one.madeAt) },
              ]}
            />
            <Further
              after={after}
              next={next}
              change={(to) => setQuery(to.after ? { after: to.after } : {})}
            />
          </>
        )}
      </Loaded>
    </Page>
  )
}
