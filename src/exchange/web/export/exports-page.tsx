// Data as files: everything of a place at once, or one table.
import { useState } from 'react'
import { hrefOf, send, useCall } from '../../../kit/api.ts'
import { ButtonLink } from '../../../kit/button.tsx'
import { Page, Rows, Section } from '../../../kit/page.tsx'
import { Picker } from '../../../kit/picker.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { t } from '../../../kit/words.ts'
import {
  exportCsv,
  exportPackage,
  exportPlaces,
  exportTables,
  exportWorkbook,
} from '../../export/contract.ts'

const load = (text: string) => send(exportPlaces, { query: { text } }).then((reply) => reply.found)

export function ExportsPage() {
  const own = useCall(exportPlaces, { query: {} })
  return (
    <Page
      title={t('Take data out')}
      lead={t(
        'Everything that stands under one of your places, as it stands now. Answers to examinations are nowhere in it. Who took out what is noted in the journal.',
      )}
      crumbs={[{ text: t('Registers'), href: '/registers' }]}
    >
      <Loaded of={own} closed={t('You have no place whose data you may take out.')}>
        {({ found: [first] }) =>
          first ? (
            <Taking first={first} />
          ) : (
            <Empty>{t('You have no place whose data you may take out.')}</Empty>
          )
        }
      </Loaded>
    </Page>
  )
}

type Place = { id: string; names: { zh: string; en: string } }

function Taking({ first }: { first: Place }) {
  const [placeId, setPlaceId] = useState(first.id)
  const tables = useCall(exportTables, {})
  const query = { placeId }
  return (
    <>
      <Picker
        at={{ pointer: '/placeId', value: placeId, set: (id) => setPlaceId(id || first.id) }}
        label={t('Place')}
        chosen={first}
        load={load}
      />
      <Section title={t('Everything')}>
        <p className='note'>
          {t(
            'The workbook is for people: a sheet a table, names where another record is meant. The data package is for other programs: CSV files with their description (Frictionless), all ids kept.',
          )}
        </p>
        <div className='actions'>
          <ButtonLink href={hrefOf(exportWorkbook, { query })} file>
            {t('Workbook (XLSX)')}
          </ButtonLink>
          <ButtonLink href={hrefOf(exportPackage, { query })} file>
            {t('Data package (ZIP)')}
          </ButtonLink>
        </div>
      </Section>
      <Section title={t('One table')}>
        <Loaded of={tables}>
          {(found) => (
            <Rows
              of={found.tables.map(({ name, title }) => ({
                key: name,
                text: title,
                end: (
                  <a
                    href={hrefOf(exportCsv, { params: { table: name }, query })}
                    download
                    aria-label={t('{table} as CSV', { table: title })}
                  >
                    {name}.csv
                  </a>
                ),
              }))}
            />
          )}
        </Loaded>
      </Section>
    </>
  )
}
