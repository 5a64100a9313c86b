// The registry's front door: which function answers which call.
import type { Serve } from '../access/context.ts'
import { transferPlace } from './events/actions.ts'
import { addGate, changeGate } from './gates/actions.ts'
import * as gates from './gates/contract.ts'
import { listGates } from './gates/queries.ts'
import {
  addForm,
  addPost,
  addTrade,
  changeForm,
  changePost,
  changeTrade,
  orderList,
} from './lists/actions.ts'
import * as lists from './lists/contract.ts'
import { listForms, listPosts, listTrades, mayChangeLists, usedForms } from './lists/queries.ts'
import {
  addOrganisation,
  changeOrganisation,
  changeOrganisationForm,
  mergeOrganisation,
} from './organisations/actions.ts'
import * as organisations from './organisations/contract.ts'
import { readHolders, readOrganisation, readOrganisations } from './organisations/queries.ts'
import { addPerson, appoint, changePerson, endAppointment } from './people/actions.ts'
import * as people from './people/contract.ts'
import { readPeople, readPerson } from './people/queries.ts'
import { addPlace, mergePlace, renamePlace, splitPlace } from './places/actions.ts'
import * as calls from './places/contract.ts'
import { previewTransfer, readEvents, readPlace, readTree, searchRegisters } from './places/page-queries.ts'
import { searchPlaces } from './places/queries.ts'

export function routes(serve: Serve): void {
  servePlaces(serve)
  serve(calls.searchRegisters, (ctx, { query }) => searchRegisters(ctx, query.text))
  serveLists(serve)

  serve(organisations.listOrganisations, (ctx, { query }) => readOrganisations(ctx, query))
  serve(organisations.organisationHolders, (ctx, { params, query }) =>
    readHolders(ctx, params.organisationId, query.after),
  )
  serve(organisations.organisationPage, (ctx, { params }) => readOrganisation(ctx, params.organisationId))
  serve(organisations.addOrganisation, (ctx, { body }) => addOrganisation(ctx, body))
  serve(organisations.changeOrganisation, (ctx, { params, body }) =>
    changeOrganisation(ctx, params.organisationId, body),
  )
  serve(organisations.changeOrganisationForm, (ctx, { params, body }) =>
    changeOrganisationForm(ctx, params.organisationId, body),
  )
  serve(organisations.mergeOrganisation, (ctx, { params, body }) =>
    mergeOrganisation(ctx, params.organisationId, body),
  )

  serve(people.listPeople, (ctx, { query }) => readPeople(ctx, query))
  serve(people.personPage, (ctx, { params }) => readPerson(ctx, params.personId))
  serve(people.addPerson, (ctx, { body }) => addPerson(ctx, body))
  serve(people.changePerson, (ctx, { params, body }) => changePerson(ctx, params.personId, body))
  serve(people.appoint, (ctx, { body }) => appoint(ctx, body))
  serve(people.endAppointment, (ctx, { params, body }) => endAppointment(ctx, params.appointmentId, body))
}

function serveLists(serve: Serve): void {
  serve(lists.listForms, async (ctx) => {
    const used = await usedForms(ctx.db)
    const forms = await listForms(ctx.db)
    return {
      forms: forms.map((form) => ({ ...form, isUsed: used.has(form.code) })),
      mayChange: await mayChangeLists(ctx),
    }
  })
  serve(lists.addForm, (ctx, { body }) => addForm(ctx, body))
  serve(lists.changeForm, (ctx, { params, body }) => changeForm(ctx, params.formId, body))
  serve(gates.listGates, async (ctx) => ({
    gates: await listGates(ctx.db),
    mayChange: await mayChangeLists(ctx),
  }))
  serve(gates.addGate, (ctx, { body }) => addGate(ctx, body))
  serve(gates.changeGate, (ctx, { params, body }) => changeGate(ctx, params.gateId, body))
  serve(lists.listTrades, async (ctx) => ({
    trades: await listTrades(ctx.db),
    mayChange: await mayChangeLists(ctx),
  }))
  serve(lists.addTrade, (ctx, { body }) => addTrade(ctx, body))
  serve(lists.changeTrade, (ctx, { params, body }) => changeTrade(ctx, params.tradeId, body))
  serve(lists.listPosts, async (ctx) => ({
    posts: await listPosts(ctx.db),
    mayChange: await mayChangeLists(ctx),
  }))
  serve(lists.addPost, (ctx, { body }) => addPost(ctx, body))
  serve(lists.changePost, (ctx, { params, body }) => changePost(ctx, params.postId, body))
  serve(lists.orderList, (ctx, { params, body }) => orderList(ctx, params.list, body.ids))
}

function servePlaces(serve: Serve): void {
  serve(calls.placeTree, (ctx, { query }) => readTree(ctx, query))
  serve(calls.placeEvents, (ctx, { query }) => readEvents(ctx, query))
  serve(calls.searchPlaces, async (ctx, { query: { text, level, on } }) => ({
    found: await searchPlaces(ctx.db, text ?? '', on ?? ctx.today, { level }),
  }))
  serve(calls.placePage, (ctx, { params, query }) => readPlace(ctx, params.placeId, query.on ?? ctx.today))
  serve(calls.addPlace, (ctx, { body }) => addPlace(ctx, body))
  serve(calls.transferPreview, (ctx, { params, query }) => previewTransfer(ctx, params.placeId, query))
  serve(calls.transferPlace, (ctx, { params, body }) => transferPlace(ctx, params.placeId, body))
  serve(calls.mergePlace, (ctx, { params, body }) => mergePlace(ctx, params.placeId, body))
  serve(calls.splitPlace, (ctx, { params, body }) => splitPlace(ctx, params.placeId, body))
  serve(calls.renamePlace, (ctx, { params, body }) => renamePlace(ctx, params.placeId, body))
}
