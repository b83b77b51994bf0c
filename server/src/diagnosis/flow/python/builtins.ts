const builtins = new Set(
  `abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex delattr dict dir divmod
  enumerate eval exec exit filter float format frozenset getattr globals hasattr hash help hex id input int isinstance issubclass iter
  len list locals map max memoryview min next object oct open ord pow print property quit range raw_input repr reversed round set
  setattr slice sorted staticmethod str sum super tuple type unicode vars zip execfile __import__ __name__ __file__ __doc__`.split(
    /\s+/,
  ),
)

/** Whether a name is the language's own. */
export function isBuiltin(name: string): boolean {
  return builtins.has(name) || /^[A-Z]\w*(Error|Exception|Warning|Exit|Interrupt)$/.test(name)
}
