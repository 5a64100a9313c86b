// Stands in for TypeBox in the browser's build: there a call is its method and its address, and the server alone holds
// what is sent against the schemas. Whatever a contract builds with it is nothing. Saves a phone some 20 KB.

const nothing: unknown = new Proxy(() => {}, {
  get: (_target, name) => (name === Symbol.toPrimitive ? () => '' : nothing),
  apply: () => nothing,
})

export const Type = nothing
