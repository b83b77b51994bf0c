/** The local gateway and the engine, for the flavour that answers on this computer. */
export function stageGateway() {
  throw new Error('not yet')
}
