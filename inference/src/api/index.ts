/** THE DOOR of the gateway: what its clients may import, and nothing else of it. Heavy parts have an entry of their own beside this one. */
export * from './errors.ts'
export * from './events.ts'
export * from './completions.ts'
export * from './chat.ts'
export * from './models.ts'
export * from './health.ts'
export * from './local-gateway.ts'
