// People and units entered twice. The registry makes them one; what in the other rooms names them is given to it here.
import type { Serve } from '../../access/context.ts'
import { keepApart, mergeTwin, previewTwin, undoTwin } from '../../registry/twins/actions.ts'
import * as calls from '../../registry/twins/contract.ts'
import { readNear, readPairs, readTwins } from '../../registry/twins/queries.ts'
import { naming } from '../rooms.ts'

type TwoPeople = { personId: string; keptPersonId: string }
type TwoUnits = { organisationId: string; keptOrganisationId: string }

const people = ({ personId, keptPersonId }: TwoPeople) =>
  ({ subject: 'person', twinId: personId, keptId: keptPersonId }) as const
const units = ({ organisationId, keptOrganisationId }: TwoUnits) =>
  ({ subject: 'organisation', twinId: organisationId, keptId: keptOrganisationId }) as const

export function routes(serve: Serve): void {
  serve(calls.nearPeople, (ctx, { query: { exceptPersonId, ...typed } }) =>
    readNear(ctx, 'person', { ...typed, exceptId: exceptPersonId }),
  )
  serve(calls.nearOrganisations, (ctx, { query: { exceptOrganisationId, ...typed } }) =>
    readNear(ctx, 'organisation', { ...typed, exceptId: exceptOrganisationId }),
  )
  serve(calls.likelyPeople, (ctx, { query }) => readPairs(ctx, 'person', query))
  serve(calls.likelyOrganisations, (ctx, { query }) => readPairs(ctx, 'organisation', query))
  serve(calls.previewPeople, (ctx, { params }) => previewTwin(ctx, naming, people(params)))
  serve(calls.previewOrganisations, (ctx, { params }) => previewTwin(ctx, naming, units(params)))
  serve(calls.mergePeople, (ctx, { params, body }) => mergeTwin(ctx, naming, people(params), body.reason))
  serve(calls.mergeOrganisations, (ctx, { params, body }) =>
    mergeTwin(ctx, naming, units(params), body.reason),
  )
  serve(calls.keepPeopleApart, (ctx, { params, body }) => keepApart(ctx, people(params), body.apart))
  serve(calls.keepOrganisationsApart, (ctx, { params, body }) => keepApart(ctx, units(params), body.apart))
  serve(calls.listTwins, (ctx, { query }) => readTwins(ctx, naming, query))
  serve(calls.undoTwin, (ctx, { params }) => undoTwin(ctx, naming, params.twinId))
}
